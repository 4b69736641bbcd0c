"""Text and captions of a known source: cut into turns by its own pattern."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

from audio.script.document import Document
from audio.script.readers.data import speaker_name
from audio.script.readers.exports.patterns import Search
from audio.script.readers.prose import paragraphs
from audio.script.text import find_date, has_letters, one_line
from audio.script.values import NARRATOR, Block, Dropped, Lines, Span

Ordinary = Callable[[str], Document]
"""Reads a text as one that comes from no known source."""


class _Turn(NamedTuple):
    """A stretch of the file that one speaker says."""

    who: str | None
    part: str
    """The name of the group that stands for the speaker where the turn itself does not name one."""
    text: str
    line: int


def read(search: Search, text: str, ordinary: Ordinary) -> Document:
    """Give a block a paragraph, with its speaker; the text before the first turn is read as any other."""
    profile = search.profile
    found = list(search.find(profile.turn, text)) if profile.turn else []
    begun = found[0].start() if found else len(text)
    before = search.without((*profile.head, *profile.unspoken), text[:begun])
    document = ordinary(before) if before.strip() else Document(())
    turns = [turn for here, after in pairwise((*found, None)) for turn in _turns(search, text, here, after)]
    blocks = [block for turn in turns for block in _blocks(search, turn)]
    spoken = next((at for at, block in enumerate(blocks) if block.speaker != NARRATOR), len(blocks))
    last = [block for turn in turns[-1:] for block in _blocks(search, turn)][1:]
    # Nobody has spoken yet, and what stands under the last paragraph may be nobody's.
    for at in (*range(spoken), *range(len(blocks) - len(last), len(blocks))):
        blocks[at] = replace(blocks[at], speaker=None)
    return _document(search, document, (*document.blocks, *blocks))


def read_cues(search: Search, document: Document) -> Document:
    """Give the cues of a file with the speakers whose marks they begin with; a cue without one goes on."""
    blocks: list[Block] = []
    speaker: str | None = None
    for block in document.blocks:
        match = next(search.find(search.profile.turn, block.text), None) if block.speaker is None else None
        start = 0
        if match and match.start() == 0:
            speaker, start = speaker_name(match["speaker"]), match.end()
        said = search.without(search.profile.unspoken, block.text[start:], block.line_at(start))
        kept = said.lstrip()
        shift = len(block.text) - len(kept)
        first = block.line_at(start) + said[: len(said) - len(kept)].count("\n")
        spans = tuple(
            Span(max(each.start - shift, 0), each.end - shift, each.kind)
            for each in block.spans
            if each.end > shift
        )
        if kept.strip():
            place = Lines(first, block.lines.last)
            blocks.append(
                replace(block, text=kept, lines=place, spans=spans, speaker=block.speaker or speaker)
            )
    return _document(search, document, tuple(blocks))


def _turns(search: Search, text: str, here: Any, after: Any) -> Iterator[_Turn]:
    """Give what is said from a match of the turn's pattern to the next one."""
    groups = here.groupdict()
    stop = after.start() if after else len(text)
    own = here.span("text") if groups.get("text") is not None else (here.end(), stop)
    closed = "text" in groups and own[1] < here.end()
    end = own[1] if closed else stop
    line = text.count("\n", 0, here.start()) + 1
    who = speaker_name(groups.get("speaker"))
    part = next(
        (key for key in groups if key not in ("speaker", "stamp", "text") and groups[key] is not None), ""
    )
    around = text[here.start() : own[0]] + text[end : here.end()]
    rest = one_line(around.replace(groups.get("speaker") or "\0", " "))
    place = Lines(line, line + here[0].rstrip().count("\n"))
    said = search.without(search.profile.unspoken, text[own[0] : end], text.count("\n", 0, own[0]) + 1)
    if has_letters(rest) or any(map(str.isdigit, rest)):
        search.dropped.append(Dropped(rest, "timestamp" if groups.get("stamp") else "mark of a turn", place))
    if who and not has_letters(said) and not said.strip():
        search.dropped.append(Dropped(who, "label without text", place))
    yield _Turn(who, part, said, text.count("\n", 0, own[0]) + 1)
    if closed:
        left = search.without(search.profile.unspoken, text[here.end() : stop], place.last)
        yield _Turn(None, "", left, place.last)


def _blocks(search: Search, turn: _Turn) -> Iterator[Block]:
    """Give the paragraphs of a turn."""
    who = turn.who or (turn.part and (search.learned.get(turn.part) or turn.part)) or NARRATOR
    for block in paragraphs(turn.text.split("\n"), turn.line):
        if block.kind != "rule":
            yield replace(block, kind="paragraph", level=0, speaker=who)


def _document(search: Search, read_so_far: Document, blocks: tuple[Block, ...]) -> Document:
    """Give the document with what the patterns told of it."""
    meta = read_so_far.metadata
    title = meta.title or one_line(search.learned.get("title", ""))
    date = meta.date or find_date(_spaced(search.learned.get("date", "")))
    dropped = sorted((*read_so_far.dropped, *search.dropped), key=lambda each: each.lines.first)
    metadata = replace(meta, title=title, date=date)
    return replace(read_so_far, blocks=blocks, metadata=metadata, dropped=tuple(dropped))


def _spaced(date: str) -> str:
    """Give a date of eight figures as ISO 8601 writes it."""
    return f"{date[:4]}-{date[4:6]}-{date[6:]}" if len(date) == 8 and date.isdigit() else date

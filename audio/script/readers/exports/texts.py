"""Text and captions of a known source: cut into turns by its own pattern."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import regex

from audio.script.document import Document, Person
from audio.script.readers.data import speaker_name
from audio.script.readers.exports.patterns import Search, speaker_and_part
from audio.script.readers.prose import markdown_blocks, paragraphs
from audio.script.text import find_date, one_line, words
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
    alone: tuple[int, ...]
    """Lines on which nothing but its mark stands."""


def read(search: Search, text: str, ordinary: Ordinary, *, markdown: bool = False) -> Document:
    """Give a block a paragraph, with its speaker; the text before the first turn is read as any other.

    What is said is plain text, or Markdown.
    """
    profile = search.profile
    found = search.find(profile.turn, text) if profile.turn else []
    begun = found[0].start() if found else len(text)
    before = search.without((*profile.head, *profile.unspoken), text[:begun])
    document = ordinary(before) if before.strip() else Document(())
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    ends = [*(each.start() for each in found[1:]), len(text)]
    turns = [
        turn for here, end in zip(found, ends, strict=False) for turn in _turns(search, here, end, starts)
    ]
    spoken = [_blocks(search, turn, markdown=markdown) for turn in turns]
    blocks = [block for paragraphs in spoken for block in paragraphs]
    begins = next((at for at, block in enumerate(blocks) if block.speaker != NARRATOR), len(blocks))
    last = len(blocks) - len(spoken[-1][1:] if spoken else ())
    # Nobody has spoken yet, and what stands under the last paragraph may be nobody's.
    for at in (*range(begins), *range(last, len(blocks))):
        blocks[at] = replace(blocks[at], speaker=None)
    alone = tuple(Lines(line, line) for turn in turns for line in turn.alone)
    return _document(search, document, (*document.blocks, *blocks), alone)


def read_blocks(search: Search, document: Document) -> Document:
    """Give cues or paragraphs with the speakers whose marks they begin with; one without goes on."""
    profile = search.profile
    blocks: list[Block] = []
    speaker: str | None = None
    for block in document.blocks:
        found = search.find(profile.turn, block.text)[:1] if profile.turn and not block.speaker else []
        start = 0
        if found and found[0].start() == 0:
            speaker, start = speaker_name(found[0]["speaker"]), found[0].end()
        patterns = profile.unspoken if speaker else (*profile.head, *profile.unspoken)
        said = search.without(patterns, block.text[start:], block.line_at(start))
        kept = said.lstrip()
        if kept == block.text:
            blocks.append(replace(block, speaker=block.speaker or speaker))
        elif kept.strip():
            shift = start + len(said) - len(kept)
            first = block.line_at(start) + said[: len(said) - len(kept)].count("\n")
            spans = (Span(max(each.start - shift, 0), each.end - shift, each.kind) for each in block.spans)
            inside = tuple(
                span
                for span in spans
                if kept[span.start : span.end] == block.text[shift:][span.start : span.end] != ""
            )
            place = Lines(first, max(first, block.lines.last))
            blocks.append(
                replace(block, text=kept, lines=place, spans=inside, speaker=block.speaker or speaker)
            )
    return _document(search, document, tuple(blocks), ())


def _turns(search: Search, here: regex.Match[str], stop: int, starts: Sequence[int]) -> Iterator[_Turn]:
    """Give what is said from a match of the turn's pattern to where the next one begins."""
    text, groups = here.string, here.groupdict()
    own = here.span("text") if groups.get("text") is not None else (here.end(), stop)
    closed = "text" in groups and own[1] < here.end()
    end = own[1] if closed else stop
    first, last, begins = (bisect_right(starts, at) for at in (here.start(), here.end(), own[0]))
    named, part = speaker_and_part(here)
    who = speaker_name(named or None)
    search.learned.update({"title": groups["title"]} if groups.get("title") else {})
    around = text[here.start() : own[0]] + text[end : here.end()]
    rest = one_line(around.replace(named or "\0", " ", 1))
    if words(rest):
        reason = "timestamp" if groups.get("stamp") else "mark of a turn"
        search.dropped.append(Dropped(rest, reason, Lines(first, last)))
    said = search.without(search.profile.unspoken, text[own[0] : end], begins)
    if who and not said.strip():
        search.dropped.append(Dropped(who, "label without text", Lines(first, last)))
    alone = range(first, last + (text[here.end() : here.end() + 1] == "\n"))
    yield _Turn(who, part, said, begins, tuple(alone))
    if closed:
        left = search.without(search.profile.unspoken, text[here.end() : stop], last)
        yield _Turn(None, "", left, last, ())


def _blocks(search: Search, turn: _Turn, *, markdown: bool) -> list[Block]:
    who = search.people.get(turn.who or "") or turn.who
    who = who or (turn.part and (search.learned.get(turn.part) or turn.part)) or NARRATOR
    lines = turn.text.split("\n")
    found, dropped = markdown_blocks(lines, turn.line) if markdown else (paragraphs(lines, turn.line), [])
    search.dropped += dropped
    return [
        each if each.kind == "rule" else replace(each, kind="paragraph", level=0, speaker=who)
        for each in found
    ]


def _document(
    search: Search, found: Document, blocks: tuple[Block, ...], alone: tuple[Lines, ...]
) -> Document:
    """Give the document with what the patterns told of it. Lines with a name alone are in no block."""
    meta = found.metadata
    title = meta.title or one_line(search.learned.get("title", ""))
    date = meta.date or find_date(_spaced(search.learned.get("date", "")))
    dropped = sorted((*found.dropped, *search.dropped), key=lambda each: each.lines.first)
    author = search.learned.get("author", "")
    people = (*meta.people, Person(one_line(author), part="author")) if author else meta.people
    metadata = replace(meta, title=title, date=date, people=people, lines=(*meta.lines, *alone))
    return replace(found, blocks=blocks, metadata=metadata, dropped=tuple(dropped))


def _spaced(date: str) -> str:
    """Give a date of eight figures as ISO 8601 writes it."""
    return f"{date[:4]}-{date[4:6]}-{date[6:]}" if len(date) == 8 and date.isdigit() else date

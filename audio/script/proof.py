"""The proof that a reading is complete: every word of the source is somewhere, once, in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audio.script.document import Document
from audio.script.readers import read_document
from audio.script.text import decode, has_letters, words
from audio.script.values import Block, Dropped, Script

_PICTURE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)")
_PICTURE_LINK = re.compile(r"\[\s*\]\([^)\n]{0,2000}\)")
_WIDEST = 4000
"""Most ways of sharing out the words so far that are followed at once."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Where the proof fails."""

    line: int
    """1-based source line."""
    sentence: str
    """Which word is lost, doubled or out of order."""


def find_gap(data: bytes, source: str, script: Script) -> Gap | None:
    """Give the first word of a file that its script loses, doubles or moves, or None.

    `data` are the bytes that `script` was read from, which are no canonical script: that is its own source.
    """
    document = read_document(data, source)
    return uncovered(data, document) or gap_between(document, script)


def uncovered(data: bytes, document: Document) -> Gap | None:
    """Give the first line of a file of text or light markup whose words are in no part of its document."""
    if document.format not in ("text", "markdown", "wikitext", "latex", "bbcode"):
        return None
    places = [block.lines for block in document.blocks] + [item.lines for item in document.dropped]
    covered = {
        line for place in (*places, *document.metadata.lines) for line in range(place.first, place.last + 1)
    }
    for number, line in enumerate(decode(data).split("\n"), 1):
        if number not in covered and has_letters(_without_markup(line)):
            return Gap(number, f"This line is in no part of the script: {line.strip()[:60]!r}.")
    return None


def gap_between(document: Document, script: Script) -> Gap | None:
    """Give the first word of the blocks that is not in exactly one place of the script, in order.

    What is said (labels and paragraphs) and what is not (dropped text) are two streams. The source must be
    those two shuffled together, each in its own order, with nothing left over.
    """
    source = [found for block in document.blocks for found in _of_block(block)]
    return _shuffle(source, list(_spoken(document, script)), list(_unspoken(document, script)))


def _without_markup(line: str) -> str:
    """Give a line without what is markup only: a fence with its language, an image, a bare HTML tag."""
    bare = line.strip()
    if bare.startswith(("```", "~~~", "![", "<")):
        return ""
    return _PICTURE_LINK.sub("", _PICTURE.sub("", bare))


def _of_block(block: Block) -> Iterator[tuple[str, int]]:
    for offset, line in enumerate(block.text.split("\n")):
        for word in words(line):
            yield word, block.lines.first + offset


def _spoken(document: Document, script: Script) -> Iterator[str]:
    """Give the words of labels and paragraphs. A label that the format itself gives is in no block."""
    given = {(block.lines.first, block.speaker) for block in document.blocks if block.speaker}
    for turn in script.turns:
        if turn.label and (turn.line, turn.label) not in given:
            yield from words(turn.label)
        for paragraph in turn.paragraphs:
            yield from words(paragraph.text)


def _unspoken(document: Document, script: Script) -> Iterator[str]:
    """Give the words of dropped text, without what the reader itself dropped: that is in no block."""
    by_reader = Counter(map(_place, document.dropped))
    for item in script.dropped:
        place = _place(item)
        if by_reader[place] > 0:
            by_reader[place] -= 1
        else:
            yield from words(item.text)


def _place(item: Dropped) -> tuple[str, str, int]:
    return item.text, item.reason, item.lines.first


def _shuffle(source: Sequence[tuple[str, int]], spoken: Sequence[str], unspoken: Sequence[str]) -> Gap | None:
    """Follow every way of sharing out the words read so far; `ways` holds how many of each are spoken."""
    ways = {0}
    for read, (word, line) in enumerate(source):
        following: set[int] = set()
        for said in ways:
            if said < len(spoken) and spoken[said] == word:
                following.add(said + 1)
            if read - said < len(unspoken) and unspoken[read - said] == word:
                following.add(said)
        if not following:
            said = max(ways)
            expected = spoken[said] if said < len(spoken) else "the end"
            return Gap(
                line, f"The word {word!r} is in no part of the script in its place; {expected!r} comes there."
            )
        ways = following if len(following) <= _WIDEST else set(sorted(following)[:_WIDEST])
    if len(spoken) in ways and len(source) == len(spoken) + len(unspoken):
        return None
    line = source[-1][1] if source else 1
    return Gap(line, "The script says words that the source does not have.")

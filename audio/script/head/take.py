"""What the text itself says of the interview: title, date, who takes part."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from audio.script.convention import Facts
from audio.script.document import Person
from audio.script.head.lines import PAIR, Told, is_spoken, read_line, read_list
from audio.script.names import bare, classify, is_first_name, key_of
from audio.script.text import (
    STAMP,
    either,
    has_letters,
    is_question,
    one_line,
    phrases_of,
    whole_phrases_of,
    words_of,
)
from audio.script.unspoken import lists_people, unsaid
from audio.script.values import Block, Direction, Dropped, Lines, Span

Stretch = TypeVar("Stretch", Span, Direction)

_HEAD_BLOCKS = 14
_MOST_LINES_OF_HEAD = 40
_SHORT_VALUE = 100
"""Characters of a value in a key ahead of a transcript, at most."""
_PART = r"[A-ZÀ-Þ](?:[\w'’-]+|\.)"
_NAME = rf"({_PART}(?: {either(words_of('particles'))}){{0,2}}(?: {_PART}){{1,2}})"
_ASKED_BY = re.compile(rf"\b(?i:{phrases_of('asked_by')}) {_NAME}")
_TALKED_WITH = re.compile(rf"\b(?i:{phrases_of('talked_with')}) {_NAME}")
_PRESENTED = re.compile(
    rf"(?i:{whole_phrases_of('own_name')}),?\s+(?:[^\W\d_A-Z][\w’'-]*,?\s+){{0,3}}{_NAME}"
)
"""`I’m your host, Ada Lowe`."""
_TOLD_OF = re.compile(rf"^{_NAME}(?=(?:['’]s?)?,? [a-zà-þ])", re.MULTILINE)
_ANYBODY = re.compile(rf"\b{_NAME}")
_PARTED = re.compile(r" [|/·•›»>→] |\S {3,}\S")
_DECLARED = re.compile(r"\([A-ZÀ-Þ]{1,4}\)")
"""Initials that stand for a name from here on."""
_LONGEST_TITLE = 120
_MOST_LINES = 100
"""Lines of one block; no paragraph that anybody wrapped is as long."""
_OPENING = 6000
"""Characters before a conversation in which its people are looked for."""


@dataclass(slots=True)
class Head:
    """What stands before the conversation and is no part of it."""

    blocks: list[Block]
    """The file's blocks without what was taken."""
    date: dt.date | None = None
    title: str = ""
    """What a key says it is."""
    people: list[Person] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    over: list[str] = field(default_factory=list)
    """The line before this block, where it heads a list of people."""

    def learn(self, told: Told) -> None:
        """Keep who takes part, the first date and the first title."""
        self.people.extend(told.people)
        self.date = self.date or told.date
        self.title = self.title or told.title


def portions(block: Block) -> Iterator[Block]:
    """Give a block as it is, or cut between lines into blocks of at most 100 lines. Spans are cut with it."""
    if block.text.count("\n") < _MOST_LINES:
        yield block
        return
    lines = block.text.split("\n")
    start, spans = 0, block.spans
    for at in range(0, len(lines), _MOST_LINES):
        text = "\n".join(lines[at : at + _MOST_LINES])
        end = start + len(text)
        kept = tuple(_within(span, start, end) for span in spans if span.start < end)
        asked = _directions_within(block, start, end)
        first = min(block.lines.first + at, block.lines.last)
        last = min(first + text.count("\n"), block.lines.last)
        if text.strip():
            yield replace(block, text=text, lines=Lines(first, last), spans=kept, directions=asked)
        start, spans = end + 1, tuple(span for span in spans if span.end > end + 1)


def _directions_within(block: Block, start: int, end: int) -> tuple[Direction, ...]:
    """Give the directions of a stretch of a block's text, as seen from its first character."""
    return tuple(
        _within(each, start, end) for each in block.directions if start <= each.end and each.start <= end
    )


def _within(stretch: Stretch, start: int, end: int) -> Stretch:
    """Give what of a stretch lies between two offsets, as seen from the first."""
    return replace(stretch, start=max(stretch.start, start) - start, end=min(stretch.end, end) - start)


def take_head(blocks: Sequence[Block]) -> Head:
    """Take dates, bylines and `Key: value` lines off the first blocks, until somebody speaks behind a key."""
    head = Head([])
    spoken = (
        at for at, block in enumerate(blocks[:_HEAD_BLOCKS]) if any(map(is_spoken, block.text.split("\n")))
    )
    end = next(spoken, _HEAD_BLOCKS - 1)
    for block in blocks[: end + 1]:
        head.blocks.extend(_without_metadata(block, head))
    head.blocks.extend(blocks[end + 1 :])
    return head


def _without_metadata(block: Block, head: Head) -> list[Block]:
    """Take a block of which every line is metadata, or its lines of metadata; give what is left as blocks."""
    lines = block.text.strip("\n").split("\n")
    if len(lines) > _MOST_LINES_OF_HEAD or block.kind in ("cue", "code", "rule") or block.speaker:
        return [block]
    people = read_list([*head.over, *(line.strip() for line in lines if line.strip())])
    head.over = [lines[0].strip()] if len(lines) == 1 and lists_people(lines[0]) else []
    told = [read_line(line.strip(), len(lines)) for line in lines]
    if people or all(each.reason for each, line in zip(told, lines, strict=True) if line.strip()):
        told = [Told("list of people", people)] if people else told
        for each in told:
            head.learn(each)
        head.dropped.append(Dropped(one_line(block.text), told[0].reason, block.lines))
        return []
    count = sum(bool(each.reason) for each in told)
    alone = len(lines) == 2 and any(each.reason in ("date", "byline") for each in told)
    if count < (1 if alone else 2) or block.kind != "paragraph":
        return [block]
    kept: list[Block] = []
    at = 0
    for number, (line, each) in enumerate(zip(lines, told, strict=True)):
        place = Lines(block.line_at(0) + number, block.line_at(0) + number)
        pair = PAIR.match(line) if count >= 2 else None
        told_of = pair and len(pair[2]) <= _SHORT_VALUE and not _DECLARED.search(line)
        reason = each.reason or ("metadata" if told_of else "")
        if reason:
            head.learn(each)
            head.dropped.append(Dropped(one_line(line), reason, place))
        elif line.strip():
            kept.append(Block(line, place, directions=_directions_within(block, at, at + len(line))))
        at += len(line) + 1
    return kept


def find_title(told: str, blocks: Sequence[Block]) -> str:
    """Give the title: what the file says it is, else the first top heading, else a short first paragraph."""
    if told:
        return told
    for block in blocks[:6]:
        if block.kind == "heading" and block.level == 1:
            return one_line(block.text)
    may_be = [
        block for block in blocks[:3] if block.kind in ("paragraph", "heading") and _may_be_title(block)
    ]
    if not may_be:
        return ""
    first = next((block for block in may_be if _TALKED_WITH.match(block.text)), may_be[0])
    text = first.text.strip()
    if _is_short(text) and _in_masthead(text):
        lines = [block.text.strip().split("\n")[0] for block in may_be if block is not first]
        text = min([text, *filter(_is_short, lines)], key=_in_masthead)
    if STAMP.match(text):
        return ""
    if PAIR.match(text) and is_question(text):
        return ""
    return one_line(text) if _is_short(text) else ""


def _in_masthead(line: str) -> int:
    """Say how likely it is that another line is the title, as below `FEATURES` and `Lantern, May 1994`."""
    return sum(map(str.isdigit, line)) or " " not in line


def _is_short(text: str) -> bool:
    return (
        len(text) <= _LONGEST_TITLE
        and "\n" not in text
        and not text.endswith((".", "!", ",", ":", ";", "。"))
    )


def _may_be_title(block: Block) -> bool:
    """Say whether a block is no line of a site or a magazine: `Town Crier | Issue 4`, columns."""
    return has_letters(block.text) and not unsaid(block.text) and not _PARTED.search(block.text)


def find_guest(title: str, narration: str, people: Sequence[Person], facts: Facts) -> str:
    """Give who is interviewed where no label says so, or an empty string."""
    if classify(title).kind == "person" and _is_somebody(title, facts):
        return bare(title)
    for text in (title, narration):
        found = _found(_TALKED_WITH, text)
        if len(found) == 1:
            return found.pop()
    known = [person for person in people if classify(person.name).kind in ("person", "titled")]
    listed = {person.name for person in known if person.part not in ("host", "author")}
    return listed.pop() if len(listed) == 1 else ""


def find_answerer(title: str, narration: str, people: Sequence[Person]) -> str:
    """Give the only person whom a text before questions without labels tells of.

    One paragraph begins with the name, or it has a common first name.
    """
    asking = {person.name for person in people} | _found(_ASKED_BY, narration) | _found(_PRESENTED, narration)
    known = {name for name in _found(_ANYBODY, f"{title}\n{narration}") if is_first_name(name.split()[0])}
    for names in (_found(_TOLD_OF, narration), known):
        once = {key_of(name): name for name in sorted(names - asking)}  # `ADA LOWE` and `Ada Lowe`
        if len(once) == 1:
            return next(iter(once.values()))
    return ""


def _found(pattern: re.Pattern[str], text: str) -> set[str]:
    """Give the names that stand so in the beginning of a text."""
    names = (
        bare(match[1]).removesuffix("’s").removesuffix("'s") for match in pattern.finditer(text[:_OPENING])
    )
    return {_without_office(name) for name in names if classify(name).kind in ("person", "titled")}


def _without_office(name: str) -> str:
    """Give `Ada Lowe` for `Organist Ada Lowe`, by a common first name behind another word."""
    first, _, rest = name.partition(" ")
    office = " " in rest and is_first_name(rest.split()[0]) and not is_first_name(first)
    return rest if office else name


def _is_somebody(title: str, facts: Facts) -> bool:
    """Say whether a title is a person: a word of it stands elsewhere, and none in small letters."""
    tokens = title.casefold().split()
    if title.isupper() or not facts.lower.isdisjoint(tokens):
        return False
    return any(facts.upper[t] for t in (tokens if len(tokens) == 2 else tokens[-1:]))


def find_host(people: Sequence[Person], guest: str, narration: str) -> str:
    """Give who asks where no label says so: the only host or author of the file, or an empty string.

    `narration` is the text before the conversation, where `Interview by Ada Lowe` may stand.
    """
    hosts, authors = ({each.name for each in people if each.part == part} for part in ("host", "author"))
    for names in (hosts, authors, _found(_ASKED_BY, narration)):
        if len(names - {guest}) == 1:
            return (names - {guest}).pop()
    return ""

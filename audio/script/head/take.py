"""What the text itself says of the interview: title, date, who takes part."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from audio.script.document import Person
from audio.script.head.lines import PAIR, Told, is_spoken, read_lines, read_list
from audio.script.head.mentions import phrases
from audio.script.head.split import directions_within
from audio.script.text import STAMP, has_letters, is_question, is_unspaced, one_line, phrases_of
from audio.script.unspoken import lists_people, unsaid
from audio.script.values import Block, Dropped, Lines

_HEAD_BLOCKS = 14
_KEY_LINES = 14
"""Lines of a key ahead of a transcript: what it is, and what its short labels mean."""
_FEW_WORDS = 5
_SHORT_VALUE = 100
"""Characters of a value in a key ahead of a transcript, at most."""
_PARTED = re.compile(r" [|/·•›»>→] |\S {3,}\S")
_COLUMNS = re.compile(r"(?<=\S)\s{3,}(?=[^\s:][^:\n]{0,30}:)")
"""Between a value and the next key on a line: `Date: 3 May 1988     Place: Hull`."""
_DECLARED = re.compile(r"\([A-ZÀ-Þ]{1,4}\)")
"""Initials that stand for a name from here on."""
_PAPERS = phrases_of("papers")
_PAPER = re.compile(
    rf".* [–—-] (?:the |le |la |il )?{_PAPERS}(?!\w)[^,.:?!]*"
    rf"|(?:the |le |la |il )?{_PAPERS}(?: (?-i:[^\Wa-zß-ÿ]|[&|#№–—-])[^\s,.:?!]*)*"
    rf"|[^,.:?!]*(?<!\w)(?-i:(?![a-zß-ÿ])){_PAPERS}",
    re.IGNORECASE,
)
"""A line that is the name of a paper or a show, its words with capitals."""
_MASTHEAD = re.compile(r"[^\W\d_]{2}[^:/\n]*\d\W*")
"""A name and its number."""
_LONGEST_TITLE = 120


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


def take_head(blocks: Sequence[Block]) -> Head:
    """Take dates, bylines and `Key: value` lines off the first blocks, until somebody speaks behind a key."""
    head = Head([])
    spoken = (
        at for at, block in enumerate(blocks[:_HEAD_BLOCKS]) if any(map(is_spoken, block.text.split("\n")))
    )
    end = next(spoken, _HEAD_BLOCKS - 1)
    for index, block in enumerate(blocks):
        if index > end or block.kind in ("cue", "code", "rule") or not _take(block, head):
            head.blocks.extend(_without_metadata(block, head) if index <= end else [block])
    return head


def _without_metadata(block: Block, head: Head) -> list[Block]:
    """Take the lines of metadata out of a block that has two, or several keys on one; give the rest."""
    lines = block.text.split("\n")
    if not 2 <= len(lines) <= 40 or block.kind != "paragraph" or block.speaker:
        return [block]
    told = read_lines([line.strip() for line in lines])
    count = sum(bool(each.reason) for each in told)
    alone = len(lines) == 2 and any(each.reason in ("date", "byline") for each in told)
    alone = alone or any(
        each.reason and _COLUMNS.search(line) for line, each in zip(lines, told, strict=True)
    )
    if count < (1 if alone else 2):
        return [block]
    told_most = 2 * count >= len(lines) or not any(map(_is_sentence, lines))
    of_keys = count >= 2 and len(lines) <= _KEY_LINES and told_most
    kept: list[Block] = []
    at = 0
    for number, (line, each) in enumerate(zip(lines, told, strict=True)):
        place = Lines(block.line_at(0) + number, block.line_at(0) + number)
        pair = PAIR.match(line) if of_keys else None
        told_of = pair and len(pair[2]) <= _SHORT_VALUE and not _DECLARED.search(line)
        reason = each.reason or ("metadata" if told_of else "")
        if reason:
            head.learn(each)
            head.dropped.append(Dropped(one_line(line), reason, place))
        elif line.strip():
            kept.append(Block(line, place, directions=directions_within(block, at, at + len(line))))
        at += len(line) + 1
    return kept


def _is_sentence(line: str) -> bool:
    return line.rstrip()[-1:] in ".?!…" and len(line.split()) > _FEW_WORDS


def _take(block: Block, head: Head) -> bool:
    """Take a whole block, or leave it. A block is taken where every line of it is metadata."""
    lines = [line.strip() for line in block.text.split("\n") if line.strip()]
    if not lines or len(lines) > 20 or block.speaker:
        return False
    people = read_list([*head.over, *lines])
    head.over = lines if len(lines) == 1 and lists_people(lines[0]) else []
    told = [Told("list of people", people)] if people else read_lines(lines)
    if not all(each.reason for each in told):
        return False
    for each in told:
        head.learn(each)
    head.dropped.append(Dropped(one_line(block.text), told[0].reason, block.lines))
    return True


def find_title(told: str, blocks: Sequence[Block]) -> str:
    """Give the title: what the file says it is, else the first top heading, else a short first paragraph."""
    if told:
        return told
    for block in blocks[:6]:
        if block.kind == "heading" and block.level == 1:
            return one_line(block.text)
    may_be = [
        block for block in blocks[:6] if block.kind in ("paragraph", "heading") and _may_be_title(block)
    ]
    if all(len(block.text) > _LONGEST_TITLE for block in may_be):  # no other title: `Tower Talks #12` is one
        return one_line(blocks[0].text) if blocks and _is_masthead(blocks[0]) else ""
    first = next((block for block in may_be[:3] if _tells_of_talk(block.text)), may_be[0])
    if _heads_title(first):
        following = takewhile(_is_short, may_be[may_be.index(first) + 1 :])
        first = next((block for block in following if not _heads_title(block)), first)
    text = one_line(first.text)
    if STAMP.match(text):
        return ""
    opening = PAIR.match(text)
    again = opening and any(b.text.startswith(opening[1]) and b is not first for b in blocks)
    if again or (opening and is_question(text)):
        return ""
    wholly_bold = any(span.start == 0 and span.end >= len(first.text.rstrip()) for span in first.spans)
    return text if _is_short(first) or wholly_bold else ""


def _tells_of_talk(text: str) -> bool:
    """Say whether a text begins as `Interview with Ada Lowe` does."""
    found = phrases("talked_with").match(text)
    return found is not None and text[found.end() :].lstrip()[:1].isupper()


def _is_short(block: Block) -> bool:
    text = block.text.strip()
    return len(text) <= _LONGEST_TITLE and "\n" not in text and not text.endswith((".", "!", ",", ":", ";"))


def _is_masthead(block: Block) -> bool:
    return _is_short(block) and _MASTHEAD.fullmatch(block.text) is not None and unsaid(block.text) == "site"


def _heads_title(block: Block) -> bool:
    """Say whether a block is what stands above titles: a section, `FEATURES`, or the name of a paper."""
    one_word = " " not in block.text and not is_unspaced(block.text[0])
    return one_word or bool(_is_short(block) and _PAPER.fullmatch(block.text))


def _may_be_title(block: Block) -> bool:
    """Say whether a block is no line of a site or a magazine: `Town Crier | Issue 4`, columns."""
    return has_letters(block.text) and not unsaid(block.text) and not _PARTED.search(block.text)

"""What the text itself says of the interview: title, date, who takes part; and what is mere footer."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from audio.script.convention import Facts
from audio.script.document import Person
from audio.script.head.bylines import is_byline, part_of, people_of_keys, who_recorded
from audio.script.head.keys import OTHER_KEYS, PEOPLE_KEYS
from audio.script.names import bare, classify
from audio.script.text import STAMP, find_date, is_only_date, is_question, one_line
from audio.script.unspoken import ADDRESS
from audio.script.values import Block, Dropped, Lines

_HEAD_BLOCKS = 14
_DATE_KEY = re.compile(r"date|recorded|publish|posted|datum|fecha|data|日期|日時", re.IGNORECASE)
_SHORT_PAIR = re.compile(r"^\s*[^:：\n]{1,40}?\s*[:：]\s*\S.{0,100}$")
_KEY_LINES = 14
"""Lines of a key ahead of a transcript: what it is, and what its short labels mean."""
_FEW_WORDS = 5
_PAIR = re.compile(r"^\s*([^:：\n]{2,40}?)\s*[:：]\s*(\S.{0,200})$")
_BYLINE = re.compile(
    r"^(?:by|von|par|por|di|words by|text by|interview by|written by|posted by|story by)\s+([^\n]{3,80})$",
    re.IGNORECASE,
)
_ASKED_BY = re.compile(
    r"\b[Ii]nterview(?:ed)?(?: was)?(?: conducted)? by "
    r"((?:[A-ZÀ-Þ][\w'’-]+)(?: (?:[A-ZÀ-Þ][\w'’-]+|[A-ZÀ-Þ]\.)){1,2})"
)
_DATED = re.compile(r"\s*[,;|·]\s*[^,;|·]*\d[^;|]*$")
"""A date behind a name."""
_TITLED = re.compile(r"\b((?:Dr|Prof|Professor|Sir|Dame)\.? [A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’.-]+){1,2})")
_TALKED = re.compile(
    r"\b(?:[Ii]nterview(?:ed)?|[Tt]alk(?:ed|s|ing)?|[Ss]p(?:oke|eak|eaks|eaking)|[Ss]at down"
    r"|[Cc]hat(?:ted|s)?|[Cc]onversation|[Mm]eets?|[Mm]et|[Vv]isit(?:ed|s)?|[Ww]elcom(?:e|ed|es)"
    r"|[Ii]ntroducing|[Gg]uest(?: is)?|[Cc]aught up|[Cc]atch up|Q&A|[Mm]eet|[Jj]oined by)"
    r"(?:\s+(?:with|to))?\s+((?:[A-ZÀ-Þ][\w'’.-]+)(?:\s+(?:van|von|de|der|da|di|del|la|bin|al)){0,2}(?:\s+[A-ZÀ-Þ][\w'’.-]+){1,2})"
)


@dataclass(slots=True)
class Head:
    """What stands before the conversation and is no part of it."""

    blocks: list[Block]
    """The file's blocks without what was taken."""
    date: dt.date | None = None
    people: list[Person] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)


def take_head(blocks: Sequence[Block]) -> Head:
    """Take dates, bylines and `Key: value` lines off the first blocks."""
    head = Head([])
    for index, block in enumerate(blocks):
        if index >= _HEAD_BLOCKS or block.kind in ("cue", "code", "rule") or not _take(block, head):
            head.blocks.extend(_without_metadata(block, head) if index < _HEAD_BLOCKS else [block])
    return head


def _without_metadata(block: Block, head: Head) -> list[Block]:
    """Take the lines of metadata out of a block that has at least two; give its other lines as blocks."""
    lines = block.text.split("\n")
    if not 2 <= len(lines) <= 40 or block.kind != "paragraph" or block.speaker:
        return [block]
    reasons = [_reason(line.strip(), len(lines)) for line in lines]
    if sum(map(bool, reasons)) >= 2 and len(lines) <= _KEY_LINES and not any(map(_is_sentence, lines)):
        keys = ["metadata" if _SHORT_PAIR.match(line) else "" for line in lines]
        reasons = [found or key for found, key in zip(reasons, keys, strict=True)]
    least = 1 if len(lines) == 2 and "date" in reasons else 2
    if sum(map(bool, reasons)) < least:
        return [block]
    kept: list[Block] = []
    for number, (line, reason) in enumerate(zip(lines, reasons, strict=True)):
        place = Lines(block.line_at(0) + number, block.line_at(0) + number)
        if reason:
            _learn(line.strip(), head)
            head.dropped.append(Dropped(one_line(line), reason, place))
        elif line.strip():
            kept.append(Block(line, place))
    return kept


def _is_sentence(line: str) -> bool:
    return line.rstrip()[-1:] in ".?!…" and len(line.split()) > _FEW_WORDS


def _take(block: Block, head: Head) -> bool:
    """Take a whole block, or leave it. A block is taken where every line of it is metadata."""
    lines = [line.strip() for line in block.text.split("\n") if line.strip()]
    if not lines or len(lines) > 20 or block.speaker:
        return False
    reasons = [_reason(line, len(lines)) for line in lines]
    if not all(reasons):
        return False
    for line in lines:
        _learn(line, head)
    head.dropped.append(Dropped(one_line(block.text), str(reasons[0]), block.lines))
    return True


def _reason(line: str, count: int) -> str:
    """Tell why one of `count` lines is metadata, or give an empty string."""
    if is_only_date(line):
        return "date"
    if ADDRESS.match(line) and count <= 3:
        return "link"
    if is_question(line) or line.endswith((":", "：")):
        return ""
    byline = _BYLINE.match(line)
    named = byline and classify(_DATED.sub("", byline[1])).kind in ("person", "titled", "joint")
    if named or is_byline(line):
        return "byline"
    if people_of_keys(line):
        return "metadata"
    pair = _PAIR.match(line)
    return "metadata" if pair and _is_metadata(bare(pair[1]), pair[2].strip()) else ""


def _is_metadata(key: str, value: str) -> bool:
    """Say whether `key: value` tells of the interview: who takes part, where, when, by whom."""
    names = _names_in(value) if PEOPLE_KEYS.match(key) and len(value) <= 120 else []
    if value.rstrip('"”’»')[-1:] in ".!?…" and "word" in {classify(name).kind for name, _ in names}:
        return False  # `Guest: Hi.` is said
    return bool(names) or (bool(OTHER_KEYS.match(key)) and len(value.split()) <= 14)


def _learn(line: str, head: Head) -> None:
    pair, byline = _PAIR.match(line), _BYLINE.match(line)
    told = people_of_keys(line) or ([Person(asked, part="host")] if (asked := who_recorded(line)) else [])
    if told or is_only_date(line):
        head.people.extend(told)
        head.date = head.date or find_date(line)
    elif pair and PEOPLE_KEYS.match(bare(pair[1])):
        _learn_people(bare(pair[1]), pair[2], head)
    elif pair and _DATE_KEY.search(pair[1]):
        head.date = head.date or find_date(pair[2])
    elif byline:
        head.people.append(Person(bare(_DATED.sub("", byline[1])), part="author"))


def _learn_people(key: str, value: str, head: Head) -> None:
    """Learn who takes part from `Interviewer: Ada Lowe`; one name alone may be labelled by its key."""
    names = _names_in(value)
    for name, about in names:
        head.people.append(Person(name, (key,) if len(names) == 1 else (), about, part_of(key)))


def _names_in(value: str) -> list[tuple[str, str]]:
    """Give the names in a value such as `Ada Lovelace (AL), Charles Babbage`, with their brackets."""
    found = []
    for part in re.split(
        r"\s*(?:;|,| and | & | und | et | y | e |、)\s*",
        re.sub(
            r"\(([^()]*)\)",
            lambda m: "(" + m[1].replace(",", " ") + ")",
            value.replace("（", "(").replace("）", ")"),
        ),
    ):
        match = re.match(r"^([^()]{2,60}?)\s*(?:\(([^()]{1,80})\))?\.?$", part)
        if match and classify(match[1]).kind in ("person", "titled", "word"):
            found.append((bare(match[1]), match[2] or ""))
    return found


def find_title(metadata_title: str, blocks: Sequence[Block]) -> str:
    """Give the title: the file's own, else the first top heading, else a short first paragraph."""
    if metadata_title:
        return metadata_title
    for block in blocks[:6]:
        if block.kind == "heading" and block.level == 1:
            return one_line(block.text)
    first = next((block for block in blocks[:3] if block.kind in ("paragraph", "heading")), None)
    if first is None:
        return ""
    text = one_line(first.text)
    if STAMP.match(text):
        return ""
    opening = _PAIR.match(text)
    again = opening and any(b.text.startswith(opening[1]) and b is not first for b in blocks)
    if again or (opening and is_question(text)):
        return ""
    short = (
        len(text) <= 120 and "\n" not in first.text.strip() and not text.endswith((".", "!", ",", ":", ";"))
    )
    wholly_bold = any(span.start == 0 and span.end >= len(first.text.rstrip()) for span in first.spans)
    return text if short or wholly_bold else ""


def find_guest(title: str, narration: str, people: Sequence[Person], facts: Facts) -> str:
    """Give who is interviewed where no label says so, or an empty string."""
    named = [person for person in people if classify(person.name).kind in ("person", "titled")]
    listed = [person.name for person in named if person.part not in ("host", "author")]
    talked = [match[1] for match in _TALKED.finditer(narration[:6000]) if classify(match[1]).kind == "person"]
    asked = [match[1] for match in _TALKED.finditer(title) if classify(match[1]).kind == "person"]
    if classify(title).kind == "person" and _is_somebody(title, facts):
        return bare(title)
    titled = [match[1] for match in _TITLED.finditer(narration[:6000])]
    for names in (asked, talked, titled):
        if len(set(names)) == 1:
            return one_line(
                re.split(r"(?<=\w{3})\.\s", names[0])[0].removesuffix("’s").removesuffix("'s")
            ).rstrip(".")
    return listed[0] if len(listed) == 1 else ""


def _is_somebody(title: str, facts: Facts) -> bool:
    """Say whether a title is a person: a word of it stands elsewhere, and none in small letters."""
    tokens = [token.casefold() for token in title.split()]
    return (
        not title.isupper()
        and any(facts.upper[t] for t in (tokens if len(tokens) == 2 else tokens[-1:]))
        and not any(t in facts.lower for t in tokens)
    )


def find_host(people: Sequence[Person], guest: str, narration: str) -> str:
    """Give who asks where no label says so: the only host or author of the file, or an empty string.

    `narration` is the text before the conversation, where `Interview by Ada Lowe` may stand.
    """
    for part in ("host", "author"):
        names = {person.name for person in people if person.part == part and person.name != guest}
        if len(names) == 1:
            return names.pop()
    asked = {match[1] for match in _ASKED_BY.finditer(narration[:6000])} - {guest}
    return asked.pop() if len(asked) == 1 else ""

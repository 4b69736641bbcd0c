"""What a line at the head of a file tells of the interview: a date, who takes part, who wrote, who asked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import filterfalse

from audio.script.document import Part, Person
from audio.script.names import bare, classify, joined, key_of
from audio.script.text import (
    ends_sentence,
    find_date,
    is_date_key,
    is_duration,
    is_only_date,
    is_question,
    phrases_of,
    without_date,
    words_of,
)
from audio.script.unspoken import ADDRESS, is_direction, lists_people

_HOST_KEYS = words_of("host_keys")
_GUEST_KEYS = words_of("guest_keys")
_PEOPLE_KEYS = _HOST_KEYS | _GUEST_KEYS | words_of("people_keys")
_TITLE_KEYS = words_of("title_keys")
_OTHER_KEYS = words_of("other_keys") | _TITLE_KEYS
_TIME_KEYS = words_of("time_keys")
_HEADS = words_of("transcript_heads")
PAIR = re.compile(r"^\s*([^\s:：＝][^:：＝\n]{0,39}?)(?:\s*[:：＝]\s*|\t\s*|[ ]{3,})(\S.{0,400})$")
"""A key and its value, with a colon between, or in columns."""
_KEYED = re.compile(r"([\w-]+)\s*:\s*([^:;,.\n]{3,60})")
"""Two of these on one line tell who takes part: `Guest: Ada Lowe. Host: Ben Cole.`."""
_BYLINE = re.compile(rf"^{phrases_of('bylines')}\s+([^\n]{{3,80}})$", re.IGNORECASE)
_ASKED_BY = re.compile(rf"^{phrases_of('asked_by')}:?\s+(?-i:([^\Wa-z][^\n.,;|(]{{2,80}}))", re.IGNORECASE)
"""`Propos recueillis par Ada Lowe`."""
_READING_TIME = re.compile(rf"\b{phrases_of('reading_time')}\b", re.IGNORECASE)
_DATED = re.compile(r"(?:\s*[,;|·]|\s[-–—])\s*[^,;|·]*\d[^;|]*$")
"""A date behind a name."""
_BRACKETED = re.compile(r"([^()（）]{2,}?)\s*(?:[(（]([^()（）]{0,80})[)）]|$)")
_ABOUT = re.compile(r"(?:\s*(?:\.{3,}|…|[,(\t]|[ ]{3,})|\s+[-–—]{1,2}\s).*")
"""What is told of somebody behind the name, in a list of people."""
_NUMBER = re.compile(r"(?<!\s)\s+(?:#|№|n[or]\. ?)?\d{1,4}$", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]{1,2}\d{1,3}|(?!OK)[A-Z]{2,4}")
"""How research calls people whose names it keeps: `P7`, and initials."""
_LONGEST = 300
_LONGEST_BYLINE = 160
_LONGEST_NAMES = 120
_MOST_WORDS = 14
"""Words of a value that is told rather than said."""
_NAMED = ("person", "titled", "word")


@dataclass(frozen=True, slots=True)
class Told:
    """What a line tells."""

    reason: str = ""
    """Why it is not spoken: `date`, `link`, `byline` or `metadata`; empty where it may be."""
    people: tuple[Person, ...] = ()
    date: dt.date | None = None
    title: str = ""


def read_line(line: str, count: int) -> Told:
    """Read one of `count` lines that stand together."""
    if is_only_date(line):
        return Told("date", date=find_date(line))
    if ADDRESS.match(line) and count <= 3:
        return Told("link")
    if is_duration(line) and count > 1:
        return Told("metadata")
    if count == 1 and _is_head(line):
        return Told("heading")
    if line.endswith((":", "：")) or (is_question(line) and (count == 1 or not _tells(line))):
        return Told()
    return _byline(line) or _keyed(line) or _pair(line)


def read_lines(lines: Sequence[str]) -> list[Told]:
    """Read lines that stand together. Where two tell something, a third with a key may tell it at length."""
    told = [read_line(line, len(lines)) for line in lines]
    several = sum(bool(each.reason) for each in told) > 1
    return [
        each if each.reason or not (several and (_tells(line) or _is_head(line))) else Told("metadata")
        for each, line in zip(told, lines, strict=True)
    ]


def line_reason(line: str) -> str:
    """Tell what a line tells of an interview: `date`, `link`, `byline`, `metadata`, or nothing."""
    return read_line(line.strip(), 2).reason


def is_spoken(line: str) -> bool:
    """Say whether something is said: no name behind `Host:`, or a question behind somebody's name."""
    pair = PAIR.match(line)
    if pair is None:
        return False
    key = key_of(pair[1])
    if key in _HOST_KEYS | _GUEST_KEYS:
        return not _pair(line).reason
    return is_question(line) and key not in _PEOPLE_KEYS | _OTHER_KEYS and classify(pair[1]).prior >= 0


def read_list(lines: Sequence[str]) -> tuple[Person, ...]:
    """Give who takes part where the first line heads a list of two names or more: `Attendees`."""
    if len(lines) < 2 or not (lists_people(lines[0]) or key_of(lines[0]) in _PEOPLE_KEYS):
        return ()
    names = [name for line in lines[1:] for name in joined(_ABOUT.sub("", line))]
    cast = lists_people(lines[0]) and not any(map(ends_sentence, filterfalse(_ABOUT.search, lines[1:])))
    named = sum(classify(name).kind in _NAMED or (cast and classify(name).prior >= 0) for name in names)
    all_named = len(names) > 1 and named >= (0.5 if cast else 1) * len(names)
    return tuple(Person(bare(name)) for name in names) if all_named else ()


def _is_head(line: str) -> bool:
    """Say whether a line only names what follows: `Transcript`, `Interview 11`."""
    return key_of(_NUMBER.sub("", line)) in _HEADS


def _tells(line: str) -> bool:
    """Say whether a line begins with the key of something that may be a question: `Title: Who pays?`."""
    pair = PAIR.match(line)
    return pair is not None and key_of(pair[1]) in _OTHER_KEYS


def _byline(line: str) -> Told | None:
    """Read who put the questions or wrote, or how long it takes to read."""
    asked = _ASKED_BY.match(line)
    if asked and len(line) <= _LONGEST_BYLINE:
        return Told("byline", (Person(bare(asked[1]), part="host"),), find_date(line))
    byline = _BYLINE.match(line) or _BYLINE.match(without_date(line))
    name = bare(_DATED.sub("", byline[1])) if byline else ""
    if classify(name).kind in ("person", "titled", "joint"):
        return Told("byline", (Person(name, part="author"),), find_date(line))
    return Told("byline") if len(line) <= _LONGEST_BYLINE and _READING_TIME.search(line) else None


def _keyed(line: str) -> Told | None:
    """Read who takes part from two keys or more on one line."""
    keyed = [(key.casefold(), bare(name)) for key, name in _KEYED.findall(line[:_LONGEST])]
    keyed = [(key, name) for key, name in keyed if key in _PEOPLE_KEYS and classify(name).kind in _NAMED]
    people = tuple(Person(name, part=_part_of(key)) for key, name in keyed)
    return Told("metadata", people) if len(people) >= 2 else None


def _pair(line: str) -> Told:
    """Read a key and its value: who takes part, where, when, by whom. `Guest: Hi.` is said."""
    pair = PAIR.match(line)
    if pair is None:
        return Told()
    key, value = key_of(pair[1].replace("_", " ")).split("・")[0], pair[2].strip()
    other = key in _OTHER_KEYS and len(value.split()) <= _MOST_WORDS
    if key not in _PEOPLE_KEYS:
        other = other or _holds(pair[1], value) or (key in _TIME_KEYS and is_direction(value))
        date = find_date(value) if is_date_key(key) else None
        return Told(
            "metadata" if other else "", date=date, title=value if other and key in _TITLE_KEYS else ""
        )
    names = list(_names_in(value))
    alias = (bare(pair[1]),) if len(names) == 1 else ()
    people = tuple(Person(name, alias, about, _part_of(key)) for name, about in names)
    stopped = value.rstrip('"”’»')[-1:] in ".!?…。！？"
    said = stopped and any(classify(name).kind == "word" for name, _ in names)
    told = not said and (other or (people and len(value) <= _LONGEST_NAMES))
    return Told("metadata" if told else "", people)


def _holds(role: str, value: str) -> bool:
    """Say whether a value is who holds an office: `Hearing Examiner: Marta Lowe`."""
    named = classify(value).kind in ("person", "titled") and not ends_sentence(value)
    return named and classify(role).kind == "role"


def _part_of(key: str) -> Part:
    """Tell what part somebody takes after such a key."""
    return "host" if key in _HOST_KEYS else "guest" if key in _GUEST_KEYS else ""


def _names_in(value: str) -> Iterator[tuple[str, str]]:
    """Give the names in a value such as `Ada Lovelace (AL), Charles Babbage`, with their brackets."""
    for together, about in _BRACKETED.findall(value):
        names = joined(together)
        for name in names:
            if classify(name).kind in _NAMED or _CODE.fullmatch(bare(name)):
                yield bare(name), about if name == names[-1] else ""

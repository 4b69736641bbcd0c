"""Conversations dressed as the files that people make of them, and the right reading of each.

A dress is an entry of `dresses/*.yaml`. Its templates know `{title}`, `{introduction}`, `{date}`,
`{long_date}`, `{duration}`, `{people}`, `{asker}`, `{asked}`, `{page}` and, where a turn is made, `{name}`,
`{text}`, `{number}`, `{pair}` (two turns have one), `{part}` (host or guest), `{start}` and `{end}` (times
as `clock` says). In a head or foot, what stands in ⟦ ⟧ must not be said and what stands in ⟨ ⟩ may be left
out; the introduction must be said, by the narrator.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import random
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from conversation import Conversation, conversations
from grading import NARRATOR, Expected
from naming import labels, right_names, words
from ruamel.yaml import YAML

FOLDER = Path(__file__).parent / "dresses"
_HEADS = ("{title}\n\n{introduction}\n\n", "{title}\n\n", "{introduction}\n\n", "")
_MARKED = re.compile(r"⟦(.*?)⟧|⟨(.*?)⟩", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_LONG_FROM = 20


@dataclass(frozen=True, slots=True)
class Dress:
    """A way of setting a conversation in a file."""

    dress: str
    """Its name."""
    turn: str = "{name}: {text}"
    """A turn's first paragraph."""
    first: str = ""
    """The same for the first turn of everybody, where it differs."""
    answer: str = ""
    """The same for people who do not ask, where it differs."""
    later: str = "{text}"
    """A turn's further paragraphs."""
    inner: str = "\n\n"
    """Between the paragraphs of a turn."""
    opened: str = ""
    """Before a turn."""
    between: str = "\n\n"
    """Between turns."""
    head: str | None = None
    """Before the first turn; None is a title, an introduction, both or nothing, as the seed has it."""
    foot: str = ""
    names: str = "full"
    """The rule of `naming.labels` for the labels."""
    first_names: str = ""
    """The same for everybody's first label, where it differs."""
    told: bool = False
    """Whether the head tells who is behind every label."""
    suffix: str = ".txt"
    encoding: str = "utf-8"
    newline: str = "\n"
    escape: str = ""
    """`html`, `csv` or `json`."""
    clock: str = "{h:02}:{m:02}:{s:02}"
    """A time: hours, minutes, seconds, milliseconds, minutes of all, hour and half of a twelve-hour day."""
    wrap: int = 0
    """Longest line in characters, 0 for no wrapping."""
    hang: int = 0
    """Indentation of the further lines of a wrapped paragraph."""
    split: int = 0
    """Most characters of a caption, 0 where paragraphs stay whole."""
    prefix: str = ""
    """Before every line of the conversation."""
    page: str = ""
    """What stands between two pages."""
    page_lines: int = 30
    stage: tuple[str, ...] = ()
    """Directions put behind some sentences; they must not be said."""
    flaws: tuple[str, ...] = ()
    """`old→new`: slips of whoever typed it, each made once in about six turns."""
    needs: tuple[str, ...] = ()
    """`two` people, `english`, `spaced` words, one `asker`, 20 turns or more (`long`), up to 60 (`short`)."""
    held: bool = False


@dataclass(frozen=True, slots=True)
class Dressed:
    """A file and its right reading."""

    name: str
    data: bytes
    expected: Expected


@cache
def dresses() -> tuple[Dress, ...]:
    """Give all dresses, in the order of their files."""
    yaml = YAML(typ="safe")
    entries: list[dict[str, Any]] = [
        entry for path in sorted(FOLDER.glob("*.yaml")) for entry in yaml.load(path)
    ]
    for entry in entries:
        entry.update((key, tuple(value)) for key, value in entry.items() if isinstance(value, list))
    return tuple(Dress(**entry) for entry in entries)


def pairs() -> Iterator[tuple[Dress, Conversation]]:
    """Give every dress with every conversation that it fits."""
    for dress in dresses():
        for conversation in conversations():
            if fits(dress, conversation):
                yield dress, conversation


def fits(dress: Dress, conversation: Conversation) -> bool:
    """Tell whether a conversation can wear a dress and still be read by a person without doubt."""
    askers = sum(person.asks for person in conversation.people)
    holds = {
        "two": len(conversation.people) == 2,
        "english": conversation.language == "en",
        "spaced": conversation.language not in ("zh", "ja"),
        "long": len(conversation.turns) >= _LONG_FROM,
        "short": len(conversation.turns) <= 60,
        "asker": askers == 1,
    }
    if not all(holds[need] for need in dress.needs):
        return False
    if any(labels(conversation, rule) is None for rule in {dress.names, dress.first_names or dress.names}):
        return False
    try:
        (conversation.title + conversation.introduction + str(conversation.turns)).encode(dress.encoding)
    except UnicodeEncodeError:
        return False
    return True


def put_on(dress: Dress, conversation: Conversation, seed: int = 0) -> Dressed:
    """Dress a conversation. The same three values give the same file."""
    rng = random.Random(f"{dress.dress} {conversation.name} {seed}")  # noqa: S311 - variety, not secrets
    head = dress.head if dress.head is not None else rng.choice(_HEADS)
    if dress.head is None and dress.suffix == ".md" and head.startswith("{title}"):
        head = f"# {head}"
    spoken = _Times(dress.clock, rng.randrange(2, 9), rng.uniform(2.2, 2.9))
    body = dress.between.join(_turns(dress, conversation, spoken, rng))
    if dress.prefix:
        body = "\n".join(f"{dress.prefix}{line}".rstrip() for line in body.split("\n"))
    values = _values(conversation, spoken)
    before, after = (_wrapped(_escaped_fill(part, values, dress), dress) for part in (head, dress.foot))
    text = _MARKED.sub(lambda found: found[1] or found[2] or "", before + body + after)
    if dress.page:
        text = _paged(text, dress, values)
    expected = Expected(
        turns=tuple(_right_turns(conversation, head)),
        names=_right_names(dress, conversation),
        unsaid=tuple(filter(None, (_plain(found[1] or "") for found in _MARKED.finditer(before + after)))),
        optional=(
            conversation.title,
            *(_plain(found[2] or "") for found in _MARKED.finditer(before + after)),
        ),
    )
    unsaid = (*expected.unsaid, *(each for each in dress.stage if each in text))
    expected = Expected(expected.turns, expected.names, unsaid, expected.optional)
    return Dressed(
        conversation.name + dress.suffix, text.replace("\n", dress.newline).encode(dress.encoding), expected
    )


class _Times:
    """The times at which things are said, as a clock shows them."""

    def __init__(self, clock: str, start: float, rate: float) -> None:
        self._clock, self._now, self._rate = clock, float(start), rate

    def said(self, text: str) -> tuple[str, str]:
        """Give when a text begins and ends, and go on to where it ends."""
        begin = self._now
        self._now += max(1.0, (len(text.split()) if " " in text else len(text) / 2) / self._rate)
        return self.show(begin), self.show(self._now - 0.04)

    def show(self, seconds: float) -> str:
        """Give a time as the clock shows it."""
        whole, thousandths = divmod(round(seconds * 1000), 1000)
        day = dt.datetime(2020, 1, 1, 10, 40) + dt.timedelta(seconds=whole * 20)
        return self._clock.format(
            h=whole // 3600, m=whole // 60 % 60, s=whole % 60, ms=thousandths, minutes=whole // 60,
            hour=day.hour % 12 or 12, minute=day.minute, half="AM" if day.hour < 12 else "PM",
        )  # fmt: skip

    @property
    def minutes(self) -> int:
        """How many minutes have begun."""
        return int(self._now // 60) + 1


def _turns(dress: Dress, conversation: Conversation, times: _Times, rng: random.Random) -> Iterator[str]:
    usual = labels(conversation, dress.names) or ()
    at_first = labels(conversation, dress.first_names or dress.names) or ()
    met: set[int] = set()
    number = 0
    for index, said in enumerate(conversation.turns):
        name = (usual if said.who in met else at_first)[said.who]
        parts = [part for paragraph in said.paragraphs for part in _cut(paragraph, dress.split)]
        lines = []
        for at, part in enumerate(parts):
            number += 1 if dress.split or not at else 0
            begin, end = times.said(part)
            asks = conversation.people[said.who].asks
            template = dress.later if at else _template(dress, asks=asks, new=said.who not in met)
            shown = f"{part} {rng.choice(dress.stage)}" if dress.stage and rng.random() < 0.3 else part
            values = {
                "name": _escape(name, dress), "text": _escape(shown, dress), "number": str(number),
                "start": begin, "end": end, "pair": str(index // 2 + 1),
                "part": words()[conversation.language]["host" if asks else "guest"],
            }  # fmt: skip
            lines.append(_wrapped(_flawed(template, dress, rng).format_map(values), dress, dress.hang))
        met.add(said.who)
        yield dress.opened.format(name=_escape(name, dress)) + dress.inner.join(lines)


def _template(dress: Dress, *, asks: bool, new: bool) -> str:
    if new and dress.first:
        return dress.first
    return dress.turn if asks or not dress.answer else dress.answer


def _cut(paragraph: str, most: int) -> Sequence[str]:
    if not most:
        return [paragraph]
    if " " not in paragraph:
        return [paragraph[at : at + most] for at in range(0, len(paragraph), most)]
    return textwrap.wrap(paragraph, most, break_long_words=False, break_on_hyphens=False)


def _flawed(template: str, dress: Dress, rng: random.Random) -> str:
    for flaw in dress.flaws:
        old, _, new = flaw.partition("→")
        if rng.random() < 1 / 6:
            template = template.replace(old, new, 1)
    return template


def _wrapped(text: str, dress: Dress, hang: int = 0) -> str:
    if not dress.wrap:
        return text
    return "\n".join(
        textwrap.fill(
            line, dress.wrap, subsequent_indent=" " * hang, break_long_words=False, break_on_hyphens=False
        )
        for line in text.split("\n")
    )


def _paged(text: str, dress: Dress, values: Mapping[str, str]) -> str:
    """Put what stands between two pages after every so many lines."""
    lines = text.split("\n")
    pages = ["\n".join(lines[at : at + dress.page_lines]) for at in range(0, len(lines), dress.page_lines)]
    shown = [pages[0]]
    for number, page in enumerate(pages[1:], 1):
        shown += [dress.page.format_map({**values, "page": str(number)}), page]
    return "".join(shown)


def _escape(text: str, dress: Dress) -> str:
    if dress.escape == "html":
        return html.escape(text, quote=False)
    if dress.escape == "csv":
        return text.replace('"', '""')
    return json.dumps(text, ensure_ascii=False)[1:-1] if dress.escape == "json" else text


def _escaped_fill(template: str, values: Mapping[str, str], dress: Dress) -> str:
    return template.format_map({key: _escape(value, dress) for key, value in values.items()})


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub(" ", text)).strip()


def _values(conversation: Conversation, times: _Times) -> dict[str, str]:
    date = dt.date.fromisoformat(conversation.date)
    people = conversation.people
    asked = next((person.name for person in people if not person.asks), people[-1].name)
    return {
        "title": conversation.title,
        "introduction": conversation.introduction,
        "date": conversation.date,
        "long_date": f"{date:%B} {date.day}, {date.year}",
        "people": ", ".join(person.name for person in people),
        "people_lines": "\n".join(person.name for person in people),
        "asker": next(person.name for person in people if person.asks),
        "asked": asked,
        "duration": f"{times.minutes} minutes",
        "language": conversation.language,
    }


def _right_turns(conversation: Conversation, head: str) -> Iterator[tuple[str, str]]:
    if "{introduction}" in head:
        yield NARRATOR, conversation.introduction
    for said in conversation.turns:
        yield conversation.people[said.who].name, " ".join(said.paragraphs)


def _right_names(dress: Dress, conversation: Conversation) -> dict[str, tuple[str, ...]]:
    rules = [rule for rule in (dress.first_names, dress.names) if rule]
    return {person.name: right_names(person, rules, told=dress.told) for person in conversation.people}

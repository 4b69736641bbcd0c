"""Conversations dressed as the files that people make of them, and the right reading of each."""

from __future__ import annotations

import datetime as dt
import html
import json
import random
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from conversation import Conversation, Said, conversations
from dress import Dress, dresses
from grading import NARRATOR, Expected
from naming import labels, right_names, words

_HEADS = ("{title}\n\n{introduction}\n\n", "{title}\n\n", "{introduction}\n\n", "")
_MARKED = re.compile(r"⟦(.*?)⟧|⟨(.*?)⟩", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_SENTENCE = re.compile(r"(?<=[.!?])\s|(?<=[。！？])")
_LONG_FROM = 20


@dataclass(frozen=True, slots=True)
class Dressed:
    """A file and its right reading."""

    name: str
    data: bytes
    expected: Expected


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
    if not all(holds.get(need, conversation.language in need.split()) for need in dress.needs):
        return False
    if any(labels(conversation, rule) is None for rule in {dress.names, dress.first_names or dress.names}):
        return False
    return conversation.name in _encoded(dress.encoding)


@cache
def _encoded(encoding: str) -> frozenset[str]:
    """Give the names of the conversations that can be written in an encoding."""
    found = set()
    for each in conversations():
        with suppress(UnicodeEncodeError):
            f"{each.title}{each.introduction}{each.people}{each.turns}".encode(encoding)
            found.add(each.name)
    return frozenset(found)


def put_on(dress: Dress, conversation: Conversation, seed: int = 0) -> Dressed:
    """Dress a conversation. The same three values give the same file."""
    rng = random.Random(f"{dress.dress} {conversation.name} {seed}")  # noqa: S311 - variety, not secrets
    head = dress.head if dress.head is not None else rng.choice(_HEADS)
    if dress.head is None and dress.suffix == ".md" and head.startswith("{title}"):
        head = f"# {head}"
    spoken = _Times(dress.clock, rng.randrange(2, 9), rng.uniform(2.2, 2.9))
    body = dress.between.join(_turns(dress, conversation, spoken, rng))
    if dress.prefix:
        lines = enumerate(body.split("\n"))
        body = "\n".join(f"{dress.prefix.format(line=at % 25 + 1)}{line}".rstrip() for at, line in lines)
    values = _values(dress, conversation, spoken)
    before, after = (_wrapped(part.format_map(values), dress) for part in (head, dress.foot))
    marked = before + body + after
    text = _MARKED.sub(lambda found: found[1] or found[2] or "", marked)
    if dress.page:
        text = _paged(text, dress, values)
    found = list(_MARKED.finditer(marked))
    unsaid = [_plain(each[1] or "") for each in found]
    unsaid += [_plain(each) for each in (*dress.stage, *dress.furniture) if each in text]
    expected = Expected(
        turns=tuple(_right_turns(conversation, head)),
        names=_right_names(dress, conversation),
        unsaid=tuple(dict.fromkeys(filter(None, unsaid))),
        optional=(conversation.title, *(_plain(each[2] or "") for each in found)),
    )
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
            h=whole // 3600, m=whole // 60 % 60, s=whole % 60, ms=thousandths, frame=thousandths // 40,
            minutes=whole // 60, seconds=seconds,
            hour=day.hour % 12 or 12, hour24=day.hour, minute=day.minute,
            half="AM" if day.hour < 12 else "PM",
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
                "who": str(said.who + 1), "note": _note(dress, said.who),
            }  # fmt: skip
            lines.append(_wrapped(_flawed(template, dress, rng).format_map(values), dress, dress.hang))
        met.add(said.who)
        around = {"name": _escape(name, dress), "note": _note(dress, said.who)}
        opened, closed = (part.format_map(around) for part in (dress.opened, dress.closed))
        more = _furniture(dress, said, index) if index + 1 < len(conversation.turns) else ""
        yield opened + dress.inner.join(lines) + closed + more


def _note(dress: Dress, who: int) -> str:
    return dress.notes[who % len(dress.notes)] if dress.notes else ""


def _furniture(dress: Dress, said: Said, index: int) -> str:
    """Give what stands behind a turn of this index."""
    if not dress.furniture or index % 4 != 3:
        return ""
    quoted = _escape(_SENTENCE.split(said.paragraphs[0])[0], dress)
    return dress.between + dress.furniture[index // 4 % len(dress.furniture)].format(quoted=quoted)


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
    return _ESCAPES[dress.escape](text)


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub(" ", text)).strip()


def _values(dress: Dress, conversation: Conversation, times: _Times) -> dict[str, str]:
    """Give what heads and feet know, escaped."""
    date = dt.date.fromisoformat(conversation.date)
    people = conversation.people
    shown = zip(people, labels(conversation, dress.names) or (), strict=True)
    asked = next((person.name for person in people if not person.asks), people[-1].name)
    values = {
        "title": conversation.title,
        "introduction": conversation.introduction,
        "date": conversation.date,
        "long_date": f"{date:%B} {date.day}, {date.year}",
        "asker": next(person.name for person in people if person.asks),
        "asked": asked,
        "duration": f"{times.minutes} minutes",
        "language": conversation.language,
    }
    listed = dress.listed_by.join(
        dress.listed.format(
            name=_escape(person.name, dress), label=_escape(label, dress), who=who, note=_note(dress, who - 1)
        )
        for who, (person, label) in enumerate(shown, 1)
    )
    return {**{key: _escape(value, dress) for key, value in values.items()}, "people": listed}


_ESCAPES: Mapping[str, Callable[[str], str]] = {
    "": lambda text: text,
    "html": lambda text: html.escape(text, quote=False),
    "entities": lambda text: html.escape(text, quote=False).encode("ascii", "xmlcharrefreplace").decode(),
    "csv": lambda text: text.replace('"', '""'),
    "json": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    "json_ascii": lambda text: json.dumps(text)[1:-1],
}


def _right_turns(conversation: Conversation, head: str) -> Iterator[tuple[str, str]]:
    if "{introduction}" in head:
        yield NARRATOR, conversation.introduction
    for said in conversation.turns:
        yield conversation.people[said.who].name, " ".join(said.paragraphs)


def _right_names(dress: Dress, conversation: Conversation) -> dict[str, tuple[str, ...]]:
    rules = [rule for rule in (dress.first_names, dress.names) if rule]
    return {person.name: right_names(person, rules, told=dress.told) for person in conversation.people}

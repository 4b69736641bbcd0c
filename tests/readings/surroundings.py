"""Conversations with what stands around and between them put together from `surroundings.txt`."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from conversation import Conversation, conversations
from grading import NARRATOR, Expected

LINES = Path(__file__).with_suffix(".txt")
_SECTION = re.compile(r"\[(\w\w) (above|within|below)\]")
_FORMS = (
    "{who}: {text}",
    "{who}:\n{text}",
    "**{who}:** {text}",
    "{WHO}: {text}",
    "asked in bold",
    "{who} – {text}",
    "{letter}: {text}",
)
_POSTED = 0.15
"""Share of files in which a site's buttons stand below each turn."""
_BUTTONS = (
    "Quote",
    "Like · Reply",
    "Report",
    "Reply  Share  Save",
    "Bookmark\nQuote",
    "Permalink",
    "↑ 12 ↓",
    "Zitieren",
    "Répondre",
)
_TIGHT = 0.15
"""Share of files in which a line may stand below another without a blank one."""
_SURROUNDED = 0.35
"""Share of turns behind which something stands."""


@dataclass(frozen=True, slots=True)
class Surrounded:
    """A file and its right reading."""

    name: str
    data: bytes
    expected: Expected


def surrounded(seed: int, count: int) -> Iterator[Surrounded]:
    """Give so many conversations, each with other surroundings."""
    rng = random.Random(seed)  # noqa: S311 - a sample, not secrets
    lines = _lines()
    open_ones = [
        each
        for each in conversations()
        if not each.held and len(each.people) == 2 and f"{each.language[:2]} below" in lines
    ]
    for number in range(count):
        yield _surround(rng, rng.choice(open_ones), lines, number)


def _lines() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    section = ""
    for line in LINES.read_text(encoding="utf-8").splitlines():
        if head := _SECTION.fullmatch(line):
            section = f"{head[1]} {head[2]}"
        elif line and not line.startswith("#"):
            found[section].append((line[0], line[2:].replace("\\n", "\n")))
    return dict(found)


def _surround(
    rng: random.Random, of: Conversation, lines: dict[str, list[tuple[str, str]]], number: int
) -> Surrounded:
    asks = next((at for at, person in enumerate(of.people) if person.asks), 0)
    host, guest = of.people[asks].name, of.people[1 - asks].name
    names = {"a": host, "b": guest, "B": guest.split()[-1]}
    form = rng.choice(_FORMS)
    begin = 2 * rng.randrange(max(1, (len(of.turns) - 4) // 2))
    turns = of.turns[begin : begin + rng.choice((4, 6, 8, 10))]
    stops = rng.random() > 0.1

    def some(place: str, mark: str, most: int) -> list[tuple[str, str]]:
        pool = [each for each in lines[f"{of.language[:2]} {place}"] if each[0] in mark]
        return [
            (kind, text.format(**names))
            for kind, text in rng.sample(pool, min(len(pool), rng.randint(0, most)))
        ]

    rows: list[tuple[str, str]] = [("?", of.title)] if rng.random() < 0.7 else []
    above = [*some("above", "-", 4), *some("above", ">", 2)]
    if rng.random() < 0.3:
        rng.shuffle(above)
    rows += above
    buttons = (
        [("-", rng.choice(_BUTTONS)) for _ in range(rng.randint(1, 2))] if rng.random() < _POSTED else []
    )
    for at, turn in enumerate(turns):
        if at:
            rows += buttons
        who = turn.who
        rows.append((str(who), turn.paragraphs[0]))
        rows += [("+", text) for text in turn.paragraphs[1:]]
        if who != asks and rng.random() < _SURROUNDED and at < len(turns) - 1:
            between = [*some("within", "+", 2), *some("within", "->", 1)]
            rng.shuffle(between)
            rows += between
    if turns[-1].who != asks:
        rows += [*some("within", "+", 1), *some("below", "+", 1)] if rng.random() < 0.5 else []
        rows += [*some("below", ">", 1), *some("below", "-", 5)]
    people = tuple(person.name for person in of.people)
    return _dressed(rows, form, people, asks, number, stops=stops)


def _dressed(
    rows: list[tuple[str, str]],
    form: str,
    names: tuple[str, ...],
    asks: int,
    number: int,
    *,
    stops: bool,
) -> Surrounded:
    """Write the rows down, and what is right of them."""
    parts, turns, optional = [""], [], []
    tight = random.Random(number).random() < _TIGHT  # noqa: S311 - a sample, not secrets
    last = ""
    for mark, text in rows:
        said = text
        before = len(parts)
        if mark in "+01" and not stops:
            said = text.rstrip(".。")
        if mark.isdigit():
            last = mark
            name = names[int(mark)]
            letter = "Q" if int(mark) == asks else "A"
            if form == "asked in bold":
                parts.append(f"**{said}**" if int(mark) == asks else said)
            else:
                parts.append(form.format(who=name, WHO=name.upper(), letter=letter, text=said))
            turns.append((mark, said))
        elif mark == "+":
            parts.append(said)
            turns.append((last, said))
        else:
            parts.append(text)
            if mark == ">":
                turns.append((NARRATOR, text))
            elif mark == "?":
                optional.append(text)
        if tight and last and mark in "+-" and before > 1:  # without a blank line
            parts[before - 1 :] = ["\n".join(parts[before - 1 :])]
    right = Expected(tuple(turns), {"0": (), "1": ()}, (), tuple(optional))
    return Surrounded(f"surrounded-{number}.md", "\n\n".join(parts).strip().encode(), right)

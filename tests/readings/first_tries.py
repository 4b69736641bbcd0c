"""What somebody types who tries the program for the first time: two to six lines in the ordinary forms.

Every form is combined with every naming, two, four and six lines, and settings of the page that take turns:
a title, a sentence of introduction, or nothing; blank lines between turns or not; plain text or Markdown.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grading import NARRATOR, Expected
from ruamel.yaml import YAML

_DATA = Path(__file__).with_name("first_tries.yaml")
_LENGTHS = (2, 4, 6)
Table = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FirstTry:
    """A short file and its right reading."""

    name: str
    form: str
    naming: str
    lines: int
    data: bytes
    expected: Expected


def first_tries() -> Iterator[FirstTry]:
    """Give all of them, always the same."""
    table = YAML(typ="safe").load(_DATA)
    pages = list(itertools.product(("title", "introduction", ""), ("\n\n", "\n"), (".txt", ".md")))
    number = 0
    for form, naming in itertools.product(table["forms"], table["namings"]):
        for lines, (opening, between, suffix) in itertools.product(_LENGTHS, pages):
            number += 1
            if form.get("only") in (None, suffix) and not (form.get("loose") and between == "\n"):
                yield _first_try(table, form, naming, lines, (opening, between, suffix), number)


def _first_try(
    table: Table, form: Table, naming: Table, lines: int, page: tuple[str, str, str], number: int
) -> FirstTry:
    opening, between, suffix = page
    said = table["dialogues"][number % len(table["dialogues"])][:lines]
    labels = naming["labels"][number // 7 % len(naming["labels"])]
    title = table["titles"][number % len(table["titles"])]
    introduction = table["introductions"][number % len(table["introductions"])]
    head = {
        "title": f"{'# ' if suffix == '.md' else ''}{title}\n\n",
        "introduction": f"{introduction}\n\n",
        "": "",
    }[opening]
    turns = [
        form["turn"].format(
            name=labels[at % 2], text=text, clock=f"0:{at * 7 + 2:02}", long=f"00:00:{at * 7 + 2:02}"
        )
        for at, text in enumerate(said)
    ]
    spoken = [(labels[at % 2], text) for at, text in enumerate(said)]
    narration = [(NARRATOR, introduction)] if opening == "introduction" else []
    expected = Expected(
        turns=(*narration, *spoken),
        names={label: (label,) if naming.get("names") else () for label in labels},
        optional=(title,) if opening == "title" else (),
    )
    data = (head + between.join(turns) + "\n").encode()
    return FirstTry(f"{number:04}{suffix}", form["form"], naming["naming"], lines, data, expected)

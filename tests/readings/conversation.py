"""Conversations of our own: what was said, by whom, before it is dressed as a file.

A file of `conversations/` begins with `key: value` lines: `title`, `date` (ISO), `language`, `people`
(names parted by semicolons, each with what is said of it in brackets: a title such as `Ms.`, `asks`),
`introduction`, and `held` (`yes` where a reader is not to be tuned by it). After a blank line come the
turns: the number of who speaks and the paragraph, `+` for one more paragraph. The lines between `for a, b =
1, 2; 3, 4` and `end` are said once for every group of values, with `{a}` and `{b}` put in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "conversations"
_PERSON = re.compile(r"(?P<name>[^()]+?)\s*(?:\((?P<notes>[^)]*)\))?$")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks."""

    name: str
    asks: bool = False
    """Whether this person leads the conversation."""
    title: str = ""
    """How the person is addressed, such as `Ms.`; may be empty."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one person says before another does."""

    who: int
    """Index of the person."""
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conversation:
    """A whole conversation."""

    name: str
    """The file's, without its suffix."""
    title: str
    date: str
    """ISO 8601."""
    language: str
    people: tuple[Person, ...]
    introduction: str
    turns: tuple[Said, ...]
    held: bool = False


@cache
def conversations() -> tuple[Conversation, ...]:
    """Give all conversations, by name."""
    return tuple(read_conversation(path) for path in sorted(FOLDER.glob("*.txt")))


def read_conversation(path: Path) -> Conversation:
    """Read one."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    keys = dict(line.split(": ", 1) for line in head.splitlines())
    return Conversation(
        name=path.stem,
        title=keys["title"],
        date=keys["date"],
        language=keys["language"],
        people=tuple(_person(part.strip()) for part in keys["people"].split(";")),
        introduction=keys["introduction"],
        turns=tuple(_turns(_spread(body.splitlines()))),
        held=keys.get("held") == "yes",
    )


def _person(text: str) -> Person:
    found = _PERSON.match(text)
    if not found:
        raise ValueError(f"no person: {text!r}")
    notes = [note.strip() for note in (found["notes"] or "").split(",")]
    title = next((note for note in notes if note.endswith(".")), "")
    return Person(found["name"], "asks" in notes, title)


def _spread(lines: Sequence[str]) -> Iterator[str]:
    """Give the lines with those of each loop said for every group of values."""
    at = 0
    while at < len(lines):
        if not lines[at].startswith("for "):
            yield lines[at]
            at += 1
            continue
        keys, _, groups = lines[at].removeprefix("for ").partition(" = ")
        end = lines.index("end", at)
        for group in groups.split("; "):
            values = dict(zip(keys.split(", "), group.split(", "), strict=True))
            yield from (line.format_map(values) for line in lines[at + 1 : end])
        at = end + 1


def _turns(lines: Iterator[str]) -> Iterator[Said]:
    who, paragraphs = -1, []
    for line in lines:
        mark, _, text = line.partition(" ")
        if mark == "+":
            paragraphs.append(text)
            continue
        if paragraphs:
            yield Said(who, tuple(paragraphs))
        who, paragraphs = int(mark) - 1, [text]
    yield Said(who, tuple(paragraphs))

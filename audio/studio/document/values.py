"""The open script as frozen values: its turns in order, each under a name that outlives every edit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from audio.cast import put_setting, rename_setting, take_out_setting
from audio.errors import InputError
from audio.script import (
    NEW_TURN,
    Chapter,
    ChapterKind,
    Paragraph,
    Script,
    Turn,
    read_bytes,
    text_of,
    write_canonical,
    write_dropped,
    write_turn,
)
from audio.studio.document.rewriting import value_in

_CUT = re.compile(
    r"^\[cut\][ \t]*\n(?P<inside>.*?)^\[/cut\][ \t]*$", re.MULTILINE | re.DOTALL | re.IGNORECASE
)
_WHOLE = re.compile(r"\s*(?:\*\*(?:[^*\\\n]|\\.)+?:\*\*|>|#|<!--|\[cut\]|$)")
"""What stands where a turn begins, or where none goes on."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A chapter that begins in a turn."""

    title: str
    kind: ChapterKind = "heading"
    paragraph: int = 0
    """0-based paragraph of the turn it begins with."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A turn in its place, spoken or only kept."""

    id: str
    """`t` and a number that no other turn of the document ever had."""
    turn: Turn
    """Its number is 0: where it stands says which it is."""
    spoken: bool = True
    headings: tuple[Heading, ...] = ()
    """In order."""


@dataclass(frozen=True, slots=True)
class Document:
    """A script that is being edited."""

    front: str
    """The front matter as it stands in the file, with the comments in it."""
    head: Script
    """What the front matter says, and what is not spoken; without turns and chapters."""
    entries: tuple[Entry, ...]
    following: int
    """The number that the next new turn is named by."""

    def place(self, name: str) -> int | None:
        """Give where a turn stands, 0-based; None where there is none of that name."""
        return next((at for at, entry in enumerate(self.entries) if entry.id == name), None)

    def script(self) -> Script:
        """Give what is spoken; a chapter whose turn is only kept begins with the next that is spoken."""
        turns: list[Turn] = []
        chapters: list[Chapter] = []
        waiting: list[Heading] = []
        for entry in self.entries:
            waiting += (
                entry.headings if entry.spoken else (replace(one, paragraph=0) for one in entry.headings)
            )
            if entry.spoken:
                number = len(turns) + 1
                chapters += (Chapter(one.title, number, one.kind, one.paragraph) for one in waiting)
                turns.append(replace(entry.turn, number=number))
                waiting = []
        return replace(self.head, turns=tuple(turns), chapters=tuple(chapters))

    def text(self) -> str:
        """Give the canonical script; turns that are only kept stand between `[cut]` and `[/cut]`."""
        parts = (self.front, *self._body(), write_dropped(self.head.dropped))
        return "\n\n".join(filter(None, parts)) + "\n"

    def _body(self) -> Iterator[str]:
        before: Entry | None = None
        for entry in self.entries:
            chapters = [Chapter(one.title, 0, one.kind, one.paragraph) for one in entry.headings]
            if entry.turn.narration and before is not None and before.turn.narration:
                yield NEW_TURN
            written = write_turn(entry.turn, chapters)
            yield written if entry.spoken else f"[cut]\n\n{written}\n\n[/cut]"
            before = entry


def read_document(text: str, source: str) -> Document:
    """Read a canonical script. Raises `ScriptError` with the line that is wrong."""
    cuts = list(_whole_turns(text))
    bare = text
    for first, last, start, end in cuts:
        bare = bare[:start] + " " * (first - start) + bare[first:last] + " " * (end - last) + bare[end:]
    script = read_bytes(bare.encode(), source)
    lines = text.split("\n")
    closing = next(at for at, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "..."))
    kept = [(text.count("\n", 0, start) + 1, text.count("\n", 0, end) + 1) for _, _, start, end in cuts]
    headings: dict[int, list[Heading]] = {}
    for chapter in script.chapters:
        headings.setdefault(chapter.turn, []).append(Heading(chapter.title, chapter.kind, chapter.paragraph))
    entries = tuple(
        Entry(
            f"t{turn.number}", replace(turn, number=0),
            not any(first <= turn.line <= last for first, last in kept),
            tuple(headings.get(turn.number, ())),
        )
        for turn in script.turns
    )  # fmt: skip
    head = replace(script, turns=(), chapters=(), doubts=(), scores=())
    return Document("\n".join(lines[: closing + 1]), head, entries, len(entries) + 1)


def _whole_turns(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Give the cuts that hold whole turns: where their inside begins and ends, and they themselves."""
    for cut in _CUT.finditer(text):
        begins, goes_on = _WHOLE.match(cut["inside"]), _WHOLE.match(text, cut.end())
        if begins and goes_on and cut["inside"].strip():
            yield cut.start("inside"), cut.end("inside"), cut.start(), cut.end()


def with_setting(document: Document, where: tuple[str, ...], value: str | Mapping[str, str]) -> Document:
    """Give a document with something put into its front matter; comments in it stay.

    Raises `InputError` where the front matter is written in a way that cannot be followed.
    """
    return _with_front(document, lambda front: put_setting(front, where, value))


def with_name(document: Document, name: str, to: str) -> Document:
    """Give a document in whose front matter a person is called otherwise; comments in it stay.

    The old name stays among the labels, so that whatever the settings say of it holds. Where somebody is
    called so already, or speaks under that name, they become one, as that one is described. Raises as
    `with_setting` does.
    """
    labels = {who.name: who.labels for who in document.head.speakers}
    joined = to in labels or any(entry.turn.speaker == to for entry in document.entries)

    def change(front: str) -> str:
        return _without(front, name) if joined else _renamed_in(front, name, to, labels.get(name, (name,)))

    before, after = _with_front(document, lambda front: front), _with_front(document, change)
    others = {who.name for who in before.head.speakers} - {name}
    if {who.name for who in after.head.speakers} != (others if joined else {*others, to}):
        raise InputError(f"The front matter names {name} in a way that cannot be changed here; edit it.")
    return after


_OF_PEOPLE = (("speakers",), ("settings", "speakers"))
"""Sections of the front matter that say something of people."""


def _without(front: str, name: str) -> str:
    for section in _OF_PEOPLE:
        front = take_out_setting(front, (*section, name))
    return front


def _renamed_in(front: str, name: str, to: str, labels: tuple[str, ...]) -> str:
    renamed = front
    for section in _OF_PEOPLE:
        if to in (value_in(renamed, section) or ()):  # it is what holds of that name
            renamed = take_out_setting(renamed, (*section, name))
        else:
            renamed = rename_setting(renamed, (*section, name), to)
    where = ("speakers", to, "labels")
    own = value_in(renamed, where)
    more = (to,) if isinstance(own, list) else tuple(dict.fromkeys((*labels, to)))
    return put_setting(renamed, where, more) if to not in (own or ()) else renamed


def _with_front(document: Document, change: Callable[[str], str]) -> Document:
    lines = document.front.split("\n")
    front = "\n".join([lines[0], change("\n".join(lines[1:-1])).rstrip("\n"), lines[-1]])
    alone = read_document(f"{front}\n\n{write_dropped(document.head.dropped)}\n", document.head.source)
    return replace(document, front=front, head=alone.head)


def canonical_text(data: bytes, script: Script) -> str:
    """Give a canonical script: the text itself where it is one, otherwise what was read of it, written."""
    return text_of(data) or write_canonical(script)


def retold(entry: Entry, paragraphs: Sequence[Paragraph]) -> Entry:
    """Give a turn with other paragraphs; chapters stay in it as far as its paragraphs go."""
    most = len(paragraphs) - 1
    moved = {
        min(one.paragraph, most): replace(one, paragraph=min(one.paragraph, most)) for one in entry.headings
    }
    turn = replace(entry.turn, paragraphs=tuple(paragraphs))
    return replace(entry, turn=turn, headings=tuple(moved[at] for at in sorted(moved)))

"""Edits made: the document that comes of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from audio.errors import InputError
from audio.script import NARRATOR, ChapterKind, turn_text, with_text
from audio.studio.document.edits import (
    Edit,
    Give,
    Merge,
    MoveChapter,
    Rename,
    SetChapter,
    SetSpoken,
    SetText,
    SetTitle,
    Split,
)
from audio.studio.document.values import Document, Entry, Heading, retold, with_name, with_setting


def applied(document: Document, edit: Edit) -> Document:
    """Give the document with an edit made. Raises `InputError` where it cannot be."""
    return _WAYS[type(edit)](document, edit)


def _at(document: Document, name: str) -> int:
    at = document.place(name)
    if at is None:
        raise InputError("That turn is not there any more: it was joined to another or taken out.")
    return at


def _with(document: Document, first: int, last: int, *entries: Entry) -> Document:
    """Give the document with other entries in place of those from `first` to before `last`."""
    return replace(document, entries=(*document.entries[:first], *entries, *document.entries[last:]))


def _set_text(document: Document, edit: SetText) -> Document:
    at = _at(document, edit.turn)
    entry = document.entries[at]
    turn, dropped = with_text(entry.turn, edit.text)
    if turn is None:
        raise InputError("A turn needs words. To leave it out, mark it as not spoken.")
    if dropped:
        document = replace(document, head=replace(document.head, dropped=(*document.head.dropped, *dropped)))
    return _with(document, at, at + 1, retold(entry, turn.paragraphs))


def _split(document: Document, edit: Split) -> Document:
    at = _at(document, edit.turn)
    entry = document.entries[at]
    text = turn_text(entry.turn)
    first, _ = with_text(entry.turn, text[: edit.at])
    rest, _ = with_text(entry.turn, text[edit.at :])
    if first is None or rest is None:
        raise InputError("A turn is split between two words: put the cursor there.")
    border = len(first.paragraphs)
    later = tuple(
        replace(one, paragraph=max(0, one.paragraph - border + (text[: edit.at].rstrip(" ")[-1:] != "\n")))
        for one in entry.headings
        if one.paragraph >= border
    )
    earlier = tuple(one for one in entry.headings if one.paragraph < border)
    following = Entry(f"t{document.following}", rest, entry.spoken, later)
    entries = (replace(entry, turn=first, headings=earlier), following)
    return replace(_with(document, at, at + 1, *entries), following=document.following + 1)


def _merge(document: Document, edit: Merge) -> Document:
    at = _at(document, edit.turn)
    if at == 0:
        raise InputError("There is no turn before the first one that it could be joined to.")
    before, entry = document.entries[at - 1 : at + 1]
    count = len(before.turn.paragraphs)
    moved = tuple(replace(one, paragraph=one.paragraph + count) for one in entry.headings)
    turn = replace(before.turn, paragraphs=(*before.turn.paragraphs, *entry.turn.paragraphs))
    return _with(document, at - 1, at + 1, replace(before, turn=turn, headings=(*before.headings, *moved)))


def _give(document: Document, edit: Give) -> Document:
    at = _at(document, edit.turn)
    entry, name = document.entries[at], " ".join(edit.speaker.split())
    narration = name == NARRATOR
    turn = replace(entry.turn, speaker=name, narration=narration, label=None if narration else name)
    return _declared(_with(document, at, at + 1, replace(entry, turn=turn)), name)


def _declared(document: Document, name: str) -> Document:
    """Have somebody among the speakers."""
    if name == NARRATOR or any(who.name == name for who in document.head.speakers):
        return document
    return with_setting(document, ("speakers", name), {})


def _set_spoken(document: Document, edit: SetSpoken) -> Document:
    at = _at(document, edit.turn)
    return _with(document, at, at + 1, replace(document.entries[at], spoken=edit.spoken))


def _set_chapter(document: Document, edit: SetChapter) -> Document:
    at = _at(document, edit.turn)
    entry = document.entries[at]
    inner = tuple(one for one in entry.headings if one.paragraph)
    title = " ".join((edit.title or "").split())
    if edit.title is not None and not title:
        raise InputError("A chapter needs a title.")
    was: ChapterKind = next((one.kind for one in entry.headings if not one.paragraph), "heading")
    own = (Heading(title, was),) if title else ()
    return _with(document, at, at + 1, replace(entry, headings=(*own, *inner)))


def _move_chapter(document: Document, edit: MoveChapter) -> Document:
    source, target = _at(document, edit.source), _at(document, edit.to)
    moved = document.entries[source].headings[:1]
    if not moved:
        raise InputError("No chapter begins with that turn.")
    if source == target and not moved[0].paragraph:
        return document
    left = replace(document.entries[source], headings=document.entries[source].headings[1:])
    document = _with(document, source, source + 1, left)
    there = document.entries[target]
    inner = tuple(one for one in there.headings if one.paragraph)
    new = replace(there, headings=(replace(moved[0], paragraph=0), *inner))
    return _with(document, target, target + 1, new)


def _set_title(document: Document, edit: SetTitle) -> Document:
    return with_setting(document, ("title",), " ".join(edit.title.split()))


def _rename(document: Document, edit: Rename) -> Document:
    name = " ".join(edit.to.split())
    if not name or NARRATOR in (name, edit.speaker):
        raise InputError("The narrator keeps that name, and everybody else has another one.")
    if name == edit.speaker:
        return document
    speaks = {entry.turn.speaker for entry in document.entries}
    if edit.speaker not in speaks | {who.name for who in document.head.speakers}:
        raise InputError(f"Nobody called {edit.speaker} speaks here.")
    entries = tuple(
        replace(one, turn=replace(one.turn, speaker=name, label=name))
        if one.turn.speaker == edit.speaker and not one.turn.narration
        else one
        for one in document.entries
    )
    return replace(with_name(document, edit.speaker, name), entries=entries)


_WAYS: Mapping[type, Callable[[Document, Any], Document]] = {
    SetText: _set_text, Split: _split, Merge: _merge, Give: _give, SetSpoken: _set_spoken,
    SetChapter: _set_chapter, MoveChapter: _move_chapter, SetTitle: _set_title, Rename: _rename,
}  # fmt: skip

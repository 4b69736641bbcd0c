"""Which turns are meant: by number, by who speaks, by chapter, by what is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audio.cast import listed
from audio.errors import InputError
from audio.script import NARRATOR, Script, Turn, unaccented

_RANGE = re.compile(r"(\d{1,6})\s*(?:([-–])\s*(\d{1,6})?)?")
"""`7`, `3-5`, or `5-`, which goes on to the end."""
_NAMED_TURNS = 12
"""Numbers of turns that a message tells."""
_NAMED_RUNS = 4
"""Runs of turns that a file name tells; further ones are left out of it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What turns have to be so that they are meant: all that is asked for; without anything, all are."""

    turns: str = ""
    """Numbers (`7`, `2,4-6`, `5-`), or the name of somebody who speaks, whole or the first."""
    chapter: int | None = None
    """Counted from 1."""
    search: str = ""
    """Is to be found in what is said, whatever the case and the accents."""

    def turns_of(self, script: Script) -> tuple[Turn, ...]:
        """Give the turns of a script that are meant, in order.

        Raises `InputError` where what is asked for is not there, or no turn fits all of it.
        """
        numbers = {turn.number for turn in script.turns}
        if self.turns.strip():
            numbers &= _given(script, self.turns.strip())
        if self.chapter is not None:
            numbers &= _of_chapter(script, self.chapter)
        searched = _plain(self.search)
        chosen = tuple(
            turn
            for turn in script.turns
            if turn.number in numbers and (not searched or searched in _plain(turn.text))
        )
        if not chosen:
            chapter = f"chapter {self.chapter}" if self.chapter is not None else ""
            asked = listed(filter(None, [self.turns, chapter, repr(self.search) if self.search else ""]))
            raise InputError(f"{script.source} has no turn that is {asked}: ask for less.")
        return chosen


ALL = Wanted()


def one_turn(script: Script, turn: str = "", *, search: str = "") -> Turn:
    """Give the turn of which alone all holds that is asked for, as `Wanted` understands it.

    Raises `InputError` where there is none, or more than one.
    """
    found = Wanted(turn, search=search).turns_of(script)
    if len(found) > 1:
        numbers = [str(each.number) for each in found[:_NAMED_TURNS]]
        more = ["others"] if len(found) > _NAMED_TURNS else []
        asked = " with ".join(repr(each) for each in (turn.strip(), search) if each)
        raise InputError(
            f"{asked} names turns {listed([*numbers, *more])} of {script.source}, and one is retaken at "
            f"a time: `vivavoce retake {script.source} {numbers[0]}`."
        )
    return found[0]


def runs(numbers: Sequence[int]) -> str:
    """Write numbers in order as a file name can have them: `2+4-6`; after four runs `+more`."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    told = [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in found[:_NAMED_RUNS]]
    return "+".join([*told, *(["more"] if len(found) > _NAMED_RUNS else [])])


def _given(script: Script, written: str) -> set[int]:
    parts = [part.strip() for part in written.split(",")]
    matches = [_RANGE.fullmatch(part) for part in parts]
    if not any(part[:1].isdigit() for part in parts):
        return _of_speaker(script, written)
    numbers: set[int] = set()
    for part, match in zip(parts, matches, strict=True):
        if match is None:
            raise InputError(f"{part!r} names no turn: write numbers such as 7, 3-5 or 5-, with commas.")
        numbers |= set(_of_range(script, int(match[1]), match[3] if match[2] else match[1]))
    return numbers


def _of_range(script: Script, first: int, written_last: str | None) -> Iterator[int]:
    """Give the turns from one to another, or to the end. Raises `InputError` where one is not there."""
    there = [turn.number for turn in script.turns]
    last = there[-1] if written_last is None else int(written_last)
    if written_last is not None and first > last:
        raise InputError(f"'{first}-{last}' runs backwards: write {last}-{first}.")
    if first not in there or last not in there:
        wanted = f"turn {first}" if first == last else f"turns {first} to {last}"
        raise InputError(
            f"{script.source} has no {wanted}: its turns are numbered {there[0]} to {there[-1]}."
        )
    yield from range(first, last + 1)


def _of_speaker(script: Script, name: str) -> set[int]:
    """Give the turns of somebody, by full name, first name or label."""
    names = {speaker.name: (speaker.name, *speaker.labels) for speaker in script.speakers}
    names |= {turn.speaker: (turn.speaker,) for turn in script.turns if turn.speaker not in names}
    wanted = _plain(name)
    meant = [who for who, forms in names.items() if wanted in map(_plain, forms)]
    meant = meant or [who for who in names if who != NARRATOR and _plain(who).split()[0] == wanted]
    if len(meant) != 1:
        raise InputError(
            f"{name!r} names no turn, and {'several speak' if meant else 'nobody speaks'} under that name: "
            f"write a number such as 7, 2,4-6 or 5-, or {listed(map(repr, meant or names), last='or')}."
        )
    return {turn.number for turn in script.turns if turn.speaker == meant[0]}


def _of_chapter(script: Script, number: int) -> set[int]:
    """Give the turns of which something is in a chapter."""
    if not 1 <= number <= len(script.chapters):
        there = f"1 to {len(script.chapters)}" if script.chapters else "none"
        raise InputError(f"{script.source} has no chapter {number}: there are {there}.")
    begin = script.chapters[number - 1].turn
    if number == len(script.chapters):
        return {turn.number for turn in script.turns if turn.number >= begin}
    following = script.chapters[number]
    end = following.turn + (following.paragraph > 0)
    return {turn.number for turn in script.turns if begin <= turn.number < end}


def _plain(text: str) -> str:
    """Give text without case, accents and doubled spaces."""
    return " ".join(unaccented(text).split())

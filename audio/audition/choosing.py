"""Which line of a speaker shows a voice best."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from audio.cast import Role
from audio.errors import InputError
from audio.script import Paragraph, Script, Turn
from audio.speech import sentence_starts

ENOUGH, MOST = 150, 290
"""Characters of about 10 and 20 seconds; wide characters, each about a syllable, count threefold."""


def choose_line(script: Script, role: Role, number: int | None = None) -> Turn:
    """Give whole sentences of 10 to 20 seconds, where there are that many, that somebody really says.

    They are the beginning of a paragraph, with what follows it in the turn where it is short: of all that
    this speaker says, those in which most different pairs of letters meet, so that a voice is heard in many
    sounds. With `number` they are the beginning of that turn. Raises `InputError` where the speaker has no
    such turn, or none at all.
    """
    own = [turn for turn in script.turns if turn.speaker == role.speaker]
    if not own:
        raise InputError(f"{role.speaker} says nothing in {script.source}: name somebody who does.")
    if number is not None:
        return _beginning(_turn(script, own, role, number))
    return max((line for turn in own for line in _lines(turn)), key=_merit)


def _turn(script: Script, own: list[Turn], role: Role, number: int) -> Turn:
    for turn in script.turns:
        if turn.number == number and turn.speaker == role.speaker:
            return turn
    numbers = [str(turn.number) for turn in own]
    some = ", ".join([*numbers[:12], "…"] if len(numbers) > 12 else numbers)
    whose = next((f"is {turn.speaker}'s" for turn in script.turns if turn.number == number), "does not exist")
    raise InputError(
        f"Turn {number} {whose}; {role.speaker} speaks in these turns of {script.source}: {some}."
    )


def _lines(turn: Turn) -> Iterator[Turn]:
    """Give what a turn has to offer: the beginning of each paragraph."""
    for at in range(len(turn.paragraphs)):
        yield _beginning(replace(turn, paragraphs=turn.paragraphs[at:]))


def _beginning(turn: Turn) -> Turn:
    """Cut a turn down to its first sentences: at least one, then until there is enough."""
    kept: list[Paragraph] = []
    length = 0
    for paragraph in turn.paragraphs:
        end = 0
        for start, stop in pairwise((*sentence_starts(paragraph.text), len(paragraph.text))):
            more = _length(paragraph.text[start:stop])
            if length and (length >= ENOUGH or length + more > MOST):
                break
            length, end = length + more, stop
        if end:
            text = paragraph.text[:end].rstrip()
            asked = tuple(each for each in paragraph.directions if each.end <= len(text))
            kept.append(replace(paragraph, text=text, directions=asked))
        if end < len(paragraph.text):
            break
    return replace(turn, paragraphs=tuple(kept))


def _merit(line: Turn) -> tuple[int, int]:
    """Judge a line: how far from a good length, and how rich in sounds."""
    length = _length(line.text)
    letters = line.text.casefold()
    pairs = {one + other for one, other in pairwise(letters) if one.isalpha() and other.isalpha()}
    return (-max(0, ENOUGH - length, length - MOST), len(pairs))


def _length(text: str) -> int:
    return sum(3 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)

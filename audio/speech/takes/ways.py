"""Other ways to say what came out badly, the likeliest first; each gives a speech, or None if it cannot.

An engine is asked only for what every engine can do. None of the ways depends on chance where the engine does
not: a render that is done again makes the same takes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from audio.cast import Voice
from audio.speech.engines import Engine, may_cost
from audio.speech.sound import gap_after, last_words, strung, trimmed
from audio.speech.spoken import clause_starts, sentence_starts
from audio.speech.takes.soundness import flaws_within
from audio.speech.values import Shape, Speech

_NUDGE = 0.06
"""Share by which a voice speaks slower or faster: hardly heard, and to a model another text."""
_PACES = {2: 1 - _NUDGE, 3: 1 + _NUDGE, 4: 1 - 1.5 * _NUDGE, 5: 1 - 2 * _NUDGE, 6: 1 + 2 * _NUDGE,
          7: 1 - _NUDGE / 2, 8: 1 + _NUDGE / 2}  # fmt: skip
"""The pace of each retake, by its number: to a model, each is another text."""
_PARTED = 4
"""The retake that is said in two pieces, where there is a place for that."""
_COMPANY = 160
"""Characters of a neighbour up to which it is said along."""


@dataclass(frozen=True, slots=True)
class Line:
    """A text to be said again."""

    text: str
    voice: Voice
    neighbour: str = ""
    """The sentence that the same voice says before it, or elsewhere; empty where there is none."""
    words: tuple[str, ...] = ()
    """Its words as the engine timed them; empty where the engine does not."""
    take: int = 1
    """Number of the way in which it is asked for."""
    shapes: tuple[Shape, ...] = ()
    """Words that are longer or higher; where that came out badly, it is said without."""


class Speak(Protocol):
    """Speaks a text, trimmed. Raises `EngineError`."""

    def __call__(self, text: str, voice: Voice, shapes: Sequence[Shape] = ()) -> Speech: ...  # noqa: D102


Way = Callable[[Line, Speak], "Speech | None"]


def ways_for(engine: Engine, voice: Voice) -> tuple[Way, ...]:
    """Give the ways worth trying: none where they cost money, since more would be sent than was agreed to.

    A service varies by itself.
    """
    if may_cost(engine, voice):
        return ()
    return (again, in_pieces) if engine.online else (after_neighbour, in_pieces, slower, faster)


def again(line: Line, speak: Speak) -> Speech | None:
    """Say the same once more."""
    return speak(line.text, line.voice)


def after_neighbour(line: Line, speak: Speak) -> Speech | None:
    """Say it after its neighbour, and cut that off; only where the engine tells the times of words."""
    if not line.neighbour or not line.words or len(line.neighbour) > _COMPANY:
        return None
    both = speak(f"{line.neighbour} {line.text}", line.voice)
    count = len(line.words)
    if len(both.words) <= count or tuple(word.text for word in both.words[-count:]) != line.words:
        return None
    return trimmed(last_words(both, count))


def in_pieces(line: Line, speak: Speak) -> Speech | None:
    """Say it in two, parted between sentences or else clauses, as near to the middle as they allow."""
    for starts in (sentence_starts, clause_starts):
        if cuts := starts(line.text)[1:]:
            cut = min(cuts, key=lambda at: abs(2 * at - len(line.text)))
            pieces = (line.text[:cut].rstrip(), line.text[cut:])
            if not all(any(map(str.isalnum, piece)) for piece in pieces):
                return None
            said = [speak(piece, line.voice) for piece in pieces]
            if any(map(flaws_within, said)):  # within the whole it would not be found
                return None
            return strung(said, [gap_after(pieces[0]), 0.0])
    return None


def slower(line: Line, speak: Speak) -> Speech | None:
    """Say it a little slower."""
    return speak(line.text, replace(line.voice, speed=line.voice.speed * (1 - _NUDGE)))


def faster(line: Line, speak: Speak) -> Speech | None:
    """Say it a little faster."""
    return speak(line.text, replace(line.voice, speed=line.voice.speed * (1 + _NUDGE)))


def said_as_take(line: Line, engine: Engine, speak: Speak) -> Speech:
    """Say a line in the way that its number asks for; 1 is the usual one, and a service varies by itself.

    Raises `EngineError`.
    """
    if line.take == 1 or engine.online:
        return speak(line.text, line.voice, line.shapes)
    if line.take == _PARTED and (parted := in_pieces(line, speak)):
        return parted
    paced = replace(line.voice, speed=line.voice.speed * _PACES[line.take])
    return speak(line.text, paced, line.shapes)

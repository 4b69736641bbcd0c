"""What should be said: a plan's segments as words, with every form that is right."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from audio.speech import PRONOUNCED, Segment
from audio.verify.values import Token, Unit
from audio.verify.words import names_in, normalise, reduced


def expected_units(segments: Sequence[Segment], language: str) -> tuple[Unit, ...]:
    """Give what the segments should sound like, word by word.

    The words are those of the spoken form; where the written one differs, it is right as well, because the
    rules from written to spoken are not what is checked here.
    """
    names = names_in(segments, language)
    return tuple(
        dataclasses.replace(
            unit,
            sound=sounds.get(unit.forms[0], ""),
            name=not names.isdisjoint({*(token.text for token in unit.tokens), *unit.forms}),
        )
        for segment in segments
        for sounds in [_sounds(segment.spoken, language)]
        for unit in _units(
            segment.turn, normalise(segment.spoken, language), normalise(segment.written, language)
        )
    )


def _sounds(spoken: str, language: str) -> dict[str, str]:
    """Give the pronunciations in a spoken text by the letters of their words."""
    return {
        "".join(token.text for token in normalise(word, language)): reduced(phonemes)
        for word, phonemes in PRONOUNCED.findall(spoken)
    }


def _units(turn: int, spoken: Sequence[Token], written: Sequence[Token]) -> list[Unit]:
    """Give a unit a word, and one for every stretch in which the two forms differ.

    What only the written form has, such as an emoji that decorates, may be said after the word before it.
    """
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - belongs to the extra

    units: list[Unit] = []
    for operation in Levenshtein.opcodes([t.text for t in spoken], [t.text for t in written]):
        said = spoken[operation.src_start : operation.src_end]
        other = written[operation.dest_start : operation.dest_end]
        letters = "".join(token.text for token in other)
        if operation.tag == "equal":
            units += [
                Unit(turn, (_as_written(token, seen),)) for token, seen in zip(said, other, strict=True)
            ]
        elif said:
            shown = other or said
            tokens = tuple(
                Token(token.text, shown[min(at, len(shown) - 1)].shown) for at, token in enumerate(said)
            )
            units.append(Unit(turn, tokens, (letters,)))
        elif units:
            last = units[-1]
            units[-1] = Unit(turn, last.tokens, (*last.also, *(form + letters for form in last.forms)))
    return units


def _as_written(token: Token, written: Token) -> Token:
    return Token(token.text, written.shown)

"""How a script will be said: otherwise than written, in one of two ways, or with a name that is a guess."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from audio.cast import Cast, Voice
from audio.script import Script
from audio.speech.engines import engine, without_hibari
from audio.speech.segments import prepared
from audio.speech.spoken import (
    PRONOUNCED,
    Speakable,
    Spoken,
    Sureness,
    UnsureName,
    differences,
    ipa,
    respelled,
    unsure_names,
)
from audio.speech.values import Segment


@dataclass(frozen=True, slots=True)
class Change:
    """A place where the spoken form is not the written one."""

    turn: int
    line: int
    rule: str
    """The rule's name, or `reading` where the engine itself reads it so."""
    before: str
    after: str
    """As the engine is given it."""
    shown: str
    """The same for people: respelled, with the stressed syllable in capitals, where sounds are given."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A word that could have been said in another way, and how it will be."""

    turn: int
    line: int
    word: str
    ipa: str
    sure: Sureness
    """By a rule for the word and its neighbours, by its part of speech and neighbours, or by that alone."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """A name that no dictionary of the engine has, where it comes first."""

    turn: int
    line: int
    name: UnsureName


@dataclass(frozen=True, slots=True)
class Saying:
    """How a script will be said, in order of speaking."""

    changes: tuple[Change, ...]
    choices: tuple[Choice, ...]
    """English only, with engines that read phonemes; so are the names."""
    unsure: tuple[Unsure, ...]

    def otherwise(self) -> tuple[tuple[str, str], ...]:
        """Give what is said otherwise than it is written, both for people.

        Words that could be said in two ways are not among them: they are in `choices`.
        """
        pairs = ((change.before, change.shown) for change in self.changes)
        return tuple((before.strip(",;:!?"), shown.strip(",;:!?")) for before, shown in pairs)


def how_said(
    script: Script,
    cast: Cast,
    pronunciations: Mapping[str, str] | None = None,
    turns: Collection[int] | None = None,
) -> Saying:
    """Tell how a script will be said, or its turns of these numbers. Raises as `segment_script` does.

    Of an engine that reads no phonemes, what it makes of the text is not known: there, what the rules change.
    """
    said = prepared(script, cast, pronunciations or {}, turns)
    return Saying(
        tuple(
            Change(segment.turn, segment.line, change.rule, change.before, change.after, _shown(change))
            for segment, how in said
            for change in _heard(segment, how)
        ),
        tuple(
            Choice(segment.turn, segment.line, word.word, ipa(word.sounds), word.sure)
            for segment, how in said
            for word in how.heteronyms
        ),
        tuple(_unsure(said)),
    )


def _heard(segment: Segment, said: Speakable) -> tuple[Spoken, ...]:
    if not _read_by_us(segment):
        return tuple(change for change in said.changes if _letters(change.before) != _letters(change.after))
    return differences(segment.written, said, british=_is_british(segment))


def _shown(change: Spoken) -> str:
    return change.respelled or PRONOUNCED.sub(lambda match: respelled(match[2]), change.after)


def _letters(text: str) -> str:
    """Give what of a text may be heard: signs that stay signs make no difference."""
    return "".join(sign for sign in PRONOUNCED.sub(r"/\2/", text) if sign.isalnum() or sign == "/")


def _unsure(said: list[tuple[Segment, Speakable]]) -> Iterator[Unsure]:
    seen: set[str] = set()
    for segment, how in said:
        if _read_by_us(segment):
            for name in unsure_names(how.text, british=_is_british(segment)):
                if name.name not in seen:
                    seen.add(name.name)
                    yield Unsure(segment.turn, segment.line, name)


def reading_remarks(cast: Cast) -> tuple[str, ...]:
    """Say, where somebody's English is read less well than it could be, why."""
    remark = without_hibari()
    return (remark,) if remark and any(_reads_english(member.voice) for member in cast.members) else ()


def _read_by_us(segment: Segment) -> bool:
    """Tell whether the phonemes are known here."""
    return _reads_english(segment.voice)


def _reads_english(voice: Voice) -> bool:
    return voice.language.lower().startswith("en") and "en" in engine(voice.engine).phonemes


def _is_british(segment: Segment) -> bool:
    return segment.voice.language.lower() == "en-gb"

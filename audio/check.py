"""What a render would do, before a second is spent: the whole reading, and the proof that it is complete."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audio.cast import Pauses, cast_script, check_given_voices, with_narration
from audio.episode import Request, check_trusted, read_request
from audio.errors import TrustError, VoiceError
from audio.script import Doubt, Dropped, Gap, Script, Turn, find_gap, for_machines, text_of
from audio.speech import Saying, catalogue, how_said, without_marks

CHARACTERS_A_SECOND = 16.0
"""How fast Kokoro speaks at speed 1, its own pauses included: measured over nine minutes of interview."""


@dataclass(frozen=True, slots=True)
class SpeakerShare:
    """How much somebody says."""

    speaker: str
    turns: int
    words: int
    seconds: float
    """Estimated."""


@dataclass(frozen=True, slots=True)
class ChapterShare:
    """Where a chapter will be."""

    title: str
    start: float
    """Seconds from the beginning, estimated."""
    turn: int
    """Number of the turn it begins with."""


@dataclass(frozen=True, slots=True)
class TurnShare:
    """Where a turn will be, and how it begins."""

    number: int
    start: float
    """Seconds from the beginning, estimated."""
    speaker: str
    words: str
    """Its first paragraph."""


@dataclass(frozen=True, slots=True)
class Check:
    """The whole reading, with the lines that the settings give the narrator."""

    title: str
    """Empty where the source has none."""
    date: dt.date | None
    language: str
    """BCP 47 tag."""

    speakers: tuple[SpeakerShare, ...]
    """In order of first speaking, the narrator among them."""
    chapters: tuple[ChapterShare, ...]
    turns: tuple[TurnShare, ...]
    seconds: float
    """Length of the episode, estimated."""
    dropped: tuple[Dropped, ...]
    saying: Saying
    """What will be said otherwise than it is written, in which of two ways, and which names are a guess."""
    doubts: tuple[Doubt, ...]
    gap: Gap | None
    """Where the proof of completeness fails; None where every word of the source is in its place."""
    uncast: str = ""
    """Why it could not be spoken, such as a language that the engine does not have; empty where it could."""


def check_request(request: Request) -> Check:
    """Say what a render would do.

    A script that nobody could speak is still read and shown. Raises `InputError` for a script or settings
    that cannot be used.
    """
    script, settings, file = read_request(request)
    narrated = with_narration(script, settings)
    check_given_voices([(narrated, settings)])
    uncast, speeds = for_machines(script), dict[str, float]()
    saying = Saying((), (), ())
    try:
        cast = cast_script(narrated, settings, catalogue())
        speeds = {member.speaker: member.voice.speed for member in cast.members}
        saying = how_said(narrated, cast, settings.pronunciations)
        check_trusted(request, settings, file, cast)
    except (VoiceError, TrustError) as error:
        uncast = uncast or str(error)
    narrated = without_marks(narrated)
    paragraphs = _laid_out(narrated, settings.pauses, speeds)
    return Check(
        title=script.title,
        date=script.date,
        language=script.language,
        speakers=_speakers(paragraphs),
        chapters=_chapters(narrated, paragraphs),
        turns=_turns(paragraphs),
        seconds=paragraphs[-1].end + settings.pauses.end if paragraphs else 0.0,
        dropped=narrated.dropped,
        saying=saying,
        doubts=script.doubts,
        gap=_gap(request, script),
        uncast=uncast,
    )


def _gap(request: Request, script: Script) -> Gap | None:
    """Give where words are lost; a canonical script says itself what is said and what is not."""
    source = request.source
    return None if text_of(source.data) else find_gap(source.data, source.name, script)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A paragraph and when it will be heard, in seconds."""

    turn: Turn
    number: int
    start: float
    end: float


def _laid_out(script: Script, pauses: Pauses, speeds: Mapping[str, float]) -> list[_Placed]:
    """Estimate when each paragraph begins and ends."""
    begins = {(chapter.turn, chapter.paragraph) for chapter in script.chapters}
    placed: list[_Placed] = []
    at = pauses.start
    for turn in script.turns:
        for number, paragraph in enumerate(turn.paragraphs):
            if placed:
                border = pauses.paragraph if number else pauses.speaker
                at += pauses.chapter if (turn.number, number) in begins else border
            silence = sum(each.value for each in paragraph.directions if each.kind == "pause")
            end = at + silence + len(paragraph.text) / CHARACTERS_A_SECOND / speeds.get(turn.speaker, 1.0)
            placed.append(_Placed(turn, number, at, end))
            at = end
    return placed


def _speakers(placed: Sequence[_Placed]) -> tuple[SpeakerShare, ...]:
    shares: dict[str, SpeakerShare] = {}
    for each in placed:
        who = each.turn.speaker
        share = shares.get(who, SpeakerShare(who, 0, 0, 0.0))
        words = len(each.turn.paragraphs[each.number].text.split())
        shares[who] = SpeakerShare(
            who, share.turns + (each.number == 0), share.words + words, share.seconds + each.end - each.start
        )
    return tuple(shares.values())


def _turns(placed: Sequence[_Placed]) -> tuple[TurnShare, ...]:
    return tuple(
        TurnShare(each.turn.number, each.start, each.turn.speaker, each.turn.paragraphs[0].text)
        for each in placed
        if each.number == 0
    )


def _chapters(script: Script, placed: Sequence[_Placed]) -> tuple[ChapterShare, ...]:
    starts = {(each.turn.number, each.number): each.start for each in placed}
    return tuple(
        ChapterShare(chapter.title, starts[chapter.turn, chapter.paragraph] if number else 0.0, chapter.turn)
        for number, chapter in enumerate(script.chapters)
    )

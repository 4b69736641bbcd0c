"""What a render would do, before a second is spent: the whole reading, and the proof that it is complete."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from audio.episode import Plan
from audio.script import Doubt, Dropped, Gap, find_gap
from audio.speech import Change, Segment, spoken_changes

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
class Check:
    """The whole reading."""

    speakers: tuple[SpeakerShare, ...]
    """In order of first speaking, the narrator among them."""
    chapters: tuple[ChapterShare, ...]
    seconds: float
    """Length of the episode, estimated."""
    dropped: tuple[Dropped, ...]
    changes: tuple[Change, ...]
    """What will be said otherwise than it is written."""
    doubts: tuple[Doubt, ...]
    gap: Gap | None
    """Where the proof of completeness fails; None where every word of the source is in its place."""


def check_plan(plan: Plan, data: bytes) -> Check:
    """Say what a render of this plan would do. `data` are the bytes that its script was read from."""
    starts = _starts(plan)
    length = starts[-1] if starts else 0.0
    return Check(
        speakers=_speakers(plan),
        chapters=_chapters(plan, starts),
        seconds=length,
        dropped=plan.script.dropped,
        changes=spoken_changes(plan.script, plan.cast, plan.settings.pronunciations),
        doubts=plan.script.doubts,
        gap=find_gap(data, str(plan.request.source), plan.script),
    )


def _length(segment: Segment) -> float:
    """Estimate how many seconds a segment takes."""
    return len(segment.spoken) / CHARACTERS_A_SECOND / segment.voice.speed


def _starts(plan: Plan) -> list[float]:
    """Estimate where each segment begins, in seconds; the last figure is the end of the episode."""
    pauses = plan.settings.pauses
    starts = [pauses.start]
    for segment in plan.segments:
        starts.append(starts[-1] + _length(segment) + getattr(pauses, segment.pause_after))
    return starts


def _speakers(plan: Plan) -> tuple[SpeakerShare, ...]:
    turns = Counter(turn.speaker for turn in plan.script.turns)
    words: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for segment in plan.segments:
        words[segment.speaker] += len(segment.written.split())
        seconds[segment.speaker] += _length(segment)  # type: ignore[assignment]  # Counter is typed for ints
    return tuple(SpeakerShare(who, turns[who], words[who], float(seconds[who])) for who in turns)


def _chapters(plan: Plan, starts: list[float]) -> tuple[ChapterShare, ...]:
    places = [(segment.turn, segment.paragraph) for segment in plan.segments]
    found = []
    for number, chapter in enumerate(plan.script.chapters):
        first = bisect_right(places, (chapter.turn, chapter.paragraph - 1))
        found.append(ChapterShare(chapter.title, starts[first] if number else 0.0, chapter.turn))
    return tuple(found)

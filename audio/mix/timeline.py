"""Where every take and every piece of music stands, in whole samples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from audio.cast import Pauses
from audio.errors import MixError
from audio.media import FRAME, resampled_length
from audio.mix.conversation import Juncture, junctures, pause, silence_around
from audio.mix.music import Score, bed, once
from audio.mix.values import Event, Mark, MusicEvent, Timeline
from audio.script import Script
from audio.speech import Take

RATE = 44_100
"""Hz; what every player and podcast host takes."""


def lay_out(
    takes: Sequence[Take], script: Script, pauses: Pauses, rate: int = RATE, score: Score | None = None
) -> Timeline:
    """Put the takes one after the other with the pause that each border asks for, and music around them.

    Silence of `pauses.start` comes first and of `pauses.end` last, longer by what the script asks for there.
    With music, an intro plays before the first word and an outro after the last, each but for its overlap; a
    sting stands in the middle of a chapter's pause and makes it longer; a bed lies under the narration that
    the script begins with. Beside music too, silence that the script asks for is there in full. A chapter
    begins with the first sample of its first take, the first chapter at 0.
    `score` is at `rate`. Raises `MixError` where there are no takes.
    """
    if not takes:
        raise MixError("There is nothing to mix: no segment of the script was spoken.")
    score = score or Score()
    music: list[MusicEvent] = []
    before, behind = silence_around(takes)
    at = _samples(pauses.start + before, rate)
    if score.intro:
        music.append(once("intro", score.intro, 0))
        overlap = score.intro.overlap
        at = music[-1].end + (_samples(before, rate) - overlap if overlap else at)
    events = _events(takes, _framed(at), rate, _pauses_before(takes, pauses, rate), score, music)
    end = max(event.end for event in events)
    length = end + _samples(pauses.end + behind, rate)
    if score.outro:
        overlap = score.outro.overlap
        begins = max(0, end + _samples(behind, rate) - overlap) if overlap else length
        music.append(once("outro", score.outro, begins))
    if score.bed:
        music += bed(score.bed, _introduction(events, script))
    music.sort(key=lambda piece: piece.start)
    length = max([length, *(piece.end for piece in music)])
    return Timeline(rate, tuple(events), _marks(script, events, length), length, tuple(music))


def _events(
    takes: Iterable[Take],
    at: int,
    rate: int,
    before: Mapping[int, tuple[int, Juncture]],
    score: Score,
    music: list[MusicEvent],
) -> list[Event]:
    """Place the takes from `at` on; a sting goes to `music`."""
    events: list[Event] = []
    for index, take in enumerate(takes):
        samples, juncture = before.get(index, (0, None))
        if juncture and juncture.border == "chapter" and score.sting:
            sting = once("sting", score.sting, at + samples // 2)
            music.append(sting)
            overlap = score.sting.overlap
            rest = samples - samples // 2 if juncture.silence or not overlap else 0
            at = _framed(sting.end - overlap + rest)
        else:
            at = _framed(at + samples) if samples > 0 else at + samples
        events.append(Event(take, at, resampled_length(take.length, take.rate, rate)))
        at = events[-1].end
    return events


def _pauses_before(takes: Sequence[Take], pauses: Pauses, rate: int) -> dict[int, tuple[int, Juncture]]:
    """Give the samples before each take that is heard but the first, and what lies there."""
    heard = [index for index, take in enumerate(takes) if take.length]
    return {
        index: (_samples(pause(juncture, pauses), rate), juncture)
        for index, juncture in zip(heard[1:], junctures(takes), strict=True)
    }


def _introduction(events: Sequence[Event], script: Script) -> list[Event]:
    """Give what the narrator says before anybody else does."""
    narration = {turn.number for turn in script.turns if turn.narration}
    found: list[Event] = []
    for event in events:
        if event.take.segment.turn not in narration:
            break
        if event.length:
            found.append(event)
    return found


def _marks(script: Script, events: Sequence[Event], length: int) -> tuple[Mark, ...]:
    """Give the chapters that are heard; one of which nothing was spoken has no place and is left out."""
    after_all = (max((turn.number for turn in script.turns), default=0) + 1, 0)
    begun = [*((chapter.turn, chapter.paragraph) for chapter in script.chapters), after_all]
    titles: list[str] = []
    starts: list[int] = []
    for number, chapter in enumerate(script.chapters):
        start = _first_start(events, begun[number], begun[number + 1])
        if start is not None:
            titles.append(chapter.title)
            starts.append(start if starts else 0)
    return tuple(map(Mark, titles, starts, [*starts[1:], length]))


def _first_start(events: Iterable[Event], first: tuple[int, int], beyond: tuple[int, int]) -> int | None:
    """Give where the first take from paragraph `first` and before `beyond` begins; both (turn, paragraph)."""
    for event in events:
        place = (event.take.segment.turn, event.take.segment.paragraph)
        if event.length and first <= place < beyond:
            return event.start
    return None


def _framed(sample: int) -> int:
    """Give the first whole frame of an MP3 from a sample on: there a take begins, unless it interrupts."""
    return -(-sample // FRAME) * FRAME


def _samples(seconds: float, rate: int) -> int:
    return round(seconds * rate)

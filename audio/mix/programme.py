"""The programme: the whole episode as sound, given block by block so that its length costs no memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain

import numpy as np

from audio.cast import Loudness
from audio.errors import MixError
from audio.media import Block, versions
from audio.mix.buffering import ahead
from audio.mix.clips import clip_of, samples_of
from audio.mix.level import (
    VOICE_LEVEL,
    GainSearch,
    RoomTone,
    energies,
    integrated,
    levels,
    limited,
    stepped,
    without_rumble,
)
from audio.mix.music import music_blocks
from audio.mix.parting import Stretch, stretches
from audio.mix.values import Event, Timeline
from audio.tasks import Workers, in_order, kept, workers

HEADROOM = 1.0
"""dB that the limiter stays under the highest true peak asked for: an encoder raises peaks by up to 0.7."""

_VERSION = 1
"""Of how a stretch is mixed and mastered; a change here makes what was kept anew."""
_SMALL = 0.2
"""dB; a correction so small lands where it should although the limiter is not linear."""
_ROUNDS = 6
"""Corrections after which the loudness is as close as the limiter lets it come."""


@dataclass(frozen=True, slots=True)
class Programme:
    """Takes and music in their places, at their levels; `blocks()` is the sound."""

    timeline: Timeline
    channels: int
    """1, or 2 where a voice stands left or right of the middle."""
    speaker_gains: Mapping[str, float]
    """dB for each speaker that makes all equally loud; a voice's own `gain_db` comes on top."""
    loudness: Loudness
    """What is aimed at."""
    gain_db: float = 0.0
    """dB for all of it, before the limiter."""
    ceiling_db: float = -2.0
    """dBTP that the limiter lets pass."""
    take_gains: Mapping[int, float] = field(default_factory=dict)
    """dB for single takes on top of their speaker's, by segment number; 0 where there is none."""

    @property
    def rate(self) -> int:
        """Hz."""
        return self.timeline.rate

    @property
    def length(self) -> int:
        """Frames."""
        return self.timeline.length

    def blocks(self) -> Iterator[Block]:
        """Give the sound from start to end: float32, shape (frames, channels), −1 to 1, the same every time.

        Blocks are about a second long; one take and two blocks are in memory at any moment. Raises
        `SpeechError` where a clip cannot be read, `MixError` where music cannot.
        """
        return ahead(chain.from_iterable(map(self.stretch_blocks, stretches(self.timeline))))

    def stretch_blocks(self, stretch: Stretch) -> Iterator[Block]:
        """Give the sound of a stretch; that of all, one after the other, is the programme."""
        room = self.room_tone(None if stretch.last else stretch.length)
        mixed = self._mixed(stretch.events, stretch.start, stretch.end, music=stretch.music)
        loud = (room.added_to(block * self._factor) for block in mixed)
        return limited(loud, self.ceiling_db, self.channels)

    def room_tone(self, length: int | None = None) -> RoomTone:
        """Give the room tone of a stretch of so many frames; None for the last."""
        return RoomTone(self.loudness.room_tone, self.rate, self.channels, length)

    def about(self, stretch: Stretch) -> tuple[object, ...] | None:
        """Give all that the sound of a stretch depends on; None where that cannot be told.

        Music is not told, nor what comes from no cache.
        """
        if stretch.music or not all(event.take.sha256 for event in stretch.events):
            return None
        takes = (
            (
                one.take.sha256,
                one.take.rate,
                one.start - stretch.start,
                self._gain(one),
                one.take.segment.voice.pan,
            )
            for one in stretch.events
        )
        about = (_VERSION, versions(), self.rate, self.channels, stretch.length, stretch.first, stretch.last)
        return (*about, self.loudness.room_tone, round(self.gain_db, 4), round(self.ceiling_db, 4), *takes)

    def unmastered(self) -> Iterator[Block]:
        """Give the sound before the programme's own gain, the room tone and the limiter."""
        return self._mixed(self.timeline.events, 0, self.length, music=bool(self.timeline.music))

    def _mixed(self, events: Sequence[Event], start: int, end: int, *, music: bool) -> Iterator[Block]:
        voices = without_rumble(self._voices(events, start, end), self.rate, self.channels)
        if not music:
            return voices
        tunes = music_blocks(self.timeline, self.channels, VOICE_LEVEL, start, end)
        return (voice + tune for voice, tune in zip(voices, tunes, strict=True))

    def _voices(self, events: Sequence[Event], start: int, end: int) -> Iterator[Block]:
        """Give takes in their places, in blocks of a second."""
        waiting = list(reversed(events))
        heard: list[tuple[int, Block]] = []
        for first in range(start, end, self.rate):
            last = min(first + self.rate, end)
            while waiting and waiting[-1].start < last:
                event = waiting.pop()
                heard.append((event.start, self._sound(event)))
            block = np.zeros((last - first, self.channels), dtype=np.float32)
            for at, sound in heard:
                begin, stop = max(at, first), min(at + len(sound), last)
                block[begin - first : stop - first] += sound[begin - at : stop - at]
            heard = [(at, sound) for at, sound in heard if at + len(sound) > last]
            yield block

    def speech_of(self, speaker: str) -> Iterator[Block]:
        """Give what one speaker says, the whole length, at the level it has before the limiter."""
        events = (event for event in self.timeline.events if event.take.segment.speaker == speaker)
        alone = replace(self, timeline=replace(self.timeline, events=tuple(events), music=()))
        return (block * self._factor for block in alone.unmastered())

    def music(self) -> Iterator[Block]:
        """Give the music, the whole length, down under the speech, at the level before the limiter."""
        return (block * self._factor for block in music_blocks(self.timeline, self.channels, VOICE_LEVEL))

    def adjusted(self, *, gain_db: float = 0.0, ceiling_db: float = 0.0) -> Programme:
        """Give the same programme with this many dB more gain, and a ceiling this many dB higher."""
        return replace(self, gain_db=self.gain_db + gain_db, ceiling_db=self.ceiling_db + ceiling_db)

    @property
    def _factor(self) -> np.float32:
        return np.float32(10 ** (self.gain_db / 20))

    def _gain(self, event: Event) -> float:
        segment = event.take.segment
        gain = self.speaker_gains[segment.speaker] + self.take_gains.get(segment.number, 0.0)
        return round(gain + segment.voice.gain_db, 4)

    def _sound(self, event: Event) -> Block:
        clip = clip_of(event.take, self.rate, gain_db=self._gain(event), channels=self.channels)
        return samples_of(clip)


def loudness_of(programme: Programme, hands: Workers) -> float:
    """Give the integrated loudness of a programme in LUFS, from that of its stretches."""

    def heard(stretch: Stretch) -> bytes:
        blocks = programme.stretch_blocks(stretch)
        return energies(blocks, programme.rate, programme.channels).astype("<f4").tobytes()

    def measured(stretch: Stretch) -> bytes:
        about = programme.about(stretch)
        return kept(about and ("loudness", *about), partial(heard, stretch))

    found = in_order(hands, measured, stretches(programme.timeline))
    return integrated((np.frombuffer(each, "<f4") for each in found), programme.rate)


def master(timeline: Timeline, loudness: Loudness) -> Programme:
    """Match the voices in level, then measure the whole and gain it once to the loudness asked for.

    The voices' common level tells the gain nearly; what pauses, single voices' gains and the limiter change
    is measured behind the limiter and made up for, as often as it takes. Raises `SpeechError` where a clip
    cannot be read, `MixError` where nothing can be heard.
    """
    channels = 2 if any(event.take.segment.voice.pan for event in timeline.events) else 1
    ceiling = loudness.peak - HEADROOM
    gains = levels(timeline.events)
    if gains.silent:
        raise MixError(
            "Nothing can be heard: all takes are silent. Delete them from the cache and render again."
        )
    gain = loudness.target - VOICE_LEVEL
    programme = Programme(timeline, channels, gains.speakers, loudness, gain, ceiling, gains.takes)
    search = GainSearch(loudness.target)
    with workers() as hands:
        for _ in range(_ROUNDS):
            step = stepped(search.step(loudness_of(programme, hands)))
            programme = programme.adjusted(gain_db=step)
            if abs(step) <= _SMALL:
                break
    return programme

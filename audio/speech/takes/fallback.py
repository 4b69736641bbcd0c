"""The fallback voice: speaks what another voice could not, where the settings allow it, and never unseen."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from audio.cast import Voice
from audio.speech.engines import Shaping, engine
from audio.speech.spoken import PRONOUNCED
from audio.speech.values import Segment, Take

logger = logging.getLogger(__name__)


class FallbackVoice:
    """A voice for what others cannot speak, and how often each engine failed so far."""

    PATIENCE = 3
    """Segments in a row that an engine may fail at before it is taken for broken in this run."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._failures: Counter[str] = Counter()
        self._reasons: dict[str, str] = {}
        self._counting = threading.Lock()

    def worked(self, segment: Segment) -> None:
        """Take note that an engine spoke: a text here and there that it cannot read does not count."""
        with self._counting:
            self._failures[segment.voice.engine] = 0

    def note(self, segment: Segment, error: BaseException) -> str:
        """Take note of a failure; give the reason as it is reported."""
        logger.info("segment %d: %s failed (%s)", segment.number, segment.voice, type(error).__name__)
        with self._counting:
            self._failures[segment.voice.engine] += 1
            self._reasons[segment.voice.engine] = str(error) or type(error).__name__
            return self._reasons[segment.voice.engine]

    def given_up(self, segment: Segment) -> str:
        """Give the last reason where the engine of a segment has failed too often; else nothing."""
        with self._counting:
            often = self._failures[segment.voice.engine] >= self.PATIENCE
            return self._reasons[segment.voice.engine] if often else ""

    def speaks(self, segment: Segment) -> bool:
        """Tell whether a segment has this voice already."""
        return (segment.voice.engine, segment.voice.name) == (self._voice.engine, self._voice.name)

    def takes_over(self, segment: Segment) -> Segment:
        """Give a segment in this voice: as fast and as loud, in a text that its engine can read."""
        voice = replace(segment.voice, engine=self._voice.engine, name=self._voice.name)
        logger.info("segment %d: %s speaks instead of %s", segment.number, voice, segment.voice)
        phonemes = voice.language.partition("-")[0] in engine(voice.engine).phonemes
        spoken = segment.spoken if phonemes else PRONOUNCED.sub(r"\1", segment.spoken)
        shapes = segment.shapes if isinstance(engine(voice.engine), Shaping) else ()
        return replace(segment, voice=voice, spoken=spoken, shapes=shapes)


def fallback_warnings(takes: Iterable[Take]) -> tuple[str, ...]:
    """Say, a sentence for each voice that failed, who was spoken by the fallback voice, where and why."""
    stood_in: dict[tuple[str, str, str], list[Take]] = {}
    for take in takes:
        if take.fallback is not None:
            key = (take.segment.speaker, str(take.segment.voice), str(take.fallback.voice))
            stood_in.setdefault(key, []).append(take)
    return tuple(
        f"{speaker} is not {wanted} everywhere: {voice} speaks in turn{'s' if len(turns) > 1 else ''} "
        f"{', '.join(map(str, turns))}. {takes[0].fallback.why if takes[0].fallback else ''}".rstrip()
        for (speaker, wanted, voice), takes in stood_in.items()
        for turns in [sorted({take.segment.turn for take in takes})]
    )

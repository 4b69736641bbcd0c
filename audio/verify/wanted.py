"""How the speakers of a plan should sound: a segment of each, spoken as in a render."""

from __future__ import annotations

from collections.abc import Sequence

from audio.episode import Plan
from audio.media import resample
from audio.speech import Segment, engine, read_take, speak_segments
from audio.verify.hearing import RATE, Timbre, timbre_of

_ENOUGH = 90
"""Characters of a segment that tell how its voice sounds."""


def wanted_timbres(plan: Plan) -> tuple[dict[str, Timbre], tuple[str, ...]]:
    """Give how each speaker should sound, and remarks on those of whom that is not known.

    A segment that was spoken before is in the cache. Voices of engines that work online are left out: a check
    sends no text away. Raises `SpeechError` where a segment cannot be spoken.
    """
    wanted: dict[str, Timbre] = {}
    online = []
    for name in dict.fromkeys(segment.speaker for segment in plan.segments):
        segment = _sample(plan.segments, name)
        if segment is None:
            continue
        if engine(segment.voice.engine).online:
            online.append(name)
            continue
        take = speak_segments([segment])[0]
        timbre = timbre_of(resample(read_take(take), take.rate, RATE), RATE)
        if timbre is not None:
            wanted[name] = timbre
    remark = f"How {' and '.join(online)} should sound was not checked, since the voice is an online one."
    return wanted, (remark,) if online else ()


def _sample(segments: Sequence[Segment], speaker: str) -> Segment | None:
    """Give the shortest segment that is long enough, or else the longest."""
    own = [segment for segment in segments if segment.speaker == speaker and segment.spoken]
    return min(own, key=lambda s: (len(s.spoken) < _ENOUGH, abs(len(s.spoken) - _ENOUGH)), default=None)

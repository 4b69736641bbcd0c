"""The audio in every format asked for, as loud as asked for when it is decoded."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from audio.cast import AudioFormat
from audio.errors import PublishError
from audio.mix import GainSearch, Measure, Programme, stepped
from audio.publish.chapters import ChapterMark
from audio.publish.sound.encoding import encode
from audio.publish.sound.formats import CODECS
from audio.publish.sound.listening import listen
from audio.publish.sound.mp3 import write_mp3
from audio.tasks import Workers, workers

logger = logging.getLogger(__name__)
_LENGTH_TOLERANCE = 0.002
"""Seconds that a file may be longer or shorter. One rate has no whole number of samples for another's, an MP4
may count in milliseconds, and LAME, whose padding is at least 576 samples, leaves up to 46 of silence."""
_LOUDNESS_TOLERANCE = 0.1
"""LU that the decoded file may be off before it is encoded again."""
_PEAK_MARGIN = 0.3
"""dB that a corrected ceiling goes further down: the encoder's peaks move when the sound changes."""
_LOST = 0.3
"""LU that a dB of lower ceiling costs speech, about."""
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Encoded:
    """A file as it came out of its encoder."""

    heard: Measure
    """What is heard when it is decoded."""
    gain_db: float
    """dB that the programme was raised by for this encoder."""
    ceiling_db: float
    """dBFS that its limiter kept the peaks under for this encoder."""


@dataclass(slots=True)
class _Attempt:
    """A format on its way to the right level."""

    name: AudioFormat
    path: Path
    programme: Programme
    search: GainSearch
    encoded: Encoded | None = None

    def take_note(self, heard: Measure) -> None:
        """Keep what is heard of what was written, with its gain and ceiling.

        Raises `PublishError` where it is not as long as the programme.
        """
        rate = CODECS[self.name].rate or self.programme.rate
        if abs(heard.length - self.programme.length * rate / self.programme.rate) > rate * _LENGTH_TOLERANCE:
            raise PublishError(
                f"The {self.name} file holds {heard.length} samples at {rate} Hz where the programme has "
                f"{self.programme.length} at {self.programme.rate}. Please report this with the script that "
                "it came from."
            )
        self.encoded = Encoded(heard, self.programme.gain_db, self.programme.ceiling_db)

    def correct(self, heard: Measure) -> bool:
        """Tell whether the level is right; where it is not, correct the programme for the next round."""
        self.take_note(heard)
        aim = self.programme.loudness
        above = heard.peak - aim.peak
        logger.info("%s: %+.2f LU off, peak %+.2f dB", self.name, heard.lufs - aim.target, above)
        # The gain follows the loudness; what it adds to the peaks, the limiter takes away.
        close = abs(aim.target - heard.lufs) <= _LOUDNESS_TOLERANCE
        step = 0.0 if close else stepped(self.search.step(heard.lufs))
        if above <= 0 and not step:
            return True
        lower = above + _PEAK_MARGIN if above > 0 else 0.0
        self.programme = self.programme.adjusted(gain_db=step + _LOST * lower, ceiling_db=-lower)
        return False


def write_audio(
    programme: Programme,
    places: Mapping[AudioFormat, Path],
    kilobits: int | None = None,
    chapters: Sequence[ChapterMark] = (),
) -> dict[AudioFormat, Encoded]:
    """Encode a programme into `places`, without tags, and give what each became.

    The MP3 is made beside the others, which come from one pass over the sound. Encoders change the level and
    raise the peaks: so each file is decoded and measured, and encoded again with a corrected gain and ceiling
    where it is more than 0.1 LU off or above the peak asked for. Where the limiter keeps it from being as
    loud as asked for, it stays softer. Raises `OSError` where a file cannot be written, `PublishError` where
    it does not decode to what it should be.
    """
    attempts = [
        _Attempt(name, path, programme, GainSearch(programme.loudness.target))
        for name, path in places.items()
    ]
    waiting = attempts
    with workers() as hands:
        for _ in range(_ROUNDS):
            heard = _written(waiting, kilobits, chapters, hands)
            waiting = [attempt for attempt in waiting if not attempt.correct(heard[attempt.name])]
            if not waiting:
                break
    return {attempt.name: _result(attempt) for attempt in attempts}


def _written(
    attempts: Sequence[_Attempt], kilobits: int | None, chapters: Sequence[ChapterMark], hands: Workers
) -> dict[AudioFormat, Measure]:
    """Write files, and give what is heard of each."""
    heard: dict[AudioFormat, Measure] = {}

    def as_whole(alike: Sequence[_Attempt]) -> None:
        encode(alike[0].programme, {each.name: each.path for each in alike}, kilobits, chapters)
        listening = {each.name: hands.submit(listen, each.path) for each in alike}
        heard.update((name, future.result()) for name, future in listening.items())

    with ThreadPoolExecutor() as beside:
        others = [beside.submit(as_whole, one) for one in _alike([a for a in attempts if a.name != "mp3"])]
        for each in attempts:
            if each.name == "mp3":
                heard["mp3"] = write_mp3(each.programme, each.path, kilobits, hands)
        for other in others:
            other.result()
    return heard


def _alike(attempts: Sequence[_Attempt]) -> list[list[_Attempt]]:
    """Group those that are encoded from the same sound."""
    groups: dict[tuple[float, float], list[_Attempt]] = {}
    for attempt in attempts:
        level = attempt.programme.gain_db, attempt.programme.ceiling_db
        groups.setdefault(level, []).append(attempt)
    return list(groups.values())


def _result(attempt: _Attempt) -> Encoded:
    """Give what was written last. Raises `PublishError` where its peaks are still too high."""
    encoded, aim = attempt.encoded, attempt.programme.loudness
    if encoded is None or encoded.heard.peak > aim.peak:
        peak = "unknown" if encoded is None else f"{encoded.heard.peak:.1f} dBTP"
        raise PublishError(
            f"The {attempt.name} file has peaks of {peak}, which cannot be brought under {aim.peak:g}. Set a "
            "lower loudness target in voices.yaml."
        )
    return encoded

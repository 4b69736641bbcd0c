"""Compare the builds of Kokoro's model by ear: words, sound and lengths, beside a floating-point build.

    python bench/kokoro_builds.py [--passages N] [--voices VOICE ...]     (20 passages, 12 voices by default)

The passages are segments of the sample interviews, from the shortest to the longest, in the languages of
the voices. Every build says all of them, in turn. Printed for each build: words that Whisper base hears
wrong, DNSMOS (speech, background, overall), how far the spectra of words are from those of the float
build in dB, how much longer or shorter it is; then how `fast` differs from `shipped`, over all and by
voice, with 95 % intervals from a paired bootstrap. Needs the extra `verify`, and `pip install scipy
speechmos librosa pandas`.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from scipy.signal import resample_poly

from audio import library
from audio.cast import Voice
from audio.speech import Samples, Speech
from audio.speech.engines.kokoro.builds import Way
from audio.speech.engines.kokoro.builds.names import BuildName
from audio.speech.engines.kokoro.engine import KokoroEngine
from audio.verify import normalise, ready_model, transcribe

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
VOICES = (
    "am_michael", "af_heart", "ff_siwis", "bf_emma", "am_eric", "ef_dora", "bm_george", "af_bella", "if_sara",
    "am_fenrir", "pm_santa", "af_nicole",
)  # fmt: skip
BUILDS: tuple[BuildName, ...] = ("float", "shipped", "fast")
_DRAWS = 2000
"""Of the bootstrap."""
_FRAME = 1024
"""Samples of a spectrum."""


class BuildEngine(KokoroEngine):
    """Speaks with one build."""

    def __init__(self, build: BuildName) -> None:
        super().__init__()
        self._build = Way(build)

    def _way(self, voice: Voice) -> Way:
        del voice
        return self._build


@dataclass(frozen=True, slots=True)
class Heard:
    """What was measured of a passage in a build."""

    voice: str
    words: int
    wrong: int
    mos: tuple[float, float, float]
    """DNSMOS of speech, background and both."""
    distance: float
    """dB between the spectra of its words and those of the float build."""
    longer: float
    """Share by which it is longer than the float build."""


@cache
def passages(language: str, count: int) -> tuple[str, ...]:
    """Give segments of the samples in a language as they are spoken, from short to long."""
    found = sorted(SEEDS.glob("*.txt") if language == "en" else SEEDS.glob(f"languages/{language}-*"))
    said = {segment.spoken for path in found for segment in library.plan(path).segments}
    ordered = sorted(said, key=lambda text: (len(text), text))
    places = np.linspace(0, len(ordered) - 1, min(count, len(ordered)))
    return tuple(ordered[round(place)] for place in places)


def compared(voice: Voice, text: str, engines: Mapping[BuildName, BuildEngine]) -> dict[BuildName, Heard]:
    """Have all builds say a passage."""
    speeches = {build: engine.speak(text, voice) for build, engine in engines.items()}
    reference = speeches["float"]
    return {build: heard(voice, text, speech, reference) for build, speech in speeches.items()}


def heard(voice: Voice, text: str, speech: Speech, reference: Speech) -> Heard:
    """Measure a passage."""
    from speechmos import dnsmos  # noqa: PLC0415 - loads much

    samples = resample_poly(speech.samples, 2, 3).astype(np.float32)
    meant = [token.text for token in normalise(text, voice.language)]
    written = " ".join(word.text for word in transcribe(samples, ready_model(), voice.language))
    wrong = Levenshtein.distance(meant, [token.text for token in normalise(written, voice.language)])
    mos = dnsmos.run(np.clip(samples, -1, 1), 16_000)
    longer = len(speech.samples) / len(reference.samples) - 1
    figures = tuple(float(mos[name]) for name in ("sig_mos", "bak_mos", "ovrl_mos"))
    return Heard(voice.name, len(meant), wrong, figures, word_distance(speech, reference), longer)


def word_distance(speech: Speech, reference: Speech) -> float:
    """Give the root mean square in dB between average spectra of the same words, whenever they are said."""
    pairs = zip(speech.words, reference.words, strict=True)
    found = [
        np.sqrt(
            np.mean((spectrum(speech, one.start, one.end) - spectrum(reference, two.start, two.end)) ** 2)
        )
        for one, two in pairs
    ]
    return float(np.mean(found))


def spectrum(speech: Speech, start: int, end: int) -> Samples:
    """Give the average level of a stretch by frequency, in dB, nothing below −80."""
    part = speech.samples[start : max(end, start + _FRAME)]
    part = np.pad(part, (0, max(0, _FRAME - len(part))))
    frames = np.lib.stride_tricks.sliding_window_view(part, _FRAME)[:: _FRAME // 4] * np.hanning(_FRAME)
    power = (np.abs(np.fft.rfft(frames)) ** 2).mean(axis=0) / _FRAME
    return 10 * np.log10(power + 1e-8)


def interval(values: NDArray[np.float64], weights: NDArray[np.float64]) -> tuple[float, float, float]:
    """Give the weighted mean and its 95 % interval by bootstrap over the passages."""
    draws = np.random.default_rng(0).integers(0, len(values), (_DRAWS, len(values)))
    means = (values[draws] * weights[draws]).sum(axis=1) / weights[draws].sum(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float((values * weights).sum() / weights.sum()), float(low), float(high)


def row(build: BuildName, all_heard: Sequence[Heard]) -> str:
    """Write the figures of a build."""
    wrong = 100 * sum(one.wrong for one in all_heard) / sum(one.words for one in all_heard)
    mos = " ".join(f"{np.mean([one.mos[at] for one in all_heard]):.3f}" for at in range(3))
    distance = np.mean([one.distance for one in all_heard])
    drift = 100 * np.mean([abs(one.longer) for one in all_heard])
    return f"{build:8} wrong {wrong:.2f} %  DNSMOS {mos}  distance {distance:.2f} dB  length {drift:.2f} %"


def difference(name: str, fast: Sequence[Heard], shipped: Sequence[Heard]) -> str:
    """Write how the fast build differs from the shipped one, with 95 % intervals."""
    words = np.array([one.words for one in shipped], float)
    errors = np.array([a.wrong - b.wrong for a, b in zip(fast, shipped, strict=True)]) / words * 100
    mos = np.array([a.mos[2] - b.mos[2] for a, b in zip(fast, shipped, strict=True)])
    wrong, quality = interval(errors, words), interval(mos, np.ones(len(mos)))
    worse = " WORSE" if wrong[1] > 0 or quality[2] < 0 else ""
    return (
        f"{name:12} n {len(mos):4}  wrong {wrong[0]:+.2f} % ({wrong[1]:+.2f} to {wrong[2]:+.2f})  "
        f"DNSMOS {quality[0]:+.3f} ({quality[1]:+.3f} to {quality[2]:+.3f}){worse}"
    )


def main(voices: Sequence[str], count: int) -> None:
    """Print the figures."""
    engines = {build: BuildEngine(build) for build in BUILDS}
    languages = {entry.name: entry.language for entry in KokoroEngine().voices()}
    found: dict[BuildName, list[Heard]] = {build: [] for build in BUILDS}
    for name in voices:
        voice = Voice("kokoro", name, language=languages[name])
        for text in passages(voice.language.split("-")[0], count):
            for build, one in compared(voice, text, engines).items():
                found[build].append(one)
        print(f"{name} has spoken", flush=True)
    for build in BUILDS:
        print(row(build, found[build]))
    print(difference("all", found["fast"], found["shipped"]))
    for name in voices:
        of = {build: [one for one in found[build] if one.voice == name] for build in BUILDS}
        print(difference(name, of["fast"], of["shipped"]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--voices", nargs="+", default=VOICES, metavar="VOICE")
    parser.add_argument("--passages", type=int, default=20)
    given = parser.parse_args()
    main(given.voices, given.passages)

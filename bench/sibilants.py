"""How loud the sibilants of each voice are beside its vowels: whether a de-esser has anything to do.

    python bench/sibilants.py [VOICE ...]        (hibari:heart and four of kokoro's)

Frames of 20 ms with more power from 4.5 to 10.5 kHz than from 0.1 to 4 kHz are sibilants, the others vowels.
The loudest twentieth of both is compared, and the loudest frame of both.
"""

from __future__ import annotations

import sys

import numpy as np

from audio.cast import Voice, split_voice
from audio.speech import engine

TEXTS = (
    "She sells six sea shells and says so, since nobody else chooses to listen to such stories.",
    "This is the sixth session of the season, and it stresses systems, services and statistics.",
    "Yes, the ships pass close to the shore; in the mist one hears the hiss of the sea on the stones.",
)
SIZE = 480
"""Samples of a frame at 24 kHz."""


def sibilants(name: str) -> tuple[float, float]:
    """Give how many dB sibilants are above vowels: the loudest twentieth of both, and the loudest of both."""
    voice = Voice(*split_voice(name))
    samples = np.concatenate([engine(voice.engine).speak(text, voice).samples for text in TEXTS])
    frames = samples[: len(samples) // SIZE * SIZE].reshape(-1, SIZE) * np.hanning(SIZE)
    power = np.abs(np.fft.rfft(frames, axis=1)) ** 2
    hertz = np.fft.rfftfreq(SIZE, 1 / 24_000)
    high = power[:, (hertz > 4500) & (hertz < 10_500)].sum(axis=1)
    low = power[:, (hertz > 100) & (hertz < 4000)].sum(axis=1)
    hisses, vowels = 10 * np.log10(high[high > low]), 10 * np.log10(low[high <= low])
    usual = np.percentile(hisses, 95) - np.percentile(vowels, 95)
    return float(usual), float(hisses.max() - vowels.max())


def main() -> None:
    """Print a line for each voice."""
    usual = ["hibari:heart", "kokoro:af_heart", "kokoro:am_michael", "kokoro:bm_george", "kokoro:af_kore"]
    for name in sys.argv[1:] or usual:
        often, most = sibilants(name)
        print(f"{name:20} sibilants {often:+.1f} dB from vowels, the loudest {most:+.1f} dB", flush=True)


if __name__ == "__main__":
    main()

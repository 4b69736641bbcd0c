"""Speak 200 turns of one to six words and tell whether the recogniser hears them.

    python bench/short_turns.py [--turns N] [VOICE ...]     (six voices in turn by default)

Every turn of `tests/speech/short_turns.txt` is spoken by one of the voices, as a render speaks it: from a
script of as many speakers, through segments, takes and the cache. Each take is heard by itself, between two
half seconds of silence. It is right when the words that count are the words that were heard; words that only
spelling tells apart are the same. Prints, a line of JSON for each voice, the share that is right and how long
the longest take is compared with what its voice would need for as many phonemes in a longer text; then every
turn that was heard otherwise. Needs the extra `verify`.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from audio import library
from audio.cast import Voice
from audio.speech import Take, engine, speak_segments
from audio.speech.engines.phonemes import read_english
from audio.verify import RATE, normalise, read_episode, ready_model, transcribe

TABLE = Path(__file__).resolve().parents[1] / "tests" / "speech" / "short_turns.txt"
VOICES = (
    "kokoro:am_michael", "kokoro:af_heart", "kokoro:bm_george", "kokoro:bf_emma", "kokoro:am_fenrir",
    "hibari:heart",
)  # fmt: skip
PASSAGE = (
    "When the lighthouse was built, nobody thought that a keeper would be needed for more than a hundred "
    "years. It stood on a rock, an hour from the harbor, and every letter came by boat."
)
"""What tells how fast a voice speaks when nothing is short about it."""
AROUND = 0.25
"""Seconds that a text takes however short it is: the edges of the take, and the last syllable drawn out."""
_SOUND = re.compile(r"[^\W\d_]")
_STRESS = str.maketrans("", "", "ˈˌː")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one turn."""

    voice: str
    written: str
    heard: str
    right: bool
    ratio: float
    """Its length as a multiple of the expected one."""


def turns() -> list[str]:
    """Give the turns, one to six words each."""
    return TABLE.read_text(encoding="utf-8").splitlines()


def sounds(text: str) -> str:
    """Give the phonemes of a text without stress and marks: what sounds the same is the same."""
    said = "".join(reading.phonemes for reading in read_english(text)).translate(_STRESS)
    return "".join(_SOUND.findall(said))


def is_right(written: str, heard: str) -> bool:
    """Tell whether what was heard is what is written, or sounds like it."""
    one, other = ("".join(token.text for token in normalise(text)) for text in (written, heard))
    return one == other or sounds(written) == sounds(heard)


def speak(texts: Sequence[str], voices: Sequence[str], shift: int = 0) -> tuple[Take, ...]:
    """Speak the turns as an episode, turn n by voice n + `shift`, as far as the voices go."""
    names = ("Ann", "Bob", "Cleo", "Dan", "Eve", "Finn", "Gina", "Hugo")[: len(voices)]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "short.txt"
        lines = [f"{names[(at + shift) % len(names)]}: {text}" for at, text in enumerate(texts)]
        source.write_text("\n\n".join(lines), encoding="utf-8")
        plan = library.plan(source, voices=dict(zip(names, voices, strict=True)))
    spoken = [segment for segment in plan.segments if segment.speaker in names]
    if [segment.written for segment in spoken] != list(texts):
        raise SystemExit("The script is not read as it is meant: see `vivavoce check`.")
    return speak_segments(spoken)


@cache
def seconds_a_sound(name: str) -> float:
    """Give how long a voice takes for a phoneme of the passage."""
    engine_name, _, within = name.partition(":")
    voice = Voice(engine_name, within)
    engine(engine_name).check(voice)
    speech = engine(engine_name).speak(PASSAGE, voice)
    return len(speech.samples) / speech.rate / len(sounds(PASSAGE))


def hear(takes: Iterable[Take], model: Path) -> list[Result]:
    """Hear every take by itself."""
    silence = np.zeros(RATE // 2, np.float32)
    found = []
    for take in takes:
        samples = np.concatenate([silence, read_episode(take.clip), silence])
        heard = " ".join(word.text for word in transcribe(samples, model, "en"))
        name, written = str(take.voice), take.segment.written
        expected = AROUND + seconds_a_sound(name) * len(sounds(written))
        found.append(
            Result(name, written, heard, is_right(written, heard), take.length / take.rate / expected)
        )
    return found


def main() -> None:
    """Print the figures of every voice, of all, and what was heard otherwise."""
    parser = argparse.ArgumentParser()
    parser.add_argument("voices", nargs="*", default=VOICES)
    parser.add_argument("--turns", type=int, default=None, help="only the first so many")
    parser.add_argument("--shift", type=int, default=0, help="give the turns to other voices")
    asked = parser.parse_args()
    results = hear(speak(turns()[: asked.turns], asked.voices, asked.shift), ready_model())
    by_voice = defaultdict(list)
    for result in results:
        by_voice[result.voice].append(result)
    for name, own in [*by_voice.items(), ("all", results)]:
        right, longest = sum(result.right for result in own), max(own, key=lambda result: result.ratio)
        print(json.dumps({
            "voice": name, "turns": len(own), "right": right, "share": round(right / len(own), 4),
            "longest": round(longest.ratio, 2), "which": longest.written,
        }))  # fmt: skip
    for result in results:
        if not result.right:
            print(f"  {result.voice:18} {result.written!r} ← {result.heard!r}")


if __name__ == "__main__":
    main()

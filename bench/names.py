"""Tell whether a recogniser writes the lexicon's names as they are written, with the lexicon and without it.

    python bench/names.py [HOW_MANY] [VOICE]        (96 names drawn by chance, hibari:heart)

Each is said in a sentence, as the engine reads it by itself and as `names.tsv` has it; Whisper base hears
eight sentences at a time. A name that is written in another way that sounds alike (Rice for Reiss) counts as
wrong on both sides. Printed: both for each name, then how many of all. Needs the extra `verify`.
"""

from __future__ import annotations

import dataclasses
import re
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from audio import library
from audio.media import resample
from audio.script import NARRATOR
from audio.speech import Segment, read_take, speak_segments
from audio.speech.spoken import PRONOUNCED
from audio.tables import rows
from audio.verify import RATE, ready_model, transcribe

SENTENCES = ("I talked to {} about it last week.", "They say that {} was there.", "We heard from {} today.")
AT_ONCE = 8
_REST = np.zeros(round(0.7 * RATE), np.float32)


def planned(names: Sequence[str], voice: str) -> list[Segment]:
    """Plan a sentence with each name."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "names.txt")
        lines = (f"{'AB'[at % 2]}nn: {SENTENCES[at % 3].format(name)}" for at, name in enumerate(names))
        source.write_text("\n\n".join(lines), encoding="utf-8")
        plan = library.plan(source, voices={"Ann": voice, "Bnn": voice})
    return [each for each in plan.segments if each.speaker != NARRATOR]


def heard(segments: Sequence[Segment]) -> Iterator[str]:
    """Give what the recogniser writes of each segment."""
    takes = [resample(read_take(take), take.rate, RATE) for take in speak_segments(segments)]
    for first in range(0, len(takes), AT_ONCE):
        together = [part for take in takes[first : first + AT_ONCE] for part in (take, _REST)]
        ends = np.cumsum([len(part) for part in together]) / RATE
        words = transcribe(np.concatenate(together), ready_model(), "en")
        for start, end in zip((0.0, *ends[1::2]), ends[1::2], strict=False):
            yield " ".join(word.text.strip() for word in words if start <= (word.start + word.end) / 2 < end)


def letters(text: str) -> str:
    """Give the letters of a text in lower case, without accents."""
    return re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", text).lower())


def main() -> None:
    """Print what is heard of each name on both sides."""
    many, voice = (*sys.argv[1:], *("96", "hibari:heart")[len(sys.argv) - 1 :])
    names = [row["written"] for row in rows("audio.speech.spoken", "names.tsv")]
    drawn = list(map(str, np.random.default_rng(1).choice(names, int(many), replace=False)))
    known = planned(drawn, voice)
    plain = [dataclasses.replace(each, spoken=PRONOUNCED.sub(r"\1", each.spoken)) for each in known]
    right = [0, 0]
    for name, *both in zip(drawn, heard(plain), heard(known), strict=True):
        found = [letters(name) in letters(said) for said in both]
        right = [count + one for count, one in zip(right, found, strict=True)]
        print(f"{name:20} {' '.join('+-'[not one] for one in found)}  {both[0]}  →  {both[1]}", flush=True)
    print(f"written as it is written: {right[0]} without the lexicon, {right[1]} with it, of {len(drawn)}")


if __name__ == "__main__":
    main()

"""How different voices sound: measures them, prints the nearest pairs, writes the table that casting goes by.

    python bench/voice_distance.py pretrained.pt [--takes FOLDER] [--write]

`pretrained.pt` is in the wheel of Resemblyzer (`pip download --no-deps resemblyzer`, and unzip it). Every
voice of Kokoro, and of hibari what is at hand, speaks the same four sentences of its language. Three
measures are taken of each: a speaker embedding, pitch, and the spectrum's shape (`audio.verify.timbre`). Each
is put in units in which two sentences of one voice are at most 1 apart (99 of 100 pairs); the distance of two
voices is their quadratic mean. `--takes` keeps what was spoken, `--write` writes the table: the voices'
places in so few dimensions that distances are kept.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from speaker_embedding import SpeakerEncoder

from audio.cast import Voice, VoiceEntry
from audio.speech import Samples, catalogue, engine
from audio.verify.hearing.timbre import timbre_of

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = json.loads((ROOT / "bench" / "voice_sentences.json").read_text(encoding="utf-8"))
TABLE = ROOT / "audio" / "cast" / "voices" / "voice_places.tsv"
RATE = 24_000
DIMENSIONS = 24
Matrix = NDArray[np.float64]


def speak(entry: VoiceEntry, takes: Path | None) -> list[Samples]:
    """Give the sentences of the voice's language, spoken, at 24 kHz."""
    spoken: list[Samples] = []
    for number, text in enumerate(SENTENCES[entry.language.partition("-")[0]]):
        file = takes / f"{entry.engine}__{entry.name}__{number}.npy" if takes else None
        if file and file.exists():
            spoken.append(np.load(file))
            continue
        voice = Voice(entry.engine, entry.name, language=entry.language)
        engine(entry.engine).check(voice)
        spoken.append(engine(entry.engine).speak(text, voice).samples)
        if file:
            np.save(file, spoken[-1])
    return spoken


def figures(spoken: Sequence[Samples], encoder: SpeakerEncoder) -> tuple[Matrix, Matrix, Matrix]:
    """Give the three measures of each sentence, a row each: embedding, pitch in semitones, spectrum."""
    timbres = [timbre_of(samples, RATE) for samples in spoken]
    heard = [timbre for timbre in timbres if timbre is not None]
    if len(heard) < len(spoken):
        raise SystemExit("A sentence is too short to be measured.")
    embeddings = np.stack([encoder.embed(samples, RATE) for samples in spoken]).astype(np.float64)
    pitches = np.array([[12 * np.log2(timbre.pitch)] for timbre in heard])
    return embeddings, pitches, np.stack([timbre.shape for timbre in heard])


def unit(measures: Sequence[Matrix]) -> float:
    """Give the distance that two sentences of one voice have at most, 99 times of 100."""
    within = [np.linalg.norm(one - other) for voice in measures for one, other in combinations(voice, 2)]
    return float(np.quantile(within, 0.99))


def places(measured: Sequence[tuple[Matrix, ...]]) -> Matrix:
    """Give a place for each voice, shape (voices, dimensions), that keeps the distances of voices."""
    kinds = [
        [rows.mean(axis=0) / unit(measure) for rows in measure] for measure in zip(*measured, strict=True)
    ]
    whole = np.stack([np.concatenate(voice) for voice in zip(*kinds, strict=True)]) / np.sqrt(len(kinds))
    whole -= whole.mean(axis=0)
    _, _, axes = np.linalg.svd(whole, full_matrices=False)
    few: Matrix = whole @ axes[:DIMENSIONS].T
    lost = [
        np.linalg.norm(whole[a] - whole[b]) - np.linalg.norm(few[a] - few[b])
        for a, b in combinations(range(len(whole)), 2)
    ]
    print(f"{DIMENSIONS} dimensions make distances {np.mean(lost):.2f} too small, at most {max(lost):.2f}")
    return few


def print_pairs(entries: Sequence[VoiceEntry], where: Matrix) -> None:
    """Print the nearest pairs of voices of one language, and how the distances spread."""
    pairs = sorted(
        (float(np.linalg.norm(where[a] - where[b])), a, b)
        for a, b in combinations(range(len(entries)), 2)
        if entries[a].language.partition("-")[0] == entries[b].language.partition("-")[0]
    )
    for far, a, b in pairs[:30]:
        print(f"{far:5.2f}  {entries[a]}  {entries[b]}")
    for name, same in (("one gender", True), ("two genders", False)):
        some = [far for far, a, b in pairs if (entries[a].gender == entries[b].gender) == same]
        print(
            f"{name}: {len(some)} pairs, quantiles 0, 5, 25, 50 %:",
            *np.quantile(some, [0, 0.05, 0.25, 0.5]).round(2),
        )


def table(entries: Sequence[VoiceEntry], where: Matrix, pitches: Sequence[float]) -> str:
    """Write the places, one voice a line; hibari's voices that were not heard stand where Kokoro's do."""
    lines = [
        "# Measured by bench/voice_distance.py: voice, median pitch in Hz, place. 1 is how far two sentences",
        "# of one voice are apart at most. hibari's but heart stand where their models of Kokoro do.",
    ]
    rows = {
        str(entry): "\t".join([f"{pitch:.0f}", *(f"{x:.2f}" for x in place)])
        for entry, place, pitch in zip(entries, where, pitches, strict=True)
    }
    for entry in catalogue():
        if entry.engine == "hibari" and str(entry) not in rows:
            rows[str(entry)] = next(row for name, row in rows.items() if name.endswith(f"_{entry.name}"))
    return "\n".join([*lines, *(f"{name}\t{row}" for name, row in rows.items()), ""])


def main() -> None:
    """Measure, print, and write where that is asked for."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("weights", type=Path)
    options.add_argument("--takes", type=Path)
    options.add_argument("--write", action="store_true")
    asked = options.parse_args()
    encoder = SpeakerEncoder(asked.weights)
    entries = [entry for entry in catalogue() if entry.engine in ("kokoro", "hibari") and entry.ready]
    measured = [figures(speak(entry, asked.takes), encoder) for entry in entries]
    where = places(measured)
    print_pairs(entries, where)
    if asked.write:
        TABLE.write_text(
            table(entries, where, [2 ** (float(np.median(row[1])) / 12) for row in measured]),
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()

"""How far captions and word times are from what is heard: an episode, and the listeners' own error.

    python bench/cue_times.py [SCRIPT] [ENGINE] [--whisper]

Renders the script (the sample, kokoro), decodes the MP3 and lets a forced aligner find every spoken word:
CMU's PocketSphinx with its own English model (`pip install pocketsphinx`). With `--whisper`, faster-whisper's
base model tells when it hears which word. How exact the two are themselves is measured on single words laid
out with pauses, whose edges are known.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
from pocketsphinx import Decoder, get_model_path

from audio import library
from audio.cast import Voice
from audio.mix import Timeline, lay_out, master
from audio.publish import listen
from audio.publish.sound.files import write_audio
from audio.publish.words.cues import cues
from audio.publish.words.times import written_words
from audio.speech import Samples, engine, speak_segments
from audio.speech.engines.phonemes import read_english
from audio.verify import RATE, read_episode, ready_model, transcribe

SAMPLE = Path(__file__).resolve().parents[1] / "seeds" / "mending-the-internet.txt"
WORDS = (
    "morning", "table", "seven", "window", "bridge", "photograph", "apple", "ocean", "question", "island",
    "zebra", "under", "little", "house", "keeper", "storm", "yellow", "father", "music", "paper", "shadow",
    "thunder", "voice", "river", "nothing",
)  # fmt: skip
ARPABET = {
    "A": "EY", "I": "AY", "O": "OW", "Q": "OW", "W": "AW", "Y": "OY", "i": "IY", "u": "UW", "ɑ": "AA",
    "a": "AA", "ɒ": "AA", "æ": "AE", "ɔ": "AO", "ə": "AH", "ɐ": "AH", "ɛ": "EH", "e": "EH", "ɜ": "ER",
    "ɪ": "IH", "ʊ": "UH", "ʌ": "AH", "ᵊ": "AH", "ᵻ": "IH", "o": "OW", "b": "B", "d": "D", "f": "F",
    "ɡ": "G", "h": "HH", "j": "Y", "k": "K", "l": "L", "m": "M", "n": "N", "ŋ": "NG", "p": "P", "s": "S",
    "t": "T", "v": "V", "w": "W", "z": "Z", "ɹ": "R", "ɾ": "T", "ʃ": "SH", "ʒ": "ZH", "ʤ": "JH", "ʧ": "CH",
    "ð": "DH", "θ": "TH", "ʔ": "T", "x": "K",
}  # fmt: skip
"""Misaki's letters as CMU's."""
_HOP = RATE // 100
"""Samples of a frame of the aligner."""
_AROUND = 0.2
"""Seconds around a take that the aligner hears too."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A word and when it is heard, in seconds of the episode."""

    text: str
    start: float
    end: float


def aligned(samples: Samples, text: str, *, british: bool = False) -> list[Placed]:
    """Give the words of a text that is spoken in samples at `RATE`, where the aligner finds them."""
    readings = [(each.text, _arpabet(each.phonemes)) for each in read_english(text, british=british)]
    said = [(word, phones) for word, phones in readings if phones]
    decoder = Decoder(hmm=str(Path(get_model_path(), "en-us", "en-us")), dict=None, lm=None, loglevel="FATAL")
    names = [f"w{number}" for number in range(len(said))]
    for name, (_, phones) in zip(names, said, strict=True):
        decoder.add_word(name, phones, name == names[-1])
    decoder.set_align_text(" ".join(names))
    decoder.start_utt()
    decoder.process_raw((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes(), full_utt=True)
    decoder.end_utt()
    found = {each.word: each for each in decoder.seg() or ()}
    return [
        Placed(word, found[name].start_frame * _HOP / RATE, (found[name].end_frame + 1) * _HOP / RATE)
        for name, (word, _) in zip(names, said, strict=True)
        if name in found
    ]


def _arpabet(phonemes: str) -> str:
    phones = " ".join(ARPABET[each] for each in phonemes if each in ARPABET)
    return phones.replace("ER R", "ER").replace("AH R", "ER")


def found_by_aligner(samples: Samples, timeline: Timeline) -> Iterator[Placed]:
    """Give every word of an episode, take by take."""
    for event in timeline.events:
        if not event.length:
            continue
        first = max(0.0, event.start / timeline.rate - _AROUND)
        part = samples[round(first * RATE) : round((event.end / timeline.rate + _AROUND) * RATE)]
        british = event.take.voice.name.startswith("b")
        for word in aligned(part, event.take.segment.spoken, british=british):
            yield Placed(word.text, first + word.start, first + word.end)


def found_by_whisper(samples: Samples) -> Iterator[Placed]:
    """Give every word that Whisper hears."""
    for word in transcribe(samples, ready_model(), "en"):
        yield Placed(word.text, word.start, word.end)


def engine_words(timeline: Timeline) -> list[Placed]:
    """Give the spoken words as their engine timed them."""
    return [
        Placed(
            word.text, *(event.start / timeline.rate + at / event.take.rate for at in (word.start, word.end))
        )
        for event in timeline.events
        for word in event.take.words
    ]


def caption_words(timeline: Timeline) -> list[Placed]:
    """Give the written words as the word times have them."""
    return [
        Placed(
            word.text, *(event.start / timeline.rate + at / event.take.rate for at in (word.start, word.end))
        )
        for event in timeline.events
        if event.length
        for word in written_words(event.take)
    ]


def cue_edges(timeline: Timeline) -> list[Placed]:
    """Give the words of all cues; only a cue's first start and last end are times, the others are NaN."""
    placed = []
    for cue in cues(timeline):
        words = cue.text.split()
        for number, word in enumerate(words):
            start = cue.start / timeline.rate if not number else np.nan
            end = cue.end / timeline.rate if number == len(words) - 1 else np.nan
            placed.append(Placed(word, start, end))
    return placed


def compare(name: str, told: Sequence[Placed], heard: Sequence[Placed]) -> None:
    """Print how far the words that are in both, in the same order, are apart."""
    one, two = ([re.sub(r"\W", "", word.text.casefold()) for word in words] for words in (told, heard))
    blocks = SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks()
    pairs = [(told[block.a + at], heard[block.b + at]) for block in blocks for at in range(block.size)]
    for edge in ("start", "end"):
        late = np.array([getattr(a, edge) - getattr(b, edge) for a, b in pairs])
        late = late[~np.isnan(late)]
        if len(late):
            off = np.abs(late)
            print(
                f"{name:34} {edge:5} {len(late):5}  median {np.median(off):.3f} ({np.median(late):+.3f})  "
                f"95 % within {np.percentile(off, 95):.3f}  all within {off.max():.2f}",
                flush=True,
            )


def known(name: str) -> tuple[Samples, list[Placed]]:
    """Give single words of a voice with pauses of 0.15 to 0.5 s, at `RATE`, and where they are."""
    voice = Voice(*name.split(":"))
    random = np.random.default_rng(1)
    parts: list[Samples] = []
    placed = []
    for word in WORDS:
        spoken = engine(voice.engine).speak(f"{word.capitalize()}.", voice)
        at = np.arange(0, len(spoken.samples), spoken.rate / RATE)
        sound = np.interp(at, np.arange(len(spoken.samples)), spoken.samples).astype(np.float32)
        level = np.sqrt(np.mean(sound[: len(sound) // 80 * 80].reshape(-1, 80) ** 2, axis=1))
        loud = np.flatnonzero(level > level.max() * 10 ** (-35 / 20)) * 80
        parts += [
            np.zeros(random.integers(RATE * 3 // 20, RATE // 2), np.float32),
            sound[loud[0] : loud[-1] + 80],
        ]
        end = sum(map(len, parts)) / RATE
        placed.append(Placed(word, end - len(parts[-1]) / RATE, end))
    whole = np.concatenate([*parts, np.zeros(RATE // 4, np.float32)])
    return whole + np.float32(10 ** (-65 / 20)) * random.standard_normal(len(whole)).astype(
        np.float32
    ), placed


def episode(script: Path, name: str, folder: Path) -> tuple[Timeline, Samples]:
    """Render a script and give where everything stands, and the decoded MP3."""
    plan = library.plan(script, options={"engine": name})
    timeline = lay_out(speak_segments(plan.segments), plan.script, plan.settings.pauses)
    mp3 = folder / "e.mp3"
    write_audio(master(timeline, plan.settings.loudness), {"mp3": mp3})
    print(f"{script.name}, {name}: {listen(mp3).length / timeline.rate:.0f} s")
    return timeline, read_episode(mp3)


def main() -> None:
    """Print the figures."""
    given = [each for each in sys.argv[1:] if not each.startswith("--")]
    script, name = Path(given[0]) if given else SAMPLE, given[1] if len(given) > 1 else "kokoro"
    whisper = "--whisper" in sys.argv
    for voice in ("hibari:heart", "kokoro:am_michael"):
        samples, truth = known(voice)
        compare(f"aligner's own error, {voice}", aligned(samples, " ".join(WORDS)), truth)
        if whisper:
            compare(f"Whisper's own error, {voice}", list(found_by_whisper(samples)), truth)
    with tempfile.TemporaryDirectory() as folder:
        timeline, samples = episode(script, name, Path(folder))
    listeners = {"aligner": list(found_by_aligner(samples, timeline))}
    if whisper:
        listeners["Whisper"] = list(found_by_whisper(samples))
    for listener, heard in listeners.items():
        compare(f"engine's words, {listener}", engine_words(timeline), heard)
        compare(f"written words, {listener}", caption_words(timeline), heard)
        compare(f"cues, {listener}", cue_edges(timeline), heard)


if __name__ == "__main__":
    main()

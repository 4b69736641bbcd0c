"""Expression judged in pairs: twelve passages of interviews without it and with it.

    python bench/expression.py [--passages N] [--full SHARE] [--speed RANGE] [--interviews] [--page FILE]
                               (12 passages, 1, 1, expression.html)

Printed for both sides: DNSMOS (overall), words that Whisper base hears otherwise, how far pitch goes
(standard deviation in semitones over the voiced frames of a speaker) and how much pace varies (standard
deviation of syllables a second from phrase to phrase, as a share of their mean); then the differences,
each with a 95 % interval from a bootstrap over passages; with `--interviews` also DNSMOS of every take of the
three sample interviews. What there may be: DNSMOS lower by less than 0.02, words heard otherwise not more by
0.1 %. The page holds the sound of all pairs for a person to hear; which of the two has expression is folded
away. Needs the extra `verify`, and `pip install speechmos librosa pandas`.
"""

from __future__ import annotations

import argparse
import base64
import html
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import av
import librosa
import numpy as np
from numpy.typing import NDArray
from speechmos import dnsmos

from audio import Plan, library
from audio.episode import preview
from audio.safe_yaml import load
from audio.script import NARRATOR
from audio.speech import Take, read_take, speak_segments
from audio.speech.engines.phonemes import read_english
from audio.verify import RATE, judge, read_episode, ready_model, transcribe

PASSAGES = Path(__file__).with_name("expression_passages.yaml")
SAMPLES = Path(__file__).resolve().parents[1] / "seeds"
VOWELS = frozenset("AIOQWYaeiouæɑɒɔəɛɜɪʊʌᵊᵻ")
"""Of misaki's alphabet: a syllable each."""
_DRAWS = 2000
_HEAD = """<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width">
<title>Expression in pairs</title><style>body{max-width:45rem;margin:auto;padding:1rem;font:1rem/1.5 serif}
pre{white-space:pre-wrap}audio{width:100%}</style><h1>Expression in pairs</h1>
<p>One of each pair has expression, the other has none. Which one would you rather listen to?</p>"""
_HOP = 160
"""Samples between two pitches: 10 ms."""
_REST = 0.15
"""Seconds without a word that end a phrase."""
_SHORT = 3
"""Syllables of a phrase that is too short to have a pace."""


@dataclass(frozen=True, slots=True)
class Side:
    """A passage as it was spoken, and what was measured of it."""

    sound: Path
    mos: float
    words: int
    errors: int
    pitch_sd: float
    pace_sd: float


def planned(passage: dict[str, Any], share: float, speed: str, folder: Path) -> Plan:
    """Plan a passage with so much expression, without what a narrator would say around it."""
    source = folder / "passage.md"
    source.write_text(passage["text"], encoding="utf-8")
    people = dict.fromkeys(line.split(":")[0] for line in passage["text"].splitlines() if ":" in line)
    voices = dict(zip(people, passage["voices"], strict=True))
    speeds = {name: {"speed": speed} for name in people}
    plan = library.plan(source, options={"expression": share, "speakers": speeds}, voices=voices)
    return replace(plan, segments=tuple(one for one in plan.segments if one.speaker != NARRATOR))


def spoken(passage: dict[str, Any], share: float, speed: str, place: Path) -> Side:
    """Speak a passage into a WAV file, and measure it."""
    with tempfile.TemporaryDirectory() as folder:
        plan = planned(passage, share, speed, Path(folder))
    takes = speak_segments(plan.segments)
    preview(plan, place)
    samples = read_episode(place)
    verdict = judge(plan, transcribe(samples, ready_model(), "en"), samples)
    words = sum(turn.words for turn in verdict.turns)
    return Side(
        place,
        float(np.mean(list(map(mos_of, takes)))),
        words,
        verdict.errors,
        pitch_sd(takes),
        pace_sd(takes),
    )


def mos_of(take: Take) -> float:
    """Give the overall DNSMOS of a take."""
    samples = librosa.resample(read_take(take), orig_sr=take.rate, target_sr=RATE)
    return float(dnsmos.run(np.clip(samples, -1, 1), RATE)["ovrl_mos"])


def of_interviews(share: float) -> list[float]:
    """Give how much better the DNSMOS of each take of the sample interviews is with so much expression."""
    found = []
    for script in sorted(SAMPLES.glob("*.*")):
        plans = (library.plan(script, options={"expression": each}) for each in (0.0, share))
        without, having = (speak_segments(plan.segments) for plan in plans)
        found += [mos_of(new) - mos_of(old) for old, new in zip(without, having, strict=True) if old.length]
    return found


def pitches(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    """Give the pitch of the voiced frames of samples at `RATE`, in semitones above 1 Hz."""
    hertz, voiced, _ = librosa.pyin(samples, fmin=60, fmax=450, sr=RATE, hop_length=_HOP)
    return np.asarray(12 * np.log2(hertz[voiced]), np.float64)


def pitch_sd(takes: Sequence[Take]) -> float:
    """Give the standard deviation of pitch in semitones, within speakers."""
    found: dict[str, list[NDArray[np.float64]]] = {}
    for take in takes:
        samples = librosa.resample(read_take(take), orig_sr=take.rate, target_sr=RATE)
        found.setdefault(take.segment.speaker, []).append(pitches(samples))
    deviations = [np.concatenate(each) - np.median(np.concatenate(each)) for each in found.values()]
    return float(np.std(np.concatenate(deviations)))


def paces(words: Iterable[tuple[str, float, float]]) -> Iterator[float]:
    """Give the syllables a second of each phrase: the words, with their seconds, between two rests."""
    syllables, seconds, before = 0, 0.0, 0.0
    for text, start, end in (*words, ("", np.inf, np.inf)):
        if start - before >= _REST:
            if syllables > _SHORT:
                yield syllables / seconds
            syllables, seconds = 0, 0.0
        syllables += sum(sound in VOWELS for one in read_english(text) for sound in one.phonemes)
        seconds += end - start
        before = end


def pace_sd(takes: Sequence[Take]) -> float:
    """Give how much syllables a second vary from phrase to phrase, as a share of their mean."""
    found = [
        pace
        for take in takes
        for pace in paces((word.text, word.start / take.rate, word.end / take.rate) for word in take.words)
    ]
    return float(np.std(found) / np.mean(found)) if found else 0.0


def interval(differences: Sequence[float]) -> tuple[float, float, float]:
    """Give the mean of differences and its 95 % interval."""
    drawn = np.random.default_rng(1).choice(differences, (_DRAWS, len(differences))).mean(axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(np.mean(differences)), float(low), float(high)


def as_mp3(wav: Path) -> bytes:
    """Give a sound as MP3, 96 kb/s."""
    out = io.BytesIO()
    with av.open(str(wav)) as given, av.open(out, "w", "mp3") as made:
        stream = made.add_stream("mp3", rate=44_100, layout="mono", bit_rate=96_000)
        resampler = av.AudioResampler("s16p", "mono", 44_100)
        for frame in (*given.decode(audio=0), None):
            for part in resampler.resample(frame):
                made.mux(stream.encode(part))
        made.mux(stream.encode(None))
    return out.getvalue()


def page(pairs: Sequence[tuple[dict[str, Any], Side, Side]]) -> str:
    """Give the page: A and B of each pair in an order that its title draws, and the answers folded away."""
    sections, answers = [], []
    for number, (passage, without, having) in enumerate(pairs, 1):
        turned = sha256(passage["title"].encode()).digest()[0] % 2
        sides = (having, without) if turned else (without, having)
        players = "".join(
            f"<p>{name} <audio controls preload=none src='data:audio/mpeg;base64,"
            f"{base64.b64encode(as_mp3(side.sound)).decode()}'></audio></p>"
            for name, side in zip("AB", sides, strict=True)
        )
        title, text = html.escape(passage["title"]), html.escape(passage["text"].strip())
        sections.append(f"<section><h2>{number}. {title}</h2>{players}<pre>{text}</pre></section>")
        answers.append(f"<li>{'A' if turned else 'B'}</li>")
    folded = f"<details><summary>Which ones have it</summary><ol>{''.join(answers)}</ol></details>"
    return f"{_HEAD}{''.join(sections)}{folded}"


def main() -> None:
    """Print the figures and write the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--passages", type=int, default=12)
    parser.add_argument("--full", type=float, default=1.0)
    parser.add_argument("--speed", default="1")
    parser.add_argument("--interviews", action="store_true", help="DNSMOS of the sample interviews as well")
    parser.add_argument("--page", type=Path, default=Path("expression.html"))
    asked = parser.parse_args()
    pairs = []
    with tempfile.TemporaryDirectory() as folder:
        for number, passage in enumerate(load(PASSAGES.read_text(encoding="utf-8"))[: asked.passages]):
            without, having = (
                spoken(passage, share, speed, Path(folder) / f"{number}-{share}.wav")
                for share, speed in ((0.0, "1"), (asked.full, asked.speed))
            )
            print(f"{passage['title']:50} {shown(without)}  →  {shown(having)}", flush=True)
            pairs.append((passage, without, having))
        asked.page.write_text(page(pairs), encoding="utf-8")
    print(f"without  {summed([without for _, without, _ in pairs])}")
    print(f"with     {summed([having for _, _, having in pairs])}")
    for name, of in (
        ("DNSMOS", lambda side: side.mos),
        ("words heard otherwise, %", lambda side: 100 * side.errors / side.words),
        ("pitch, semitones", lambda side: side.pitch_sd),
        ("pace, %", lambda side: 100 * side.pace_sd),
    ):
        mean, low, high = interval([of(having) - of(without) for _, without, having in pairs])
        print(f"{name:26} {mean:+.3f} ({low:+.3f} to {high:+.3f})")
    if asked.interviews:
        differences = of_interviews(asked.full)
        mean, low, high = interval(differences)
        print(f"DNSMOS, {len(differences)} takes          {mean:+.3f} ({low:+.3f} to {high:+.3f})")


def shown(side: Side) -> str:
    """Give the figures of a side in a line."""
    return f"{side.mos:.3f} {side.errors}/{side.words} {side.pitch_sd:.2f} st {100 * side.pace_sd:.1f} %"


def summed(sides: Sequence[Side]) -> str:
    """Give the figures of all passages in a line."""
    words, errors = sum(side.words for side in sides), sum(side.errors for side in sides)
    mos, pitch, pace = np.mean([(side.mos, side.pitch_sd, 100 * side.pace_sd) for side in sides], axis=0)
    return (
        f"DNSMOS {mos:.3f}  words {errors} of {words} ({100 * errors / words:.2f} %)  "
        f"pitch {pitch:.2f} st  pace {pace:.1f} %"
    )


if __name__ == "__main__":
    main()

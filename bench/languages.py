"""Render the sample interviews in `seeds/languages/` and tell how much of each is heard as it is written.

    python bench/languages.py [LANGUAGE ...]        (all of them by default)

Prints a line of JSON a sample: words (characters in Japanese and Mandarin) that should be said, those that
are wrong by the rules of `vivavoce verify`, and the rate. Hindi is told by words and by characters, and
once more by consonants: Whisper base writes it in the script of Urdu, so spellings cannot be compared, but
espeak-ng reads both. Needs the extras `verify`, `japanese` and `chinese`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from audio import Plan, library
from audio.verify import normalise, read_episode, ready_model, transcribe, verify_episode

SAMPLES = Path(__file__).resolve().parents[1] / "seeds" / "languages"


def samples(languages: Sequence[str] = ()) -> list[Path]:
    """Give the samples in these languages, or all."""
    found = sorted(SAMPLES.glob("*.txt"))
    return [path for path in found if not languages or path.stem.partition("-")[0] in languages]


def figures(path: Path, folder: Path) -> dict[str, object]:
    """Render a sample into a folder, listen to it, and give its figures."""
    plan = library.plan(path)
    target = library.render(plan, folder).file
    voices = sorted({str(member.voice) for member in plan.cast.members})
    row: dict[str, object] = {"language": plan.script.language, "voices": voices}
    if plan.script.language == "hi":
        return row | _hindi(plan, target)
    verdict = verify_episode(target, plan, ready_model())
    worst = max(verdict.turns, key=lambda turn: turn.rate)
    wrong = [f"{found.expected} <- {found.heard}" for found in verdict.differences]
    return row | {
        "words": verdict.words, "errors": verdict.errors, "rate": round(verdict.rate, 4),
        "worst_turn": [worst.number, round(worst.rate, 4)], "differences": wrong,
    }  # fmt: skip


def _hindi(plan: Plan, target: Path) -> dict[str, object]:
    """Compare Hindi by words, by characters and by sounds."""
    said = " ".join(word.text for word in transcribe(read_episode(target), ready_model(), "hi"))
    meant = " ".join(segment.spoken for segment in plan.segments)
    words = [[token.text for token in normalise(text, "hi")] for text in (meant, said)]
    letters = ["".join(each) for each in words]
    sounds = [_consonants(meant, "hi"), _consonants(said, "ur")]
    return {
        "words": len(words[0]), "rate": _rate(*words), "characters": _rate(*letters),
        "consonants": _rate(*sounds), "heard": said,
    }  # fmt: skip


def _rate(meant: Sequence[str], said: Sequence[str]) -> float:
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - belongs to the extra

    return round(Levenshtein.distance(meant, said) / len(meant), 4)


def _consonants(text: str, language: str) -> str:
    """Give the consonants of a text as espeak-ng reads it: Urdu does not write short vowels."""
    from audio.speech.engines.espeak_library import sounds_of  # noqa: PLC0415 - loads espeak-ng

    said = sounds_of(text, language).translate(str.maketrans("ʈɖɽɾɳʋqxɣ", "tdrrnvkkg"))
    return "".join(sound for sound in said if sound in "pbtdkgɡmnŋfvszʃʒrlhjwcɟ")


def main(languages: Sequence[str]) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        for path in samples(languages):
            print(json.dumps(figures(path, Path(folder)), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

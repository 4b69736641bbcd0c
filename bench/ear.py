"""Speak sentences with traps and tell whether the recogniser hears what the writer meant.

    python bench/ear.py [VOICE ...]        (kokoro:am_michael and hibari:heart by default)

The table `tests/speech/trap_sentences.tsv` has each sentence as it is written and, in plain words, as it is
meant. Prints the word error rate of each voice and every difference. Needs the extra `verify`.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from audio import Plan, library
from audio.cast import split_voice
from audio.episode import preview
from audio.speech import Segment, speak_as
from audio.verify import Verdict, judge, read_episode, ready_model, transcribe

TABLE = Path(__file__).resolve().parents[1] / "tests" / "speech" / "trap_sentences.tsv"


def sentences() -> list[tuple[str, str]]:
    """Give every sentence as it is written and as it is meant."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()[1:]
    return [(written, meant) for written, meant in (line.split("\t") for line in lines)]


def hear(name: str, traps: Sequence[tuple[str, str]], model: Path | None = None) -> Verdict:
    """Speak the sentences with a voice (`engine:name`) and judge what the recogniser hears."""
    with tempfile.TemporaryDirectory() as folder:
        said = _plan(Path(folder), name, traps, [written for written, _ in traps])
        sound = Path(folder) / "traps.wav"
        preview(said, sound)
        samples = read_episode(sound)
    heard = transcribe(samples, ready_model(model), "en")
    verdicts = []
    for both in (True, False):  # the written form is right as well where the recogniser writes it
        meant = [
            dataclasses.replace(segment, spoken=sentence, written=segment.written if both else sentence)
            for segment, (_, sentence) in zip(said.segments, traps, strict=True)
        ]
        verdicts.append(judge(dataclasses.replace(said, segments=tuple(meant)), heard, samples))
    return _best(*verdicts)


def _best(one: Verdict, other: Verdict) -> Verdict:
    """Take each sentence as the better of the two has it."""
    better = {
        a.number: one if a.errors <= b.errors else other for a, b in zip(one.turns, other.turns, strict=True)
    }
    turns = tuple(
        turn for verdict in (one, other) for turn in verdict.turns if better[turn.number] is verdict
    )
    found = tuple(
        each for verdict in (one, other) for each in verdict.differences if better[each.turn] is verdict
    )
    return dataclasses.replace(one, turns=turns, differences=found)


def _plan(folder: Path, name: str, traps: Sequence[tuple[str, str]], written: Sequence[str]) -> Plan:
    """Plan a script of as many turns, and put the sentences into it as they are written."""
    source = folder / "traps.txt"
    turns = (f"{('Ann', 'Bob')[at % 2]}: {meant}" for at, (_, meant) in enumerate(traps))
    source.write_text("\n\n".join(turns), encoding="utf-8")
    split_voice(name)
    plan = library.plan(source, voices={"Ann": name, "Bob": name})
    segments: list[Segment] = []
    for number, text in enumerate(written, 1):
        first = next(segment for segment in plan.segments if segment.turn == number)
        spoken = speak_as(text, first.voice).text
        segments.append(
            dataclasses.replace(
                first, number=number, written=text, spoken=spoken, pause_after="speaker", joint=""
            )
        )
    return dataclasses.replace(plan, segments=tuple(segments))


def main(voices: Sequence[str]) -> None:
    """Print the figures of every voice."""
    traps = sentences()
    for name in voices:
        verdict = hear(name, traps)
        words = sum(turn.words for turn in verdict.turns)
        errors = sum(turn.errors for turn in verdict.turns)
        print(json.dumps({"voice": name, "words": words, "errors": errors, "rate": round(errors / words, 4)}))
        for found in verdict.differences:
            print(f"  {found.turn:3} {found.kind:9} {found.expected!r} ← {found.heard!r}")


if __name__ == "__main__":
    main(sys.argv[1:] or ["kokoro:am_michael", "hibari:heart"])

"""Real episodes, heard by the real recogniser."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

pytest.importorskip("faster_whisper", reason="the extra `verify` is not installed")
pytest.importorskip("rapidfuzz", reason="the extra `verify` is not installed")

from interviews import KOKORO, TURNS, Listening, written

from audio.cli.app import application
from audio.episode import Plan
from audio.errors import InputError
from audio.speech import Samples
from audio.verify import Heard, checking, judge, read_episode, ready_model, transcribe, wanted_timbres

pytestmark = pytest.mark.model


def test_a_good_episode_has_at_most_two_wrong_words_in_a_hundred(good: Listening) -> None:
    verdict = judge(good.plan, good.heard, good.samples)
    assert verdict.rate <= 0.02
    assert verdict.faults == ()
    assert verdict.good(0.04)
    starts = [turn.start for turn in verdict.turns]
    assert starts == sorted(starts)
    assert not any("sound alike" in remark for remark in verdict.remarks)


def test_missing_doubled_and_labelled_speech_is_found(good: Listening, faulty: Listening) -> None:
    verdict = judge(good.plan, faulty.heard, faulty.samples)
    found = [(fault.kind, fault.turn) for fault in verdict.faults]
    assert found == [("doubled", 2), ("missing turn", 3), ("missing turn", 4), ("label read aloud", 5)]
    assert verdict.rate > 0.04
    assert verdict.turns[5].errors <= 1


def test_turns_in_each_others_voice_are_found(exchanged: Listening, plan_of: Callable[..., Plan]) -> None:
    plan = plan_of(TURNS, **KOKORO)
    verdict = judge(plan, exchanged.heard, exchanged.samples)
    assert [(fault.kind, fault.turn) for fault in verdict.faults] == [
        ("swapped voices", 3),
        ("swapped voices", 4),
    ]
    assert verdict.rate <= 0.04
    assert not verdict.good(0.04)
    own = judge(exchanged.plan, exchanged.heard, exchanged.samples)
    assert own.faults == ()


def test_speakers_exchanged_throughout_are_found_by_how_the_cast_sounds(
    exchanged: Listening, plan_of: Callable[..., Plan]
) -> None:
    right, _ = wanted_timbres(exchanged.plan)
    voices = {"Ada Stone": KOKORO["voices"]["Ben Wray"], "Ben Wray": KOKORO["voices"]["Ada Stone"]}
    others = plan_of(tuple((turn.speaker, turn.text) for turn in exchanged.plan.script.turns), voices=voices)
    wrong, _ = wanted_timbres(others)
    assert judge(exchanged.plan, exchanged.heard, exchanged.samples, wanted=right).faults == ()
    (fault,) = judge(others, exchanged.heard, exchanged.samples, wanted=wrong).faults
    assert fault.kind == "swapped voices"
    assert "throughout" in fault.sentence


def test_the_command_compares_with_the_captions_beside_the_episode(good: Listening) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "audio", "verify", str(good.file), "--json"],
        capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout)
    assert row["good"]
    assert row["faults"] == []
    assert [speaker["name"] for speaker in row["speakers"]] == ["Ada Stone", "Ben Wray"]
    assert [turn["speaker"] for turn in row["turns"]] == [speaker for speaker, _ in TURNS]


def test_the_command_ends_with_one_where_a_fault_is_found(
    faulty: Listening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "clock.txt"
    script.write_text(written(*TURNS), encoding="utf-8")

    def heard(samples: Samples, *how: Any) -> Sequence[Heard]:  # the whole was listened to before
        return faulty.heard if len(samples) == len(faulty.samples) else transcribe(samples, *how)

    monkeypatch.setattr(checking, "transcribe", heard)
    asked = ["verify", str(faulty.file), "--script", str(script), "--engine", "hibari", "--threshold", "1"]
    done = CliRunner().invoke(application, asked)
    assert done.exit_code == 1, done.output
    assert "Turn 3 (Ada Stone) is missing" in done.stdout
    assert "says twice" in done.stdout
    assert "label, read aloud" in done.stdout


def test_a_file_that_is_no_audio_is_an_input_error(tmp_path: Path) -> None:
    file = tmp_path / "clock.mp3"
    file.write_text("no audio")
    with pytest.raises(InputError, match="not an audio file"):
        read_episode(file)


def test_a_folder_without_a_model_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no model\.bin"):
        ready_model(tmp_path)


def test_a_language_the_recogniser_does_not_know_is_an_input_error(good: Listening, model: Path) -> None:
    with pytest.raises(InputError, match="--language"):
        transcribe(good.samples[:16_000], model, "tlh")


def test_a_silent_episode_loses_every_word(good: Listening, model: Path) -> None:
    silence = good.samples[: 16_000 * 3] * 0
    heard = transcribe(silence, model, "en")
    verdict = judge(dataclasses.replace(good.plan), heard, silence)
    assert verdict.rate >= 0.9
    assert not verdict.good(0.04)

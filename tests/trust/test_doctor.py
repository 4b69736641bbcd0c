"""The doctor tells what there is and what is wrong, with what mends it, and nothing of the user's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from places import ROOT

from audio import doctor
from audio.doctor import Finding, examine
from audio.guard import trust_folder
from audio.models import models_folder

LOOKED_AT = {
    "vivavoce", "Python", "packages", "ONNX Runtime", "FFmpeg (PyAV)", "model files of kokoro",
    "engine kokoro", "engine gtts", "cache", "disk of cache", "disk of temporary files", "player",
    "fonts", "trust",
}  # fmt: skip


def found(what: str) -> Finding:
    return next(finding for finding in examine() if finding.what == what)


def test_everything_is_looked_at_and_what_is_missing_need_not_be_wrong(stranger):
    findings = examine()
    assert {finding.what for finding in findings} >= LOOKED_AT
    assert [finding for finding in findings if finding.state == "wrong"] == []
    assert found("model files of kokoro") == Finding(
        "model files of kokoro",
        "note",
        "none here yet; they are fetched when needed",
        "vivavoce engines fetch kokoro",
    )


def test_a_damaged_model_file_is_told_by_its_digest_with_what_mends_it(stranger):
    voice = models_folder() / "kokoro" / "voices" / "af_heart.bin"
    voice.parent.mkdir(parents=True)
    voice.write_bytes(bytes(522_240))  # of the right size
    finding = found("model files of kokoro")
    assert (finding.state, finding.remedy) == ("wrong", "vivavoce engines fetch kokoro")
    assert finding.told == "damaged: kokoro/voices/af_heart.bin"


def _no_encoder(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(doctor, "encoders", lambda: frozenset({"flac", "aac", "libopus", "pcm_s16le"}))


def _no_runtime(patch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ImportError("libcudart.so: cannot open shared object file")

    patch.setattr(doctor, "onnx_runtime", fail)


def _full_disk(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(doctor.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 5_000_000}))


def _cache_is_a_file(patch: pytest.MonkeyPatch) -> None:
    Path("file").write_text("")
    patch.setenv("VIVAVOCE_CACHE", str(Path("file").resolve() / "cache"))


def _no_fonts(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(doctor, "find_spec", lambda _: None)


@pytest.mark.parametrize(
    ("break_it", "what", "remedy"),
    [
        (_no_encoder, "FFmpeg (PyAV)", "pip install"),
        (_no_runtime, "ONNX Runtime", "pip install --force-reinstall onnxruntime"),
        (_full_disk, "disk of cache", "vivavoce cache prune --days 30"),
        (_cache_is_a_file, "cache", "VIVAVOCE_CACHE"),
        (_no_fonts, "fonts", "pip install"),
    ],
)
def test_what_is_wrong_is_told_with_what_mends_it(
    stranger, monkeypatch, break_it: Callable[[pytest.MonkeyPatch], None], what, remedy
):
    assert found(what).state == "fine"
    break_it(monkeypatch)
    assert found(what).state == "wrong"
    assert remedy in found(what).remedy


def test_a_report_holds_no_folder_of_the_users_and_no_key(stranger, monkeypatch, tmp_path):
    trust_folder(stranger)
    secret = "sk-thisisverysecret"  # noqa: S105 - invented
    surroundings = {
        **os.environ, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path / "home-of-jane"),
        "OPENAI_API_KEY": secret, "OPENAI_BASE_URL": "https://jane:pass@a.example/v1",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "audio", "doctor", "--json"],
        capture_output=True, text=True, check=False, env=surroundings,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert {row["what"] for row in json.loads(done.stdout)} >= LOOKED_AT
    for private in (secret, "jane", str(tmp_path), str(ROOT), sys.prefix):
        assert private not in done.stdout

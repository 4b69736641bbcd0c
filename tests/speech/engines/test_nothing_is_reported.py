"""The model runtime tells nobody that it runs: an offline engine does nothing over the network."""

from __future__ import annotations

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from audio.speech.engines.onnx import runtime

CI_OR_TEST = ("CI", "BUILD", "GITHUB", "GITLAB", "JENKINS", "TF_", "TRAVIS", "ORT_")
"""Beginnings of variables by which the runtime keeps still of its own accord."""


def test_the_runtime_keeps_no_identifier_of_the_machine_and_no_events_to_send(tmp_path):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(CI_OR_TEST)}
    places = {name: str(tmp_path) for name in ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA")}

    subprocess.run(
        [sys.executable, "-c", "from audio.speech.engines.onnx import runtime; runtime().SessionOptions()"],
        env={**environment, **places},
        check=True,
    )

    assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize(("said", "calls"), [("1", 1), ("", 1), ("0", 0)])
def test_the_runtime_is_told_again_when_a_model_is_loaded(monkeypatch, said, calls):
    told = []
    loaded = SimpleNamespace(disable_telemetry_events=lambda: told.append(1))
    monkeypatch.setitem(sys.modules, "onnxruntime", loaded)
    monkeypatch.setenv("ORT_DISABLE_TELEMETRY", said)
    runtime()
    assert len(told) == calls
    monkeypatch.setitem(sys.modules, "onnxruntime", SimpleNamespace())
    runtime()

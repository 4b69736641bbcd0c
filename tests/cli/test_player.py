"""A preview that fails or is stopped while it is played ends at once, and says nothing of it."""

from __future__ import annotations

import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from audio.episode import Player

pytestmark = pytest.mark.skipif(
    not Path("/bin/sh").exists(), reason="the stand-in for a player is a shell script"
)


def _install(folder: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    program = folder / "pw-play"
    program.write_text(f"#!/bin/sh\nexec {command}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def test_a_preview_that_fails_does_not_wait_for_what_nobody_will_hear(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(tmp_path, monkeypatch, "/bin/cat > /dev/null")

    def fail() -> None:
        with suppress(KeyError), Player() as player:
            player.hear(np.zeros((100, 1), np.float32), 24_000)
            raise KeyError

    thread = threading.Thread(target=fail, daemon=True)
    thread.start()
    thread.join(10)
    assert not thread.is_alive()


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_player_that_is_stopped_amid_a_sound_ends_in_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(tmp_path, monkeypatch, "/bin/sleep 600")  # it takes nothing in, as one that has enough for now
    with Player() as player:
        for _ in range(100):  # more than a pipe holds
            player.hear(np.zeros((1000, 1), np.float32), 24_000)
        threading.Timer(1, player.stop).start()


def test_a_player_that_is_stopped_while_its_program_starts_plays_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(tmp_path, monkeypatch, "/bin/sleep 600")
    player, popen = Player(), subprocess.Popen

    def stopped_meanwhile(*command: Any, **options: Any) -> Any:
        player.stop()
        return popen(*command, **options)

    monkeypatch.setattr(subprocess, "Popen", stopped_meanwhile)
    began = time.monotonic()
    assert player.play(tmp_path / "talk.wav")
    assert time.monotonic() - began < 60

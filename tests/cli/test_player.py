"""A preview that fails while it is played ends at once."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from audio.episode import Player


@pytest.mark.skipif(not Path("/bin/sh").exists(), reason="the stand-in for a player is a shell script")
def test_a_preview_that_fails_does_not_wait_for_what_nobody_will_hear(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "pw-play"
    program.write_text("#!/bin/sh\nexec /bin/cat > /dev/null\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    def fail() -> None:
        with suppress(KeyError), Player() as player:
            player.hear(np.zeros((100, 1), np.float32), 24_000)
            raise KeyError

    thread = threading.Thread(target=fail, daemon=True)
    thread.start()
    thread.join(10)
    assert not thread.is_alive()

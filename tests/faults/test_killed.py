"""Renders that are ended from outside, at any moment."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from trials import Faulty, Unhurt

ALL = "owfrmu"


def test_after_a_kill_at_any_moment_the_next_render_makes_the_same_files_and_no_take_twice(
    faulty: Faulty, unhurt: Unhurt
) -> None:
    for moment in unhurt.moments(ALL, 4, 30):
        one = faulty.another()
        killed = one.render(calls=ALL, under=one.folder, at=moment, does="signal 9")
        assert killed.returncode == -signal.SIGKILL
        there = one.whole_takes()
        assert one.figures()["takes_cached"] >= there, f"killed at {moment}"
        assert one.files() == unhurt.files, f"killed at {moment}"
        assert one.scratch() == [], f"killed at {moment}"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_a_render_at_once_and_leaves_nothing(
    faulty: Faulty, unhurt: Unhurt, number: signal.Signals
) -> None:
    if signal.getsignal(number) == signal.SIG_IGN:
        pytest.skip(f"signal {int(number)} is ignored here, as under nohup")
    older = faulty.files()
    for moment in unhurt.moments("w", 1, 10):
        one = faulty.another()
        ended = one.render(calls="w", under=one.folder, at=moment, does=f"signal {int(number)}")
        assert ended.returncode == 128 + number, (moment, ended.stderr)
        assert ended.stderr == "Interrupted; finished takes are kept.\n"
        assert one.scratch() == [], moment
        assert one.files() == older


def test_drafts_of_a_killed_render_of_another_script_are_cleared_too(faulty: Faulty) -> None:
    Path(faulty.folder, "other.md").write_text("**Ada:** Hello?\n\n**Ben:** Hello.\n", encoding="utf-8")
    killed = faulty.render(calls="w", under=faulty.out, at=5, does="signal 9")
    assert killed.returncode == -signal.SIGKILL
    assert faulty.scratch() != []
    assert faulty.run("render", "other.md", "--engine", "tone").returncode == 0
    assert faulty.scratch() == []

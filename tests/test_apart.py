"""Work in a process of its own: done there, told where it fails, and done here where there is no other."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from audio.tasks import UnfinishedError, apart


def test_it_finds_what_this_process_finds_and_works_in_the_folder_given(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "tried.py").write_text(
        "import os\ndef note(text): open('noted', 'w').write(f'{text} {os.getppid()}')\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path / "modules"))
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "traceback.py").write_text("raise SystemExit('a stranger')")
    apart("tried", "note", "Hello", folder=tmp_path / "work")
    said, parent = (tmp_path / "work" / "noted").read_text().split()
    assert said == "Hello"
    assert int(parent) == os.getpid()
    assert "tried" not in sys.modules


def test_what_is_raised_there_is_raised_here_in_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(UnfinishedError, match="not-there"):
        apart("os", "listdir", str(tmp_path / "not-there"), folder=tmp_path)


def test_a_process_that_dies_ends_nothing_else(tmp_path: Path) -> None:
    with pytest.raises(UnfinishedError, match="status"):
        apart("os", "abort", folder=tmp_path)


@pytest.mark.parametrize("program", ["", "/not/there/python", "/bin/false"])
def test_where_no_process_can_be_had_it_is_said_once_and_done_here(
    tmp_path: Path, monkeypatch, caplog, program: str
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    apart("os", "mkdir", str(tmp_path / "made"), folder=tmp_path)
    assert (tmp_path / "made").is_dir()
    assert len(caplog.messages) == 1
    assert "could not be started again" in caplog.messages[0]

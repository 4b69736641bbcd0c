"""Disks that are full, and folders that cannot be written."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from trials import SCRIPT, Faulty, Unhurt


@pytest.mark.parametrize("calls", ["o", "w", "f", "r"], ids=["open", "write", "flush", "rename"])
def test_a_disk_that_is_full_from_any_call_on_leaves_the_old_episode_and_is_told(
    faulty: Faulty, unhurt: Unhurt, calls: str
) -> None:
    older = faulty.files()
    for moment in unhurt.moments(calls, 2 if calls == "w" else 1):
        one = faulty.another()
        how = {"calls": calls, "under": one.folder, "at": moment, "for": 1 if calls == "r" else 10**6}
        full = one.render(does=f"error {errno.ENOSPC}", **how)
        if full.returncode == 0:  # what failed was the index, a lease or the like
            assert one.files() == unhurt.files, moment
        else:
            assert full.returncode == 1, (moment, full.stderr)
            assert "No space left on device" in full.stderr, moment
            assert "should not happen" not in full.stderr
            assert len(full.stderr.strip().splitlines()) == 1, (moment, full.stderr)
            assert one.files() == older, moment
        one.figures()
        assert one.files() == unhurt.files, moment
        assert one.scratch() == [], moment


def test_a_full_temporary_folder_changes_nothing(faulty: Faulty, unhurt: Unhurt) -> None:
    full = {"calls": "owm", "under": faulty.folder / "tmp", "at": 1, "for": 10**6}
    done = faulty.render(does=f"error {errno.ENOSPC}", **full)
    assert done.returncode == 0, done.stderr
    assert faulty.files() == unhurt.files


@pytest.mark.parametrize("calls", ["owfrmu"])
def test_a_cache_that_cannot_be_written_is_told_and_one_that_is_full_of_takes_is_used(
    faulty: Faulty, unhurt: Unhurt, calls: str
) -> None:
    read_only = {"calls": calls, "under": faulty.folder / "cache", "at": 1, "for": 10**6}
    done = faulty.render(does=f"error {errno.EROFS}", **read_only)
    assert done.returncode == 1
    assert "cannot be written: Read-only file system. Make room there, or name another" in done.stderr
    faulty.figures()
    shutil.rmtree(faulty.out)
    done = faulty.render(does=f"error {errno.EROFS}", **read_only)
    assert done.returncode == 0, done.stderr
    assert faulty.files() == unhurt.files


def test_an_output_folder_that_cannot_be_written_is_told_before_anything_is_spoken(faulty: Faulty) -> None:
    done = faulty.render(calls="om", under=faulty.out, at=1, does=f"error {errno.EACCES}", **{"for": 10**6})
    assert done.returncode == 1
    assert "could not be written: Permission denied" in done.stderr
    assert faulty.whole_takes() == 0


def test_missing_folders_are_made(faulty: Faulty, unhurt: Unhurt) -> None:
    for folder in (faulty.out, faulty.folder / "tmp"):
        shutil.rmtree(folder)
    faulty.figures()
    (faulty.folder / "tmp").mkdir()
    assert faulty.files() == unhurt.files


def test_names_that_files_cannot_have_are_told_before_anything_is_spoken(faulty: Faulty) -> None:
    long = faulty.folder / f"{'n' * 251}.md"
    odd = os.fsencode(faulty.folder) + b"/caf\xe9.md"
    for name in (os.fspath(long), os.fsdecode(odd)):
        shutil.copy(faulty.folder / "talk.md", name)
        done = faulty.run("render", name, "--engine", "tone")
        assert done.returncode in {1, 2}
        assert "should not happen" not in done.stderr
        assert "File name too long" in done.stderr or "caf\\xe9.md is no UTF-8" in done.stderr
    assert faulty.whole_takes() == 0


AS_ROOT_WITHOUT_ITS_RIGHTS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


@pytest.mark.parametrize(
    ("command", "closed"),
    [
        ("render talk.md --engine tone", "cache"),
        ("render talk.md --engine tone", "cache/takes"),
        ("cache prune --days 0", "cache/takes"),
    ],
)
def test_a_cache_without_rights_is_told_in_a_sentence(tmp_path: Path, command: str, closed: str) -> None:
    (tmp_path / "cache" / "takes").mkdir(parents=True)
    (tmp_path / "talk.md").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / closed).chmod(0)
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("root has all rights")
    less = AS_ROOT_WITHOUT_ITS_RIGHTS if os.geteuid() == 0 else ()
    done = subprocess.run(
        [*less, sys.executable, "-m", "audio", *command.split()],
        cwd=tmp_path,
        env={
            **os.environ,
            "VIVAVOCE_CACHE": str(tmp_path / "cache"),
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    (tmp_path / closed).chmod(0o700)
    assert "should not happen" not in done.stderr
    if command.startswith("render"):
        assert done.returncode == 1
        assert "Permission denied" in done.stderr
        assert "VIVAVOCE_CACHE" in done.stderr

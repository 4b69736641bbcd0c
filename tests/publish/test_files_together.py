"""Several files put in their places together, or none of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from audio.errors import PublishError
from audio.files import replacing_together, seen_from


def write(targets: list[Path], text: str = "new") -> None:
    with replacing_together(targets) as drafts:
        for path in drafts.values():
            path.write_text(text)


def test_all_stand_in_their_places_and_nothing_else_is_left(tmp_path):
    targets = [tmp_path / "new" / name for name in ("a.txt", "b.txt")]
    write(targets)
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["a.txt", "b.txt"]
    write(targets, "newer")
    assert [target.read_text() for target in targets] == ["newer", "newer"]
    assert len(list((tmp_path / "new").iterdir())) == 2


def test_they_have_the_mode_that_new_files_have(tmp_path):
    (tmp_path / "usual").write_text("")
    write([tmp_path / "a.txt"])
    assert (tmp_path / "a.txt").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.skipif(sys.platform == "win32", reason="no modes there")
@pytest.mark.parametrize("umask", [0o002, 0o077])
def test_a_file_has_the_mode_of_the_umask_which_is_never_touched(tmp_path, umask):
    code = (
        f"import os, sys; from pathlib import Path; os.umask({umask}); del os.umask\n"
        "from audio.files import replacing_together, write_text\n"
        "one, two = (Path(sys.argv[1], name) for name in ('one.txt', 'two.txt'))\n"
        "write_text(one, 'x')\n"
        "with replacing_together([two]) as drafts: drafts[two].write_text('x')\n"
        "print(*(oct(path.stat().st_mode & 0o777) for path in (one, two)))"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [oct(0o666 & ~umask)] * 2


def test_after_an_error_while_they_are_written_all_are_as_they_were(tmp_path):
    targets = [tmp_path / "a.txt", tmp_path / "b.txt"]
    targets[0].write_text("old")

    def stopped() -> None:
        with replacing_together(targets) as drafts:
            drafts[targets[0]].write_text("new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert targets[0].read_text() == "old"


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_where_the_last_cannot_be_renamed_the_first_are_put_back(tmp_path, monkeypatch, links):
    targets = [tmp_path / name for name in ("a.txt", "b.txt", "c.txt")]
    targets[0].write_text("old")
    if not links:
        monkeypatch.setattr(os, "link", lambda *_, **__: (_ for _ in ()).throw(OSError(1, "no links here")))

    def without_the_last() -> None:
        with replacing_together(targets) as drafts:
            for path in targets[:2]:
                drafts[path].write_text("new")

    with pytest.raises(PublishError, match=r"a\.txt could not be written"):
        without_the_last()
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert targets[0].read_text() == "old"


def test_an_interruption_between_two_renames_puts_the_first_back(tmp_path, monkeypatch):
    targets = [tmp_path / name for name in ("a.txt", "b.txt")]
    write(targets, "old")
    rename = Path.replace

    def interrupted(path: Path, target: Path) -> Path:
        if target == targets[1]:
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(targets)
    assert [target.read_text() for target in targets] == ["old", "old"]
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_in_the_way_is_named_before_anything_is_written(tmp_path):
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(PublishError, match=r"b\.txt is a folder"):
        write([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert [path.name for path in tmp_path.iterdir()] == ["b.txt"]


def test_a_file_is_named_as_a_folder_sees_it(tmp_path):
    assert seen_from(tmp_path / "out", str(tmp_path / "in" / "a.wav")) == "../in/a.wav"


DRAFTING = """
import sys
from pathlib import Path
from audio.files import replacing_together
with replacing_together([Path(sys.argv[1])]) as drafts:
    next(iter(drafts.values())).write_text("half")
    print("drafted", flush=True)
    sys.stdin.read()
"""


def folders_of_drafts(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_dir()]


def make_older(folder: Path, seconds: float = 120.0) -> None:
    """Let a folder of drafts have begun a while ago."""
    for path in folder.iterdir():
        os.utime(path, (path.stat().st_mtime - seconds,) * 2)


def test_the_drafts_of_a_killed_process_are_cleared_and_those_of_a_living_one_kept(tmp_path):
    target, other = tmp_path / "a.txt", tmp_path / ".a-mine_too"
    other.mkdir()
    (other / "a.txt").write_text("not Vivavoce's")
    with subprocess.Popen(
        [sys.executable, "-c", DRAFTING, str(target)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        (drafts,) = {*folders_of_drafts(tmp_path)} - {other}
        make_older(drafts)
        write([target])
        assert drafts.is_dir()
        process.kill()
    assert drafts.is_dir()
    write([tmp_path / "b.txt"])
    assert drafts.is_dir()
    write([target])
    assert folders_of_drafts(tmp_path) == [other]
    assert (other / "a.txt").exists()
    assert target.read_text() == "new"

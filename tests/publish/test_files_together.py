"""Several files put in their places together, or none of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from audio.errors import PublishError
from audio.files import check_writable, replacing_together, seen_from


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
        if target == targets[1] and path.parent.name == "new":
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


def test_the_drafts_of_a_killed_process_are_cleared_and_those_of_a_living_one_kept(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", DRAFTING, tmp_path / "a.txt"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        (drafts,) = tmp_path.iterdir()
        write([tmp_path / "b.txt"])
        assert drafts.is_dir()
        process.kill()
    (tmp_path / ".vivavoce-mine").mkdir()
    write([tmp_path / "b.txt"])
    assert sorted(path.name for path in tmp_path.iterdir()) == [".vivavoce-mine", "b.txt"]


def test_many_who_write_in_a_folder_at_once_take_no_claim_for_a_dead_one(tmp_path):
    with ThreadPoolExecutor(3) as writers:
        list(writers.map(check_writable, [tmp_path / f"{number % 7}.txt" for number in range(3000)]))
    assert not list(tmp_path.iterdir())


def test_an_empty_hidden_folder_of_a_killed_process_is_cleared(tmp_path):
    (tmp_path / ".vivavoce-abcd1234").mkdir()
    check_writable(tmp_path / "a.txt")
    assert not list(tmp_path.iterdir())


KILLED = """
import os, signal, sys
from pathlib import Path
from audio.files import replacing_together

calls = last = 0
def counted(call):
    def run(*about, **how):
        global calls
        calls += 1
        if calls == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*about, **how)
    return run

for name in ("replace", "rename", "fsync", "link", "mkdir", "unlink", "rmdir"):
    setattr(os, name, counted(getattr(os, name)))
for number in range(1, 200):
    folder = Path(sys.argv[1], str(number))
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("old")
    if child := os.fork():
        if os.waitpid(child, 0)[1] == 0:
            break
    else:
        calls, last = 0, number
        with replacing_together([folder / name for name in ("a.txt", "b.txt", "c.txt")]) as drafts:
            for draft in drafts.values():
                draft.write_text("new")
        os._exit(0)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_after_a_kill_at_any_call_the_next_run_leaves_all_files_old_or_all_new(tmp_path):
    subprocess.run([sys.executable, "-c", KILLED, tmp_path], check=True)
    folders = sorted(tmp_path.iterdir(), key=lambda folder: int(folder.name))
    outcomes = []
    for folder in folders:
        check_writable(folder / "d.txt")
        found = {path.name: path.read_text() for path in folder.iterdir()}
        assert found in ({"a.txt": "old", "b.txt": "old"}, dict.fromkeys(("a.txt", "b.txt", "c.txt"), "new"))
        outcomes.append(found["a.txt"])
    assert len(outcomes) > 20
    assert outcomes == sorted(outcomes, reverse=True), "old up to the journal, and new from there on"
    assert set(outcomes) == {"old", "new"}


def test_a_link_stays_one_and_what_it_leads_to_is_replaced(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "real.txt").write_text("old")
    (tmp_path / "a.txt").symlink_to(Path("elsewhere", "real.txt"))
    write([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert (tmp_path / "a.txt").is_symlink()
    assert (tmp_path / "elsewhere" / "real.txt").read_text() == "new"


def claim_of(folder: Path, state: str, journal: object) -> Path:
    """A claim as a killed process leaves it, or somebody who means ill makes it."""
    claim = folder / ".vivavoce-abcd1234"
    for name in ("new", "old"):
        (claim / name).mkdir(parents=True)
    (claim / state).write_text(json.dumps(journal))
    return claim


@pytest.mark.parametrize("state", ["forward.json", "back.json"])
def test_a_journal_that_somebody_brought_along_touches_nothing_outside_its_folder(tmp_path, state):
    folder, treasure = tmp_path / "out", tmp_path / "treasure.txt"
    treasure.write_text("mine")
    claim = claim_of(folder, state, {"names": ["../treasure.txt", "a.txt"], "fresh": ["../treasure.txt"]})
    (folder / "a.txt").symlink_to(treasure)
    for place in ("new", "old"):
        (claim / place / "a.txt").write_text("theirs")
        (claim / "treasure.txt").write_text("theirs")
    check_writable(folder / "b.txt")
    assert treasure.read_text() == "mine"
    assert not claim.exists()


@pytest.mark.parametrize("journal", [[], {"names": 5}, {}, "x"])
def test_a_journal_that_is_none_is_left_alone(tmp_path, journal):
    claim = claim_of(tmp_path, "forward.json", journal)
    write([tmp_path / "a.txt"])
    assert (tmp_path / "a.txt").read_text() == "new"
    assert claim.exists()


def test_a_set_that_was_taken_back_is_not_taken_back_twice(tmp_path):
    claim = claim_of(tmp_path, "back.json", {"names": ["a.txt", "b.txt"], "fresh": ["b.txt"]})
    (claim / "old" / "a.txt").write_text("old")
    (tmp_path / "a.txt").write_text("new")
    (tmp_path / "b.txt").write_text("new")
    check_writable(tmp_path / "c.txt")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.txt", "old")]


def test_all_is_on_the_disk_before_anything_is_in_its_place(tmp_path, monkeypatch):
    told = []
    flush, rename = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda file: (told.append("flush"), flush(file))[1])
    monkeypatch.setattr(
        Path, "replace", lambda path, to: (told.append(path.parent.name), rename(path, to))[1]
    )
    write([tmp_path / "a.txt", tmp_path / "b.txt"])
    first = told.index("new")
    assert told[:first].count("flush") >= 5, "two drafts, their folder, the journal and its folder"
    assert "flush" in told[first:], "and the names in the folder"


def test_a_name_that_no_file_can_have_is_told_in_a_sentence(tmp_path):
    with pytest.raises(PublishError, match="could not be written: File name too long"):
        check_writable(tmp_path / f"{'x' * 252}.txt")
    assert not list(tmp_path.iterdir())

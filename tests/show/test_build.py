"""`vivavoce build`: what changed is rendered, and nothing else."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from PIL import Image
from shows import SETTINGS, Trial


@pytest.fixture(scope="module")
def built(new_show) -> Trial:
    """A show of three interviews that was built once; each test leaves it built."""
    show = new_show()
    show.talk("late.md", date="2024-09-01")
    show.talk("2023/early.md", date="2023-01-01", guest="Cleo Finch")
    show.talk("undated.md", date="", guest="Dora Lind")
    done = show.build()
    assert done.done.returncode == 0, done.done.stderr
    assert done.made == ["2023-early", "late", "undated"]
    return show


def test_a_build_writes_episodes_and_a_feed(built):
    there = {path.name for path in built.out.iterdir()}
    assert {"late.mp3", "2023-early.vtt", "undated.chapters.json", "feed.xml", "late.manifest.json"} <= there
    assert json.loads((built.out / "late.manifest.json").read_text("utf-8"))["date"] == "2024-09-01"


def test_where_nothing_changed_nothing_is_written(built):
    before = built.times()
    again = built.build()
    assert again.made == []
    assert again.whole["unchanged"] == 3
    assert again.whole["written"] == []
    assert built.times() == before


def test_a_changed_word_renders_its_own_episode_and_speaks_its_own_sentence(built):
    text = (built.folder / "late.md").read_text("utf-8")
    built.write("late.md", text.replace("nearest", "loudest"))
    before = built.times()
    again = built.build()
    assert again.made == ["late"]
    assert again.rows[0]["takes_new"] == 1
    changed = {name for name, time in built.times().items() if before.get(name) != time}
    assert {name.partition(".")[0] for name in changed if "/" not in name and name[0] != "."} <= {
        "late",
        "feed",
        "index",
    }


@pytest.mark.parametrize(
    ("old", "new", "made"),
    [
        ("description: People", "description: Two people", []),
        ("explicit: false", "explicit: true", []),
        ("show:\n", "pronunciations: {Xylophone: ZY-lo-fone}\nshow:\n", []),
        ("show:\n", "speakers: {Cleo Finch: {speed: 1.2}}\nshow:\n", ["2023-early"]),
        ("show:\n", "speakers: {Dora Lind: {gain: -3}}\nshow:\n", ["undated"]),
        ("show:\n", "pauses: {speaker: 1.5}\nshow:\n", ["2023-early", "late", "undated"]),
        ("title: Talks at Noon", "title: Talks at Dusk", ["2023-early", "late", "undated"]),
    ],
)
def test_changed_settings_render_the_episodes_that_they_change(built, old, new, made):
    with built.with_settings(SETTINGS.replace(old, new, 1)):
        assert built.planned() == made
    assert built.planned() == []


def test_an_episode_rendered_with_new_settings_is_not_rendered_again(built):
    with built.with_settings(SETTINGS.replace("show:\n", "speakers: {Cleo Finch: {speed: 1.2}}\nshow:\n", 1)):
        assert built.build().made == ["2023-early"]
        assert built.planned() == []
    assert built.build().made == ["2023-early"]


def test_a_file_that_is_gone_or_another_is_made_again(built):
    (built.out / "late.vtt").unlink()
    (built.out / "undated.mp3").write_bytes(b"not this")
    again = built.build()
    assert again.made == ["late", "undated"]
    assert all(row["takes_new"] == 0 for row in again.rows[:2])


def test_a_touched_file_is_no_change(built):
    (built.folder / "late.md").touch()
    assert built.planned() == []


def test_all_renders_everything(built):
    assert built.planned(everything=True) == ["2023-early", "late", "undated"]


def test_check_says_what_would_be_done_and_does_nothing(built):
    built.talk("new.md", title="A new one", guest="Eve Moss", says="Nobody has said that before.")
    try:
        before = built.times()
        told = built.run("build", "--check")
        row = json.loads(built.run("build", "--check", "--json").stdout)
        assert built.times() == before
    finally:
        (built.folder / "new.md").unlink()
    assert told.returncode == 0
    assert "new.md" in told.stdout
    assert "it is new" in told.stdout
    assert told.stdout.splitlines()[-1].startswith("1 to build, ")
    (build,) = row["builds"]
    assert build["source"].endswith("new.md")
    assert 0 < build["seconds_new"] < build["seconds"] < 60
    assert row["unchanged"] == 3


def test_an_interview_that_is_gone_is_in_the_feed_no_more_and_its_files_stay(built):
    text = (built.folder / "undated.md").read_text("utf-8")
    (built.folder / "undated.md").unlink()
    try:
        assert built.build().whole["episodes"] == 2
        assert "undated" not in (built.out / "feed.xml").read_text("utf-8")
        assert (built.out / "undated.mp3").is_file()
    finally:
        built.write("undated.md", text)
        assert built.build().made == []


def test_what_fails_is_told_at_the_end_the_others_are_made_and_the_status_is_1(built):
    built.write("empty.md", "# A title alone\n")
    built.write("german.md", "---\nlanguage: de\n---\n\n**Anna:** Wer da?\n\n**Ben:** Ich.\n")
    built.talk("good.md", title="Good", guest="Eve Moss", date="2020-01-01")
    try:
        again = built.build()
        table = built.run("build")
    finally:
        for name in ("empty.md", "german.md", "good.md"):
            (built.folder / name).unlink()
        built.build()
    assert again.done.returncode == table.returncode == 1
    assert again.made == ["good"]
    assert [why.partition(" ")[0] for why in again.failed.values()] == ["There", "tone"]
    rows = [line for line in table.stdout.splitlines() if line.startswith(("empty.md", "german.md"))]
    assert [row.split("vivavoce ")[1] for row in rows] == ["check empty.md", "check german.md"]
    assert table.stdout.splitlines()[-2:] == [
        "out/index.html for browsers, out/feed.xml for podcast apps",
        "4 episodes, 0 made anew, 4 unchanged, 2 failed",
    ]


def test_an_episode_stays_in_the_feed_while_its_interview_cannot_be_read(built):
    text = (built.folder / "late.md").read_text("utf-8")
    built.write("late.md", "")
    try:
        again = built.build()
        feed = (built.out / "feed.xml").read_text("utf-8")
    finally:
        built.write("late.md", text)
    assert len(again.failed) == 1
    assert "late.mp3" in feed


def test_what_the_feed_needs_is_asked_for_at_once_before_anything_is_spoken(show):
    show.talk("one.md")
    show.write("voices.yaml", "engine: tone\nshow:\n  title: Talks\n  category: [Tecnology]\n")
    done = show.run("build")
    assert done.returncode == 2
    asked = done.stderr.partition("such as:")[2]
    keys = [line.split(":")[0].strip() for line in asked.splitlines() if line.startswith("  ")]
    assert keys == ["description", "author", "email", "language", "explicit", "base_url"]
    assert "under `show:` in line 2:\n  description: " in asked
    assert "\noutput:\n  base_url: " in asked
    assert "Did you mean Technology?" in done.stderr
    assert not show.out.exists()


def test_the_lines_that_are_asked_for_are_all_that_is_needed(show):
    show.talk("one.md")
    show.write("voices.yaml", "engine: tone\n")
    asked = show.run("build").stderr.partition("such as:")[2]
    show.write("voices.yaml", f"engine: tone\n{asked}")
    assert show.build().made == ["one"]
    for drawn in ("one.jpg", "show/cover.jpg"):
        with Image.open(show.out / drawn) as picture:
            assert picture.size == (3000, 3000)


def test_the_folder_can_be_moved(built, new_show):
    other = new_show()
    shutil.rmtree(other.folder)
    shutil.copytree(built.folder, other.folder)
    before = (other.out / "feed.xml").read_bytes()
    assert other.build().made == []
    assert (other.out / "feed.xml").read_bytes() == before


def test_settings_that_send_text_away_work_in_folders_that_are_trusted(show):
    show.talk("one.md")
    show.write("voices.yaml", SETTINGS.replace("engine: tone", "engine: gtts"))
    done = show.run("build")
    assert done.returncode == 2
    assert "vivavoce trust" in done.stderr


def test_a_watched_show_is_built_again_when_a_file_changes_and_ends_with_ctrl_c(show):
    place = show.talk("one.md")
    with show.here():
        watching = subprocess.Popen([sys.executable, "-m", "audio", "build", "--watch", "-q"])
    manifest = show.out / "one.manifest.json"
    try:
        wait_for((show.out / "feed.xml").is_file)
        time.sleep(1)
        place.write_text(place.read_text("utf-8").replace("nearest", "loudest"), "utf-8")
        wait_for(lambda: "loudest" in manifest.read_text("utf-8"))
    finally:
        watching.send_signal(signal.SIGINT)
    assert watching.wait(30) == 128 + signal.SIGINT


def wait_for(what: Callable[[], bool]) -> None:
    end = time.monotonic() + 90
    while not what():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_what_changes_during_a_build_is_built_next_in_a_watched_show(show):
    place = show.talk("one.md")
    with show.here():
        watching = subprocess.Popen([sys.executable, "-m", "audio", "build", "--watch", "-q"])
    try:
        wait_for((show.out / "one.manifest.json").is_file)  # the feed is yet to be made
        place.write_text(place.read_text("utf-8").replace("nearest", "loudest"), "utf-8")
        wait_for(lambda: "loudest" in (show.out / "one.manifest.json").read_text("utf-8"))
    finally:
        watching.send_signal(signal.SIGINT)
        watching.wait(30)


def test_a_manifest_that_somebody_brought_is_not_waited_for_and_one_of_another_form_is_none(show):
    show.talk("one.md")
    assert show.build().made == ["one"]
    place = show.out / "one.manifest.json"
    os.mkfifo(show.folder / "pipe")
    written = json.loads(place.read_text("utf-8"))
    endless = [{"role": "music", "path": path, "sha256": "0"} for path in ("../pipe", "/dev/zero")]
    place.write_text(json.dumps({**written, "inputs": written["inputs"] + endless}), "utf-8")
    assert show.planned() == ["one"]
    place.write_text('{"manifest": 1, "date": null, "people": []}', "utf-8")
    assert show.planned() == ["one"]


def test_guids_that_are_none_are_told_and_nothing_is_written(show):
    show.talk("one.md")
    kept = show.write("feed-guids.json", '{"podcast": "mine", "episodes": {}}')
    done = show.run("build", "-q")
    assert "bring back its last version" in done.stderr
    assert kept.read_text("utf-8") == '{"podcast": "mine", "episodes": {}}'

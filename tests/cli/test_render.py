"""`vivavoce render`, as its user runs it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import av
import numpy as np
import pytest
from mutagen.id3 import ID3

from audio.publish import listen

TONE = ("--engine", "tone")


def samples_of(path: Path) -> np.ndarray:
    with av.open(str(path)) as container:
        return np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)


def starts_of_chapters(path: Path) -> list[tuple[int, str]]:
    chapters = sorted(ID3(path).getall("CHAP"), key=lambda chapter: chapter.start_time)
    return [(chapter.start_time, str(chapter.sub_frames["TIT2"])) for chapter in chapters]


def test_a_script_becomes_an_mp3_with_a_chapter_for_each_question(folder, started):
    done = started("render", "clock.txt", *TONE)

    assert done.returncode == 0, done.stderr
    starts = starts_of_chapters(folder / "out" / "clock.mp3")
    assert [title for _, title in starts][1:] == [
        "What is the first thing you do in the morning?",
        "What is the last thing you do at night?",
    ]
    assert starts[0][0] == 0
    assert [start for start, _ in starts] == sorted({start for start, _ in starts})


def test_chapters_begin_where_their_turns_are_heard(folder, vivavoce):
    vivavoce("render", "clock.txt", *TONE)

    cues = (folder / "out" / "clock.vtt").read_text(encoding="utf-8")
    heard = {
        text: 1000 * (60 * int(minutes) + float(seconds))
        for minutes, seconds, text in re.findall(r"00:(\d\d):(\d\d\.\d{3}) -->.*\n<v [^>]+>(.+?)<", cues)
    }
    for start, title in starts_of_chapters(folder / "out" / "clock.mp3")[1:]:
        (cue,) = [at for text, at in heard.items() if text.startswith(title[:30])]
        assert abs(start - cue) <= 100


def test_the_episode_is_as_loud_as_promised_and_not_a_moment_louder(folder, vivavoce):
    vivavoce("render", "clock.txt", *TONE)

    heard = listen(folder / "out" / "clock.mp3")
    assert heard.lufs == pytest.approx(-16, abs=0.5)
    assert heard.peak <= -1


def test_only_the_result_is_on_standard_output(folder, vivavoce):
    done = vivavoce("render", "clock.txt", *TONE, "--json")

    row = json.loads(done.stdout)
    assert row["file"] == str(Path("out/clock.mp3"))
    assert row["turns"] == 5
    assert row["takes_cached"] == 0
    assert all((folder / path).stat().st_size for path in row["files"])


def test_a_second_render_speaks_nothing_and_sounds_the_same(folder, vivavoce):
    vivavoce("render", "clock.txt", *TONE)
    first = samples_of(folder / "out" / "clock.mp3")

    row = json.loads(vivavoce("render", "clock.txt", *TONE, "--json").stdout)

    assert row["takes_new"] == 0
    assert np.array_equal(first, samples_of(folder / "out" / "clock.mp3"))


def test_a_draft_leaves_the_episode_alone_and_says_in_title_and_page_that_it_is_one(folder, vivavoce):
    Path("voices.yaml").write_text("engine: tone\n", encoding="utf-8")
    assert vivavoce("render", "clock.txt").returncode == 0
    episode = {path: path.read_bytes() for path in Path("out").iterdir()}

    done = vivavoce("render", "clock.txt", "--engine", "hibari")

    assert done.returncode == 0, done.stderr
    assert {path: path.read_bytes() for path in episode} == episode
    draft = Path("out/clock.draft.mp3")
    assert {path.name for path in set(Path("out").iterdir()) - set(episode)} == {
        path.name.replace("clock.", "clock.draft.", 1) for path in episode
    }
    title = "The Clockmaker of Mill Lane (draft)"
    assert str(ID3(draft)["TIT2"]) == title
    assert f"<title>{title}" in Path("out/clock.draft.html").read_text(encoding="utf-8")
    assert f"{draft} is a draft" in done.stderr


@pytest.mark.parametrize(
    ("settings", "options", "name"),
    [
        ("engine: hibari", ["--engine", "hibari"], "clock.mp3"),
        ("engine: hibari", [], "clock.mp3"),
        ("engine: tone", ["--voice", "Ada Stone=hibari:heart"], "clock.draft.mp3"),
        ("engine: hibari", ["--engine", "tone"], "clock.mp3"),
        ("engine: tone", ["--engine", "hibari", "--output", "out/mine.mp3"], "mine.mp3"),
    ],
)
def test_a_draft_is_what_an_option_asks_of_an_engine_for_drafts_and_not_what_the_settings_do(
    folder, vivavoce, settings, options, name
):
    Path("voices.yaml").write_text(f"{settings}\noutput: {{files: []}}\n", encoding="utf-8")
    Path("clock.txt").write_text("Ada Stone: Who winds it?\n\nBen Wray: I do.\n", encoding="utf-8")

    done = vivavoce("render", "clock.txt", *options, "--json")

    assert Path(json.loads(done.stdout)["file"]).name == name, done.stderr


def test_a_changed_word_costs_one_take(folder, vivavoce):
    before = json.loads(vivavoce("render", "clock.txt", *TONE, "--json").stdout)
    script = folder / "clock.txt"
    script.write_text(script.read_text(encoding="utf-8").replace("sulked", "moped"), encoding="utf-8")

    row = json.loads(vivavoce("render", "clock.txt", *TONE, "--json").stdout)

    assert row["takes_new"] == 1
    assert row["takes_cached"] == before["takes_new"] - 1


def test_a_killed_render_goes_on_with_the_takes_it_had(folder, vivavoce):
    (folder / "long.txt").write_text(
        "\n\n".join(
            f"{'Ada Stone' if number % 2 else 'Ben Wray'}: Sentence number {number} is about the old clock "
            "in the hall."
            for number in range(1, 13)
        ),
        encoding="utf-8",
    )
    takes = Path(os.environ["VIVAVOCE_CACHE"]) / "takes"
    finished = "*/[!.]*.json"  # one that is being written has a name with a dot in front
    command = [sys.executable, "-m", "audio", "render", "long.txt", "--engine", "hibari"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        deadline = time.monotonic() + 60
        while len(list(takes.glob(finished))) < 3 and time.monotonic() < deadline:
            time.sleep(0.01)
        running.send_signal(signal.SIGKILL)
    kept = len(list(takes.glob(finished)))
    assert kept >= 3
    assert not list((folder / "out").glob("long.*"))

    row = json.loads(vivavoce("render", "long.txt", "--engine", "hibari", "--json").stdout)

    assert row["takes_cached"] >= kept
    assert row["takes_new"] + row["takes_cached"] == 12


def test_a_script_through_a_pipe_becomes_an_episode(folder, vivavoce):
    done = vivavoce("render", "-", *TONE, stdin=(folder / "clock.txt").read_text(encoding="utf-8"))

    assert done.returncode == 0, done.stderr
    assert listen(folder / "out" / "interview.mp3").length > 44_100


def test_without_a_script_everything_in_seeds_is_rendered(folder, vivavoce):
    (folder / "seeds").mkdir()
    (folder / "clock.txt").rename(folder / "seeds" / "clock.txt")
    (folder / "seeds" / "other.md").write_text("**Ada:** Hello?\n\n**Ben:** Hello.\n", encoding="utf-8")

    done = vivavoce("render", *TONE, "--json")

    assert [json.loads(line)["file"] for line in done.stdout.splitlines()] == [
        "out/clock.mp3",
        "out/other.mp3",
    ]


def test_wrong_input_is_one_sentence_and_status_2(folder, vivavoce):
    (folder / "empty.txt").write_bytes(b"")

    for name in ("empty.txt", "missing.txt"):
        done = vivavoce("render", name, *TONE)
        assert done.returncode == 2
        assert name in done.stderr
        assert "Traceback" not in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
        assert done.stdout == ""


def test_everything_wrong_in_the_settings_is_told_at_once_with_its_line(folder, vivavoce):
    (folder / "voices.yaml").write_text(
        "engine: tone\n"
        "speakers:\n  Ada Stone:\n    voice: kokoro:am_michal\n    sped: 1.1\n"
        "pauses:\n  chapter: -1\n",
        encoding="utf-8",
    )

    done = vivavoce("render", "clock.txt")

    assert done.returncode == 2
    for line, hint in ((4, "am_michael"), (5, "speed"), (7, "-1")):
        assert re.search(rf"voices\.yaml:{line}: .*{hint}", done.stderr)


def test_two_scripts_of_one_name_are_not_written_over_each_other(folder, vivavoce):
    (folder / "other").mkdir()
    (folder / "other" / "clock.md").write_text("Ada: Hello?\n\nBen: Hello.\n", encoding="utf-8")

    done = vivavoce("render", "clock.txt", "other/clock.md", *TONE)

    assert done.returncode == 2
    assert "out/clock.mp3" in done.stderr


def test_a_folder_that_cannot_be_written_is_status_1(folder, vivavoce):
    (folder / "out").write_text("in the way", encoding="utf-8")

    done = vivavoce("render", "clock.txt", *TONE)

    assert done.returncode == 1
    assert "out" in done.stderr
    assert "Traceback" not in done.stderr


def test_debug_shows_where_an_error_comes_from(folder, vivavoce):
    done = vivavoce("render", "missing.txt", *TONE, "--debug")

    assert done.returncode == 2
    assert "Traceback" in done.stderr

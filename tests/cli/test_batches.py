"""Several scripts in one render: one that fails is told, and the others are made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

TONE = ("--engine", "tone")
BAD = {
    "missing.md": "the file cannot be read",
    "empty.md": "There is nothing to speak in it",
    "nothing.md": "the file is empty",
    "german.md": "tone has no voice for the language 'de'",
    "taken.md": "taken.mp3 is a folder",
}


@pytest.fixture
def batch(folder: Path) -> tuple[str, ...]:
    """Names of scripts, good ones around those that fail in different ways."""
    Path("good.md").write_text("**Ada:** Hello?\n\n**Ben:** Hello.\n", encoding="utf-8")
    Path("empty.md").write_text("# A title\n", encoding="utf-8")
    Path("nothing.md").write_bytes(b"")
    Path("german.md").write_text(
        "---\nlanguage: de\n---\n\n**Anna:** Wer zieht die Uhr auf?\n\n**Ben:** Das mache ich jeden Tag.\n",
        encoding="utf-8",
    )
    Path("taken.md").write_text("**Ada:** Why?\n\n**Ben:** Because.\n", encoding="utf-8")
    Path("out", "taken.mp3").mkdir(parents=True)
    return ("clock.txt", *BAD, "good.md")


def test_what_fails_is_a_row_of_the_table_and_the_others_are_made(batch, vivavoce):
    done = vivavoce("render", *batch, *TONE)

    assert done.returncode == 1
    assert Path("out/clock.mp3").is_file()
    assert Path("out/good.mp3").is_file()
    for name, why in BAD.items():
        (row,) = [line for line in done.stdout.splitlines() if line.startswith(name)]
        assert why in row
        assert sum(line.startswith(f"{name}: ") and why in line for line in done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_failures_and_doubts_stand_beside_the_figures_each_with_the_line_to_type_next(batch, vivavoce):
    said = "Welcome. I'm your host, Ada.\n\n"
    Path("doubtful.md").write_text(f"{said}**Ada:** Hello?\n\n**Ben:** Hello.\n", encoding="utf-8")
    done = vivavoce("render", *batch, "doubtful.md", *TONE, "--voice", "Ada=tone:low")

    head, *rows = done.stdout.splitlines()
    assert head.startswith("episode")
    next_of = {row.split()[0]: row[head.index("type next") :] for row in rows}
    assert next_of == {
        "out/clock.mp3": "vivavoce check clock.txt --engine tone",
        "out/good.mp3": "",
        "out/doubtful.mp3": "vivavoce check doubtful.md --engine tone",
        "missing.md": "",
        "empty.md": "vivavoce check empty.md --engine tone",
        "nothing.md": "",
        "german.md": "vivavoce check german.md --engine tone",
        "taken.md": "vivavoce render taken.md --engine tone",
    }
    (row,) = [row for row in rows if row.startswith("out/doubtful.mp3")]
    assert "1 doubt of the reading" in row
    assert "-16.0" in row


def test_the_lines_to_type_do_what_they_say(batch, vivavoce):
    Path("doubtful.md").write_text(
        "I'm your host, Ada.\n\n**Ada:** Hello?\n\n**Ben:** No.\n", encoding="utf-8"
    )
    done = vivavoce("render", "doubtful.md", "--engine=tone", "--voice", "Ada=tone:low", "--json")

    (line,) = json.loads(done.stdout)["next"]
    assert line == "vivavoce check doubtful.md --engine tone --voice Ada=tone:low"
    again = vivavoce(*line.split()[1:])
    assert "Ada, the host, seems to say" in again.stdout


def test_what_failed_of_a_timeline_is_told_at_the_end_too(batch, vivavoce):
    done = vivavoce("render", "clock.txt", "empty.md", *TONE, "--timeline")

    assert done.stdout.splitlines()[-1].endswith("vivavoce check empty.md --engine tone")


def test_machines_get_an_object_for_each_script(batch, vivavoce):
    done = vivavoce("render", *batch, *TONE, "--json", "-q")

    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["file"] for row in rows if "file" in row] == ["out/clock.mp3", "out/good.mp3"]
    failed = {row["source"]: row["error"] for row in rows if "error" in row}
    assert failed.keys() == BAD.keys()
    assert all(BAD[name] in why for name, why in failed.items())


def test_a_timeline_of_a_batch_goes_on_too(batch, vivavoce):
    done = vivavoce("render", *batch, *TONE, "--timeline")

    assert done.returncode == 1
    assert Path("out/good.timeline.json").is_file()


def test_a_single_script_fails_with_its_name_and_the_status_of_its_error(batch, vivavoce):
    done = vivavoce("render", "german.md", *TONE)

    assert done.returncode == 2
    assert done.stderr.startswith("Error: german.md: tone has no voice for the language 'de'")


def test_an_episode_of_a_batch_is_to_the_byte_the_one_that_is_made_alone(folder, vivavoce):
    names = ("one.md", "two.md", "three.md")
    for name in names:
        Path(name).write_text(f"**Ada:** Is this {name}?\n\n**Ben:** It is {name}.\n", encoding="utf-8")

    together = vivavoce("render", *names, *TONE, "--json", "-o", "together")
    alone = [vivavoce("render", name, *TONE, "--json", "-o", "alone") for name in names]

    rows = [json.loads(line) for line in together.stdout.splitlines()]
    assert [row["takes_new"] for row in rows] == [2, 2, 2]
    assert [json.loads(each.stdout)["takes_cached"] for each in alone] == [2, 2, 2]
    for name in names:
        mp3 = Path(name).with_suffix(".mp3").name
        assert Path("together", mp3).read_bytes() == Path("alone", mp3).read_bytes()

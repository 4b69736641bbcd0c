"""`vivavoce retake`: one turn in other ways, of which one is kept."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from audio.publish import listen

TONE = ("--engine", "tone")
TALK = """\
Ada: Who winds the big clock?

Ben: Nobody does; it winds itself, or so they say.

Ada: And the small one?
"""
BESIDE = Path("out/talk.takes.json")


@pytest.fixture
def talk(folder: Path) -> Path:
    """An interview of three turns."""
    Path("talk.txt").write_text(TALK, "utf-8")
    return Path("talk.txt")


def takes(vivavoce, script: str = "talk.txt") -> tuple[list[dict], str]:
    """Give the takes of a render in their places, and what it said."""
    done = vivavoce("render", script, *TONE, "--timeline", "--json")
    assert done.returncode == 0, done.stderr
    (places,) = (file for file in json.loads(done.stdout)["files"] if file.endswith("timeline.json"))
    return json.loads(Path(places).read_text("utf-8"))["takes"], done.stderr


def seconds(take: dict) -> float:
    return (take["end"] - take["start"]) / 44_100


def test_a_turn_is_said_in_as_many_ways_as_asked_for_on_one_page(talk, vivavoce):
    done = vivavoce("retake", "talk.txt", "2", "--ways", "8", *TONE, "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert [each["take"] for each in found["takes"]] == list(range(1, 9))
    assert [each["kept"] for each in found["takes"]] == [True, *[False] * 7]
    assert all(listen(Path(each["file"])).lufs == pytest.approx(-16, abs=0.3) for each in found["takes"])
    lengths = [each["seconds"] for each in found["takes"]]
    assert len({round(length, 1) for length in lengths}) >= 6
    assert lengths[1] - 0.5 == pytest.approx((lengths[0] - 0.5) / 0.94, rel=0.02)
    page = Path(found["page"]).read_text("utf-8")
    assert page.count("<audio ") == 8
    assert "Takes of turn 2" in page
    assert "kept when this page was made" in page
    assert "vivavoce retake talk.txt 2 --engine tone --keep 3" in page
    assert not re.search(r"src=\"(?!data:)", page)
    assert found["kept"] is None
    assert not BESIDE.exists()


def test_the_take_that_is_kept_is_what_a_render_speaks_and_names_and_a_second_speaks_nothing(talk, vivavoce):
    usual, _ = takes(vivavoce)
    vivavoce("retake", "talk.txt", "2", *TONE)
    kept = vivavoce("retake", "talk.txt", "2", "--keep", "2", *TONE)
    assert kept.stderr.endswith(f"Take 2 of turn 2 is kept: {BESIDE} says so. The next render speaks it.\n")

    other, told = takes(vivavoce)
    assert f"{BESIDE} keeps take 2 of turn 2." in told
    assert seconds(other[1]) == pytest.approx(seconds(usual[1]) / 0.94, rel=0.01)
    assert [seconds(other[at]) for at in (0, 2)] == [seconds(usual[at]) for at in (0, 2)]

    done = vivavoce("render", "talk.txt", *TONE, "--json")
    figures = json.loads(done.stdout)
    assert figures["takes_new"] == 0
    manifest = json.loads(Path("out/talk.manifest.json").read_text("utf-8"))
    assert "takes" in {each["role"] for each in manifest["inputs"]}
    preview = json.loads(vivavoce("preview", "talk.txt", "2", *TONE, "--no-play", "--json").stdout)
    assert preview["seconds"] > seconds(usual[1]) / 0.95


def test_a_choice_follows_its_turn_lapses_where_its_words_change_and_can_be_taken_back(talk, vivavoce):
    vivavoce("retake", "talk.txt", "2", "--keep", "3", *TONE)
    talk.write_text(f"Ben: Hm.\n\n{TALK}", "utf-8")
    assert "keeps take 3 of turn 3." in takes(vivavoce)[1]

    talk.write_text(TALK.replace("Nobody", "Somebody"), "utf-8")
    told = takes(vivavoce)[1]
    assert told.count("so that lapses") == 1
    assert "Turn 2 has other words than when a take was kept" in told

    talk.write_text(TALK, "utf-8")
    vivavoce("retake", "talk.txt", "2", "--keep", "1", *TONE)
    assert json.loads(BESIDE.read_text("utf-8"))["kept"] == []
    assert "keeps" not in takes(vivavoce)[1]


def test_in_a_canonical_script_the_choice_is_a_mark(talk, vivavoce):
    script = Path("script.md")
    script.write_text(vivavoce("script", "talk.txt").stdout, "utf-8")
    usual, _ = takes(vivavoce, "script.md")
    done = vivavoce("retake", "script.md", "2", "--keep", "3", *TONE)
    assert done.stderr.endswith("Take 3 of turn 2 is kept: script.md says so. The next render speaks it.\n")
    assert "**Ben:** [take 3] Nobody does;" in script.read_text("utf-8")
    other, _ = takes(vivavoce, "script.md")
    assert seconds(other[1]) == pytest.approx(seconds(usual[1]) / 1.06, rel=0.01)
    assert not Path("out/script.takes.json").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal")
def test_on_a_terminal_it_asks_which_to_keep(talk, watched):
    shown = watched(100, "retake", "talk.txt", "2", *TONE, typed="9\n4\n")
    assert "Which take is kept, 1 to 4? (as it is now: Enter)" in shown
    assert f"Take 4 of turn 2 is kept: {BESIDE} says so." in shown
    assert json.loads(BESIDE.read_text("utf-8"))["kept"][0]["take"] == 4


@pytest.mark.parametrize("named", [("Ben",), ("--search", "winds itself"), ("Ada", "--search", "SMALL")])
def test_a_turn_may_be_named_by_who_speaks_or_what_is_said_where_that_is_one(talk, vivavoce, named):
    done = vivavoce("retake", "talk.txt", *named, "--keep", "2", *TONE)
    assert done.returncode == 0, done.stderr
    assert f"of turn {2 if 'Ada' not in named else 3} is kept" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("9",), "has no turn 9: its turns are numbered 1 to 3"),
        (("Ada",), "'Ada' names turns 1 and 3 of talk.txt, and one is retaken at a time: `vivavoce retake"),
        (("--search", "winds"), "'winds' names turns 1 and 2"),
        (("Leo",), "'Leo' names no turn, and nobody speaks under that name"),
        ((), "Say which turn: 7, a speaker, or --search WORDS"),
        (("2", "--ways", "9"), "2<=x<=8"),
        (
            ("2", "--keep", "9"),
            "there is no take 9: takes are numbered 1 to 8, and --ways says how many are heard",
        ),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(talk, vivavoce, arguments, told):
    done = vivavoce("retake", "talk.txt", *arguments, *TONE)
    assert done.returncode == 2
    assert told in done.stderr


def test_a_file_of_kept_takes_that_is_none_is_refused(talk, vivavoce):
    BESIDE.parent.mkdir()
    BESIDE.write_text('{"version": 1, "kept": [{"turn": 2, "take": 99}]}', "utf-8")
    done = vivavoce("render", "talk.txt", *TONE)
    assert done.returncode == 2
    assert "is not what `vivavoce retake` writes" in done.stderr


def test_a_take_of_the_shows_own_lines_stands_beside_the_episode_whatever_the_script(talk, vivavoce):
    Path("voices.yaml").write_text("narration:\n  outro: Good night, all.\n", "utf-8")
    script = Path("script.md")
    script.write_text(vivavoce("script", "talk.txt").stdout, "utf-8")
    before = script.read_text("utf-8")
    farewell = takes(vivavoce, "script.md")[0][-1]
    done = vivavoce("retake", "script.md", str(farewell["turn"]), "--keep", "2", *TONE)
    assert farewell["speaker"] == "Narrator"
    assert "is kept: out/script.takes.json says so." in done.stderr.replace("\\", "/")
    assert script.read_text("utf-8") == before


def test_two_turns_of_the_same_words_keep_a_take_each(folder, vivavoce):
    talk = "Ada: Who?\n\nBen: Nobody at all.\n\nAda: Why?\n\nBen: Nobody at all.\n\nAda: So.\n"
    Path("talk.txt").write_text(talk, "utf-8")
    for turn, take in (("2", "5"), ("4", "3")):
        vivavoce("retake", "talk.txt", turn, "--keep", take, *TONE)
    assert "keeps take 5 of turn 2, take 3 of turn 4." in takes(vivavoce)[1]
    vivavoce("retake", "talk.txt", "2", "--keep", "1", *TONE)
    assert "keeps take 3 of turn 4." in takes(vivavoce)[1]

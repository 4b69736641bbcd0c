"""`vivavoce voices audition`: a line of a speaker in several voices."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.audition import choose_line, settling_command
from audio.audition.choosing import ENOUGH, MOST
from audio.cast import Settings, find_role
from audio.publish import listen
from audio.script import Lines, Paragraph, Script, Speaker, Turn

SENTENCES = st.lists(
    st.builds(
        lambda words: " ".join(words).capitalize() + ".",
        st.lists(st.text("abcdefghijklmnop", min_size=2, max_size=9), min_size=1, max_size=25),
    ),
    min_size=1,
    max_size=8,
)


def script_of(*turns: list[list[str]]) -> Script:
    """Give a script in which Ann says these turns, paragraphs of sentences, and Ben a word between them."""
    made = []
    for number, paragraphs in enumerate(turns):
        texts = tuple(Paragraph(" ".join(sentences), Lines(1, 1)) for sentences in paragraphs)
        made += [
            Turn(2 * number + 1, "Ann", texts),
            Turn(2 * number + 2, "Ben", (Paragraph("Oh.", Lines(1, 1)),)),
        ]
    return Script("Talk", tuple(made), (Speaker("Ann"), Speaker("Ben")), source="talk.md")


@settings(max_examples=50)
@given(st.lists(st.lists(SENTENCES, min_size=1, max_size=3), min_size=1, max_size=3))
def test_a_line_is_whole_sentences_in_a_row_that_the_speaker_says_of_10_to_20_seconds_where_there_are(turns):
    script = script_of(*turns)
    line = choose_line(script, find_role(script, Settings(), "ann"))
    said = next(turn for turn in script.turns if turn.number == line.number)
    assert said.speaker == line.speaker == "Ann"
    spoken = " ".join(paragraph.text for paragraph in line.paragraphs)
    assert spoken.endswith(".")
    assert spoken in " ".join(paragraph.text for paragraph in said.paragraphs)
    if len(spoken) > MOST + len(line.paragraphs):
        assert spoken.count(".") == 1
    whole = [" ".join(sentences) for turn in turns for sentences in turn]
    if any(ENOUGH <= len(text) <= MOST for text in whole):
        assert ENOUGH - 5 <= len(line.text) <= MOST + 5


def test_of_several_lines_the_one_with_most_sounds_in_it_is_chosen():
    dull = ["Na na na na na na na na na na na na na na na na na na na na na na na na na na."] * 3
    rich = [
        "The quick brown fox jumps over a lazy dog, which vexed my judge beyond all words.",
        "Why? He had bets on it, and quiz money, and a jug of pale ale waiting for the winner.",
    ]
    line = choose_line(script_of([dull], [rich], [dull]), find_role(script_of([dull]), Settings(), "Ann"))
    assert line.number == 3


def test_a_command_is_quoted_so_that_a_shell_reads_the_same_words_again(tmp_path):
    for name in ("Joe Pamer", "Q", "Łukasz Żak", "O'Neil", 'The "Boss"', "$HOME `x`", "a\\b"):
        for voice in ("kokoro:am_puck", "kokoro:af_heart*0.6+af_bella*0.4"):
            command = settling_command(name, voice, tmp_path / "a show.yaml")
            words = shlex.split(command)
            assert words[:5] == ["vivavoce", "voices", "set", name, voice]
            assert words[5:] == ["--settings", str(tmp_path / "a show.yaml")]


@pytest.fixture
def heard(folder, vivavoce) -> dict:
    """What an audition of Ben Wray says of itself."""
    done = vivavoce(
        *("voices", "audition", "clock.txt", "ben wray", "--engine", "tone", "--json"),
        *("--voices", "low,mid,high,top"),
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_each_voice_says_the_same_real_line_as_loud_as_the_others_in_a_file_of_its_own(folder, heard):
    assert heard["speaker"] == "Ben Wray"
    assert heard["text"] in Path("clock.txt").read_text(encoding="utf-8").replace("\n", " ")
    assert ENOUGH <= len(heard["text"]) <= MOST
    rows = heard["voices"]
    assert len({row["voice"] for row in rows}) == len(rows) == 4
    assert [row["present"] for row in rows].count(True) == 1
    assert {name for row in rows for name in row["like"]} == {"Narrator", "Ada Stone"}
    loud = [listen(Path(row["file"])).lufs for row in rows]
    assert max(loud) - min(loud) <= 0.2
    assert loud[0] == pytest.approx(-16, abs=0.2)


def test_the_page_holds_every_player_in_itself_and_the_line_that_chooses_each_voice(folder, heard):
    assert heard["page"] == str(Path("out", "auditions", "clock-audition-Ben-Wray.html"))
    page = Path(heard["page"]).read_text(encoding="utf-8")
    sources = re.findall(r"(?:src|href)=\"([^\"]{0,30})", page)
    assert len(sources) == 4
    assert all(source.startswith("data:audio/mpeg;base64,") for source in sources)
    for row in heard["voices"]:
        assert f"<code>voice: {row['voice']}</code>" in page
    assert heard["text"][:40] in page


def test_the_command_on_the_page_chooses_the_voice(folder, vivavoce, heard):
    command = shlex.split(heard["voices"][2]["command"])
    assert command[0] == "vivavoce"
    assert vivavoce(*command[1:]).returncode == 0
    cast = json.loads(vivavoce("voices", "cast", "clock.txt", "--json").stdout)
    assert {row["speaker"]: row["voice"] for row in cast}["Ben Wray"] == heard["voices"][2]["voice"]


def test_files_are_printed_one_a_line_and_what_was_spoken_is_kept(folder, vivavoce, heard):
    before = json.loads(vivavoce("cache", "show", "--json").stdout)
    done = vivavoce(
        "voices", "audition", "clock.txt", "Ben Wray", "--voices", "tone:low,mid,tone:low", "--engine", "tone"
    )
    assert done.stdout.splitlines() == [
        str(Path("out", "auditions", name))
        for name in (
            "clock-audition-Ben-Wray.html",
            "clock-audition-Ben-Wray.tone-low.mp3",
            "clock-audition-Ben-Wray.tone-mid.mp3",
        )
    ]
    assert 'To choose mid: vivavoce voices set "Ben Wray" tone:mid' in done.stderr
    assert json.loads(vivavoce("cache", "show", "--json").stdout) == before


def test_without_voices_the_present_one_is_heard_and_those_that_nobody_else_has(folder, vivavoce):
    done = vivavoce("voices", "audition", "clock.txt", "Ben Wray", "--engine", "tone", "--json")
    rows = json.loads(done.stdout)["voices"]
    assert [row["present"] for row in rows] == [True, False]
    assert [row["like"] for row in rows] == [[], []]


def test_a_label_and_the_narrator_are_speakers_too(folder, vivavoce):
    for called, speaker in (("as", "Ada Stone"), ("narrator", "Narrator")):
        done = vivavoce(
            "voices",
            "audition",
            "clock.txt",
            called,
            "--engine",
            "tone",
            "--voices",
            "low",
            "--json",
            "-o",
            "a",
        )
        row = json.loads(done.stdout)
        assert row["speaker"] == speaker
        assert row["voices"][0]["command"].endswith(
            f"{'Narrator' if called == 'narrator' else chr(34) + speaker + chr(34)} tone:low"
        )


def test_a_turn_may_be_named_and_must_be_the_speakers(folder, vivavoce):
    done = vivavoce(
        "voices", "audition", "clock.txt", "Ben Wray", "--turn", "5", "--voices", "tone:low", "--json"
    )
    assert json.loads(done.stdout)["text"].startswith("I stop the small one")
    done = vivavoce("voices", "audition", "clock.txt", "Ben Wray", "--turn", "2")
    assert done.returncode == 2
    assert done.stderr == (
        "Error: Turn 2 is Ada Stone's; Ben Wray speaks in these turns of clock.txt: 3, 5.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["Ben Ray"], "Nobody called Ben Ray speaks in clock.txt. Did you mean Ben Wray?"),
        (["Ben Wray", "--voices", "am_puk"], "kokoro has no voice 'am_puk'; did you mean kokoro:am_puck?"),
        (["Ben Wray", "--engine", "kokkoro"], "Did you mean kokoro?"),
        (["Ben Wray", "--turn", "77"], "Turn 77 does not exist; Ben Wray speaks in these turns of clock.txt"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence_and_nothing_is_written(
    folder, vivavoce, arguments, sentence
):
    done = vivavoce("voices", "audition", "clock.txt", *arguments)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert done.stderr.startswith("Error: ")
    assert len(done.stderr.splitlines()) == 1
    assert not Path("out").exists()


def test_a_voice_for_a_name_that_nobody_has_ends_every_command_that_speaks(folder, vivavoce):
    for command in (["render"], ["check"], ["voices", "cast"]):
        done = vivavoce(*command, "clock.txt", "--voice", "Ben Ray=tone:low")
        assert done.returncode == 2
        assert done.stderr == (
            "Error: --voice: nobody called Ben Ray speaks in this script. Did you mean Ben Wray?\n"
        )
    Path("other.md").write_text("**Cyd:** Is it you?\n\n**Ben:** It is.\n", encoding="utf-8")
    both = vivavoce("render", "clock.txt", "other.md", "--engine", "tone", "--voice", "Cyd=tone:top", "-q")
    assert both.returncode == 0, both.stderr


def test_an_engine_or_language_without_voices_is_named_with_those_that_have(folder, vivavoce):
    done = vivavoce("voices", "list", "--engine", "kokro")
    assert (done.returncode, "Did you mean kokoro?" in done.stderr) == (2, True)
    done = vivavoce("voices", "list", "--engine", "kokoro", "--language", "English")
    assert done.returncode == 2
    assert "written as tags: en, es, fr, hi, it, ja, pt, zh." in done.stderr


def test_the_list_leaves_out_hundreds_of_voices_until_they_are_asked_for(folder, vivavoce):
    short, whole = vivavoce("voices", "list"), vivavoce("voices", "list", "--engine", "espeak")
    assert "espeak:" not in short.stdout
    assert "vivavoce voices list --engine espeak" in short.stderr
    assert whole.stdout.count("espeak:") > 100
    every = json.loads(vivavoce("voices", "list", "--json").stdout)
    assert sum(row["engine"] == "espeak" for row in every) == whole.stdout.count("espeak:")

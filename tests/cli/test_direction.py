"""What a script asks for is heard: silences, pace and level, measured in what the command writes."""

from __future__ import annotations

import json
import wave
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np
import pytest

TALK = """\
Ada: Who winds it? [pause 2s] Who winds the clock?

Ben: {words} {marked}

[pause 750ms]

Ada: That was it.
"""
WORDS = "Nobody ever wound that big clock again."


def heard(vivavoce, engine: str, *turns: str) -> tuple[np.ndarray, int]:
    """Give what a preview sounds like: samples, −1 to 1, and their rate."""
    done = vivavoce("preview", "talk.txt", *turns, "--engine", engine, "--no-play", "--json")
    assert done.returncode == 0, done.stderr
    with wave.open(json.loads(done.stdout)["file"]) as file:
        sound = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768
        return sound[:: file.getnchannels()], file.getframerate()


def takes(vivavoce, engine: str) -> list[dict]:
    done = vivavoce("render", "talk.txt", "--engine", engine, "--timeline", "--json")
    assert done.returncode == 0, done.stderr
    (places,) = (file for file in json.loads(done.stdout)["files"] if file.endswith("timeline.json"))
    return json.loads(Path(places).read_text("utf-8"))["takes"]


def silences(sound: np.ndarray, rate: int) -> list[float]:
    """Give the seconds of each stretch in which nothing is heard, of more than half a second."""
    loud = np.abs(sound) > 0.01
    runs = [(quiet, len(list(run))) for quiet, run in groupby(~loud)]
    return [length / rate for quiet, length in runs[1:-1] if quiet and length > 0.5 * rate]


def softer_by(sound: np.ndarray, rate: int, first: dict, second: dict) -> float:
    """Give how many dB the second of two takes is softer, which are the only ones heard."""
    scale = rate / 44_100
    length, gap = (first["end"] - first["start"]) * scale, (second["start"] - first["end"]) * scale
    begin = np.flatnonzero(np.abs(sound) > 0.01)[0]
    parts = [sound[round(at) : round(at + length)] for at in (begin, begin + length + gap)]
    one, other = (20 * np.log10(np.sqrt(np.mean(part**2))) for part in parts)
    return one - other


def test_a_pause_is_as_long_as_the_script_asks_for(folder, vivavoce):
    Path("talk.txt").write_text(TALK.format(words=WORDS, marked=""), "utf-8")
    sound, rate = heard(vivavoce, "tone", "1-3")
    assert silences(sound, rate)[0] == pytest.approx(2.0, abs=0.01)
    gaps = [after["start"] - before["end"] for before, after in pairwise(takes(vivavoce, "tone"))]
    assert gaps[0] == 2 * 44_100
    assert gaps[2] == round(0.75 * 44_100)


def test_a_softer_stretch_is_6_db_down_and_the_levelling_leaves_it_so(folder, vivavoce):
    Path("talk.txt").write_text(TALK.format(words=WORDS, marked=f"[softer]{WORDS}[/softer]"), "utf-8")
    first, second = takes(vivavoce, "tone")[2:4]
    assert first["clip"] == second["clip"]
    assert softer_by(*heard(vivavoce, "tone", "2"), first, second) == pytest.approx(6.0, abs=0.1)


@pytest.mark.parametrize(("mark", "times"), [("slower", 1 / 0.85), ("faster", 1 / 1.15)])
def test_a_slower_stretch_takes_longer_and_a_faster_one_is_shorter(folder, vivavoce, mark, times):
    Path("talk.txt").write_text(TALK.format(words=WORDS, marked=f"[{mark}]{WORDS}[/{mark}]"), "utf-8")
    usual, other = takes(vivavoce, "tone")[2:4]
    assert usual["text"] == other["text"] == WORDS
    assert (other["end"] - other["start"]) / (usual["end"] - usual["start"]) == pytest.approx(times, rel=0.02)


def test_a_neural_voice_is_directed_as_well(folder, vivavoce):
    marked = f"[softer]{WORDS}[/softer] [slower]{WORDS}[/slower]"
    Path("talk.txt").write_text(TALK.format(words=WORDS, marked=marked), "utf-8")
    asked, answered, usual, soft, slow, last = takes(vivavoce, "hibari")
    assert answered["start"] - asked["end"] == 2 * 44_100
    assert last["start"] - slow["end"] == round(0.75 * 44_100)
    assert (slow["end"] - slow["start"]) / (usual["end"] - usual["start"]) == pytest.approx(1 / 0.85, rel=0.1)
    sound, rate = heard(vivavoce, "hibari", "1-2")
    # What dies away in the first word and swells in the next is hardly heard, and counts here as silence.
    assert silences(sound, rate)[0] == pytest.approx(2.0, abs=0.15)
    sound, rate = heard(vivavoce, "hibari", "2")
    assert softer_by(sound, rate, usual, soft) == pytest.approx(6.0, abs=0.5)


def test_a_pause_before_the_first_word_and_after_the_last_lengthens_the_episode(folder, vivavoce):
    plain = "Ada: Who winds it?\n\nBen: Nobody.\n\nAda: So it goes.\n"
    lengths = []
    for text in (plain, f"[pause 3s]\n\n{plain}\n[pause 2s]\n"):
        Path("talk.txt").write_text(text, "utf-8")
        sound, rate = heard(vivavoce, "tone", "1-3")
        lengths.append(len(sound) / rate)
    assert lengths[1] - lengths[0] == pytest.approx(5.0, abs=0.01)


def test_what_an_engine_cannot_do_is_told_once_with_its_line(folder, vivavoce):
    text = "Ada: Who [emphasis]winds[/emphasis] it?\n\nBen: [emphasis]I[/emphasis] do.\n\nAda: Who?\n"
    Path("talk.txt").write_text(text, "utf-8")
    done = vivavoce("render", "talk.txt", "--engine", "tone")
    assert done.stderr.count("spoken plainly") == 1
    assert (
        "tone cannot stress single words: [emphasis] at line 1 and 1 more is spoken plainly." in done.stderr
    )


def test_check_lists_marks_and_counts_their_silences(folder, vivavoce):
    estimates = []
    for pause in ("", "[pause 30s] "):
        Path("talk.txt").write_text(f"Ada: Who {pause}winds it?\n\nBen: I do.\n\nAda: Who?\n", "utf-8")
        found = json.loads(vivavoce("check", "talk.txt", "--engine", "tone", "--json").stdout)
        estimates.append(found["seconds"])
    assert estimates[1] - estimates[0] == pytest.approx(30.0)
    assert "[pause 30s]" in vivavoce("check", "talk.txt", "--engine", "tone").stdout


def test_a_line_that_is_tried_out_is_directed_as_well(folder, vivavoce):
    lengths = []
    for line in ("Nobody wound it.", "Nobody [pause 3s] wound it."):
        done = vivavoce("voices", "say", line, "--voice", "tone:mid", "--no-play")
        assert done.returncode == 0, done.stderr
        with wave.open(done.stdout.strip()) as file:
            lengths.append(file.getnframes() / file.getframerate())
    assert lengths[1] - lengths[0] == pytest.approx(3.0, abs=0.1)

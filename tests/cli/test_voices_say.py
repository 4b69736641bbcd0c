"""`vivavoce voices say`: one line at once."""

from __future__ import annotations

import wave
from pathlib import Path


def test_a_line_is_spoken_into_a_file(folder, vivavoce):
    done = vivavoce(
        "voices", "say", "It costs €20, 5–10 people.", "--voice", "tone:mid", "-o", "a.wav", "--no-play"
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout == "a.wav\n"
    with wave.open("a.wav") as file:
        assert file.getnframes() / file.getframerate() > 1


def test_a_line_is_said_with_the_pronunciations_of_the_settings(folder, vivavoce):
    def frames(name: str) -> int:
        done = vivavoce("voices", "say", "Pamer", "--voice", "tone:mid", "-o", name, "--no-play")
        assert done.returncode == 0, done.stderr
        with wave.open(name) as file:
            return file.getnframes()

    short = frames("a.wav")
    Path("voices.yaml").write_text(
        "pronunciations:\n  Pamer: a very much longer way to say it, word by word\n", encoding="utf-8"
    )
    assert frames("b.wav") > 2 * short


def test_a_line_in_which_nothing_can_be_said_is_bad_input(folder, vivavoce):
    done = vivavoce("voices", "say", "?!", "--voice", "tone:mid", "--no-play")

    assert done.returncode == 2
    assert "write a word" in done.stderr
    assert not Path("out").exists()


def test_an_unknown_voice_is_named(folder, vivavoce):
    done = vivavoce("voices", "say", "Hello", "--voice", "tone:nobody", "--no-play")

    assert done.returncode == 2
    assert "nobody" in done.stderr

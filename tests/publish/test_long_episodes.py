"""The files of a long episode, written in the memory that those of a short one need."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from audio.cast import Loudness, Pauses, Settings
from audio.mix import Programme, lay_out
from audio.publish.about import about
from audio.publish.companions import Material, write_companion
from audio.publish.pictures import Picture, as_jpeg
from audio.script import Lines, Paragraph, Script, Turn

SAID = " ".join(["She wound the clock by hand, and nobody thanked her for what it did to the town."] * 4)
COVER = Picture(as_jpeg(Image.new("RGB", (8, 8))), "image/jpeg")


@pytest.fixture
def episode_of(make_take):
    """Give a function that makes all that files are made of, for an episode of so many turns."""
    take = make_take(SAID, 1.0)

    def make(turns: int) -> Material:
        numbers = range(1, turns + 1)
        script = Script("Clocks", tuple(Turn(n, "Ada", (Paragraph(SAID, Lines(n, n)),)) for n in numbers))
        takes = [replace(take, segment=replace(take.segment, number=n, turn=n, joint="")) for n in numbers]
        timeline = lay_out(takes, script, Pauses())
        programme = Programme(timeline, 1, {"Ada": 0.0}, Loudness())
        words = about(script, Settings(), timeline, "e")
        return Material(script, Settings(), programme, words, COVER, (), "e.mp3")

    return make


def memory_and_size(name: str, material: Material, path: Path) -> tuple[int, int]:
    """Give the most bytes that are held while a file is written, and its own.

    It is written twice, and the less counts: what is loaded first, or another thread holds, only adds.
    """
    most = []
    for _ in range(2):
        tracemalloc.start()
        write_companion(name, path, material, (), path.parent)
        most.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    return min(most), path.stat().st_size


@pytest.mark.uncounted
@pytest.mark.parametrize("name", ["vtt", "srt", "transcript", "html", "words", "page", "manifest"])
def test_a_file_of_a_long_episode_takes_little_more_memory_than_that_of_a_short_one(
    name, episode_of, tmp_path
):
    episodes = map(episode_of, (30, 120))
    short, long = (memory_and_size(name, each, tmp_path / "e.file") for each in episodes)
    assert long[0] - short[0] < (long[1] - short[1]) / 2

"""Real speech, as it is, whispered and shouted, is as loud as asked for in every file that FFmpeg decodes."""

from __future__ import annotations

import re
import shutil
import subprocess

import numpy as np
import pytest
from shaped_speech import KINDS, SENTENCES, episode, mastered, spoken, written_take

from audio.cast import Loudness
from audio.errors import MixError
from audio.publish.sound.files import write_audio

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed"),
]
FORMATS = ("mp3", "m4a", "opus")


def report(path, filters: str) -> str:
    """Give what an FFmpeg filter says of a whole file."""
    command = ["ffmpeg", "-hide_banner", "-nostats", "-i", path, "-af", filters, "-f", "null", "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stderr


def check(programme, folder, formats=FORMATS) -> None:
    """Write a programme and compare every file with what was asked for."""
    places = {name: folder / f"e.{name}" for name in formats}
    write_audio(programme, places)
    for name, path in places.items():
        summary = report(path, "ebur128=peak=true:dualmono=true").rpartition("Summary")[2]
        lufs = float(re.search(r"I:\s+(\S+) LUFS", summary)[1])
        peak = float(re.search(r"Peak:\s+(\S+) dBFS", summary)[1])
        assert lufs == pytest.approx(programme.loudness.target, abs=0.3), name
        assert peak <= programme.loudness.peak, name


@pytest.mark.parametrize("music", [False, True], ids=["alone", "with music"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_short_episode_of_any_kind_is_as_loud_as_it_should_be(tmp_path, kind, music):
    check(episode(tmp_path, kind, music=music, texts=SENTENCES[:2]), tmp_path)


def test_so_is_one_in_stereo_with_a_chapter_between_music(tmp_path):
    check(episode(tmp_path, "usual", music=True, pan=0.4, texts=SENTENCES[2:5]), tmp_path)


def test_less_than_one_gating_block_of_speech_is_as_loud_as_it_should_be(tmp_path):
    blip = spoken(SENTENCES[3], low=False)[4000:8000]
    check(mastered([written_take(tmp_path, 1, blip, "No!")]), tmp_path)


def test_silence_alone_makes_no_file(tmp_path):
    with pytest.raises(MixError, match="Nothing can be heard"):
        mastered([written_take(tmp_path, 1, np.zeros(24_000, np.float32), "No!")])


@pytest.mark.parametrize("kind", KINDS)
def test_an_mp3_for_acx_is_within_its_limits(tmp_path, kind):
    programme = episode(tmp_path, kind, loudness=Loudness(target="acx"), texts=SENTENCES[1:4])
    write_audio(programme, {"mp3": tmp_path / "e.mp3"})
    overall = report(tmp_path / "e.mp3", "astats").rpartition("Overall")[2]
    level, peak, floor = (
        float(re.search(rf"{name} dB: (\S+)", overall)[1])
        for name in ("RMS level", "Peak level", "RMS trough")
    )
    assert -23 <= level <= -18
    assert peak <= -3
    assert floor <= -60

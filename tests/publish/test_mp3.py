"""The MP3 as players decode it."""

from __future__ import annotations

import re
import shutil
import subprocess

import av
import numpy as np
import pytest
from mutagen.mp3 import MP3, BitrateMode

from audio.cast import Loudness, Pauses
from audio.errors import PublishError
from audio.mix import lay_out, master
from audio.publish import listen
from audio.publish.mp3 import write_mp3


def decoded(path) -> np.ndarray:
    """Give the samples, shape (frames, channels)."""
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
    return np.concatenate(frames, axis=1).T


@pytest.fixture
def episode(make_take, script, request):
    """Give a programme of turns at the level of each speaker."""

    def make(*, level=0.3, pan=0.0, loudness=Loudness(), seconds=4.0):  # noqa: B008 - frozen
        takes = [
            make_take(seconds=seconds, turn=n, speaker="Ada" if n % 2 else "Bob", pan=pan, level=level * n)
            for n in (1, 2, 3)
        ]
        return master(lay_out(takes, script, Pauses()), loudness)

    return make


@pytest.mark.parametrize(
    ("level", "pan", "seconds"), [(0.3, 0, 4), (0.005, 0, 4), (0.33, 0, 30), (0.3, 0.5, 4), (0.3, 0, 0.5)]
)
def test_the_decoded_file_has_the_loudness_the_peak_and_the_length_asked_for(
    episode, tmp_path, level, pan, seconds
):
    programme = episode(level=level, pan=pan, seconds=seconds)
    write_mp3(programme, tmp_path / "e.mp3")
    heard = listen(tmp_path / "e.mp3")
    assert heard.lufs == pytest.approx(-16.0, abs=0.3)
    assert heard.peak <= -1.0
    assert heard.length == len(decoded(tmp_path / "e.mp3")) == programme.length


@pytest.mark.parametrize(
    "loudness", [Loudness(target=-14), Loudness(target=-23), Loudness(target=-16, peak=-3)]
)
def test_other_targets_are_met_too(episode, tmp_path, loudness):
    heard = write_mp3(episode(loudness=loudness), tmp_path / "e.mp3")
    assert heard.lufs == pytest.approx(loudness.target, abs=0.3)
    assert heard.peak <= loudness.peak


def test_the_sound_stands_where_the_timeline_says_to_the_sample(programme, tmp_path):
    write_mp3(programme, tmp_path / "e.mp3")
    heard = decoded(tmp_path / "e.mp3")[:, 0]
    wanted = np.concatenate(list(programme.blocks()))[:, 0]
    lags = range(-3, 4)
    likeness = [float(np.dot(np.roll(wanted, lag), heard)) for lag in lags]
    assert lags[int(np.argmax(likeness))] == 0


def test_a_mono_file_is_constant_96_kilobits_with_an_info_header(programme, tmp_path):
    write_mp3(programme, tmp_path / "e.mp3")
    info = MP3(tmp_path / "e.mp3").info
    assert (info.bitrate, info.bitrate_mode, info.sample_rate, info.channels) == (
        96_000,
        BitrateMode.CBR,
        44_100,
        1,
    )
    assert b"Info" in (tmp_path / "e.mp3").read_bytes()[:200]


def test_a_stereo_file_is_constant_128_kilobits(episode, tmp_path):
    write_mp3(episode(pan=-0.3), tmp_path / "e.mp3")
    info = MP3(tmp_path / "e.mp3").info
    assert (info.bitrate, info.bitrate_mode, info.channels) == (128_000, BitrateMode.CBR, 2)


def test_the_same_programme_gives_the_same_bytes(programme, tmp_path):
    for name in ("a.mp3", "b.mp3"):
        write_mp3(programme, tmp_path / name)
    assert (tmp_path / "a.mp3").read_bytes() == (tmp_path / "b.mp3").read_bytes()


def test_where_the_peak_does_not_let_it_be_so_loud_the_file_is_softer_and_the_figures_say_so(
    episode, tmp_path
):
    heard = write_mp3(episode(loudness=Loudness(target=-8, peak=-12)), tmp_path / "e.mp3")
    assert heard.peak <= -12
    assert heard.lufs < -10
    assert heard == listen(tmp_path / "e.mp3")


def test_what_is_no_audio_cannot_be_listened_to(tmp_path):
    (tmp_path / "e.mp3").write_text("hello")
    with pytest.raises(PublishError, match=r"e\.mp3 cannot be decoded"):
        listen(tmp_path / "e.mp3")


@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not installed")
def test_ffmpeg_measures_the_same(programme, tmp_path):
    heard = write_mp3(programme, tmp_path / "e.mp3")
    filters = "ebur128=peak=true:dualmono=true"
    command = [
        "ffmpeg",
        "-hide_banner",
        "-nostats",
        "-i",
        tmp_path / "e.mp3",
        "-af",
        filters,
        "-f",
        "null",
        "-",
    ]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    summary = report[report.rindex("Summary") :]
    assert float(re.search(r"I:\s+(\S+) LUFS", summary)[1]) == pytest.approx(heard.lufs, abs=0.1)
    assert float(re.search(r"Peak:\s+(\S+) dBFS", summary)[1]) == pytest.approx(heard.peak, abs=0.1)


@pytest.mark.skipif(not shutil.which("mp3val"), reason="mp3val is not installed")
def test_mp3val_has_nothing_to_say(programme, script, tmp_path):
    from audio.cast import Settings  # noqa: PLC0415
    from audio.publish import publish  # noqa: PLC0415

    publish(programme, script, Settings(), tmp_path / "e.mp3")
    said = subprocess.run(["mp3val", tmp_path / "e.mp3"], capture_output=True, text=True, check=True).stdout
    assert "WARNING" not in said
    assert "+ID3v2, CBR" in said

"""The audio as players decode it."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace

import av
import numpy as np
import pytest
from mutagen.mp3 import MP3, BitrateMode

from audio.cast import Loudness, Pauses
from audio.errors import PublishError
from audio.mix import lay_out, master
from audio.publish import listen
from audio.publish.sound.encoding import encode
from audio.publish.sound.files import write_audio
from audio.publish.sound.mp3 import write_mp3 as as_mp3
from audio.tasks import workers


def write_mp3(programme, path):
    """Write an MP3 without tags and give what is heard."""
    return write_audio(programme, {"mp3": path})["mp3"].heard


def encoded(programme, name, path, kilobits):
    """Encode a programme as it is, whatever comes out."""
    if name != "mp3":
        encode(programme, {name: path}, kilobits, ())
        return
    with workers() as hands:
        as_mp3(programme, path, kilobits, hands)


def decoded(path) -> np.ndarray:
    """Give the samples, shape (frames, channels)."""
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
    return np.concatenate(frames, axis=1).T


@pytest.fixture
def episode(make_take, script, request):
    """Give a programme of turns at the level of each speaker."""

    def make(*, level=0.3, pan=0.0, loudness=Loudness(), seconds=2.0):  # noqa: B008 - frozen
        takes = [
            make_take(seconds=seconds, turn=n, speaker="Ada" if n % 2 else "Bob", pan=pan, level=level * n)
            for n in (1, 2, 3)
        ]
        return master(lay_out(takes, script, Pauses()), loudness)

    return make


@pytest.mark.parametrize(
    ("level", "pan", "seconds"), [(0.3, 0, 2), (0.005, 0, 2), (0.33, 0, 6), (0.3, 0.5, 2), (0.3, 0, 0.5)]
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
    again = listen(tmp_path / "e.mp3")
    assert (heard.peak, heard.length) == (again.peak, again.length)
    assert heard.lufs == pytest.approx(again.lufs, abs=0.02)


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


FORMATS = ["mp3", "m4a", "opus", "flac", "wav"]


@pytest.mark.parametrize(
    ("level", "pan", "seconds"), [(0.3, 0, 2), (0.005, 0, 2), (0.9, 0.5, 2), (0.3, 0, 0.5)]
)
def test_every_format_from_one_mix_is_as_loud_and_as_long_as_asked_for(
    episode, tmp_path, level, pan, seconds
):
    programme = episode(level=level, pan=pan, seconds=seconds)
    places = {name: tmp_path / f"e.{name}" for name in FORMATS}
    heard = {name: one.heard for name, one in write_audio(programme, places).items()}
    for name, path in places.items():
        with av.open(str(path)) as container:
            rate = container.streams.audio[0].rate
        assert rate == (48_000 if name == "opus" else 44_100)
        again = listen(path)
        assert (heard[name].peak, heard[name].length) == (again.peak, again.length)
        assert heard[name].lufs == pytest.approx(again.lufs, abs=0.02)
        assert heard[name].lufs == pytest.approx(-16, abs=0.3), name
        assert heard[name].peak <= -1, name
        assert abs(heard[name].length - programme.length * rate / 44_100) < 1


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_the_same_to_the_byte_every_time(programme, tmp_path, name):
    for path in (tmp_path / f"a.{name}", tmp_path / f"b.{name}"):
        encoded(programme, name, path, None)
    assert (tmp_path / f"a.{name}").read_bytes() == (tmp_path / f"b.{name}").read_bytes()


def test_formats_made_together_are_those_made_alone(programme, tmp_path):
    together = {name: tmp_path / f"together.{name}" for name in FORMATS}
    write_audio(programme, together)
    for name, path in together.items():
        alone = tmp_path / f"alone.{name}"
        write_audio(programme, {name: alone})
        assert alone.read_bytes() == path.read_bytes(), name


@pytest.mark.parametrize(
    ("name", "kilobits", "reached"), [("mp3", 64, 64), ("mp3", 192, 192), ("m4a", 64, 64), ("opus", 32, 32)]
)
def test_the_bit_rate_can_be_asked_for(episode, tmp_path, name, kilobits, reached):
    path = tmp_path / f"e.{name}"
    encoded(episode(), name, path, kilobits)
    with av.open(str(path)) as container:
        seconds = container.duration / 1_000_000
    assert 8 * path.stat().st_size / seconds / 1000 == pytest.approx(reached, rel=0.25)


@pytest.mark.parametrize("kilobits", [64, 160, 192, 224, 256, 320])
def test_what_lame_takes_away_at_a_bit_rate_is_made_up_for_before_it_is_encoded(
    programme, tmp_path, kilobits
):
    encoded(programme, "mp3", tmp_path / "e.mp3", kilobits)
    encoded(programme, "flac", tmp_path / "e.flac", None)
    difference = listen(tmp_path / "e.mp3").lufs - listen(tmp_path / "e.flac").lufs
    assert abs(difference) <= 0.1


def test_a_programme_at_48_kilohertz_stays_so(make_take, script, tmp_path):
    takes = [make_take(turn=n) for n in (1, 2, 3)]
    programme = master(lay_out(takes, script, Pauses(), 48_000), Loudness())
    places = {name: tmp_path / f"e.{name}" for name in FORMATS}
    heard = {name: one.heard for name, one in write_audio(programme, places).items()}
    for name, path in places.items():
        with av.open(str(path)) as container:
            assert container.streams.audio[0].rate == 48_000
        assert heard[name].length == programme.length


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_stands_where_the_timeline_says_to_a_millisecond(programme, tmp_path, name):
    path = tmp_path / f"e.{name}"
    encoded(programme, name, path, None)
    with av.open(str(path)) as container:
        to_mono = av.AudioResampler(format="flt", layout="mono", rate=44_100)
        parts = [p.to_ndarray()[0] for f in container.decode(audio=0) for p in to_mono.resample(f)]
    heard = np.concatenate(parts)
    wanted = np.concatenate(list(programme.blocks()))[:, 0]
    size = min(len(heard), len(wanted))
    spectrum = np.fft.rfft(heard[:size], 2 * size) * np.conj(np.fft.rfft(wanted[:size], 2 * size))
    likeness = np.fft.irfft(spectrum)
    lag = int(np.argmax(likeness))
    lag = lag - 2 * size if lag > size else lag
    assert abs(lag) <= 44


@pytest.mark.parametrize("count", [1, 4])
def test_an_m4a_says_how_long_it_is_without_the_encoders_padding(episode, tmp_path, count):
    programme = episode(seconds=count)
    write_audio(programme, {"m4a": tmp_path / "e.m4a"})
    with av.open(str(tmp_path / "e.m4a")) as container:
        stream = container.streams.audio[0]
        assert stream.duration * stream.time_base * 44_100 == programme.length


def test_the_index_of_an_m4a_stands_in_front_of_its_sound(programme, tmp_path):
    write_audio(programme, {"m4a": tmp_path / "e.m4a"})
    data = (tmp_path / "e.m4a").read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")


@pytest.mark.parametrize("more", [0, 1, 2, 3, 46, 47, 576, 1151])
@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_a_programme_of_any_length_becomes_an_mp3(make_take, script, tmp_path, more, rate):
    timeline = lay_out([make_take(seconds=0.6)], script, Pauses(), rate)
    programme = master(replace(timeline, length=1152 * 60 + more), Loudness())
    heard = write_mp3(programme, tmp_path / "e.mp3")
    assert 0 <= heard.length - programme.length <= 46


def test_what_an_encoder_is_off_by_half_a_decibel_is_made_good(episode, tmp_path):
    heard = write_mp3(episode().adjusted(gain_db=-0.5), tmp_path / "e.mp3")
    assert heard.lufs == pytest.approx(-16.0, abs=0.12)

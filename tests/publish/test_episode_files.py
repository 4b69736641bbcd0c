"""All files of an episode, or none."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import replace

import av
import pytest
from mutagen.id3 import ID3
from PIL import Image

from audio.cast import Loudness, Output, Pauses, Settings, Show
from audio.errors import InputError, PublishError
from audio.mix import lay_out, master
from audio.publish import input_file, listen, publish
from audio.publish.sound.formats import CODECS

EVERYTHING = Settings(output=Output(formats=("mp3", "m4a", "opus", "flac", "wav"), files=("all",)))


def test_the_companions_stand_beside_the_episode_under_its_name(programme, script, tmp_path):
    done = publish(programme, script, Settings(), tmp_path / "new" / "talk.v1.mp3")
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == [
        "talk.v1.chapters.json",
        "talk.v1.html",
        "talk.v1.manifest.json",
        "talk.v1.mp3",
        "talk.v1.vtt",
    ]
    assert done.files == (done.audio, *done.companions.values())
    assert all(path.stat().st_size for path in done.files)


def test_the_figures_are_those_of_the_written_file(programme, script, tmp_path):
    done = publish(programme, script, Settings(), tmp_path / "e.mp3")
    assert done.length == programme.length
    assert done.seconds == pytest.approx(programme.length / 44_100)
    assert done.lufs == pytest.approx(-16, abs=0.3)
    assert done.peak <= -1


def test_chapters_are_the_same_in_the_tag_and_in_json(programme, script, tmp_path):
    done = publish(programme, script, Settings(show=Show(title="Engines")), tmp_path / "e.mp3")
    listed = json.loads(done.companions["chapters"].read_text("utf-8"))
    assert {key: listed[key] for key in ("version", "title", "podcastName", "fileName")} == {
        "version": "1.2.0",
        "title": "An interview with Ada",
        "podcastName": "Engines",
        "fileName": "e.mp3",
    }
    in_json = [(c["title"], c["startTime"], c["endTime"]) for c in listed["chapters"]]
    in_tag = [
        (c.sub_frames["TIT2"].text[0], c.start_time / 1000, c.end_time / 1000)
        for c in ID3(done.audio).getall("CHAP")
    ]
    assert in_json == sorted(in_tag, key=lambda chapter: chapter[1])
    assert in_json[0][1] == 0
    assert in_json[-1][2] == done.length * 1000 // 44_100 / 1000


def test_chapters_begin_where_their_turns_are_heard(programme, script, tmp_path):
    done = publish(programme, script, Settings(), tmp_path / "e.mp3")
    for chapter, event in zip(
        json.loads(done.companions["chapters"].read_text("utf-8"))["chapters"][1:],
        programme.timeline.events[1:],
        strict=True,
    ):
        assert chapter["startTime"] == pytest.approx(event.start / 44_100, abs=0.001)


def test_the_same_programme_gives_the_same_bytes(programme, script, tmp_path):
    first = publish(programme, script, Settings(), tmp_path / "a" / "e.mp3")
    second = publish(programme, script, Settings(), tmp_path / "b" / "e.mp3")
    assert [path.read_bytes() for path in first.files] == [path.read_bytes() for path in second.files]


def test_after_an_error_the_old_episode_is_as_it_was_and_nothing_lies_around(make_take, script, tmp_path):
    takes = [make_take(turn=n) for n in (1, 2, 3)]
    programme = master(lay_out(takes, script, Pauses()), Loudness())
    done = publish(programme, script, Settings(), tmp_path / "e.mp3")
    before = [path.read_bytes() for path in done.files]
    listing = sorted(tmp_path.iterdir())
    takes[1].clip.write_bytes(b"broken")
    with pytest.raises(Exception, match="render again"):
        publish(programme, replace(script, title="New"), Settings(), tmp_path / "e.mp3")
    assert [path.read_bytes() for path in done.files] == before
    assert sorted(tmp_path.iterdir()) == listing


def test_a_full_disk_leaves_nothing_half_written(tmp_path):
    """A limit on the size of files stands in for a full disk: a write fails with an error of the system."""
    code = f"""
import resource, sys
sys.path.insert(0, {str(tmp_path)!r})
from pathlib import Path
import numpy as np, wave
from audio.cast import Loudness, Pauses, Settings, Voice
from audio.errors import PublishError
from audio.mix import lay_out, master
from audio.publish import publish
from audio.script import Script
from audio.speech import Segment, Take
clip = Path({str(tmp_path)!r}) / "t.wav"
with wave.open(str(clip), "wb") as file:
    file.setnchannels(1); file.setsampwidth(2); file.setframerate(24000)
    file.writeframes((8000 * np.sin(np.arange(240000) / 20)).astype("<i2").tobytes())
take = Take(Segment(1, 1, 0, "Ada", "Hum.", "Hum.", Voice("tone", "a"), "end", 1), clip, 24000, 240000)
programme = master(lay_out([take], Script("T", ()), Pauses()), Loudness())
resource.setrlimit(resource.RLIMIT_FSIZE, (50000, 50000))
try:
    publish(programme, Script("T", ()), Settings(), Path({str(tmp_path)!r}) / "out" / "e.mp3")
except PublishError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "e.mp3 could not be written: File too large." in done.stdout, done.stderr
    assert list((tmp_path / "out").iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(programme, script, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(PublishError, match=r"e\.\S+ could not be written.*no folder\. Choose another place"):
        publish(programme, script, Settings(), tmp_path / "file" / "e.mp3")


def test_another_ending_is_refused_with_those_that_can_be_written(programme, script, tmp_path):
    with pytest.raises(InputError, match=r"e\.ogg ends in no audio format.*\.mp3, \.m4a, \.opus"):
        publish(programme, script, Settings(), tmp_path / "e.ogg")


def test_all_formats_and_all_companions_come_from_one_mix(programme, script, tmp_path):
    done = publish(programme, script, EVERYTHING, tmp_path / "e.opus")
    assert [each.path.name for each in done.recordings] == ["e.opus", "e.mp3", "e.m4a", "e.flac", "e.wav"]
    assert [path.name for path in done.companions.values()] == [
        "e.chapters.json",
        "e.psc.xml",
        "e.vtt",
        "e.srt",
        "e.transcript.json",
        "e.transcript.html",
        "e.txt",
        "e.words.json",
        "e.md",
        "e.html",
        "e.with-sound.html",
        "e.jpg",
        "e.manifest.json",
    ]
    assert sorted(done.files) == sorted(tmp_path.glob("e.*"))


def test_a_target_of_another_format_than_the_settings_is_written_alone(programme, script, tmp_path):
    settings = Settings(output=Output(files=()))
    done = publish(programme, script, settings, tmp_path / "e.M4A")
    assert [path.name for path in tmp_path.glob("e.*")] == ["e.m4a"]
    assert done.files == (tmp_path / "e.m4a",)


def test_the_same_programme_gives_the_same_bytes_in_every_file(programme, script, tmp_path):
    first = publish(programme, script, EVERYTHING, tmp_path / "a" / "e.mp3")
    second = publish(programme, script, EVERYTHING, tmp_path / "b" / "e.mp3")
    for one, other in zip(first.files, second.files, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


@pytest.mark.parametrize(
    ("name", "files"), [("talk.md", ("notes",)), ("talk.vtt", ("vtt",)), ("talk.txt", ("all",))]
)
def test_the_script_is_never_written_over(programme, script, tmp_path, name, files):
    (tmp_path / name).write_text("the only copy")
    script = replace(script, source=str(tmp_path / name))
    with pytest.raises(InputError, match=rf"would overwrite .*{name}.*--output"):
        publish(programme, script, Settings(output=Output(files=files)), tmp_path / "talk.mp3")
    assert [path.name for path in tmp_path.glob("talk*")] == [name]
    assert (tmp_path / name).read_text() == "the only copy"


def test_neither_are_other_inputs(programme, script, tmp_path):
    picture = tmp_path / "talk.jpg"
    Image.new("RGB", (60, 60)).save(picture)
    settings = Settings(show=Show(cover=picture), output=Output(files=("cover",)))
    with pytest.raises(InputError, match=r"would overwrite .*talk\.jpg"):
        publish(programme, script, settings, tmp_path / "talk.mp3", [input_file("cover", picture)])


def test_every_format_carries_the_same_chapters_tags_and_cover(programme, script, tmp_path):
    settings = Settings(show=Show(title="Engines"), output=EVERYTHING.output)
    done = publish(programme, script, settings, tmp_path / "e.mp3")
    listed = json.loads(done.companions["chapters"].read_text("utf-8"))["chapters"]
    wanted = [(each["title"], round(1000 * each["startTime"])) for each in listed]
    for each in done.recordings:
        with av.open(str(each.path)) as container:
            chapters = [
                (c["metadata"]["title"], round(c["start"] * c["time_base"] * 1000))
                for c in container.chapters()
            ]
            said = {
                key.lower(): value
                for key, value in {**container.metadata, **container.streams[0].metadata}.items()
            }
            pictures = [stream.codec_context.name for stream in container.streams.video]
        assert chapters == wanted, each.path
        assert pictures == ["mjpeg"], each.path
        assert (said["title"], said["album"]) == ("An interview with Ada", "Engines"), each.path


def test_a_drawn_cover_is_in_its_file_the_tag_and_the_page(programme, script, tmp_path):
    settings = Settings(output=Output(files=("cover", "page")))
    published = publish(programme, script, settings, tmp_path / "talk.mp3")
    assert Image.open(io.BytesIO(published.companions["cover"].read_bytes())).size == (3000, 3000)
    (tag,) = ID3(published.audio).getall("APIC")
    assert Image.open(io.BytesIO(tag.data)).size == (1500, 1500)
    assert "data:image/jpeg;base64," in published.companions["page"].read_text()


def test_a_bad_cover_is_found_before_anything_is_written(programme, script, tmp_path):
    settings = Settings(show=Show(cover=tmp_path / "none.jpg"))
    with pytest.raises(InputError, match=r"none\.jpg"):
        publish(programme, script, settings, tmp_path / "out" / "e.mp3")
    assert not (tmp_path / "out").exists()


def test_a_wav_that_outgrows_its_form_is_written_without_tags_and_that_is_said(
    programme, script, tmp_path, monkeypatch
):
    muxing = {**CODECS["wav"].muxing, "rf64": "always"}  # what FFmpeg does from 4 GB on
    monkeypatch.setitem(CODECS, "wav", replace(CODECS["wav"], muxing=muxing))
    settings = Settings(output=Output(formats=("wav",), files=("manifest",)))
    done = publish(programme, script, settings, tmp_path / "e.wav")
    assert done.audio.read_bytes()[:4] == b"RF64"
    assert listen(done.audio).length == programme.length
    assert done.remarks == ("e.wav is too large for tags and chapters: it has 4 GB, and none.",)


def test_what_an_earlier_render_wrote_beside_the_episode_and_this_one_did_not_is_told(
    programme, script, tmp_path
):
    target = tmp_path / "e.mp3"
    (tmp_path / "e.txt").write_text("my own")
    first = publish(programme, script, Settings(output=Output(files=("page", "vtt"))), target)
    assert first.remarks == ()
    other = Settings(output=Output(files=("page-with-sound", "vtt")))
    (told,) = publish(programme, script, other, target).remarks
    assert told.startswith(f"Not of this render, in {tmp_path}: e.html. ")
    read_from_it = replace(script, source=str(tmp_path / "e.html"))
    assert publish(programme, read_from_it, other, target).remarks == ()

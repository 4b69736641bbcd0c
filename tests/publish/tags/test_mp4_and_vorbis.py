"""Tags and chapters of M4A, Opus, FLAC and WAV as other programs read them."""

from __future__ import annotations

import base64
import struct
from dataclasses import replace

import av
import pytest
from mutagen.flac import FLAC
from mutagen.flac import Picture as FlacPicture
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus
from mutagen.wave import WAVE

from audio.cast import Settings
from audio.publish import listen
from audio.publish.about import about
from audio.publish.chapters import ChapterMark, chapter_marks
from audio.publish.pictures import Picture
from audio.publish.tags.mp4 import LONGEST_TITLE
from audio.publish.tags.mp4_boxes import find
from audio.publish.tags.tagging import write_tags

JPEG = Picture(b"\xff\xd8\xff\xe0" + bytes(100), "image/jpeg")


@pytest.fixture
def tagged(bare, script, said_of):
    """Give a function that makes a file with chapters and tags, and tells its chapters as they should be."""

    def make(name, timeline, **changes):
        path = bare(name, chapter_marks(timeline))
        words = about(script, Settings(), timeline, "e")
        write_tags(name, path, said_of(words, heard=listen(path), **changes))
        return path, [(mark.title, mark.start) for mark in words.chapters]

    return make


def chapters_of(path) -> list[tuple[str, float]]:
    """Give titles and starts in milliseconds, as FFmpeg reads them."""
    with av.open(str(path)) as container:
        return [(c["metadata"]["title"], c["start"] * c["time_base"] * 1000) for c in container.chapters()]


def quick_time_list(path) -> list[tuple[int, bytes]]:
    """Give the entries of `chpl`: start in 100 ns and title, as AntennaPod reads them."""
    data = path.read_bytes()
    assert data.count(b"chpl") == 1
    at = data.index(b"chpl") + 4 + 8
    count, at, found = data[at], at + 1, []
    for _ in range(count):
        start, length = struct.unpack(">Qb", data[at : at + 9])  # a signed byte
        assert length >= 0
        found.append((start, data[at + 9 : at + 9 + length]))
        at += 9 + length
    return found


@pytest.mark.parametrize("name", ["m4a", "opus", "flac"])
@pytest.mark.parametrize("count", [1, 60, 300])
def test_chapters_read_back_in_order_to_the_millisecond(tagged, timeline_of, name, count):
    path, wanted = tagged(name, timeline_of(count))
    assert chapters_of(path) == wanted


def test_a_chapter_of_two_hours_stands_right_in_an_m4a(bare):
    hours = [ChapterMark("a", 0, 7_139_999), ChapterMark("b", 7_139_999, 7_200_000)]
    assert chapters_of(bare("m4a", hours)) == [("a", 0), ("b", 7_139_999)]


def test_the_list_of_an_m4a_has_titles_that_every_reader_can_take(tagged, timeline_of):
    """One of more than 127 bytes loses itself and all after it in AntennaPod."""
    path, wanted = tagged("m4a", timeline_of(60))
    listed = quick_time_list(path)
    assert [start / 10_000 for start, _ in listed] == [start for _, start in wanted]
    for (_, short), (whole, _) in zip(listed, wanted, strict=True):
        assert len(short) <= LONGEST_TITLE
        assert whole.startswith(short.decode("utf-8"))
        assert len(short) == len(whole.encode()) or len(short) > LONGEST_TITLE - 16


@pytest.mark.parametrize("longer", range(12))
def test_however_little_is_cut_the_file_stays_whole(bare, said, timeline, longer):
    titles = ["a" * (LONGEST_TITLE + longer), "é" * 40, "b"]
    marks = [replace(mark, title=title) for mark, title in zip(said.about.chapters, titles, strict=True)]
    path = bare("m4a", marks)
    before = listen(path)
    write_tags("m4a", path, replace(said, heard=before))
    assert [len(title) <= LONGEST_TITLE for _, title in quick_time_list(path)] == [True] * 3
    assert listen(path) == before
    assert [title for title, _ in chapters_of(path)] == titles


def test_the_m4a_has_both_kinds_of_chapters_and_its_index_in_front(tagged, timeline):
    path, wanted = tagged("m4a", timeline, cover=JPEG)
    data = path.read_bytes()
    assert b"chap" in data[: data.index(b"mdat")]  # the reference to the text track
    assert data.index(b"moov") < data.index(b"mdat")
    assert [title.decode() for _, title in quick_time_list(path)] == [title for title, _ in wanted]


def test_the_m4a_says_what_it_is(tagged, timeline):
    path, _ = tagged("m4a", timeline, cover=JPEG)
    tags = MP4(path).tags
    assert (tags["\xa9nam"], tags["\xa9ART"]) == (
        ["An interview with Ada"],
        ["Ada Lovelace, Charles Babbage"],
    )
    assert (tags["\xa9day"], tags["\xa9gen"], tags["\xa9lyr"]) == (
        ["2026-03-09"],
        ["Podcast"],
        ["Ada: Hello there."],
    )
    assert bytes(tags["covr"][0]) == JPEG.data
    assert bytes(tags["----:com.apple.iTunes:DIGITAL_SOURCE_TYPE"][0]).endswith(b"/trainedAlgorithmicMedia")


def test_the_m4a_says_which_samples_are_the_encoders(tagged, programme):
    path, _ = tagged("m4a", programme.timeline)
    _, delay, padding, length, *_ = bytes(MP4(path).tags["----:com.apple.iTunes:iTunSMPB"][0]).split()
    assert int(length, 16) == programme.length
    assert (int(delay, 16) + int(padding, 16) + programme.length) % 1024 == 0
    assert listen(path).length == programme.length


def test_an_opus_chapter_is_not_late_by_the_second_that_ffmpeg_rounds_up(tagged, timeline):
    marks = tuple(
        replace(mark, start=start, end=end)
        for mark, start, end in zip(
            timeline.chapters, (0, 66_150, 110_250), (66_150, 110_250, timeline.length), strict=True
        )
    )
    path, wanted = tagged("opus", replace(timeline, chapters=marks))
    assert OggOpus(path)["CHAPTER001"] == ["00:00:01.500"]
    assert chapters_of(path) == wanted


def test_the_opus_file_has_its_own_gain_and_none_of_replaygain(tagged, timeline):
    path, _ = tagged("opus", timeline, cover=JPEG)
    tags = OggOpus(path)
    assert int(tags["R128_TRACK_GAIN"][0]) == round(256 * (-23 - listen(path).lufs))
    assert not [key for key in tags if "replaygain" in key.lower()]
    assert FlacPicture(base64.b64decode(tags["METADATA_BLOCK_PICTURE"][0])).data == JPEG.data


def test_the_flac_file_says_what_it_is(tagged, timeline):
    path, _ = tagged("flac", timeline, cover=JPEG)
    tags = FLAC(path)
    assert tags["title"] == ["An interview with Ada"]
    assert tags["REPLAYGAIN_TRACK_GAIN"][0].endswith(" dB")
    assert tags.pictures[0].data == JPEG.data
    assert tags.info.total_samples == timeline.length


def test_the_wav_has_its_chapters_once_as_cue_points(tagged, timeline):
    path, wanted = tagged("wav", timeline)
    assert str(WAVE(path).tags["TIT2"]) == "An interview with Ada"
    assert not WAVE(path).tags.getall("CHAP")
    assert [(title, int(start)) for title, start in chapters_of(path)] == wanted
    data = path.read_bytes()
    assert struct.unpack("<I", data[4:8])[0] == len(data) - 8
    at = data.index(b"cue ") + 8
    (count,) = struct.unpack("<I", data[at : at + 4])
    points = [struct.unpack("<II4sIII", data[at + 4 + 24 * n : at + 28 + 24 * n]) for n in range(count)]
    assert [1000 * point[1] // 44_100 for point in points] == [start for _, start in wanted]
    assert data.count(b"labl") == count


def test_tags_leave_the_sound_alone(bare, said):
    for name in ("mp3", "m4a", "opus", "flac", "wav"):
        path = bare(name, said.about.chapters)
        before = listen(path)
        write_tags(name, path, replace(said, cover=JPEG))
        assert listen(path) == before, name


def test_the_encoders_silence_is_as_long_as_the_files_own_edit_list_says(tagged, programme):
    path, _ = tagged("m4a", programme.timeline)
    _, delay, *_ = bytes(MP4(path).tags["----:com.apple.iTunes:iTunSMPB"][0]).split()
    with path.open("rb") as file:
        start, _ = find(file, b"moov", b"trak", b"edts", b"elst") or (0, 0)
        file.seek(start + 8)
        _, count, _, media_time = struct.unpack(">4I", file.read(16))
    assert count == 1
    assert int(delay, 16) == media_time > 0

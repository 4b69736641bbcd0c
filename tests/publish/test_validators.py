"""The audio of an episode before other people's programs."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from other_programs import TITLES, node, run

from audio.publish import Published

ALL = [".mp3", ".m4a", ".opus", ".flac", ".wav"]


def suffixed(everything: Published, suffix: str) -> Path:
    """Give the recording of a format."""
    (path,) = [each.path for each in everything.recordings if each.path.suffix == suffix]
    return path


def test_mp3val_finds_every_frame_whole(everything):
    said = run("mp3val", everything.audio)
    assert "WARNING" not in said
    assert "+ID3v2, CBR" in said


def test_mp3check_finds_no_anomaly(everything):
    name, *complaints = run("mp3check", "-e", everything.audio, status=1).strip().splitlines()
    assert name.endswith("e.mp3:")
    assert all("bytes of junk before first frame" in line for line in complaints)  # the tag


@pytest.mark.parametrize("suffix", ALL)
def test_ffprobe_lists_the_chapters_in_order(everything, starts, suffix):
    command = ["ffprobe", "-v", "error", "-show_chapters", "-of", "json"]
    chapters = json.loads(run(*command, suffixed(everything, suffix)))["chapters"]
    assert [round(1000 * float(each["start_time"])) for each in chapters] == starts
    assert [each["tags"]["title"] for each in chapters] == TITLES


@pytest.mark.parametrize("suffix", ALL)
def test_mpv_lists_the_chapters_in_order(everything, starts, suffix):
    said = run(
        "mpv", "--no-config", "--no-video", "--audio-display=no", "--ao=null", "--length=0.1",
        "--msg-level=all=no,term-msg=info", "--term-playing-msg=${=chapter-list}",
        suffixed(everything, suffix),
    )  # fmt: skip
    chapters = json.loads(next(line for line in said.splitlines() if line.startswith("[")))
    assert [each["title"] for each in chapters] == TITLES
    # It counts from an MP3's first sample as it is stored, 25 ms before the first that is heard.
    late = 25 if suffix == ".mp3" else 0
    assert [1000 * each["time"] + late for each in chapters] == pytest.approx(starts, abs=0.1)


@pytest.mark.parametrize("suffix", ALL)
def test_ffmpeg_decodes_every_file_without_an_error(everything, suffix):
    command = ["ffmpeg", "-hide_banner", "-v", "error", "-i"]
    assert run(*command, suffixed(everything, suffix), "-map", "0:a", "-f", "null", "-") == ""


@pytest.mark.parametrize("suffix", [".mp3", ".m4a", ".opus"])
def test_ffmpeg_measures_the_loudness_and_the_peak_asked_for(everything, suffix):
    path, meter = suffixed(everything, suffix), "ebur128=peak=true:dualmono=true"
    said = run("ffmpeg", "-hide_banner", "-nostats", "-i", path, "-af", meter, "-f", "null", "-")
    summary = said[said.rindex("Summary") :]
    assert float(re.search(r"I:\s+(\S+) LUFS", summary)[1]) == pytest.approx(-16, abs=0.3)
    assert float(re.search(r"Peak:\s+(\S+) dBFS", summary)[1]) <= -1.0


@pytest.mark.parametrize("suffix", ALL)
def test_exiftool_reads_the_tags_without_a_warning(everything, suffix):
    said = run("exiftool", "-a", "-j", "-Title", "-Album", "-Warning", "-Error", suffixed(everything, suffix))
    (tags,) = json.loads(said)
    tags.pop("SourceFile")
    if suffix == ".m4a":  # it has not been asked to look into the text track
        assert tags.pop("Warning").startswith("[minor] The ExtractEmbedded option")
    assert tags == {"Title": "An interview with Ada", "Album": "Engines"}


def eyed3_python() -> str:
    """Give a Python that has eyeD3; Debian's is in its own."""
    for python in filter(None, map(shutil.which, ("python3", "/usr/bin/python3"))):
        asked = subprocess.run([python, "-c", "import eyed3"], capture_output=True, check=False)
        if asked.returncode == 0:
            return python
    pytest.skip("eyed3 is not installed")


def test_eyed3_reads_chapters_and_their_table(everything, starts):
    program = (
        "import eyed3, json, sys\n"
        "tag = eyed3.load(sys.argv[1]).tag\n"
        "print(json.dumps([[[c.element_id.decode(), c.times[0], c.title] for c in tag.chapters],\n"
        "  [[t.toplevel, t.ordered, [i.decode() for i in t.child_ids]] for t in tag.table_of_contents]]))\n"
    )
    said = run(eyed3_python(), "-c", program, everything.audio)
    chapters, tables = json.loads(next(line for line in said.splitlines() if line.startswith("[[")))
    assert [each[1:] for each in chapters] == [list(pair) for pair in zip(starts, TITLES, strict=True)]
    assert tables == [[True, True, [each[0] for each in chapters]]]


def test_node_id3_reads_chapters_with_picture_and_link_and_their_table(everything, starts):
    program = (
        "const id3 = (await import(home + '/index.js')).default; const tag = id3.read(path);"
        "for (const each of tag.chapter) each.size = each.tags.image?.imageBuffer.length ?? 0;"
        "console.log(JSON.stringify([tag.chapter, tag.tableOfContents, tag.unsynchronisedLyrics]))"
    )
    chapters, tables, lyrics = node("node-id3", program, everything.audio)
    read = [(each["startTimeMs"], each["tags"]["title"]) for each in chapters]
    assert read == list(zip(starts, TITLES, strict=True))
    (picture,) = everything.pictures
    assert [each["size"] for each in chapters] == [0, picture.stat().st_size, 0, 0, 0, 0]
    assert chapters[1]["tags"]["userDefinedUrl"][0]["url"] == "https://example.org/mill"
    assert tables[0]["elements"] == [each["elementID"] for each in chapters]
    assert "Ada: Hello there." in lyrics["text"]


@pytest.mark.parametrize("suffix", ALL)
def test_music_metadata_reads_tags_length_and_cover(everything, suffix):
    program = (
        "const mm = await import(home + '/lib/index.js');"
        "const read = await mm.parseFile(path, {duration: true});"
        "console.log(JSON.stringify([read.common.title, read.common.album, read.common.picture.length,"
        " read.format.duration, read.quality.warnings.map((each) => each.message)]))"
    )
    title, album, covers, seconds, warnings = node("music-metadata", program, suffixed(everything, suffix))
    assert (title, album, covers) == ("An interview with Ada", "Engines", 1)
    assert seconds == pytest.approx(everything.seconds, abs=0.06)  # with the encoder's padding
    if suffix != ".wav":  # there it remarks on every chunk that is no sound
        assert warnings == []


@pytest.mark.parametrize("suffix", [".mp3", ".m4a"])
def test_music_metadata_reads_the_chapters_in_order(everything, starts, suffix):
    program = (
        "const mm = await import(home + '/lib/index.js');"
        "const read = await mm.parseFile(path, {includeChapters: true});"
        "console.log(JSON.stringify(read.format.chapters))"
    )
    chapters = node("music-metadata", program, suffixed(everything, suffix))
    assert [each["title"] for each in chapters] == TITLES
    times = [1000 * each["start"] / (each.get("timeScale") if suffix == ".m4a" else 1) for each in chapters]
    assert list(map(round, times)) == starts


def test_mediainfo_lists_both_kinds_of_chapters_of_an_m4a(everything):
    said = run("mediainfo", suffixed(everything, ".m4a"))
    assert re.search(r"^Menu #1$", said, re.MULTILINE)
    assert re.search(r"^Menu #2$", said, re.MULTILINE)
    assert TITLES[1] in said


@pytest.mark.parametrize("suffix", ALL)
def test_mediainfo_finds_one_sound_of_the_right_length(everything, suffix):
    said = json.loads(run("mediainfo", "--Output=JSON", suffixed(everything, suffix)))
    (sound,) = [track for track in said["media"]["track"] if track["@type"] == "Audio"]
    assert float(sound["Duration"]) == pytest.approx(everything.seconds, abs=0.06)


def test_atomic_parsley_finds_the_text_track_and_the_list(everything):
    said = run("AtomicParsley", suffixed(everything, ".m4a"), "-T")
    assert "chpl" in said
    assert re.search(r"Atom chap ", said)
    assert said.index("Atom moov") < said.index("Atom mdat")


def test_opusinfo_has_no_complaint(everything):
    said = run("opusinfo", suffixed(everything, ".opus"))
    assert "WARNING" not in said
    assert f"CHAPTER001NAME={TITLES[1]}" in said
    assert "CHAPTER001URL=https://example.org/mill" in said


def test_flac_tests_its_file_whole(everything):
    assert "ok" in run("flac", "-t", suffixed(everything, ".flac"))


def test_mpg123_plays_as_many_samples_as_there_are(everything, tmp_path):
    run("mpg123", "-q", "-w", tmp_path / "e.wav", everything.audio)
    assert ((tmp_path / "e.wav").stat().st_size - 44) // 2 == pytest.approx(everything.length, abs=1)

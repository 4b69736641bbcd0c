"""Every file of an episode before other people's programs; what is not installed is skipped by name."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from audio.cast import Loudness, Output, Pauses, Settings, Show
from audio.mix import lay_out, master
from audio.publish import Published, publish

TITLES = ["x", "日本語の章のタイトル", "مقابلة مع المهندس", "🎙️ Emoji 👩‍💻", "L" * 300, "Ü & <b>"]
NODE_MODULES = os.environ.get("VIVAVOCE_NODE_MODULES", "node_modules")
"""Where packages of npm are looked for; `npm install node-id3 music-metadata webvtt-parser srt-validator`."""


@pytest.fixture(scope="module")
def done(take_maker, script_of, tmp_path_factory) -> Published:
    """Give an episode in every format with all companions and chapters of difficult titles."""
    folder = tmp_path_factory.mktemp("validated")
    make_take, script = take_maker(folder), script_of(TITLES)
    said = "It's 10:30, see https://example.org/a?b=c&d=e for <more> of it -- or --> not."
    takes = [
        make_take(said, 5.0, turn=n, speaker=("Ada Lovelace", "Charles Babbage")[n % 2]) for n in range(1, 7)
    ]
    settings = Settings(
        show=Show(title="Engines", author="Press"),
        output=Output(formats=("mp3", "m4a", "opus", "flac", "wav"), files=("all",)),
    )
    return publish(master(lay_out(takes, script, Pauses()), Loudness()), script, settings, folder / "e.mp3")


@pytest.fixture(scope="module")
def starts(done) -> list[int]:
    """Give where the chapters begin, milliseconds."""
    chapters = json.loads(done.companions["chapters"].read_text("utf-8"))["chapters"]
    return [round(1000 * chapter["startTime"]) for chapter in chapters]


def run(*command: object, status: int = 0) -> str:
    """Run a program, which is skipped where it is not installed, and give all that it prints."""
    if not shutil.which(str(command[0])):
        pytest.skip(f"{command[0]} is not installed")
    finished = subprocess.run([str(each) for each in command], capture_output=True, text=True, check=False)
    assert finished.returncode == status, finished.stdout + finished.stderr
    return finished.stdout + finished.stderr


def node(package: str, program: str, path: Path) -> object:
    """Run a JavaScript program on a file with a package of npm, and give the JSON that it prints."""
    home = (Path(NODE_MODULES) / package).resolve()
    if not home.is_dir():
        pytest.skip(f"{package} is not installed: set VIVAVOCE_NODE_MODULES")
    code = f"const path = {json.dumps(str(path))}; const home = {json.dumps(str(home))};\n{program}"
    if not shutil.which("node"):
        pytest.skip("node is not installed")
    command = ["node", "--input-type=module", "-e", code]
    finished = subprocess.run(command, capture_output=True, text=True, check=False, cwd=home.parent.parent)
    assert finished.returncode == 0, finished.stderr
    return json.loads(finished.stdout)


def suffixed(done: Published, suffix: str) -> Path:
    """Give the recording of a format."""
    (path,) = [each.path for each in done.recordings if each.path.suffix == suffix]
    return path


def test_mp3val_finds_every_frame_whole(done):
    said = run("mp3val", done.audio)
    assert "WARNING" not in said
    assert "+ID3v2, CBR" in said


def test_mp3check_finds_no_anomaly(done):
    name, *complaints = run("mp3check", "-e", done.audio, status=1).strip().splitlines()
    assert name.endswith("e.mp3:")
    assert all("bytes of junk before first frame" in line for line in complaints)  # the tag


@pytest.mark.parametrize("suffix", [".mp3", ".m4a", ".opus", ".flac", ".wav"])
def test_ffprobe_lists_the_chapters_in_order(done, starts, suffix):
    command = ["ffprobe", "-v", "error", "-show_chapters", "-of", "json"]
    chapters = json.loads(run(*command, suffixed(done, suffix)))["chapters"]
    assert [round(1000 * float(each["start_time"])) for each in chapters] == starts
    assert [each["tags"]["title"] for each in chapters] == TITLES


@pytest.mark.parametrize("suffix", [".mp3", ".m4a", ".opus", ".flac", ".wav"])
def test_ffmpeg_decodes_every_file_without_an_error(done, suffix):
    command = ["ffmpeg", "-hide_banner", "-v", "error", "-i"]
    assert run(*command, suffixed(done, suffix), "-map", "0:a", "-f", "null", "-") == ""


@pytest.mark.parametrize("suffix", [".mp3", ".m4a", ".opus"])
def test_ffmpeg_measures_the_loudness_and_the_peak_asked_for(done, suffix):
    meter = "ebur128=peak=true:dualmono=true"
    said = run(
        "ffmpeg", "-hide_banner", "-nostats", "-i", suffixed(done, suffix), "-af", meter, "-f", "null", "-"
    )
    summary = said[said.rindex("Summary") :]
    assert float(re.search(r"I:\s+(\S+) LUFS", summary)[1]) == pytest.approx(-16, abs=0.3)
    assert float(re.search(r"Peak:\s+(\S+) dBFS", summary)[1]) <= -1.0


def test_eyed3_reads_chapters_and_their_table(done, starts):
    program = (
        "import eyed3, json, sys\n"
        "tag = eyed3.load(sys.argv[1]).tag\n"
        "print(json.dumps([[[c.element_id.decode(), c.times[0], c.title] for c in tag.chapters],\n"
        "  [[t.toplevel, t.ordered, [i.decode() for i in t.child_ids]] for t in tag.table_of_contents]]))\n"
    )
    for python in ("python3", "/usr/bin/python3"):
        found = shutil.which(python)
        if (
            found
            and subprocess.run([found, "-c", "import eyed3"], capture_output=True, check=False).returncode
            == 0
        ):
            (line,) = [
                each for each in run(found, "-c", program, done.audio).splitlines() if each.startswith("[[")
            ]
            chapters, tables = json.loads(line)
            assert [each[1:] for each in chapters] == [
                list(pair) for pair in zip(starts, TITLES, strict=True)
            ]
            assert tables == [[True, True, [each[0] for each in chapters]]]
            return
    pytest.skip("eyed3 is not installed")


def test_node_id3_reads_chapters_and_their_table(done, starts):
    program = (
        "const id3 = (await import(home + '/index.js')).default;"
        "const tag = id3.read(path);"
        "console.log(JSON.stringify([tag.chapter, tag.tableOfContents, tag.unsynchronisedLyrics]))"
    )
    chapters, tables, lyrics = node("node-id3", program, done.audio)
    assert [(each["startTimeMs"], each["tags"]["title"]) for each in chapters] == list(
        zip(starts, TITLES, strict=True)
    )
    assert tables[0]["elements"] == [each["elementID"] for each in chapters]
    assert "Ada: Hello there." in lyrics["text"]


def test_music_metadata_follows_the_table_of_contents(done, starts):
    program = (
        "const mm = await import(home + '/lib/index.js');"
        "const read = await mm.parseFile(path, {includeChapters: true});"
        "console.log(JSON.stringify([read.format.chapters, read.common.title, read.quality.warnings]))"
    )
    chapters, title, warnings = node("music-metadata", program, done.audio)
    assert [each["title"] for each in chapters] == TITLES
    assert [round(1000 * each["start"]) for each in chapters] == starts
    assert title == "An interview with Ada"
    assert warnings == []


def test_mediainfo_lists_both_kinds_of_chapters_of_an_m4a(done):
    said = run("mediainfo", suffixed(done, ".m4a"))
    assert re.search(r"^Menu #1$", said, re.MULTILINE)
    assert re.search(r"^Menu #2$", said, re.MULTILINE)
    assert "日本語の章のタイトル" in said


def test_atomic_parsley_finds_the_text_track_and_the_list(done):
    said = run("AtomicParsley", suffixed(done, ".m4a"), "-T")
    assert "chpl" in said
    assert re.search(r"Atom chap ", said)
    assert said.index("Atom moov") < said.index("Atom mdat")


def test_opusinfo_has_no_complaint(done):
    said = run("opusinfo", suffixed(done, ".opus"))
    assert "WARNING" not in said
    assert "CHAPTER001NAME=日本語の章のタイトル" in said


def test_flac_tests_its_file_whole(done):
    assert "ok" in run("flac", "-t", suffixed(done, ".flac"))


def test_mpg123_plays_as_many_samples_as_there_are(done, tmp_path):
    run("mpg123", "-q", "-w", tmp_path / "e.wav", done.audio)
    assert ((tmp_path / "e.wav").stat().st_size - 44) // 2 == pytest.approx(done.length, abs=1)


def test_xmllint_finds_the_podlove_chapters_well_formed(done):
    assert run("xmllint", "--noout", done.companions["podlove"]) == ""


def test_webvtt_parser_finds_no_error(done):
    program = (
        "import fs from 'node:fs'; import { createRequire } from 'node:module';"
        "const { WebVTTParser } = createRequire(home + '/')('webvtt-parser');"
        "const read = new WebVTTParser().parse(fs.readFileSync(path, 'utf8'));"
        "console.log(JSON.stringify([read.errors, read.cues.length]))"
    )
    errors, count = node("webvtt-parser", program, done.companions["vtt"])
    assert errors == []
    assert count >= len(TITLES)


def test_srt_validator_finds_no_error(done):
    program = (
        "import fs from 'node:fs'; import { createRequire } from 'node:module';"
        "const loaded = createRequire(home + '/')('srt-validator');"
        "console.log(JSON.stringify((loaded.default ?? loaded)(fs.readFileSync(path, 'utf8'))))"
    )
    assert node("srt-validator", program, done.companions["srt"]) == []


def test_the_cover_is_a_square_jpeg_without_transparency(done):
    said = run("ffprobe", "-v", "error", "-show_streams", "-of", "json", done.companions["cover"])
    (stream,) = json.loads(said)["streams"]
    assert (stream["codec_name"], stream["width"], stream["height"]) == ("mjpeg", 3000, 3000)

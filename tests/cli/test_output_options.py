"""Which files `vivavoce render` writes, as its user asks for them."""

from __future__ import annotations

import json

import av

TONE = ("--engine", "tone")


def names(folder):
    return sorted(path.name for path in (folder / "out").iterdir())


def test_formats_and_files_are_those_asked_for_and_no_more(folder, vivavoce):
    done = vivavoce(
        "render", "clock.txt", *TONE, "--format", "m4a,opus", "--files", "chapters,notes", "--json"
    )

    assert done.returncode == 0, done.stderr
    assert names(folder) == ["clock.chapters.json", "clock.m4a", "clock.md", "clock.opus"]
    row = json.loads(done.stdout)
    assert row["file"] == "out/clock.m4a"
    assert len(row["files"]) == 4


def test_options_take_the_place_of_what_the_settings_say(folder, vivavoce):
    (folder / "voices.yaml").write_text(
        "output:\n  formats: [flac]\n  files: [srt]\n  bitrate: 64\n", encoding="utf-8"
    )

    vivavoce("render", "clock.txt", *TONE)
    assert names(folder) == ["clock.flac", "clock.srt"]
    vivavoce("render", "clock.txt", *TONE, "--format", "mp3", "--files", "vtt")
    assert names(folder) == ["clock.flac", "clock.mp3", "clock.srt", "clock.vtt"]
    with av.open(str(folder / "out" / "clock.mp3")) as container:
        assert container.streams.audio[0].bit_rate == 64_000


def test_an_unknown_format_is_one_sentence_with_those_there_are(folder, vivavoce):
    done = vivavoce("render", "clock.txt", *TONE, "--format", "ogg")

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "'ogg'; it must be mp3, m4a, opus, flac or wav" in done.stderr


def test_the_script_is_not_written_over_by_its_own_transcript(folder, vivavoce):
    before = (folder / "clock.txt").read_bytes()

    done = vivavoce("render", "clock.txt", *TONE, "--files", "text", "-o", ".")

    assert done.returncode == 2
    assert "clock.txt" in done.stderr
    assert (folder / "clock.txt").read_bytes() == before

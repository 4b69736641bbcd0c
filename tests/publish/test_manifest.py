"""The manifest: enough to make an episode again, and to prove that it is the same."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import av
import pytest
from PIL import Image

from audio import plan, render
from audio.cast import Music, Output, Settings, Show, Theme, Voice
from audio.errors import InputError, PublishError
from audio.publish import InputFile, input_file, publish
from audio.publish.sound.encoding import encode
from audio.publish.sound.mp3 import write_mp3
from audio.speech import Fallback
from audio.tasks import workers


@pytest.fixture
def made(programme, script, tmp_path):
    """Give what was published, with its manifest read."""
    (tmp_path / "talk.md").write_text("the script")
    settings = Settings(output=Output(files=("vtt", "manifest")))
    inputs = [input_file("script", tmp_path / "talk.md")]
    done = publish(programme, script, settings, tmp_path / "out" / "e.mp3", inputs)
    return done, json.loads(done.companions["manifest"].read_text("utf-8"))


def samples_of(path: Path) -> bytes:
    with av.open(str(path)) as container:
        return b"".join(frame.to_ndarray().tobytes() for frame in container.decode(audio=0))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_other_file_is_listed_with_its_bytes(made):
    done, listed = made
    assert [each["name"] for each in listed["files"]] == ["e.mp3", "e.vtt"]
    for each in listed["files"]:
        path = done.audio.with_name(each["name"])
        assert (each["sha256"], each["bytes"]) == (digest(path), path.stat().st_size)
    assert (listed["files"][0]["rate"], listed["files"][0]["length"]) == (44_100, done.length)


def test_the_levels_are_those_with_which_each_file_was_encoded(programme, script, tmp_path):
    output = Output(formats=("mp3", "m4a"), files=("manifest",))
    done = publish(programme, script, Settings(output=output), tmp_path / "e.mp3")
    files = json.loads(done.companions["manifest"].read_text("utf-8"))["files"]
    for listed, recording in zip(files, done.recordings, strict=True):
        assert listed["gain_db"] == pytest.approx(recording.gain_db, abs=1e-4)
        level = {"gain_db": recording.gain_db, "ceiling_db": recording.ceiling_db}
        again = tmp_path / f"again{recording.path.suffix}"
        with workers() as hands:
            if again.suffix == ".mp3":
                write_mp3(replace(programme, **level), again, None, hands)
            else:
                encode(replace(programme, **level), {"m4a": again}, None, ())
        assert samples_of(again) == samples_of(recording.path)


def test_the_script_is_named_as_the_episodes_folder_sees_it_with_its_digest(made, tmp_path):
    _, listed = made
    sha256 = digest(tmp_path / "talk.md")
    assert listed["inputs"] == [{"role": "script", "path": "../talk.md", "sha256": sha256}]


def test_each_turn_has_what_is_written_what_is_spoken_and_when(made, programme):
    _, listed = made
    assert [(each["number"], each["speaker"]) for each in listed["turns"]] == [(n, "Ada") for n in (1, 2, 3)]
    for turn, event in zip(listed["turns"], programme.timeline.events, strict=True):
        assert (turn["written"], turn["spoken"]) == ("Hello there.", "Hello there.")
        assert turn["start"] == event.start * 1000 // 44_100 / 1000
        assert turn["end"] == (event.start + event.length) * 1000 // 44_100 / 1000


def test_chapters_and_turns_are_on_one_clock(made):
    _, listed = made
    begin, *others = ((chapter["start"], chapter["end"]) for chapter in listed["chapters"])
    turns = {turn["start"] for turn in listed["turns"]}
    assert begin[0] == 0.0
    assert {start for start, _ in others} <= turns
    assert len(listed["chapters"]) > 1


def test_each_take_is_known_by_its_key_its_words_and_its_sound(made, programme):
    _, listed = made
    for take, event in zip(listed["takes"], programme.timeline.events, strict=True):
        assert take["key"] == event.take.key
        assert take["clip_sha256"] == digest(event.take.clip)
        assert take["spoken_sha256"] == hashlib.sha256(b"Hello there.").hexdigest()
        assert (take["rate"], take["length"], take["start"]) == (24_000, event.take.length, event.start)


def test_settings_voices_and_versions_are_there(made):
    _, listed = made
    assert Settings.model_validate(listed["settings"]).output.files == ("vtt", "manifest")
    assert {who: voice["name"] for who, voice in listed["voices"].items()} == {"Ada": "ada", "Bob": "bob"}
    assert set(listed["engines"]) == {"tone"}
    assert {"av", "mutagen", "numpy"} <= set(listed["libraries"])


def test_it_says_nothing_of_this_machine_or_of_the_hour(made, programme, tmp_path):
    done, listed = made
    text = done.companions["manifest"].read_text("utf-8")
    assert str(tmp_path) not in text
    assert str(Path.home()) not in text or str(Path.home()) == "/"
    assert all("cached" not in take for take in listed["takes"])


def test_the_files_of_the_settings_are_named_as_the_episodes_folder_sees_them(programme, script, tmp_path):
    Image.new("RGB", (60, 60)).save(tmp_path / "cover.png")
    settings = Settings(
        show=Show(cover=tmp_path / "cover.png"),
        music=Music(intro=Theme(path=tmp_path / "music" / "in.mp3")),
        output=Output(files=("manifest",)),
    )
    done = publish(programme, script, settings, tmp_path / "out" / "e.mp3")
    text = done.companions["manifest"].read_text("utf-8")
    listed = json.loads(text)["settings"]
    assert (listed["show"]["cover"], listed["music"]["intro"]["path"]) == ("../cover.png", "../music/in.mp3")
    assert listed["music"]["bed"]["path"] is None
    assert str(tmp_path) not in text


def test_the_voice_is_the_one_that_is_heard(made, programme, script, tmp_path):
    _, before = made
    first, *others = programme.timeline.events
    own = Fallback(Voice("espeak", "en-gb"), "It is down.")
    events = (replace(first, take=replace(first.take, fallback=own)), *others)
    again = replace(programme, timeline=replace(programme.timeline, events=events))
    settings = Settings(output=Output(files=("manifest",)))
    done = publish(again, script, settings, tmp_path / "other" / "e.mp3")
    listed = json.loads(done.companions["manifest"].read_text("utf-8"))
    assert [(take["voice"], take["fallback"]) for take in before["takes"]] == [
        ("tone:ada", False), ("tone:bob", False), ("tone:ada", False),
    ]  # fmt: skip
    assert (listed["takes"][0]["voice"], listed["takes"][0]["fallback"]) == ("espeak:en-gb", True)
    assert set(listed["engines"]) == {"espeak", "tone"}
    assert {who: voice["engine"] for who, voice in listed["voices"].items()} == {
        "Ada": "espeak", "Bob": "tone",
    }  # fmt: skip


@pytest.mark.parametrize("address", ["https://example.org/talk", "-"])
def test_what_is_in_no_file_keeps_its_name(programme, script, tmp_path, address):
    inputs = [InputFile("script", address, "0" * 64)]
    settings = Settings(output=Output(files=("manifest",)))
    done = publish(programme, script, settings, tmp_path / "e.mp3", inputs)
    assert json.loads(done.companions["manifest"].read_text("utf-8"))["inputs"][0]["path"] == address


def test_a_take_from_the_cache_gives_the_same_manifest(made, programme, script, tmp_path):
    done, _ = made
    events = tuple(
        replace(event, take=replace(event.take, cached=True)) for event in programme.timeline.events
    )
    again = replace(programme, timeline=replace(programme.timeline, events=events))
    inputs = [input_file("script", tmp_path / "talk.md")]
    settings = Settings(output=Output(files=("vtt", "manifest")))
    twin = publish(again, script, settings, tmp_path / "other" / "e.mp3", inputs)
    assert [a.read_bytes() for a in twin.files] == [b.read_bytes() for b in done.files]


def test_an_input_that_is_gone_is_named(tmp_path):
    with pytest.raises(InputError, match=r"gone\.md cannot be read"):
        input_file("script", tmp_path / "gone.md")


def test_the_settings_are_stated_as_they_were_when_they_were_read(cache, tmp_path):
    script, settings = tmp_path / "talk.md", tmp_path / "voices.yaml"
    script.write_text("**Ada:** Hello?\n\n**Ben:** Hello.\n")
    settings.write_text("engine: tone\n")
    planned, before = plan(script), digest(settings)
    settings.write_text("engine: kokoro\n")
    script.write_text("Something else.")
    made = render(planned, tmp_path / "out")
    listed = json.loads(made.published.companions["manifest"].read_text("utf-8"))
    assert {each["role"]: each["sha256"] for each in listed["inputs"]} == {
        "script": planned.request.source.sha256,
        "settings": before,
    }


def test_an_input_that_changes_while_the_episode_is_made_is_told_and_the_old_one_kept(
    programme, script, tmp_path
):
    (tmp_path / "cover.png").write_bytes(b"one")
    inputs = [input_file("cover", tmp_path / "cover.png")]
    (tmp_path / "cover.png").write_bytes(b"two")
    (tmp_path / "e.mp3").write_bytes(b"old")
    with pytest.raises(PublishError, match=r"cover\.png was changed while the episode was made"):
        publish(programme, script, Settings(output=Output(files=())), tmp_path / "e.mp3", inputs)
    assert (tmp_path / "e.mp3").read_bytes() == b"old"

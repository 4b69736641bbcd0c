"""A programme handed to an editor: its timeline, its labels, its stems."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from audio.cast import Loudness, Pauses, Voice
from audio.errors import PublishError
from audio.mix import audacity_labels, lay_out, master, timeline_json, write_stems
from audio.mix.music.placing import Score
from audio.mix.values import Tune
from audio.speech import Fallback, Word


@pytest.fixture
def timeline(make_take, script, tune):
    """Give two people who speak in turns, with music before them."""
    takes = [
        make_take(
            1.5, turn=n, speaker=who, written=f"Words\tof turn {n}.", pause_after="chapter", level=0.05 * n
        )
        for n, who in enumerate(["Ada", "Bob/../Ó Sé", "Ada"], 1)
    ]
    takes[0] = replace(takes[0], words=(Word("Words", 240, 2400),))
    music = Tune(tune(2.0), 0, 88_200, -10.0, -10.0, duck_db=12.0, overlap=22_050)
    return lay_out(takes, script, Pauses(), score=Score(intro=music))


def decoded(path) -> np.ndarray:
    with av.open(str(path)) as container:
        frames = [
            frame.to_ndarray().reshape(-1, frame.layout.nb_channels) for frame in container.decode(audio=0)
        ]
    return np.concatenate(frames)


def test_the_timeline_says_where_everything_stands(timeline, script, tmp_path):
    told = json.loads(timeline_json(timeline, script, tmp_path))
    assert (told["version"], told["rate"], told["length"]) == (1, 44_100, timeline.length)
    assert [(take["start"], take["end"]) for take in told["takes"]] == [
        (e.start, e.end) for e in timeline.events
    ]
    assert told["takes"][0]["words"] == [
        {"text": "Words", "start": timeline.events[0].start + 441, "end": timeline.events[0].start + 4410}
    ]
    assert [piece["role"] for piece in told["music"]] == ["intro"]
    assert [chapter["title"] for chapter in told["chapters"]] == ["Chapter 1", "Chapter 2", "Chapter 3"]
    clip = timeline.events[1].take.clip
    assert (tmp_path / told["takes"][1]["clip"]).samefile(clip)
    assert str(tmp_path) not in told["takes"][1]["clip"]


def test_the_timeline_names_the_voice_that_is_heard(timeline, script):
    first, *others = timeline.events
    stood_in = replace(first.take, fallback=Fallback(Voice("tone", "low"), "It is down."))
    told = json.loads(
        timeline_json(replace(timeline, events=(replace(first, take=stood_in), *others)), script, Path())
    )
    assert [take["voice"] for take in told["takes"][:2]] == ["tone:low", str(others[0].take.segment.voice)]


def test_labels_are_lines_of_two_times_and_a_text_in_order(timeline):
    lines = [line.split("\t") for line in audacity_labels(timeline).splitlines()]
    assert all(len(line) == 3 for line in lines)
    starts = [float(start) for start, _, _ in lines]
    assert starts == sorted(starts)
    assert all(float(start) <= float(end) for start, end, _ in lines)
    takes = [line for line in lines if not line[2].startswith("Chapter: ")]
    assert [round(float(start) * 44_100) for start, _, _ in takes] == [e.start for e in timeline.events]
    assert takes[0][2] == "Ada: Words of turn 1."


def test_stems_laid_over_each_other_are_the_programme(timeline, tmp_path):
    programme = master(timeline, Loudness(target=-26, room_tone="none"))
    *stems, labels = write_stems(programme, tmp_path / "stems")
    assert [path.name for path in stems] == ["01 Ada.wav", "02 Bob .. Ó Sé.wav", "03 Music.wav"]
    assert labels.read_text(encoding="utf-8") == audacity_labels(timeline)
    sounds = [decoded(path) for path in stems]
    assert {len(sound) for sound in sounds} == {timeline.length}
    whole = np.concatenate(list(programme.blocks()))
    assert np.abs(sum(sounds) - whole).max() < 1e-4


def test_a_stem_holds_one_speaker_only(timeline, tmp_path):
    ada, bob, *_ = write_stems(master(timeline, Loudness(room_tone="none")), tmp_path)
    second = timeline.events[1]
    here = slice(second.start + 4410, second.end)
    assert np.abs(decoded(ada)[here]).max() < 1e-5 < np.abs(decoded(bob)[here]).max()


def test_stems_are_stereo_where_the_programme_is(make_take, script, tmp_path):
    take = make_take(1.0, voice=Voice("tone", "a", pan=0.5))
    stem, _ = write_stems(master(lay_out([take], script, Pauses()), Loudness()), tmp_path)
    left, right = decoded(stem).T
    assert (right**2).sum() > 2 * (left**2).sum()


def test_stems_are_the_same_bytes_every_time(timeline, tmp_path):
    programme = master(timeline, Loudness())
    one, two = (write_stems(programme, tmp_path / name) for name in ("a", "b"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_where_a_stem_cannot_be_made_none_is_left(timeline, tmp_path):
    programme = master(timeline, Loudness())
    timeline.events[1].take.clip.unlink()
    with pytest.raises(Exception, match="cannot be read"):
        write_stems(programme, tmp_path / "stems")
    assert list((tmp_path / "stems").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_named(timeline, tmp_path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(PublishError, match="taken"):
        write_stems(master(timeline, Loudness()), tmp_path / "taken")

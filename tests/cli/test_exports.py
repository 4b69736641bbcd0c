"""`vivavoce render --timeline` and `--stems`: what an editor gets instead of an episode."""

from __future__ import annotations

import json
import wave

import av

TONE = ("--engine", "tone")


def test_a_timeline_and_labels_stand_beside_the_episodes_place_and_name_clips_that_are_there(
    folder, vivavoce
):
    done = vivavoce("render", "clock.txt", *TONE, "--timeline")

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["out/clock.timeline.json", "out/clock.labels.txt"]
    assert sorted(path.name for path in (folder / "out").iterdir()) == [
        "clock.labels.txt", "clock.timeline.json",
    ]  # fmt: skip
    told = json.loads((folder / "out" / "clock.timeline.json").read_text(encoding="utf-8"))
    ends = []
    for take in told["takes"]:
        with wave.open(str(folder / "out" / take["clip"])) as clip:
            assert clip.getnframes() > 0
        ends.append(take["end"])
    assert ends == sorted(ends)
    assert ends[-1] <= told["length"]


def test_stems_are_as_long_as_each_other_and_one_for_each_speaker(folder, vivavoce):
    done = vivavoce("render", "clock.txt", *TONE, "--stems", "--json")

    assert done.returncode == 0, done.stderr
    files = [folder / name for name in json.loads(done.stdout)["files"]]
    assert sorted((folder / "out" / "clock.stems").iterdir()) == sorted(files)
    *stems, labels = files
    assert labels.name == "labels.txt"
    speakers = {path.stem.partition(" ")[2] for path in stems}
    assert {"Ada Stone", "Ben Wray"} <= speakers
    lengths = set()
    for path in stems:
        with av.open(str(path)) as container:
            lengths.add(sum(frame.samples for frame in container.decode(audio=0)))
    assert len(lengths) == 1

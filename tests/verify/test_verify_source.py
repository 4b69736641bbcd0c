"""Where what should be said is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audio.errors import InputError
from audio.verify import captions_of, script_for


def test_the_manifest_names_the_script(tmp_path: Path) -> None:
    episode = tmp_path / "out" / "clock.mp3"
    episode.parent.mkdir()
    script = tmp_path / "clock.txt"
    script.write_text("Ada: Yes.\n")
    episode.with_suffix(".manifest.json").write_text(
        json.dumps({"inputs": [{"role": "script", "path": "../clock.txt"}]})
    )
    episode.with_suffix(".vtt").write_text("WEBVTT\n")
    assert script_for(episode).samefile(script)
    assert captions_of(episode, script_for(episode)) == episode.with_suffix(".vtt")


@pytest.mark.parametrize(
    "manifest", ["", "[]", "{}", '{"inputs": 5}', '{"inputs": [{"role": "script", "path": "gone.txt"}]}']
)
def test_without_a_script_in_the_manifest_the_captions_are_it(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "clock.manifest.json").write_text(manifest)
    captions = tmp_path / "clock.vtt"
    captions.write_text("WEBVTT\n")
    assert script_for(tmp_path / "clock.mp3") == captions
    assert captions_of(tmp_path / "clock.mp3", captions) is None


def test_with_neither_the_remedy_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--script"):
        script_for(tmp_path / "clock.mp3")

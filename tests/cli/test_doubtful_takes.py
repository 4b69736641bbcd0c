"""What `vivavoce render` says of takes that stayed doubtful."""

from __future__ import annotations

import json
import os
from pathlib import Path

from audio.speech import CACHE_VARIABLE


def test_a_doubtful_take_is_told_with_its_turn_and_stands_in_the_manifest(folder, vivavoce):
    render = ("render", "clock.txt", "--engine", "tone", "--json")
    first = vivavoce(*render)
    assert json.loads(first.stdout)["warnings"] == []
    _doubt("I wind the big one")

    done = vivavoce(*render)

    assert done.returncode == 0, done.stderr
    [warning] = json.loads(done.stdout)["warnings"]
    assert warning == (
        "Turn 3 (Ben Wray) may not sound right: 0.8 s of noise follow its last word. "
        "“I wind the big one. It sulks otherwise.”"
    )
    assert warning in " ".join(done.stderr.split())
    manifest = json.loads((folder / "out" / "clock.manifest.json").read_text(encoding="utf-8"))
    assert [take["turn"] for take in manifest["takes"] if take["flaws"] == ["noise"]] == [3]


def _doubt(beginning: str) -> None:
    """Write into the cache that a take could not be bettered."""
    for about in (Path(os.environ[CACHE_VARIABLE]) / "takes").glob("*/*.json"):
        held = json.loads(about.read_text(encoding="utf-8"))
        if held["spoken"].startswith(beginning):
            held["flaws"] = [["noise", "0.8 s of noise follow its last word", 0.8]]
            about.write_text(json.dumps(held), encoding="utf-8")

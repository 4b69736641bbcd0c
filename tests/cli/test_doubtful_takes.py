"""What `vivavoce render` says of takes that stayed doubtful."""

from __future__ import annotations

import json
import os
from pathlib import Path

from audio.models import CACHE_VARIABLE


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


def test_the_line_to_type_next_speaks_the_turn_of_a_doubtful_take(folder, vivavoce):
    vivavoce("render", "clock.txt", "--engine", "tone")
    _doubt("I wind the big one")

    done = vivavoce("render", "clock.txt", "--engine", "tone")

    row = next(line for line in done.stdout.splitlines() if line.startswith("out/"))
    assert "1 turn that may not sound right" in row
    assert row.endswith("vivavoce preview clock.txt 3 --engine tone")


def test_a_doubtful_take_is_told_with_stems_and_timeline_too(folder, vivavoce):
    export = ("render", "clock.txt", "--engine", "tone", "--timeline", "--stems", "--json")
    vivavoce(*export)
    _doubt("I wind the big one")

    done = vivavoce(*export)

    told = json.loads(done.stdout)
    assert [warning.partition(" may")[0] for warning in told["warnings"]] == ["Turn 3 (Ben Wray)"]
    assert done.stderr.count("may not sound right") == 1
    assert len(told["files"]) > 2


def test_the_warnings_for_machines_have_those_of_the_plan(folder, vivavoce):
    head = "---\nchapters: {details: {Nowhere: {url: https://example.org}}}\n---\n"
    source = folder / "headed.md"
    source.write_text(head + (folder / "clock.txt").read_text(encoding="utf-8"), encoding="utf-8")
    for more in ((), ("--timeline",)):
        done = vivavoce("render", source.name, "--engine", "tone", "--json", *more)
        assert "chapters.details names 'Nowhere'" in " ".join(json.loads(done.stdout)["warnings"])


def _doubt(beginning: str) -> None:
    """Write into the cache that a take could not be bettered."""
    for about in (Path(os.environ[CACHE_VARIABLE]) / "takes").glob("*/*.json"):
        held = json.loads(about.read_text(encoding="utf-8"))
        if held["spoken"].startswith(beginning):
            held["flaws"] = [["noise", "0.8 s of noise follow its last word", 0.8]]
            about.write_text(json.dumps(held), encoding="utf-8")

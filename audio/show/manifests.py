"""What stands in the out folder: the manifest of each episode, and whether it is still what would be made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from audio.cast import Settings
from audio.episode import Plan, kept_place
from audio.models import sha256_of
from audio.publish import settings_record

_OF_THE_FEED = ("show", "listing", "output", "speakers", "narrator", "pronunciations", "fallback", "engine")
"""Settings that are in the feed alone, or show in what is said and who says it."""
_PARTS = frozenset({
    *("inputs", "title", "date", "language", "people", "settings", "voices"),
    *("programme", "chapters", "turns", "takes", "files"),
})  # fmt: skip
"""What a manifest has, for a feed and a site to be made of it."""
Manifest = Mapping[str, Any]


def manifest_place(out: Path, name: str) -> Path:
    """Give where the manifest of an episode stands."""
    return out / f"{name}.manifest.json"


def read_manifest(out: Path, name: str) -> Manifest | None:
    """Give the manifest of an episode; None where there is none that can be read, or one of another form."""
    try:
        read = json.loads(manifest_place(out, name).read_bytes())
    except (OSError, ValueError):
        return None
    whole = isinstance(read, dict) and read.get("manifest") == 1 and read.keys() >= _PARTS
    return read if whole else None


def missing_file(out: Path, manifest: Manifest, formats: tuple[str, ...]) -> str:
    """Say which file of an episode is not there as its manifest has it; empty where all are."""
    endings = {Path(each["name"]).suffix for each in manifest["files"]}
    for name in formats:
        if f".{name}" not in endings:
            return f"there is no {name} of it"
    for each in manifest["files"]:
        try:
            same = (out / each["name"]).stat().st_size == each["bytes"]
        except OSError:
            return f"{each['name']} is not there"
        if not same:
            return f"{each['name']} is another file"
    return ""


def changed_inputs(out: Path, name: str, manifest: Manifest) -> list[str]:
    """Give the roles of the files that an episode was made from and that are others now, script apart."""
    changed = [
        each["role"]
        for each in manifest["inputs"]
        if each["role"] != "script" and _digest_of(out / each["path"]) != each["sha256"]
    ]
    known = {each["role"] for each in manifest["inputs"]}
    takes = "takes" not in known and kept_place(out / f"{name}.mp3").is_file()
    return [*changed, *(["takes"] if takes else [])]


def _digest_of(path: Path) -> str:
    """Give the digest of a file; empty where it cannot be read, or is a pipe or device without an end."""
    try:
        return sha256_of(path) if path.is_file() else ""
    except OSError:
        return ""


def comes_out_the_same(plan: Plan, manifest: Manifest, out: Path) -> bool:
    """Tell whether a plan would be heard and shown as its episode is, though its settings or source changed.

    What is compared: title, date, language, people, what is written and said in each turn, by which voice,
    and every setting but those that are in the feed alone.
    """
    settings, script = plan.settings, plan.script
    voices: dict[str, Any] = {}
    for segment in plan.segments:
        voices.setdefault(segment.speaker, asdict(segment.voice))
    now = (
        script.title,
        script.date.isoformat() if script.date else None,
        script.language,
        [(turn.speaker, turn.text) for turn in script.turns],
        sorted((each.turn, hashlib.sha256(each.spoken.encode()).hexdigest()) for each in plan.segments),
        voices,
        _heard(settings_record(settings, out)),
    )
    before = (
        manifest["title"],
        manifest["date"],
        manifest["language"],
        [(turn["speaker"], turn["written"]) for turn in manifest["turns"]],
        sorted((take["turn"], take["spoken_sha256"]) for take in manifest["takes"]),
        manifest["voices"],
        _heard(manifest["settings"]),
    )
    return now == before


def _heard(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Give what of the settings changes an episode's own files."""
    rest = {key: value for key, value in settings.items() if key not in _OF_THE_FEED}
    show, output = settings["show"], settings["output"]
    shown = {key: show[key] for key in ("title", "author", "cover")}
    encoded = {key: output[key] for key in ("bitrate", "sample_rate", "base_url")}
    return {**rest, **shown, **encoded}


def formats_of(settings: Settings, also: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Give the audio formats of a show's episodes: those of its settings, then those asked for besides."""
    return tuple(dict.fromkeys((*settings.output.formats, *also)))

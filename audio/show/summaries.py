"""What a feed and a site show of an episode, and what it was made of: a manifest without most of its length.

Manifests have every turn and take in them, and a large show has a thousand; so their summaries are kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from audio.files import look_of
from audio.script import NARRATOR
from audio.show.manifests import Manifest, manifest_place, read_manifest
from audio.tasks import kept
from audio.version import __version__

SHORTEST_BITE, LONGEST_BITE = 15.0, 120.0
"""Seconds of a soundbite, by the podcast namespace."""
_LONG = frozenset({"takes", "turns", "voices"})
"""What a summary leaves out."""
_QUESTION_MARKS = ("?", "？", "؟", "\u037e")
"""How a question ends, the last in Greek."""


@dataclass(frozen=True, slots=True)
class Soundbite:
    """What an episode is advertised with."""

    start: float
    """Seconds."""
    length: float
    """Seconds, 15 to 120."""
    words: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary of a manifest."""

    manifest: Manifest
    """Without turns, takes and voices."""
    roles: Mapping[str, str]
    """By name, in order of first speaking: `host` or `guest`."""
    opening: tuple[str, ...]
    """Paragraphs that are said before the conversation, without the title."""
    soundbite: Soundbite | None


def read_summary(out: Path, name: str) -> Summary | None:
    """Give the summary of an episode's manifest; None where there is none that can be read."""
    place = manifest_place(out, name)
    look = look_of(place)
    if not look:
        return None
    about = ("summary", __version__, place.resolve(), look)
    read = json.loads(kept(about, lambda: json.dumps(_summed_up(out, name)).encode()))
    if read is None:
        return None
    bite = Soundbite(**read["soundbite"]) if read["soundbite"] else None
    return Summary(read["manifest"], read["roles"], tuple(read["opening"]), bite)


def _summed_up(out: Path, name: str) -> dict[str, Any] | None:
    manifest = read_manifest(out, name)
    if manifest is None:
        return None
    turns, number = manifest["turns"], manifest["settings"]["listing"]["soundbite"]
    seconds = manifest["programme"]["length"] / manifest["programme"]["rate"]
    bite = _soundbite(number, turns, seconds)
    return {
        "manifest": {key: value for key, value in manifest.items() if key not in _LONG},
        "roles": {each: _role(each, turns) for each in manifest["people"]},
        "opening": list(_opening(manifest["title"], turns)),
        "soundbite": asdict(bite) if bite else None,
    }


def _role(name: str, turns: Iterable[Mapping[str, Any]]) -> str:
    """Tell whether somebody asks or answers, by how most of their turns end."""
    said = [turn["written"].rstrip() for turn in turns if turn["speaker"] == name]
    asked = sum(text.endswith(_QUESTION_MARKS) for text in said)
    return "host" if 2 * asked > len(said) else "guest"


def _opening(title: str, turns: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """Give what is said before the conversation, without the title."""
    for turn in turns:
        if turn["speaker"] != NARRATOR:
            return
        yield from (part for part in turn["written"].split("\n\n") if part.rstrip(". ") != title.rstrip(". "))


def _soundbite(number: int | None, turns: Sequence[Mapping[str, Any]], seconds: float) -> Soundbite | None:
    """Give the turn of a number as a soundbite, as long as one may be."""
    for turn in turns:
        if turn["number"] == number and "start" in turn and seconds >= SHORTEST_BITE:
            length = min(max(turn["end"] - turn["start"], SHORTEST_BITE), LONGEST_BITE)
            start = min(turn["start"], seconds - length)
            return Soundbite(start, length, turn["written"].split("\n\n")[0])
    return None

"""How an example of a source is graded: what was read beside what is right."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from audio.errors import ScriptError
from audio.script import Script, read_bytes

SOURCES = Path(__file__).parent / "sources"
_QUOTES = "\"“”'‘’ "

Said = tuple[str | None, str]
"""Who says it, None for narration, and all of it on one line."""


def examples(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Give every example under a folder of sources with its right reading."""
    for reading in sorted(folder.glob("*/*.reading.json")):
        number = reading.name.split(".")[0]
        (file,) = [each for each in reading.parent.glob(f"{number}.*") if each != reading]
        yield file, json.loads(reading.read_text())


def runs(said: Sequence[Said]) -> list[Said]:
    """Put together what one speaker says without a break."""
    found: list[Said] = []
    for who, text in said:
        flat = " ".join(text.split())
        if found and found[-1][0] == who:
            found[-1] = (who, f"{found[-1][1]} {flat}")
        else:
            found.append((who, flat))
    return found


def faults(file: Path, right: Mapping[str, Any]) -> list[str]:
    """Say what is wrong with the reading of a file; nothing where it is right."""
    try:
        script = read_bytes(file.read_bytes(), file.name)
    except ScriptError as error:
        return [f"not read: {error}"]
    return graded(script, right)


def graded(script: Script, right: Mapping[str, Any]) -> list[str]:
    """Say what is wrong with a reading; nothing where it is right."""
    got = runs([(None if turn.narration else turn.speaker, turn.text) for turn in script.turns])
    want = runs([(who, text) for who, text in right["turns"]])
    text = "\n".join(text for _, text in got)
    found = [f"says {words!r}" for words in right.get("absent", ()) if words in text]
    found += [f"says {words!r} not once" for words in right.get("once", ()) if text.count(words) != 1]
    return found + _differences(_bare(got, want, right), _bare(want, want, right), right)


def _bare(said: list[Said], want: list[Said], right: Mapping[str, Any]) -> list[Said]:
    """Leave out narration that may be there or not: the title, and what the reading allows."""
    if right.get("actions_may_be_dropped"):
        return runs([each for each in said if each[0] is not None])
    if said and said[0][0] is None and want[0][0] is not None and said[0][1] == right.get("title"):
        said = said[1:]
    if said and said[-1][0] is None and right.get("footnote_may_be_narrated"):
        said = said[:-1]
    return said


def _differences(got: list[Said], want: list[Said], right: Mapping[str, Any]) -> list[str]:
    if len(got) != len(want):
        return [f"{len(got)} turns, not {len(want)}"]
    names: dict[str | None, str | None] = {}
    for (who, text), (name, words) in zip(got, want, strict=True):
        begins = bool(right.get("mention_may_be_left_out")) and (text in words or words in text)
        if text.strip(_QUOTES) != words.strip(_QUOTES) and not begins:
            return [f"{who} says {text[:50]!r}, not {words[:50]!r}"]
        free = right.get("speakers_are_numbers") or right.get("speakers_unknown")
        names.setdefault(name, who if free else name)
        if (names[name] != who and not right.get("speakers_unknown")) or (name and who is None):
            return [f"{who} says {text[:30]!r}, not {names[name]}"]
    if right.get("speakers_are_numbers") and len(set(names.values())) < len(names):
        return ["two voices are one speaker"]
    return []

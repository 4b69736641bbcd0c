"""Changing `voices.yaml` for its owner: one setting is another, everything else stays as it was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from audio.cast.names import first_and_full, fold, listed
from audio.cast.settings.checks import problems_of
from audio.cast.settings.file import file_problems
from audio.cast.settings.layers import Layer
from audio.cast.settings.model import SettingPath
from audio.cast.settings.splice import Value, put, take_out
from audio.cast.settings.yaml_text import parse_yaml, read_utf8
from audio.cast.voices import Catalogue, with_engine
from audio.errors import Problem, SettingsError
from audio.files import write_text
from audio.script import NARRATOR

_NEW_FILE = (
    "# The settings of this show. `vivavoce voices schema` describes everything that may stand here.\n"
)


def set_voice(  # noqa: PLR0913 - one keyword for each option of the command
    path: Path,
    speaker: str,
    voice: str,
    *,
    speed: float | None = None,
    gain: float | None = None,
    pan: float | None = None,
    aliases: Sequence[str] = (),
    catalogue: Catalogue = (),
) -> str:
    """Give a speaker a voice in a settings file; give back the speaker's full name there.

    `speaker` is a name, an alias that the file knows, or `Narrator`; whoever is new is added, and so is a
    file that does not exist. None leaves a setting as it is, `aliases` are added to those that are there.
    Comments, order, quotes and spacing stay. Nothing is written unless the file that would come of it is in
    order: raises `SettingsError` with all that is wrong with the arguments or the file, `PublishError` where
    the file cannot be written.
    """
    if not speaker.strip():
        raise SettingsError((Problem("speaker", None, "the name is empty; give a name, or Narrator."),))
    before, data = _read(path)
    section, name = _find(data, speaker)
    text, data = _as_section(before, data, section)
    voice = with_engine(catalogue, voice)
    given = {"voice": voice, "speed": speed, "gain": gain, "pan": pan, "aliases": tuple(aliases)}
    changes = {key: value for key, value in given.items() if value is not None and value != ()}
    _check_arguments(section, changes, catalogue)
    known = _aliases(_value(data, section))
    changes["aliases"] = tuple(alias for alias in aliases if fold(alias) not in map(fold, known))
    new = text
    for key, value in changes.items():
        if value != ():
            new = put(new, (*section, key), value)
    if parse_yaml(new, str(path)).data != _with_changes(data, section, changes):
        raise SettingsError(file_problems(before, path) or (_by_hand(path),))
    _check_file(before, new, path, catalogue)
    write_text(path, new)
    return name


def unset_voice(path: Path, speaker: str) -> str:
    """Take a speaker's voice out of a settings file; give back the speaker's full name there.

    Everything else stays. Raises `SettingsError` where the file has no voice of theirs, or is out of order.
    """
    text, data = _read(path)
    section, name = _find(data, speaker)
    text, data = _as_section(text, data, section)
    who = _value(data, section)
    if not (isinstance(who, Mapping) and who.get("voice") is not None):
        sentence = f"{name} has no voice in it. {_voiced(data)}"
        raise SettingsError(file_problems(text, path) or (Problem(str(path), None, sentence),))
    new = take_out(text, (*section, "voice"))
    without = _with_changes(data, section, {"voice": None})
    if _filled(parse_yaml(new, str(path)).data) != _filled(without):
        raise SettingsError((_by_hand(path),))
    write_text(path, new)
    return name


def set_setting(path: Path, where: SettingPath, value: Value | None, *, catalogue: Catalogue = ()) -> None:
    """Change a setting of a settings file, such as `("pauses", "speaker")`; None takes it out.

    A tuple is added to the list that is there. A file that does not exist is made. A person is found by name
    or alias, as by `set_voice`, and everything else stays as it was written, as there. Raises `SettingsError`
    where the file would not be in order, `PublishError` where it cannot be written.
    """
    before, data = _read(path)
    if where[0] == "speakers":
        section, _ = _find(data, where[1])
        where = (*section, *where[2:])
    text, data = _as_section(before, data, where[:-1]) if len(where) > 1 else (before, data)
    if value is None and _value(data, where) is None:
        return
    new = take_out(text, where) if value is None else put(text, where, value)
    listed_there = _value(data, where) if isinstance(value, tuple) else None
    meant = [*(listed_there or ()), *value] if isinstance(value, tuple) else value
    if _value(parse_yaml(new, str(path)).data, where) != meant:
        raise SettingsError(file_problems(before, path) or (_by_hand(path),))
    _check_file(before, new, path, catalogue)
    write_text(path, new)


def _as_section(text: str, data: dict[str, Any], section: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    """Let a person who is only a voice, `Maya: kokoro:bf_emma`, be a section to which more can be added."""
    who = _value(data, section)
    if not isinstance(who, str):
        return text, data
    whole: dict[str, Any] = _with_changes(data, section, {"voice": who})
    return put(text, section, {"voice": who}), whole


def _voiced(data: Mapping[str, Any]) -> str:
    speakers = data.get("speakers")
    people = {NARRATOR: data.get("narrator"), **(speakers if isinstance(speakers, dict) else {})}
    has = {name: who.get("voice") if isinstance(who, Mapping) else who for name, who in people.items()}
    names = [str(name) for name, voice in has.items() if voice]
    return f"These have one: {listed(names)}." if names else "Nobody has one there."


def _filled(data: Any) -> Any:
    """Give plain values without keys that have nothing after them, and sections of such keys."""
    if not isinstance(data, Mapping):
        return data
    filled = {key: _filled(value) for key, value in data.items()}
    return {key: value for key, value in filled.items() if value is not None and value != {}}


def _by_hand(path: Path) -> Problem:
    return Problem(str(path), None, "this file cannot be changed safely as it is written; edit it by hand.")


def people_in(path: Path) -> tuple[str, ...]:
    """Give the full names of the speakers in a settings file; none where there is no file yet.

    Raises `SettingsError` where it cannot be read.
    """
    _, data = _read(path)
    speakers = data.get("speakers")
    return tuple(map(str, speakers)) if isinstance(speakers, dict) else ()


def _read(path: Path) -> tuple[str, dict[str, Any]]:
    """Give a file's text and values; those of a new file where there is none."""
    if not path.exists():
        return _NEW_FILE, {}
    text, unreadable = read_utf8(path)
    parsed = parse_yaml(text, str(path))
    problems = unreadable + parsed.problems
    if not problems and parsed.data is not None and not isinstance(parsed.data, dict):
        problems = file_problems(text, path)
    if problems:
        raise SettingsError(problems)
    return text, parsed.data or {}


def _find(data: Mapping[str, Any], speaker: str) -> tuple[tuple[str, ...], str]:
    """Give the section of a speaker and their full name."""
    speakers = data.get("speakers")
    speakers = speakers if isinstance(speakers, dict) else {}
    names = {fold(alias): str(name) for name, who in speakers.items() for alias in _aliases(who)}
    names |= {fold(str(name)): str(name) for name in speakers}
    by_first = [str(name) for name in speakers if first_and_full(speaker, str(name))]
    name = names.get(fold(speaker), by_first[0] if len(by_first) == 1 else " ".join(speaker.split()))
    if fold(name) == fold(NARRATOR):
        return ("narrator",), NARRATOR
    return ("speakers", name), name


def _aliases(who: Any) -> tuple[str, ...]:
    aliases = who.get("aliases") if isinstance(who, Mapping) else None
    return tuple(map(str, aliases)) if isinstance(aliases, list) else ()


def _check_arguments(section: tuple[str, ...], changes: Mapping[str, Any], catalogue: Catalogue) -> None:
    """Check each argument by itself, so that its mistakes are told under its own name."""
    problems: list[Problem] = []
    for key, value in changes.items():
        data: Any = {key: value}
        for name in reversed(section):
            data = {name: data}
        source = "voice" if key == "voice" else f"--{key}"
        found = problems_of(Layer(source, "option", data), catalogue)
        place = ".".join(section)
        problems += [replace(each, sentence=each.sentence.removeprefix(f"{place}.")) for each in found]
    if problems:
        raise SettingsError(tuple(problems))


def _with_changes(data: Mapping[str, Any], section: tuple[str, ...], changes: Mapping[str, Any]) -> Any:
    """Give plain values with a section changed, sharing nothing with the old ones."""
    if section:
        inner = data.get(section[0])
        inner = inner if isinstance(inner, dict) else {}
        return {**data, section[0]: _with_changes(inner, section[1:], changes)}
    aliases = [*_aliases(data), *changes.get("aliases", ())]
    changed = {key: value for key, value in changes.items() if key != "aliases"}
    return {**data, **changed, **({"aliases": aliases} if changes.get("aliases") else {})}


def _value(data: Any, section: tuple[str, ...]) -> Any:
    for key in section:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _check_file(old: str, new: str, path: Path, catalogue: Catalogue) -> None:
    """Raise what is wrong with the new text; mistakes that were there before keep their old lines."""
    problems = file_problems(new, path, catalogue)
    if not problems:
        return
    still = {problem.sentence for problem in problems}
    before = tuple(p for p in file_problems(old, path, catalogue) if p.sentence in still)
    raise SettingsError(before or problems)

"""Governing: the settings that hold for a script, its cast by them, and changes of the settings' file."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from audio.cast import (
    SETTINGS_NAME,
    Cast,
    OpenCatalogue,
    Settings,
    Voice,
    cast_script,
    effective_settings,
    find_settings,
    mistyped_names,
    set_setting,
)
from audio.errors import InputError
from audio.files import look_of, write_text
from audio.script import Script
from audio.speech import catalogue
from audio.studio.document import Rewrite, rewrite_between, value_in
from audio.studio.folder import Listed, inside

_writing = threading.RLock()
"""Held by whoever changes a settings' file: the scripts of a folder share theirs."""
_left: dict[Path, tuple[int, ...]] = {}
"""How each settings' file looked when a change made here was done."""


class Governing:
    """The settings of a script that is open, and who speaks it."""

    def __init__(self, about: Listed, script: Script) -> None:
        self._about = about
        self.file: Path | None = None
        """Where they stand; None where there are none."""
        self._look: tuple[int, ...] = ()
        self.settings: Settings
        self.cast: Cast
        self.near_misses: tuple[tuple[str, str], ...] = ()
        """Who speaks, and the name in the settings that is nearly theirs."""
        self.settle(script)

    def settle(self, script: Script) -> None:
        """Read the settings and cast the script anew. Raises `InputError` where they are wrong."""
        self.file = find_settings(self._about.script)
        self._look = look_of(self.file)
        entries = catalogue()
        self._cast_by(effective_settings(self.file, script, catalogue=entries), script, entries)

    def settle_if_right(self, script: Script) -> None:
        """Do so; where the settings are wrong, cast by those before: they are told of when next looked at."""
        look = self._look
        try:
            self.settle(script)
        except InputError:
            self._look = look
            self._cast_by(self.settings, script, catalogue())

    def _cast_by(self, settings: Settings, script: Script, entries: OpenCatalogue) -> None:
        self.cast = cast_script(script, settings, entries)
        self.settings, self.near_misses = settings, tuple(mistyped_names(script, settings))

    def voices(self) -> dict[str, Voice]:
        """Give who speaks in which voice."""
        return {member.speaker: member.voice for member in self.cast.members}

    def others(self, before: Mapping[str, Voice]) -> frozenset[str]:
        """Give who speaks otherwise than before."""
        return frozenset(who for who, voice in self.voices().items() if before.get(who) != voice)

    def look_is_another(self) -> bool:
        """Tell whether the file looks otherwise than when it was read."""
        return look_of(find_settings(self._about.script)) != self._look

    def is_left_by_another(self) -> bool:
        """Tell whether the file looks otherwise than a change made here left it, for any script."""
        with _writing:
            file = find_settings(self._about.script) or self.file
            return file is None or look_of(file) != _left.get(file)

    def change(self, change: Callable[[Path], None]) -> Rewrite | None:
        """Have the file changed; give what was made of it, None where it says what it said.

        Raises `InputError` where it may not be written, and what `change` raises; then the file is as before.
        """
        place = self._place()
        with _rewriting(place) as before:
            change(place)
            after = _text(place)
        return rewrite_between(before, after) if before != after else None

    def bring_back(self, rewrite: Rewrite) -> tuple[tuple[str, ...], ...]:
        """Make a change again, or the way back of one; give the settings of which it could not be made.

        Where somebody else has changed the file since, it is made of the settings that are still as they were
        left, and no others. Raises `PublishError`.
        """
        with suppress(InputError):
            return _brought_back(self._place(), rewrite)
        return tuple(where for where, _, _ in rewrite.values)

    def _place(self) -> Path:
        """Give the file that may be written: the one beside the script, made where there is none.

        Raises `InputError` where other settings hold, from outside the opened folder, or a link leads out.
        """
        folder, found = self._about.script.parent, find_settings(self._about.script)
        if found is not None and found.resolve().parent != folder.resolve():
            raise InputError(
                f"The settings that hold are {found}, outside the folder that is open: change them there, or "
                f"put a {SETTINGS_NAME} beside the script."
            )
        return inside(found or folder / SETTINGS_NAME)


@contextmanager
def _rewriting(place: Path) -> Iterator[str]:
    """Hold a settings' file while it is changed; give what it says. After an error it says so again."""
    with _writing:
        look, there, before = look_of(place), place.exists(), _text(place)
        try:
            yield before
        except Exception:
            if not there:
                place.unlink(missing_ok=True)
            elif _text(place) != before:
                write_text(place, before)
            raise
        finally:
            if look_of(place) != look:
                _left[place] = look_of(place)


def _brought_back(place: Path, rewrite: Rewrite) -> tuple[tuple[str, ...], ...]:
    with _rewriting(place) as before:
        text = rewrite.of(before)
        if text is None:
            return tuple(where for where, was, now in rewrite.values if not _set(place, where, was, now))
        if text:
            write_text(place, text)
        else:  # there was none before
            place.unlink(missing_ok=True)
        return ()


def _set(place: Path, where: tuple[str, ...], was: Any, now: Any) -> bool:
    """Change a setting that is as it was; tell whether it was and could be."""
    if value_in(_text(place), where) != was:
        return False
    if isinstance(now, list):  # what is set is added to the list that is there
        old = was if isinstance(was, list) else []
        if now[: len(old)] != old:
            return False
        now = tuple(now[len(old) :])
    with suppress(InputError):
        set_setting(place, where, now, catalogue=catalogue())
        return True
    return False


def _text(place: Path) -> str:
    """Give what the file says, bytes that are no text in place; empty where there is none."""
    return place.read_bytes().decode(errors="surrogateescape") if place.exists() else ""

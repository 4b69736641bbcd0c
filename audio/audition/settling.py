"""How a voice or a take that was heard is chosen: the command."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from pathlib import Path

from audio.cast import SETTINGS_NAME


def settling_command(name: str, voice: str, settings_file: Path | None) -> str:
    """Give the command that writes a voice into the settings that hold; `name` as they have it."""
    words = ["vivavoce", "voices", "set", _quoted(name), _quoted(voice)]
    if settings_file is not None and settings_file.resolve() != Path(SETTINGS_NAME).resolve():
        words += ["--settings", _quoted(settings_file.as_posix())]  # Windows takes these slashes too
    return " ".join(words)


def retake_command(script: str, turn: int, take: int, options: Sequence[str] = ()) -> str:
    """Give the command that keeps a take of a turn; `options` say of which episode."""
    words = ["vivavoce", "retake", script, str(turn), *options, "--keep", str(take)]
    return " ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    """Write a word for a shell; in double quotes where they do, since those serve on Windows too."""
    if re.fullmatch(r"[\w.,:/@+-]+", word):
        return word
    return shlex.quote(word) if re.search(r'["$`\\!%]', word) else f'"{word}"'

"""Which settings file a command edits: the one that governs a script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from audio.cast import SETTINGS_NAME, find_role, find_settings
from audio.episode import Request, read_request
from audio.source import open_source

Command = TypeVar("Command", bound=Callable[..., Any])


def edited_options(command: Command) -> Command:
    """Add the options that say which settings file is edited."""
    script = click.option(
        "--script",
        type=click.Path(path_type=Path, exists=True),
        metavar="SCRIPT",
        help="Edit the file that governs this script, or the scripts of this folder.",
    )
    settings = click.option(
        "--settings",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="File to edit instead of ./voices.yaml.",
    )
    return script(settings(command))


def governing(script: Path | None) -> Path:
    """Give the settings file that `render` finds for a script or a folder of scripts, else for this folder.

    Where there is none it is the one to make, beside the script. Raises `SettingsError` where there are two.
    """
    folder = Path() if script is None else script if script.is_dir() else script.parent
    return find_settings(folder / SETTINGS_NAME) or folder / SETTINGS_NAME


def named_in(script: Path | None, settings: Path | None, speaker: str) -> str:
    """Give the name under which a script's settings know a speaker; as written where no script is named.

    Raises `InputError` with the nearest name where nobody in the script is called that.
    """
    if script is None or script.is_dir():
        return speaker
    file = settings if settings is not None and settings.is_file() else None
    read, known, _ = read_request(Request(open_source(script), file))
    return find_role(read, known, speaker).name

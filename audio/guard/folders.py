"""The folders whose `voices.yaml` the user has agreed to once; remembered in the user's own configuration."""

from __future__ import annotations

import json
from pathlib import Path

import platformdirs

from audio.files import write_text


def trusted_folders() -> tuple[Path, ...]:
    """Give the folders that are trusted, as they were named, made absolute."""
    try:
        listed = json.loads(_memory().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    return tuple(Path(each) for each in listed if isinstance(each, str)) if isinstance(listed, list) else ()


def is_trusted(folder: Path) -> bool:
    """Tell whether a folder is trusted: itself, not one above it, wherever links to it stand."""
    return folder.resolve() in trusted_folders()


def trust_folder(folder: Path) -> None:
    """Remember a folder. Raises `PublishError` where the user's configuration cannot be written."""
    _remember({*trusted_folders(), folder.resolve()})


def forget_folder(folder: Path) -> bool:
    """Trust a folder no longer; False where it was not trusted. Raises as `trust_folder` does."""
    if not is_trusted(folder):
        return False
    _remember({*trusted_folders()} - {folder.resolve()})
    return True


def _memory() -> Path:
    return platformdirs.user_config_path("vivavoce") / "trusted.json"


def _remember(folders: set[Path]) -> None:
    write_text(_memory(), json.dumps(sorted(map(str, folders)), ensure_ascii=False, indent=1) + "\n")

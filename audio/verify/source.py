"""Where what should be said is found: a script, or the files beside the episode."""

from __future__ import annotations

import json
from pathlib import Path

from audio.errors import InputError

MANIFEST = ".manifest.json"
CAPTIONS = ".vtt"


def script_for(episode: Path) -> Path:
    """Give the script of an episode: the one its manifest names, else its captions.

    The manifest is `NAME.manifest.json`; the path that it has for the script is seen from the manifest's
    folder or the working folder. Captions hold every written word and its speaker, but not what the settings
    said of voices and pronunciations. Raises `InputError` where there is neither.
    """
    named = _named_by(episode.with_suffix(MANIFEST))
    captions = episode.with_suffix(CAPTIONS)
    if named is not None:
        return named
    if captions.is_file():
        return captions
    raise InputError(f"There is no {captions.name} beside {episode}: name what should be said by --script.")


def captions_of(episode: Path, script: Path | None) -> Path | None:
    """Give the captions of an episode, unless they are the script itself."""
    captions = episode.with_suffix(CAPTIONS)
    itself = script is not None and captions.resolve() == script.resolve()
    return captions if captions.is_file() and not itself else None


def _named_by(manifest: Path) -> Path | None:
    """Give the script that a manifest names, if it is still there."""
    try:
        inputs = json.loads(manifest.read_text(encoding="utf-8"))["inputs"]
        source = next(given["path"] for given in inputs if given["role"] == "script")
    except (OSError, ValueError, KeyError, TypeError, StopIteration):
        return None
    return next((path for path in (manifest.parent / source, Path(source)) if path.is_file()), None)

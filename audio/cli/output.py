"""Whether --output is a place for what is written."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from pathlib import Path

from audio.errors import InputError


def check_output(output: Path, endings: Sequence[str] = ()) -> None:
    """Raise `InputError` where `output` is called like a sound file, and is none of `endings` (`.mp3`).

    It would become a folder of that name otherwise, and nobody means one by `talk.ogg`.
    """
    ending = output.suffix.lower()
    kind, _ = mimetypes.guess_type(f"sound{ending}")
    if ending in endings or output.is_dir() or not (kind or "").startswith(("audio/", "video/")):
        return
    files = f", or a file that ends in {', '.join(endings)}" if endings else ""
    raise InputError(f"--output {output} ends in {ending}: name a folder{files}.")

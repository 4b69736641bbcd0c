"""What `vivavoce --version` says."""

from __future__ import annotations

import platform
from collections.abc import Iterator

from audio.models import is_good
from audio.speech import KeepsFiles, engine, engine_names
from audio.version import __version__


def version_lines(*, more: bool) -> Iterator[str]:
    """Give the version and, where `more` is asked, that of Python and every engine, and the models here.

    A model is known by its SHA-256, of which the first 12 digits are shown.
    """
    yield f"vivavoce, version {__version__}"
    if not more:
        return
    yield f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    for name in engine_names():
        made = engine(name)
        yield f"{name} {made.version}"
        for file in made.files() if isinstance(made, KeepsFiles) else ():
            if is_good(file):
                yield f"  {file.name} {file.sha256[:12]}"

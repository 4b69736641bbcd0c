"""Processes as a user starts them: with bytecode, as pip leaves it, and what a machine makes once made."""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "audio"
ONCE = """
from audio.cast import Voice
from audio.script import read_bytes
from audio.speech import engine
from audio.speech.engines.phonemes import read_english
for british in (False, True):
    read_english("Hello.", british=british)
read_bytes(b"Ada: Who winds it?\\n\\nBen: I do.\\n", "talk.txt")
engine("hibari").hasten(Voice("hibari", "heart"))
"""
"""Has English read in both accents, a script and a voice: what that needs is made once on a machine."""


def environment(cache_folder: Path) -> dict[str, str]:
    """Give the variables of a process that runs this tree, wherever it starts, with its cache in that folder.

    It finds the package's bytecode, as pip leaves it: a tree that is worked in may be told to write none.
    """
    _compile()
    rest = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**rest, "PYTHONPATH": str(PACKAGE.parent), "VIVAVOCE_CACHE": str(cache_folder)}


def make_cache(folder: Path) -> None:
    """Make a cache with nothing in it but the models of this machine's, and the tables that are made once."""
    from audio.models import cache_folder  # noqa: PLC0415 - not while anything is timed

    folder.mkdir(exist_ok=True)
    models = (cache_folder() / "models").resolve()
    if models.is_dir():
        (folder / "models").symlink_to(models)
    subprocess.run([sys.executable, "-c", ONCE], check=True, env=environment(folder))


@cache
def _compile() -> None:
    compileall.compile_dir(PACKAGE, quiet=1)

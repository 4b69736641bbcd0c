"""What the rooms tell of what they try and give up: lines on standard error, for whoever asks for them.

Only the house's own loggers are heard: those of libraries may tell the interview's text or a key.
"""

from __future__ import annotations

import logging
import os
import sys
from importlib.util import find_spec

import click


class _Lines(logging.StreamHandler):  # type: ignore[type-arg]  # generic for type checkers only
    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr  # while there is a bar, rich's, which prints above it
        super().emit(record)

    def format(self, record: logging.LogRecord) -> str:
        return f"vivavoce: {record.name.split('.')[1]}: {super().format(record)}"


def tell(times: int) -> None:
    """Turn on what `VIVAVOCE_LOG` asks for, and `-v`, given so many times, which goes before."""
    asked = [part.strip() for part in os.environ.get("VIVAVOCE_LOG", "").split(",") if part.strip()]
    asked += ["info" if times == 1 else "debug"] if times else []
    for part in asked:
        name, _, level = part.rpartition("=")
        if level not in {"info", "debug"} or (name and not find_spec(f"audio.{name.partition('.')[0]}")):
            raise click.UsageError(f"VIVAVOCE_LOG has {part!r}: give info or debug, or such as models=debug.")
        logging.getLogger(f"audio.{name}".rstrip(".")).setLevel(level.upper())
    house = logging.getLogger("audio")
    if asked and house.propagate:
        house.propagate = False  # a library may have turned on the root
        house.addHandler(_Lines())

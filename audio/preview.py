"""One turn, or a few, as a sound file of its own."""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from audio.cast import Settings
from audio.errors import InputError
from audio.mix import lay_out, master
from audio.publish import write_wav
from audio.script import Script, Turn
from audio.speech import Progress, Segment, speak_segments

PLAYERS = ("afplay", "pw-play", "paplay", "aplay")
"""Programs that play a WAV file and end; the first one found is used. Windows has its own way."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What was spoken."""

    file: Path
    """WAV, at the loudness of an episode."""
    turns: tuple[Turn, ...]
    seconds: float


def parse_turns(written: str) -> tuple[int, int]:
    """Read `7` or `3-5` as the numbers of the first and the last turn.

    Raises `InputError` for anything else, or where the first comes after the last.
    """
    match = re.fullmatch(r"\s*(\d{1,6})\s*(?:[-–]\s*(\d{1,6})\s*)?", written)
    if match is None:
        raise InputError(f"{written!r} names no turn: write a number such as 7, or a range such as 3-5.")
    first, last = int(match[1]), int(match[2] or match[1])
    if first > last:
        raise InputError(f"{written!r} runs backwards: write {last}-{first}.")
    return first, last


def preview_turns(
    script: Script,
    settings: Settings,
    segments: tuple[Segment, ...],
    turns: tuple[int, int],
    target: Path,
    *,
    on_progress: Callable[[Progress], None] | None = None,
) -> Preview:
    """Speak turns `first` to `last` (both included) of a planned script into the WAV file `target`.

    Raises `InputError` where the script has no such turn, and whatever a render may raise.
    """
    first, last = turns
    chosen = tuple(turn for turn in script.turns if first <= turn.number <= last)
    if len(chosen) != last - first + 1:
        wanted = f"turn {first}" if first == last else f"turns {first} to {last}"
        raise InputError(f"{script.source} has no {wanted}: its turns are numbered 1 to {len(script.turns)}.")
    takes = speak_segments(
        tuple(segment for segment in segments if first <= segment.turn <= last), progress=on_progress
    )
    alone = dataclasses.replace(script, turns=chosen, chapters=())
    timeline = lay_out(takes, alone, settings.pauses)
    programme = master(timeline, settings.loudness)
    write_wav(programme, target)
    return Preview(target, chosen, timeline.length / timeline.rate)


def play(path: Path) -> bool:
    """Play a WAV file to its end. Gives False where there is no sound device or no program to play it."""
    if sys.platform == "win32":
        import winsound  # noqa: PLC0415 - exists on Windows only

        winsound.PlaySound(str(path), winsound.SND_FILENAME)
        return True
    for name in PLAYERS:
        program = shutil.which(name)
        if program and _succeeds(program, str(path)):
            return True
    return False


def _succeeds(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603 - a player

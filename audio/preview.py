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

from audio.cast import Settings, cast_script, effective_settings, fallback_voice
from audio.errors import InputError
from audio.files import check_writable
from audio.mix import lay_out, master
from audio.publish import write_wav
from audio.script import NARRATOR, Lines, Paragraph, Script, Turn
from audio.speech import Progress, Segment, catalogue, segment_script, speak_segments

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
        numbers = f"{script.turns[0].number} to {script.turns[-1].number}"
        raise InputError(f"{script.source} has no {wanted}: its turns are numbered {numbers}.")
    check_writable(target)
    takes = speak_segments(
        tuple(segment for segment in segments if first <= segment.turn <= last),
        progress=on_progress,
        fallback=fallback_voice(settings, script.language),
    )
    alone = dataclasses.replace(script, turns=chosen, chapters=())
    timeline = lay_out(takes, alone, settings.pauses)
    programme = master(timeline, settings.loudness)
    write_wav(programme, target)
    return Preview(target, chosen, timeline.length / timeline.rate)


def preview_line(
    text: str, target: Path, *, voice: str | None = None, language: str | None = None,
    settings_file: Path | None = None,
) -> Preview:  # fmt: skip
    """Speak one line into the WAV file `target`, with the pronunciations of the settings.

    Without `voice` (engine:name) it is the narrator's; without `language` (BCP 47) it is the voice's own.
    Raises `InputError` where the line has nothing that can be said, and whatever a render may raise.
    """
    said = " ".join(text.split())
    if not any(map(str.isalnum, said)):
        raise InputError(f"There is nothing to say in {text!r}: write a word or a sentence.")
    entries = catalogue()
    voices = {NARRATOR: voice} if voice else {}
    settings = effective_settings(settings_file, voices=voices, catalogue=entries)
    wanted = settings.narrator.voice
    own = next((entry.language for entry in entries if str(entry) == wanted), "en")
    turn = Turn(1, NARRATOR, (Paragraph(said, Lines(1, 1)),), narration=True)
    script = Script("", (turn,), language=language or own)
    cast = cast_script(script, settings, entries)
    segments = segment_script(script, cast, settings.pronunciations)
    return preview_turns(script, settings, segments, (1, 1), target)


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

"""One turn, or a few, as a sound file of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from audio.cast import SETTINGS_NAME, cast_script, effective_settings, find_settings
from audio.episode.planning import Plan, Request
from audio.episode.rendering import spoken_takes
from audio.episode.selection import runs
from audio.episode.watching import SILENT, Watcher
from audio.errors import InputError
from audio.files import check_writable
from audio.mix import lay_out, master
from audio.publish import write_wav
from audio.script import NARRATOR, Lines, Paragraph, Script, Turn
from audio.script.direction import as_marks, taken_off
from audio.source import Source
from audio.speech import NOTHING, Allow, catalogue, segment_script, takes_in_use

PLAYERS = ("afplay", "pw-play", "paplay", "aplay")
"""Programs that play a WAV file and end; the first one found is used. Windows has its own way."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What was spoken."""

    file: Path
    """WAV, at the loudness of an episode."""
    turns: tuple[Turn, ...]
    seconds: float


def preview_name(plan: Plan) -> str:
    """Give what a preview of these turns is called, without an ending: `talk.turn-3-5`, `talk.turn-2+4-6`."""
    return f"{plan.request.source.stem}.turn-{runs([turn.number for turn in plan.script.turns])}"


@takes_in_use()
def preview(plan: Plan, target: Path, *, allow: Allow = NOTHING, watch: Watcher = SILENT) -> Preview:
    """Speak the turns of a plan into the WAV file `target`. Raises whatever a render may raise."""
    check_writable(target)
    timeline = lay_out(spoken_takes(plan, allow, watch), plan.script, plan.settings.pauses)
    write_wav(master(timeline, plan.settings.loudness), target)
    return Preview(target, plan.script.turns, timeline.length / timeline.rate)


def preview_line(
    text: str, target: Path, *, voice: str | None = None, language: str | None = None,
    settings_file: Path | None = None, allow: Allow = NOTHING, watch: Watcher = SILENT,
) -> Preview:  # fmt: skip
    """Speak one line into the WAV file `target`, as its marks direct and the settings pronounce it.

    Without `voice` (engine:name) it is the narrator's; without `language` (BCP 47) it is the voice's own;
    without `settings_file` the settings are those of the working folder.
    Raises `InputError` where the line has nothing that can be said, and whatever a render may raise.
    """
    read = taken_off(as_marks(" ".join(text.split())))
    if not any(map(str.isalnum, read.text)):
        raise InputError(f"There is nothing to say in {text!r}: write a word or a sentence.")
    entries = catalogue()
    voices = {NARRATOR: voice} if voice else {}
    file = settings_file or find_settings(Path(SETTINGS_NAME))
    settings = effective_settings(file, voices=voices, catalogue=entries)
    wanted = settings.narrator.voice
    own = next((entry.language for entry in entries if str(entry) == wanted), "en")
    turn = Turn(1, NARRATOR, (Paragraph(read.text, Lines(1, 1), directions=read.directions),), narration=True)
    script = Script("", (turn,), language=language or own)
    cast = cast_script(script, settings, entries)
    segments = segment_script(script, cast, settings.pronunciations)
    request = Request(Source(text, text.encode()), settings_file, voices=voices)
    return preview(Plan(request, script, settings, file, cast, segments), target, allow=allow, watch=watch)


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

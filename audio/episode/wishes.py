"""What a settings file asks for that only the user may: a file that was only found may be a stranger's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from audio.cast import FILES, Settings, Voice, leads_out, listed, values_at, voice_leads_out
from audio.errors import TrustError
from audio.guard import is_trusted
from audio.speech import engine


def check_wishes(file: Path, wishes: Iterable[str]) -> None:
    """Raise `TrustError` where a settings file has wishes, such as `sends text to gtts`, and no trust."""
    told = list(dict.fromkeys(wishes))
    folder = file.resolve().parent
    if told and not is_trusted(folder):
        shown = f"'{file.parent}'" if " " in str(file.parent) else str(file.parent)
        raise TrustError(
            f"{file} {listed(told)}. It may have come with the script, so that works only in folders "
            f"you trust: `vivavoce trust {shown}`. Or name the file: --settings {file}.",
            folder,
        )


def of_voices(voices: Iterable[Voice], named: Collection[str], file: Path) -> Iterator[str]:
    """Say which services voices would send text to, unless `named` has them, and which files are far."""
    for voice in voices:
        if engine(voice.engine).online and voice.engine not in named:
            yield f"sends text to {voice.engine}"
        if voice_leads_out(file.resolve().parent, voice.name):
            yield f"uses {voice.name}, outside its folder"


def of_files(settings: Settings, file: Path) -> Iterator[str]:
    """Say which keys a settings file reads, and which files outside its folder."""
    given = settings.model_dump()
    for path, written in (found for where in FILES for found in values_at(given, where)):
        origin = settings.origin(*path)
        if origin is None or origin.reason != "settings":
            continue
        if path[0] == "signing":
            yield f"reads a {path[1]} to sign with"
        elif leads_out(file.resolve().parent, written.absolute()):
            yield f"uses {written}, outside its folder"

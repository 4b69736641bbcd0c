"""What a settings file asks for that only the user may: a file that was only found may be a stranger's."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from audio.cast import FILES, Settings, Voice, is_path, leads_out, listed, values_at
from audio.errors import TrustError
from audio.guard import is_trusted
from audio.speech import engine


def check_wishes(file: Path, settings: Settings, voices: Sequence[Voice], named: Collection[str]) -> None:
    """Raise `TrustError` where a settings file asks for too much and its folder is not trusted.

    It may send no text away, read no key and use no file outside its folder. `settings` are those that hold,
    `voices` those that speak and are not the user's own choice, `named` the engines that are.
    """
    folder = file.resolve().parent
    if is_trusted(folder):
        return
    wishes = list(dict.fromkeys((*_sent(voices, named), *_used(settings, voices, folder))))
    if wishes:
        shown = f"'{file.parent}'" if " " in str(file.parent) else str(file.parent)
        raise TrustError(
            f"{file} {listed(wishes)}. It may have come with the script, so that works only in folders that "
            f"you trust: `vivavoce trust {shown}`. Or name the file: --settings {file}.",
            folder,
        )


def _sent(voices: Sequence[Voice], named: Collection[str]) -> Iterator[str]:
    """Say which services it would send text to."""
    for voice in voices:
        if engine(voice.engine).online and voice.engine not in named:
            yield f"sends text to {voice.engine}"


def _used(settings: Settings, voices: Sequence[Voice], folder: Path) -> Iterator[str]:
    """Say which keys it reads, and which files outside its folder."""
    given = settings.model_dump()
    for path, written in (found for where in FILES for found in values_at(given, where)):
        origin = settings.origin(*path)
        if origin is not None and origin.reason == "settings":
            if path[0] == "signing":
                yield f"reads a {path[1]} to sign with"
            elif leads_out(folder, written.absolute()):
                yield f"uses {written}, outside its folder"
    for voice in voices:
        if is_path(voice.name) and leads_out(folder, Path.cwd() / voice.name):
            yield f"uses {voice.name}, outside its folder"

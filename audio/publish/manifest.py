"""The manifest: what an episode was made of, so that it can be made again and proved to be the same.

It holds no time of writing, and paths only as they are seen from the episode's folder: the same inputs give
the same bytes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from audio.cast import Settings
from audio.errors import InputError, PublishError
from audio.files import seen_from
from audio.mix import Event, Programme, Timeline
from audio.models import sha256_of
from audio.publish.about import About
from audio.publish.chapters import ChapterMark, milliseconds
from audio.publish.heard import turns_heard
from audio.publish.pieces import json_pieces
from audio.script import Script
from audio.speech import engine
from audio.version import __version__

VERSION = 1
"""Of the manifest's form."""
_LIBRARIES = ("av", "mutagen", "numpy", "pillow", "pydub")
"""What the bytes of the audio and the cover depend on."""
_NO_FILE = re.compile(r"-|https?://.*")
"""What an input is called that is in no file: standard input, or an address."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that an episode was made from."""

    role: str
    """What it is: `script`, `settings`, `cover`, `picture` (of a chapter), `music`, kept `takes`."""
    path: str
    """As the user named it; `-` for standard input, or a web address."""
    sha256: str
    """Of its bytes, 64 hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file of the episode, as it is going to be found."""

    name: str
    """Without its folder."""
    content: Path
    """Where its bytes are now."""
    sound: Mapping[str, Any]
    """Where it is audio, its rate in Hz, length in samples, loudness in LUFS, peak in dBTP, and the gain and
    ceiling in dB with which it was encoded; otherwise empty."""


def input_file(role: str, path: Path) -> InputFile:
    """Describe a file by its bytes. Raises `InputError`."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    return InputFile(role, path.as_posix(), hashlib.sha256(content).hexdigest())


def check_unchanged(inputs: Iterable[InputFile]) -> None:
    """Raise `PublishError` for a file that is another one now; script and settings were read whole before."""
    for each in inputs:
        if each.role not in {"script", "settings"} and input_file(each.role, Path(each.path)) != each:
            raise PublishError(f"{each.path} was changed while the episode was made: render again.")


def manifest(
    script: Script,
    settings: Settings,
    programme: Programme,
    about: About,
    inputs: Sequence[InputFile],
    written: Iterable[Written],
    folder: Path,
) -> Iterator[str]:
    """Give the manifest of an episode in `folder` as JSON, piece by piece.

    Times of chapters and turns are seconds; lengths, and where a take begins, are samples.
    """
    timeline = programme.timeline
    whole = {
        "manifest": VERSION,
        "vivavoce": __version__,
        "libraries": {name: version(name) for name in _LIBRARIES},
        "engines": {name: engine(name).version for name in _engines(timeline)},
        "inputs": [asdict(each) | {"path": _seen_from(folder, each.path)} for each in inputs],
        "title": about.title,
        "date": about.date.isoformat() if about.date else None,
        "language": about.language,
        "people": list(about.people),
        "settings": settings_record(settings, folder),
        "voices": _voices(timeline),
        "programme": {
            "rate": programme.rate,
            "length": programme.length,
            "channels": programme.channels,
        },
        "chapters": [_chapter(mark) for mark in about.chapters],
        "turns": _turns(script, timeline),
        "takes": map(_take, timeline.events),
        "files": map(_file, written),
    }
    return json_pieces(whole)


def _engines(timeline: Timeline) -> list[str]:
    return sorted({event.take.voice.engine for event in timeline.events})


def settings_record(settings: Settings, folder: Path) -> dict[str, Any]:
    """Give the settings as a manifest has them: without the key to sign with, files as seen from `folder`."""
    held = settings.model_dump(mode="json", exclude={"signing"})
    files = [
        (held["show"], "cover"),
        *((track, "path") for track in held["music"].values()),
        *((details, "image") for details in held["chapters"]["details"].values()),
    ]
    for part, key in files:
        if part and part.get(key):
            part[key] = _seen_from(folder, part[key])
    return held


def _seen_from(folder: Path, name: str) -> str:
    return name if _NO_FILE.fullmatch(name) else seen_from(folder, name)


def _chapter(mark: ChapterMark) -> dict[str, Any]:
    picture = {"picture": mark.picture.name} if mark.picture else {}
    times = {"start": mark.start / 1000, "end": mark.end / 1000}
    return {"title": mark.title, **times, "link": mark.link, **picture}


def _voices(timeline: Timeline) -> dict[str, Any]:
    """Give every speaker's voice, in order of first speaking; the one heard first where there are more."""
    voices: dict[str, Any] = {}
    for event in timeline.events:
        voices.setdefault(event.take.segment.speaker, asdict(event.take.voice))
    return voices


def _turns(script: Script, timeline: Timeline) -> Iterator[dict[str, Any]]:
    """Give each turn as it is written and as it was spoken, and when it is heard, seconds."""
    for turn, events in turns_heard(script, timeline):
        spoken = " ".join(filter(None, (event.take.segment.spoken for event in events)))
        heard = [event for event in events if event.length]
        times: dict[str, Any] = {}
        if heard:
            end = max(event.start + event.length for event in heard)
            times = {
                "start": milliseconds(heard[0].start, timeline.rate) / 1000,
                "end": milliseconds(end, timeline.rate) / 1000,
            }
        said = {"number": turn.number, "speaker": turn.speaker, **times}
        yield {**said, "written": turn.text, "spoken": spoken}


def _take(event: Event) -> dict[str, Any]:
    take = event.take
    return {
        "number": take.segment.number,
        "turn": take.segment.turn,
        "voice": str(take.voice),
        "fallback": take.fallback is not None,
        "flaws": [flaw.kind for flaw in take.flaws],
        "key": take.key,
        "spoken_sha256": hashlib.sha256(take.segment.spoken.encode("utf-8")).hexdigest(),
        "clip_sha256": take.sha256 or sha256_of(take.clip),
        "rate": take.rate,
        "length": take.length,
        "start": event.start,
    }


def _file(written: Written) -> dict[str, Any]:
    size = written.content.stat().st_size
    return {"name": written.name, "bytes": size, "sha256": sha256_of(written.content), **written.sound}

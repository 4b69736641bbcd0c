"""What this machine has for making episodes, what of it is wrong, and the line that mends it."""

from __future__ import annotations

import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from audio.cast import Settings
from audio.episode import PLAYERS
from audio.errors import VivavoceError
from audio.files import check_writable
from audio.guard import trusted_folders
from audio.media import encoders
from audio.models import ModelFile, cache_folder, is_good
from audio.speech import KeepsFiles, device_sentences, engine, engine_statuses, onnx_runtime, show, way_of
from audio.version import __version__

_ENCODERS = ("libmp3lame", "aac", "libopus", "flac", "pcm_s16le")
"""What FFmpeg calls the encoders of the formats that an episode may have."""
_PACKAGES = ("numpy", "av", "lxml", "pydantic", "pypdf", "requests", "urllib3", "ruamel.yaml", "pillow")
"""Packages whose version a report of a fault should have."""
_LEAST_ROOM = 1_000_000_000
"""Bytes below which a disk is told to be nearly full: an hour as WAV with its takes."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    state: Literal["fine", "note", "wrong"]
    """`note` is something that is missing and need not be there."""
    told: str
    remedy: str = ""
    """The line or step that mends it; empty where nothing is to be done."""


def examine() -> tuple[Finding, ...]:
    """Look at everything, without touching the network.

    What is told names neither folders of the user's nor keys, so that it can stand in a report.
    """
    looks = (_programs, _runtime, _sound_files, _models, _engines, _ways, _folders, _playing, _fonts, _trust)
    return tuple(_without_places(finding) for look in looks for finding in look())


def _without_places(finding: Finding) -> Finding:
    """Take out of what an engine of another package says where the user's folders are."""
    places = {
        str(cache_folder()): "CACHE",
        str(Path.cwd()): "HERE",
        sys.prefix: "PYTHON",
        str(Path.home()): "~",
    }
    told = finding.told
    for place, name in places.items():
        told = told.replace(place, name)
    return replace(finding, told=told)


def _programs() -> Iterator[Finding]:
    yield Finding("vivavoce", "fine", __version__)
    told = f"{platform.python_implementation()} {platform.python_version()}"
    yield Finding(
        "Python", "fine", f"{told} on {platform.system()} {platform.release()}, {platform.machine()}"
    )
    yield Finding("packages", "fine", ", ".join(f"{name} {_version(name)}" for name in _PACKAGES))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(missing)"


def _runtime() -> Iterator[Finding]:
    try:
        runtime = onnx_runtime()
        providers = ", ".join(runtime.get_available_providers())
    except Exception as error:
        remedy = "pip install --force-reinstall onnxruntime"
        yield Finding("ONNX Runtime", "wrong", f"it does not load ({type(error).__name__})", remedy)
        return
    yield Finding("ONNX Runtime", "fine", f"{runtime.__version__}; it has {providers}")


def _sound_files() -> Iterator[Finding]:
    lacking = [name for name in _ENCODERS if name not in encoders()]
    if lacking:
        told = f"it lacks the encoders {', '.join(lacking)}"
        yield Finding("FFmpeg (PyAV)", "wrong", told, "pip install --force-reinstall --only-binary av av")
    else:
        yield Finding("FFmpeg (PyAV)", "fine", f"{_version('av')}, with every encoder that is needed")


def _models() -> Iterator[Finding]:
    for status in engine_statuses():
        if status.problem:
            continue
        made = engine(status.name)
        if isinstance(made, KeepsFiles):
            yield _files_of(status.name, made.files())


def _files_of(name: str, needed: tuple[ModelFile, ...]) -> Finding:
    """Tell which of an engine's files are here, and whether they are the right ones, by their digests."""
    there = [file for file in needed if file.path.exists()]
    damaged = [file.name for file in there if not is_good(file)]
    remedy = f"vivavoce engines fetch {name}"
    if damaged:
        return Finding(f"model files of {name}", "wrong", f"damaged: {', '.join(damaged)}", remedy)
    told = f"{len(there)} of {len(needed)} here, their SHA-256 right" if there else "none here yet"
    if len(there) == len(needed):
        return Finding(f"model files of {name}", "fine", told)
    return Finding(f"model files of {name}", "note", f"{told}; they are fetched when needed", remedy)


def _engines() -> Iterator[Finding]:
    usual = Settings().engine
    for status in engine_statuses():
        if status.problem:
            yield Finding(
                f"engine {status.name}", "wrong" if status.name == usual else "note", status.problem
            )
        else:
            where = "sends the text away" if status.online else "works on this machine"
            yield Finding(
                f"engine {status.name}", "fine", f"{status.ready} of {status.voices} voices ready; {where}"
            )


def _ways() -> Iterator[Finding]:
    for status in engine_statuses():
        if status.problem:
            continue
        try:
            if told := way_of(status.name):
                yield Finding(f"way of {status.name}", "fine", told)
            for sentence in device_sentences([status.name]):
                yield Finding(f"device of {status.name}", "note", sentence)
        except VivavoceError as error:
            yield Finding(f"way of {status.name}", "wrong", str(error), "unset VIVAVOCE_KOKORO")


def _folders() -> Iterator[Finding]:
    try:
        check_writable(cache_folder() / "x")
        state = show()
        yield Finding("cache", "fine", f"{state.takes} takes, {state.size / 1e6:.1f} MB; it can be written")
    except VivavoceError:
        remedy = "give yourself the right to write there, or name another folder in VIVAVOCE_CACHE"
        yield Finding("cache", "wrong", "it cannot be written", remedy)
    for name, folder in (("cache", cache_folder()), ("temporary files", Path(tempfile.gettempdir()))):
        place = next((each for each in (folder, *folder.parents) if each.exists()), Path())
        free = shutil.disk_usage(place).free
        told = f"{free / 1e9:.1f} GB free"
        if free < _LEAST_ROOM:
            remedy = "vivavoce cache prune --days 30" if name == "cache" else "make room, or set TMPDIR"
            yield Finding(f"disk of {name}", "wrong", told, remedy)
        else:
            yield Finding(f"disk of {name}", "fine", told)


def _playing() -> Iterator[Finding]:
    players = [name for name in PLAYERS if shutil.which(name)]
    if sys.platform == "win32" or players:
        yield Finding("player", "fine", players[0] if players else "Windows")
    else:
        remedy = "install alsa-utils, pulseaudio-utils or pipewire; or give --no-play"
        yield Finding("player", "note", "no program that plays WAV files", remedy)
    if sys.platform == "linux" and not Path("/dev/snd").exists():
        yield Finding("sound device", "note", "none that ALSA knows", "give --no-play, and play elsewhere")


def _fonts() -> Iterator[Finding]:
    package = "font_source_serif_pro"
    found = find_spec(package) and list(files(package).joinpath("files").iterdir())
    if found:
        yield Finding("fonts", "fine", f"{len(found)} for drawn covers")
    else:
        remedy = "pip install --force-reinstall font-source-serif-pro"
        yield Finding("fonts", "wrong", "those for drawn covers are missing", remedy)


def _trust() -> Iterator[Finding]:
    count = len(trusted_folders())
    yield Finding("trust", "fine", f"the voices.yaml of {count} folder{'s' * (count != 1)} is trusted")

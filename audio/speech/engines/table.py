"""The table of engines: those that come with the package and those that other packages bring.

All come through one door, the entry points of the group `vivavoce.engines`: a name and the class, or any
callable without arguments, that gives an `Engine`. Nothing is imported before it is asked for.
"""

from __future__ import annotations

import difflib
import logging
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from audio.cast import OpenCatalogue, VoiceEntry
from audio.errors import VoiceError
from audio.speech.engines.protocol import Engine, HasMoreVoices

logger = logging.getLogger(__name__)
GROUP = "vivavoce.engines"
"""The group of entry points by which other packages bring engines."""

_BUILT_IN = {
    "kokoro": "audio.speech.engines.kokoro.engine:KokoroEngine",
    "hibari": "audio.speech.engines.hibari.engine:HibariEngine",
    "gtts": "audio.speech.engines.services.gtts:GttsEngine",
    "edge": "audio.speech.engines.services.edge:EdgeEngine",
    "openai": "audio.speech.engines.services.openai:OpenaiEngine",
    "elevenlabs": "audio.speech.engines.services.elevenlabs:ElevenlabsEngine",
    "piper": "audio.speech.engines.piper:PiperEngine",
    "espeak": "audio.speech.engines.espeak:EspeakEngine",
    "tone": "audio.speech.engines.tone:ToneEngine",
}
_UNLISTED = frozenset({"tone"})
"""Engines for tests: they work when named but are not offered to people."""


@cache
def _doors() -> dict[str, EntryPoint]:
    """Give every engine's entry point; one that comes with the package cannot be displaced by another's."""
    found = {door.name: door for door in entry_points(group=GROUP)}
    return found | {name: EntryPoint(name, value, GROUP) for name, value in _BUILT_IN.items()}


def engine_names() -> tuple[str, ...]:
    """Give the names of the engines that are offered, those of the package first, the default leading."""
    others = sorted(set(_doors()) - set(_BUILT_IN))
    return (*(name for name in _BUILT_IN if name not in _UNLISTED), *others)


@cache
def engine(name: str) -> Engine:
    """Give the engine of that name, the same object at every call.

    Raises `VoiceError` where there is none, with the names and the nearest, or where a package's engine is
    broken.
    """
    door = _doors().get(name)
    if door is None:
        near = difflib.get_close_matches(name, engine_names(), n=1)
        guess = f" Did you mean {near[0]}?" if near else ""
        raise VoiceError(f"There is no engine {name!r}; there are {', '.join(engine_names())}.{guess}")
    try:
        made = door.load()()
    except Exception as error:  # whatever a plug-in does wrong, the sentence names it
        whose = f" of {door.dist.name}" if door.dist else ""
        raise VoiceError(
            f"The engine {name!r}{whose} does not load ({error}). Reinstall or remove it."
        ) from error
    if not isinstance(made, Engine):
        lacking = [part for part in _parts() if not hasattr(made, part)]
        raise VoiceError(f"The engine {name!r} ({door.value}) is not one: it lacks {', '.join(lacking)}.")
    return made


def catalogue() -> OpenCatalogue:
    """Give every voice of every engine, those for tests last; a broken plug-in is passed over.

    Voices that an engine does not list, such as blends, are found by name.
    """
    voices: list[VoiceEntry] = []
    services: set[str] = set()
    for name in (*engine_names(), *_UNLISTED):
        try:
            made = engine(name)
            voices += tuple(made.voices())
            services |= {name} if made.online else set()
        except Exception as error:  # noqa: PERF203 - whatever a plug-in does wrong
            if name in _BUILT_IN:
                raise
            logger.info("passing over %s: %s", name, error, exc_info=logger.isEnabledFor(logging.DEBUG))
    return OpenCatalogue(tuple(voices), _unlisted_voice, _UNLISTED, frozenset(services))


def _unlisted_voice(engine_name: str, name: str) -> VoiceEntry | None:
    """Ask an engine for a voice that it does not list; None where it has none of that name."""
    if engine_name not in _doors():
        return None
    made = engine(engine_name)
    return made.describe(name) if isinstance(made, HasMoreVoices) else None


def find_voice(entries: tuple[VoiceEntry, ...], engine_name: str, name: str) -> VoiceEntry:
    """Give the entry of that name. Raises `VoiceError` with some names and the nearest."""
    for entry in entries:
        if entry.name == name:
            return entry
    names = [entry.name for entry in entries]
    near = difflib.get_close_matches(name, names, n=1)
    guess = f"; did you mean {near[0]}?" if near else "."
    some = ", ".join([*names[:8], "and others"] if len(names) > 9 else names)
    raise VoiceError(f"{engine_name} has no voice {name!r}{guess} It has {some}.")


def _parts() -> tuple[str, ...]:
    return tuple(sorted(part for part in dir(Engine) if not part.startswith("_")))

"""What a worker of the cluster does: asked by name, given values, and answering with values.

It refuses where it is not what the machine that asks takes it for, so that no take is made in another way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import Any

from pydantic import TypeAdapter

from audio.cast import Voice
from audio.errors import UnfitMachineError, VivavoceError
from audio.speech import InSeveralWays, engine, obtain_voices, sees
from audio.version import __version__

VOICES = TypeAdapter(tuple[Voice, ...])
Ways = Mapping[str, Mapping[str, float]]
"""By engine, the ways in which it can be computed, and how fast each is."""


def run(version: str, ways: Mapping[str, str], call: Callable[..., Any], *about: Any) -> dict[str, Any]:
    """Do a piece of work with engines computed in these ways; give what was `made`, or why it is `refused`.

    Raises what the work raises.
    """
    from distributed import get_worker  # noqa: PLC0415 - comes with an extra

    mine = {"by": get_worker().address}
    if version != __version__:
        why = f"it has Vivavoce {__version__}, and {version} is asked for: install that there."
        return {"refused": why, **mine}
    try:
        with ExitStack() as context:
            for name, way in ways.items():
                speaker = engine(name)
                if isinstance(speaker, InSeveralWays):
                    context.enter_context(speaker.in_way(way))
            return {"made": call(*about), **mine}
    except UnfitMachineError as error:
        return {"refused": str(error), **mine}


def prepare(voices: str, mark: str) -> Ways:
    """Get this machine ready to speak with voices, and give the ways of their engines that it has.

    `mark` was left in the cache by the machine that asks. Raises `UnfitMachineError` for what is in the way.
    """
    try:
        if not sees(mark):
            raise UnfitMachineError(
                "it does not see this machine's takes: give both one cache, "
                "such as VIVAVOCE_CACHE=s3://bucket/takes."
            )
        found: dict[str, Mapping[str, float]] = {}
        for voice in VOICES.validate_json(voices):
            speaker = engine(voice.engine)
            obtain_voices(voice.engine, [voice.name])
            speaker.check(voice)
            if isinstance(speaker, InSeveralWays) and voice.engine not in found:
                found[voice.engine] = speaker.ways(voice)
    except VivavoceError as error:
        raise UnfitMachineError(str(error)) from error
    return found

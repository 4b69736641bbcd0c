"""What the engines are and what of them is on this machine."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audio.cast import Voice, VoiceEntry
from audio.errors import VoiceError
from audio.models import ModelFile, OnBytes, remove_files
from audio.speech.engines import (
    ChoosesDevice,
    ForDrafts,
    KeepsFiles,
    MakesFiles,
    MayBeUnusable,
    Priced,
    StandsIn,
    engine,
    engine_names,
)


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """An engine as people see it."""

    name: str
    online: bool
    """Whether text leaves the machine."""
    licence: str
    languages: tuple[str, ...]
    voices: int
    ready: int
    """Voices that could speak at once."""
    missing: tuple[ModelFile, ...]
    """Files that would have to be fetched for all voices."""
    problem: str = ""
    """Why it cannot be used at all, and what to do; empty where it can."""
    paid: bool = False
    """Whether it costs money; `estimate` tells how much."""


def engine_statuses() -> tuple[EngineStatus, ...]:
    """Give every engine that is offered, without touching the network."""
    return tuple(map(engine_status, engine_names()))


def engine_status(name: str) -> EngineStatus:
    """Give one engine's. One of another package that is broken is told in `problem`."""
    try:
        made = engine(name)
        voices = made.voices()
    except Exception as error:  # whatever a plug-in does wrong
        if name not in engine_names():
            raise
        logging.getLogger(__name__).debug("%s fails", name, exc_info=True)
        why = str(error) if isinstance(error, VoiceError) else f"It fails: {type(error).__name__}: {error}."
        return EngineStatus(
            name, online=False, licence="", languages=(), voices=0, ready=0, missing=(), problem=why
        )
    files = made.files() if isinstance(made, KeepsFiles) else ()
    return EngineStatus(
        name, online=made.online, licence=made.licence, languages=made.languages, voices=len(voices),
        ready=sum(map(is_here, voices)), missing=tuple(file for file in files if not file.present),
        problem=made.problem() if isinstance(made, MayBeUnusable) else "", paid=isinstance(made, Priced),
    )  # fmt: skip


def is_here(entry: VoiceEntry) -> bool:
    """Tell whether a voice could speak at once: all its files are here, its own small one too."""
    made = engine(entry.engine)
    files = made.files([entry.name]) if entry.ready and isinstance(made, KeepsFiles) else ()
    return entry.ready and all(file.present for file in files)


def for_drafts(name: str) -> bool:
    """Tell whether an engine is for drafts. Raises `VoiceError` for an unknown one."""
    made = engine(name)
    return isinstance(made, ForDrafts) and made.for_drafts


def fetch_engine(name: str, voices: Sequence[str] | None = None, on_bytes: OnBytes | None = None) -> bool:
    """Get an engine's files ahead of time, of all voices where none are named. False where it needs none.

    Raises `VoiceError` for an unknown engine, `ModelFileError` where a file cannot be had.
    """
    made = engine(name)
    if not isinstance(made, KeepsFiles):
        return False
    made.fetch(voices, on_bytes)
    return True


def obtain_voices(name: str, voices: Sequence[str], on_bytes: OnBytes | None = None) -> None:
    """Get what an engine needs to speak with these voices.

    Raises `ModelFileError` where a file cannot be had, unless another of its voices stands in; see
    `stand_ins`.
    """
    made = engine(name)
    if isinstance(made, StandsIn):
        made.obtain(voices, on_bytes)
    elif isinstance(made, KeepsFiles):
        made.fetch(voices, on_bytes)


def stand_ins(voices: Iterable[Voice]) -> tuple[str, ...]:
    """Say, a sentence for each engine, which of its voices another one speaks for."""
    found: dict[tuple[str, str], list[str]] = {}
    for voice in sorted(set(voices), key=str):
        made = engine(voice.engine)
        if isinstance(made, StandsIn) and (who := made.stand_in(voice.name)):
            found.setdefault((voice.engine, who), []).append(str(voice))
    return tuple(
        f"{', '.join(dict.fromkeys(names))} could not be had: {who} speaks instead. When online, "
        f"`vivavoce engines fetch {name}` gets all voices of it."
        for (name, who), names in found.items()
    )


def remove_engine_files(name: str) -> int:
    """Remove an engine's model files, of all voices, and give how many bytes that frees.

    They are fetched again when they are needed. Raises `VoiceError` for an unknown engine, `ModelFileError`
    where they cannot be removed.
    """
    made = engine(name)
    freed = made.drop_made() if isinstance(made, MakesFiles) else 0
    return freed + (remove_files(made.files()) if isinstance(made, KeepsFiles) else 0)


def device_sentences(names: Iterable[str]) -> tuple[str, ...]:
    """Say on which devices these engines speak, where that is not the processor, or should not be."""
    made = map(engine, dict.fromkeys(names))
    told = (each.device() for each in made if isinstance(each, ChoosesDevice))
    return tuple(filter(None, told))


def way_of(name: str) -> str:
    """Say how an engine is computed here; empty where there is one way only. Raises `EngineError`."""
    made = engine(name)
    return made.way() if isinstance(made, ChoosesDevice) else ""

"""`vivavoce voices list`: the catalogue."""

from __future__ import annotations

from collections import Counter
from typing import Any

import click
from rich.table import Table

from audio.cast import VoiceEntry, check_engine
from audio.cli.options import (
    debug_option,
    json_option,
    language_option,
    print_json,
    print_table,
    quiet_option,
    remark,
)
from audio.errors import VoiceError
from audio.speech import EngineStatus, catalogue, engine_names, engine_status, is_here

MANY = 60
"""Voices above which an engine is not listed unless it is asked for: nobody reads hundreds of lines."""


@click.command("list", short_help="List every voice with its language, gender and grade.")
@click.option("--engine", metavar="NAME", help="Only voices of this engine.")
@language_option("Only voices of this language, such as en or pt-BR.")
@json_option
@quiet_option
@debug_option
def list_voices(engine: str | None = None, language: str | None = None, as_json: bool = False) -> None:  # noqa: FBT001, FBT002 - click's
    """List every voice with its engine, language, gender and grade.

    Of an engine that has hundreds, they are listed where --engine or --language asks for them. Grades go from
    A to F and are the published ones.
    """
    entries = _asked_for(engine, language)
    if as_json:
        print_json([_entry_row(entry) for entry in entries])
        return
    counts = Counter(entry.engine for entry in entries)
    too_many = [] if engine or language else [name for name, count in counts.items() if count > MANY]
    statuses = {name: engine_status(name) for name in counts if name not in too_many}
    table = Table("voice", "language", "gender", "grade", "files", box=None, pad_edge=False)
    for entry in entries:
        if entry.engine in statuses:
            files = _files(entry, statuses[entry.engine])
            table.add_row(str(entry), entry.language, entry.gender, entry.grade or "-", files)
    print_table(table)
    for status in statuses.values():
        if status.problem:
            remark(status.problem)
    for name in too_many:
        remark(f"{name} has {counts[name]} voices more: `vivavoce voices list --engine {name}`.")


def _files(entry: VoiceEntry, status: EngineStatus) -> str:
    """Say where a voice is; one whose engine cannot be used yet is nowhere, and a remark tells why."""
    if status.problem:
        return "not yet"
    if status.online:
        return "online"
    return "here" if is_here(entry) else "to fetch"


def _asked_for(engine: str | None, language: str | None) -> list[VoiceEntry]:
    """Give the voices of an engine and a language. Raises `VoiceError` where there are none."""
    everything = catalogue()
    if engine is not None:
        check_engine(everything, engine)
    of_engine = [
        entry
        for entry in everything
        if (entry.engine in engine_names() if engine is None else entry.engine == engine)
    ]
    found = [entry for entry in of_engine if _reads(entry, language)]
    if of_engine and not found:
        tags = sorted({entry.language.partition("-")[0] for entry in of_engine})
        raise VoiceError(
            f"{engine or 'no engine'} has {'no' if engine else 'a'} voice for the language {language!r}. "
            f"Languages are written as tags: {', '.join(tags)}."
        )
    return found


def _reads(entry: VoiceEntry, language: str | None) -> bool:
    tag, asked = entry.language.lower(), (language or "").lower()
    return not asked or tag == asked or tag.startswith(f"{asked}-")


def _entry_row(entry: VoiceEntry) -> dict[str, Any]:
    return {
        "voice": str(entry),
        "engine": entry.engine,
        "name": entry.name,
        "language": entry.language,
        "gender": entry.gender,
        "grade": entry.grade or None,
        "ready": is_here(entry),
    }

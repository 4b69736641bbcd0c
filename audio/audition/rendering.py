"""The way from a speaker and some voices to a page with players."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from audio.audition.page import Sample, audition_page
from audio.audition.settling import settling_command
from audio.cast import (
    ALIKE,
    Cast,
    CastMember,
    Output,
    Role,
    Show,
    Signing,
    Voice,
    VoiceEntry,
    candidates,
    distance,
    find,
)
from audio.episode import SILENT, Plan, Watcher, spoken_takes
from audio.files import check_writable, write_text
from audio.mix import lay_out, master
from audio.publish import Published, publish
from audio.script import Turn
from audio.speech import NOTHING, Allow, Take, catalogue, segment_script, takes_in_use

START, END = 0.1, 0.4
"""Seconds of silence around a line."""


@dataclass(frozen=True, slots=True)
class Audition:
    """What was made."""

    page: Path
    samples: tuple[Sample, ...]


def voices_to_try(plan: Plan, role: Role, named: Sequence[str] = ()) -> tuple[VoiceEntry, ...]:
    """Give the voices that are named, each once; without any the speaker's own and the four that suit best.

    A name without `engine:` is a voice of the engine that speaks for them now. Raises `VoiceError` for an
    unknown voice.
    """
    entries = catalogue()
    own = plan.cast.voice_of(role.speaker)
    if not named:
        return (find(entries, str(own)), *candidates(plan.script, plan.settings, entries, role.speaker))
    full = (name if ":" in name else f"{own.engine}:{name}" for name in named)
    return tuple({str(entry): entry for entry in (find(entries, name) for name in full)}.values())


@takes_in_use()
def audition(
    plan: Plan,
    role: Role,
    line: Turn,
    voices: Sequence[VoiceEntry],
    folder: Path,
    *,
    allow: Allow = NOTHING,
    watch: Watcher = SILENT,
) -> Audition:
    """Speak a line of a planned script in each voice, into an MP3 each and a page that plays them all.

    Raises whatever a render may raise; takes are kept, so that the same again costs nothing.
    """
    stem = f"{plan.request.source.stem}-audition-{_for_file(role.speaker)}"
    page = folder / f"{stem}.html"
    check_writable(page)
    several = audition_plan(plan, role, line, voices)
    takes = spoken_takes(several, allow, watch)
    samples = tuple(
        _sample(plan, role, entry, _master(several, takes, number, f"{role.speaker}: {entry}", folder / name))
        for number, (entry, name) in enumerate(_named_files(voices, stem), 1)
    )
    write_text(page, audition_page(plan.script, role, line, samples, plan.settings_file))
    return Audition(page, samples)


def _named_files(voices: Sequence[VoiceEntry], stem: str) -> list[tuple[VoiceEntry, str]]:
    return [(entry, f"{stem}.{_for_file(str(entry))}.mp3") for entry in voices]


def audition_plan(plan: Plan, role: Role, line: Turn, voices: Sequence[VoiceEntry]) -> Plan:
    """Plan a script in which each voice says the line once; none stands in for another, nothing is signed."""
    speed = 1.0 if role.settings.speed is None else role.settings.speed
    language = plan.script.language
    members = tuple(
        CastMember(
            str(entry), Voice(entry.engine, entry.name, speed, language=language), "option", "audition"
        )
        for entry in voices
    )
    turns = tuple(
        replace(line, number=number, speaker=member.speaker) for number, member in enumerate(members, 1)
    )
    script = replace(plan.script, turns=turns, speakers=(), chapters=(), dropped=(), date=None)
    cast = Cast(members)
    settings = plan.settings.model_copy(
        update={
            "show": Show(title=plan.settings.show.title),
            "output": Output(formats=("mp3",), files=()),
            "pauses": plan.settings.pauses.model_copy(update={"start": START, "end": END}),
            "fallback": None,
            "signing": Signing(),
        }
    )
    segments = segment_script(script, cast, settings.pronunciations)
    return replace(plan, script=script, settings=settings, cast=cast, segments=segments)


def _master(several: Plan, takes: Sequence[Take], number: int, title: str, file: Path) -> Published:
    """Master what one voice said."""
    alone = replace(several.script, title=title, turns=(several.script.turns[number - 1],))
    own = [take for take in takes if take.segment.turn == number]
    programme = master(lay_out(own, alone, several.settings.pauses), several.settings.loudness)
    return publish(programme, alone, several.settings, file)


def _sample(plan: Plan, role: Role, entry: VoiceEntry, published: Published) -> Sample:
    return Sample(
        entry=entry,
        file=published.audio,
        seconds=published.seconds,
        lufs=published.lufs,
        present=str(plan.cast.voice_of(role.speaker)) == str(entry),
        like=tuple(
            member.speaker
            for member in plan.cast.members
            if member.speaker != role.speaker and _confused(str(member.voice), str(entry))
        ),
        command=settling_command(role.name, str(entry), plan.settings_file),
    )


def _confused(one: str, other: str) -> bool:
    far = distance(one, other)
    return one == other or (far is not None and far < ALIKE)


def _for_file(name: str) -> str:
    """Give a name that every file system takes."""
    return re.sub(r"[^\w.-]+", "-", name).strip("-.") or "speaker"

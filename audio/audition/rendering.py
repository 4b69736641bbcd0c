"""The way from a speaker and some voices to a page with players."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from audio.audition.page import Card, Sheet, cards_page
from audio.audition.settling import settling_command
from audio.cast import (
    ALIKE,
    SETTINGS_NAME,
    Cast,
    CastMember,
    Output,
    Role,
    Settings,
    Show,
    Signing,
    Voice,
    VoiceEntry,
    candidates,
    distance,
    find,
)
from audio.episode import SILENT, Plan, Speaking, Watcher, spoken_takes
from audio.files import check_writable, write_text
from audio.mix import lay_out, master
from audio.publish import Published, publish
from audio.script import NARRATOR, Turn
from audio.speech import NOTHING, Allow, Take, catalogue, segment_script, takes_in_use

START, END = 0.1, 0.4
"""Seconds of silence around a line."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The line in one voice."""

    entry: VoiceEntry
    file: Path
    """MP3, as loud as an episode."""
    seconds: float
    lufs: float
    present: bool
    """Whether the speaker has this voice now."""
    like: tuple[str, ...]
    """Speakers of this script whose voice is the same or easily confused with it."""
    command: str
    """What chooses it."""


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
    stem = f"{plan.request.source.stem}-audition-{name_for_file(role.speaker)}"
    page = folder / f"{stem}.html"
    check_writable(page)
    several = audition_plan(plan, role, line, voices)
    takes = spoken_takes(several, Speaking(allow, watch))
    samples = tuple(
        _sample(
            plan, role, entry, mastered(several, takes, number, f"{role.speaker}: {entry}", folder / name)
        )
        for number, (entry, name) in enumerate(_named_files(voices, stem), 1)
    )
    write_text(page, cards_page(plan.script, line, _sheet(plan, role, line), tuple(map(_card, samples))))
    return Audition(page, samples)


def _sheet(plan: Plan, role: Role, line: Turn) -> Sheet:
    where = "<code>narrator:</code>" if role.name == NARRATOR else f"<b>{escape(role.name)}</b>"
    settings = escape(str(plan.settings_file or SETTINGS_NAME))
    return Sheet(
        heading=f"Voices for {role.speaker}",
        about=f"Turn {line.number}. Every voice says it at the same loudness.",
        choosing="To choose a voice, put its line, such as <code>voice: …</code>, "
        f"under {where} in <code>{settings}</code>, or run its command.",
    )


def _card(sample: Sample) -> Card:
    entry = sample.entry
    gender = entry.gender if entry.gender != "unknown" else ""
    grade = f"grade {entry.grade}" if entry.grade else ""
    others = " and ".join(sample.like)
    return Card(
        name=entry.name,
        facts=tuple(filter(None, [entry.engine, entry.language, gender, grade])),
        file=sample.file,
        present="present voice" if sample.present else "",
        note=f"Much like the voice of {others}." if others else "",
        choice=f"voice: {entry}",
        command=sample.command,
    )


def _named_files(voices: Sequence[VoiceEntry], stem: str) -> list[tuple[VoiceEntry, str]]:
    return [(entry, f"{stem}.{name_for_file(str(entry))}.mp3") for entry in voices]


def audition_plan(plan: Plan, role: Role, line: Turn, voices: Sequence[VoiceEntry]) -> Plan:
    """Plan a script in which each voice says the line once; none stands in for another, nothing is signed."""
    slow, fast = role.settings.speeds
    usual = Voice(
        "", "", (slow + fast) / 2, language=plan.script.language, speed_range=fast - slow,
        expression=plan.settings.expression_of(role.settings),
    )  # fmt: skip
    members = tuple(
        CastMember(str(entry), replace(usual, engine=entry.engine, name=entry.name), "option", "audition")
        for entry in voices
    )
    turns = tuple(
        replace(line, number=number, speaker=member.speaker) for number, member in enumerate(members, 1)
    )
    script = replace(plan.script, turns=turns, speakers=(), chapters=(), dropped=(), date=None)
    cast = Cast(members)
    settings = settings_for_samples(plan.settings)
    segments = segment_script(script, cast, settings.pronunciations)
    return replace(plan, script=script, settings=settings, cast=cast, segments=segments)


def settings_for_samples(settings: Settings) -> Settings:
    """Give the settings with which a line is spoken and published by itself, as an MP3 and nothing else."""
    return settings.model_copy(
        update={
            "show": Show(title=settings.show.title),
            "output": Output(formats=("mp3",), files=()),
            "pauses": settings.pauses.model_copy(update={"start": START, "end": END}),
            "fallback": None,
            "signing": Signing(),
        }
    )


def mastered(several: Plan, takes: Sequence[Take], number: int, title: str, file: Path) -> Published:
    """Master what is said in one turn."""
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


def name_for_file(name: str) -> str:
    """Give a name that every file system takes."""
    return re.sub(r"[^\w.-]+", "-", name).strip("-.") or "speaker"

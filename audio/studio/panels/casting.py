"""Casting: who has which voice, written into `voices.yaml`; and voices to try, on a line of one's own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from audio.audition import audition_plan, choose_line, voices_to_try
from audio.cast import (
    VoiceEntry,
    find,
    find_role,
    listed,
    select,
    set_setting,
)
from audio.episode import Plan
from audio.errors import InputError
from audio.script import NARRATOR
from audio.speech import catalogue, is_here
from audio.studio.sitting import Changed, Sitting
from audio.studio.turns import standing

_KEYS = {
    "voice": "voice", "speed": "speed", "gain_db": "gain", "pan": "pan", "expression": "expression",
}  # fmt: skip
"""What a page calls a setting of a person, and what the settings do."""


def cast(sitting: Sitting, given: dict[str, Any]) -> Changed | None:
    """Change how somebody speaks; None where they spoke so before.

    Raises `InputError` with all that is wrong with it.
    """
    role = find_role(sitting.document.script(), sitting.settings, str(given.get("speaker", "")))
    if known_as := given.get("known_as"):
        return sitting.set_in_settings(
            f"who {known_as} is",
            lambda place: set_setting(place, ("speakers", str(known_as), "aliases"), (role.speaker,)),
        )
    section = ("narrator",) if role.name == NARRATOR else ("speakers", role.name)
    wishes = {_KEYS[key]: value for key, value in given.items() if key in _KEYS}
    if given.get("pinned") is not None:
        wishes["voice"] = str(sitting.cast.voice_of(role.speaker)) if given["pinned"] else None
    if not wishes:
        raise InputError(f"Say what is to change: {', '.join([*_KEYS, 'pinned'])}.")
    for key, value in wishes.items():
        if value is not None and not isinstance(value, str | int | float):
            raise InputError(f"{key} is a number, or the name of a voice.")

    def change(place: Path) -> None:
        entries = catalogue()
        for key, value in wishes.items():
            set_setting(place, (*section, key), value, catalogue=entries)

    return sitting.set_in_settings(f"the {listed(tuple(wishes))} of {role.speaker}", change)


def voice_rows(language: str) -> list[dict[str, Any]]:
    """Give the voices for a language, or all of them where it is empty, the best first."""
    found = select(catalogue(), language=language) if language else tuple(catalogue())
    return [_voice_row(entry) for entry in found]


def audition_row(sitting: Sitting, speaker: str) -> dict[str, Any]:
    """Give five voices to try for somebody, and the line that each says."""
    plan = _whole(sitting)
    role = find_role(plan.script, plan.settings, speaker)
    best = choose_line(plan.script, role)
    line = choose_line(plan.script, role, best.number)
    spoken = [entry.id for entry in sitting.document.entries if entry.spoken]
    now = str(plan.cast.voice_of(role.speaker))
    voices = [{**_voice_row(one), "present": str(one) == now} for one in voices_to_try(plan, role)]
    return {"turn": spoken[best.number - 1], "text": line.text, "voices": voices}


def line_plan(plan: Plan, speaker: str, voice: str) -> Plan:
    """Plan the beginning of a planned turn in a voice. Raises `VoiceError` for an unknown one."""
    role = find_role(plan.script, plan.settings, speaker)
    line = choose_line(plan.script, role, plan.script.turns[0].number)
    return audition_plan(plan, role, line, [find(catalogue(), voice)])


def _whole(sitting: Sitting) -> Plan:
    """Give the whole script as a plan without segments, for who speaks and what."""
    any_turn = next((entry.id for entry in sitting.document.entries if entry.spoken), None)
    if any_turn is None:
        raise InputError("Nobody speaks in this script: every turn is left out.")
    plan = standing(sitting, any_turn).plan()
    return replace(plan, script=sitting.document.script(), segments=())


def _voice_row(entry: VoiceEntry) -> dict[str, Any]:
    return {
        "id": str(entry),
        "engine": entry.engine,
        "name": entry.name,
        "language": entry.language,
        "gender": entry.gender,
        "accent": entry.language.partition("-")[2],
        "grade": entry.grade,
        "here": is_here(entry),
    }

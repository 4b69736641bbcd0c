"""The takes of a turn: the ways in which it was said, heard on the line, and the one that is kept."""

from __future__ import annotations

from typing import Any

from audio.audition import retakes_plan
from audio.episode import Plan, Wanted, only_turns
from audio.errors import InputError
from audio.script import HIGHEST_TAKE, turn_text
from audio.studio.document import Entry
from audio.studio.hearing import seconds_of
from audio.studio.sitting import Sitting
from audio.studio.turns import standing

WAYS = 3
"""How many there are where nobody says."""


class Takes:
    """Which ways of saying their turns were asked for, by script and turn."""

    def __init__(self) -> None:
        self._asked: dict[tuple[str, str], tuple[Entry, int]] = {}

    def asked(self, sitting: Sitting, name: str, ways: int) -> None:
        """Note that a turn as it is now was said in that many ways."""
        self._asked[sitting.about.id, name] = (sitting.entry(name), ways)

    def rows(self, sitting: Sitting, entry: Entry) -> list[dict[str, Any]]:
        """Give the takes that a turn has as long as it says the same; none where only the first is there."""
        asked = self._asked.get((sitting.about.id, entry.id))
        if asked is None or not _says_the_same(asked[0], entry):
            return []
        plan = standing(sitting, entry.id).plan()
        numbers = range(1, asked[1] + 1)
        return [{"id": take, "seconds": seconds_of(take_plan(plan, take)), "note": ""} for take in numbers]


def ways_of(given: dict[str, Any]) -> int:
    """Read how many ways are asked for. Raises `InputError`."""
    ways = given.get("ways", WAYS)
    if not isinstance(ways, int) or not 2 <= ways <= HIGHEST_TAKE:
        raise InputError(f"A turn is said in 2 to {HIGHEST_TAKE} ways.")
    return ways


def all_takes(plan: Plan, ways: int) -> Plan:
    """Plan all takes of a planned turn."""
    return retakes_plan(plan, plan.script.turns[0], ways)


def take_plan(plan: Plan, take: int) -> Plan:
    """Plan a planned turn, said in one of its ways."""
    if not 1 <= take <= HIGHEST_TAKE:
        raise InputError(f"There is no take {take}: they are numbered 1 to {HIGHEST_TAKE}.")
    return only_turns(all_takes(plan, take), Wanted(str(take)))


def kept(entry: Entry, take: int) -> dict[str, Any]:
    """Give the edit that keeps a take of a turn: its mark is put before the words."""
    paragraphs = entry.turn.paragraphs
    bare = [[each for each in paragraph.directions if each.kind != "take"] for paragraph in paragraphs]
    turn = type(entry.turn)(0, entry.turn.speaker, tuple(
        type(one)(one.text, one.lines, one.links, tuple(left))
        for one, left in zip(paragraphs, bare, strict=True)
    ), narration=entry.turn.narration)  # fmt: skip
    text = turn_text(turn)
    return {"kind": "text", "turn": entry.id, "text": f"[take {take}] {text}" if take > 1 else text}


def _says_the_same(one: Entry, other: Entry) -> bool:
    return kept(one, 1)["text"] == kept(other, 1)["text"] and one.turn.speaker == other.turn.speaker

"""Which retakes of its turns an episode keeps: told by a canonical script, otherwise by a file beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from audio.episode.planning import Plan
from audio.errors import InputError
from audio.files import write_text
from audio.publish import input_file
from audio.script import HIGHEST_TAKE, Turn, text_of, with_take

_BEGINNING = 60
"""Characters of a turn's text that the file shows to people."""


class _Kept(BaseModel):
    """A turn of which a retake is kept."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    turn: int
    take: int = Field(ge=1, le=HIGHEST_TAKE)
    speaker: str
    text: str
    """How the turn begins."""
    sha256: str
    """Of its whole text, by which it is found wherever it is now."""


class _KeptTakes(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int = Field(1, ge=1, le=1)
    kept: tuple[_Kept, ...] = ()


def kept_place(target: Path) -> Path:
    """Give the file beside an episode in which its kept takes stand."""
    return target.with_suffix(".takes.json")


def with_kept_takes(plan: Plan, target: Path) -> Plan:
    """Give a plan with the takes that are kept for the episode `target`, and what is to be told of them.

    A turn is known by its speaker and its text; where no turn has it any more, the choice lapses. What a mark
    in the script says goes before. Raises `InputError` where the file cannot be read.
    """
    place = kept_place(target)
    if not place.exists():
        return plan
    kept = _read(place).kept
    takes: dict[int, int] = {}
    lapsed: list[_Kept] = []
    for each in kept:
        number = _number_now(each, plan)
        if number is None:
            lapsed.append(each)
        else:
            takes[number] = each.take
    segments = tuple(
        replace(segment, take=takes[segment.turn]) if segment.turn in takes and segment.take == 1 else segment
        for segment in plan.segments
    )
    remarks = (*_told_kept(place, takes), *_told_lapsed(place, lapsed))
    return replace(plan, segments=segments, kept=input_file("takes", place), remarks=remarks)


def keep_take(plan: Plan, target: Path, turn: Turn, take: int) -> Path:
    """Keep a take of a turn for the episode `target`; take 1 is what is kept where nothing is said.

    Gives the file in which that stands: the script itself where it is canonical, otherwise one beside the
    episode. Raises `InputError` where that cannot be read, `PublishError` where it cannot be written.
    """
    source = plan.request.source
    text = text_of(source.data)
    if text and source.path and turn.paragraphs[0].lines.first > 0:  # the show's own lines are in no script
        edited = with_take(text, turn, take)
        write_text(source.path, edited.replace("\n", "\r\n") if b"\r\n" in source.data else edited)
        return source.path
    place = kept_place(target)
    others = _read(place).kept if place.exists() else ()
    speaker, digest = _known_by(turn)
    own = _Kept(turn=turn.number, take=take, speaker=speaker, text=turn.text[:_BEGINNING], sha256=digest)
    left = [each for each in others if _number_now(each, plan) != turn.number]
    kept = sorted([*left, *([own] if take > 1 else [])], key=lambda each: each.turn)
    whole = _KeptTakes(kept=tuple(kept)).model_dump()
    write_text(place, json.dumps(whole, ensure_ascii=False, indent=2) + "\n")
    return place


def _read(place: Path) -> _KeptTakes:
    try:
        return _KeptTakes.model_validate_json(place.read_bytes())
    except (OSError, ValidationError) as error:
        raise InputError(
            f"{place} is not what `vivavoce retake` writes: delete it, and choose takes again."
        ) from error


def _number_now(kept: _Kept, plan: Plan) -> int | None:
    """Give the number of the turn that has the words of a choice, the nearest of several; None for none."""
    same = [turn.number for turn in plan.script.turns if _known_by(turn) == (kept.speaker, kept.sha256)]
    return min(same, key=lambda number: abs(number - kept.turn), default=None)


def _known_by(turn: Turn) -> tuple[str, str]:
    return turn.speaker, hashlib.sha256(turn.text.encode()).hexdigest()


def _told_kept(place: Path, takes: Mapping[int, int]) -> tuple[str, ...]:
    if not takes:
        return ()
    told = ", ".join(f"take {take} of turn {turn}" for turn, take in sorted(takes.items()))
    return (f"{place} keeps {told}.",)


def _told_lapsed(place: Path, lapsed: list[_Kept]) -> tuple[str, ...]:
    if not lapsed:
        return ()
    turns = ", ".join(str(each.turn) for each in lapsed)
    many = f"turns {turns} have" if len(lapsed) > 1 else f"turn {turns} has"
    told = f"{many[0].upper()}{many[1:]} other words than when a take was kept, so that lapses"
    return (f"{told}: `vivavoce retake` chooses anew ({place}).",)

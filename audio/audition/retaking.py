"""One turn said in other ways, on one page, to keep one by ear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from audio.audition.page import Card, Sheet, cards_page
from audio.audition.rendering import mastered, settings_for_samples
from audio.audition.settling import retake_command
from audio.episode import SILENT, Plan, Speaking, Watcher, spoken_takes
from audio.files import check_writable, write_text
from audio.script import Turn
from audio.speech import NOTHING, Allow, takes_in_use


@dataclass(frozen=True, slots=True)
class Retake:
    """The turn, said in one way."""

    take: int
    """1 is as it comes."""
    file: Path
    """MP3, as loud as an episode."""
    seconds: float
    lufs: float
    kept: bool
    """Whether it is the one that a render speaks now."""
    command: str
    """What keeps it."""


@dataclass(frozen=True, slots=True)
class Retakes:
    """What was made."""

    page: Path
    turn: Turn
    retakes: tuple[Retake, ...]


def retakes_plan(plan: Plan, turn: Turn, ways: int) -> Plan:
    """Plan a script that has the turn as many times, each said in another way; nothing is signed."""
    numbers = range(1, ways + 1)
    own = [segment for segment in plan.segments if segment.turn == turn.number]
    segments = tuple(
        replace(segment, number=at, turn=take, take=take)
        for at, (take, segment) in enumerate(((take, segment) for take in numbers for segment in own), 1)
    )
    turns = tuple(replace(turn, number=take) for take in numbers)
    script = replace(plan.script, turns=turns, chapters=(), dropped=(), date=None)
    return replace(plan, script=script, settings=settings_for_samples(plan.settings), segments=segments)


@takes_in_use()
def retake(
    plan: Plan, turn: Turn, ways: int, folder: Path, *,
    options: Sequence[str] = (), allow: Allow = NOTHING, watch: Watcher = SILENT,
) -> Retakes:  # fmt: skip
    """Speak a turn of a planned script in that many ways, into an MP3 each and a page that plays them all.

    `options` are those that the command needs which keeps one. Raises whatever a render may raise; takes are
    kept, so that the same again costs nothing.
    """
    stem = f"{plan.request.source.stem}.turn-{turn.number}"
    page = folder / f"{stem}.html"
    check_writable(page)
    several = retakes_plan(plan, turn, ways)
    takes = spoken_takes(several, Speaking(allow, watch))
    now = next((segment.take for segment in plan.segments if segment.turn == turn.number), 1)
    made: list[Retake] = []
    for take in range(1, ways + 1):
        title, file = f"Turn {turn.number}, take {take}", folder / f"{stem}.take-{take}.mp3"
        published = mastered(several, takes, take, title, file)
        command = retake_command(plan.request.source.name, turn.number, take, options)
        made.append(Retake(take, file, published.seconds, published.lufs, take == now, command))
    write_text(page, cards_page(plan.script, turn, _sheet(turn), _cards(plan, turn, made)))
    return Retakes(page, turn, tuple(made))


def _sheet(turn: Turn) -> Sheet:
    return Sheet(
        heading=f"Takes of turn {turn.number}",
        about=f"{turn.speaker} says it in several ways, at the same loudness.",
        choosing="To keep a take, run its command, or put its mark before the turn "
        f"in a script that <code>{escape('vivavoce script')}</code> wrote.",
    )


def _cards(plan: Plan, turn: Turn, made: Sequence[Retake]) -> tuple[Card, ...]:
    voice = str(plan.cast.voice_of(turn.speaker))
    return tuple(
        Card(
            name=f"take {each.take}",
            facts=(voice, f"{each.seconds:.1f} s", *(["as it comes"] if each.take == 1 else [])),
            file=each.file,
            present="kept when this page was made" if each.kept else "",
            note="",
            choice=f"[take {each.take}]",
            command=each.command,
        )
        for each in made
    )

"""`vivavoce verify`: listen to an episode."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table

from audio.cli.options import (
    debug_option,
    json_option,
    language_option,
    print_json,
    print_table,
    print_text,
    quiet_option,
    remark,
    remark_doubts,
)
from audio.cli.progress import clock, watching
from audio.cli.request import request_for, settings_options
from audio.episode import Plan, Request, fetch_voices, plan_episode
from audio.errors import InputError, VivavoceError
from audio.source import open_source

if TYPE_CHECKING:
    from audio.verify import Timbre, Verdict

THRESHOLD = 0.04
"""Word error rate up to which an episode is good: Whisper base mishears 2 or 3 words in a hundred of a
perfect one."""


@click.command()
@click.argument("episode", type=click.Path(path_type=Path, dir_okay=False), metavar="EPISODE.mp3")
@click.option(
    "--script",
    metavar="SCRIPT",
    help="What should be said; otherwise the script that the episode's manifest names, or its captions.",
)
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    default=THRESHOLD,
    show_default=True,
    metavar="RATE",
    help="Word error rate, 0 to 1, up to which the episode is good.",
)
@language_option("Language of the episode, such as es, if the script does not say.")
@click.option(
    "--model",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="FOLDER",
    help="A Whisper model made for CTranslate2, instead of Whisper base.",
)
@settings_options
@json_option
@quiet_option
@debug_option
def verify(
    episode: Path, script: str | None, threshold: float, language: str | None, model: Path | None,
    as_json: bool, **overrides: object,  # noqa: FBT001 - click's
) -> None:  # fmt: skip
    """Listen to EPISODE.mp3, compare it with what should be said, and tell every difference.

    Ends with 1 where more words are wrong than --threshold allows, names apart, or where a turn is missing,
    moved or doubled, a label is read aloud, or a speaker is heard in another's voice.
    """
    if not episode.is_file():
        raise InputError(f"There is no file {episode}: name an episode, such as out/interview.mp3.")
    verdict = _listened(episode, script, language, model, overrides)
    for sentence in verdict.remarks:
        remark(sentence)
    good = verdict.good(threshold)
    if as_json:
        print_json({"file": str(episode), "threshold": threshold, "good": good, **_row(verdict)})
    else:
        _print(verdict, threshold)
    click.get_current_context().exit(0 if good else 1)


def _listened(
    episode: Path, script: str | None, language: str | None, model: Path | None, overrides: Mapping[str, Any]
) -> Verdict:
    """Have all that is needed, then listen."""
    from audio import verify as ear  # noqa: PLC0415 - numpy

    plan = _in_language(plan_episode(request_for(script or ear.script_for(episode), overrides)), language)
    remark_doubts(plan.script)
    captions = ear.captions_of(episode, plan.request.source.path)
    remarks: tuple[str, ...] = ()
    wanted: dict[str, Timbre] = {}
    with watching(episode.stem) as watch:
        folder = ear.ready_model(model, watch.on_bytes)
        if plan.request.source.path != episode.with_suffix(".vtt"):
            try:
                fetch_voices(plan, watch)
                wanted, remarks = ear.wanted_timbres(plan)
            except VivavoceError as error:
                remarks = (f"How the speakers should sound was not checked: {error}",)
        verdict = ear.verify_episode(
            episode,
            plan,
            folder,
            captions=plan_episode(Request(open_source(captions))) if captions else None,
            wanted=wanted,
            on_heard=watch.on_heard,
        )
    return dataclasses.replace(verdict, remarks=(*verdict.remarks, *remarks))


def _in_language(plan: Plan, language: str | None) -> Plan:
    if language is None:
        return plan
    return dataclasses.replace(plan, script=dataclasses.replace(plan.script, language=language))


def _print(verdict: Verdict, threshold: float) -> None:
    """Print the faults, then every difference, then the figures."""
    for fault in verdict.faults:
        print_text(f"{_at(fault.at)}  {fault.sentence}\n")
    if verdict.differences:
        print_table(_differences(verdict))
    print_table(_turns(verdict))
    print_table(_speakers(verdict))
    faults = f", {len(verdict.faults)} fault{'s' * (len(verdict.faults) != 1)}" if verdict.faults else ""
    low, high = verdict.interval
    within = "above" if low > threshold else "within" if high <= threshold else "too few words to tell from"
    print_text(
        f"{verdict.rest_errors} of {verdict.rest_words} words wrong, names apart: {low:.1%} to {high:.1%}, "
        f"{within} {threshold:.1%}{faults}\n"
    )
    if verdict.in_names:
        unlike = ", ".join(f"{each.expected} ({_at(each.at)})" for each in verdict.unlike_names)
        told = f"; listen to {unlike}" if unlike else ", all of which sound right"
        print_text(f"{verdict.in_names} of {verdict.name_words} words of names written otherwise{told}\n")


def _differences(verdict: Verdict) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("at", "turn", "", "should be said", "heard"):
        table.add_column(name, justify="right" if name in {"at", "turn"} else "left")
    for row in verdict.differences:
        kind = f"{row.kind} name, {row.likeness:.0%} alike" if row.likeness is not None else row.kind
        table.add_row(_at(row.at), str(row.turn), kind, row.expected, row.heard)
    return table


def _turns(verdict: Verdict) -> Table:
    table = _figures("turn", "speaker", "begins")
    for turn in verdict.turns:
        table.add_row(
            str(turn.number),
            turn.speaker,
            _at(turn.start),
            str(turn.words),
            str(turn.errors),
            f"{turn.rate:.1%}",
        )
    return table


def _speakers(verdict: Verdict) -> Table:
    table = _figures("speaker", "pitch")
    for speaker in verdict.speakers:
        pitch = "" if speaker.pitch is None else f"{speaker.pitch:.0f} Hz"
        table.add_row(speaker.name, pitch, str(speaker.words), str(speaker.errors), f"{speaker.rate:.1%}")
    return table


def _figures(*first: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in (*first, "words", "wrong", "rate"):
        table.add_column(name, justify="left" if name == "speaker" else "right")
    return table


def _at(seconds: float | None) -> str:
    return "–" if seconds is None else clock(seconds)


def _row(verdict: Verdict) -> dict[str, Any]:
    """Give a verdict for machines; times in seconds."""
    return {
        "seconds": verdict.seconds,
        "words": verdict.words,
        "errors": verdict.errors,
        "errors_in_names": verdict.in_names,
        "name_words": verdict.name_words,
        "rest_errors": verdict.rest_errors,
        "interval": [round(end, 4) for end in verdict.interval],
        "word_error_rate": round(verdict.rate, 4),
        "faults": [dataclasses.asdict(fault) for fault in verdict.faults],
        "speakers": [
            {**dataclasses.asdict(row), "word_error_rate": round(row.rate, 4)} for row in verdict.speakers
        ],
        "turns": [
            {**dataclasses.asdict(row), "word_error_rate": round(row.rate, 4)} for row in verdict.turns
        ],
        "differences": [dataclasses.asdict(row) for row in verdict.differences],
        "remarks": list(verdict.remarks),
    }

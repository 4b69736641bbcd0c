"""`vivavoce retake`: one turn in other ways, of which one is kept."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from audio.audition import Retakes, retakes_plan
from audio.audition import retake as speak_ways
from audio.cli.consent import agree_to_pay, announce_sending, trusting, yes_option
from audio.cli.options import debug_option, json_option, print_json, quiet_option, remark, remark_doubts
from audio.cli.progress import watching
from audio.cli.request import folder_option, request_for, settings_options
from audio.episode import (
    check_speakers_trusted,
    keep_take,
    one_turn,
    plan_episode,
    targets_for,
    with_kept_takes,
)
from audio.script import HIGHEST_TAKE


def _take(_: click.Context, __: click.Parameter, value: int | None) -> int | None:
    """Refuse the number of a take that there is not."""
    if value is not None and not 1 <= value <= HIGHEST_TAKE:
        raise click.BadParameter(
            f"there is no take {value}: takes are numbered 1 to {HIGHEST_TAKE}, "
            "and --ways says how many are heard."
        )
    return value


@click.command()
@click.argument("script")
@click.argument("named", metavar="[TURN]", default="")
@click.option("--search", default="", metavar="WORDS", help="The turn in which this is said.")
@click.option("--ways", type=click.IntRange(2, HIGHEST_TAKE), default=4, show_default=True, help="How many.")
@click.option(
    "--keep",
    type=int,
    callback=_take,
    metavar="TAKE",
    help=f"Keep this take, 1 to {HIGHEST_TAKE}, and speak nothing; 1 is the usual.",
)
@folder_option("Where the episode is; the page and the sound files go to its folder retakes.")
@yes_option
@settings_options
@json_option
@quiet_option
@debug_option
def retake(
    script: str,
    named: str,
    ways: int,
    keep: int | None,
    output: Path,
    yes: bool,  # noqa: FBT001 - click's
    as_json: bool,  # noqa: FBT001 - click's
    **overrides: Any,
) -> None:
    """Speak TURN of SCRIPT in several ways: one page with players, and an MP3 of each; keep one of them.

    TURN is a number, which `vivavoce check --turns` tells, or whose it is, where somebody speaks once. On a
    terminal it asks which to keep. In a script that `vivavoce script` wrote, that is a mark, [take 3]; of any
    other it stands in a file beside the episode, such as out/interview.takes.json, which `render` reads.
    """
    if not (named.strip() or overrides["search"].strip()):
        raise click.UsageError("Say which turn: 7, a speaker, or --search WORDS.")
    plan = plan_episode(request_for(script, overrides))
    (target,) = targets_for([plan], output)
    plan = with_kept_takes(plan, target)
    turn = one_turn(plan.script, named, search=overrides["search"])
    heard: Retakes | None = None
    if keep is None:
        several = retakes_plan(plan, turn, ways)
        trusting(lambda: check_speakers_trusted(*several.grounds))
        remark_doubts(plan.script)
        announce_sending(several)
        allow = agree_to_pay([several], agreed=yes)
        with watching(f"turn {turn.number} in {ways} ways", len(several.segments)) as watch:
            folder, options = output / "retakes", _options(output, overrides)
            heard = speak_ways(plan, turn, ways, folder, options=options, allow=allow, watch=watch)
        for file in () if as_json else (heard.page, *(each.file for each in heard.retakes)):
            click.echo(file)
        keep = None if as_json else _asked(ways)
    place = keep_take(plan, target, turn, keep) if keep else None
    if place:
        remark(f"Take {keep} of turn {turn.number} is kept: {place} says so. The next render speaks it.")
    elif heard and not as_json:
        remark(f"To keep one: {heard.retakes[-1].command}")
    if as_json:
        print_json(_row(heard, turn.number, keep, place))


def _options(output: Path, overrides: Mapping[str, Any]) -> list[str]:
    """Give the options by which the same episode is meant again."""
    given = {"--output": output if output != Path("out") else None}
    given |= {f"--{name}": overrides[name] for name in ("engine", "settings")}
    return [word for name, value in given.items() if value for word in (name, str(value))]


def _asked(ways: int) -> int | None:
    """Ask which take to keep, where somebody can be asked; None for none."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    answers = click.Choice(["", *map(str, range(1, ways + 1))])
    question = f"Which take is kept, 1 to {ways}? (as it is now: Enter)"
    answer = click.prompt(
        question, default="", show_default=False, show_choices=False, type=answers, err=True
    )
    return int(answer) if answer else None


def _row(heard: Retakes | None, number: int, keep: int | None, place: Path | None) -> dict[str, Any]:
    return {
        "turn": number,
        "page": str(heard.page) if heard else None,
        "takes": [
            {
                "take": each.take,
                "file": str(each.file),
                "seconds": round(each.seconds, 3),
                "lufs": round(each.lufs, 2),
                "kept": each.kept,
                "command": each.command,
            }
            for each in (heard.retakes if heard else ())
        ],
        "kept": keep,
        "file": str(place) if place else None,
    }

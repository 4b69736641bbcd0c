"""`vivavoce preview`: hear single turns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from audio.cli.consent import agree_to_pay, announce_sending, yes_option
from audio.cli.options import (
    debug_option,
    json_option,
    print_json,
    quiet_option,
    remark,
)
from audio.cli.progress import watching
from audio.cli.request import folder_option, request_for, settings_options
from audio.episode import fetch_voices, plan_episode, target_for
from audio.preview import parse_turns, play, preview_turns


@click.command()
@click.argument("script", type=click.Path(path_type=Path))
@click.argument("turns", metavar="TURN")
@folder_option("Where the sound file goes.")
@click.option("--play/--no-play", "playing", default=True, help="Play it, where there is a sound device.")
@yes_option
@settings_options
@json_option
@quiet_option
@debug_option
def preview(
    script: Path,
    turns: str,
    output: Path,
    playing: bool,  # noqa: FBT001 - click's
    yes: bool,  # noqa: FBT001 - click's
    as_json: bool,  # noqa: FBT001 - click's
    **overrides: object,
) -> None:
    """Speak one TURN of SCRIPT, or a range such as 3-5, and play it.

    Turns are numbered from 1 in the order of speaking, the narrator's too; `vivavoce check` shows where each
    chapter begins, `vivavoce script --json` all of them.
    """
    first, last = parse_turns(turns)
    plan = plan_episode(request_for(script, overrides))
    asked = tuple(segment for segment in plan.segments if first <= segment.turn <= last)
    plan = replace(plan, segments=asked)
    announce_sending(plan)
    agree_to_pay([plan], agreed=yes)
    name = f"{target_for(script, output).stem}.turn-{first}" + (f"-{last}" if last > first else "")
    with watching(name) as watch:
        fetch_voices(plan, watch.on_bytes)
        heard = preview_turns(
            plan.script,
            plan.settings,
            plan.segments,
            (first, last),
            output / f"{name}.wav",
            on_progress=watch.on_progress,
        )
    if as_json:
        speakers = [turn.speaker for turn in heard.turns]
        print_json(
            {"file": str(heard.file), "turns": [first, last], "speakers": speakers, "seconds": heard.seconds}
        )
    else:
        click.echo(heard.file)
    if playing and not play(heard.file):
        remark("Not played: this machine has no sound device, or no program that plays WAV files.")

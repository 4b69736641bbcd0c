"""`vivavoce preview`: hear single turns."""

from __future__ import annotations

from pathlib import Path

import click

from audio.cli.consent import agree_to_pay, announce_sending, trusting, yes_option
from audio.cli.options import (
    debug_option,
    json_option,
    print_json,
    quiet_option,
    remark,
    remark_doubts,
)
from audio.cli.progress import watching
from audio.cli.request import folder_option, request_for, settings_options
from audio.episode import check_speakers_trusted, only_turns, parse_turns, plan_episode, play, preview_name
from audio.episode import preview as speak_turns


@click.command()
@click.argument("script")
@click.argument("turns", metavar="TURN")
@folder_option("Where the sound file goes.")
@click.option("--play/--no-play", "playing", default=True, help="Play it, where there is a sound device.")
@yes_option
@settings_options
@json_option
@quiet_option
@debug_option
def preview(
    script: str,
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
    plan = only_turns(plan_episode(request_for(script, overrides)), first, last)
    remark_doubts(plan.script)
    trusting(lambda: check_speakers_trusted(plan))
    announce_sending(plan)
    allow = agree_to_pay([plan], agreed=yes)
    name = preview_name(plan)
    with watching(name) as watch:
        heard = speak_turns(plan, output / f"{name}.wav", allow=allow, watch=watch)
    if as_json:
        speakers = [turn.speaker for turn in heard.turns]
        print_json(
            {"file": str(heard.file), "turns": [first, last], "speakers": speakers, "seconds": heard.seconds}
        )
    else:
        click.echo(heard.file)
    if playing and not play(heard.file):
        remark("Not played: this machine has no sound device, or no program that plays WAV files.")

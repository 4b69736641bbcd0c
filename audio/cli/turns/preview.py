"""`vivavoce preview`: hear single turns, now or whenever they change, or walk through them all."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

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
from audio.cli.turns.rehearsing import UNSAID, walk, watch
from audio.episode import Plan, Player, Wanted, check_speakers_trusted, only_turns, play, preview_name
from audio.episode import preview as speak_turns
from audio.rehearsal import NOT_PLAYED, reader_of
from audio.speech import spoken_plainly

EPISODES = Path("out")
"""Where episodes go that nobody sends elsewhere, with the takes of theirs that are kept."""


@click.command()
@click.argument("script")
@click.argument("turns", metavar="[TURNS]", default="")
@click.option("--chapter", type=int, metavar="NUMBER", help="Only turns of this chapter, counted from 1.")
@click.option("--search", default="", metavar="WORDS", help="Only turns in which this is said.")
@folder_option("Where the sound file goes.", "out/previews")
@click.option(
    "--watch", "watching_files", is_flag=True, help="Go on: speak what changes when SCRIPT is saved."
)
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
    **overrides: Any,
) -> None:
    """Speak TURNS of SCRIPT, and play them: 7, 2,4-6, 5- (to the end), or whose they are: "Joe Pamer".

    Turns are numbered from 1 in the order of speaking, the narrator's too; `vivavoce check --turns` lists
    them. With --chapter and --search too, only turns that fit all of it are spoken. Without any of that, on a
    terminal, you walk through the turns with the arrow keys, hear them, and give them other voices.
    """
    chapter, search = overrides["chapter"], overrides["search"]
    named = bool(turns.strip() or chapter is not None or search.strip())
    wanted = Wanted(turns, chapter, search)
    only = Wanted() if overrides["watching_files"] else wanted
    read = reader_of(replace(request_for(script, overrides), only=only), EPISODES)
    asked = partial(only_turns, wanted=wanted)
    speak = partial(_speak, output=output, playing=playing, agreed=yes, as_json=as_json)
    if overrides["watching_files"]:
        watch(read, asked if named else None, speak)
    elif not named and as_json:
        raise click.UsageError(UNSAID)
    elif not named:
        walk(read, output, agreed=yes, playing=playing)
    else:
        plan = asked(read({}))
        remark_doubts(plan.script)
        speak(plan)


def _speak(plan: Plan, *, output: Path, playing: bool, agreed: bool, as_json: bool) -> None:
    """Speak all turns of a plan, and play them."""
    trusting(lambda: check_speakers_trusted(*plan.grounds))
    for told in (*spoken_plainly(plan.segments), *plan.remarks):
        remark(told)
    announce_sending(plan)
    allow = agree_to_pay([plan], agreed=agreed)
    name = preview_name(plan)
    with Player() as player, watching(name, len(plan.segments)) as bar:
        hear = player.hear if playing and player.streams else None
        heard = speak_turns(plan, output / f"{name}.wav", allow=allow, watch=bar, hear=hear)
    if as_json:
        speakers = [turn.speaker for turn in heard.turns]
        print_json(
            {
                "file": str(heard.file),
                "turns": [turn.number for turn in heard.turns],
                "speakers": speakers,
                "seconds": heard.seconds,
            }
        )
    else:
        click.echo(heard.file)
    if playing and not (player.played or play(heard.file)):
        remark(NOT_PLAYED)

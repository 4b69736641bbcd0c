"""`vivavoce voices audition`: one line of a speaker in several voices."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from audio.audition import Audition, audition, audition_plan, choose_line, voices_to_try
from audio.cast import Role, find_role
from audio.cli.consent import agree_to_pay, announce_sending, trusting, yes_option
from audio.cli.options import debug_option, json_option, print_json, quiet_option, remark, remark_doubts
from audio.cli.progress import watching
from audio.cli.request import allow_local_option, folder_option, request_for, settings_file_option
from audio.episode import check_speakers_trusted, plan_episode
from audio.script import Turn


@click.command("audition")
@click.argument("script")
@click.argument("speaker")
@click.option(
    "--voices",
    "named",
    metavar="VOICES",
    help="Voices to hear: am_puck,kokoro:bm_george; without it, the present one and four others.",
)
@click.option("--turn", type=int, metavar="N", help="Turn to take the line from; without it, a telling one.")
@folder_option("Where the page and the sound files go.", "out/auditions")
@click.option("--engine", metavar="NAME", help="Engine whose voices are tried, such as hibari.")
@settings_file_option
@allow_local_option
@yes_option
@json_option
@quiet_option
@debug_option
def audition_voices(
    script: str,
    speaker: str,
    named: str | None,
    turn: int | None,
    output: Path,
    yes: bool,  # noqa: FBT001 - click's
    as_json: bool,  # noqa: FBT001 - click's
    **overrides: object,
) -> None:
    """Hear a line of SPEAKER in several voices: one page with players, and an MP3 of each.

    SPEAKER is a name, label or alias; narrator is the narrator. All voices say the same line, at one
    loudness, so that you can choose by ear.
    """
    unsaid = {"loudness": None, "chapters": None, "voices": ()}
    plan = plan_episode(request_for(script, {**unsaid, **overrides}))
    role = find_role(plan.script, plan.settings, speaker)
    line = choose_line(plan.script, role, turn)
    names = [name.strip() for name in (named or "").split(",") if name.strip()]
    voices = voices_to_try(plan, role, names)
    several = audition_plan(plan, role, line, voices)
    trusting(lambda: check_speakers_trusted(*several.grounds))
    remark_doubts(plan.script)
    announce_sending(several)
    allow = agree_to_pay([several], agreed=yes)
    with watching(f"{role.speaker} in {len(voices)} voices") as watch:
        heard = audition(plan, role, line, voices, output, allow=allow, watch=watch)
    if as_json:
        print_json(_row(heard, role, line))
        return
    for file in (heard.page, *(sample.file for sample in heard.samples)):
        click.echo(file)
    if len(voices) == 1 and not names:
        engine = voices[0].engine
        remark(
            f"{engine} has no other voice at hand: `vivavoce voices list --engine {engine}` shows what it "
            "can fetch, and --voices tries any that you name."
        )
    for sample in heard.samples:
        remark(f"To choose {sample.entry.name}: {sample.command}")


def _row(heard: Audition, role: Role, line: Turn) -> dict[str, Any]:
    return {
        "page": str(heard.page),
        "speaker": role.speaker,
        "turn": line.number,
        "text": line.text,
        "voices": [
            {
                "voice": str(sample.entry),
                "file": str(sample.file),
                "seconds": round(sample.seconds, 3),
                "lufs": round(sample.lufs, 2),
                "present": sample.present,
                "like": list(sample.like),
                "command": sample.command,
            }
            for sample in heard.samples
        ],
    }

"""`vivavoce preview` that goes on: a walk through the turns, or what changes spoken when a file is saved."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import click

from audio.cli.consent import agree_to_pay, announce_sending, trusting
from audio.cli.options import remark, remark_doubts
from audio.episode import Plan, Wanted, check_speakers_trusted, only_turns
from audio.errors import InputError, VivavoceError
from audio.rehearsal import POLLING, Files, Read, Screen, Session, changed_turns, lacking

UNSAID = "Say which turns: 7, 2,4-6, 5-, a speaker, --chapter 2 or --search WORDS."


def walk(read: Read, folder: Path, *, agreed: bool, playing: bool) -> None:
    """Let somebody walk through a script on this terminal; what is heard is written to `folder`.

    Raises `click.UsageError` where there is no terminal, or nothing to walk with.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(UNSAID)
    if told := lacking():
        raise click.UsageError(f"{UNSAID} Or {told}")
    plan = read({})
    trusting(lambda: check_speakers_trusted(*plan.grounds))
    remark_doubts(plan.script)
    announce_sending(plan)
    allow = agree_to_pay([plan], agreed=agreed)
    screen = Screen(Session(read, plan), folder, allow, playing=playing)
    screen.run()
    for told in screen.saved:
        remark(told)


def watch(read: Read, asked: Callable[[Plan], Plan] | None, speak: Callable[[Plan], None]) -> None:
    """Speak what sounds otherwise whenever script or settings are saved, until Ctrl-C.

    `asked` gives the turns that are spoken at once, and of which changes are; without it, all changes are.
    Raises `InputError` where the script is no file.
    """
    plan = read({})
    source = plan.request.source
    if source.path is None:
        raise InputError(f"{source.name} is no file that can be watched: --watch takes one on this machine.")
    files = Files(plan)
    if asked:
        speak(asked(plan))
    remark(f"{source.name} is watched: what changes is spoken when you save it. Ctrl-C ends that.")
    try:
        while True:
            time.sleep(POLLING)
            if files.changed():
                plan = _spoken_again(plan, read, asked, speak)
    except KeyboardInterrupt as end:
        if type(end) is not KeyboardInterrupt:  # a signal that wants the command to fail
            raise


def _spoken_again(
    before: Plan, read: Read, asked: Callable[[Plan], Plan] | None, speak: Callable[[Plan], None]
) -> Plan:
    """Speak what changed; where that cannot be, say why, since the next save may mend it."""
    try:
        plan = read({})
        wanted = {turn.number for turn in (asked(plan) if asked else plan).script.turns}
        numbers = [str(number) for number in changed_turns(before, plan) if number in wanted]
        if numbers:
            speak(only_turns(plan, Wanted(",".join(numbers))))
        else:
            remark("Nothing that is said has changed.")
    except VivavoceError as error:
        click.echo(str(error), err=True)
        return before
    return plan

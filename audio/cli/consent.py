"""What leaves the machine and what it costs: said before anything is sent, and agreed to where it is paid."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

import click

from audio.cli.options import remark, remark_doubts
from audio.episode import Plan, costs, sending
from audio.errors import InputError, TrustError, VivavoceError
from audio.guard import trust_folder
from audio.speech import Allow, device_sentences

Command = TypeVar("Command", bound=Callable[..., object])
Result = TypeVar("Result")


def yes_option(command: Command) -> Command:
    """Add --yes, which agrees beforehand to what a paid engine costs."""
    return click.option(
        "--yes", is_flag=True, help="Do not ask before an engine that costs money is sent the text."
    )(command)


def trusting(call: Callable[[], Result]) -> Result:
    """Give what a call gives; where it wants a folder to be trusted first, ask, and remember the answer.

    Raises what the call raises: `TrustError` where nobody can be asked, `VivavoceError` for a no.
    """
    try:
        return call()
    except TrustError as error:
        if not _can_ask():
            raise
        click.echo(str(error), err=True)
        if not click.confirm(f"Trust {error.folder} from now on?", err=True):
            raise VivavoceError("Nothing was sent and nothing was rendered.") from error
        trust_folder(error.folder)
    return trusting(call)  # another script may have another folder


def _can_ask() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def announce(plan: Plan) -> None:
    """Say, before anything is spoken, what a user may want to stop for: doubts, warnings, what is sent."""
    remark_doubts(plan.script)
    for sentence in (*plan.warnings, *plan.remarks):
        remark(sentence)
    for sentence in device_sentences(segment.voice.engine for segment in plan.segments):
        remark(sentence)
    announce_sending(plan)


def announce_sending(plan: Plan) -> None:
    """Say what will leave the machine; with --quiet as well, since nothing leaves it unsaid."""
    for sentence in sending(plan):
        click.echo(sentence, err=True)


def agree_to_pay(plans: Sequence[Plan], *, agreed: bool) -> Allow:
    """Ask once for all plans, where takes are missing that cost money; `agreed` is the answer beforehand.

    Gives what was agreed to: whoever names an online engine wants it to be sent the text. Raises `VoiceError`
    where an engine could not speak even then, `InputError` where nobody can be asked, `VivavoceError` where
    the answer is no.
    """
    told = costs(plans)
    if told and not agreed:
        if not _can_ask():
            raise InputError(f"{told}: nobody can be asked here, so agree to it with --yes.")
        click.echo(f"{told}.", err=True)
        if not click.confirm("That may cost money. Go on?", err=True):
            raise VivavoceError("Nothing was sent and nothing was rendered.")
    return Allow(online=True, paid=agreed or bool(told))

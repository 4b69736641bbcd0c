"""What leaves the machine and what it costs: said before anything is sent, and agreed to where it is paid."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

import click

from audio.cli.options import remark, remark_doubts
from audio.episode import Plan, costs, sending
from audio.errors import InputError, VivavoceError
from audio.speech import Allow

Command = TypeVar("Command", bound=Callable[..., object])


def yes_option(command: Command) -> Command:
    """Add --yes, which agrees beforehand to what a paid engine costs."""
    return click.option(
        "--yes", is_flag=True, help="Do not ask before an engine that costs money is sent the text."
    )(command)


def announce(plan: Plan) -> None:
    """Say, before anything is spoken, what a user may want to stop for: doubts, warnings, what is sent."""
    remark_doubts(plan.script)
    for sentence in (*plan.warnings, *sending(plan)):
        remark(sentence)


def agree_to_pay(plans: Sequence[Plan], *, agreed: bool) -> Allow:
    """Ask once for all plans, where takes are missing that cost money; `agreed` is the answer beforehand.

    Gives what was agreed to: whoever names an online engine wants it to be sent the text. Raises `VoiceError`
    where an engine could not speak even then, `InputError` where nobody can be asked, `VivavoceError` where
    the answer is no.
    """
    told = costs(plans)
    if told and not agreed:
        if not sys.stdin.isatty() or not sys.stderr.isatty():
            raise InputError(f"{told}: nobody can be asked here, so agree to it with --yes.")
        click.echo(f"{told}.", err=True)
        if not click.confirm("That may cost money. Go on?", err=True):
            raise VivavoceError("Nothing was sent and nothing was rendered.")
    return Allow(online=True, paid=agreed or bool(told))

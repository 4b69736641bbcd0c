"""What leaves the machine and what it costs: said before anything is sent, and agreed to where it is paid."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

import click

from audio.cast import fallback_voice
from audio.cli.options import remark
from audio.episode import Plan
from audio.errors import InputError, VivavoceError, VoiceError
from audio.speech import Estimate, engine_status, estimate, fallback_estimate

Command = TypeVar("Command", bound=Callable[..., object])


def yes_option(command: Command) -> Command:
    """Add --yes, which agrees beforehand to what a paid engine costs."""
    return click.option(
        "--yes", is_flag=True, help="Do not ask before an engine that costs money is sent the text."
    )(command)


def announce_sending(plan: Plan) -> None:
    """Say what online engines will be sent, and what an online fallback voice may be."""
    for sent in estimate(plan.segments):
        remark(str(sent))
    for most in _of_fallbacks([plan]):
        remark(_as_fallback(most))


def agree_to_pay(plans: Sequence[Plan], *, agreed: bool) -> None:
    """Ask once for all plans, where takes are missing that cost money; `agreed` is the answer beforehand.

    Raises `VoiceError` where an engine could not speak even then, as without its key, `InputError` where
    nobody can be asked, `VivavoceError` where the answer is no.
    """
    sent = [each for each in estimate(segment for plan in plans for segment in plan.segments) if each.paid]
    for each in sent:
        if problem := engine_status(each.engine).problem:
            raise VoiceError(problem)
    most = [each for each in _of_fallbacks(plans) if each.paid]
    if agreed or not (sent or most):
        return
    costs = "; ".join(each.rstrip(".") for each in [*map(str, sent), *map(_as_fallback, most)])
    if not sys.stdin.isatty() or not sys.stderr.isatty():
        raise InputError(f"{costs}: nobody can be asked here, so agree to it with --yes.")
    click.echo(f"{costs}.", err=True)
    if not click.confirm("That may cost money. Go on?", err=True):
        raise VivavoceError("Nothing was sent and nothing was rendered.")


def _of_fallbacks(plans: Sequence[Plan]) -> list[Estimate]:
    found = (
        fallback_estimate(plan.segments, fallback_voice(plan.settings, plan.script.language))
        for plan in plans
    )
    return [each for each in found if each is not None]


def _as_fallback(most: Estimate) -> str:
    return f"Where another voice fails: {str(most).replace('will be sent', 'may be sent up to')}"

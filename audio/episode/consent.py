"""What leaves the machine and what it costs, in words, before anything is sent."""

from __future__ import annotations

from collections.abc import Sequence

from audio.episode.planning import Plan
from audio.errors import VoiceError
from audio.speech import Estimate, engine_status, estimate, fallback_estimate


def sending(plan: Plan) -> tuple[str, ...]:
    """Say what online engines will be sent, and what an online fallback voice may be; a sentence each."""
    sent = map(str, estimate(plan.segments))
    return (*sent, *map(_as_fallback, _of_fallbacks([plan])))


def costs(plans: Sequence[Plan]) -> str:
    """Say what may cost money, all plans together, without a full stop; empty where nothing does.

    Raises `VoiceError` where an engine could not speak even then, as without its key.
    """
    sent = [each for each in estimate(segment for plan in plans for segment in plan.segments) if each.paid]
    for each in sent:
        if problem := engine_status(each.engine).problem:
            raise VoiceError(problem)
    most = [each for each in _of_fallbacks(plans) if each.paid]
    return "; ".join(each.rstrip(".") for each in [*map(str, sent), *map(_as_fallback, most)])


def _of_fallbacks(plans: Sequence[Plan]) -> list[Estimate]:
    found = (fallback_estimate(plan.segments, plan.fallback) for plan in plans)
    return [each for each in found if each is not None]


def _as_fallback(most: Estimate) -> str:
    return f"Where another voice fails: {str(most).replace('will be sent', 'may be sent up to')}"

"""The second hearing of what sounds wrong."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

pytest.importorskip("rapidfuzz", reason="the extra `verify` is not installed")
pytest.importorskip("text_to_num", reason="the extra `verify` is not installed")
pytest.importorskip("whisper_normalizer", reason="the extra `verify` is not installed")

from interviews import TURNS

from audio.episode import Plan
from audio.verify import Heard, Verdict, judge
from audio.verify.hearing.again import heard_again

TEXTS = [text for _, text in TURNS]


def said(texts: list[str], starts: float = 0.0) -> list[Heard]:
    """A turn each ten seconds, four words a second."""
    return [
        Heard(word, starts + 10 * at + 0.25 * place, starts + 10 * at + 0.25 * place + 0.2)
        for at, text in enumerate(texts)
        for place, word in enumerate(text.split())
    ]


@pytest.fixture(scope="module")
def judged(plan_of: Callable[..., Plan]) -> Callable[[list[Heard]], Verdict]:
    plan = plan_of(TURNS, options={"engine": "tone"})
    return lambda words: judge(plan, words, np.zeros(16_000 * 60, np.float32))


def test_a_slip_is_mended_and_the_other_turns_stay(judged: Callable[..., Verdict]) -> None:
    slip = [*TEXTS[:2], "Your father kept free wheels that he could not.", *TEXTS[3:]]
    asked: list[tuple[float, float]] = []

    def listen(first: float, last: float) -> list[Heard]:
        asked.append((first, last))
        return said([TEXTS[2]], 20.0)

    first = judged(said(slip))
    assert first.errors > 0
    verdict = heard_again(first, said(slip), judged, listen)
    assert verdict.errors == 0
    ((start, end),) = asked
    assert 13 < start <= 20
    assert 22 < end < 30


def test_a_fault_that_is_heard_again_stays(judged: Callable[..., Verdict]) -> None:
    wrong = [*TEXTS[:2], *TEXTS[3:]]
    words = said([*TEXTS[:2], "", *TEXTS[3:]])
    verdict = heard_again(judged(words), words, judged, lambda *_: [])
    assert [(fault.kind, fault.turn) for fault in verdict.faults] == [("missing turn", 3)]
    assert verdict.errors == judged(said(wrong)).errors


def test_a_second_hearing_that_is_worse_does_not_count(judged: Callable[..., Verdict]) -> None:
    words = said([*TEXTS[:5], TEXTS[5].replace("brass", "grass")])
    verdict = heard_again(judged(words), words, judged, lambda *_: said(["Nothing of this."], 50.0))
    assert verdict.errors == 1


def test_what_is_right_is_not_heard_again(judged: Callable[..., Verdict]) -> None:
    def listen(first: float, last: float) -> list[Heard]:
        raise AssertionError((first, last))

    assert heard_again(judged(said(TEXTS)), said(TEXTS), judged, listen).errors == 0

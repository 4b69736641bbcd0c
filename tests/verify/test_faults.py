"""The faults that words show; here what is heard is made up, so that each comes alone."""

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

TONE = {"options": {"engine": "tone"}}


def said(*texts: str) -> tuple[Heard, ...]:
    """Texts as a recogniser gives them: three words a second, half a second between texts."""
    heard: list[Heard] = []
    now = 0.0
    for text in texts:
        for word in text.split():
            heard.append(Heard(word, now, now + 0.3))
            now += 0.33
        now += 0.5
    return tuple(heard)


@pytest.fixture(scope="module")
def plan(plan_of: Callable[..., Plan]) -> Plan:
    return plan_of(TURNS, **TONE)


def listened(plan: Plan, *texts: str) -> Verdict:
    return judge(plan, said(*texts), np.zeros(16_000, np.float32))


TEXTS = [text for _, text in TURNS]


def faults(verdict: Verdict) -> list[tuple[str, int]]:
    return [(fault.kind, fault.turn) for fault in verdict.faults]


def test_an_episode_that_says_what_is_written_has_no_fault(plan: Plan) -> None:
    verdict = listened(plan, *TEXTS)
    assert (verdict.errors, verdict.differences, verdict.faults) == (0, (), ())
    assert verdict.good(0.0)
    assert [turn.number for turn in verdict.turns] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("lost", range(6))
def test_a_missing_turn_is_found_wherever_it_is(plan: Plan, lost: int) -> None:
    verdict = listened(plan, *TEXTS[:lost], *TEXTS[lost + 1 :])
    assert faults(verdict) == [("missing turn", lost + 1)]
    assert not verdict.good(1.0)
    assert verdict.turns[lost].start is None
    assert {difference.kind for difference in verdict.differences} == {"lost"}


def test_a_turn_that_begins_as_the_next_one_does_is_missing_as_a_whole(plan_of: Callable[..., Plan]) -> None:
    turns = (
        ("Ada Stone", "And so I think that we should stop here."),
        ("Ben Wray", "And so I think that tea is ready now."),
        ("Ada Stone", "Thank you."),
    )
    verdict = listened(plan_of(turns, **TONE), turns[1][1], turns[2][1])
    assert faults(verdict) == [("missing turn", 1)]
    assert [turn.errors for turn in verdict.turns] == [verdict.turns[0].words, 0, 0]


def test_a_turn_at_another_place_has_moved(plan: Plan) -> None:
    verdict = listened(plan, *TEXTS[:1], TEXTS[2], TEXTS[1], *TEXTS[3:])
    ((kind, turn),) = faults(verdict)
    assert kind == "moved turn"
    assert turn in {2, 3}


@pytest.mark.parametrize("sentence", ["Slowly, and with a warm oven.", "They sit in a jar on the window"])
def test_a_doubled_sentence_is_found(plan: Plan, sentence: str) -> None:
    texts = [text.replace(sentence, f"{sentence} {sentence}") for text in TEXTS]
    verdict = listened(plan, *texts)
    (fault,) = verdict.faults
    first, *_ = sentence.split()
    assert fault.kind == "doubled"
    assert first in fault.sentence
    times = [word.start for word in said(*texts) if word.text == first]
    assert fault.at in times[1:]


def test_a_doubled_sentence_is_found_though_one_word_of_it_was_misheard(plan: Plan) -> None:
    texts = [text.replace("Slowly, and", "Slowly, and with a worn oven. Slowly, and") for text in TEXTS]
    assert faults(listened(plan, *texts)) == [("doubled", 2)]


@pytest.mark.parametrize(
    "label", ["Ada Stone colon", "Ada Stone.", "Eight stone colon,", "Ada:", "A. S. colon"]
)
def test_a_label_read_aloud_is_found(plan: Plan, label: str) -> None:
    verdict = listened(plan, *TEXTS[:2], f"{label} {TEXTS[2]}", *TEXTS[3:])
    assert faults(verdict) == [("label read aloud", 3)]
    assert verdict.turns[2].errors == len(label.replace(". S", "S").split()) + label.count(". S")


def test_a_name_that_is_written_in_the_text_is_no_label(plan_of: Callable[..., Plan]) -> None:
    turns = (("Ada Stone", "Ben Wray, welcome to the show."), ("Ben Wray", "Ben Wray is what they call me."))
    assert faults(listened(plan_of(turns, **TONE), *(text for _, text in turns))) == []


def test_words_are_told_with_their_times_and_turns(plan: Plan) -> None:
    text = TEXTS[5].replace("brass ", "").replace("loupe", "boat").replace("patience", "good patience")
    verdict = listened(plan, *TEXTS[:5], text)
    told = [(found.kind, found.turn, found.expected, found.heard.strip(",")) for found in verdict.differences]
    assert told == [("lost", 6, "brass", ""), ("misheard", 6, "loupe", "boat"), ("added", 6, "", "good")]
    boat = next(word for word in said(*TEXTS[:5], text) if word.text == "boat,")
    assert verdict.differences[1].at == pytest.approx(boat.start, abs=0.01)
    assert [turn.errors for turn in verdict.turns] == [0, 0, 0, 0, 0, 3]
    assert [(row.name, row.errors) for row in verdict.speakers] == [("Ada Stone", 0), ("Ben Wray", 3)]
    assert verdict.rate == pytest.approx(3 / verdict.words)


def test_silence_loses_everything(plan: Plan) -> None:
    verdict = listened(plan)
    assert verdict.rate == 1
    assert faults(verdict) == [("missing turn", number) for number in range(1, 7)]


def test_captions_that_give_a_turn_to_somebody_else_are_found(
    plan: Plan, plan_of: Callable[..., Plan]
) -> None:
    captions = plan_of((*TURNS[:3], ("Ada Stone", TURNS[3][1]), *TURNS[4:]), **TONE)
    verdict = judge(plan, said(*TEXTS), np.zeros(16_000, np.float32), captions=captions)
    assert faults(verdict) == [("other label", 4)]
    assert faults(judge(plan, said(*TEXTS), np.zeros(16_000, np.float32), captions=plan)) == []


def test_a_wrong_word_that_is_a_name_is_told_apart(plan_of: Callable[..., Plan]) -> None:
    turns = (
        ("Ada Stone", "When did you meet Calloway by the river?"),
        ("Ben Wray", "I met Calloway in a storm. Storms were his trade."),
    )
    heard = ("When did you meet Galloway by the liver?", "I met Hallaway in a storm. Forms were his trade.")
    verdict = listened(plan_of(turns, **TONE), *heard)
    told = [(found.expected, found.name) for found in verdict.differences]
    assert told == [("Calloway", True), ("river", False), ("Calloway", True), ("Storms", False)]
    assert (verdict.errors, verdict.in_names) == (4, 2)

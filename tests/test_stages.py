"""Stages that wait for what they need, and work that is done beside other work."""

from __future__ import annotations

import threading
import time

import pytest

from audio.episode.rendering import FINISHING, SPEAKING
from audio.episode.stages import Stage, through
from audio.tasks import in_order, workers


def test_a_stage_is_given_what_it_needs_and_gives_it_to_the_next():
    stages = (
        Stage("third", ("first", "second"), lambda first, second: (first, second)),
        Stage("second", ("first",), lambda first: first + 1, here=True),
        Stage("first", ("given",), lambda given: given * 10),
    )
    with workers() as hands:
        assert through(stages, {"given": 4}, hands)["third"] == (40, 41)


def test_a_stage_is_done_beside_the_one_that_the_caller_waits_for():
    met = threading.Barrier(2, timeout=10)
    stages = (Stage("beside", (), met.wait), Stage("here", (), met.wait, here=True))
    with workers() as hands:
        made = through(stages, {}, hands)
    assert {made["beside"], made["here"]} == {0, 1}


def test_what_fails_beside_a_long_stage_ends_it():
    def fail() -> None:
        raise ValueError("no music")

    def speak(check) -> None:
        for _ in range(1000):
            check()
            time.sleep(0.01)

    stages = (Stage("score", (), fail), Stage("takes", ("check",), speak, here=True))
    with workers() as hands, pytest.raises(ValueError, match="no music"):
        through(stages, {}, hands)


def test_the_stages_of_an_episode_need_nothing_that_none_of_them_makes():
    there = {"plan", "how", "watch", "hands", "check", "target"}
    for stage in (*SPEAKING, *FINISHING):
        there.add(stage.name)
    for stage in (*SPEAKING, *FINISHING):
        assert set(stage.needs) <= there, stage.name


def test_work_comes_back_in_order_and_no_more_is_begun_than_is_asked_for_soon():
    begun = []

    def slowly(number: int) -> int:
        begun.append(number)
        time.sleep(0.02 if number % 3 else 0.05)
        return number

    with workers() as hands:
        found = in_order(hands, slowly, range(100))
        first = [next(found) for _ in range(5)]
        assert len(begun) <= 5 + 2 * hands.count + 1
        assert first + list(found) == list(range(100))

"""When an episode is good: names apart, and no more sure than so many words allow."""

from __future__ import annotations

import pytest

pytest.importorskip("rapidfuzz", reason="the extra `verify` is not installed")

from audio.verify.values import Difference, Fault, TurnScore, Verdict
from audio.verify.words import likeness


def verdict(words: int, errors: int, names: int = 0, faults: tuple[Fault, ...] = ()) -> Verdict:
    """Make a verdict of an episode with so many wrong words, some of them names."""
    found = tuple(
        Difference("misheard", 1, "Hejlsberg", "Heilsberg", 1.0, 1, name=True, likeness=0.9)
        for _ in range(names)
    )
    turns = (TurnScore(1, "Ada", words, errors + names, 0.0, 60.0),)
    return Verdict(turns, (), found, faults, name_words=2 * names)


def test_a_short_episode_with_many_names_is_good() -> None:
    judged = verdict(217, errors=3, names=9)
    assert judged.rate > 0.04
    assert (judged.rest_errors, judged.rest_words) == (3, 199)
    assert judged.good(0.04)


def test_a_long_episode_is_judged_closely() -> None:
    assert verdict(10_000, errors=350).good(0.04)
    assert not verdict(10_000, errors=450).good(0.04)


def test_a_short_episode_is_bad_where_its_whole_interval_lies_above() -> None:
    assert verdict(200, errors=12).good(0.04)
    assert not verdict(200, errors=20).good(0.04)


def test_a_fault_makes_an_episode_bad_whatever_its_words() -> None:
    fault = Fault("missing turn", 1, None, "Turn 1 is missing.")
    assert not verdict(200, errors=0, faults=(fault,)).good(1.0)


@pytest.mark.parametrize(("words", "errors", "low", "high"), [(100, 0, 0.0, 0.037), (200, 8, 0.0204, 0.0769)])
def test_the_interval_is_wilsons(words: int, errors: int, low: float, high: float) -> None:
    assert verdict(words, errors).interval == pytest.approx((low, high), abs=0.0005)


def test_what_is_not_heard_at_all_is_no_sign_of_a_good_episode() -> None:
    assert not verdict(100, errors=100).good(0.04)
    assert verdict(0, errors=0).interval == (0.0, 1.0)


@pytest.mark.parametrize(
    ("name", "heard", "alike"),
    [
        ("pamer", "paymer", True),
        ("lattner", "latner", True),
        ("siobhan", "shivon", False),  # by its letters; with its pronunciation, below
        ("lattner", "window", False),
        ("hejlsberg", "hazelsberg", True),
    ],
)
def test_a_name_is_judged_by_its_sound(name: str, heard: str, alike: bool) -> None:  # noqa: FBT001
    assert (likeness([heard], [name], "", "en") >= 0.6) == alike


def test_a_given_pronunciation_is_what_a_name_is_judged_by() -> None:
    assert likeness(["shivon"], ["siobhan"], "ʃəvɔn", "en") >= 0.6
    assert likeness(["seeoban"], ["siobhan"], "ʃəvɔn", "en") < 0.6

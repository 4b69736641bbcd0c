from __future__ import annotations

import random
import re
from collections import Counter, defaultdict

import pytest
from conversation import Conversation, conversations
from grading import NARRATOR
from wardrobe import Dress, dresses, pairs, put_on

from audio.script import read_bytes

_WORD = re.compile(r"[^\W\d_]+")


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text))


def _sample(count: int, most_turns: int) -> list[tuple[Dress, Conversation]]:
    """One conversation for each of so many dresses, always the same."""
    by_dress = defaultdict(list)
    for dress, conversation in pairs():
        if len(conversation.turns) <= most_turns:
            by_dress[dress].append(conversation)
    rng = random.Random(3)  # noqa: S311 - a sample, not secrets
    worn = [(dress, rng.choice(fitting)) for dress, fitting in by_dress.items()]
    return rng.sample(worn, count)


def test_a_dress_a_conversation_and_a_seed_give_one_file() -> None:
    for dress, conversation in _sample(30, 40):
        assert put_on(dress, conversation, 5) == put_on(dress, conversation, 5)


def test_another_seed_gives_another_file_somewhere() -> None:
    assert any(put_on(*pair, 1).data != put_on(*pair, 2).data for pair in _sample(30, 40))


def test_every_dress_is_worn_and_has_a_name_of_its_own() -> None:
    names = [dress.dress for dress in dresses()]
    assert len(set(names)) == len(names)
    assert {dress.dress for dress, _ in pairs()} == set(names)


def test_about_half_of_dresses_and_conversations_are_held_back() -> None:
    for things in (dresses(), conversations()):
        assert 0.4 <= sum(each.held for each in things) / len(things) <= 0.6


def test_a_right_reading_says_every_word_of_the_conversation_once() -> None:
    for dress, conversation in pairs():
        if len(conversation.turns) > 40:
            continue
        said = " ".join(text for who, text in put_on(dress, conversation).expected.turns if who != NARRATOR)
        assert said == " ".join(part for turn in conversation.turns for part in turn.paragraphs), dress.dress


def test_a_dressed_file_holds_every_word_of_its_right_reading() -> None:
    for dress, conversation in _sample(100, 40):
        dressed = put_on(dress, conversation)
        plain = dressed.data.decode(dress.encoding).replace("\\n", " ")
        for _, text in dressed.expected.turns:
            assert not _words(text) - _words(plain) or " " not in text, (dress.dress, text)


@pytest.mark.parametrize(
    "pair", _sample(60, 40), ids=lambda pair: f"{pair[0].dress}-{pair[1].name}" if pair else ""
)
def test_a_reading_keeps_every_word_said_in_turns_or_in_what_is_dropped(
    pair: tuple[Dress, Conversation],
) -> None:
    dressed = put_on(*pair)
    script = read_bytes(dressed.data, dressed.name)
    kept = [turn.text for turn in script.turns] + [item.text for item in script.dropped]
    labels = [turn.label or turn.speaker for turn in script.turns]
    said = " ".join(text for _, text in dressed.expected.turns)
    if " " in said:
        missing = _words(said) - _words(" ".join((*kept, *labels, script.title)))
        assert not missing
    else:
        whole = "".join("".join(kept).split())
        assert all("".join(text.split()) in whole for _, text in dressed.expected.turns)

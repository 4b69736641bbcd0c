from __future__ import annotations

import html
import random
import re
from collections import Counter, defaultdict
from typing import Any

from conversation import Conversation, conversations
from dress import Dress, dresses
from grading import NARRATOR, Expected
from wardrobe import pairs, put_on

from audio.script import read_bytes

_WORD = re.compile(r"[^\W\d_]+")


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text))


def _unescaped(text: str, escape: str) -> str:
    if escape == "json_ascii":
        text = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
    return html.unescape(text).replace("\\n", " ")


def _sample(count: int, most_turns: int, *, held: bool = True) -> list[tuple[Dress, Conversation]]:
    """One conversation for each of so many dresses, always the same; none held where `held` is not."""
    by_dress = defaultdict(list)
    for dress, conversation in pairs():
        if len(conversation.turns) <= most_turns and (held or not (dress.held or conversation.held)):
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


def test_a_third_to_a_half_of_dresses_and_conversations_is_held_back() -> None:
    for things in (dresses(), conversations()):
        assert 0.2 <= sum(each.held for each in things) / len(things) <= 0.55


def _worn(conversation: str, **dress: Any) -> tuple[str, Expected]:
    chosen = next(each for each in conversations() if each.name == conversation)
    dressed = put_on(Dress("any", **dress), chosen)
    return dressed.data.decode(), dressed.expected


def test_furniture_stands_behind_every_fourth_turn_and_must_not_be_said() -> None:
    text, expected = _worn("quiet-desk", furniture=("[Advertisement]", "> {quoted}"))
    lines = text.split("\n\n")[-22:]
    assert [lines[at] for at in (4, 9, 14)] == ["[Advertisement]", "> Umbrellas.", "[Advertisement]"]
    assert expected.unsaid == ("[Advertisement]",)


def test_what_is_marked_between_turns_must_not_be_said() -> None:
    text, expected = _worn("quiet-desk", between="\n⟦Share⟧\n")
    assert text.count("\nShare\n") == 17
    assert expected.unsaid == ("Share",)


def test_notes_go_with_people_in_turns_and_in_lists() -> None:
    text, _ = _worn(
        "quiet-desk", head="{people}\n\n", turn="{who} {note}: {text}", notes=("asks", "tells"),
        listed="{who} = {label}, {note}", listed_by="; ", names="initials",
    )  # fmt: skip
    assert text.startswith("1 = GM, asks; 2 = SV, tells\n\n1 asks: Is it true")


def test_a_paper_that_asks_may_have_any_name_and_who_answers_has_a_surname() -> None:
    text, expected = _worn("quiet-desk", head="", names="paper")
    assert text.startswith("The Tinderbox: Is it true")
    assert expected.names == {
        "Gideon Marsh": (), "Salome Vermeulen": ("Salome Vermeulen", "Vermeulen")
    }  # fmt: skip


def test_lines_are_counted_by_pages_of_twenty_five() -> None:
    text, _ = _worn("quiet-desk", head="", prefix="{line:>2} ")
    lines = text.split("\n")
    assert lines[0].startswith(" 1 Gideon Marsh: Is it")
    assert [line[:2] for line in lines[23:27]] == ["24", "25", " 1", " 2"]


def test_a_dress_may_need_one_of_some_languages() -> None:
    worn = {talk.language for dress, talk in pairs() if dress.dress == "name-in-corner-brackets"}
    assert worn == {"ja", "zh"}


def test_a_right_reading_says_every_word_of_the_conversation_once() -> None:
    for dress, conversation in list(pairs())[::3]:
        if len(conversation.turns) > 40:
            continue
        said = " ".join(text for who, text in put_on(dress, conversation).expected.turns if who != NARRATOR)
        assert said == " ".join(part for turn in conversation.turns for part in turn.paragraphs), dress.dress


def test_a_dressed_file_holds_every_word_of_its_right_reading() -> None:
    for dress, conversation in _sample(100, 40):
        dressed = put_on(dress, conversation)
        plain = _unescaped(dressed.data.decode(dress.encoding), dress.escape)
        for _, text in dressed.expected.turns:
            assert not _words(text) - _words(plain) or " " not in text, (dress.dress, text)


def test_a_reading_keeps_every_word_said_in_turns_or_in_what_is_dropped() -> None:
    lost = [(pair[0].dress, pair[1].name, _lost(*pair)) for pair in _sample(60, 40, held=False)]
    assert [each for each in lost if each[2]] == []


def _lost(dress: Dress, conversation: Conversation) -> list[str]:
    """Give what was said and is neither in the turns nor in what is dropped."""
    dressed = put_on(dress, conversation)
    script = read_bytes(dressed.data, dressed.name)
    kept = [turn.text for turn in script.turns] + [item.text for item in script.dropped]
    labels = [turn.label or turn.speaker for turn in script.turns]
    said = " ".join(text for _, text in dressed.expected.turns)
    if " " in said:
        return list(_words(said) - _words(" ".join((*kept, *labels, script.title))))
    whole = "".join("".join(kept).split())
    return [text for _, text in dressed.expected.turns if "".join(text.split()) not in whole]

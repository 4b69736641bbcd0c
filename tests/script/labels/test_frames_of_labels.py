"""Labels in frames that only the file as a whole shows: signs, numbers, legends, posts, dates."""

from __future__ import annotations

import pytest
from talks import read as _read
from talks import said as _said

_RIGHT = [
    ("Ada Lowe", "How deep is the well?"),
    ("Ben Quist", "Deep enough to lose a voice in."),
    ("Ada Lowe", "Whose was it?"),
    ("Ben Quist", "My aunt's. She sang on Sundays."),
]


@pytest.mark.parametrize(
    ("frame", "name"),
    [
        ("// {who} //\n{said}", "talk.txt"),
        ("`{who}` {said}", "talk.md"),
        ("{who} → {said}", "talk.txt"),
        ("{who} @ 00:0{number}: {said}", "talk.txt"),
        ("0h00m0{number}s {who}: {said}", "talk.txt"),
        ("#{number} {who}\n{said}", "talk.txt"),
        ("**{who}** [00:0{number}] {said}", "talk.md"),
        ("**{who}** `[00:0{number}]`\n\n{said}", "talk.md"),
        ("{who}\n:   {said}", "talk.md"),
        ("{who}    12 Feb 2021 09:0{number}\n\n{said}", "talk.txt"),
    ],
)
def test_a_name_is_a_label_in_whatever_frame_it_comes_again(frame: str, name: str) -> None:
    turns = [frame.format(who=who, said=said, number=at) for at, (who, said) in enumerate(_RIGHT, 1)]
    assert _said(_read("\n\n".join(turns) + "\n", name)) == _RIGHT


@pytest.mark.parametrize(
    "legend",
    ["AL – Ada Lowe; BQ – Ben Quist", "AL = Ada Lowe, BQ = Ben Quist", "Ada Lowe (AL), Ben Quist (BQ)"],
)
def test_initials_are_who_a_legend_says(legend: str) -> None:
    short = {"Ada Lowe": "AL", "Ben Quist": "BQ"}
    text = "\n\n".join(f"{short[who]}: {said}" for who, said in _RIGHT)
    said = [each for each in _said(_read(f"{legend}\n\n{text}\n")) if each[1] not in legend]
    assert said == _RIGHT


def test_letters_of_a_recogniser_are_who_the_head_says_and_the_head_is_no_turn() -> None:
    text = "\n\n".join(f"Speaker {'AB'[at % 2]} (00:0{at}): {said}" for at, (_, said) in enumerate(_RIGHT))
    script = _read(f"Speaker A = Ada Lowe\nSpeaker B = Ben Quist\n\n{text}\n")
    assert _said(script) == _RIGHT


def test_initials_may_leave_out_small_words_of_a_name() -> None:
    script = _read(
        """
        Interviewer: Ada Lowe (AL)
        Guest: Jean-Baptiste de La Tour (JLT)

        AL: Who was first?

        JLT: I was, at six.

        AL: Again?

        JLT: Always.
        """
    )
    assert [who for who, _ in _said(script)] == ["Ada Lowe", "Jean-Baptiste de La Tour"] * 2


def test_a_husband_and_his_wife_are_two_people() -> None:
    script = _read(
        """
        Interview with William Pascoe, with his wife Edith

        Interviewer: Where were you born?

        Mr Pascoe: In this room.

        Mrs Pascoe: Not in that chair.

        Interviewer: And you?

        Mrs Pascoe: Next door.

        Mr Pascoe: She came over the wall.
        """
    )
    assert [who for who, _ in _said(script)] == [
        "Interviewer", "Mr Pascoe", "Mrs Pascoe", "Interviewer", "Mrs Pascoe", "Mr Pascoe"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [
        "{who}\nSenior member\nPosts: 1,204\n11 Apr 2017, 19:0{number}\n#{number}\n",
        "{who}\n{number} years ago\n",
        "Re: The well\nby {who} » Mon Feb 04, 2013 6:2{number} pm\n\n",
        "Re: The well\nPosted: Mon Feb 04, 2013 6:2{number} pm\nby {who}\n",
    ],
)
def test_what_a_forum_writes_over_a_post_says_who_wrote_it_and_is_not_spoken(head: str) -> None:
    short = {"Ada Lowe": "ada_lowe", "Ben Quist": "bquist"}
    posts = [head.format(who=short[who], number=at) + said for at, (who, said) in enumerate(_RIGHT, 1)]
    assert _said(_read("\n\n".join(posts) + "\n")) == [(short[who], said) for who, said in _RIGHT]


def test_a_byline_with_a_date_is_no_label() -> None:
    script = _read(
        "Ada Lowe · 3 May 2024 · Photo: K. Moe\n\nQ: Is it deep?\n\nA: Very.\n\nQ: Wet?\n\nA: Too.\n"
    )
    assert {who for who, _ in _said(script)} == {"Q", "A"}


def test_the_number_of_a_house_ends_no_label() -> None:
    script = _read(
        "Mrs Lowe of No. 44 moved in first.\n\nQ. What then?\n\nA. A bath.\n\nQ. And then?\n\nA. A tap.\n"
    )
    assert script.turns[0].narration
    assert script.turns[0].text == "Mrs Lowe of No. 44 moved in first."

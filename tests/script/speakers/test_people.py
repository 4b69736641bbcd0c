"""Which labels are one person, and which are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from audio.script import Script, is_person_name, read_bytes
from audio.script.names.forms import initials_of
from audio.script.names.kinds import classify


def _talk(*labels: str) -> str:
    lines = [f"{label}: This is said here, is it not?" for label in labels]
    return "\n\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        (("Ada Quist", "Ben Roe", "Ada", "Ben"), ["Ada Quist", "Ben Roe"]),
        (("Ada Quist", "Ben Roe", "Quist", "Roe"), ["Ada Quist", "Ben Roe"]),
        (("Ada Quist", "Ben Roe", "AQ", "BR"), ["Ada Quist", "Ben Roe"]),
        (("Aaron van Dijk", "Lou", "AvD", "Lou", "AvD"), ["Aaron van Dijk", "Lou"]),
        (("Jean-Luc Perrin", "Lou", "JLP", "Lou", "JLP"), ["Jean-Luc Perrin", "Lou"]),
        (("Ada Quist (AQ)", "Ben Roe (Bo)", "AQ", "Bo"), ["Ada Quist", "Ben Roe"]),
        (("Ada Quist", "Ben Roe", "Dr. Quist", "Mr. Roe"), ["Ada Quist", "Ben Roe"]),
        (("Margaret Olsen", "Ben Roe", "Margret Olsen", "Ben Roe"), ["Margaret Olsen", "Ben Roe"]),
        (("Ada Quist", "Eva Quist", "Ada Quist", "Eva Quist"), ["Ada Quist", "Eva Quist"]),
        (("Jan Roe", "Jon Roe", "Jan Roe", "Jon Roe"), ["Jan Roe", "Jon Roe"]),
        (("Ada Quist", "Ben Roe", "Ada M. Quist", "Ben Roe"), ["Ada Quist", "Ben Roe"]),
    ],
)
def test_labels_are_sorted_by_person(labels: tuple[str, ...], names: list[str]) -> None:
    script = read_bytes(_talk(*labels).encode(), "talk.txt")
    assert [who.name for who in script.speakers] == names


def test_initials_that_fit_two_people_stay_on_their_own() -> None:
    script = read_bytes(
        _talk("Ada Quist", "Alma Quill", "AQ", "Ada Quist", "AQ", "Alma Quill").encode(), "talk.txt"
    )
    assert [who.name for who in script.speakers] == ["Ada Quist", "Alma Quill", "AQ"]


def test_front_matter_gives_the_full_names(read: Callable[..., Script]) -> None:
    script = read(
        """
        ---
        title: Knots
        speakers:
          - Ada Quist
          - Ben Roe (rigger)
        ---

        AQ: What holds a ship?

        BR: Hope.

        AQ: And rope?
        """,
        "knots.md",
    )
    assert [(who.name, who.labels, who.description) for who in script.speakers] == [
        ("Ada Quist", ("AQ",), ""),
        ("Ben Roe", ("BR",), "rigger"),
    ]


def test_the_settings_tell_who_an_alias_is() -> None:
    data = _talk("Host", "BR", "Host", "BR").encode()
    script = read_bytes(data, "talk.txt", {"Host": "Ada Quist", "BR": "Ben Roe"})
    assert [who.name for who in script.speakers] == ["Ada Quist", "Ben Roe"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ada Quist", "person"),
        ("Aaron van der Berg", "person"),
        ("Mr. SMITH", "titled"),
        ("THE CHAIRMAN", "role"),
        ("Speaker 12", "role"),
        ("Audience Member 2", "role"),
        ("AvD", "initials"),
        ("Q", "letter"),
        ("Q12", "letter"),
        ("Ada and Ben", "joint"),
        ("DM & RL", "joint"),
        ("高橋", "word"),
        ("ليلى حداد", "person"),
        ("For example", "field"),
        ("Note", "field"),
        ("Jingle", "mark"),
        ("https", "field"),
        ("What I mean is this", "phrase"),
        ("12", "none"),
        ("", "none"),
    ],
)
def test_the_look_of_a_name(text: str, kind: str) -> None:
    assert classify(text).kind == kind


def test_initials_leave_out_or_keep_small_words() -> None:
    assert {"avd", "ad"} <= initials_of("Aaron van Dijk")
    assert "job" in initials_of("James O’Beirne")


@pytest.mark.parametrize(
    "name",
    [
        "Interviewer",
        "Guest",
        "Speaker 1",
        "SPEAKER_00",
        "Q",
        "A",
        "Q1",
        "S2",
        "q",
        "Question",
        "Antwort",
        "问",
    ],
)
def test_what_stands_for_a_speaker_without_a_name_is_no_persons_name(name: str) -> None:
    assert not is_person_name(name)


@pytest.mark.parametrize(
    "name", ["Ada", "Dr. Ines Holt", "JP", "P. L.", "joe pamer", "torvalds", "Anna and Ben", "王", "P!nk"]
)
def test_a_name_of_any_form_is_a_persons(name: str) -> None:
    assert is_person_name(name)

"""What is written and not said: each piece dropped with its reason and line."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from audio.script import Script, read_bytes, script_row, write_canonical
from audio.script.text import one_line


def _one(read: Callable[..., Script], text: str) -> tuple[str, list[tuple[str, str]]]:
    script = read(f"Ada Quist: Well?\n\nBen Roe: {text}\n\nAda Quist: So?\n\nBen Roe: Yes.\n")
    said = next(turn.text for turn in script.turns if turn.speaker == "Ben Roe")
    return said, [(item.reason, item.text) for item in script.dropped]


@pytest.mark.parametrize(
    ("text", "said", "reason", "dropped"),
    [
        ("A rope. [laughs] And hope.", "A rope. And hope.", "stage direction", "[laughs]"),
        ("A rope (laughter), and hope.", "A rope, and hope.", "stage direction", "(laughter)"),
        ("A rope. [00:12:04] And hope.", "A rope. And hope.", "timestamp", "[00:12:04]"),
        ("A rope [3] and hope.", "A rope and hope.", "footnote mark", "[3]"),
        ("A rope [^ab] and hope.", "A rope and hope.", "footnote mark", "[^ab]"),
        ("A rope. [INAUDIBLE] And hope.", "A rope. And hope.", "stage direction", "[INAUDIBLE]"),
        ("A rope. ♪ soft music ♪ And hope.", "A rope. And hope.", "music", "♪ soft music ♪"),
        ("A rope（笑） and hope.", "A rope and hope.", "stage direction", "（笑）"),
        ("A rope. *sighs* And hope.", "A rope. And hope.", "stage direction", "*sighs*"),
        ("A rope. **(laughing)** And hope.", "A rope. And hope.", "stage direction", "(laughing)"),
        ("A rope. __[sighs]__ And hope.", "A rope. And hope.", "stage direction", "[sighs]"),
    ],
)
def test_marks_in_a_sentence_are_dropped(
    read: Callable[..., Script], text: str, said: str, reason: str, dropped: str
) -> None:
    assert _one(read, text) == (said, [(reason, dropped)])


@pytest.mark.parametrize(
    "text",
    [
        "He [the mate] ran.",
        "A rope (of hemp) held.",
        "We met at 10:30 in the harbour.",
        "It is 2:1 for the sea.",
        "Five * six is thirty.",
    ],
)
def test_words_in_brackets_and_times_are_said(read: Callable[..., Script], text: str) -> None:
    assert _one(read, text) == (text, [])


def test_a_turn_of_laughter_is_kept_as_a_reaction_without_words(read: Callable[..., Script]) -> None:
    script = read(
        "Ada Quist: A knot walks in.\n\nBen Roe: [laughs]\n\nAda Quist: It was a reef.\n\nBen Roe: I"
        " see it.\n"
    )
    assert [turn.speaker for turn in script.turns] == ["Ada Quist", "Ada Quist", "Ben Roe"]
    assert [(item.speaker, item.reason) for item in script.dropped] == [("Ben Roe", "stage direction")]
    turns = script_row(script)["turns"]
    assert isinstance(turns, list)
    assert [(turn["number"], turn["speaker"]) for turn in turns] == [
        (1, "Ada Quist"),
        (None, "Ben Roe"),
        (2, "Ada Quist"),
        (3, "Ben Roe"),
    ]


def test_a_label_without_text_is_not_a_turn(read: Callable[..., Script]) -> None:
    script = read("Ada Quist: What holds?\n\nBen Roe:\n\nAda Quist: Ben?\n\nBen Roe: Rope.\n")
    assert [turn.speaker for turn in script.turns] == ["Ada Quist", "Ben Roe"]
    assert [(item.reason, item.text) for item in script.dropped] == [
        ("label without text", "Ben Roe:"),
        ("repeated label", "Ada Quist:"),
    ]


def test_jingles_and_breaks_dressed_as_labels_are_dropped(read: Callable[..., Script]) -> None:
    script = read(
        "**Ada:** What holds?\n\n**Ben:** Rope.\n\n**Break:** [22:18]\n\n**Ada:** And?\n\n**Ben:** Hope.\n",
        "x.md",
    )
    assert [turn.speaker for turn in script.turns] == ["Ada", "Ben", "Ada", "Ben"]
    assert [item.reason for item in script.dropped] == ["sound mark"]


@pytest.mark.parametrize("said", ["FINE.", "BEHIND THE DOOR.", "I SAID IT BEFORE. ROPE."])
def test_who_always_shouts_is_heard(read: Callable[..., Script], said: str) -> None:
    script = read(f"Ann: How was it?\n\nDad: {said}\n\nAnn: And the car?\n\nDad: {said}\n")
    assert [turn.speaker for turn in script.turns] == ["Ann", "Dad"] * 2


@pytest.mark.parametrize(
    "lines",
    [
        "Start: 6.30 p.m.\nRecess: 7.10 p.m.",
        "Broadcast: 17/08/2014\nReporter: Col Orme",
        "Producer: B. Roe     Date: 4 May 1988     Length: 4'10\"",
    ],
)
def test_keys_ahead_of_a_record_are_not_said(read: Callable[..., Script], lines: str) -> None:
    script = read(
        f"The Rope Walk\n{lines}\n\nADA: What holds a ship?\n\nBEN: Rope.\n\nADA: And?\n\nBEN: Hope.\n"
    )
    assert [turn.speaker for turn in script.turns if not turn.narration] == ["ADA", "BEN"] * 2
    assert {item.text for item in script.dropped} >= {one_line(line) for line in lines.split("\n")}


def test_a_signature_says_who_spoke_before_it(read: Callable[..., Script]) -> None:
    script = read(
        """
        Ada Quist: What holds a ship?

        Ben Roe: Rope.

        AQ: And what else, if the rope breaks?

        Hope. We ship it in barrels.

        AQ: Who buys it?

        Everybody who has heard the wind.

        AQ: Thank you, Ben.

        One more thing, before the tide.

        —Ben Roe

        Until next week!

        © 2023 The Quay
        """
    )
    assert ("Ben Roe", "One more thing, before the tide.") in [
        (one.speaker, one.text) for one in script.turns
    ]
    assert [item.text for item in script.dropped if item.reason == "signature"] == ["—Ben Roe"]


def test_code_and_templates_are_not_read_aloud(read: Callable[..., Script]) -> None:
    script = read(
        "**Ada:** What do you type?\n\n**Ben:** This:\n\n```\nrm -rf rope\n```\n\n{% include"
        " player.html %}\n\n**Ada:** Why?\n\n**Ben:** Habit.\n",
        "x.md",
    )
    assert [(item.reason, item.lines.first) for item in script.dropped] == [("code", 6), ("template", 9)]


def test_a_file_of_metadata_gives_title_date_and_people(read: Callable[..., Script]) -> None:
    script = read(
        """
        The Rope Walk
        Published on 3 June 2021
        Interviewer: Ada Quist
        Guest: Ben Roe (rigger)

        Quist: What holds a ship?

        Roe: Rope.

        Quist: And?

        Roe: Hope.
        """
    )
    assert script.title == "The Rope Walk"
    assert script.date is not None
    assert script.date.isoformat() == "2021-06-03"
    assert [(who.name, who.description) for who in script.speakers] == [
        ("Ada Quist", ""),
        ("Ben Roe", "rigger"),
    ]


def test_what_stands_under_the_last_turn_is_not_its_speakers(read: Callable[..., Script]) -> None:
    script = read(
        """
        Ada Quist: What holds a ship?

        Ben Roe: Rope.

        Ada Quist: And?

        Ben Roe: Hope.

        We ship it in barrels.

        Ben Roe is a rigger. He lives by the sea.

        This interview was edited for length and clarity.

        © 2023 The Quay. All rights reserved.
        """
    )
    last = script.turns[-2:]
    assert [(turn.speaker, [p.text for p in turn.paragraphs]) for turn in last] == [
        ("Ben Roe", ["Hope.", "We ship it in barrels."]),
        ("Narrator", ["Ben Roe is a rigger. He lives by the sea."]),
    ]
    assert [item.reason for item in script.dropped] == ["footer", "footer"]


@pytest.mark.parametrize("mark", ["[read|red]", "[laugh|laff]", "[LEAD|led]", "[lead|/lɛd/]"])
def test_a_mark_for_pronunciation_is_no_stage_direction(read: Callable[..., Script], mark: str) -> None:
    for text in (f"I {mark} it.", mark):
        assert _one(read, text) == (text, [])


def test_a_mark_for_pronunciation_survives_the_canonical_script(read: Callable[..., Script]) -> None:
    script = read("Ada Quist: Well?\n\nBen Roe: I have [read|red] the [lead|/lɛd/] label.\n")
    again = read(write_canonical(script))
    assert again == script
    assert again.turns[1].text == "I have [read|red] the [lead|/lɛd/] label."


@pytest.mark.parametrize("stamps", ["{name}\n{stamp}\n{text}", "{name} {stamp}\n{text}"])
def test_a_time_of_day_is_said_where_stamps_stand_apart(stamps: str) -> None:
    said = [
        "When do they come?",
        "9:30 is when the painter comes.",
        "And then?",
        "10:15 at the latest we go.",
    ]
    said = [*said, "Why so early?", "7:45 is not early."]
    talk = "\n\n".join(
        stamps.format(name=("Ada Lowe", "Ben Cole")[at % 2], stamp=f"0:0{at}", text=text)
        for at, text in enumerate(said)
    )
    assert [turn.text for turn in read_bytes(talk.encode(), "talk.txt").turns] == said


def test_spaces_change_only_where_something_was_cut() -> None:
    text = "Ada: Pourquoi un toit ?\n\nBen: Pour dormir [rires]. Vraiment [rires] ici ?\n"
    said = [turn.text for turn in read_bytes(text.encode(), "talk.txt").turns]
    assert said == ["Pourquoi un toit ?", "Pour dormir. Vraiment ici ?"]


@pytest.mark.parametrize("text", ["[my father] told me.", "[he was] there, and so was I."])
def test_an_editors_addition_with_which_a_sentence_begins_is_said(
    read: Callable[..., Script], text: str
) -> None:
    assert _one(read, text) == (text, [])


@pytest.mark.parametrize("line", ["MUSIC IS MY LIFE.", "SOUND, AND A LITTLE WIND."])
def test_speech_in_capitals_about_music_and_light_is_said(read: Callable[..., Script], line: str) -> None:
    script = read(f"ADA: WHAT IS IT?\n\nBEN: ALL I HAVE.\n{line}\n\nADA: SO?\n\nBEN: {line}\n")
    assert [turn.text.count(line) for turn in script.turns if turn.speaker == "BEN"] == [1, 1]


def test_a_line_that_tells_what_music_does_is_not_said(read: Callable[..., Script]) -> None:
    script = read("ADA: What is it?\n\nBEN: All I have.\n\nMUSIC UP AND OUT.\n\nADA: So?\n\nBEN: Yes.\n")
    assert [item.text for item in script.dropped] == ["MUSIC UP AND OUT."]


@pytest.mark.parametrize(
    ("key", "title"),
    [("Title", "Bees on the roof"), ("TITLE", "Who pays?"), ("Titre", "Le phare"), ("标题", "屋顶上的蜜蜂")],
)
def test_a_title_behind_its_key_is_the_title(read: Callable[..., Script], key: str, title: str) -> None:
    script = read(
        f"{key}: {title}\nDate: 2026-04-02\n\nAda: Who keeps them?\n\nBen: I do, since the spring.\n"
    )
    assert script.title == title
    assert [turn.speaker for turn in script.turns] == ["Ada", "Ben"]


@pytest.mark.parametrize(
    "text",
    [
        "The committee was adjourned at four. I went home and wrote this.",
        "La séance est levée à midi, dit-il. Je suis resté jusqu'au soir.",
    ],
)
def test_what_begins_like_a_direction_and_goes_on_in_sentences_is_said(
    read: Callable[..., Script], text: str
) -> None:
    assert _one(read, f"Listen.\n\n{text}") == (f"Listen.\n\n{text}", [])


@pytest.mark.parametrize("text", ["(no, in spring)", "(you never heard that)", "(my brother built it)"])
def test_a_turn_in_brackets_in_which_somebody_speaks_is_said(read: Callable[..., Script], text: str) -> None:
    assert _one(read, text)[0] == text


@pytest.mark.parametrize("turn", ["(with the dog)", "He is.\n\n[the old bishop of Cork]"])
def test_any_other_paragraph_in_brackets_is_told(read: Callable[..., Script], turn: str) -> None:
    script = read(f"Ada Quist: Well?\n\nBen Roe: {turn}\n\nAda Quist: So?\n\nBen Roe: Yes.\n")
    assert any("taken for a stage direction" in doubt.sentence for doubt in script.doubts)


@pytest.mark.parametrize("turn", ["(laughs)", "[laughs]", "A rope. [INAUDIBLE]", "(reading) A rope."])
def test_a_known_direction_is_not_told(read: Callable[..., Script], turn: str) -> None:
    script = read(f"Ada Quist: Well?\n\nBen Roe: {turn}\n\nAda Quist: So?\n\nBen Roe: Yes.\n")
    assert not any("stage direction" in doubt.sentence for doubt in script.doubts)


@pytest.mark.parametrize("line", ["(Exit BEN ROE.)", "(The meeting was concluded at noon.)"])
def test_what_happens_in_a_paragraph_in_brackets_is_not_said(read: Callable[..., Script], line: str) -> None:
    script = read(f"Ada Quist: Well?\n\nBen Roe: A rope.\n\n{line}\n\nAda Quist: So?\n\nBen Roe: Yes.\n")
    assert ("stage direction", line) in [(item.reason, item.text) for item in script.dropped]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("(not looking up) By whom?", "By whom?"),
        ("A rope. [Operator instructions] And hope.", "A rope. And hope."),
    ],
)
def test_brackets_before_a_sentence_tell_how_it_is_said(
    read: Callable[..., Script], text: str, said: str
) -> None:
    assert _one(read, text)[0] == said


def test_who_is_sworn_is_told_by_the_record_and_not_by_counsel(read: Callable[..., Script]) -> None:
    told = "EDGAR FINCH, having been duly sworn, testified as follows:"
    rows = ["MR. LYLE: I call Edgar Finch.", told, "MR. LYLE: Are you he?", "THE WITNESS: I am."]
    script = read("\n\n".join(rows))
    assert not any(told in turn.text for turn in script.turns if not turn.narration)


@pytest.mark.parametrize(
    "text",
    [
        "(of course not) They went home.",
        "(perhaps a little) Too much?",
        "(the older one) Was he?",
        "(for the first time in years) The sea was calm.",
        "[the older one] Was he?",
        "We met the mayor. [a man called Jack Smith] He was kind.",
        "We met him. [the old bishop of Cork] He was kind.",
    ],
)
def test_brackets_that_somebody_wrote_to_be_said_are_said(read: Callable[..., Script], text: str) -> None:
    assert _one(read, text)[0] == text


@pytest.mark.parametrize(
    "line",
    [
        "a" + " > >" * 20 + "?",
        "a" + " | b" * 24 + " ?",
        "permalink" + "a" * 90 + "!",
    ],
)
def test_a_line_made_to_be_slow_is_read_at_once(line: str) -> None:
    before = time.process_time()
    read_bytes(f"Ada: Well?\n\nBen: A rope.\n\n{line}\n\nAda: So?\n\nBen: Yes.\n".encode(), "talk.txt")
    assert time.process_time() - before < 1

"""Labels that only their place in the file gives away."""

from __future__ import annotations

import pytest

from audio.script import Script, find_gap, read_bytes

Turns = list[tuple[str, str]]


def read(text: str, name: str = "talk.txt") -> Script:
    """Read a text and prove the reading complete."""
    data = text.encode()
    script = read_bytes(data, name)
    assert find_gap(data, name, script) is None
    return script


def said(script: Script) -> Turns:
    """Give who says what, without narration."""
    return [(turn.speaker, turn.text) for turn in script.turns if not turn.narration]


def who(script: Script) -> list[str]:
    """Give the speakers turn by turn."""
    return [speaker for speaker, _ in said(script)]


@pytest.mark.parametrize("name", ["DATE", "PHOTO", "SCENE"])
def test_a_word_of_metadata_that_alternates_with_a_name_is_a_speaker(name: str) -> None:
    text = (
        f"{name}: Who built the dam?\n\nOrr: Nobody knows.\n\n{name}: Nobody?\n\nOrr: Nobody at all.\n\n"
        f"{name}: And the key?\n\nOrr: Lost.\n"
    )
    assert who(read(text)) == [name, "Orr"] * 3


def test_nicknames_in_small_letters_that_alternate_are_speakers() -> None:
    text = "kit: did the glue hold?\n\nmoss_7: it did.\n\nkit: how long?\n\nmoss_7: a winter.\n"
    assert who(read(text)) == ["kit", "moss_7"] * 2


def test_short_surnames_in_capitals_with_a_full_stop_are_speakers() -> None:
    text = "WEIR. Is it dry?\n\nPOOL. Never.\n\nWEIR. Not in June?\n\nPOOL. Ask the frogs.\n"
    assert who(read(text)) == ["WEIR", "POOL"] * 2


def test_a_bold_label_between_two_labels_of_one_person_is_somebody_else() -> None:
    text = (
        "**Uma:** Any questions?\n\n**Ola:** How deep is it?\n\n**Uma:** Nine metres.\n\n"
        "**Child on the stairs:** Are there eels?\n\n**Uma:** One.\n\n**Ola:** Thanks.\n"
    )
    assert who(read(text, "talk.md")) == ["Uma", "Ola", "Uma", "Child on the stairs", "Uma", "Ola"]


def test_a_note_between_two_labels_of_one_person_is_no_speaker() -> None:
    text = (
        "**Uma:** Who is next?\n\n**Ola:** I am.\n\n**Uma:** Go on.\n\n**Note:** The tape ends here.\n\n"
        "**Uma:** Again?\n\n**Ola:** Again.\n"
    )
    assert "Note" not in who(read(text, "talk.md"))


@pytest.mark.parametrize(
    "text",
    [
        "INFO: start\nERROR: no disk\nINFO: retry\nERROR: no disk\nINFO: stop\n",
        "Sir: The clock is slow.\n\nSir: It is fast.\n\nMadam: It has stopped. Has it not?\n",
        "Serves: four\nTime: an hour\nServes: six\nTime: two hours\n",
        "Flour: two cups\nSugar: one cup\nHow long: an hour?\n",
    ],
)
def test_fields_that_recur_without_a_conversation_are_no_speakers(text: str) -> None:
    assert who(read(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "**Lia:** Awake?\n\n**Jon:** Barely.\n",
        "Lia: Awake?\nJon: Barely.\n",
        "**Lia:** Morning.\n\n**Jon:** Morning!\n",
        "# Dawn\n\n**Lia:** Is it light?\n\n**Jon:** Not yet.\n",
    ],
)
def test_two_labelled_lines_are_a_conversation(text: str) -> None:
    script = read(text, "talk.md" if "**" in text else "talk.txt")
    assert who(script) == ["Lia", "Jon"]
    assert script.title in ("", "Dawn")


@pytest.mark.parametrize(
    "form",
    ["{who}\n{text}\n\n", "{who}\n{text}\n", "{who} - {text}\n", "[{who}] {text}\n", "{who}: {text}\n"],
)
@pytest.mark.parametrize("names", [("Lia", "Jon"), ("A", "B"), ("Host", "Guest"), ("K.O.", "S.W.")])
@pytest.mark.parametrize("lines", [2, 4])
def test_labels_that_begin_all_there_is_are_labels_however_few(
    form: str, names: tuple[str, str], lines: int
) -> None:
    texts = ["it works", "so it does", "say more", "more"][:lines]
    script = read("".join(form.format(who=names[at % 2], text=text) for at, text in enumerate(texts)))
    assert [text for _, text in said(script)] == texts
    assert [speaker.rstrip(".") for speaker in who(script)] == [
        names[at % 2].rstrip(".") for at in range(lines)
    ]


def test_two_lines_with_nicknames_in_small_letters_are_a_conversation() -> None:
    assert said(read("kit: is it on\nmoss: it is\n")) == [("kit", "is it on"), ("moss", "it is")]


@pytest.mark.parametrize("form", ["{who} - {office}: {text}\n\n", "{who} -- {office}\n\n{text}\n\n"])
def test_what_comes_again_behind_a_name_and_a_dash_is_an_office(form: str) -> None:
    rows = [
        ("Lia Roth", "Chief Baker", "We baked more."),
        ("Jon Hale", "Bank of Crumbs", "How much more?"),
        ("Lia Roth", "Chief Baker", "Two loaves."),
        ("Jon Hale", "Bank of Crumbs", "Thank you."),
    ]
    script = read("".join(form.format(who=who, office=office, text=text) for who, office, text in rows))
    assert said(script) == [(who, text) for who, _, text in rows]


@pytest.mark.parametrize(
    "head", ["Cast:\nLIA, a baker\nJON, her oven", "CHARACTERS\n\nLIA ..... a baker\nJON ..... her oven"]
)
def test_a_list_of_who_plays_is_not_played(head: str) -> None:
    talk = "LIA: Are you hot?\n\nFX: A DOOR.\n\nJON: (CREAKING) I am an oven.\n\nLIA: Good.\n\nEND\n"
    turns = said(read(f"{head}\n\n{talk}"))
    assert turns == [("LIA", "Are you hot?"), ("JON", "I am an oven."), ("LIA", "Good.")]


def test_the_head_ends_where_somebody_speaks_behind_its_keys() -> None:
    text = "Host: it will rain\n\nGuest: it always does\n\nHost: Fine\n\nGuest: Good\n"
    assert said(read(text))[2:] == [("Host", "Fine"), ("Guest", "Good")]


def test_keys_in_columns_at_the_head_are_told_not_said() -> None:
    summary = "Lia Roth tells how she came to bake in the rain and why nobody in her street would eat it."
    head = f"Title      The wet oven\nDate       12 May 1979\nExtent     One tape\nSummary    {summary}"
    assert not [turn for turn in read(f"{head}\n\nLia: Wet?\n\nJon: Very.\n").turns if turn.narration]


def test_a_code_name_with_one_number_is_a_name() -> None:
    assert who(read("I: Why the bell?\n\nP7: It rang.\n\nI: Often?\n\nP7: Daily.\n")) == ["I", "P7"] * 2


def test_both_together_may_stand_among_four_lines() -> None:
    text = "Lia Roth: Ready, everyone?\nJon Hale: Nearly.\nLia and Jon: Done!\nLia: Good.\nJon: ok.\n"
    assert who(read(text)) == ["Lia Roth", "Jon Hale", "Lia and Jon", "Lia Roth", "Jon Hale"]


def test_dialogue_run_into_lines_is_cut_at_every_label() -> None:
    text = "Lia: Is it far? Jon: A mile. Lia: Uphill? Jon: Both ways.\nLia: Then why go? Jon: The view.\n"
    assert who(read(text)) == ["Lia", "Jon"] * 3


@pytest.mark.parametrize(
    ("line", "dropped"),
    [
        ("{n}. {who}: {text}", "{n}."),
        ("🎈 {who}: {text}", ""),
        ("03/02/2021, 09:0{n} - {who}: {text}", "09:0{n}"),
        ("[03.02.21, 09:00:0{n}] {who}: {text}", "09:00:0{n}"),
        ("【{who}】{text}", ""),
        (":{who}: {text}", ""),
        ("{who} (00:00:0{n}) {text}", "00:00:0{n}"),
    ],
)
def test_what_stands_before_or_around_a_name_hides_no_label(line: str, dropped: str) -> None:
    texts = ["Is the ferry in?", "It sank.", "When did it sink?", "On Monday.", "Who saw it?", "The gulls."]
    rows = [
        line.format(n=at + 1, who=("Lia Roth", "Jon Hale")[at % 2], text=text)
        for at, text in enumerate(texts)
    ]
    script = read("\n\n".join(rows) + "\n")
    assert said(script) == [(("Lia Roth", "Jon Hale")[at % 2], text) for at, text in enumerate(texts)]
    assert dropped.format(n=1) in " ".join(item.text for item in script.dropped)


def test_a_numbered_question_before_a_bold_name_is_dropped() -> None:
    text = (
        "Q1 **Chair:** Is it open?\n\n**Dr Voss:** It is.\n\nQ2 **Pia Lund:** Since when?\n\n"
        "**Dr Voss:** Tuesday.\n\nQ3 **Chair:** Thank you. Any more?\n\n**Dr Voss:** No.\n"
    )
    script = read(text, "talk.md")
    assert who(script) == ["Chair", "Dr Voss", "Pia Lund", "Dr Voss", "Chair", "Dr Voss"]
    assert [item.text for item in script.dropped] == ["Q1", "Q2", "Q3"]


def test_full_width_letters_with_a_full_width_stop_are_labels() -> None:
    text = "Ｑ．いつ始めましたか。\n\nＡ．春です。\n\nＱ．なぜですか。\n\nＡ．暇でした。\n"
    assert len(said(read(text))) == 4


def test_greek_questions_end_with_a_semicolon_and_labels_with_a_stop_and_a_colon() -> None:
    text = "Ερ.: Πού μένετε;\n\nΑπ.: Στο νησί.\n\nΕρ.: Μόνος;\n\nΑπ.: Με μια κατσίκα.\n"
    assert who(read(text)) == ["Ερ", "Απ"] * 2


def test_a_letter_in_a_column_stays_a_label_where_a_colon_follows_later() -> None:
    text = (
        "MR. ODELL:  Hello.\n\nQ    One thing:  is it over?\n\nMR. ODELL:  It is.\n\nQ    -- and the dog?\n\n"
        "MR. ODELL:  Well.\n\nQ    Thanks.\n\nMR. ODELL:  Sure.\n"
    )
    assert who(read(text)) == ["MR. ODELL", "Q"] * 3 + ["MR. ODELL"]


def test_names_in_a_column_of_their_own_are_labels() -> None:
    rows = [("LIA", "Is it on?"), ("JON", "It hums."), ("LIA", "Loudly?"), ("JON", "No.")]
    text = "\n\n".join(f"{name:16}{words}" for name, words in rows) + "\n"
    assert who(read(text)) == ["LIA", "JON"] * 2


def test_spoken_dashes_on_lines_without_a_gap_change_the_speaker() -> None:
    text = "—¿Quién llama?\n—El cartero.\n—¿Otra vez?\n—Otra vez.\n—¿Qué trae?\n—Una piedra.\n"
    assert len(said(read(text))) == 6


def test_quoted_questions_have_unquoted_answers() -> None:
    text = "> Why? I never\n> saw it.\n\nThey came.\n\n> And stayed?\n\nYes.\n\n> Do they sting?\n\nMe.\n"
    assert len(set(who(read(text)))) == 2
    assert len(said(read(text))) == 6


def test_an_underlined_question_in_plain_text_is_a_heading_with_its_answer() -> None:
    text = "Where do you work?\n------------------\n\nA shed.\n\nWith whom?\n----------\n\nA cat.\n"
    assert [text for _, text in said(read(text))] == ["Where do you work?", "A shed.", "With whom?", "A cat."]


def test_a_label_inside_a_bold_question_names_who_asks_all_of_them() -> None:
    text = (
        "**GRIT: Hi Lia. Is it loud?**\n\n**Lia Roth:** Very.\n\n**Do you mind?**\n\nNo.\n\n"
        "**And the neighbours?**\n\nThey moved.\n"
    )
    assert who(read(text, "talk.md")) == ["GRIT", "Lia Roth"] * 3


def test_unknown_marks_before_every_question_are_not_read_out_by_an_invented_interviewer() -> None:
    text = "%lia% Is it on?\n\n%jon% No.\n\n%lia% Why?\n\n%jon% Rain.\n\n%lia% Still?\n\n%jon% Still.\n"
    assert who(read(text)) == []


def test_turns_without_labels_are_one_doubt() -> None:
    text = "**Why bees?**\n\nThey came.\n\n**And stayed?**\n\nYes.\n\n**Do they sting?**\n\nMe.\n"
    assert len(read(text, "talk.md").doubts) == 1

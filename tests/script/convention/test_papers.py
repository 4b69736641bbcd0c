"""What papers, alumni magazines and calls set around what is said, and how they name who says it."""

from __future__ import annotations

from textwrap import dedent

from talks import said as _said

from audio.script import Script, read_bytes


def _read(text: str, name: str = "talk.txt") -> Script:
    return read_bytes(dedent(text).strip().encode(), name)


def test_a_line_below_a_name_that_tells_who_it_is_is_neither_said_nor_a_speaker() -> None:
    script = _read(
        """
        Operator

        Good morning, and welcome to the third quarter call.

        Yumi Brandt
        Vice President, Investor Relations

        Thank you, operator. With me is Lionel Akers.

        Lionel Akers
        Chief Financial Officer

        Thank you, Yumi. Revenue was up.

        Operator

        Our first question is from Raj Pember.

        Raj Pember
        Dunmore Securities

        Understood. And is the wedding thing real?

        Lionel Akers
        Chief Financial Officer

        It was peonies.

        Raj Pember
        Dunmore Securities

        Thanks. Peonies are hard.

        Yumi Brandt
        Vice President, Investor Relations

        That was our last question.
        """
    )
    assert [speaker for speaker, _ in _said(script)] == [
        "Operator",
        "Yumi Brandt",
        "Lionel Akers",
        "Operator",
        "Raj Pember",
        "Lionel Akers",
        "Raj Pember",
        "Yumi Brandt",
    ]
    assert _said(script)[2][1] == "Thank you, Yumi. Revenue was up."
    assert script.turns[1].label == "Yumi Brandt Vice President, Investor Relations"


def test_short_lines_below_names_are_said_where_another_name_follows() -> None:
    script = _read(
        "Ada Stone\nHello there\n\nBen Wray\nHi Ada\n\nAda Stone\nHow are the bees\n\nBen Wray\nLoud"
    )
    assert _said(script)[:2] == [("Ada Stone", "Hello there"), ("Ben Wray", "Hi Ada")]


def test_a_short_line_below_a_name_is_said_where_it_differs_each_time() -> None:
    said = ("Yes", "No", "Of course", "Well")
    names = ("Ada Stone", "Ben Wray") * 2
    text = "\n\n".join(
        f"{name}\n{line}\n\nI make boats in number {at}."
        for at, (name, line) in enumerate(zip(names, said, strict=True))
    )
    script = _read(text)
    assert [text.partition("\n")[0] for _, text in _said(script)] == list(said)


def test_names_in_capitals_before_a_sentence_speak_without_a_colon() -> None:
    script = _read(
        """
        Bettina Moreno makes ladders for cherry pickers.

        DAHL What makes a good ladder?

        MORENO Fear. You have to keep a bit of it in your hands.

        DAHL What were you meant to think about?

        MORENO Cherries.

        DAHL And bookshops?

        MORENO They fall more slowly.
        """
    )
    assert [speaker for speaker, _ in _said(script)] == ["DAHL", "MORENO"] * 3
    assert script.turns[-1].text == "They fall more slowly."


def test_sentences_that_begin_with_a_word_in_capitals_have_no_speaker() -> None:
    dated = "PARIS It rained all day.\n\nLONDON The bridge is shut.\n\n"
    assert not _said(
        _read("BREAKING The bridge is shut.\n\nNASA Plans a new bell.\n\nPARIS It rained all day.")
    )
    assert not _said(_read(dated * 3))


def test_a_dash_before_every_turn_tells_changes_also_of_what_is_no_question() -> None:
    script = _read(
        """
        Maps for People Who Are Lost

        A conversation with Eleni Kara

        Interview by Stavros Mouti

        Eleni Kara drew boundaries for thirty years.

        — When did you begin?

        — In 1970. I drew olive trees.

        — You have never said that before.

        — Nobody asked who had the tin.

        Then the well moved.

        — How long is a quarrel?

        — It depends on the slope.
        """
    )
    assert [speaker for speaker, _ in _said(script)] == ["Stavros Mouti", "Eleni Kara"] * 3
    assert _said(script)[3][1].endswith("Then the well moved.")


def test_some_lines_of_dialogue_make_no_conversation_of_a_story() -> None:
    story = "\n\n".join(
        f"In the year {year} the well moved again, and nobody said a word." for year in range(1950, 1970)
    )
    spoken = "— Where is it now?\n\n— Behind the mill.\n\n— And who drinks there?\n\n— The goats."
    script = _read(f"{story}\n\n{spoken}\n\n{story}")
    assert not _said(script)


def test_lines_of_dialogue_in_an_answer_leave_bold_questions_as_they_are() -> None:
    asked = ("Why boats?", "Who taught you?", "What was said?", "And then?", "Is it over?")
    quoted = "He told me this:\n\n— Where is it?\n\n— Behind the mill.\n\n— Who drinks there?\n\n— The goats."
    answers = ("Because of the river.", "My aunt did.", quoted, "We went home.", "Never quite.")
    script = _read(
        "\n\n".join(f"**{ask}**\n\n{answer}" for ask, answer in zip(asked, answers, strict=True)), "a.md"
    )
    assert [text for _, text in _said(script)][::2] == list(asked)


def test_who_comments_below_an_article_does_not_speak() -> None:
    script = _read(
        """
        LENA MARCH: Let's start with the lobster.

        SAM HADDAD: I'd rather not. It was a payment, and a large one.

        LENA MARCH: How long will you stay?

        SAM HADDAD: The loan's paid off in August, so ask me in September.

        Comments (2)

        J. Pruitt: Why is nobody asking who PAYS for all this?

        Moderator: Comments on this article are closed.
        """
    )
    assert {speaker for speaker, _ in _said(script)} == {"LENA MARCH", "SAM HADDAD"}
    assert _said(script)[-1][1] == "The loan's paid off in August, so ask me in September."
    assert [item.reason for item in script.dropped][-2:] == ["comment", "comment"]


def test_who_comments_right_below_the_heading_does_not_speak_either() -> None:
    script = _read(
        """
        What does a lobster cost?

        A boat, in the end.

        Who sold it to you?

        My uncle, and he counted the claws.

        Will you eat it?

        I have named it.

        Comments
        tidewatcher: My uncle sold me one too. It was smaller.
        """
    )
    assert _said(script)[-1][1] == "I have named it."
    assert script.dropped[-1].reason == "comment"


def test_a_sentence_that_is_set_again_below_its_paragraph_is_said_once() -> None:
    script = _read(
        """
        Q: What do people imagine?

        A: The summer part. You stand there in a cap, and he nods. I have lifted four boats off that cill. One
        of them had a wedding on it.

        I have lifted four boats off that cill. One of them had a wedding on it.

        Q: And in winter?

        A: Ice, mostly. It is quiet, and the heron comes.
        """
    )
    assert sum("four boats" in text for _, text in _said(script)) == 1
    assert sum(text.count("four boats") for _, text in _said(script)) == 1


def test_a_prompt_without_a_question_mark_is_asked() -> None:
    script = _read(
        """
        How long have you kept the lock?

        Since the spring of 2009. My uncle had it before me, and he had it from a cousin.

        What is the worst of it?

        Badgers. They are the enemy of all canals, and you may write that down.

        Tell me about the wedding.

        The boat sat on the cill with forty people in it, and nobody stopped the band.

        Would you do it again?

        Tomorrow. I would bring a longer rope, and I would not wear the cap.
        """
    )
    assert [text for _, text in _said(script)][4] == "Tell me about the wedding."
    assert len(_said(script)) == 8


def test_a_quotation_that_stands_twice_is_said_once_at_least() -> None:
    verse = "“The river keeps no calendar and no accounts.”"
    script = _read(
        f"Q: You begin every chapter with a line.\n\n{verse}\n\nA: My aunt said it.\n\n{verse}\n\n"
        "Q: And she meant it?\n\nA: Every word, and so do I."
    )
    assert sum(text.count("no calendar") for _, text in _said(script)) >= 1


def test_an_answer_may_begin_as_a_prompt_does() -> None:
    script = _read(
        """
        How long have you kept the lock?

        Since the spring of 2009. My uncle had it before me, and he had it from a cousin.

        What did the inspector say?

        Tell me about it, he said. Then he sat down and had his tea.

        Would you do it again?

        Tomorrow. I would bring a longer rope, and I would not wear the cap.
        """
    )
    assert [text for _, text in _said(script)][3].startswith("Tell me about it")
    assert len(_said(script)) == 6


def test_a_question_in_two_bold_paragraphs_is_asked_whole_where_the_second_is_a_prompt() -> None:
    asked = ("Why boats?", "Who taught you?", "And then?", "Is it over?")
    answers = ("Because of the river.", "My aunt did.", "We went home.", "Never quite.")
    turns = [f"**{ask}**\n\n{answer}" for ask, answer in zip(asked, answers, strict=True)]
    turns[1] = "**Who taught you?**\n\n**Tell me about your aunt.**\n\nMy aunt did."
    script = _read("\n\n".join(turns), "a.md")
    assert _said(script)[2][1] == "Who taught you?\n\nTell me about your aunt."
    assert _said(script)[3][1] == "My aunt did."


def test_the_year_of_a_class_is_no_part_of_a_name() -> None:
    script = _read(
        "PRIYA SETH ’98: A fifth button.\n\nTHE LANTERN: How did it happen?\n\nSETH: I was temping.\n\n"
        "THE LANTERN: Where?\n\nSETH: At the county."
    )
    assert {speaker for speaker, _ in _said(script)} == {"PRIYA SETH", "THE LANTERN"}


def test_an_office_of_two_words_speaks_also_where_the_first_begins_headings() -> None:
    script = _read(
        "HEARING EXAMINER: We are on the record.\n\nMR. FALK: Ready, Your Honor.\n\n"
        "HEARING EXAMINER: Either is better.\n\nMR. FALK: I call Walter Pruss."
    )
    assert [speaker for speaker, _ in _said(script)] == ["HEARING EXAMINER", "MR. FALK"] * 2


def test_the_end_of_a_script_is_not_said() -> None:
    script = _read("LEO: Take the tram?\n\nAMARA: Take the tram.\n\n--- END OF SCRIPT ---\n")
    assert _said(script) == [("LEO", "Take the tram?"), ("AMARA", "Take the tram.")]

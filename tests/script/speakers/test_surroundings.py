"""What a publisher sets around a conversation is not spoken; what introduces it is."""

from __future__ import annotations

from textwrap import dedent

import pytest

from audio.script import Script, read_bytes

_TALK = """
Ada: How tall is it?

Ben: Sixty metres, and it hums.

Ada: All night?

Ben: Only when it is cold.
"""


def _read(before: str = "", behind: str = "", talk: str = _TALK, kind: str = "txt") -> Script:
    text = f"{dedent(before).strip()}\n{talk}\n{dedent(behind).strip()}\n"
    return read_bytes(text.strip().encode(), f"tower.{kind}")


def _narrated(script: Script) -> list[str]:
    return [paragraph.text for turn in script.turns if turn.narration for paragraph in turn.paragraphs]


def _dropped(script: Script) -> dict[str, str]:
    return {item.text: item.reason for item in script.dropped}


@pytest.mark.parametrize(
    "line",
    [
        "48,211 views",
        "Accession number: RM/SA/1987/44",
        "FOR IMMEDIATE RELEASE",
        "Harbour Office Press Room",
        "Tower news | 12 Oct 2019 | 05:30 CEST",
    ],
)
def test_a_line_before_a_conversation_that_is_no_sentence_is_not_spoken(line: str) -> None:
    script = _read(f"The tower\n\n{line}\n\nAda Lowe went up to see for herself.")
    assert _narrated(script) == ["The tower", "Ada Lowe went up to see for herself."]
    assert line in _dropped(script)


@pytest.mark.parametrize(
    "line",
    [
        "TIN WHISTLE #12",
        "TIN WHISTLE #12 - MARCH 1984 - 30p",
        "Tin Whistle no.12 -- £1 or a stamp",
        "Die Glocke – Heft 3/2009",
        "Il Faro - Notiziario del porto - Anno IV, n. 2 - Natale 2011",
        "«Маяк», 2 мая 2014 г., № 17 (904)",
        "かもめ通り便り 第十七号",
        "月刊かもめ 二〇一九年三月号",
    ],
)
def test_a_papers_name_with_its_number_is_no_title_and_not_spoken(line: str) -> None:
    script = _read(f"{line}\n\nThe humming tower\n\nAda Lowe went up to see for herself.")
    assert script.title == "The humming tower"
    assert _narrated(script) == ["The humming tower", "Ada Lowe went up to see for herself."]
    assert line in _dropped(script)


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("The Harbour Gazette", "The humming tower"),
        ("LANTERN - the magazine for keepers of lamps", "The humming tower"),
        ("Kwartalnik Portowy", "Wieża, która mruczy"),
        ("MUSIC INTERVIEWS", "The humming tower"),
        ("かもめ通信", "うなる塔"),
        ("#towers #steel #sound", "The humming tower"),
    ],
)
def test_what_stands_above_a_title_is_no_title(above: str, title: str) -> None:
    script = _read(f"{above}\n\n{title}\n\nAda Lowe went up to see for herself.")
    assert (script.title, above in _dropped(script)) == (title, True)


def test_a_paper_in_the_middle_of_a_title_or_above_no_other_title_is_one() -> None:
    assert _read("How a magazine came to live in a tower\n\nA story").title.startswith("How a magazine")
    assert _read("The Harbour Gazette\n\nAda Lowe went up to see for herself.").title == "The Harbour Gazette"


@pytest.mark.parametrize(
    "line",
    [
        "This transcript has been reviewed by Ben Wood, who took two words out.",
        "Please note that this transcript is a draft for the library.",
        "All rights to the tapes have been given to the university.",
    ],
)
def test_what_an_archive_notes_above_a_conversation_is_not_spoken(line: str) -> None:
    assert line in _dropped(_read(f"The tower\n\n{line}"))


def test_a_title_with_a_number_and_words_behind_it_is_a_title() -> None:
    assert _read("Tower Talks #12: The caretaker").title == "Tower Talks #12: The caretaker"


def test_a_button_is_not_spoken_with_its_address_either() -> None:
    button = "Read more (https://tower.example/more?id=7)"
    script = _read(f"{button}\n\nAda Lowe went up to see for herself.")
    assert _narrated(script) == ["Ada Lowe went up to see for herself."]
    assert _dropped(script)[button] == "site"


def test_a_line_that_only_says_that_this_is_an_interview_is_not_spoken() -> None:
    script = _read("Project: Tall buildings\nInterview no. 7\nRecorded on: 3 May 2012")
    assert (script.title, script.turns[0].speaker) == ("", "Ada")


@pytest.mark.parametrize("heading", ["You may also like:", "Lesen Sie auch", "Читайте также"])
def test_a_bold_line_over_other_articles_is_no_question(heading: str) -> None:
    talk = "\n**Is it cold?**\n\nOnly in winter.\n\n**And now?**\n\nNow it is May.\n"
    script = _read(
        talk=talk, behind=f"---\n\n**{heading}**\n\n- [The bridge](https://tower.example/bridge)", kind="md"
    )
    assert script.turns[-1].text == "Now it is May."


def test_a_long_line_without_a_stop_still_introduces() -> None:
    deck = "How a tower that nobody wanted became the one thing that the whole town would miss"
    assert deck in _narrated(_read(f"The tower\n\n{deck}"))


@pytest.mark.parametrize(
    "line",
    [
        "You can forward this letter to a friend. To stop getting it, reply STOP.",
        "Next meeting: 4 March, 7 pm, in the shed.",
        "END 2:41 p.m.",
        "Tower news, spring issue",
        "Get more at www.tower.example",
        "Interested in joining us on the tower? See our open positions.",
        "We’re hiring! Look at the gate.",
        "Lust auf die Arbeit im Turm? Zu unseren offenen Stellen geht es hier.",
        "Glöm inte medlemsavgiften! Den betalas i mars.",
    ],
)
def test_what_stands_behind_the_last_answer_and_is_no_speech_is_not_spoken(line: str) -> None:
    script = _read(behind=line)
    assert script.turns[-1].text == "Only when it is cold."
    assert line in _dropped(script)


def test_an_answer_goes_on_to_its_last_sentence() -> None:
    script = _read(behind="It hums in three voices\n\nand I know them all.")
    assert script.turns[-1].text.endswith("It hums in three voices\n\nand I know them all.")


def test_a_short_answer_behind_a_dash_is_nobodys_signature() -> None:
    talk = "\n**— Is it cold?**\n\n— Only in winter.\n\n**— And now?**\n\n— Now it is May!\n"
    script = _read(talk=talk, behind="### Read also\n\nThe bridge that sank twice", kind="md")
    assert script.turns[-1].text.endswith("Now it is May!")


@pytest.mark.parametrize(
    "notice",
    [
        "Los mensajes y las llamadas están cifrados de extremo a extremo.",
        "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.",
        "imagen omitida",
        "Bild weggelassen",
    ],
)
def test_what_a_chat_notes_in_any_language_is_not_spoken(notice: str) -> None:
    lines = [
        "Ada: How tall is it?",
        f"Ben: \u200e{notice}",
        "Ben: It hums.",
        "Ada: At night?",
        "Ben: Always.",
    ]
    chat = "\n".join(f"[12/3/21 18:02:{at + 10}] {line}" for at, line in enumerate(lines))
    script = read_bytes(chat.encode(), "chat.txt")
    assert [turn.text for turn in script.turns] == ["How tall is it?", "It hums.", "At night?", "Always."]


def test_an_emoji_behind_a_stop_ends_a_sentence_too() -> None:
    script = _read(talk=f"{_TALK}\n\nUntil next time! 🔥\n\nAda: Goodbye.\n")
    assert script.turns[-2].text.endswith("Until next time! 🔥")


def test_where_nobody_sets_a_stop_no_line_is_taken_for_furniture() -> None:
    talk = "\nAda: how tall is it\n\nBen: sixty metres and it hums\n"
    script = _read("we talk about towers", "see you", talk)
    assert _narrated(script) == ["we talk about towers"]
    assert script.turns[-1].text.endswith("see you")


def test_a_wrapped_sentence_is_never_torn() -> None:
    before = """
        The tower stands in the yard of a school that was closed in
        1929. Nobody who went there remembers it without the noise of
        METAL in the wind.
        """
    assert _narrated(_read(before)) == [" ".join(dedent(before).split())]


def test_a_quotation_that_says_again_what_somebody_says_is_not_spoken() -> None:
    script = _read(behind="> “Sixty metres, and it hums.”\n\nBen: And so do I.", kind="md")
    assert script.turns[-1].text == "Only when it is cold.\n\nAnd so do I."
    assert _dropped(script)["“Sixty metres, and it hums.”"] == "pull quote"


def test_who_answers_may_be_named_in_the_introduction_alone() -> None:
    script = _read(
        "We wrote to Nils Aune, who lives on top.",
        talk="\n**Is it cold?**\n\nOnly in winter.\n\n**And now?**\n\nNow it is May.\n",
        kind="md",
    )
    assert [who.name for who in script.speakers] == ["Interviewer", "Nils Aune"]


@pytest.mark.parametrize(
    "behind", ["Share this:\nLoading...", "Published by Tower Press, 2012", "[End of recording]"]
)
def test_what_follows_the_first_line_below_a_conversation_is_not_spoken_either(behind: str) -> None:
    script = _read(behind=f"{behind}\n\nThis site is kept by the school.")
    assert script.turns[-1].text == "Only when it is cold."
    assert _dropped(script)["This site is kept by the school."] == "foot"


@pytest.mark.parametrize("line", ["Tower news 14", "THE TOWER AT NIGHT", "Stairs and other troubles"])
def test_a_few_words_between_paragraphs_are_nobodys(line: str) -> None:
    script = _read(talk=_TALK.replace("Ada: All", f"{line}\n\nAda: All"))
    assert script.turns[1].text == "Sixty metres, and it hums."
    assert _dropped(script)[line] == "no sentence"


def test_a_few_words_behind_a_question_answer_it() -> None:
    talk = "**How tall is it?**\n\nSixty metres\n\n**All night?**\n\nOnly when it is cold.\n"
    assert [turn.text for turn in _read(talk=talk, kind="md").turns][1] == "Sixty metres"


def test_the_last_paragraph_that_is_about_its_speaker_is_the_narrators() -> None:
    script = _read(behind="Ben's tower is open on Sundays.")
    assert _narrated(script) == ["Ben's tower is open on Sundays."]


def test_a_list_without_stops_in_an_answer_is_said() -> None:
    listed = "It hums in three ways.\n\nA low one\n\nA high one\n\nNo one knows why."
    script = _read(talk=f"{_TALK}\nAda: How?\n\nBen: {listed}\n\nAda: Truly?\n\nBen: Truly.\n")
    assert {"A low one", "A high one"}.isdisjoint(_dropped(script))


@pytest.mark.parametrize(
    ("last", "narrated"),
    [
        ("Will climbs towers. His book is out now.", True),
        ("Grant climbs towers. His book is out now.", True),
    ],
)
def test_the_last_paragraph_is_about_somebody_only_where_he_does_not_speak_himself(
    last: str,
    narrated: bool,  # noqa: FBT001 - what is expected
) -> None:
    script = _read(behind=last, talk=_TALK.replace("Ben", "Will Grant"))
    assert (last in _narrated(script)) is narrated


def test_what_somebody_says_of_himself_below_a_few_words_without_a_stop_is_said() -> None:
    last = "I went up at noon.\n\nThe view\n\nIt was grey.\n\nAnd that is all I saw of it."
    script = _read(talk=f"{_TALK}\nAda: And then?\n\nBen: {last}\n\nShare this\n\nFrom the archive.\n")
    assert script.turns[-1].text.endswith("It was grey.\n\nAnd that is all I saw of it.")
    assert {"Share this", "From the archive."} <= set(_dropped(script))


@pytest.mark.parametrize("line", ["Produced by Ada Lowe for Tower FM.", "© Tower FM"])
def test_who_made_it_stands_below_the_last_answer_also_without_a_blank_line(line: str) -> None:
    script = _read(talk=f"{_TALK.rstrip()}\n{line}\n")
    assert script.turns[-1].text == "Only when it is cold."
    assert _dropped(script)[line] == "footer"


_ANSWERS = "".join(f"Ada: Who climbs it in month {month}?\n\nBen: Nobody.\n\n" for month in range(1, 7))


def test_another_paragraph_of_himself_is_the_speakers() -> None:
    assert _narrated(_read(behind="My mother did, once.", talk=_ANSWERS)) == []


@pytest.mark.parametrize("line", ["Ben Roe, 61, keeps the tower.", "Keeper Ben Roe has two keys."])
def test_what_begins_with_the_speakers_name_is_about_him(line: str) -> None:
    assert _narrated(_read(behind=line)) == [line]


@pytest.mark.parametrize("line", ["Moderator note: closed, with thanks.", "Next in the series: the bridge."])
def test_a_key_below_a_conversation_is_nobodys(line: str) -> None:
    script = _read(behind=line)
    assert script.turns[-1].text == "Only when it is cold."
    assert line in _dropped(script)


@pytest.mark.parametrize("line", ["Home › Culture › Towers", "Tower Gazette, No. 14", "Towers 17 (2), 2015"])
def test_the_line_of_a_site_or_an_issue_is_no_title(line: str) -> None:
    script = _read(f"{line}\n\nThe tower that hums")
    assert script.title == "The tower that hums"
    assert line in _dropped(script)


def test_short_lines_set_one_below_the_other_are_no_introduction() -> None:
    script = _read("Court of Tower Hill\n\nADA LOWE,\nPlaintiff,\nv.\nTHE TOWER,\nDefendant.")
    assert _narrated(script) == ["Court of Tower Hill"]


def test_what_a_site_advertises_between_two_rules_is_not_spoken() -> None:
    advert = "---\n\nA word from our sponsor\n\nShoes that climb.\n\n---"
    script = _read(talk=_TALK.replace("Ada: All", f"{advert}\n\nAda: All"), kind="md")
    assert script.turns[1].text == "Sixty metres, and it hums."
    assert "Shoes that climb." in _dropped(script)


def test_the_caption_of_a_picture_is_not_spoken() -> None:
    caption = "The keeper on the stairs. Photo: Ida Moss"
    script = _read(talk=_TALK.replace("Ada: All", f"{caption}\n\nAda: All"))
    assert script.turns[1].text == "Sixty metres, and it hums."
    assert caption in _dropped(script)


def test_a_line_set_between_paragraphs_and_not_spoken_is_told() -> None:
    script = _read(talk=_TALK.replace("Ada: All", "Tower news\n\nAda: All"))
    assert any("Not spoken" in doubt.sentence and "Tower news" in doubt.sentence for doubt in script.doubts)


@pytest.mark.parametrize(
    "last",
    [
        "The best part: nobody noticed for eleven years.",
        "The rule was simple: nobody speaks before noon.",
        "Two things: patience and a warm coat.",
        "It was late.italics were rare in those days.",
        "Get a warm coat before you climb it.",
    ],
)
@pytest.mark.parametrize("foot", ["", "\n\n© Tower FM"])
def test_a_sentence_with_a_key_behind_the_last_answer_is_its_speakers(last: str, foot: str) -> None:
    script = _read(behind=last + foot)
    assert script.turns[-1].text == f"Only when it is cold.\n\n{last}"


def test_an_answer_that_is_given_three_times_is_said() -> None:
    asked = "".join(f"**Is it cold in month {month}?**\n\nYes\n\n" for month in range(1, 4))
    script = _read(talk=f"{asked}**And in May?**\n\nIn May it is May.\n", kind="md")
    assert [turn.text for turn in script.turns].count("Yes") == 3


def test_a_refrain_in_one_answer_is_said() -> None:
    song = "We sang it.\n\nRow the boat\n\nRow the boat\n\nRow the boat\n\nAnd so we came home."
    script = _read(talk=f"{_TALK}\nAda: And then?\n\nBen: {song}\n\nAda: Truly?\n\nBen: Truly.\n")
    assert max(turn.text.count("Row the boat") for turn in script.turns) == 3


def test_a_button_below_what_several_people_post_is_not_spoken() -> None:
    posts = [f"{who}: It hums.\n\nQuote this" for who in ("Ada", "Ben", "Ada")]
    script = _read(talk="\n\n".join(posts))
    assert [turn.text for turn in script.turns] == ["It hums."] * 3
    assert set(_dropped(script)) == {"Quote this"}


@pytest.mark.parametrize(
    "dropped",
    [
        "Support for this show comes from Cole and Sons.",  # within, by its words
        "Tower news | Spring | Stairs",  # by its look
    ],
)
def test_what_may_be_said_and_is_not_is_told_within_the_conversation(dropped: str) -> None:
    script = _read(talk=_TALK.replace("Ada: All", f"{dropped}\n\nAda: All"))
    assert dropped in _dropped(script)
    assert any("Not spoken" in doubt.sentence and dropped[:20] in doubt.sentence for doubt in script.doubts)


def test_a_sentence_that_is_not_spoken_behind_the_last_answer_is_told() -> None:
    script = _read(behind="[End of recording]\n\nThis site is kept by the school.")
    assert any("This site is kept" in doubt.sentence for doubt in script.doubts)


@pytest.mark.parametrize(
    "last", ["and then the wind went down at last", "Well, that was the tower and its long hum"]
)
def test_a_line_that_breaks_off_behind_the_last_answer_is_told_with_what_gives_it_to_its_speaker(
    last: str,
) -> None:
    script = _read(behind=last)
    assert last in _dropped(script)
    (told,) = [doubt for doubt in script.doubts if last[:30] in doubt.sentence]
    assert (told.line, "'Ben:'" in told.sentence) == (9, True)
    assert _read(behind=f"Ben: {last}").turns[-1].text.endswith(last)


@pytest.mark.parametrize(
    "foot", ["12 Oct 2019", "Tower news | Spring | Stairs", "Photo: Ida Moss", "Subscribe"]
)
def test_a_line_of_a_site_behind_the_last_answer_is_not_doubted(foot: str) -> None:
    assert not any("Not spoken" in doubt.sentence for doubt in _read(behind=foot).doubts)


def test_what_the_narrator_says_within_the_conversation_is_told() -> None:
    aside = "Ben stops and looks at the sea for a long time before he goes on."
    script = _read(talk=_TALK.replace("Ada: All", f"{aside}\n\nAda: All"))
    assert _narrated(script) == [aside]
    (told,) = [doubt for doubt in script.doubts if aside[:30] in doubt.sentence]
    assert told.line == 5
    assert not any("narrator" in doubt.sentence for doubt in _read(before=aside).doubts)


def test_a_footer_that_says_it_is_one_is_not_doubted() -> None:
    assert not any("Not spoken" in doubt.sentence for doubt in _read(behind="© Tower FM.").doubts)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Bob: Sheep.", "Sheep don't mind. Goats don't care."),
        ("Bruno: Al mare.", "Il colore del mare era chiaro. Mio padre aveva una barca."),
        (
            "Luis: Después vino la guerra.",
            "Los hombres del puerto se fueron. Las mujeres del mercado se quedaron.",
        ),
    ],
)
def test_words_that_speak_of_publishing_in_one_language_are_ordinary_in_another(
    asked: str, said: str
) -> None:
    talk = f"Ana: Uno?\n\n{asked}\n\n{said}\n\nAna: Due?\n\n{asked}\n\n{said}\n"
    assert not _dropped(_read(talk=talk))


def test_the_last_question_is_answered_also_where_only_questions_are_labelled() -> None:
    last = "The Printers' Society supported the first edition."
    talk = f"Q: Where did you grow up?\n\nIn a harbour town.\n\nQ: Who helped you?\n\n{last}\n"
    assert _read(talk=talk).turns[-1].text == last

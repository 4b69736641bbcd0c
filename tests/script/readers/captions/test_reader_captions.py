"""WebVTT and SRT cues become blocks with their voice, their words and their line."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.script import read_bytes
from audio.script.document import Document
from audio.script.readers.captions import cue_file
from audio.script.text.wording import words

VTT = """WEBVTT - The night shift
Language: en-GB

NOTE
Checked by hand
in March.

STYLE
::cue { color: red }

intro
00:00:01.000 --> 00:00:03.500 align:start
<v Ada Lowe>Is it <i>cold</i> up there,</v>

2
00:00:03.500 --> 00:00:05.000
<v.loud Ben Wood>Very &amp; always.
<00:00:04.200>And <c.big>dark</c>.

00:06.000 --> 00:07.000
<v Ada Lowe>So?</v> <v Ben Wood>So nothing.</v>

00:08.000 --> 00:09.000
>> The door, please.
- It sticks.
"""

SRT = """1
00:00:00,179 --> 00:00:02,399
Ada: Is it
cold up there?

2
00:00:02,400 --> 00:00:04,799
{\\an8}<font color="#fff">Ben: Very.</font>
3
00:00:05,000 --> 00:00:06,000
<b>Always</b>, 3 < 4.
"""


def said(document: Document) -> list[tuple[str | None, str, int, int]]:
    return [(block.speaker, block.text, block.lines.first, block.lines.last) for block in document.blocks]


def test_a_voice_tag_names_the_speaker_and_is_not_in_the_text() -> None:
    assert said(cue_file.read(VTT, "talk.vtt")) == [
        ("Ada Lowe", "Is it cold up there,", 13, 13),
        ("Ben Wood", "Very & always.\nAnd dark.", 17, 18),
        ("Ada Lowe", "So?", 21, 21),
        ("Ben Wood", "So nothing.", 21, 21),
        (None, ">> The door, please.\n- It sticks.", 24, 25),
    ]


def test_every_cue_is_a_block_of_the_kind_that_goes_on_in_the_next() -> None:
    assert {block.kind for block in cue_file.read(VTT, "talk.vtt").blocks} == {"cue"}


def test_italics_are_a_span() -> None:
    block = cue_file.read(VTT, "talk.vtt").blocks[0]
    assert [(span.kind, block.text[span.start : span.end]) for span in block.spans] == [("emphasis", "cold")]


def test_the_header_gives_title_and_language() -> None:
    metadata = cue_file.read(VTT, "talk.vtt").metadata
    assert (metadata.title, metadata.language) == ("The night shift", "en-GB")
    assert [(lines.first, lines.last) for lines in metadata.lines] == [(1, 2)]


def test_times_notes_and_styles_are_left_out_with_their_reason() -> None:
    left_out = [(item.text, item.reason, item.lines.first) for item in cue_file.read(VTT, "talk.vtt").dropped]
    assert left_out[:6] == [
        ("NOTE", "note", 4),
        ("Checked by hand", "note", 5),
        ("in March.", "note", 6),
        ("STYLE", "style sheet", 8),
        ("::cue { color: red }", "style sheet", 9),
        ("intro 00:00:01.000 --> 00:00:03.500 align:start", "cue time", 11),
    ]


def test_srt_keeps_the_name_in_the_text_for_the_grammar() -> None:
    assert said(cue_file.read(SRT, "talk.srt")) == [
        (None, "Ada: Is it\ncold up there?", 3, 4),
        (None, "Ben: Very.", 8, 8),
        (None, "Always, 3 < 4.", 11, 11),
    ]


def test_captions_that_roll_up_are_read_once() -> None:
    lines = ["so the bell", "was cast in", "a pit in", "the floor of", "the church", "itself"]
    cues = [f"00:0{n}.000 --> 00:0{n + 1}.000\n{lines[n]}\n{lines[n + 1]}\n" for n in range(5)]
    document = cue_file.read("WEBVTT\n\n" + "\n".join(cues), "talk.vtt")
    assert " ".join(" ".join(block.text.split()) for block in document.blocks) == " ".join(lines)
    assert sum(item.reason == "repeated caption" for item in document.dropped) == 4


def test_a_word_that_two_people_say_is_no_repetition() -> None:
    cues = "WEBVTT\n\n00:01.000 --> 00:02.000\n>> Yeah.\n\n00:02.000 --> 00:03.000\n>> Yeah.\n"
    assert len(cue_file.read(cues, "talk.vtt").blocks) == 2


@pytest.mark.parametrize(
    ("reader", "name", "text", "sure"),
    [
        (cue_file, "x.txt", VTT, True),
        (cue_file, "x.vtt", "WEBVTTX\n", False),
        (cue_file, "x.txt", SRT, True),
        (cue_file, "x.vtt", VTT.replace("WEBVTT", "CAPTIONS"), True),
        (cue_file, "x.txt", "Ada: At 00:00:01 --> what?\n\nBen: No.\n", False),
        (cue_file, "x.txt", "[00:00:01] Ada: Hi.\n", False),
    ],
)
def test_the_content_decides_what_a_file_is(reader: object, name: str, text: str, sure: bool) -> None:  # noqa: FBT001
    assert (reader.recognises(name, text) > 0.9) is sure  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        "WEBVTT",
        "WEBVTT\n\n00:01.000 --> 00:0",
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada",
        "WEBVTT\n\n<v>\n\n-->\n",
    ],
)
def test_a_file_that_was_cut_off_gives_what_there_is(text: str) -> None:
    document = cue_file.read(text, "talk.vtt")
    assert all(block.text for block in document.blocks)


@pytest.mark.uncounted
@pytest.mark.parametrize(
    "text",
    [
        "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v " * 1_000_000,
        "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "word " * 800_000,
        "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v Ada>x" * 150_000,
        "WEBVTT\n\n" + "00:01.000 --> 00:02.000\nx\n" * 40_000,
        "WEBVTT\n\n" + "0" * 3_000_000,
    ],
    ids=["torn", "line", "voices", "cues", "digits"],
)
def test_hostile_captions_are_read_in_time(text: str) -> None:
    start = time.process_time()
    cue_file.read(text, "talk.vtt")
    cue_file.recognises("talk.srt", text)
    assert time.process_time() - start < 10


@given(
    st.lists(
        st.sampled_from(
            ["1", "00:01.000 --> 00:02.000", "<v Ada>one", "two <b>three", "", "NOTE four", "&lt;"]
        )
    )
)
def test_no_word_of_any_tangle_of_cues_is_lost_or_doubled(lines: list[str]) -> None:
    document = cue_file.read("\n".join(["WEBVTT", "", *lines]), "talk.vtt")
    got = [word for block in document.blocks for word in words(block.text) if word.isalpha()]
    got += [
        word
        for item in document.dropped
        for word in words(item.text.replace("<v Ada>", ""))
        if word.isalpha()
    ]
    want = [
        word for line in lines for word in ("one", "two", "three", "note", "four") if word in line.lower()
    ]
    assert sorted(word for word in got if word not in ("b", "lt")) == sorted(want)
    for block in document.blocks:
        assert all(0 <= span.start < span.end <= len(block.text) for span in block.spans)


def test_a_first_cue_that_ends_within_a_sentence_is_no_title() -> None:
    cues = (
        "1\n00:00:01,000 --> 00:00:03,500\nKEEL: The meeting is open. Mr. Ash,\n\n"
        "2\n00:00:03,500 --> 00:00:05,800\nyou asked to speak first.\n\n"
        "3\n00:00:06,200 --> 00:00:08,900\nASH: I did. Who painted the bridge?\n\n"
        "4\n00:00:11,400 --> 00:00:14,000\nKEEL: The committee for the bridge.\n\n"
        "5\n00:00:14,400 --> 00:00:17,200\nASH: It is pink.\n"
    )
    first = read_bytes(cues.encode(), "talk.srt").turns[0]
    assert (first.speaker, first.text) == ("KEEL", "The meeting is open. Mr. Ash, you asked to speak first.")


_TALK = (
    "1\n00:00:12,000 --> 00:00:15,000\nHOST: And if you sneeze?\n\n"
    "2\n00:00:15,200 --> 00:00:19,000\nYUKI: Then there is a sneeze in it.\n\n"
    "3\n00:00:19,500 --> 00:00:22,000\n{}\n"
)


@pytest.mark.parametrize(
    "last",
    [
        "Captioned by Lumen Media Access",
        "Subtitles by the Amara.org community",
        "Untertitel der Amara.org-Community",
        "Sous-titres réalisés par la communauté d'Amara.org",
        "Legendas por Happy Scribe",
    ],
)
def test_who_set_the_captions_is_not_said(last: str) -> None:
    script = read_bytes(_TALK.format(last).encode(), "talk.srt")
    assert [turn.text for turn in script.turns] == ["And if you sneeze?", "Then there is a sneeze in it."]
    assert ("credits", last) in [(item.reason, item.text) for item in script.dropped]


@pytest.mark.parametrize(
    "last", ["Legendas de filmes são difíceis.", "Subtitles from films are hard to hum."]
)
def test_a_sentence_about_captions_is_said(last: str) -> None:
    script = read_bytes(_TALK.format(last).encode(), "talk.srt")
    assert script.turns[-1].text.endswith(last)

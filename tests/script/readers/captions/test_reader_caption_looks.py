"""Captions that tell their speakers by colour, class, style, place, dashes or a recogniser's number."""

from __future__ import annotations

import pytest

from audio.script.reading import read_bytes

TALK = [
    ("a", "Is it cold up there?"),
    ("b", "Very."),
    ("b", "I wear two coats, and a hat\nthat my daughter knitted."),
    ("a", "Who rings with you?"),
    ("b", "My daughter, mostly."),
    ("a", "And when she is away?"),
    ("b", "Then it is quiet."),
]
TURNS = [("a", 1), ("b", 2), ("a", 4), ("b", 5), ("a", 6), ("b", 7)]


def srt(cues: list[str]) -> str:
    return "".join(f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{cue}\n\n" for n, cue in enumerate(cues, 1))


def vtt(cues: list[str]) -> str:
    return "WEBVTT\n\n" + "".join(
        f"00:{n:02}.000 --> 00:{n:02}.900\n{cue}\n\n" for n, cue in enumerate(cues, 1)
    )


def turns(text: str, name: str) -> list[tuple[str, str]]:
    script = read_bytes(text.encode(), name)
    return [(turn.speaker, turn.text) for turn in script.turns if not turn.narration]


def spoken_by(said: list[tuple[str, str]]) -> list[str]:
    return [who for who, _ in said]


def dressed(look: dict[str, str]) -> list[str]:
    return ["\n".join(look[who].format(line) for line in text.split("\n")) for who, text in TALK]


@pytest.mark.parametrize(
    "look",
    [
        {"a": '<font color="#ffff00">{}</font>', "b": '<font color="#00ffff">{}</font>'},
        {"a": "<font color=yellow>{}</font>", "b": "{}"},
        {"a": "{{\\c&H00FFFF&}}{}", "b": "{{\\c&HFFFFFF&}}{}"},
        {"a": "<c.yellow.bg_black>{}</c>", "b": "<c.white.bg_black>{}</c>"},
    ],
    ids=["colours", "one-colour", "substation-colours", "colour-classes"],
)
def test_looks_that_take_turns_are_numbered_speakers(look: dict[str, str]) -> None:
    said = turns(srt(dressed(look)), "talk.srt")
    assert spoken_by(said) == ["Speaker 1", "Speaker 2"] * 3
    assert said[1][1] == "Very. I wear two coats, and a hat that my daughter knitted."


def test_a_colour_may_go_on_over_two_lines_and_change_within_a_cue() -> None:
    cues = [
        '<font color="#ff0">Is it\ncold?</font>',
        '<font color="#0ff">Yes.</font>\n<font color="#ff0">And dark?</font>',
        '<font color="#0ff">Very.</font>',
        '<font color="#ff0">Why?</font>',
        '<font color="#0ff">It is a tower.</font>',
    ]
    assert [text for _, text in turns(srt(cues), "talk.srt")] == [
        "Is it cold?", "Yes.", "And dark?", "Very.", "Why?", "It is a tower.",
    ]  # fmt: skip


def test_a_class_names_its_speaker() -> None:
    text = vtt(dressed({"a": "<c.host>{}</c>", "b": "<c.night-guest>{}</c>"}))
    assert spoken_by(turns(text, "talk.vtt")) == ["Host", "Night guest"] * 3


def test_a_sound_in_a_colour_of_its_own_is_nobodys() -> None:
    cues = dressed({"a": "<font color=yellow>{}</font>", "b": "{}"})
    text = srt([*cues[:3], "<font color=red>[BELL RINGS]</font>", *cues[3:]])
    assert spoken_by(turns(text, "talk.srt")) == ["Speaker 1", "Speaker 2"] * 3


@pytest.mark.parametrize(
    "cues",
    [
        [f"It is cold in room {n}.\n<font color=yellow>In Zimmer {n} ist es kalt.</font>" for n in range(8)],
        [f"It <font color=red>is</font> cold in room {n}, and" for n in range(8)],
        [("<i>{}</i>" if n == 3 else "{}").format(f"It is cold in room {n}.") for n in range(8)],
    ],
    ids=["two-languages", "one-word", "italics"],
)
def test_looks_that_are_mere_dress_name_nobody(cues: list[str]) -> None:
    assert turns(srt(cues), "talk.srt") == []


def test_names_in_the_text_count_more_than_colours() -> None:
    names = {"a": "ADA: ", "b": "BEN: "}
    cues = [
        f"<font color={'yellow' if n % 3 else 'cyan'}>{names[who]}{text}</font>"
        for n, (who, text) in enumerate(TALK)
    ]
    assert spoken_by(turns(srt(cues), "talk.srt")) == ["ADA", "BEN"] * 3


@pytest.mark.parametrize("dash", ["- ", "-", "– "])
def test_a_dash_begins_what_somebody_else_says_and_other_cues_go_on(dash: str) -> None:
    marked = {1, 2, 4, 5, 6, 7}
    cues = [(dash if n in marked else "") + text for n, (_, text) in enumerate(TALK, 1)]
    said = turns(srt([*cues[:3], "[bell rings]", *cues[3:]]), "talk.srt")
    assert [text.split()[0] for _, text in said] == [TALK[n - 1][1].split()[0] for _, n in TURNS]
    assert len(set(spoken_by(said))) == 2


def test_dashes_for_two_voices_of_one_cue_part_them_where_others_stand_alone() -> None:
    cues = ["- Is it cold?\n- Very.", "I wear two coats.", "- Who rings?", "- Me.", "- Alone?", "- Yes."]
    assert [text for _, text in turns(srt(cues), "talk.srt")] == [
        "Is it cold?", "Very. I wear two coats.", "Who rings?", "Me.", "Alone?", "Yes.",
    ]  # fmt: skip


@pytest.mark.parametrize("label", ["[SPEAKER_0{}]: ", "[Speaker {}] ", "(speaker {}) ", "SPEAKER_0{}: "])
@pytest.mark.parametrize("name", ["talk.srt", "talk.txt"])
def test_a_recognisers_number_in_brackets_is_a_label(label: str, name: str) -> None:
    lines = [label.format(int(who == "b")) + text for who, text in TALK]
    said = turns(srt(lines) if name.endswith("srt") else "\n".join(lines), name)
    assert len(said) == 6
    assert len(set(spoken_by(said))) == 2


@pytest.mark.parametrize("column", ["style", "colour"])
def test_styles_or_colours_of_substation_tell_speakers_where_no_name_does(column: str) -> None:
    head = "[Script Info]\nTitle: Bells\n\n[Events]\nFormat: Layer, Start, End, Style, Name, Effect, Text\n"
    styles = {"a": "Host", "b": "Guest"} if column == "style" else dict.fromkeys("ab", "Default")
    colours = (
        {"a": "{\\c&H00FFFF&}", "b": "{\\c&HFFFFFF&}"} if column == "colour" else dict.fromkeys("ab", "")
    )
    rows = [
        f"Dialogue: 0,0:00:0{n}.00,0:00:0{n}.90,{styles[who]},,,{colours[who]}" + text.replace("\n", "\\N")
        for n, (who, text) in enumerate(TALK)
    ]
    said = turns(head + "\n".join(rows), "talk.ass")
    assert spoken_by(said) == (["Host", "Guest"] if column == "style" else ["Speaker 1", "Speaker 2"]) * 3


def test_cues_that_are_objects_tell_speaker_and_words() -> None:
    names = {"a": "Ida Moe", "b": "Olle Vik"}
    cues = [
        f'{{"speakerName": "{names[who]}", "spokenText": "{" ".join(text.split())}"}}' for who, text in TALK
    ]
    said = turns(vtt(cues), "meeting.vtt")
    assert spoken_by(said) == [names[who] for who, _ in TURNS]
    assert said[2][1] == "Who rings with you?"

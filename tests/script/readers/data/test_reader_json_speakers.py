"""JSON in which the speakers stand apart from the words, and interviews that are kept as data."""

from __future__ import annotations

import json
from typing import Any

import pytest

from audio.script.readers import read_document
from audio.script.readers.data import transcript_json

ASKED, TOLD = "Is it cold?", "Yes. Very."
SPOKEN = [("0", each) for each in ASKED.split()] + [("1", each) for each in TOLD.split()]
TIMED = [{"text": text, "start": n, "end": n + 1} for n, (_, text) in enumerate(SPOKEN)]
SPANS = [{"speaker": "0", "start": 0, "end": 3}, {"speaker": "1", "start": 3, "end": 5}]
NAMES = {"0": "Ada", "1": "Ben"}


def scribe(spacing_speaker: str | None = "0") -> dict[str, Any]:
    words: list[dict[str, Any]] = []
    for who, text in SPOKEN:
        words.append({"text": text, "type": "word", "speaker_id": f"speaker_{who}"})
        words.append({"text": " ", "type": "spacing", "speaker_id": spacing_speaker})
    return {"language_code": "eng", "text": f"{ASKED} {TOLD}", "words": words}


UNNAMED: dict[str, Any] = {
    "words-and-spaces": scribe(),
    "spaces-that-nobody-speaks": scribe(spacing_speaker=None),
    "tokens-with-their-own-spaces": {
        "text": f"{ASKED} {TOLD}",
        "tokens": [
            {"text": part, "speaker": who}
            for who, text in SPOKEN
            for part in (" " + text[:1], text[1:])
            if part
        ],
    },
    "a-result-within": {
        "result": {
            "transcription": {
                "full_transcript": f"{ASKED} {TOLD}",
                "utterances": [{"text": ASKED, "speaker": 0}, {"text": TOLD, "speaker": 1}],
            }
        }
    },
    "phrases": {
        "combinedPhrases": [{"text": f"{ASKED} {TOLD}"}],
        "phrases": [{"speaker": 0, "text": ASKED}, {"speaker": 1, "text": TOLD}],
    },
    "speakers-in-each-result": {
        "results": [
            {"alternatives": [{"words": [{"word": w, "speakerLabel": who} for w in text.split()]}]}
            for who, text in (("0", ASKED), ("1", TOLD))
        ]
    },
    "a-channel-a-speaker": {
        "results": {
            "channels": [
                {"alternatives": [{"words": [{"word": w["text"], **w} for w in part]}]}
                for part in (TIMED[:3], TIMED[3:])
            ]
        }
    },
    "groups-of-texts": [
        {"speaker": "0", "items": [{"text": "Is it"}, {"text": "cold?"}]},
        {"speaker": "1", "items": [{"text": "Yes. Very."}]},
    ],
    "words-and-paragraphs-by-time": {"words": TIMED, "paragraphs": SPANS},
    "segments-and-diarisation-by-time": {
        "segments": [{"text": ASKED, "start": 0.0, "end": 2.9}, {"text": TOLD, "start": 3.1, "end": 5.0}],
        "diarization": SPANS,
    },
    "words-as-lists": {
        "results": [{"alternatives": [{"timestamps": [[w["text"], w["start"], w["end"]] for w in TIMED]}]}],
        "speaker_labels": [
            {"from": n, "to": n + 1, "speaker": int(who)} for n, (who, _) in enumerate(SPOKEN)
        ],
    },
    "speakers-only-in-a-later-list": {
        "segments": [{"text": f"{ASKED} {TOLD}"}],
        "words": [{"word": text, "speaker": who} for who, text in SPOKEN],
    },
}  # fmt: skip


def said(value: Any) -> list[tuple[str | None, str]]:
    blocks = transcript_json.read(json.dumps(value, indent=1, ensure_ascii=False), "talk.json").blocks
    return [(block.speaker, block.text) for block in blocks]


@pytest.mark.parametrize("shape", UNNAMED.values(), ids=UNNAMED)
def test_each_service_says_by_number_who_says_what(shape: Any) -> None:
    found = said(shape)
    assert " ".join(text for who, text in found if who == "Speaker 0") == ASKED
    assert " ".join(text for who, text in found if who == "Speaker 1") == TOLD


@pytest.mark.parametrize(
    "table",
    [
        {"speakers": NAMES},
        {"speakers": ["Ada", "Ben"]},
        {"speaker_names": {key: {"name": name} for key, name in NAMES.items()}},
        {"meta": {"speakers": [{"id": int(key), "name": name} for key, name in NAMES.items()]}},
        {"speakers": [{"spkid": key, "name": name} for key, name in NAMES.items()]},
    ],
    ids=["by-id", "in-order", "objects-by-id", "objects-with-id", "other-key"],
)
def test_ids_are_given_the_names_that_the_file_tells(table: dict[str, Any]) -> None:
    value = {**table, "segments": [{"text": ASKED, "speaker": "0"}, {"text": TOLD, "speaker": "1"}]}
    assert said(value) == [("Ada", ASKED), ("Ben", TOLD)]


def test_the_author_of_a_file_does_not_say_its_segments() -> None:
    assert said({"author": "Ada", "name": "Bells", "segments": [{"text": ASKED}]}) == [(None, ASKED)]


def test_a_block_begins_at_the_name_below_its_words() -> None:
    segments = [{"text": ASKED, "words": [{"word": "Is"}], "speaker": "SPEAKER_00"}]
    text = json.dumps({"segments": segments}, indent=1)
    (block,) = transcript_json.read(text, "talk.json").blocks
    assert "SPEAKER_00" in text.split("\n")[block.lines.first - 1]


@pytest.mark.parametrize(
    ("asked", "told"), [("q", "a"), ("vraag", "antwoord"), ("Otázka", "Odpověď"), ("質問", "回答")]
)
def test_questions_with_answers_are_read_in_any_language(asked: str, told: str) -> None:
    value = {"title": "Bells", "interview": [{asked: ASKED, told: [TOLD, "I froze."]}]}
    assert said(value) == [("Question", ASKED), ("Answer", TOLD), ("Answer", "I froze.")]


def test_words_of_scripts_without_spaces_are_joined_without() -> None:
    words = [{"word": each, "speaker": "A"} for each in ("寒い", "です", "か。")]
    assert said({"words": words}) == [("Speaker A", "寒いですか。")]


def test_a_chat_export_names_its_users_in_their_profiles_and_tells_events_apart() -> None:
    profiles = {"U1": {"real_name": "Ida Moe"}, "U2": {"real_name": "", "display_name": "olle"}}
    talk: list[dict[str, Any]] = [
        {"type": "message", "subtype": "channel_join", "user": "U2", "text": "<@U2> has joined the channel"},
        {"type": "message", "user": "U1", "text": ASKED, "user_profile": profiles["U1"]},
        {
            "type": "message",
            "subtype": "thread_broadcast",
            "user": "U2",
            "text": TOLD,
            "user_profile": profiles["U2"],
        },
        {"type": "message", "user": "U1", "text": "And the bell?"},
    ]
    for root in (talk, {"messages": talk}):
        blocks = read_document(json.dumps(root, indent=1).encode(), "day.json").blocks
        assert [(block.speaker, block.text) for block in blocks] == [
            ("Ida Moe", ASKED),
            ("olle", TOLD),
            ("Ida Moe", "And the bell?"),
        ]

"""Whatever service wrote the JSON, its words come out with their speaker and their line."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.errors import ScriptError
from audio.script.readers import read_document
from audio.script.readers.data import transcript_json
from audio.script.readers.data.transcript_json import speaker_name


def said(value: Any, indent: int | None = 1) -> list[tuple[str | None, str]]:
    text = value if isinstance(value, str) else json.dumps(value, indent=indent)
    assert transcript_json.recognises("", text) > 0.9
    return [(block.speaker, block.text) for block in read_document(text.encode(), "talk.json").blocks]


def word(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "word", "alternatives": [{"content": text, **more}]}


SHAPES: dict[str, Any] = {
    "podcasting-2.0": {
        "version": "1.0.0",
        "segments": [
            {"speaker": "Ada", "startTime": 0.5, "endTime": 1, "body": "Is it cold?"},
            {"speaker": "Ben", "startTime": 1, "endTime": 2, "body": "Yes. Very."},
        ],
    },
    "one-word-a-segment": {
        "segments": [
            {"speaker": name, "startTime": 0, "endTime": 1, "body": each}
            for name, text in (("Ada", "Is it cold?"), ("Ben", "Yes. Very."))
            for each in text.split()
        ]
    },
    "whisperx": {
        "segments": [
            {"start": 0, "text": " Is it cold?", "words": [{"word": "Is"}], "speaker": "Ada"},
            {"start": 1, "text": " Yes. Very.", "words": [{"word": "Yes."}], "speaker": "Ben"},
        ],
        "language": "en",
    },
    "assemblyai": {
        "text": "Is it cold? Yes. Very.",
        "utterances": [{"speaker": "Ada", "text": "Is it cold?"}, {"speaker": "Ben", "text": "Yes. Very."}],
    },
    "deepgram-utterances": {
        "results": {
            "channels": [{"alternatives": [{"transcript": "is it"}]}],
            "utterances": [
                {"speaker": "Ada", "transcript": "Is it cold?"},
                {"speaker": "Ben", "transcript": "Yes. Very."},
            ],
        }
    },
    "deepgram-words": {
        "results": {
            "channels": [
                {
                    "alternatives": [
                        {
                            "words": [
                                {"word": each.lower(), "punctuated_word": each, "speaker": name}
                                for name, text in (("Ada", "Is it cold?"), ("Ben", "Yes. Very."))
                                for each in text.split()
                            ]
                        }
                    ]
                }
            ]
        }
    },
    "speechmatics": {
        "results": [
            *(word(each, speaker="Ada") for each in ("Is", "it", "cold")),
            {"type": "punctuation", "alternatives": [{"content": "?", "speaker": "Ada"}]},
            word("Yes", speaker="Ben"),
            {"type": "punctuation", "alternatives": [{"content": ".", "speaker": "Ben"}]},
            word("Very.", speaker="Ben"),
        ]
    },
    "google": {
        "results": [
            {"alternatives": [{"transcript": "Is it cold? Yes. Very."}]},
            {
                "alternatives": [
                    {
                        "words": [
                            {"word": each, "speakerTag": name}
                            for name, text in (("Ada", "Is it cold?"), ("Ben", "Yes. Very."))
                            for each in text.split()
                        ]
                    }
                ]
            },
        ]
    },
    "rev": {
        "monologues": [
            {
                "speaker": "Ada",
                "elements": [{"type": "text", "value": "Is it cold"}, {"type": "punct", "value": "?"}],
            },
            {
                "speaker": "Ben",
                "elements": [
                    {"type": "text", "value": "Yes."},
                    {"type": "punct", "value": " "},
                    {"type": "text", "value": "Very."},
                ],
            },
        ]
    },
    "azure": {
        "recognizedPhrases": [
            {"speaker": "Ada", "nBest": [{"display": "Is it cold?"}, {"display": "Is it gold?"}]},
            {"speaker": "Ben", "nBest": [{"display": "Yes. Very."}]},
        ]
    },
    "a-list": [
        {"speaker": {"name": "Ada"}, "text": "Is it cold?"},
        {"speaker": {"name": "Ben"}, "text": "Yes. Very."},
    ],
    "messages": {
        "messages": [{"role": "Ada", "content": "Is it cold?"}, {"role": "Ben", "content": "Yes. Very."}]
    },
    "words-a-turn": [
        {"speaker": "Ada", "words": [{"text": "Is"}, {"text": "it"}, {"text": "cold?"}]},
        {"speaker": "Ben", "words": [{"text": "Yes."}, {"text": "Very."}]},
    ],
    "lines-of-json": '{"speaker": "Ada", "text": "Is it cold?"}\n{"speaker": "Ben", "text": "Yes. Very."}\n',
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_each_service_says_who_says_what(shape: Any) -> None:
    found = said(shape)
    assert [text for speaker, text in found if speaker == "Ada"] == ["Is it cold?"]
    assert " ".join(text for speaker, text in found if speaker == "Ben") == "Yes. Very."
    assert found[0][0] == "Ada"
    assert len(found) in (2, 3)


def test_amazon_names_speakers_in_a_list_of_their_own() -> None:
    spoken = [("Cold", "spk_0", "0.0"), ("Yes", "spk_1", "1.0")]
    value = {
        "results": {
            "transcripts": [{"transcript": "Cold? Yes"}],
            "speaker_labels": {
                "segments": [{"items": [{"start_time": at, "speaker_label": who}]} for _, who, at in spoken]
            },
            "items": [
                {"start_time": "0.0", "type": "pronunciation", "alternatives": [{"content": "Cold"}]},
                {"type": "punctuation", "alternatives": [{"content": "?"}]},
                {"start_time": "1.0", "type": "pronunciation", "alternatives": [{"content": "Yes"}]},
            ],
        }
    }
    assert said(value) == [("Speaker 0", "Cold?"), ("Speaker 1", "Yes")]


def test_a_bare_transcript_has_no_speakers() -> None:
    assert said({"text": "Is it cold? Yes.", "segments": []}) == [(None, "Is it cold? Yes.")]


def test_entities_of_a_page_are_characters() -> None:
    value = [{"speaker": "Lowe &amp; Co", "text": "Is it cold&#8212;or dark?"}]
    assert said(value) == [("Lowe & Co", "Is it cold—or dark?")]


def test_captions_in_pieces_are_put_together() -> None:
    value = {
        "events": [
            {"segs": [{"utf8": "is it "}, {"utf8": "cold"}]},
            {"segs": [{"utf8": "\n"}]},
            {"segs": [{"utf8": "yes"}]},
        ]
    }
    assert said(value) == [(None, "is it cold"), (None, "yes")]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        (0, "Speaker 0"),
        ("1", "Speaker 1"),
        ("SPEAKER_01", "Speaker 1"),
        ("spk_2", "Speaker 2"),
        ("S3", "Speaker 3"),
        ("A", "Speaker A"),
        (" Ada  Lowe ", "Ada Lowe"),
        ("", None),
        (None, None),
    ],
)
def test_labels_of_recognisers_are_written_as_people_write_them(label: Any, name: str | None) -> None:
    assert speaker_name(label) == name


@given(
    st.lists(
        st.tuples(st.sampled_from(["Ada", "Ben"]), st.text(min_size=1).filter(lambda text: "&" not in text)),
        min_size=1,
    ),
    st.sampled_from([None, 1, 4]),
)
def test_every_block_names_the_lines_of_its_speaker_and_its_words(
    turns: list[tuple[str, str]], indent: int | None
) -> None:
    text = json.dumps(
        {"segments": [{"speaker": who, "body": f"x y {body}"} for who, body in turns]}, indent=indent
    )
    lines = text.split("\n")
    blocks = transcript_json.read(text, "talk.json").blocks
    assert len(blocks) == len(turns)
    for block, (who, body) in zip(blocks, turns, strict=True):
        assert block.speaker == who
        assert block.text == " ".join(f"x y {body}".split())
        assert json.dumps(who) in lines[block.lines.first - 1]
        assert json.dumps(f"x y {body}") in lines[block.lines.last - 1]


def test_title_and_language_are_metadata() -> None:
    value = {
        "title": "The  tower",
        "language_code": "en_us",
        "segments": [{"speaker": "Ada", "body": "Hi there."}],
    }
    metadata = transcript_json.read(json.dumps(value), "talk.json").metadata
    assert (metadata.title, metadata.language) == ("The tower", "en_us")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"segments": [\n{"body": "x"},\n{"body" "y"}]}', r"^talk\.json:3: the JSON is broken"),
        ('{"name": "left-pad", "version": "1.0"}', r"^talk\.json: this JSON holds no transcript"),
        ("[[" * 100_000, r"^talk\.json:1: the JSON is nested too deeply"),
        ('{"segments": [{"body": ' + "9" * 5000 + "}]}", r"^talk\.json:1: .*impossible number"),
    ],
)
def test_what_is_no_transcript_is_refused_in_one_sentence(text: str, message: str) -> None:
    with pytest.raises(ScriptError, match=message):
        transcript_json.read(text, "talk.json")


def test_a_long_recording_is_read_in_time() -> None:
    segments = [{"speaker": "Ada", "startTime": n, "body": "It is cold up there."} for n in range(20_000)]
    text = json.dumps({"segments": segments})
    start = time.process_time()
    assert len(transcript_json.read(text, "talk.json").blocks) == 20_000
    assert time.process_time() - start < 10


def test_escapes_bring_in_nothing_that_commands_a_terminal_or_cannot_be_written():
    text = r"""{"title": "A \u001b[31m", "segments": [{"speaker": "Ada\u0007", "text": "Cold\ud800 here?"},
        {"speaker": "Ben", "text": "Very\u0000 cold."}]}"""
    document = read_document(text.encode(), "talk.json")
    assert document.metadata.title == "A  [31m"
    assert [(block.speaker, block.text) for block in document.blocks] == [
        ("Ada ", "Cold  here?"),
        ("Ben", "Very  cold."),
    ]

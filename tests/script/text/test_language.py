"""The language of a text is told from little, never guessed from next to nothing, and written in one way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from audio.script import language_tag, read_bytes
from audio.script.text import detect

SPOKEN = [
    line.split("\t") for line in (Path(__file__).parent / "languages.tsv").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("language", "text"), SPOKEN, ids=[f"{row[0]}-{len(row[1])}" for row in SPOKEN])
def test_the_language_of_a_short_conversation_is_told(language, text):
    assert detect(text) == language


def test_single_sentences_are_told_nine_times_in_ten():
    pieces = [
        (language, piece)
        for language, text in SPOKEN
        for piece in re.split(r"(?<=[.?!。？؟।;])\s*", text)
        if len(piece) >= 40
    ]
    right = sum(detect(piece) == language for language, piece in pieces)
    assert right >= 0.9 * len(pieces) > 100


@pytest.mark.parametrize(
    "text", ["Hello?\nHi.", "Ada: Yes.", "OK.\nNo, no.\nLa la la!", "", "1843", "Kyllä. Ei.", "Mm-hm. Δx?"]
)
def test_too_little_to_tell_is_english(text):
    assert detect(text) == "en"


@pytest.mark.parametrize(
    "text", ["Like, I would, I'd like to see it naïve.", "That does make sense, though, Renée."]
)
def test_a_foreign_word_in_a_few_lines_makes_no_rare_language_of_them(text):
    assert detect(text) == "en"


def test_other_letters_tell_at_once():
    assert [detect(text) for text in ("今日は。", "Добрий день, Аліно!", "안녕하세요?")] == ["ja", "uk", "ko"]


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("eng", "en"), ("deu", "de"), ("ger", "de"), ("fre", "fr"), ("por", "pt"), ("cmn", "zh"),
        ("iw", "he"), ("no", "nb"), ("pt_BR", "pt-BR"), ("EN-us", "en-US"), ("en-Latn-GB", "en-GB"),
        ("sr-Latn", "sr-Latn"), ("English", ""), ("und", ""), ("mul", ""), ("x-klingon", ""),
        ("", ""), (None, ""), (7, ""),
    ],
)  # fmt: skip
def test_a_tag_has_one_shortest_form(written, tag):
    assert language_tag(written) == tag


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", '{"language_code": "%s", "text": "Oui.", "words": [{"text": "Oui.", "speaker_id": "a"}]}'),
        ("a.html", '<html lang="%s"><body><p>Ada: Oui.</p><p>Ben: Non.</p></body></html>'),
        ("a.md", "---\nlanguage: %s\n---\n\n**Ada:** Oui.\n\n**Ben:** Non.\n"),
        ("a.md", "---\nvivavoce: script\nlanguage: %s\n---\n\n**Ada:** Oui.\n"),
    ],
)
@pytest.mark.parametrize("written", ["fra", "fre", "FR"])
def test_whatever_a_file_calls_its_language_it_is_one(name, text, written):
    assert read_bytes((text % written).encode(), name).language == "fr"


def test_a_language_given_by_its_name_is_told_from_the_text():
    said = SPOKEN[2][1]
    assert read_bytes(f"---\nlanguage: French\n---\n\n**Ada:** {said}\n".encode(), "a.md").language == "fr"

"""The words of an episode's files, in its language."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from lxml import html
from mutagen.id3 import ID3

from audio.cast import Output, Settings
from audio.publish import publish
from audio.publish.labels import ENGLISH, _table, labels_for
from audio.publish.page import day_told

SPOKEN = ["en-US", "en-GB", "es", "fr", "hi", "it", "ja", "pt-BR", "zh"]
"""The languages of the default engine."""


@pytest.mark.parametrize("language", SPOKEN)
def test_every_language_of_the_default_engine_has_words_of_its_own(language):
    labels = labels_for(language)
    assert labels.language == language
    english = labels_for(ENGLISH)
    assert set(labels.words) == set(english.words)
    assert all(text.strip() for text in labels.words.values())
    if not language.startswith("en"):
        assert labels["notice"] != english["notice"]
        assert labels["chapters"] != english["chapters"]


def test_no_translation_loses_what_is_filled_in():
    for language, words in _table().items():
        for name, english in _table()[ENGLISH].items():
            fields = sorted(re.findall(r"\$[a-z]+", english))
            assert sorted(re.findall(r"\$[a-z]+", words[name])) == fields, (language, name)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en-GB", "7 August 2023"), ("es", "7 de agosto de 2023"), ("fr", "7 août 2023"),
        ("it", "7 agosto 2023"), ("hi", "7 अगस्त 2023"), ("pt-BR", "7 de agosto de 2023"),
        ("ja", "2023年8月7日"), ("zh", "2023年8月7日"), ("de", "2023-08-07"),
    ],
)  # fmt: skip
def test_a_day_is_written_as_its_language_does_and_in_figures_where_no_words_are_known(language, told):
    assert day_told(dt.date(2023, 8, 7), language) == told
    assert all(len(words["months"].split()) == 12 for words in _table().values())


@pytest.mark.parametrize("language", ["ar", "de-AT", "", "tlh"])
def test_words_in_a_language_that_has_none_are_english_and_say_so(language):
    assert labels_for(language).language == "en"
    assert labels_for(language)["play"] == "Play"


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "fr"), ("pt-BR", "pt-BR"), ("ja", "ja"), ("ar", "en")]
)
def test_the_page_says_which_language_its_own_words_are_in(programme, script, tmp_path, language, words):
    settings = Settings(output=Output(files=("page", "notes", "html")))
    done = publish(programme, replace(script, language=language), settings, tmp_path / "e.mp3")
    page = html.document_fromstring(done.companions["page"].read_bytes())
    labels = labels_for(language)
    assert page.get("lang") == language
    assert {each.get("lang") for each in page.cssselect("body [lang]")} == {words}
    assert page.cssselect("#words")[0].text == labels["transcript"]
    assert page.cssselect("#contents")[0].text == labels["chapters"]
    assert labels["notice"] in page.cssselect("footer")[0].text_content()
    assert page.cssselect("#missing b")[0].text == "e.mp3"
    assert labels["chapters"] in done.companions["notes"].read_text("utf-8")
    assert labels["notice"] in done.companions["html"].read_text("utf-8")
    comment = ID3(done.audio).getall("COMM")[0]
    assert comment.text == [labels["notice"]]


def test_nothing_english_is_left_in_a_french_page(programme, script, tmp_path):
    script = replace(script, language="fr", title="Un titre", chapters=())
    done = publish(programme, script, Settings(output=Output(files=("page",))), tmp_path / "e.mp3")
    page = html.document_fromstring(done.companions["page"].read_bytes())
    for each in page.cssselect("style, script, #transcript"):
        each.drop_tree()
    seen = page.body.text_content() + " ".join(
        page.xpath("//@aria-label | //@title | //@placeholder | //@data-none")
    )
    english = {text for text in labels_for("en").words.values() if "$" not in text}
    french = " ".join(labels_for("fr").words.values())
    for text in english:
        assert text in french or not re.search(rf"\b{re.escape(text)}\b", seen), text

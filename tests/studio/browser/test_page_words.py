"""The page's own words: every language says all of them, and the code asks for none that nobody wrote."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

PAGE = Path(str(files("audio.studio") / "page"))
LANGUAGES = sorted(path.stem for path in (PAGE / "words").glob("*.json"))
ENGLISH = json.loads((PAGE / "words" / "en.json").read_text("utf-8"))


def test_the_page_speaks_the_languages_of_the_episode_page():
    labels = json.loads((files("audio.publish") / "labels.json").read_text("utf-8"))
    assert sorted(labels) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_everything_with_the_same_places(language):
    words = json.loads((PAGE / "words" / f"{language}.json").read_text("utf-8"))
    places = {key: sorted(re.findall(r"\$\w+", text)) for key, text in ENGLISH.items()}
    assert {key: sorted(re.findall(r"\$\w+", text)) for key, text in words.items()} == places
    assert all(text.strip() for text in words.values())


def test_whatever_the_page_says_is_written_down():
    asked = set(re.findall(r"words\.(\w+)", (PAGE / "index.html").read_text("utf-8")))
    for module in PAGE.glob("*.js"):
        asked |= set(re.findall(r"""\bsay\("(\w+)["]""", module.read_text("utf-8")))
    assert asked - set(ENGLISH) == set()


def test_nothing_on_the_page_reads_a_text_as_markup_or_comes_from_elsewhere():
    for file in [*PAGE.glob("*.js"), *PAGE.glob("*.html"), *PAGE.glob("*.css")]:
        text = file.read_text("utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text
        )
        assert not re.search(r"(?:https?:)?//[a-z]+\.[a-z]", text.replace("http://www.w3.org/", ""))
        assert file.suffix != ".html" or not re.search(r"<[^>]*\s(?:style|on\w+)=|<style|<script>", text)

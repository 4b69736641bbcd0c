"""The words that the reader knows: one file a language, in sections."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from places import ROOT

from audio.script import read_bytes
from audio.script.text import find_date, is_only_date, language_tag, lines_of, words_of

FOLDER = ROOT / "audio" / "script" / "text" / "languages"
FILES = sorted(FOLDER.glob("*.txt"))
ROW = re.compile(r"^\| (`\[.*\]`) \| (words|phrases|lines) \|", re.MULTILINE)
KINDS = {
    section: kind
    for sections, kind in ROW.findall((FOLDER / "README.md").read_text("utf-8"))
    for section in re.findall(r"\[(\w+)\]", sections)
}


def entries() -> Iterator[tuple[str, str, str]]:
    """Give each line of each file as its place, its section and its text."""
    for file in FILES:
        section = ""
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            if head := re.fullmatch(r"\[(\w+)\]", line):
                section = head[1]
            elif line and not line.startswith("#"):
                yield f"{file.name}:{number}", section, line


def wrong_phrase(line: str) -> str:
    """Tell what is wrong with a phrase, or give an empty string."""
    try:
        pattern = re.compile(line, re.IGNORECASE)
    except re.error as error:
        return str(error)
    if pattern.groups:
        return "a group that captures; write (?:…)"
    return "it finds nothing at all, and so everything" if pattern.match("") else ""


def test_every_file_bears_the_tag_of_a_language():
    assert [file.stem for file in FILES if file.stem not in (language_tag(file.stem), "any")] == []


def test_every_section_is_explained():
    assert [f"{place}: [{section}]" for place, section, _ in entries() if section not in KINDS] == []


def test_every_section_that_is_explained_is_in_a_file_and_used():
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "audio" / "script").rglob("*.py"))
    used = {section for section in KINDS if re.search(rf"""["']{section}["']""", code)}
    assert set(KINDS) - used == set()
    assert set(KINDS) - {section for _, section, _ in entries()} == set()


def test_every_phrase_is_a_regular_expression():
    wrong = {
        place: wrong_phrase(line) for place, section, line in entries() if KINDS.get(section) == "phrases"
    }
    assert {place: found for place, found in wrong.items() if found} == {}


def test_the_example_of_a_new_language_has_sections_that_there_are():
    page = (ROOT / "docs" / "reading.md").read_text("utf-8")
    example = page.partition("## How to add a language")[2].partition("```text\n")[2].partition("```")[0]
    assert len(sections := re.findall(r"^\[(\w+)\]$", example, re.MULTILINE)) > 3
    assert set(sections) - set(KINDS) == set()


@pytest.mark.parametrize("phrase", ["edited (by", "(?:one|)", "by (Ada)", "*"])
def test_a_wrong_phrase_is_found(phrase):
    assert wrong_phrase(phrase)


def test_no_word_stands_twice_in_one_section_of_a_file():
    seen: set[tuple[str, str, str]] = set()
    twice = []
    for place, section, line in entries():
        for word in line.split() if KINDS.get(section) == "words" else ():
            key = (place.partition(":")[0], section, word.casefold())
            twice += [f"{place}: {word}"] if key in seen else []
            seen.add(key)
    assert twice == []


def test_a_year_has_twelve_months_in_every_language_that_names_them():
    assert {language: len(lines) for language, lines in lines_of("months").items() if len(lines) != 12} == {}


@pytest.mark.parametrize("title", ["introduction", "farewell"])
def test_a_language_has_one_title_for_a_chapter(title):
    assert {language for language, lines in lines_of(title).items() if len(lines) != 1} == set()


def test_what_one_language_says_holds_in_all():
    assert {"interviewer", "speaker pro tempore", "מראיין"} <= words_of("roles")


@pytest.mark.parametrize(
    "written",
    ["Published on Sunday, 3 May 2020", "Sonntag, den 3. Mai 2020", "le 3 mai 2020",
     "domingo, 3 de mayo de 2020", "3 maj 2020", "3 мая 2020", "op 3 mei 2020",
     "Recorded: May 3, 2020 4:30 p.m.", "日時：2020年5月3日"],
)  # fmt: skip
def test_a_date_is_found_in_many_languages(written):
    assert find_date(written) == dt.date(2020, 5, 3)
    assert is_only_date(written.replace("：", ": "))


def test_keys_of_people_tell_who_asks_in_the_files_own_language():
    told = (
        "Gast: Ada Lowe. Moderation: Ben Cole.\n\nWann wurde der Turm gebaut?\n\n"
        "Ada Lowe: Vor der Kirche.\n\nUnd die Uhr?\n\nAda Lowe: Danach.\n\nGeht sie?\n\nAda Lowe: Nein."
    )
    script = read_bytes(told.encode(), "turm.txt")
    assert [turn.speaker for turn in script.turns] == ["Ben Cole", "Ada Lowe"] * 3

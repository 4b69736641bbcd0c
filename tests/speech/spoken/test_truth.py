"""What `check` shows of how a text is said: everything that is heard otherwise, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytest
from places import ROOT

from audio.script import read_bytes
from audio.speech.engines import phonemes
from audio.speech.segments import cut
from audio.speech.spoken import compared
from audio.speech.spoken.compared import differences
from audio.speech.spoken.form import Speakable, Spoken, spoken
from audio.speech.spoken.pronunciations import read_pronunciations

FILES = (
    *sorted((ROOT / "tests" / "readings" / "files").glob("*.reading"))[::4],
    *sorted((ROOT / "tests" / "readings" / "conversations").glob("*.txt")),
    *sorted((ROOT / "seeds").glob("*.[tm]*")),
    *sorted((ROOT.parent / "shared" / "seeds").glob("*.txt")),
)
LIGHT = frozenset({
    "a", "an", "the", "to", "in", "by", "am", "i", "that", "there", "there's", "these", "this", "those",
    "was", "would", "can", "could", "will",
})  # fmt: skip
"""Words whose sounds hang on their neighbours."""

as_written, read_english = cache(phonemes.as_written), cache(phonemes.read_english)


class Shown(NamedTuple):
    """What is shown of a text."""

    text: str
    how: Speakable
    lines: list[Spoken]
    told: str
    """The text as somebody would write it who had only these lines."""


@cache
def interviews() -> list[list[str]]:
    """Give the segments of the English ones among every fourth file, and among all others."""
    return list(_interviews())


def _interviews() -> Iterator[list[str]]:
    for each in FILES:
        file = each.with_suffix("") if each.suffix == ".reading" else each
        script = read_bytes(file.read_bytes(), file.name, {})
        texts = [paragraph.text for turn in script.turns for paragraph in turn.paragraphs]
        if texts and script.language.startswith("en"):
            yield [text[start:end].rstrip() for text in texts for start, end in cut(text)]


@cache
def all_shown() -> list[Shown]:
    """Give what is shown of every segment of them; whatever is read twice is the same each time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compared, "as_written", as_written)
        patch.setattr(compared, "read_english", read_english)
        return [shown(text) for segments in interviews() for text in segments]


def sounds(text: str, *, written: bool) -> str:
    """Give the sounds of a text without stress and marks; of light words the letters."""
    said = ""
    for reading in (as_written if written else read_english)(text, british=False):
        word = re.sub(r"\W", "", reading.text).lower()
        said += word if word in LIGHT and reading.text != "A" else re.sub(r"[^\w]|[ˈˌ]", "", reading.phonemes)
    return said


@pytest.mark.uncounted
def test_there_are_thirty_interviews_to_judge_by() -> None:
    assert len(interviews()) >= 30


def put_in(text: str, before: str, said: str) -> str:
    """Give a text with the first of some words said so, not where one was put in, nor in a longer figure.

    A dash that is said stands before a figure.
    """
    alone = r"(?<![:\d])" if before[:1].isdigit() else ""
    behind = r"(?= ?\d)" if before in "-–" else ""
    places = re.finditer(rf"\[[^\]\n]*\]\(/[^/\n]*/\)|{alone}({re.escape(before)}){behind}", text)
    first = next((place for place in places if place[1]), None)
    if first is None:
        return text
    unit = text[: first.start()][-1:].isdigit() and said[:1].isalpha()  # behind its figure
    return f"{text[: first.start()]}{' ' * unit}{said}{text[first.end() :]}"


def shown(text: str) -> Shown:
    how = spoken(text, phonemes=True)
    lines = list(differences(text, how))
    told = re.sub(r"\A[-+*>] |\*\*|[*`]", "", text)
    for line in lines:
        apart = "" if re.search(r"\w", line.before) else " "  # a sign said as a word stands by itself
        said = line.after + apart
        told = put_in(told, line.before, said)
    for word in how.heteronyms:
        if word.changed:
            told = re.sub(rf"(?<!\[)\b{word.word}\b", f"[{word.word}](/{word.sounds}/)", told, count=1)
    return Shown(text, how, lines, told)


@pytest.mark.uncounted
def test_a_text_with_the_lines_put_into_it_sounds_as_it_is_said() -> None:
    for each in all_shown():
        assert sounds(each.told, written=True) == sounds(each.how.text, written=False), each.text


@pytest.mark.uncounted
def test_a_line_is_shown_only_where_something_sounds_otherwise() -> None:
    lines = [line for each in all_shown() for line in each.lines]
    alike = [line for line in lines if sounds(line.before, written=True) == sounds(line.after, written=False)]
    assert len(alike) <= len(lines) / 100, alike


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("It is 5 km away.", "km", "kilometers"),
        ("He came on 5/6/2020.", "5/6/2020.", "May sixth, 2020."),
        ("It is **all** of F# and 10%.", "F#", "F sharp"),
        ("He lives at 12 Oak Dr. in Springfield.", "12 Oak Dr.", "12 Oak Drive"),
    ],
)
def test_what_the_engine_itself_makes_of_a_text_is_shown_too(text: str, before: str, after: str) -> None:
    assert (before, after) in {(line.before, line.after) for line in shown(text).lines}


def test_a_pronunciation_that_moves_the_stress_alone_is_shown_and_one_that_says_the_same_is_not() -> None:
    text = "An increase, he said."
    for sounds, told in (("/ɪnkɹˈis/", ["increase"]), ("/ˈɪnkɹˌis/", [])):
        how = spoken(text, lexicon=read_pronunciations({"increase": sounds}, "en"), phonemes=True)
        assert [line.before for line in differences(text, how)] == told


def test_every_word_of_two_stresses_is_listed_with_the_one_that_is_meant() -> None:
    how = spoken("They insult us, and it is an insult. They increase it: an increase.", phonemes=True)
    assert [(word.word, word.sounds.startswith("ˈ")) for word in how.heteronyms] == [
        ("insult", False),
        ("insult", True),
        ("increase", False),
        ("increase", True),
    ]


def test_what_changes_only_the_letters_is_not_shown() -> None:
    assert shown("I said no. That is **all** of it, and `go` is a word.").lines == []

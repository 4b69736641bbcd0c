"""Short forms: each that hibari would read longer is said right wherever it stands, as is its twin."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from audio.speech.engines.phonemes import read_english
from audio.speech.spoken.form import spoken
from audio.speech.spoken.pronunciations import read_pronunciations
from audio.tables import rows_of

hibari = pytest.importorskip("hibari.g2p.normalize")
ROWS = rows_of(Path(__file__).with_name("abbreviations_heard.tsv").read_text("utf-8"))


def sounds(text: str) -> str:
    return re.sub("[ˈˌ]", "", " ".join(reading.phonemes for reading in read_english(text)))


def said(text: str) -> str:
    return sounds(spoken(text, phonemes=True).text)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["written"])
def test_a_short_form_is_said_right_at_the_end_within_and_before_a_figure(row: dict[str, str]) -> None:
    written, stop = row["written"], "" if row["written"].endswith(".") else "."
    assert said(f"We saw {written}{stop} Then we left.") == sounds(f"We saw {row['end']}. Then we left.")
    assert said(f"So {written} it was.").replace(".", "") == sounds(f"So {row['middle']} it was").rstrip(".")
    assert said(f"See {written} 5 so.").replace(".", "") == sounds(f"See {row['figure']} 5 so").rstrip(".")


def test_the_table_has_every_short_form_that_hibari_reads_longer() -> None:
    here = {word for row in ROWS for word in row["written"].replace("(", "").replace(")", "").split()}
    titles = {f"{title}." for title in hibari.TITLES}
    assert {*hibari.ABBREV, *titles} - here <= {"et al."}


@pytest.mark.parametrize(
    "text",
    ["They asked me twice, and I said no.", "Oh no.", "He took a fig.", "That is the max.", "It was a min."],
)
def test_a_word_at_the_end_of_a_sentence_keeps_its_full_stop(text: str) -> None:
    assert said(text).endswith(f"{sounds(text.rsplit(maxsplit=1)[-1].rstrip('.'))}.")


@pytest.mark.parametrize(
    "text", ["Gen Z is here.", "Rep Jones lost.", "Will Smith sat. Then Sun Ra sang.", "Fr Sam."]
)
def test_no_word_that_is_left_as_it_is_is_read_longer(text: str) -> None:
    assert spoken(text).text == text
    for longer in ("General", "Representative", "Sunday", "Saturday", "Father"):
        assert sounds(longer) not in said(text)


@pytest.mark.parametrize("said", ["HAWL", "/hɔl/", "HAWL /hɔl/"])
def test_a_title_before_a_name_whose_sounds_are_given_is_still_a_title(said: str) -> None:
    lexicon = read_pronunciations({"Hall": said})
    for phonemes in (True, False):
        text = spoken("Ask Dr. Hall of St. Hall.", lexicon=lexicon, phonemes=phonemes).text
        assert re.match(r"Ask Doctor \S+ of Saint \S+", text)

"""Words that are written alike and said in two ways. The half set aside is only for `bench/heteronyms.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from audio.speech.engines.phonemes import read_english
from audio.speech.spoken.form import spoken
from audio.speech.spoken.heteronyms import heteronyms, readings_of
from audio.speech.spoken.pronunciations import read_pronunciations
from audio.tables import rows, rows_of

SENTENCES = rows_of(Path(__file__).with_name("heteronym_sentences.tsv").read_text("utf-8"))
OPEN = [row for row in SENTENCES if row["half"] == "open"]


def said_as(text: str, word: str) -> str:
    """Give the reading of the table in which a word is heard."""
    for reading in read_english(text):
        if reading.text.strip("“”\"'.,;:!?()—").lower() == word:
            heard = reading.phonemes.replace("ˌ", "")
            sounds = {name: said.replace("ˌ", "") for name, said in readings_of(word).items()}
            return next((name for name, said in sounds.items() if heard.startswith(said)), "")
    return ""


def test_most_sentences_are_said_right_and_none_is_made_worse() -> None:
    right = worse = 0
    for row in OPEN:
        before = said_as(row["sentence"], row["word"]) == row["reading"]
        after = said_as(spoken(row["sentence"], phonemes=True).text, row["word"]) == row["reading"]
        right += after
        worse += before and not after
    assert (right / len(OPEN) >= 0.99, worse) == (True, 0)


def test_there_are_sixty_words_and_six_hundred_sentences_half_of_them_set_aside() -> None:
    assert len({row["word"] for row in SENTENCES}) >= 60
    assert len(SENTENCES) >= 600
    assert sum(row["half"] == "held" for row in SENTENCES) >= 300


def test_every_reading_has_sounds_of_its_own_in_both_accents() -> None:
    words = {row["word"] for row in rows("audio.speech.spoken", "heteronyms.tsv")}
    for british in (False, True):
        for word in words:
            sounds = readings_of(word, british=british).values()
            assert all(sounds), word
            assert len(sounds) == len(set(sounds)) == 2, word


def test_it_is_told_how_sure_a_reading_is() -> None:
    found = heteronyms("They found lead pipes. I would project it. A sow.")
    assert [(word.word, word.sure) for word in found] == [
        ("lead", "sure"),
        ("project", "likely"),
        ("sow", "sure"),
    ]


@pytest.mark.parametrize("text", ["Have you [read|/ɹid/] it?", "Have you [read|reed] it?"])
def test_a_mark_in_the_script_goes_before_the_rules(text: str) -> None:
    said = spoken(text, phonemes=True)
    assert said.heteronyms == ()
    assert "ɹˈid" in "".join(reading.phonemes for reading in read_english(said.text))


def test_the_settings_go_before_the_rules() -> None:
    said = spoken("Have you read it?", phonemes=True, lexicon=read_pronunciations({"read": "/ɹid/"}))
    assert (said.text, said.heteronyms) == ("Have you [read](/ɹˈid/) it?", ())


def test_an_engine_that_reads_no_phonemes_is_given_the_word_as_it_is() -> None:
    assert spoken("Have you read it?").text == "Have you read it?"


@pytest.mark.parametrize("text", ["I said [read|", "[a|b|c]", "[[page|label]]", "[x|//]"])
def test_what_is_no_mark_stays_as_it_is_written(text: str) -> None:
    assert "|" in spoken(f"so {text} then").text


def test_a_sentence_is_decided_alike_alone_and_between_others() -> None:
    for row in OPEN:
        alone = [word.sounds for word in heteronyms(row["sentence"])]
        between = heteronyms(f"He went early. {row['sentence']} Then nobody came.")
        assert [word.sounds for word in between] == alone, row["sentence"]


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("Have you read the paper?", ["ɹˈɛd"]),
        ("I read the news every morning.", ["ɹˈid"]),
        ("They found lead pipes.", ["lˈɛd"]),
        ("We go live at noon, live from New York.", ["lˈIv", "lˈIv"]),
        ("The bass player took a bow.", ["bˈAs", "bˈW"]),
        ("I object to the noise. I sent my resume.", ["əbʤˈɛkt", "ɹˈɛzəmˌA"]),
    ],
)
def test_what_was_said_wrong_is_said_right(text: str, sounds: list[str]) -> None:
    assert [word.sounds for word in heteronyms(text)] == sounds

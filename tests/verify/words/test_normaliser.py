"""The normaliser: what is right both as written and as spoken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("text_to_num", reason="the extra `verify` is not installed")
pytest.importorskip("whisper_normalizer", reason="the extra `verify` is not installed")

from audio.verify import normalise
from audio.verify.words.normaliser import located

SAME = (
    # Programming names and signs.
    ("C++", "C plus plus"),
    ("C#", "C sharp"),
    ("F#", "F sharp"),
    (".NET", "dot net"),
    ("ASP.NET", "ASP dot net"),
    ("Node.js", "node dot JS"),
    ("x86-64", "x eighty-six sixty-four"),
    ("TensorRT/cuBLAS", "Tensor RT cu BLAS"),
    ("example.com/docs", "example dot com slash docs"),
    ("https://www.example.org", "example dot org"),
    ("ada@example.com", "ada at example dot com"),
    ("#mending", "hashtag mending"),
    ("Q&A", "Q and A"),
    ("2 + 2 = 4", "two plus two equals four"),
    ("24/7", "twenty-four seven"),
    ("[Pamer](/pˈAməɹ/)", "Pamer"),
    # Abbreviations and letters.
    ("cats vs. dogs", "cats versus dogs"),
    ("e.g. tea", "for example, tea"),
    ("i.e. tea", "that is tea"),
    ("tea, etc.", "tea et cetera"),
    ("Dr. Reid", "doctor Reid"),
    ("Mr Reid", "mister Reid"),
    ("Mrs. Reid", "missus Reid"),
    ("No. 5", "number five"),
    ("w/o salt", "without salt"),
    ("the U.S.", "the US"),
    ("P. L.", "PL"),
    ("NYC", "N Y C"),
    ("ok", "okay"),
    # Numbers.
    ("10%", "ten percent"),
    ("10 per cent", "ten percent"),
    ("99.9%", "ninety-nine point nine percent"),
    ("1,214", "one thousand two hundred and fourteen"),
    ("200,000", "two hundred thousand"),
    ("100", "a hundred"),
    ("1866", "eighteen sixty-six"),
    ("1905", "nineteen oh five"),
    ("2005", "two thousand and five"),
    ("2019", "twenty nineteen"),
    ("the 1990s", "the nineteen nineties"),
    ("the '80s", "the eighties"),
    ("3.14", "three point one four"),
    ("2.0", "two point oh"),
    ("3.10.1", "three point ten point one"),
    ("2nd", "second"),
    ("21st", "twenty-first"),
    ("½", "half"),
    ("¾", "three quarters"),
    ("2/3", "two thirds"),
    ("5 million", "five million"),
    ("5.2 million", "five point two million"),
    ("10k", "ten thousand"),
    ("5–10", "five to ten"),
    ("−5", "minus five"),
    ("World War II", "World War Two"),
    ("Part IV", "part four"),
    # Money.
    ("$5", "five dollars"),
    ("$1", "one dollar"),
    ("$5.2 million", "five point two million dollars"),
    ("$3.50", "three dollars and fifty cents"),
    ("£20", "twenty pounds"),
    ("20 €", "twenty euros"),
    ("$40k", "forty thousand dollars"),
    # Units.
    ("4 km", "four kilometres"),
    ("4 kilometers", "four kilometres"),
    ("60 ms", "sixty milliseconds"),
    ("16 GB", "sixteen gigabytes"),
    ("90 km/h", "ninety kilometres per hour"),
    ("20°C", "twenty degrees Celsius"),
    ("15°", "fifteen degrees"),
    ("3x", "three times"),
    # Dates and times.
    ("May 5th", "the fifth of May"),
    ("5 May", "May the fifth"),
    ("May 5", "May fifth"),
    ("10:30 a.m.", "ten thirty AM"),
    ("10:00", "ten o’clock"),
    ("9:05", "nine oh five"),
    ("3:40 a.m.", "3.40 a.m."),
    ("11:05 PM", "11.05pm"),
    ("7:00 a.m.", "7.00 am"),
    ("3:40 in the morning", "3.40 in the morning"),
    # Spellings, contractions, marks.
    ("colour and fibre", "color and fiber"),
    ("recognise", "recognize"),
    ("grey", "gray"),
    ("I’m", "I am"),
    ("it's", "it is"),
    ("they’re", "they are"),
    ("we've", "we have"),
    ("she’ll", "she will"),
    ("he'd", "he would"),
    ("cannot", "can’t"),
    ("do not", "don't"),
    ("let us", "let's"),
    ("the ships' crews", "the ships crews"),
    ("twenty-two", "22"),
    ("hose-pipe", "hosepipe"),
    ("hose pipe", "hosepipe"),
    ("aboard", "a board"),
    ("“Yes!” — she said", "yes she said"),
    ("Um, well", "well"),
    ("the 🔥 pit", "the fire pit"),
    ("⚓", "anchor"),
    # As recognisers write.
    ("docs.python.org", "docs dot python dot org"),
    ("F-sharp", "F#"),
    ("$3–4 million", "three to four million dollars"),
    ("$3 to $4 million", "three to four million dollars"),
    ("20% to 30%", "twenty to thirty percent"),
    ("6'2", "six foot two"),
    ("1 1/2 cups", "one and a half cups"),
    ("½ cup", "one half cup"),
    ("Main St. and Mt. Baker", "Main Street and Mount Baker"),
    ("I/O", "IO"),
    ("1-800-555-1234", "1 800 555 1234"),
    ("100 K stars", "one hundred thousand stars"),
    ("naïve", "nai\u0308ve"),
)  # fmt: skip

DIFFERENT = (
    ("10%", "10"), ("5 million", "5 billion"), ("C++", "C"), ("can", "can't"), ("1905", "1950"), ("F#", "C#"),
    ("$5", "£5"), ("the second", "the seconds"), ("May 5", "May 15"), ("is", "was"), ("4 km", "4 miles"),
    ("do", "don't"), ("3.14", "314"), ("-5", "5"), ("$3 to $4", "$3 to £4"), ("5 to 10", "5 10"),
    ("half", "one"),
)  # fmt: skip


def letters(text: str, language: str = "en") -> str:
    return "".join(token.text for token in normalise(text, language))


@pytest.mark.parametrize(("written", "spoken"), SAME)
def test_the_written_and_the_spoken_form_are_the_same(written: str, spoken: str) -> None:
    assert letters(written) == letters(spoken)
    assert letters(written)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_sounds_otherwise_stays_different(one: str, other: str) -> None:
    assert letters(one) != letters(other)


@pytest.mark.parametrize(
    ("language", "written", "spoken"),
    [
        ("fr", "99 personnes", "quatre-vingt-dix-neuf personnes"),
        ("es", "22 años", "veintidós años"),
        ("de", "Straße", "STRASSE"),
        ("pt-BR", "Olá, João!", "olá joão"),
        ("hi", "मैं हिंदी बोलता हूँ।", "मैं हिंदी बोलता हूँ"),
        ("ja", "36年、1,850m、90%", "三十六年、千八百五十メートル、九十パーセント"),
        ("ja", "朝7時10分", "朝七時十分"),
        ("zh", "1979年，占80%，走了5km。", "一九七九年，占百分之八十，走了五公里"),
        ("zh", "23岁", "二十三岁"),
        ("zh", "25000把", "二万五千把"),
    ],
)
def test_other_languages_are_compared_without_case_and_marks(
    language: str, written: str, spoken: str
) -> None:
    assert letters(written, language) == letters(spoken, language)


def test_a_word_in_latin_letters_within_another_script_is_shown_alone() -> None:
    shown = [token.shown for token in normalise("高さは1,850mです。JRの本", "ja")]
    assert shown[:4] == ["高", "さ", "は", "1,850m"]
    assert "JR" in shown


def test_scripts_without_spaces_are_compared_by_character() -> None:
    tokens = normalise("日本語は、OKです。", "ja")
    assert [token.text for token in tokens] == [*"日本語は", "ok", "で", "す"]


def test_a_word_remembers_how_it_was_written() -> None:
    tokens = normalise("He said: could not, “C++”, 5.2 million.")
    assert [(token.text, token.shown) for token in tokens] == [
        ("he", "He"), ("said", "said"), ("couldnt", "could not"),
        ("c", "C++"), ("plus", "C++"), ("plus", "C++"), ("5200000", "5.2 million"),
    ]  # fmt: skip


@given(st.text(max_size=200))
def test_any_text_is_read_and_every_word_lies_where_it_says(text: str) -> None:
    last = 0
    for token, first, end in located(text):
        assert token.text
        assert 0 <= first < end <= len(text)
        assert last <= first or first < end
        last = first


@given(st.text(alphabet="abcdefghij XYZ.,!?", max_size=80))
def test_case_and_punctuation_between_words_do_not_matter(text: str) -> None:
    spaced = text.replace(".", ". ")
    assert letters(spaced) == letters(spaced.upper().replace("!", " ").replace("?", " "))

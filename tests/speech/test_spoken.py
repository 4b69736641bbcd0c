"""From the written form to the spoken one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.errors import VoiceError
from audio.speech.pronunciations import read_pronunciations
from audio.speech.spoken import spoken


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("F#, C# and C++", "F sharp, C sharp and C plus plus"),
        ("from C++ to .NET", "from C plus plus to dot net"),
        ("static vs. dynamic", "static versus dynamic"),
        ("Python (etc!) is", "Python (et cetera!) is"),
        ("some, e.g. Go, i.e. that", "some, for example Go, that is that"),
        ("(PyTorch/Tensor-RT/CUBLAS/etc) - that", "(PyTorch, Tensor-RT, cuBLAS, et cetera) — that"),
        ("C++/Rust/F#", "C plus plus, Rust, F sharp"),
        ("Mojo/MAX is MAX.", "Mojo Max is Max."),
        ("either / or", "either, or"),
        ("I/O and 3/4", "I/O and 3/4"),
        ("Tom & Jerry do R&D", "Tom and Jerry do R&D"),
        ("10% or 5.5 %", "10 percent or 5.5 percent"),
        ("a → b, c -> d, e => f", "a to b, c to d, e to f"),
        ("Read https://www.example.com/docs/a-b?x=1#y.", "Read example dot com slash docs slash a dash b."),
        ("See github.com/foo, now", "See github dot com slash foo, now"),
        ("Mail ann.lee@example.org!", "Mail ann dot lee at example dot org!"),
        ("a **bold** and _soft_ `code` ~~gone~~", "a bold and soft code gone"),
        ("[the docs](https://example.com) help", "the docs help"),
        ("snake_case_name * 2 * 3", "snake_case_name * 2 * 3"),
        ("v1.2.3 and Python 3.0", "version 1 point 2 point 3 and Python 3 point 0"),
        ("$2.0 million, 3.14", "$2.0 million, 3.14"),
        ("better - static", "better — static"),
        ("open 24/7", "open twenty-four seven"),
        ("#python and issue #5", "hashtag python and issue #5"),
        ("ML, AI, SF, NY, NYC and LOL", "ML, AI, SF, NY, NYC and LOL"),
    ],
)
def test_the_written_form_is_said_as_people_say_it(written: str, said: str) -> None:
    assert spoken(written).text == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("I 🤔 they're 👍️ if ➡️👤.", "I thinking face they're thumbs up if right arrow bust in silhouette."),
        ("Give me a 👍🏽 now", "Give me a thumbs up now"),
        ("🐍 is a snake", "snake is a snake"),
        ("Until next time! 🔥", "Until next time!"),
        ("biased about this one 🙂.", "biased about this one."),
        ("🔥 Great news.", "Great news."),
        ("👍", "thumbs up"),
        ("© 2024 Acme™", "© 2024 Acme™"),
    ],
)  # fmt: skip
def test_emoji_are_said_where_they_stand_for_a_word(written: str, said: str) -> None:
    assert spoken(written).text == said


def test_emoji_are_said_in_the_language_of_the_text() -> None:
    assert spoken("👍", language="es-MX").text == "pulgar hacia arriba"


def test_other_languages_are_not_read_by_english_rules() -> None:
    assert spoken("C++ vs. **Rust** & 10%", language="de").text == "C++ vs. Rust & 10%"


def test_what_cannot_be_said_is_empty() -> None:
    assert spoken("…").text == ""
    assert spoken("* * *").text == ""


def test_every_change_is_recorded_by_its_rule() -> None:
    changes = spoken("F# vs. `Go`").changes
    assert [(change.rule, change.before, change.after) for change in changes] == [
        ("code", "`Go`", "Go"),
        ("language name", "F#", "F sharp"),
        ("abbreviation", "vs.", "versus"),
    ]


@given(st.lists(st.from_regex(r"[a-zé]{2,9}[,.!?]?", fullmatch=True), min_size=1, max_size=12).map(" ".join))
def test_plain_words_are_never_changed(text: str) -> None:
    assert spoken(text).changes == () or "etc" in text or "vs" in text


_WORD = st.sampled_from(
    ["alpha", "Beta", "C++", "F#", "a/b", "x_y", "*go*", "`run`", "3.0", "10%", "→", "🔥", "&", "-", "(yes)"]
)


@given(st.lists(_WORD, min_size=1, max_size=12))
def test_no_word_is_lost(words: list[str]) -> None:
    said = re.sub(r"\W+", " ", spoken(" ".join(words)).text.lower()).split()
    for word in ("alpha", "beta", "go", "run", "yes"):
        written = [re.sub(r"\W", "", each).lower() for each in words]
        assert said.count(word) == written.count(word)


def test_a_pronunciation_wins_over_every_rule() -> None:
    lexicon = read_pronunciations({"C++": "see plus", "MAX": "em ay ex"})
    assert spoken("C++/MAX", lexicon=lexicon).text == "see plus/em ay ex"


def test_ipa_is_written_in_the_alphabet_of_the_models() -> None:
    lexicon = read_pronunciations({"Siobhan": "/ʃɪˈvɔːn/", "lattner": "/ˈlætnɚ/"})
    said = spoken("Siobhan's friend LATTNER", lexicon=lexicon, phonemes=True).text
    assert said == "[Siobhan's](/ʃɪvˈɔnz/) friend [LATTNER](/lˈætnəɹ/)"


def test_a_capital_in_the_key_means_this_spelling_only() -> None:
    lexicon = read_pronunciations({"Mojo": "mow-joe"})
    assert spoken("Mojo, mojo, Mojos", lexicon=lexicon).text == "mow-joe, mojo, Mojos"


def test_a_pronunciation_that_says_nothing_is_refused() -> None:
    with pytest.raises(VoiceError, match="PAY-mer"):
        read_pronunciations({"Pamer": "//"})

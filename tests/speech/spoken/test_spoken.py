"""From the written form to the spoken one."""

from __future__ import annotations

import csv
import re
import time
from pathlib import Path

import emoji
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from audio.errors import VoiceError
from audio.speech.spoken.form import spoken
from audio.speech.spoken.lexicon import shipped_entries
from audio.speech.spoken.pronunciations import read_pronunciations

CASES = list(
    csv.DictReader(
        Path(__file__).with_name("spoken_cases.tsv").read_text(encoding="utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)
ENGLISH = [case for case in CASES if case["language"] == "en"]
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "ja", "zh")


def test_the_written_form_is_said_as_people_say_it() -> None:
    said = [(case, spoken(case["written"], language=case["language"]).text) for case in CASES]
    assert [(case["written"], text) for case, text in said if text != case["spoken"]] == []


def test_the_table_has_at_least_three_hundred_cases_and_none_twice() -> None:
    seen = {(case["language"], case["written"]) for case in CASES}
    assert len(seen) == len(CASES) >= 300


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Give me a 👍🏽 now", "Give me a thumbs up now"),
        ("biased about this one 🙂.", "biased about this one."),
        ("🔥 Great news.", "Great news."),
        ("© 2024 Acme™", "© 2024 Acme™"),
    ],
)  # fmt: skip
def test_emoji_are_said_where_they_stand_for_a_word(written: str, said: str) -> None:
    assert spoken(written).text == said


def test_the_newest_emoji_are_said_too() -> None:
    newest = [each for each, about in emoji.EMOJI_DATA.items() if about["E"] >= 15]
    assert len(newest) > 100
    assert [each for each in newest if spoken(f"Give me {each} now").text == f"Give me {each} now"] == []


def test_emoji_are_said_in_the_language_of_the_text() -> None:
    assert spoken("👍", language="es-MX").text == "pulgar hacia arriba"


@pytest.mark.parametrize("language", ["pl", "ko", "xx"])
def test_a_language_without_words_of_its_own_gets_none_of_another(language: str) -> None:
    assert spoken("C++ vs. **Rust** & 10% → F#", language=language).text == "C++ vs. Rust & 10% → F#"


@pytest.mark.parametrize("language", ["de", "fr", "es", "it", "pt", "hi", "ja", "zh"])
def test_other_languages_are_not_read_in_english(language: str) -> None:
    text = "5–10 km & 10% → a@b.com, v2.0, F#, 20 €, vs. #5"
    english = {"to", "and", "percent", "dot", "kilometers", "number", "dollars"}
    said = set(re.findall(r"\w+", spoken(text, language=language).text))
    assert not said & english


def test_what_cannot_be_said_is_empty() -> None:
    assert spoken("…").text == ""
    assert spoken("* * *").text == ""


def test_every_change_is_recorded_by_its_rule() -> None:
    changes = spoken("F# vs. `Go`, nginx").changes
    assert [(change.rule, change.before, change.after) for change in changes] == [
        ("code", "`Go`", "Go"),
        ("lexicon", "nginx", "engine X"),
        ("language name", "F#", "F sharp"),
        ("abbreviation", "vs.", "versus"),
    ]


def test_nothing_is_changed_without_a_record() -> None:
    unrecorded = [text for text in (case["written"] for case in ENGLISH) if not spoken(text).changes]
    assert [text for text in unrecorded if spoken(text).text not in ("", " ".join(text.split()))] == []


_WORDS = st.lists(st.from_regex(r"[a-zé]{3,9}[,.!?]?", fullmatch=True), min_size=1, max_size=12).map(" ".join)


@given(_WORDS)
def test_plain_words_are_never_changed(text: str) -> None:
    speakable = spoken(text)
    assert speakable.text == text or {change.rule for change in speakable.changes} <= {
        "lexicon",
        "et cetera",
        "abbreviation",
    }


_PIECE = st.sampled_from(
    [
        "alpha", "Beta", "C++", "F#", "a/b", "x_y", "*go*", "`run`", "3.0", "10%", "→", "🔥", "&", "-",
        "(yes)", "$5,", "5–10", "No.", "etc.", "Part", "I", "Queen", "`x=1`", "[see](u.v)", "~", "s**t",
        "/usr/bin", "vs.",
    ]
)  # fmt: skip


@given(st.lists(_PIECE, min_size=1, max_size=12))
def test_no_word_is_lost(words: list[str]) -> None:
    said = re.sub(r"\W+", " ", spoken(" ".join(words)).text.lower()).split()
    for word in ("alpha", "beta", "go", "run", "yes", "see", "queen"):
        written = [re.sub(r"\(u\.v\)|\W", "", each).lower() for each in words]
        assert said.count(word) == written.count(word)


_ANY = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"])
    | st.sampled_from("$€£%&@#*_`~/\\-–—.,:;()[]<>=+^|0123IVXab "),
    max_size=60,
)


@given(text=_ANY, language=st.sampled_from(LANGUAGES), phonemes=st.booleans())
@example(text="\U000f0000 and \ue000", language="en", phonemes=True)
@example(text="nginx \U000f0000", language="en", phonemes=False)
def test_any_text_whatever_can_be_read(text: str, language: str, *, phonemes: bool) -> None:
    said = spoken(text, language=language, phonemes=phonemes).text
    assert not re.search("[\ue000-\uf8ff\U000f0000-\U0010ffff]", said)
    assert said == said.strip()


@given(st.lists(st.integers(1, 9999), min_size=1, max_size=5), st.sampled_from(LANGUAGES))
def test_plain_numbers_are_left_to_the_engine(numbers: list[int], language: str) -> None:
    text = " so ".join(map(str, numbers))
    assert spoken(text, language=language).text == text


def test_what_is_spoken_needs_no_second_pass() -> None:
    again = {case["spoken"]: spoken(case["spoken"]).text for case in ENGLISH}
    assert {once: twice for once, twice in again.items() if once != twice} == {}


@pytest.mark.uncounted
@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a.",
        "1 ",
        "$5, ",
        "a_b ",
        "/a",
        "a/b/",
        "*",
        "`",
        "-",
        "[",
        "(",
        "<",
        "I ",
        "#",
        "a-",
        "é ",
        "1-",
    ],
)
def test_reading_takes_time_in_proportion_to_the_length(piece: str) -> None:
    spoken(piece * 50)

    def seconds(times: int) -> float:
        began = time.process_time()
        spoken(piece * times)
        return time.process_time() - began

    short, long = (min(seconds(count) for _ in range(2)) for count in (1000, 4000))
    assert long < 12 * short + 0.05  # four times the text; sixteen times the time would be quadratic


def test_a_pronunciation_wins_over_every_rule() -> None:
    lexicon = read_pronunciations({"C++": "see plus", "MAX": "em ay ex", "nginx": "en jinx"})
    assert spoken("C++/MAX", lexicon=lexicon).text == "see plus em ay ex"
    assert spoken("nginx", lexicon=lexicon, phonemes=True).text == "en jinx"


def test_ipa_is_written_in_the_alphabet_of_the_models() -> None:
    lexicon = read_pronunciations({"Siobhan": "/ʃɪˈvɔːn/", "lattner": "/ˈlætnɚ/"})
    said = spoken("Siobhan's friend LATTNER", lexicon=lexicon, phonemes=True).text
    assert said == "[Siobhan's](/ʃɪvˈɔnz/) friend [LATTNER](/lˈætnəɹ/)"


def test_a_capital_in_the_key_means_this_spelling_only() -> None:
    lexicon = read_pronunciations({"Mojo": "mow-joe"})
    assert spoken("Mojo, mojo, Mojos", lexicon=lexicon).text == "mow-joe, mojo, Mojos"


def test_exact_means_this_spelling_only_for_a_key_in_lower_case_too() -> None:
    lexicon = read_pronunciations({"polish": "POH-lish (exact)"})
    assert spoken("polish, Polish", lexicon=lexicon).text == "pohlish, Polish"


def test_a_pronunciation_can_be_for_one_language_only() -> None:
    written = {"chat": "tschätt (de); sha (fr)", "Mojo": "moho (es)"}
    assert spoken("chat", language="de-AT", lexicon=read_pronunciations(written, "de-AT")).text == "tschätt"
    assert spoken("chat", language="fr", lexicon=read_pronunciations(written, "fr")).text == "sha"
    assert spoken("chat Mojo", lexicon=read_pronunciations(written, "en")).text == "chat Mojo"


def test_the_nearest_language_wins() -> None:
    written = {"tomato": "one; two (en); three (en-GB)"}
    assert [spoken("tomato", language=tag, lexicon=read_pronunciations(written, tag)).text
            for tag in ("de", "en-US", "en-GB")] == ["one", "two", "three"]  # fmt: skip


@pytest.mark.parametrize(
    ("respelling", "sounds", "letters"),
    [
        ("oh-SAY", "[Osei](/OsˈA/)", "ohsay"),
        ("mister oh-SAY", "[Osei](/mˈɪstəɹ OsˈA/)", "mister ohsay"),
        ("OH-say", "ohsay", "ohsay"),  # it is stressed so already
        ("oh-say", "oh-say", "oh-say"),
        ("oh-say-ED", "ohsayed", "ohsayed"),  # it is read with another number of syllables
    ],
)
def test_the_stress_is_where_a_respelling_has_capitals(respelling: str, sounds: str, letters: str) -> None:
    marked, plain = f"Ask [Osei|{respelling}] now.", "Ask Osei now."
    lexicon = read_pronunciations({"Osei": respelling})
    assert spoken(marked, phonemes=True).text == f"Ask {sounds} now."
    assert spoken(plain, lexicon=lexicon, phonemes=True).text == f"Ask {sounds} now."
    assert spoken(plain, lexicon=lexicon).text == f"Ask {letters} now."
    assert spoken(plain, language="de", lexicon=lexicon, phonemes=True).text == f"Ask {letters} now."


@pytest.mark.parametrize("value", ["//", "", "PAY (no tongue)", "PAY-mer (de", "; PAY"])
def test_a_pronunciation_that_says_nothing_is_refused(value: str) -> None:
    with pytest.raises(VoiceError, match="PAY-mer"):
        read_pronunciations({"Pamer": value})


def test_the_lexicon_gives_sounds_where_they_are_read_and_respellings_elsewhere() -> None:
    assert spoken("JSON and Siobhan's GANs", phonemes=True).text == (
        "[JSON](/ʤˈAsən/) and [Siobhan's](/ʃəvˈɔnz/) [GANs](/ɡˈænz/)"
    )
    assert spoken("JSON and PyPI").text == "JSON and pie P I"


def test_words_of_the_lexicon_are_found_in_code_and_lists() -> None:
    assert spoken("`nginx`, PyPI/nginx").text == "engine X, pie P I engine X"


def test_every_entry_of_the_lexicon_improves_what_is_heard() -> None:
    from audio.speech.engines.phonemes import read_english, to_misaki  # noqa: PLC0415 - 9 MB of lexicons

    def bare(sounds: str) -> str:
        return re.sub(r"[ˈˌː ]", "", sounds).replace("ᵊ", "ə").replace("ᵻ", "ɪ").replace("T", "t")

    def without(word: str) -> str:
        found = read_english(f"They use {word} here.")
        return "".join(reading.phonemes for reading in found[2:-1])

    useless = []
    for entry in shipped_entries():
        word, wanted = entry.written, to_misaki(entry.ipa)
        forms = {word, word.upper(), word.capitalize()} if word.islower() else {word}
        same = [
            bare(without(form)) == bare(wanted) and without(form).count("ˈ") == wanted.count("ˈ")
            for form in forms
        ]
        if all(same) and not entry.respelling:
            useless.append(word)
    assert len(shipped_entries()) >= 300
    assert useless == []


def test_every_sound_of_the_lexicon_is_known_to_the_models() -> None:
    from audio.speech.engines.phonemes import to_misaki  # noqa: PLC0415

    known = set("AIOWYiuæɑɔəɛɜɪʊʌbdfhjklmnpstvwzðŋɡɹʃʒʤʧθxˈˌ ")
    assert {entry.written for entry in shipped_entries() if set(to_misaki(entry.ipa)) - known} == set()

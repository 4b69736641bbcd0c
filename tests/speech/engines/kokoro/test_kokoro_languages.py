"""How Kokoro reads its languages other than English, and speaks them."""

from __future__ import annotations

import pytest
from making import voice

from audio import extras
from audio.errors import VoiceError
from audio.speech import Engine, engine
from audio.speech.engines.kokoro import reading as kokoro_reading
from audio.speech.engines.kokoro.reading import read
from audio.speech.engines.kokoro.voices import LETTERS

SENTENCES = {
    "es": "Muchas gracias, ¿cómo estás?", "fr": "Bonjour, comment allez-vous ?", "hi": "नमस्ते, आप कैसे हैं?",
    "it": "Buongiorno, la pizza è calda.", "pt": "Olá, meu coração não é isso.",
    "ja": "今日は良い天気ですね。", "zh": "今天天气很好。",
}  # fmt: skip


def _need(language: str) -> None:
    if problem := kokoro_reading.problem(language):
        pytest.skip(problem)


@pytest.mark.parametrize("language", SENTENCES)
def test_everything_that_is_read_is_known_to_the_model(language: str) -> None:
    _need(language)
    said = "".join(reading.phonemes for reading in read(SENTENCES[language], language))
    assert len(said) > 12
    assert set(said) - set(LETTERS) <= {"¿"}


def test_sounds_of_two_letters_are_the_one_that_the_model_knows() -> None:
    assert [reading.phonemes for reading in read("muchas", "es")] == ["mˈuʧas"]
    assert [reading.phonemes for reading in read("pizza", "it")] == ["pˈiʦːa"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("今日は、東京に行きます。", ["kʲoːβa,", "toːkʲoːɲi", "ikʲimasɨ."]),
        ("ちょっと待って", ["ʨoʔto", "maʔte"]),
        ("新聞「パーティー」", ["ɕimbɯɴ", "“", "paːtʲiː”"]),
        ("Pythonを使う", ["pˈIθəno", "ʦɨkaɯ"]),
        ("GPU", ["ʥiːpʲiːjɯː"]),
    ],
)
def test_japanese_is_read_with_its_kanji_and_particles(text: str, words: list[str]) -> None:
    _need("ja")
    assert [reading.phonemes for reading in read(text, "ja")] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("你好，我们去北京。", ["ni↓xau↓,", "wo↓mən", "ʨʰy↘", "pei↓ʨi→ŋ."]),
        ("女儿是老师", ["ny↓ɚ↗", "ʂɨ↘", "lau↓ʂɨ→"]),
        ("她吃了3个。", ["tʰa→", "ꭧʰɨ→", "lɤ", "sa→nkɤ↘."]),
        ("用Python", ["jʊ↘ŋ", "pˈIθən"]),
    ],
)
def test_mandarin_is_read_with_its_tones(text: str, words: list[str]) -> None:
    _need("zh")
    assert [reading.phonemes for reading in read(text, "zh")] == words


@pytest.mark.model
@pytest.mark.parametrize("language", ["fr", "ja", "zh"])
def test_kokoro_speaks_what_is_read(kokoro: Engine, language: str) -> None:
    _need(language)
    speaker = voice("kokoro:ef_dora", language=language)
    kokoro.check(speaker)
    speech = kokoro.speak(SENTENCES[language], speaker)
    assert 0.9 < len(speech.samples) / speech.rate < 5
    assert speech.words[-1].end <= len(speech.samples)


@pytest.mark.parametrize(("language", "extra"), [("ja", "japanese"), ("zh-CN", "chinese")])
def test_a_language_that_needs_an_extra_is_refused_without_it(
    cache: object, monkeypatch: pytest.MonkeyPatch, language: str, extra: str
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    with pytest.raises(VoiceError, match=rf"(Japanese|Mandarin) needs .*pip install 'vivavoce\[{extra}\]'"):
        engine("kokoro").check(voice("kokoro:jf_alpha", language=language))

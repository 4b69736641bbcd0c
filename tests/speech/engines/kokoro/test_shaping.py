"""Words of Kokoro that last longer and are higher: measured in what is heard."""

from __future__ import annotations

from functools import cache, reduce
from pathlib import Path

import numpy as np
import pytest
from making import voice
from numpy.typing import NDArray

from audio.speech import Engine, Samples, Speech, engine, periodicity
from audio.speech.engines import Shaping
from audio.speech.engines.kokoro.builds import LENGTH, PITCH
from audio.speech.engines.kokoro.builds.exact import with_shaping
from audio.speech.engines.kokoro.builds.graph import Transform, as_bytes, read_graph
from audio.speech.engines.kokoro.builds.names import BuildName
from audio.speech.engines.kokoro.builds.recipes import recipe
from audio.speech.engines.kokoro.engine import KokoroEngine
from audio.speech.engines.kokoro.files import MODEL
from audio.speech.engines.kokoro.model import Inputs
from audio.speech.engines.kokoro.session import load_session
from audio.speech.engines.kokoro.shapes import shaped
from audio.speech.engines.phonemes import Reading, read_english, without_pronunciations
from audio.speech.values import Shape

pytestmark = pytest.mark.model

TEXT = "The lamp went out, and nobody could find the second key."
NOBODY = Shape(TEXT.index("nobody"), TEXT.index("nobody") + len("nobody"), 1.0, 1.0)
RATE, HOP = 24_000, 240


@pytest.fixture
def shaping(kokoro: Engine, monkeypatch: pytest.MonkeyPatch) -> Shaping:
    """Kokoro by its exact build, which says the samples of the shipped one in two thirds of the time."""
    monkeypatch.setenv("VIVAVOCE_KOKORO", "exact")
    assert isinstance(kokoro, Shaping)
    return kokoro


@cache
def plain(name: str) -> Speech:
    """The text by a voice as it is, spoken once for all tests."""
    return engine("kokoro").speak(TEXT, voice(f"kokoro:{name}"))


def pitches(samples: Samples) -> NDArray[np.float64]:
    """Give the pitch every 10 ms in Hz; 0 where nothing is voiced."""
    lags = np.arange(RATE // 400, RATE // 60)
    _, likeness = periodicity(samples, HOP, np.hanning(1200), lags)
    return np.where(likeness.max(axis=1) > 0.7, RATE / lags[likeness.argmax(axis=1)], 0.0)


def of_word(speech: Speech, text: str) -> NDArray[np.float64]:
    """Give the pitches that are voiced in a word."""
    (word,) = (each for each in speech.words if each.text == text)
    found = pitches(speech.samples)[word.start // HOP : word.end // HOP]
    return found[found > 0]


def semitones(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Give how much higher the upper part of one word is than that of another."""
    return float(12 * np.log2(np.percentile(one, 80) / np.percentile(other, 80)))


@pytest.mark.parametrize("name", ["shipped", "exact", "fast"])
def test_ones_change_no_sample_of_any_build(kokoro_models: Path, kokoro: Engine, name: BuildName) -> None:
    def computed(transforms: list[Transform], *more: Inputs) -> list[list[NDArray[np.float32]]]:
        graph = reduce(lambda graph, transform: transform(graph), transforms, read_graph(MODEL.path))
        session = load_session(as_bytes(graph))
        return [list(session.run(["audio", "duration"], {**inputs, **each})) for each in more]

    assert isinstance(kokoro, KokoroEngine)
    inputs = dict(kokoro._inputs([Reading("nobody", "nˈObˌɑdi")], voice("kokoro:am_michael")))
    steps = list(recipe(name))
    assert with_shaping in steps
    (without,) = computed([step for step in steps if step is not with_shaping], {})
    ones = {factor: np.ones(inputs["tokens"].shape, np.float32) for factor in (LENGTH, PITCH)}
    for shaped_by in computed(steps, ones, {}):
        assert all(map(np.array_equal, without, shaped_by))


def test_without_shapes_the_same_is_heard(shaping: Shaping) -> None:
    one = plain("am_michael")
    other = shaping.speak_shaped(TEXT, voice("kokoro:am_michael"), [NOBODY])
    assert np.array_equal(one.samples, other.samples)
    assert one.words == other.words


@pytest.mark.parametrize("name", ["am_michael", "af_heart"])
def test_a_word_is_as_much_higher_as_it_is_meant_to_be_and_no_other_is(shaping: Shaping, name: str) -> None:
    raised = Shape(NOBODY.start, NOBODY.end, 1.0, 2 ** (2 / 12))
    higher = shaping.speak_shaped(TEXT, voice(f"kokoro:{name}"), [raised])
    usual = plain(name)
    assert len(higher.samples) == len(usual.samples)
    assert semitones(of_word(higher, "nobody"), of_word(usual, "nobody")) == pytest.approx(2, abs=0.5)
    for other in ("lamp", "find", "second"):
        assert semitones(of_word(higher, other), of_word(usual, other)) == pytest.approx(0, abs=0.5)


def test_a_word_lasts_longer_and_the_times_of_all_words_stay_right(shaping: Shaping) -> None:
    usual = plain("am_michael")
    drawn = Shape(NOBODY.start, NOBODY.end, 1.3, 1.0)
    longer = shaping.speak_shaped(TEXT, voice("kokoro:am_michael"), [drawn])
    lengths = {
        speech: {word.text: word.end - word.start for word in said.words}
        for speech, said in (("usual", usual), ("longer", longer))
    }
    gained = lengths["longer"]["nobody"] - lengths["usual"]["nobody"]
    assert 0.15 < gained / lengths["usual"]["nobody"] < 0.45
    assert len(longer.samples) - len(usual.samples) == pytest.approx(gained, abs=1500)
    assert longer.words[-1].end <= len(longer.samples)
    after = [word.text for word in usual.words][6:]
    for text in after:  # behind it everything is as long, and that much later
        assert lengths["longer"][text] == pytest.approx(lengths["usual"][text], abs=1500)


@pytest.mark.parametrize(
    ("text", "word", "raised"),
    [
        ("He paid $5 for the [second](/sˈɛkənd/) key.", "second", ["second"]),
        ("It is 5 km, he said.", "he", ["he"]),
        ("It is 5 km, he said.", "km,", ["kilometers,"]),
        ("[New York](/nˌuˈjˈɔɹk/) is a town.", "York", ["New York"]),
        ("It was his, and his alone.", "his,", ["his,"]),
    ],
)
def test_words_are_found_among_what_is_read_however_they_are_read(
    text: str, word: str, raised: list[str]
) -> None:
    bare = without_pronunciations(text)
    shape = Shape(bare.index(word), bare.index(word) + len(word), 1.0, 1.2)
    readings = shaped(read_english(text), text, [shape])
    assert [reading.text for reading in readings if reading.pitch != 1] == raised


def test_all_cores_together_say_the_same_as_one(shaping: Shaping) -> None:
    hastened, who = KokoroEngine(), voice("kokoro:am_michael")
    hastened.hasten(who)
    assert hastened._model._sessions
    assert np.array_equal(hastened.speak(TEXT, who).samples, plain("am_michael").samples)

"""Blends of Kokoro's voices."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import voice

from audio.errors import VoiceError
from audio.speech import Engine
from audio.speech.engines.kokoro.blend import parts_of
from audio.speech.engines.kokoro.engine import _read_style


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("af_heart", {"af_heart": 1.0}),
        ("af_heart*0.6+af_bella*0.4", {"af_heart": 0.6, "af_bella": 0.4}),
        ("af_heart*3+af_bella", {"af_heart": 0.75, "af_bella": 0.25}),
        ("af_heart + af_bella", {"af_heart": 0.5, "af_bella": 0.5}),
        ("af_heart*.5+af_bella+af_heart*.5", {"af_heart": 0.5, "af_bella": 0.5}),
    ],
)
def test_the_weights_of_a_blend_add_up_to_one(written: str, parts: dict[str, float]) -> None:
    assert dict(parts_of(written)) == pytest.approx(parts)


@given(st.lists(st.floats(0.01, 99), min_size=1, max_size=5))
def test_any_weights_add_up_to_one_and_the_largest_comes_first(weights: list[float]) -> None:
    parts = parts_of("+".join(f"v{n}*{weight:.2f}" for n, weight in enumerate(weights)))
    shares = [share for _, share in parts]
    assert sum(shares) == pytest.approx(1)
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize(
    "written",
    ["af_heart*", "af_heart*0+af_bella", "af_heart*-1+af_bella", "+af_heart", "af_heart*1.2.3", "*2"],
)
def test_a_blend_that_cannot_be_read_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(VoiceError, match=r"such as af_heart\*0\.6\+af_bella\*0\.4"):
        parts_of(written)


@pytest.mark.model
def test_a_blend_lies_between_its_voices(kokoro: Engine) -> None:
    first, second, mixed = (
        _read_style(name) for name in ("af_heart", "am_michael", "af_heart*0.6+am_michael*0.4")
    )
    assert np.allclose(mixed, 0.6 * first + 0.4 * second, atol=1e-6)


@pytest.mark.model
def test_a_blend_speaks(kokoro: Engine) -> None:
    blend = voice("kokoro:af_heart*0.6+am_michael*0.4")
    kokoro.check(blend)
    speech = kokoro.speak("Hello there.", blend)
    alone = kokoro.speak("Hello there.", voice("kokoro:af_heart"))
    assert 0.7 < len(speech.samples) / speech.rate < 3
    assert not np.array_equal(speech.samples, alone.samples)
    with pytest.raises(VoiceError, match="no voice 'af_nobody'"):
        kokoro.check(voice("kokoro:af_heart*0.6+af_nobody*0.4"))

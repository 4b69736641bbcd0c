"""Loaded by workers: the test engine takes a while, notes what it is asked for, and cannot say one word."""

from __future__ import annotations

import os
import time
from pathlib import Path

from audio.cast import Voice
from audio.errors import EngineError
from audio.speech import Speech
from audio.speech.engines.tone import ToneEngine

SECONDS = 0.1

_quickly = getattr(ToneEngine, "_quickly", ToneEngine.speak)  # Dask may load this twice


def speak(self: ToneEngine, text: str, voice: Voice) -> Speech:
    with Path(os.environ["VIVAVOCE_TEST_SPOKEN"]).open("a", encoding="utf-8") as spoken:
        spoken.write(f"{text}\n")
    time.sleep(SECONDS)
    if "unspeakable" in text:
        raise EngineError("tone cannot say that.")
    return _quickly(self, text, voice)


ToneEngine._quickly = _quickly  # type: ignore[attr-defined]
ToneEngine.speak = speak  # type: ignore[method-assign]

"""Turns of one word, by voices that garbled them when they were said alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("faster_whisper", reason="the extra `verify` is not installed")
pytest.importorskip("rapidfuzz", reason="the extra `verify` is not installed")

from audio.cast import Voice
from audio.speech import Segment, Take, speak_segments
from audio.verify import RATE, normalise, read_episode, transcribe

TURNS = (
    ("No.", "am_fenrir"),
    ("How?", "am_fenrir"),
    ("Why?", "bm_george"),
    ("Right.", "bm_george"),
    ("Who?", "bm_george"),
    ("How?", "bf_emma"),
)


@pytest.mark.model
def test_a_turn_of_one_word_is_heard_as_it_is_written(model: Path, session_cache: Path) -> None:
    takes = speak_segments([_segment(*turn, number) for number, turn in enumerate(TURNS, 1)])
    heard = _heard(takes, model)
    right = [normalise(text) == normalise(said) for said, (text, _) in zip(heard, TURNS, strict=True)]
    assert sum(right) >= len(TURNS) - 1, heard  # processors round differently
    assert all(0.25 < take.length / take.rate < 1 for take in takes)


def _segment(text: str, name: str, number: int) -> Segment:
    return Segment(
        number=number, turn=number, paragraph=0, speaker="Ada", written=text, spoken=text,
        voice=Voice("kokoro", name), pause_after="speaker", line=number,
    )  # fmt: skip


def _heard(takes: Sequence[Take], model: Path) -> list[str]:
    """Give what is heard of each take, listening to all of them once, a second apart and more."""
    apart = np.zeros(RATE, np.float32)
    spoken = [np.concatenate([apart, read_episode(take.clip), apart]) for take in takes]
    ends = np.cumsum([len(samples) / RATE for samples in spoken])
    heard = [""] * len(takes)
    for word in transcribe(np.concatenate(spoken), model, "en"):
        heard[int(np.searchsorted(ends[:-1], (word.start + word.end) / 2))] += f" {word.text}"
    return heard

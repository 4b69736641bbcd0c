"""Checking an episode by ear: what is heard of it against what should be said."""

from audio.verify.checking import judge, verify_episode
from audio.verify.hearing import RATE, WHISPER_BASE, Timbre, read_episode, ready_model, transcribe
from audio.verify.source import captions_of, script_for
from audio.verify.values import (
    Heard,
    Verdict,
)
from audio.verify.wanted import wanted_timbres
from audio.verify.words import normalise

__all__ = [
    "RATE",
    "WHISPER_BASE",
    "Heard",
    "Timbre",
    "Verdict",
    "captions_of",
    "judge",
    "normalise",
    "read_episode",
    "ready_model",
    "script_for",
    "transcribe",
    "verify_episode",
    "wanted_timbres",
]

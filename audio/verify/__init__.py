"""Checking an episode by ear: what is heard of it against what should be said."""

from audio.verify.checking import judge, verify_episode
from audio.verify.normaliser import normalise
from audio.verify.recogniser import RATE, WHISPER_BASE, read_episode, ready_model, transcribe
from audio.verify.source import captions_of, script_for
from audio.verify.timbre import Timbre
from audio.verify.values import (
    Difference,
    Fault,
    Heard,
    SpeakerScore,
    Token,
    TurnScore,
    Verdict,
)
from audio.verify.wanted import wanted_timbres

__all__ = [
    "RATE",
    "WHISPER_BASE",
    "Difference",
    "Fault",
    "Heard",
    "SpeakerScore",
    "Timbre",
    "Token",
    "TurnScore",
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

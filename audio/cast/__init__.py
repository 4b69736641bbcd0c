"""Who has which voice, and the settings of the show."""

from audio.cast.settings import ChapterSettings, Loudness, Pauses, Settings, Show, SpeakerSettings
from audio.cast.values import Cast, CastMember, Gender, Reason, Voice, VoiceEntry, split_voice

__all__ = [
    "Cast",
    "CastMember",
    "ChapterSettings",
    "Gender",
    "Loudness",
    "Pauses",
    "Reason",
    "Settings",
    "Show",
    "SpeakerSettings",
    "Voice",
    "VoiceEntry",
    "split_voice",
]

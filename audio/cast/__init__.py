"""Who has which voice, and the settings of the show."""

from audio.cast.casting import cast_script
from audio.cast.catalogue import Catalogue, by_grade, check_engine, engines, equivalent, find, reads, select
from audio.cast.edit import set_voice
from audio.cast.first_names import likely_gender
from audio.cast.schema import settings_schema
from audio.cast.settings import ChapterSettings, Loudness, Origin, Pauses, Settings, Show, SpeakerSettings
from audio.cast.settings_file import SETTINGS_NAME, effective_settings, find_settings, load_settings
from audio.cast.values import Cast, CastMember, Gender, Reason, Voice, VoiceEntry, split_voice

__all__ = [
    "SETTINGS_NAME",
    "Cast",
    "CastMember",
    "Catalogue",
    "ChapterSettings",
    "Gender",
    "Loudness",
    "Origin",
    "Pauses",
    "Reason",
    "Settings",
    "Show",
    "SpeakerSettings",
    "Voice",
    "VoiceEntry",
    "by_grade",
    "cast_script",
    "check_engine",
    "effective_settings",
    "engines",
    "equivalent",
    "find",
    "find_settings",
    "likely_gender",
    "load_settings",
    "reads",
    "select",
    "set_voice",
    "settings_schema",
    "split_voice",
]

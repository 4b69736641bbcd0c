"""Who has which voice, and the settings of the show."""

from audio.cast.candidates import candidates
from audio.cast.casting import cast_script, fallback_voice
from audio.cast.catalogue import (
    Catalogue,
    OpenCatalogue,
    by_grade,
    check_engine,
    engines,
    equivalent,
    find,
    reads,
    select,
)
from audio.cast.edit import set_voice
from audio.cast.first_names import likely_gender
from audio.cast.likeness import ALIKE, distance
from audio.cast.names import nearest
from audio.cast.narration import with_narration
from audio.cast.pronouncing import PronunciationPart, pronunciation_parts
from audio.cast.roles import Role, check_given_voices, find_role
from audio.cast.schema import settings_schema
from audio.cast.settings import (
    AudioFormat,
    ChapterDetails,
    ChapterSettings,
    Companion,
    Origin,
    Output,
    Settings,
    Show,
    Signing,
    SpeakerSettings,
)
from audio.cast.settings_file import SETTINGS_NAME, effective_settings, find_settings, load_settings
from audio.cast.sound_settings import (
    LOUDNESS_TARGETS,
    NO_ROOM_TONE,
    Bed,
    Loudness,
    Music,
    Narration,
    Pauses,
    Theme,
    Track,
)
from audio.cast.values import Cast, CastMember, Gender, Reason, Voice, VoiceEntry, split_voice

__all__ = [
    "ALIKE",
    "LOUDNESS_TARGETS",
    "NO_ROOM_TONE",
    "SETTINGS_NAME",
    "AudioFormat",
    "Bed",
    "Cast",
    "CastMember",
    "Catalogue",
    "ChapterDetails",
    "ChapterSettings",
    "Companion",
    "Gender",
    "Loudness",
    "Music",
    "Narration",
    "OpenCatalogue",
    "Origin",
    "Output",
    "Pauses",
    "PronunciationPart",
    "Reason",
    "Role",
    "Settings",
    "Show",
    "Signing",
    "SpeakerSettings",
    "Theme",
    "Track",
    "Voice",
    "VoiceEntry",
    "by_grade",
    "candidates",
    "cast_script",
    "check_engine",
    "check_given_voices",
    "distance",
    "effective_settings",
    "engines",
    "equivalent",
    "fallback_voice",
    "find",
    "find_role",
    "find_settings",
    "likely_gender",
    "load_settings",
    "nearest",
    "pronunciation_parts",
    "reads",
    "select",
    "set_voice",
    "settings_schema",
    "split_voice",
    "with_narration",
]

"""`voices.yaml`: its model, read with all that lies over it, checked, described, edited with its comments."""

from audio.cast.settings.edit import people_in, set_setting, set_voice, unset_voice
from audio.cast.settings.file import SETTINGS_NAME, effective_settings, find_settings
from audio.cast.settings.layers import FILES, values_at
from audio.cast.settings.model import (
    AudioFormat,
    ChapterDetails,
    ChapterSettings,
    Companion,
    Origin,
    Output,
    Settings,
    Signing,
    SpeakerSettings,
)
from audio.cast.settings.podcast import Listing, Show
from audio.cast.settings.refusals import leads_out, voice_leads_out
from audio.cast.settings.schema import settings_schema
from audio.cast.settings.sound import (
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
from audio.cast.settings.splice import put as put_setting
from audio.cast.settings.splice import rename as rename_setting
from audio.cast.settings.splice import take_out as take_out_setting

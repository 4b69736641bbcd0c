"""What can be heard: words by a recogniser, and voices."""

from audio.verify.hearing.again import heard_again
from audio.verify.hearing.recogniser import (
    RATE,
    WHISPER_BASE,
    OnHeard,
    heard_tokens,
    read_episode,
    ready_model,
    transcribe,
)
from audio.verify.hearing.timbre import Timbre, timbre_of
from audio.verify.hearing.voices import check_voices_heard

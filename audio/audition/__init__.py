"""One real line of a speaker in several voices, to choose one by ear."""

from audio.audition.choosing import choose_line
from audio.audition.rendering import Audition, audition, audition_plan, voices_to_try
from audio.audition.settling import settling_command

__all__ = [
    "Audition",
    "audition",
    "audition_plan",
    "choose_line",
    "settling_command",
    "voices_to_try",
]

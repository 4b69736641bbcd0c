"""One real line in several voices, or a turn in several takes, to choose one by ear."""

from audio.audition.choosing import choose_line
from audio.audition.rendering import Audition, audition, audition_plan, voices_to_try
from audio.audition.retaking import Retakes, retake, retakes_plan
from audio.audition.settling import settling_command

__all__ = [
    "Audition",
    "Retakes",
    "audition",
    "audition_plan",
    "choose_line",
    "retake",
    "retakes_plan",
    "settling_command",
    "voices_to_try",
]

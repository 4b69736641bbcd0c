"""One real line of a speaker in several voices, to choose one by ear."""

from audio.audition.choosing import choose_line
from audio.audition.page import Sample
from audio.audition.rendering import Audition, audition, voices_to_try
from audio.audition.settling import settling_command

__all__ = ["Audition", "Sample", "audition", "choose_line", "settling_command", "voices_to_try"]

"""Takes: spoken in parallel, tried again, judged, made anew, and kept in a cache."""

from audio.speech.takes.cache import (
    marked,
    prune,
    read_take,
    sees,
    show,
    takes_folder,
    takes_in_use,
    takes_there,
    unspoken,
)
from audio.speech.takes.estimates import NOTHING, Allow, Estimate, check_allowed, estimate, fallback_estimate
from audio.speech.takes.fallback import fallback_warnings
from audio.speech.takes.precedence import first_in_line, hasten
from audio.speech.takes.retakes import flaw_warnings
from audio.speech.takes.room import Slots
from audio.speech.takes.synthesis import Order, as_heard, longest_first, speak_segments

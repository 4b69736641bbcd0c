"""Short texts for Kokoro, which garbles them: `No.` sounds like `now`, `Right.` like `writer`.

Said after another sentence they come out right, so one is said before them and cut off. The styles that a
voice has for longer texts, a slower speed or a sentence behind them do not help, or less.
"""

from __future__ import annotations

from collections.abc import Sequence

from audio.errors import EngineError
from audio.speech.engines.phonemes import Reading, read_english
from audio.speech.sound import last_words
from audio.speech.values import Speech

SHORT = 40
"""Phonemes up to which a text is short; six words have about 30."""
_LEAD = "I see what you mean."
"""Short itself, and ends in a sound that falls silent soon."""


def lead_for(text: Sequence[Reading], language: str, *, british: bool) -> tuple[Reading, ...]:
    """Give the sentence that is said before a text: none where it is long, or in another language."""
    length = sum(len(reading.phonemes) + 1 for reading in text)
    return read_english(_LEAD, british=british) if language == "en" and length <= SHORT else ()


def without_lead(speech: Speech, lead: Sequence[Reading]) -> Speech:
    """Cut the lead off. Raises `EngineError` where nothing that sounds follows it."""
    if not lead:
        return speech
    kept = len(speech.words) - len(lead)
    if kept <= 0:
        raise EngineError("kokoro knows no sound of the text.")
    return last_words(speech, kept)

"""Samples of one take: silence cut off, pieces cut out and strung together."""

from audio.speech.sound.cutting import gap_after, last_words, strung
from audio.speech.sound.measures import frame_power, periodicity
from audio.speech.sound.trim import VERSION, trim_edges, trimmed

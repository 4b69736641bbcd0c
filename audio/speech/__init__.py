"""From a script and its cast to takes: what is said, by which engine, kept in a cache."""

from audio.speech.values import Border, Samples, Segment, Speech, Take, Word

__all__ = ["Border", "Samples", "Segment", "Speech", "Take", "Word"]

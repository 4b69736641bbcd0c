"""Kokoro-82M."""

from audio.speech.engines.kokoro.reading import LANGUAGES, problem
from audio.speech.engines.kokoro.reading import read as read_language

"""Kokoro's voices: what each is called, how good it is, its file's digest, and which build suits it.

And the letters of sounds that the model knows.
"""

from __future__ import annotations

from audio.cast import Gender
from audio.tables import rows

LANGUAGES = {
    "a": "en-US",
    "b": "en-GB",
    "e": "es-ES",
    "f": "fr-FR",
    "h": "hi-IN",
    "i": "it-IT",
    "j": "ja-JP",
    "p": "pt-BR",
    "z": "zh-CN",
}
"""First letter of a voice's name → what it speaks, as a BCP 47 tag."""

GENDERS: dict[str, Gender] = {"f": "female", "m": "male"}
"""Second letter of a voice's name."""

LETTERS = {row["letter"]: int(row["number"]) for row in rows(__package__, "letters.tsv")}
"""Each letter that the model knows and its number; it reads no other."""
VOICES = {row["voice"]: row for row in rows(__package__, "voices.tsv")}
"""Each voice's row in the table: its file's digest, `sha256`; its `grade` and `build`, which may be empty."""

"""Names that no dictionary of the engine has: their sounds are a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audio.speech.engines import GUESSED, english_tokens
from audio.speech.spoken.pronunciations import PRONOUNCED
from audio.speech.spoken.respelling import ipa, respelled

_NAME = re.compile(r"[A-Z](?:['’-]?[^\W\d_])+")


@dataclass(frozen=True, slots=True)
class UnsureName:
    """A name as the engine would say it, if nobody says otherwise."""

    name: str
    respelling: str
    ipa: str

    @property
    def line(self) -> str:
        """Give the line of the settings that says it as it is said now, to be put right."""
        return f"{self.name}: {self.respelling} /{self.ipa}/"


def unsure_names(text: str, *, british: bool = False) -> tuple[UnsureName, ...]:
    """Give the names of a spoken English text whose sounds the engine guesses, each once."""
    settled = {match[1] for match in PRONOUNCED.finditer(text)}
    found: dict[str, UnsureName] = {}
    for token in english_tokens(text, british=british):
        name = re.sub(r"['’]s$", "", token.text)
        if token.rating == GUESSED and _NAME.fullmatch(name) and name not in settled:
            sounds = (token.phonemes or "").strip()
            found.setdefault(name, UnsureName(name, respelled(sounds), ipa(sounds)))
    return tuple(found.values())

"""What an episode's files say in words of their own, in the languages that the default engine speaks."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template

ENGLISH = "en"
"""Spoken where nothing was written for a language."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Words in one language."""

    language: str
    """BCP 47 tag of what they are in, which may not be what was asked for."""
    words: Mapping[str, str]
    """By what they are for, such as `chapters`; the keys of every language are the same."""

    def __getitem__(self, name: str) -> str:
        """Give the words for something."""
        return self.words[name]

    def filled(self, name: str, **values: object) -> str:
        """Give the words for something, with values in the places of `$name`."""
        return Template(self.words[name]).substitute(values)

    def day(self, day: dt.date) -> str:
        """Give a day as it is written in the language."""
        month = self.words["months"].split()[day.month - 1]
        return self.filled("day", day=day.day, month=month, year=day.year)


def labels_for(language: str) -> Labels:
    """Give the words for a BCP 47 tag: those of its language, in English where there are none."""
    table = _table()
    known = language.partition("-")[0].lower()
    known = known if known in table else ENGLISH
    return Labels(
        language if known != ENGLISH or language.lower().startswith(ENGLISH) else ENGLISH, table[known]
    )


@cache
def _table() -> dict[str, dict[str, str]]:
    """Read the words by language."""
    text = (files("audio.publish") / "labels.json").read_text("utf-8")
    table: dict[str, dict[str, str]] = json.loads(text)
    return table

"""The lexicon that comes with the program: names and terms of technology that engines misread.

It is two tables, `lexicon.tsv` and `names.tsv`: the word (found as `pronunciations` in the settings are: in
lower case however it is written), its respelling, its IPA in American English, and `exact` where the spelling
counts. Only words that gain by it are in it. A word without a respelling is left as it is for engines that
read no phonemes.
"""

from __future__ import annotations

from functools import cache

from audio.speech.spoken.pronunciations import Lexicon, Pronunciation
from audio.tables import rows

_LANGUAGE = ("en",)


@cache
def shipped_terms() -> Lexicon:
    """Give the terms for English: they may hold signs and figures, so they go before the rules."""
    return Lexicon(_entries("lexicon.tsv"), plurals=True)


@cache
def shipped_names() -> Lexicon:
    """Give the names for English: they follow the rules, which have to see them (`Dr. Evans`, `Pius IV`)."""
    return Lexicon(_entries("names.tsv"), plurals=True)


def shipped_entries() -> tuple[Pronunciation, ...]:
    """Give every line of the tables."""
    return (*_entries("lexicon.tsv"), *_entries("names.tsv"))


def is_term(word: str) -> bool:
    """Tell whether one of the tables knows a word as it is written."""
    return word in shipped_terms() or word in shipped_names()


def _entries(table: str) -> tuple[Pronunciation, ...]:
    return tuple(
        Pronunciation(
            row["written"],
            row["respelling"],
            row["ipa"].strip("/"),
            row["note"] == "exact",
            _LANGUAGE,
            row.get("shown", ""),
        )
        for row in rows("audio.speech.spoken", table)
    )

"""The likely gender of a name, to choose a fitting voice. A guess, never a statement about a person.

Common first names of many languages stand in a compact table, `first_names.tsv` in `audio/script/names`,
written without accents. For names that both women and men bear (Alex, Chris, Jean, Andrea, Sasha) any voice
fits. What is not there, `listed_names.tsv` tells: 26,000 names of some fifty languages and countries, made by
`bench/first_names.py` from the lists of mimesis, which would be 11 MB for this alone. The libraries that do
nothing else are copyleft, unmaintained or carry pandas.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from audio.cast.names import fold
from audio.cast.values import Gender
from audio.script import is_person_name
from audio.tables import rows

_TITLES: dict[str, Gender] = {
    **dict.fromkeys(("mr", "mister", "sir", "lord", "herr", "monsieur", "senor", "signor"), "male"),
    **dict.fromkeys(("mrs", "ms", "miss", "madam", "madame", "mme", "lady", "dame"), "female"),
    **dict.fromkeys(("frau", "senora", "signora"), "female"),
    **dict.fromkeys(("dr", "doctor", "prof", "professor", "rev", "reverend", "judge", "senator"), "unknown"),
}


def likely_gender(name: str) -> Gender:
    """Guess from a title (`Mrs.`) or the first name; `unknown` where both leave it open."""
    words = [word for word in re.split(r"[\s.,]+", fold(name)) if word]
    titles = 0
    while titles < len(words) and words[titles] in _TITLES:
        gender = _TITLES[words[titles]]
        if gender != "unknown":
            return gender
        titles += 1
    # What follows a title or initials and ends the name is a family name.
    names = words if len(words) == 1 else words[titles:-1]
    first = next((word for word in names if len(word) > 1), "")
    forms = (first, first.partition("-")[0], first.rpartition("-")[2])
    for genders in (_table, _listed) if is_person_name(name) else (_table,):
        if told := [genders()[form] for form in forms if form in genders()]:
            return next((each for each in told if each != "unknown"), "unknown")
    return "unknown"


@cache
def _table() -> dict[str, Gender]:
    return _genders("audio.script.names", "first_names.tsv")


@cache
def _listed() -> dict[str, Gender]:
    return _genders("audio.cast.voices", "listed_names.tsv")


def _genders(package: str, name: str) -> dict[str, Gender]:
    return {
        each: cast("Gender", row["gender"]) for row in rows(package, name) for each in row["names"].split()
    }

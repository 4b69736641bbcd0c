"""The likely gender of a name, to choose a fitting voice. A guess, never a statement about a person.

The libraries for this are copyleft, unmaintained or carry tens of megabytes and pandas, which a default that
`voices.yaml` overrides in one line is not worth. So here is a compact table, `first_names.tsv` in
`audio/script/names`: common first names of many languages, written without accents. For names that both women
and men bear (Alex, Chris, Jean, Andrea, Sasha) any voice fits.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from audio.cast.names import fold
from audio.cast.values import Gender
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
    table = _table()
    forms = (first, first.partition("-")[0], first.rpartition("-")[2])
    return next((table[form] for form in forms if form in table), "unknown")


@cache
def _table() -> dict[str, Gender]:
    lines = rows("audio.script.names", "first_names.tsv")
    told = (line for line in lines if line["gender"] != "unknown")
    return {name: cast("Gender", line["gender"]) for line in told for name in line["names"].split()}

"""A name written in other ways: bare, folded for comparison, as initials, one of several."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from audio.script.names.vocabulary import HONORIFICS, JOINERS
from audio.script.text import one_line

NameKind = Literal[
    "mark",
    "role",
    "letter",
    "titled",
    "person",
    "initials",
    "joint",
    "word",
    "handle",
    "phrase",
    "field",
    "none",
]
"""What a text may be as a name; the first fit best for somebody who speaks."""

_STRIP = " \t\n*_\"'“”‘’«»#`"
JOIN = re.compile(
    r"\s+(?:and|&|\+|und|et|y|e|ed|и|és|och|og|ja|ve|en|та|και)\s+|\s*[/、&]\s*|\s*と\s*|,\s+(?:and|&)\s+",
    re.IGNORECASE,
)
"""What stands between the names of a joint label."""
_SURNAME_FIRST = re.compile(r"^([A-ZÀ-Þ][\w'’-]+), ([A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ]\.?)?)$")
_COMMA = re.compile(r"\s*,\s*")


_TITLE_ARTICLE = re.compile(
    r"^(?:o|a|os|as|el|la|il) (?=(?:sr|sra|srta|dr|dra|dep|señor|señora|senhor|senhora|signor|signora"
    r"|diputad[oa]|senador|senadora)\b)",
    re.IGNORECASE,
)
"""The article before a title in the records of parliaments: `O SR. LEAL`, `La señora PÉREZ`."""
_FROM = re.compile(
    r"^(?:ZUSATZ|NACH)?FRAGE (?=\S)|^ZUSATZ (?=\S)|^QUESTION (?:FROM|BY) (?=\S)", re.IGNORECASE
)
"""What a press conference writes before the name of who asks."""
OFFICE_HOLDER = re.compile(
    r"^(?:m\.?|mme|monsieur|madame|herr|frau|sr\.?|sra\.?|señor|señora|the) (?:le |la |el |l['’]|vice-)*"
    r"(\w[\w-]+) (\S.{1,50})$",
    re.IGNORECASE,
)
"""`M. le président Henri Castel` of the records of parliaments."""
EXAMINER = re.compile(
    r"^(?:(?:(?:further|continued) )?(?:re-?)?(?:(?:direct|cross)[- ]?)?examination )?by "
    r"((?:mr|ms|mrs|miss|dr|judge|counsel)\b\.? \S.{1,40})$",
    re.IGNORECASE,
)
"""What heads the questions of one counsel in a court's record: `BY MS. HART`."""


def bare(text: str) -> str:
    """Give a name without quotes, emphasis marks and outer spaces, on one line."""
    return one_line(text).strip(_STRIP).rstrip(".,").strip(_STRIP)


def unprefixed(name: str) -> str:
    """Give a name without the article or the `FRAGE` that the records of some houses write before it."""
    return _FROM.sub("", _TITLE_ARTICLE.sub("", name))


def surname_last(name: str) -> str:
    """Give `Ada Lovelace` for `Lovelace, Ada`, as meeting software writes people."""
    turned = _SURNAME_FIRST.match(name)
    return f"{turned[2]} {turned[1]}" if turned else name


def key_of(text: str) -> str:
    """Give what two ways of writing one label share: casefolded, without full stops, titles kept."""
    return one_line(bare(text).replace(".", " ")).casefold()


def unaccented(text: str) -> str:
    """Give the text casefolded and without accents: `Érdi` gives `erdi`."""
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))


def capitals(text: str) -> bool:
    """Say whether a text of at least two letters is in capitals."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 1 and all(char.isupper() for char in letters)


def initials_of(name: str) -> set[str]:
    """Give the ways to write a name's initials: `Aaron van Dijk` gives `avd` and `ad`."""
    pieces = [piece for piece in re.split(r"[\s\-.]+", name) if piece]
    pieces = [piece for piece in pieces if key_of(piece) not in HONORIFICS or len(pieces) <= 2]
    big = [piece for piece in pieces if piece[0].isupper() or not piece[0].isalpha()]
    split = [part for piece in pieces for part in re.split(r"['’]", piece) if part]
    forms = {"".join(piece[0] for piece in group) for group in (pieces, big, split) if group}
    if len(big) > 2:
        forms.add(big[0][0] + big[-1][0])
    camel = ["".join(char for char in piece if char.isupper()) for piece in pieces]
    forms.add("".join(camel))
    return {folded for form in forms if form for folded in (form.casefold(), unaccented(form))}


def joined(text: str) -> list[str]:
    """Give the names of a joint label; a single name gives itself."""
    parts = [part for piece in JOIN.split(bare(text)) if piece for part in _COMMA.split(piece) if part]
    return [part for part in parts if part.casefold() not in JOINERS] or [bare(text)]

"""A name written in other ways: bare, folded for comparison, as initials, one of several."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal

from audio.script.text import either, one_line, phrases_of, words_of
from audio.tables import rows

NameKind = Literal[
    "mark", "role", "letter", "titled", "person", "initials", "joint", "word", "handle",
    "phrase", "field", "none",
]  # fmt: skip
"""What a text may be as a name; the first fit best for somebody who speaks."""

_COURTESIES = words_of("courtesies")
HONORIFICS = words_of("honorifics") | _COURTESIES
ABBREVIATED_TITLES = words_of("abbreviated_titles")
ARTICLES = words_of("articles")
_JOINERS = words_of("joiners")
_LETTERS = frozenset(word for word in _JOINERS if len(word) == 1 and word.isalpha())
_STROKES = str.maketrans("øłđı", "oldi")
"""Letters that Unicode does not take for another with an accent."""
_ACCENTS = 200
"""Combining classes from here on are marks above and below (UAX #44); vowel signs and voicing are lower."""
_STRIP = " \t\n*_\"'“”‘’«»#`"
JOIN = re.compile(
    rf"(?:^|\s|,\s+)(?:(?i:{either(_JOINERS - _LETTERS)})|{either(_LETTERS)}"
    rf"|(?<=[A-ZÀ-ÞА-Я]\s){either(map(str.upper, _LETTERS))})\s+|\s*[/、&と]\s*"
)
"""What stands between the names of a joint label: `Ada e Ben`, `ADA E BEN`, not `Ada E Quist`."""
_SURNAME_FIRST = re.compile(r"^([A-ZÀ-Þ][\w'’-]+), ([A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ]\.?)?)$")
_COMMA = re.compile(r"\s*[,;]\s*")
_COURTESY, _ARTICLE = either(_COURTESIES), either(ARTICLES)
_BEFORE_NAME = re.compile(
    rf"^(?:{_ARTICLE} (?={either(word for word in _COURTESIES if len(word) > 1)}\b)"
    rf"|{phrases_of('press_questions')} (?=[^\W\d]))",
    re.IGNORECASE,
)
"""What records set before a name: in parliaments an article, `O SR. LEAL`, in press conferences `FRAGE`."""
OFFICE_HOLDER = re.compile(
    rf"^(?:{_COURTESY}\.?|the) (?:{_ARTICLE} |l['’]|vice-)*(\w[\w-]+) (\S.{{1,50}})$", re.IGNORECASE
)
"""`M. le président Henri Castel` of the records of parliaments."""
EXAMINER = re.compile(
    rf"^{phrases_of('examiners')} ((?:{_COURTESY}|dr|judge|counsel)\b\.? \S.{{1,40}})$", re.IGNORECASE
)
"""What heads the questions of one counsel in a court's record: `BY MS. HART`."""


def bare(text: str) -> str:
    """Give a name without quotes, emphasis marks and outer spaces, on one line."""
    name = one_line(text).strip(_STRIP).rstrip(".,").strip(_STRIP)
    return f"{name}»" if "«" in name and "»" not in name else name  # `Club «Fog»` is quoted at its end


def unprefixed(name: str) -> str:
    """Give a name without the article or the `FRAGE` that the records of some houses write before it."""
    return _BEFORE_NAME.sub("", name)


def surname_last(name: str) -> str:
    """Give `Ada Lovelace` for `Lovelace, Ada`, as meeting software writes people."""
    turned = _SURNAME_FIRST.match(name)
    return f"{turned[2]} {turned[1]}" if turned else name


@lru_cache(maxsize=2_000)
def key_of(text: str) -> str:
    """Give what two ways of writing one label share: casefolded, without full stops, titles kept."""
    return one_line(bare(text).replace(".", " ")).casefold()


@lru_cache(maxsize=20_000)
def unaccented(text: str) -> str:
    """Give the form in which two spellings are equal: `Érdi` gives `erdi`, `Łukasz` `lukasz`. NFKC."""
    parted = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    plain = (char for char in parted.translate(_STROKES) if unicodedata.combining(char) < _ACCENTS)
    return unicodedata.normalize("NFKC", "".join(plain))


def capitals(text: str) -> bool:
    """Say whether a text of at least two letters is in capitals."""
    letters = [char for char in text if char.isalpha()] if text.isupper() else []
    return len(letters) > 1 and all(char.isupper() for char in letters)


def untitled(key: str) -> list[str]:
    """Give the words of a folded name without titles; of nothing but titles all of them."""
    words = key.split()
    return [word for word in words if word not in HONORIFICS] or words


def initials_of(name: str) -> set[str]:
    """Give the ways to write a name's initials: `Aaron van Dijk` gives `avd` and `ad`."""
    pieces = [piece for piece in re.split(r"[\s\-.]+", name) if piece]
    pieces = [piece for piece in pieces if key_of(piece) not in HONORIFICS or len(pieces) <= 2]
    big = [piece for piece in pieces if piece[0].isupper() or not piece[0].isalpha()]
    split = [part for piece in pieces for part in re.split(r"['’]", piece) if part]
    # Both parts of a double name as one: `IT` for `Imogen Thackeray-Boyle`.
    whole = [word for word in name.split() if word[0].isupper() and key_of(word) not in HONORIFICS]
    forms = {"".join(piece[0] for piece in group) for group in (pieces, big, split, whole) if group}
    if len(big) > 2:
        forms.add(big[0][0] + big[-1][0])
    camel = ["".join(char for char in piece if char.isupper()) for piece in pieces]
    forms.add("".join(camel))
    return {folded for form in forms if form for folded in (form.casefold(), unaccented(form))}


def joined(text: str) -> list[str]:
    """Give the names of a joint label; a single name gives itself."""
    parts = [part for piece in JOIN.split(bare(text)) if piece for part in _COMMA.split(piece) if part]
    return [part for part in parts if part.casefold() not in _JOINERS] or [bare(text)]


def is_first_name(word: str) -> bool:
    """Say whether a word is a common first name of some language."""
    return unaccented(word) in _first_names()


@cache
def _first_names() -> frozenset[str]:
    lines = rows("audio.script.names", "first_names.tsv")
    return frozenset(name for line in lines for name in line["names"].split())

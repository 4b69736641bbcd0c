"""What a speaker's name can look like, and how likely a string is one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from audio.script.names.forms import EXAMINER, JOIN, OFFICE_HOLDER, NameKind, bare, joined, key_of, unprefixed
from audio.script.names.uncased import kind_of_uncased
from audio.script.names.vocabulary import (
    ANSWER_LABELS,
    FUNCTION_WORDS,
    HONORIFICS,
    NAMES_TOO,
    NEVER_NAMES,
    NOT_LABELS,
    OPENERS,
    PARTICLES,
    QUESTION_LABELS,
    ROLES,
    SOUND_MARKS,
)
from audio.script.text import has_case

PRIORS: dict[NameKind, float] = {
    "mark": 0.0,
    "role": 2.0,
    "letter": 0.5,
    "titled": 2.5,
    "person": 2.5,
    "initials": 1.0,
    "joint": 1.5,
    "word": 1.0,
    "handle": 0.0,
    "phrase": -4.0,
    "field": -4.0,
    "none": -9.0,
}
"""How much the mere look of a label speaks for it, in the same units as the rest of the evidence."""

_NUMBERED = re.compile(r"^(?P<role>[^\d_#]{1,40}?)[\s_#-]*(?:no\.?\s*)?(?P<number>\d{1,3}|[A-Z]|[IVX]{1,4})$")
_ARTICLE = re.compile(r"^(?:the|an?|le|la|el|der|die) ")
_ADDRESSED = re.compile(
    r"^(?:(?:o|a|el|la|il) )?(?:m|mme|monsieur|madame|herr|frau|sr|sra|señor|señora) (?=\S)"
)
_CODE_NAME = re.compile(r"^[A-Z]{1,2}\d{1,3}$")
_NICK = re.compile(r"^[^\W\d_][\w`^-]*[|\[\\{][\w|\[\]{}^-]{1,20}$")
_BAD = re.compile(r"[=<>{}\\|@$%^~+!?;…\[\]()]|//|\s-\s|(?<!\bM)(?<!\bSr)(?<!\bDr)\.\s+[a-z]")


_ROLE_SOMEWHERE = re.compile(
    rf"(?:{'|'.join(sorted(role for role in ROLES if role.isalpha() and role.isascii()))})"
    r" (?:in|from|at|on|with|of) (?:\w+ ){0,3}\w+$"
)
"""`man in the back row`, `member of the public`."""

_INITIALS_LIST = re.compile(r"^[A-Z]{2,4}(?:, ?[A-Z]{2,4})+$")
_NEVER_FIRST = frozenset(("of", "y", "e", "st", "i", "av", "af", "do", "te", "a", "des"))


@dataclass(frozen=True, slots=True)
class Name:
    """A string read as a name."""

    text: str
    kind: NameKind

    @property
    def prior(self) -> float:
        """How much its look speaks for it, from -9 to 2.5."""
        return PRIORS[self.kind]


@lru_cache(maxsize=20_000)
def classify(text: str) -> Name:
    """Tell what kind of name a string of at most 80 characters is."""
    name = unprefixed(bare(unicodedata.normalize("NFKC", text)))
    numbered = _NUMBERED.match(name)
    core = key_of(numbered["role"]) if numbered and numbered["number"].isdigit() else ""
    if (
        core in QUESTION_LABELS or core in ANSWER_LABELS
    ):  # `Q1`, `Frage 3`: the number counts questions, not people
        name = bare(name[: numbered.end("role")]) if numbered else name
    return Name(name, _kind(name))


def _kind(name: str) -> NameKind:
    """Give the kind: fixed words first, then several people, then one."""
    if _NICK.match(name):
        return "handle"
    if EXAMINER.match(name):
        return "mark"
    if (
        not name
        or len(name) > 60
        or not any(char.isalpha() for char in name)
        or _BAD.search(name.replace(" + ", " "))
    ):
        return "none"
    return _fixed(name, key_of(name)) or _several(name) or _kind_of_one(name)


def _fixed(name: str, folded: str) -> NameKind | None:
    """Give the kind of what is in the vocabulary or a mere code, or None."""
    kind: NameKind | None = None
    if folded in SOUND_MARKS:
        kind = "mark"
    elif len(name) == 1 and name.isupper():
        kind = "letter"
    elif _CODE_NAME.match(name):
        kind = "initials"
    elif folded in QUESTION_LABELS or folded in ANSWER_LABELS:
        kind = "role" if len(folded) > 2 or not has_case(folded) else "letter" if name.isupper() else "none"
    elif _is_role(name, folded):
        kind = "role"
    elif folded in NOT_LABELS and not (len(name) == 2 and name.isupper() and folded in FUNCTION_WORDS):
        kind = "field"
    return kind


def _several(name: str) -> NameKind | None:
    """Give `joint` for two to six names joined, or None."""
    parts = joined(name) if JOIN.search(name) or _INITIALS_LIST.match(name) else []
    if not 2 <= len(parts) <= 6 or any(_kind_of_one(part) in ("phrase", "none", "handle") for part in parts):
        return None
    folded = {key_of(part) for part in parts if not (part.isupper() and len(part) > 1)}
    return None if folded & (NOT_LABELS | SOUND_MARKS | OPENERS) else "joint"


def _is_role(name: str, folded: str) -> bool:
    """Say whether it is a role, numbered or with an article: `Speaker 2`, `THE CHAIRMAN`, `SPEAKER_00`."""
    numbered = _NUMBERED.match(name)
    folded = _ADDRESSED.sub("", folded)
    for candidate in (folded, key_of(numbered["role"]) if numbered else ""):
        core = _ARTICLE.sub("", candidate.replace("_", " ")).strip()
        tokens = core.split()
        if (
            core in ROLES
            or _ROLE_SOMEWHERE.match(core)
            or (2 <= len(tokens) <= 4 and all(token in ROLES for token in tokens))
        ):
            return True
    return False


def _kind_of_one(name: str) -> NameKind:
    """Give the kind of a single person's name."""
    if not has_case(name):
        return kind_of_uncased(name)
    tokens = name.split()
    untitled = _without_titles(name)
    titled = len(untitled) < len(tokens)
    if not _all_capital(untitled) or len(untitled) > 5:
        return _lower(name, tokens)
    first = key_of(untitled[0])
    if not titled and len(untitled) > 1 and first in NEVER_NAMES:
        return "phrase"
    last = key_of(untitled[-1])
    if not titled and len(untitled) > 1 and last.endswith("s") and last in NOT_LABELS:
        return "phrase"
    if first in OPENERS and not titled and not _is_initial(untitled) and first not in NAMES_TOO:
        return "phrase"
    return "titled" if titled else _untitled(name, tokens)


def _without_titles(name: str) -> list[str]:
    """Give the words of a name without titles and offices: `M. le président Henri Castel` is Henri Castel."""
    office = OFFICE_HOLDER.match(name)
    if office and key_of(office[1]) in ROLES:
        return office[2].split()
    tokens = name.split()
    while len(tokens) > 1 and key_of(tokens[0]) in HONORIFICS:
        tokens = tokens[1:]
    return tokens


def _is_initial(tokens: list[str]) -> bool:
    """Say whether `A.` or `AS` at the beginning are initials rather than a word that opens a sentence."""
    first = tokens[0].rstrip(".")
    return first.isupper() and (len(first) == 1 if len(tokens) > 1 else 2 <= len(first) <= 4)


def _untitled(name: str, tokens: list[str]) -> NameKind:
    """Give the kind of capitalised words without a title."""
    if any(char.isdigit() for char in name):
        return "handle"
    letters = [token.strip(".") for token in tokens]
    if len(letters) <= 4 and all(len(letter) == 1 for letter in letters):
        return "initials"
    if len(tokens) == 1:
        return _single(tokens[0])
    return "person" if len(tokens) <= 4 else "word"


def _single(token: str) -> NameKind:
    letters = [char for char in token if char.isalpha()]
    if len(token) > 12 and sum(char.isupper() for char in token[1:]) >= 2 and not token.isupper():
        return "handle"
    capitals = sum(char.isupper() for char in letters)
    if len(letters) <= 4 and (capitals == len(letters) or (capitals >= 2 and len(letters) <= 4)):
        return "letter" if len(letters) == 1 else "initials"
    return "word"


def _all_capital(tokens: list[str]) -> bool:
    """Every token begins with a capital, save small words inside; the last one is none of those."""
    for index, token in enumerate(tokens):
        first = next((char for char in token if char.isalpha()), "")
        if not first:
            return False
        inside = 0 < index < len(tokens) - 1 or (index == 0 and len(tokens) > 1 and token not in _NEVER_FIRST)
        if not (first.isupper() or not has_case(first)) and not (inside and key_of(token) in PARTICLES):
            starts_small = token[:2].casefold() in ("d'", "d’", "l'", "l’", "o'") or token[:3] in (
                "al-",
                "el-",
            )
            if not starts_small:
                return False
    return True


def _lower(name: str, tokens: list[str]) -> NameKind:
    """Small letters: at most a nickname of one word."""
    if len(tokens) == 1 and 2 <= len(name) <= 24 and key_of(name) not in OPENERS and name[0].isalnum():
        return "handle"
    return "phrase"

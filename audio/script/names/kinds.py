"""What a speaker's name can look like, and how likely a string is one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from audio.script.names.forms import (
    ARTICLES,
    EXAMINER,
    HONORIFICS,
    JOIN,
    OFFICE_HOLDER,
    NameKind,
    bare,
    joined,
    key_of,
    unprefixed,
)
from audio.script.text import SPACED, either, has_case, has_letters, is_unspaced, words_of

PRIORS: dict[NameKind, float] = {
    "mark": 0.0, "role": 2.0, "letter": 0.5, "titled": 2.5, "person": 2.5, "initials": 1.0, "joint": 1.5,
    "word": 1.0, "handle": 0.0, "phrase": -4.0, "field": -4.0, "none": -9.0,
}  # fmt: skip
"""How much the mere look of a label speaks for it, in the same units as the rest of the evidence."""

QUESTION_LABELS = words_of("question_labels")
ANSWER_LABELS = words_of("answer_labels")
ROLES = words_of("roles")
_ASKED_OR_ANSWERED = QUESTION_LABELS | ANSWER_LABELS
_NOT_LABELS = words_of("not_labels")
_OPENERS = words_of("openers") - words_of("names_too")
_INITIALS_TOO = words_of("initials_too")
_SOUND_MARKS = words_of("sound_marks")
_NEVER_NAMES = words_of("never_names")
_PARTICLES = words_of("particles")
_INNER_PARTICLES = words_of("inner_particles")
_SAYS = re.compile(rf"(?:^| |(?!{SPACED})){either(words_of('says'))}$")

_NUMBERED = re.compile(r"^(?P<role>[^\d_#]{1,40}?)[\s_#-]*(?P<number>\d{1,3}|[A-Z]|[IVX]{1,4})$")
_ARTICLE = re.compile(f"^(?:{either(ARTICLES)} |l['’])")
_ADDRESSED = re.compile(rf"^{either(words_of('courtesies'))} (?=\S)")
_CODE_NAME = re.compile(r"^[A-Z]{1,2}\d{1,3}$")
_BAD = re.compile(r"[=<>{}\\|@$%^~+!?;…\[\]()]|//|\s-\s")
_FILE = re.compile(
    r"\.\w+|[\w.-]*[a-z]/[\w./-]+|[\w.-]+\.(?:ac|am|cc?|cfg|conf|cpp|cs|css|go|hp?p?|html?|in|java|js|json|m4|md"
    r"|php|pl|py|rb|rs|sh|tcl|toml|ts|txt|xml|ya?ml)"
)
"""`src/main.c`, `.gitignore`: what a change log is about."""
_SOMEWHERE = re.compile(rf" {either(words_of('whereabouts'))} (?:\w+ ){{0,3}}\w+$")
"""`man in the back row`, `member of the public`."""
_ELIDED = re.compile(r"[dlo]['’]|[ae]l-", re.IGNORECASE)
"""How a name begins whose capital comes later: `d’Anglade`, `al-Amin`."""
_INITIALS_LIST = re.compile(r"^[A-Z]{2,4}(?:, ?[A-Z]{2,4})+$")


@dataclass(frozen=True, slots=True)
class Name:
    """A string read as a name."""

    text: str
    kind: NameKind

    @property
    def prior(self) -> float:
        """How much its look speaks for it, from -9 to 2.5."""
        return PRIORS[self.kind]


@lru_cache(maxsize=2_000)
def classify(text: str) -> Name:
    """Tell what kind of name a string of at most 80 characters is."""
    name = unprefixed(bare(unicodedata.normalize("NFKC", text)))
    numbered = _NUMBERED.match(name)
    core = key_of(numbered["role"]) if numbered and numbered["number"].isdigit() else ""
    if numbered and core in _ASKED_OR_ANSWERED:  # `Q1`, `Frage 3`: the number counts questions, not people
        name = bare(name[: numbered.end("role")])
    return Name(name, _kind(name))


def _kind(name: str) -> NameKind:
    """Give the kind: fixed words first, then several people, then one."""
    if EXAMINER.match(name):
        return "mark"
    if (
        len(name) > 60
        or not has_letters(name)
        or _BAD.search(name.replace(" + ", " "))
        or _FILE.fullmatch(name)
    ):
        return "none"
    return _fixed(name, key_of(name)) or _several(name) or _kind_of_one(name)


def _fixed(name: str, folded: str) -> NameKind | None:
    """Give the kind of what is in the vocabulary or a mere code, or None."""
    if folded in _SOUND_MARKS:
        return "mark"
    if len(name) == 1 and name.isupper():
        return "letter"
    if _CODE_NAME.match(name):
        return "initials"
    if folded in _ASKED_OR_ANSWERED and len(folded) <= 2 and has_case(folded):
        return "letter" if name.isupper() else "none"
    if folded in _ASKED_OR_ANSWERED or _is_role(name, folded):
        return "role"
    return "field" if folded in _NOT_LABELS and not (folded in _INITIALS_TOO and name.isupper()) else None


def _several(name: str) -> NameKind | None:
    """Give `joint` for two to six names joined, or None."""
    parts = joined(name) if JOIN.search(name) or _INITIALS_LIST.match(name) else []
    if not 2 <= len(parts) <= 6 or any(_kind_of_one(part) in ("phrase", "none", "handle") for part in parts):
        return None
    folded = {key_of(part) for part in parts if not (part.isupper() and len(part) > 1)}
    return None if folded & (_NOT_LABELS | _SOUND_MARKS | _OPENERS) else "joint"


def _is_role(name: str, folded: str) -> bool:
    """Say whether it is a role, numbered or with an article: `Speaker 2`, `THE CHAIRMAN`, `SPEAKER_00`."""
    numbered = _NUMBERED.match(name)
    for candidate in (_ADDRESSED.sub("", folded), key_of(numbered["role"]) if numbered else ""):
        role = _SOMEWHERE.sub("", _ARTICLE.sub("", candidate.replace("_", " ")).strip())
        words = role.split()
        if role in ROLES or (2 <= len(words) <= 4 and ROLES.issuperset(words)):
            return True
    return False


def _kind_of_one(name: str) -> NameKind:
    if not has_case(name):
        return _uncased(name)
    tokens = name.split()
    untitled = _without_titles(name)
    if not _all_capital(untitled) or len(untitled) > 5:
        small = len(tokens) == 1 and 2 <= len(name) <= 24 and key_of(name) not in _OPENERS
        return "handle" if small else "phrase"
    if len(untitled) < len(tokens):
        return "titled"
    first = key_of(tokens[0])
    opens = first in _OPENERS and not _is_initial(tokens)
    if opens or (first in _NEVER_NAMES and len(tokens) > 1):
        office = name.isupper() and 1 < len(tokens) <= 4 and key_of(tokens[-1]) in ROLES
        return "role" if office else "phrase"  # `HEARING EXAMINER`
    return _untitled(name, tokens)


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
    capitals = sum(map(str.isupper, name))
    mixed = len(tokens) == 1 and len(name) > 12 and capitals > 2 and not name.isupper()
    if mixed or any(map(str.isdigit, name)):
        return "handle"
    if len(tokens) <= 4 and all(len(token.strip(".")) == 1 for token in tokens):
        return "initials"
    if len(tokens) == 1:
        return "initials" if capitals >= 2 and sum(map(str.isalpha, name)) <= 4 else "word"
    own = [token for token in tokens if key_of(token) not in _PARTICLES]
    return "person" if len(own) <= 4 else "word"


def _all_capital(tokens: list[str]) -> bool:
    """Every token begins with a capital, save small words inside; the last one is none of those."""
    last = len(tokens) - 1
    for index, token in enumerate(tokens):
        first = next((char for char in token if char.isalpha()), "")
        folded = key_of(token)
        small = index < last and (folded in _PARTICLES or (index > 0 and folded in _INNER_PARTICLES))
        if not first or (first.islower() and not small and not _ELIDED.match(token)):
            return False
    return True


def _uncased(name: str) -> NameKind:
    """Give the kind in a script without capitals, where length is all that can be judged."""
    said = bool(_SAYS.search(name))
    if any(map(is_unspaced, name)):
        if said or len(name) > 14 or any(char in "，。、！？" for char in name):
            return "phrase"
        return "word" if len(name) <= 8 else "handle"
    count = len(name.split())
    if said or count > 4 or len(name) > 32:
        return "phrase"
    return "person" if count in (2, 3) else "word" if count == 1 else "handle"


_NO_PERSON: frozenset[NameKind] = frozenset(("role", "letter", "mark", "field"))


def is_person_name(speaker: str) -> bool:
    """Tell whether a speaker's name is somebody's own, and no role, letter or number.

    `Interviewer`, `Guest`, `Speaker 1`, `Q`, `Answer` and `S2` are not; initials such as `JP` are.
    """
    kind = classify(speaker).kind
    if kind == "initials":
        return not any(map(str.isdigit, speaker))
    return kind not in _NO_PERSON and (kind != "none" or sum(map(str.isalpha, speaker)) > 1)

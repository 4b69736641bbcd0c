"""Which short labels are another's short form or misprint, where neither is a full name.

A word once and its first letter from then on; `DIE ZEIT:` and `ZEIT:`; `THE BELIEVER:` and `BLVR:`;
`REPUESTA:` among many `RESPUESTA:`.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from audio.script.labels.candidates import Candidate
from audio.script.names import ANSWER_LABELS, HONORIFICS, QUESTION_LABELS, key_of, unaccented

_ARTICLE = re.compile(r"^(?:the|die|der|das|le|la|les|el|los|il|lo|o|os|de|het) (?=\S)")
_NEAR = 0.84
"""Two full names this alike (difflib's ratio) are one name and a typing error."""
_MOST = 200
"""Labels of a file beyond which variants are not sought, so that the time does not grow with their square."""
_LEAST = 6
"""Letters that a word must have for one wrong letter in it to be a misprint."""


def long_form(key: str, others: Collection[str]) -> str:
    """Give the key among `others` that `key` writes with an article or in full, or an empty string."""
    plain = _ARTICLE.sub("", key)
    if plain != key and plain in others:
        return plain
    words = [word for word in plain.split() if len(word) > 4]
    return next((o for o in sorted(others) if any(_skeleton(o, word) for word in words)), "")


def _skeleton(short: str, word: str) -> bool:
    """Say whether `blvr` abbreviates `believer`: its consonants, in order, all of them."""
    consonants = re.sub(r"[aeiouy]", "", word[1:])
    return len(short) >= 3 and short == word[:1] + consonants


def joined_variants(first: Mapping[str, Candidate], labels: Sequence[Candidate]) -> dict[str, str]:
    """Give the keys that mean the same label as another one: variant -> the key it stands for."""
    count = Counter(label.key for label in labels)
    if len(first) > _MOST:
        return {}
    found: dict[str, str] = {}
    for key, label in first.items():
        if label.name.kind == "titled" and (meant := _misprinted_title(key, count)):
            found[key] = meant
        if label.name.kind in ("person", "titled", "joint", "mark"):
            continue
        other = _letter_of(key, first) or long_form(key, set(first) - {key}) or _misprint_of(key, count)
        if other and other not in found:
            found[key] = other
    return found


def _letter_of(key: str, keys: Collection[str]) -> str:
    """Give the word whose first letter a letter is, both asking or both answering: `p` for `pregunta`."""
    for kind in (QUESTION_LABELS, ANSWER_LABELS):
        words = [other for other in keys if len(other) > 2 and other in kind and other[0] == key]
        if key in kind and len(key) == 1 and len(words) == 1:
            return words[0]
    return ""


def _misprint_of(key: str, count: Mapping[str, int]) -> str:
    """Give the frequent word from which a single one differs by one letter."""
    if " " in key or count[key] > 1:
        return ""
    if len(key) < _LEAST - 1:
        short = [
            o
            for o, times in count.items()
            if times >= (3 if len(o) == len(key) else _LEAST - 1) and distance(key, o) == 1
        ]
        short = [o for o in short if len(key) >= 4 and " " not in o and not _replaced(key, o)]
        return short[0] if len(short) == 1 else ""
    likely = [o for o, times in count.items() if times >= 3 and distance(key, o) == 1]
    near = [o for o in likely if len(o) >= _LEAST or sorted(o) == sorted(key)]
    return near[0] if len(near) == 1 else ""


def _misprinted_title(key: str, count: Mapping[str, int]) -> str:
    """Give the frequent `dr weiss` from which a single `dr weis` lacks a letter, or has two swapped."""
    title, _, name = key.partition(" ")
    if count[key] > 1 or len(name) < 4 or " " in name:
        return ""
    near = [other for other, times in count.items() if times >= 3 and other.startswith(f"{title} ")]
    near = [other for other in near if distance(key, other) == 1 and not _replaced(key, other)]
    return near[0] if len(near) == 1 else ""


def _replaced(one: str, other: str) -> bool:
    """Say whether two words of one length differ in letters, not merely in their order."""
    return len(one) == len(other) and sorted(one) != sorted(other)


def answering_each_other(labels: Sequence[Candidate]) -> set[str]:
    """Give the titled keys that speak next to the bare name: `MRS. MIDGETT:` answers `MIDGETT:`."""
    found = set()
    for a, b in pairwise(labels):
        for one, other in ((a, b), (b, a)):
            core = [token for token in one.key.split() if token not in HONORIFICS]
            if one.key != other.key and one.name.kind == "titled" and " ".join(core) == other.key:
                found.add(one.key)
    return found


def named_in_brackets(first: Mapping[str, Candidate]) -> dict[str, str]:
    """Give whom roles name in brackets: `Moderator (Lise Brandt, City Radio)` where she has a label too."""
    named = {key: key_of(label.role.split(",")[0]) for key, label in first.items() if label.role}
    return {key: name for key, name in named.items() if name in first and first[key].name.kind == "role"}


def initial_fits(tokens: Sequence[str], theirs: Sequence[str]) -> bool:
    """Say whether one of two names writes the other's first name as an initial: `s le goff`."""
    if len(tokens) != len(theirs) or len(tokens) < 2 or tokens[1:] != theirs[1:]:
        return False
    short, long = sorted((tokens[0], theirs[0]), key=len)
    return len(short) == 1 < len(long) and unaccented(long).startswith(unaccented(short))


def distance(one: str, other: str) -> int:
    """Edits (insert, delete, replace, swap neighbours) between two words, exact up to 1; otherwise 2."""
    if one == other:
        return 0
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return 2
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(long) > len(short):
        return 1 if short[at:] == long[at + 1 :] else 2
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return 1 if short[at + 1 :] == long[at + 1 :] or swapped else 2


def near(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Alike as a whole, and in every word: `Jon Smith` is not `Ian Smith`, `Sam Lee` not `Sam Low`."""
    if len(ours) != len(theirs):
        return False
    for one, other in zip(ours, theirs, strict=True):
        if one != other and (min(len(one), len(other)) < 4 or distance(one, other) > 1 or one[0] != other[0]):
            return False
    alike = difflib.SequenceMatcher(None, " ".join(ours), " ".join(theirs)).ratio()
    return alike >= _NEAR and sum(one != other for one, other in zip(ours, theirs, strict=True)) == 1

"""Which names are one written in two ways: full names that nearly agree, short labels and their misprints.

A word once and its first letter from then on; `DIE ZEIT:` and `ZEIT:`; `REPUESTA:` among many `RESPUESTA:`.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from audio.script.labels import Candidate
from audio.script.names import ANSWER_LABELS, QUESTION_LABELS, key_of, unaccented, untitled

_ARTICLE = re.compile(r"^(?:the|die|der|das|le|la|les|el|los|il|lo|o|os|de|het) (?=\S)")
_NEAR = 0.84
"""Two full names this alike (difflib's ratio) are one name and a typing error."""
_MOST = 200
"""Labels of a file beyond which variants are not sought, so that the time does not grow with their square."""
_LEAST = 6
"""Letters that a word must have for one wrong letter to be a misprint; they may be swapped in any."""


def meant_by(first: Mapping[str, Candidate], labels: Sequence[Candidate]) -> dict[str, str]:
    """Give the keys that mean the same as another label: variant -> the key it stands for.

    `first` has the first label of each key, `labels` are all of them.
    """
    held = {key_of(label.role.split(",")[0]): key for key, label in first.items() if label.role}
    found: dict[str, str] = {}
    for key, label in first.items():
        named, own = key_of(label.role.split(",")[0]), key.split(" ")
        roles = (" ".join(own[at:]) for at in range(len(own)))
        holders = [held[role] for role in roles if held.get(role, key) != key]
        if label.name.kind == "role" and (named in first or len(holders) == 1):
            found[key] = named if named in first else holders[0]
    count = Counter(label.key for label in labels)
    for key, label in first.items() if len(first) <= _MOST else ():
        if label.name.kind in ("person", "titled", "joint", "mark") or key in found:
            continue
        other = _letter_of(key, first) or _without_article(key, first) or _misprint_of(key, count)
        if other and other not in found:
            found[key] = other
    return found


def answering_each_other(labels: Sequence[Candidate]) -> set[str]:
    """Give the titled keys that speak next to the bare name: `MRS. MIDGETT:` answers `MIDGETT:`."""
    turns = [*pairwise(labels), *((b, a) for a, b in pairwise(labels))]
    titled = ((a.key, b.key) for a, b in turns if a.name.kind == "titled" and a.key != b.key)
    return {one for one, other in titled if " ".join(untitled(one)) == other}


def same_name(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Say whether two full names, word by word and folded, are one person's.

    One has initials, names in the middle or typing errors that the other has not, or ends it: `van der Meer`.
    """
    if len(ours) == len(theirs):
        initial = ours[1:] == theirs[1:] and _is_initial(*sorted((ours[0], theirs[0]), key=len))
        return initial or _near(ours, theirs)
    return list(ours) == list(theirs[-len(ours) :]) or (ours[0], ours[-1]) == (theirs[0], theirs[-1])


def _is_initial(short: str, long: str) -> bool:
    return len(short) == 1 and unaccented(long).startswith(unaccented(short))


def _near(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Alike as a whole, and in every word: `Jon Smith` is not `Ian Smith`, `Sam Lee` not `Sam Low`."""
    unlike = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    if any(min(len(a), len(b)) < 4 or distance(a, b) > 1 or a[0] != b[0] for a, b in unlike):
        return False
    alike = difflib.SequenceMatcher(None, " ".join(ours), " ".join(theirs)).ratio()
    return alike >= _NEAR and len(unlike) <= 1


def _without_article(key: str, others: Collection[str]) -> str:
    """Give the key among `others` that `key` writes with an article, or an empty string."""
    plain = _ARTICLE.sub("", key)
    return plain if plain != key and plain in others else ""


def _letter_of(key: str, keys: Collection[str]) -> str:
    """Give the word whose first letter a letter is, both asking or both answering: `p` for `pregunta`."""
    for kind in (QUESTION_LABELS, ANSWER_LABELS):
        words = [other for other in keys if len(other) > 2 and other in kind and other[0] == key]
        if key in kind and len(key) == 1 and len(words) == 1:
            return words[0]
    return ""


def _misprint_of(key: str, count: Mapping[str, int]) -> str:
    """Give the frequent word from which a single one differs by one letter."""
    if " " in key or count[key] > 1 or len(key) < 4:
        return ""
    likely = [other for other, times in count.items() if times >= 3 and distance(key, other) == 1]
    near = [other for other in likely if len(other) >= _LEAST or sorted(other) == sorted(key)]
    return near[0] if len(near) == 1 else ""


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

"""Which speakers have a name, and which only what a text without names calls them."""

from __future__ import annotations

from audio.script.names.forms import NameKind
from audio.script.names.kinds import classify

_NO_PERSON: frozenset[NameKind] = frozenset(("role", "letter", "mark", "field"))


def is_person_name(speaker: str) -> bool:
    """Tell whether a speaker's name is somebody's own, and no role, letter or number.

    `Interviewer`, `Guest`, `Speaker 1`, `Q`, `Answer` and `S2` are not; initials such as `JP` are.
    """
    kind = classify(speaker).kind
    if kind == "initials":
        return not any(map(str.isdigit, speaker))
    return kind not in _NO_PERSON and (kind != "none" or sum(map(str.isalpha, speaker)) > 1)

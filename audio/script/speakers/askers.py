"""Who asks in a file where only the questions are labelled."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from audio.script.convention import Piece, is_stamp_only
from audio.script.names import QUESTION_LABELS
from audio.script.speakers.people import People
from audio.script.text import asks, is_question

_LEAST = 3


def askers(pieces: Sequence[Piece], people: People) -> frozenset[str]:
    """Give the people after whose labelled paragraph an unlabelled one is somebody else's answer.

    The sign: their label follows on itself with unlabelled paragraphs between, more often than on
    another's, and what they say are questions. A label `Q` that never meets an `A` is one too.
    """
    follows: dict[str, Counter[str]] = defaultdict(Counter)
    asked: Counter[str] = Counter()
    count: Counter[str] = Counter()
    current, current_key, between = "", "", 0
    for piece in pieces:
        if piece.label is not None and piece.kind == "speech":
            name = people.name_of(piece.label.key)
            if current:
                again = name == current and between
                follows[current]["again" if again else "self" if name == current else "other"] += 1
            current, current_key, between = name, piece.label.key, 0
            count[name] += 1
            asked[name] += asks(piece.text) or current_key in QUESTION_LABELS
        elif piece.kind == "speech" and piece.text.strip() and not is_stamp_only(piece):
            between += 1
    if current and between and current not in follows:
        follows[current]["again"] += 1
    return frozenset(name for name, seen in follows.items() if _asks_alone(seen, asked[name], count[name]))


def only_answerer(pieces: Sequence[Piece], people: People) -> str:
    """Give the only person with a label where each label answers the unlabelled paragraph before it."""
    labelled = [at for at, piece in enumerate(pieces) if piece.label is not None and piece.kind == "speech"]
    if len(people.names) != 1 or len(labelled) < _LEAST:
        return ""
    before = [pieces[at - 1] for at in labelled if at and pieces[at - 1].kind == "speech"]
    asking = sum(is_question(piece.text) and piece.label is None for piece in before)
    told = sum(not asks(pieces[at].text) for at in labelled)
    return people.names[0] if asking >= 0.5 * len(labelled) and told >= 0.6 * len(labelled) else ""


def _asks_alone(seen: Counter[str], asked: int, count: int) -> bool:
    again, other = seen["again"], seen["other"] + seen["self"]
    return again >= 1 and again >= 1.5 * other and asked >= 0.4 * count

"""What stands in a text again and again and is said once, or never: pull quotes, and buttons below posts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from audio.script.speakers.attribution import Attributed
from audio.script.text import ends_sentence, is_question, one_line, words

_QUOTED = 4
"""Words of a quotation from which on they do not stand elsewhere by chance."""
_OFTEN, _LONGEST_BUTTON = 3, 40
"""Times that a line comes, and characters of it, that says what may be done: `Quote this`."""


def without_pull_quotes(said: Sequence[Attributed]) -> list[Attributed]:
    """Give the pieces with what is set apart and says again what stands elsewhere said by nobody."""
    unlabelled = [each for each in said if each.piece.block.kind == "quote" and each.piece.label is None]
    quotes = {id(each) for each in unlabelled if each.speaker is not None}
    if not quotes:
        return list(said)
    whole = " ".join(word for each in said if id(each) not in quotes for word in words(each.piece.text))
    return [
        nobodys(each, "pull quote")
        if id(each) in quotes and _repeats(words(each.piece.text), whole)
        else each
        for each in said
    ]


def without_recurring(said: Sequence[Attributed]) -> list[Attributed]:
    """Give the pieces with what a site sets below each post, a few words without a stop, said by nobody.

    It ends what several people say and answers no question, as a refrain and a third `Yes` do not.
    """
    ends: dict[int, str] = {}
    below = True
    for at in range(len(said) - 1, -1, -1):
        piece, line = said[at].piece, one_line(said[at].piece.text)
        if not (piece.label or piece.changed) and piece.kind == "speech":
            short = piece.block.kind == "paragraph" and bool(words(line)) and len(line) <= _LONGEST_BUTTON
            below = below and short and not (ends_sentence(line) or _is_answer(said, at))
            ends.update({at: line} if below else {})
        else:
            below = True
    speakers = defaultdict[str, Counter[str | None]](Counter)
    for at, line in ends.items():
        speakers[line][said[at].speaker] += 1
    often = {line for line, who in speakers.items() if who.total() >= _OFTEN and len(who) > 1}
    return [nobodys(each, "repeated line") if ends.get(at) in often else each for at, each in enumerate(said)]


def _is_answer(said: Sequence[Attributed], at: int) -> bool:
    """Say whether a piece follows a question."""
    before = said[at - 1].piece if at else None
    return before is not None and (before.kind == "question" or is_question(before.text))


def _repeats(quoted: Sequence[str], whole: str) -> bool:
    return len(quoted) >= _QUOTED and f" {' '.join(quoted)} " in f" {whole} "


def nobodys(said: Attributed, reason: str) -> Attributed:
    """Give a piece as what nobody says, and why."""
    return replace(said, speaker=None, narration=False, reason=reason)

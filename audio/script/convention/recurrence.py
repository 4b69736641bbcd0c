"""Labels known by where they stand: the same few words before the same mark, turn about, all through a file.

What a label says may speak against it: a magazine called `TIME:`, a nickname in small letters, `Man in the
back row:`. Where such words open paragraphs again and again, alternating, they are labels all the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from audio.script.convention.evidence import Tally
from audio.script.convention.question_looks import is_wholly
from audio.script.convention.speech import sayings, speechlike
from audio.script.labels import Candidate, Shape, long_form
from audio.script.names import QUESTION_LABELS
from audio.script.text import asks, is_question
from audio.script.values import Block

_SET_APART = ("colon", "stop", "period", "sign", "bracket", "tab")
_MANY = 12
"""Cues from which on their labels may be told by their place alone."""
_NEVER = ("mark", "none")
_NAMES = ("person", "titled", "role", "letter", "initials", "word", "joint")


def recurring(groups: Mapping[str, Tally], blocks: Sequence[Block]) -> set[str]:
    """Give the keys of labels that alternate in one shape through most of a file, whatever they say."""
    shaped: dict[Shape, list[Candidate]] = defaultdict(list)  # bold is one shape, with a colon or without
    for tally in groups.values():
        for candidate in tally.candidates:
            if candidate.name.kind in _NEVER:
                continue
            if candidate.emphasis in ("strong", "heading"):
                shaped["", candidate.emphasis, ""].append(candidate)
            elif candidate.delimiter in _SET_APART or (candidate.delimiter == "own" and candidate.stamped):
                shaped[candidate.shape].append(candidate)
    found: set[str] = set()
    for candidates in shaped.values():
        found |= _alternating(sorted(candidates, key=lambda c: (c.block, c.start)), blocks)
    return found


def _alternating(candidates: Sequence[Candidate], blocks: Sequence[Block]) -> set[str]:
    """Give the keys that recur among candidates of one shape where these make a conversation."""
    count = Counter(c.key for c in candidates)
    often = {key for key, times in count.items() if times >= 2}
    again = [c for c in candidates if c.key in often]
    if len(often) < 2 or len(again) < 4 or len(again) < max(0.6 * len(candidates), 2.0 * len(often)):
        return set()
    changes = sum(a.key != b.key for a, b in pairwise(again))
    begun = {c.block for c in again}
    later = sum(b.kind not in ("rule", "code", "heading") for b in blocks[again[0].block :])
    if _is_form([c.key for c in again]):
        return set()
    if changes < 0.6 * (len(again) - 1) or len(begun) < 0.4 * later:
        return set()
    said = sayings(blocks, again)
    if speechlike(said) < 0.7 or sum(map(asks, said)) < 0.15 * len(said):
        return set()
    return often


def _is_form(keys: Sequence[str]) -> bool:
    """Say whether three keys or more follow each other in one fixed order, as the fields of records do."""
    after: dict[str, set[str]] = defaultdict(set)
    for key, following in pairwise(keys):
        after[key].add(following)
    return len(after) >= 3 and all(len(followers) == 1 for followers in after.values())


def between(
    accepted: Collection[str], groups: Mapping[str, Tally], candidates: Sequence[Candidate]
) -> set[str]:
    """Give the keys of labels that the accepted ones around them vouch for, in the look of the file's labels.

    Nobody is labelled twice running in a file that labels changes, unless somebody else spoke between.
    """
    shapes = Counter(c.shape for key in accepted for c in groups[key].candidates)
    marked = [c for c in candidates if c.shape in shapes and (c.delimiter in _SET_APART or _is_own_line(c))]
    own = [c for c in marked if c.key in accepted]
    repeats = sum(a.key == b.key for a, b in pairwise(marked)) > 0.2 * len(own)
    alike = len(own) >= 0.5 * len(marked)
    found = {c.key for c in marked[:2] if c.head and c.key not in accepted and long_form(c.key, accepted)}
    for before, here, after in zip(marked, marked[1:], marked[2:], strict=False):
        if here.key in accepted or (here.alone and not _is_own_line(here)) or here.name.kind in _NEVER:
            continue
        known = before.key in accepted and after.key in accepted
        if known and alike and not repeats and _vouched(before, here, after, groups[here.key].count):
            found.add(here.key)
    return found


def in_cues(accepted: Collection[str], candidates: Sequence[Candidate], blocks: Sequence[Block]) -> set[str]:
    """Give the keys of labels such as `iPhone (2):` in captions where nearly every cue has a label."""
    cues = sum(block.kind == "cue" for block in blocks)
    colons = [c for c in candidates if c.head and c.delimiter == "colon" and blocks[c.block].kind == "cue"]
    known = sum(c.key in accepted for c in colons)
    if cues < _MANY or known < 0.85 * cues:
        return set()
    return {c.key for c in colons if c.name.kind not in (*_NEVER, "phrase", "field")}


def _is_own_line(candidate: Candidate) -> bool:
    """Say whether a label is a line of its own that bold or a time sets apart."""
    return candidate.delimiter == "own" and (candidate.emphasis == "strong" or candidate.stamped)


def _vouched(before: Candidate, here: Candidate, after: Candidate, count: int) -> bool:
    """Say whether the labels around vouch for one between: set apart by emphasis, or seen more than once."""
    kind = here.name.kind
    if here.delimiter == "tab" and count >= 3:
        return True
    if before.key != after.key or not here.head:
        return False
    if (here.emphasis or _is_own_line(here)) and kind != "field":
        return True
    return count >= 2 and kind in ("handle", "word", "person", "titled", "phrase")


def short_dialogue(groups: Mapping[str, Tally], blocks: Sequence[Block]) -> set[str]:
    """Give the labels of a file too short for them to recur: likely names that begin its blocks."""
    likely = {
        key: tally
        for key, tally in groups.items()
        if tally.best.name.kind in _NAMES
        and tally.best.delimiter in ("colon", "stop", "bold", "bracket")
        and not tally.best.alone
    }
    found = sorted(
        (c for tally in likely.values() for c in tally.candidates), key=lambda c: (c.block, c.start)
    )
    if len(likely) < 2:
        return set()
    lines = [
        line
        for block in blocks[found[0].block :]
        if block.kind in ("paragraph", "item", "quote", "cue")
        for line in block.text.split("\n")
    ]
    said = sayings(blocks, found)
    every = len(found) >= len(lines) and all(a.key != b.key for a, b in pairwise(found))
    if every and speechlike(said) == 1.0 and _exchange(found, said):
        return set(likely)
    speech = sum(block.kind in ("paragraph", "item", "quote", "cue") for block in blocks)
    strong = any(t.best.name.prior >= 2.0 or t.key in QUESTION_LABELS for t in likely.values())
    enough = strong and len(found) >= 0.6 * speech and speechlike(said) >= 0.6
    return set(likely) if enough and any(map(asks, said)) else set()


def _exchange(found: Sequence[Candidate], said: Sequence[str]) -> bool:
    """Say whether lines that are all labelled, in turn, are a conversation and no list of fields.

    Bold labels suffice; plain ones must be full names, or begin with a question that is answered.
    """
    if all(c.emphasis == "strong" for c in found):
        return True
    return asks(said[0]) and not asks(said[-1]) and len(said) >= 2


def asker_within(groups: Mapping[str, Tally], blocks: Sequence[Block], style: str) -> set[str]:
    """Give the label inside a question set like the unlabelled ones, `VICE: Really?`, and the answerer's."""
    labels = [c for tally in groups.values() for c in tally.candidates if c.head and c.delimiter == "colon"]
    likely = [c for c in labels if c.name.prior > 0 and c.emphasis == style]
    asking = {
        c.key for c in likely if is_wholly(blocks[c.block], style) and is_question(blocks[c.block].text)
    }
    return asking | {c.key for c in likely} if asking else set()

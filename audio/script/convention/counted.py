"""Which candidates of a file count as labels, once its convention is known."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from audio.script.convention.decision import Convention
from audio.script.labels import Candidate
from audio.script.text import STAMP, ends_sentence
from audio.script.values import Block

_FEW_WORDS = 8
_FEW = 3
"""Labels of a file too short for them to recur."""
_MANY = 4
"""Labels of a conversation from which on what stands before it may be told apart."""
_OFTEN = 3
"""How often a name with a colon must begin a line to be a label wherever it begins one."""


def counting(convention: Convention, blocks: Sequence[Block]) -> dict[int, list[Candidate]]:
    """Give the candidates that are labels, by block: an accepted name in a shape that this file uses."""
    most = max(convention.shapes.values(), default=0)
    by_block: dict[int, list[Candidate]] = defaultdict(list)
    heading = {_title(convention, blocks), *_fields(convention, blocks)}
    heads = _head_share(convention)
    again = _lines_recur(convention)
    often = Counter(candidate.key for candidate in convention.candidates if candidate.delimiter == "colon")
    for candidate in convention.candidates:
        if candidate.block in heading:
            continue
        if candidate.delimiter == "own" and not (again or candidate.stamped):
            continue
        marked = candidate.key in convention.marks
        sure = marked or (candidate.delimiter == "colon" and often[candidate.key] >= _OFTEN)
        if heads >= 0.8 and not sure and _breaks_sentence(candidate, blocks):
            continue
        usual = convention.shapes.get(candidate.shape, 0)
        strong = candidate.delimiter in ("colon", "voice", "bold", "bracket", "stop")
        rare = usual < 0.5 * most or usual < 2
        if (
            marked
            or (candidate.key in convention.labels and _heads_speech(candidate, blocks, convention))
            or (candidate.key in convention.labels and (strong or not rare))
            or (candidate.key in convention.labels and candidate.stamped and candidate.alone)
        ):
            by_block[candidate.block].append(candidate)
    return by_block


def _lines_recur(convention: Convention) -> bool:
    """Say whether some label on a line of its own comes twice, as it must in all but the shortest files."""
    count = Counter(
        c.key for c in convention.candidates if c.key in convention.labels and c.delimiter == "own"
    )
    return len(convention.labels) <= _FEW or max(count.values(), default=0) >= 2


def _heads_speech(candidate: Candidate, blocks: Sequence[Block], convention: Convention) -> bool:
    """Say whether a label in a rare shape opens a paragraph as the usual ones do."""
    if not candidate.head:
        return False
    own = sum(count for shape, count in convention.shapes.items() if shape[0] == "own")
    if candidate.delimiter == "own":
        return own > 0.5 * sum(convention.shapes.values()) and "\n" in blocks[candidate.block].text
    said = blocks[candidate.block].text[candidate.end :].lstrip()
    return candidate.delimiter == "dash" and said[:1].isupper() and ends_sentence(said)


def _head_share(convention: Convention) -> float:
    """Tell what share of the labels begin their block, 0 to 1."""
    labels = [candidate.head for candidate in convention.candidates if candidate.key in convention.labels]
    return sum(labels) / max(1, len(labels))


def _breaks_sentence(candidate: Candidate, blocks: Sequence[Block]) -> bool:
    """Say whether the line before goes on into what looks like a label, as hard-wrapped text may."""
    if candidate.head or candidate.emphasis:
        return False
    before = blocks[candidate.block].text[max(0, candidate.start - 200) : candidate.start].rstrip()
    return (
        bool(before) and not ends_sentence(before) and not STAMP.fullmatch(before.rsplit("\n", 1)[-1].strip())
    )


def _title(convention: Convention, blocks: Sequence[Block]) -> int:
    """Give the index of a first line such as `Ada Lovelace: a life in notes`, which labels nothing, or -1."""
    first = next((at for at, block in enumerate(blocks) if block.kind != "rule"), -1)
    if first < 0 or len(blocks) < first + 3 or "\n" in blocks[first].text or blocks[first].speaker:
        return -1
    text = blocks[first].text.strip()
    labelled = [c for c in convention.candidates if c.key in convention.labels and c.head and not c.alone]
    stopped = sum(ends_sentence(blocks[c.block].text) for c in labelled if c.block != first)
    short = len(text) <= 100 and not ends_sentence(text) and not text.endswith(("-", "–", "—"))
    alone = _labels_once(convention, first) and len(convention.labels) > 2
    others = len(labelled) > 3 and stopped >= 0.9 * (len(labelled) - 1)
    return first if short and (others or alone) else -1


def _fields(convention: Convention, blocks: Sequence[Block]) -> set[int]:
    """Give the blocks before the conversation that are a field and its value, such as `By: Ada Lowe`.

    Their label is in no other place, and no sentence follows it, in a file where nearly all others say one.
    """
    count = Counter(c.key for c in convention.candidates if c.key in convention.labels)
    own = [c for c in convention.candidates if c.key in convention.labels]
    first = next((at for at, c in enumerate(own) if count[c.key] > 1), 0)
    after = [c for c in own[first:] if not c.alone]
    told = sum(ends_sentence(_line_of(c, blocks)) for c in after)
    if len(after) < _MANY or told < 0.8 * len(after):
        return set()
    labelled = {c.block for c in own}
    before = [c for c in own[:first] if c.block < own[first].block]
    return {c.block for c in before if _is_field(c, blocks) or _is_title(c, blocks, labelled)}


def _is_title(candidate: Candidate, blocks: Sequence[Block], labelled: Collection[int]) -> bool:
    """Say whether a label in a block of its own leads a few words, as in `Ada Lowe: a life on the line`."""
    rest = _line_of(candidate, blocks).strip()
    short = 0 < len(rest.split()) <= _FEW_WORDS and "\n" not in rest and not ends_sentence(rest)
    apart = candidate.head and candidate.block + 1 not in labelled
    return short and apart and candidate.delimiter == "colon" and not candidate.emphasis


def _is_field(candidate: Candidate, blocks: Sequence[Block]) -> bool:
    """Say whether what a label leads is a value: no sentence, and after a person's name on further lines."""
    rest = _line_of(candidate, blocks).strip()
    if candidate.name.kind in ("person", "titled"):
        return candidate.delimiter in ("own", "bold") and rest.count("\n") >= 1 and not ends_sentence(rest)
    return candidate.delimiter == "colon" and not candidate.alone and not ends_sentence(rest)


def _line_of(candidate: Candidate, blocks: Sequence[Block]) -> str:
    """Give what a block says after a label, up to the end of its last line."""
    return blocks[candidate.block].text[candidate.end :]


def _labels_once(convention: Convention, first: int) -> bool:
    """Say whether the label in a block is in no other."""
    here = {c.key for c in convention.candidates if c.block == first}
    return bool(here) and not any(c.key in here for c in convention.candidates if c.block != first)

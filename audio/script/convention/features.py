"""What a file says for and against each candidate label: named features, each from 0 to 1 or a little more.

All ask the same of a label and of the labels that look like it: does it come again, is something said after
it, does it ask, is it answered, do its holders take turns? To that comes what is known of its name. What
each feature is worth stands in `weights.tsv`; `bench/fit_evidence.py` finds it from files whose right reading
is known.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

from audio.script.convention.evidence import Facts, Tally
from audio.script.convention.looks import WHOLE
from audio.script.convention.speech import sayings, speechlike
from audio.script.convention.together import (
    OWN_NAMES,
    Features,
    Look,
    LookFeatures,
    begins_with_first_name,
    in_order,
    kind_of,
    looks_together,
    usual_look,
)
from audio.script.labels import Candidate, parted
from audio.script.names import capitals, classify, initials_of, joined, key_of
from audio.script.text import asks, ends_sentence, has_case, is_question
from audio.script.values import Block

_TOKEN = re.compile(r"[^\W\d_][\w'’]*")
_MIXED = 20
"""Different words in small letters from which on a file is not set in capitals."""
_INITIALS = 4
"""Letters of initials at most, where a text declares some: `Tam Brook (TB)`."""
_SHORT = ("initials", "letter", "word", "titled", "field")
_NONE = Counter[bool]()


def features(
    groups: Mapping[str, Tally], blocks: Sequence[Block], facts: Facts, known: Collection[str]
) -> dict[str, Features]:
    """Give the features of every label that is no sound mark, by its key.

    `known` are the keys of names that the file or the settings tell of.
    """
    labels = {key: tally for key, tally in groups.items() if tally.best.name.kind != "mark"}
    candidates = in_order(labels.values())
    said = {(c.block, c.start): text for c, text in zip(candidates, sayings(blocks, candidates), strict=True)}
    begun = {c.block for c in candidates if c.delimiter == "colon" or c.name.prior >= 0}
    questions = {at for at, block in enumerate(blocks) if at not in begun and _is_asked(block)}
    shorts = _shorts(labels)
    looks = looks_together(candidates, blocks, shorts)
    holders = Counter(shorts.get(c.key, c.key) for c in candidates)
    return {
        key: {
            **_of_name(tally, facts, known, short=key in shorts),
            **_of_places(tally, blocks, facts, holders[shorts.get(key, key)], looks[usual_look(tally)]),
            **_of_speech([said[c.block, c.start] for c in tally.candidates]),
            "begins small": _begins_small(tally, looks[usual_look(tally)].begun),
            "answers": _share(
                tally.candidates, lambda c: c.head and not c.alone and c.block - 1 in questions
            ),
            **_of_look(tally, looks),
        }
        for key, tally in labels.items()
    }


def _of_name(tally: Tally, facts: Facts, known: Collection[str], *, short: bool) -> Features:
    """Tell what is known of the name; `short` where it abbreviates another label."""
    name = tally.best.name
    tokens = [token.casefold() for token in _TOKEN.findall(name.text)]
    brief = short or (bool(facts.declared) and len(name.text) <= _INITIALS)
    kind = "initials" if brief and name.kind == "field" and capitals(name.text) else name.kind
    told = {f"name:{kind}": 1.0}
    parts = list(map(key_of, joined(name.text)))
    told["known"] = float(all(part in known or part in facts.declared for part in parts))
    own = any(key_of(each.alias) in initials_of(name.text) for each in tally.candidates if each.alias)
    told["declared"] = float(own or all(part in facts.declared for part in parts))
    if name.kind in ("person", "titled", "word") and has_case(name.text) and tokens:
        named = facts.pairs[tokens[0], tokens[1]] if len(tokens) > 1 else facts.upper[tokens[0]]
        told["named elsewhere"] = float(named > tally.count)
        told["in small letters elsewhere"] = float(all(token in facts.lower for token in tokens))
        told["ends in small letters elsewhere"] = float(tokens[-1] in facts.lower and len(tokens) > 1)
    return told


def _of_places(
    tally: Tally, blocks: Sequence[Block], facts: Facts, times: int, look: LookFeatures
) -> Features:
    """Tell where it stands, and how many times its holder is labelled, under this name or another.

    Where its look fills the file, lines are turns, and in a file of two nobody can come again.
    """
    fills = tally.key in look.fills
    own, best = tally.candidates, tally.best
    dateline = best.delimiter == "dash" and capitals(best.name.text) and look.kinds.total() == 1
    shouted = (best.shouted or dateline) and times == 1 and best.name.kind != "joint"
    return {
        "once": float(times == 1 and not fills),
        "inside a paragraph": _share(own, lambda c: not c.head and not fills),
        "in a list": _share(own, lambda c: c.place == "item"),
        "in a cue": _share(own, lambda c: blocks[c.block].kind == "cue" and c.name.kind != "phrase"),
        "behind >>": _share(own, _behind_chevrons),
        "leads a list": _share(own, lambda c: _leads_list(c, blocks)),
        "points to a link": float(all(c.points for c in own)),
        "shouts a title": float(shouted and len(facts.lower) > _MIXED),
        "stamped": float(best.stamped),
    }


def _behind_chevrons(candidate: Candidate) -> bool:
    """Say whether the mark of captions for another speaker leads a name and its colon: `>> Ada:`."""
    return candidate.marked and candidate.delimiter == "colon" and candidate.name.kind in OWN_NAMES


def _leads_list(candidate: Candidate, blocks: Sequence[Block]) -> bool:
    """Say whether nothing but list items, or lines of people, follow a label that stands alone."""
    rest = blocks[candidate.block].text[candidate.end :].strip()
    following = blocks[candidate.block + 1] if candidate.block + 1 < len(blocks) else None
    if following and following.kind == "item" and not rest:
        return True
    lines = (rest or (following.text if following else "")).split("\n") if candidate.alone else []
    return len(lines) > 1 and all(_is_listed(line) for line in lines if line.strip())


def _is_listed(line: str) -> bool:
    """Say whether a line is somebody's name, perhaps with an office behind it."""
    return not ends_sentence(line) and classify(parted(line).name).kind in ("person", "titled")


def _of_speech(said: Sequence[str]) -> Features:
    """Tell what is said after it."""
    return {"is said": speechlike(said), "asks": sum(map(asks, said)) / len(said)}


def _begins_small(tally: Tally, begun: Mapping[str, Counter[bool]]) -> float:
    """Give the share of what is said after it that begins small, times that of others that does not."""
    if tally.best.written[:1].islower():  # who writes a name small begins sentences so
        return 0.0
    own, all_told = begun.get(tally.key, _NONE), begun.get("", _NONE)
    others = all_told.total() - own.total()
    big = (all_told[True] - own[True]) / max(1, others)
    return own[False] / max(1, own.total()) * big


def _of_look(tally: Tally, looks: Mapping[Look, LookFeatures]) -> Features:
    """Tell what the labels in its look do together."""
    look = usual_look(tally)
    shared = looks[look]
    told = {f"look:{look[0]}": 1.0, **shared.told}
    if look[1]:
        told[f"look:{look[1]}"] = 1.0
    told["look: fills the file"] = float(tally.key in shared.fills)
    told["look: first names"] = shared.first_names * begins_with_first_name(tally.best)
    told["look: same kind of name"] = shared.kinds[kind_of(tally.best)] / shared.kinds.total()
    return told


def _shorts(labels: Mapping[str, Tally]) -> dict[str, str]:
    """Give the labels that are a word or the initials of exactly one longer label, and which."""
    several = [key for key, tally in labels.items() if " " in key and tally.best.name.kind != "joint"]
    forms: dict[str, set[str]] = defaultdict(set)
    for key in several:
        for form in (*key.split(), *initials_of(key.title())):
            forms[form].add(key)
    for key, tally in labels.items():
        for alias in {key_of(candidate.alias) for candidate in tally.candidates if candidate.alias}:
            forms[alias].add(key)
    brief = (key for key, tally in labels.items() if tally.best.name.kind in _SHORT)
    found = {key: forms.get(key.replace(" ", ""), set()) - {key} for key in brief}
    return {key: next(iter(longer)) for key, longer in found.items() if len(longer) == 1}


def _is_asked(block: Block) -> bool:
    return block.kind != "heading" and (is_question(block.text) or bool(WHOLE["double dash"](block)))


def _share(candidates: Sequence[Candidate], holds: Callable[[Candidate], bool]) -> float:
    return sum(map(holds, candidates)) / len(candidates)

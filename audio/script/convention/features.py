"""What a file says for and against each candidate label: named features, each from 0 to 1 or a little more.

All ask the same of a label and of the labels that look like it: does it come again, is something said after
it, does it ask, is it answered, do its holders take turns? To that comes what is known of its name. What
each feature is worth stands in `weights.tsv`; `bench/fit_evidence.py` finds it from files whose right reading
is known.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from audio.script.convention.evidence import Facts, Tally
from audio.script.convention.looks import WHOLE
from audio.script.convention.speech import sayings, speechlike, talk
from audio.script.labels import Candidate, parted
from audio.script.names import capitals, classify, initials_of, is_first_name, joined, key_of
from audio.script.text import asks, ends_sentence, has_case, has_letters, is_question
from audio.script.values import Block

Features = dict[str, float]
Look = tuple[str, str]
"""The delimiter and the emphasis or capitals of a label: bold is one look, with a colon or without."""

_TOKEN = re.compile(r"[^\W\d_][\w'’]*")
_MIXED = 20
"""Different words in small letters from which on a file is not set in capitals."""
_INITIALS = 4
"""Letters of initials at most, where a text declares some: `Tam Brook (TB)`."""
_NAMES = ("person", "titled", "role")
_OWN_NAMES = ("person", "titled", "word")
_SOME = 4
"""Labels from which on others are taken to speak."""
_MOST = 0.75
_SHORT = ("initials", "letter", "word", "titled", "field")
_NONE = Counter[bool]()
_SILENT = ("rule", "code", "heading")


def features(
    groups: Mapping[str, Tally], blocks: Sequence[Block], facts: Facts, known: Collection[str]
) -> dict[str, Features]:
    """Give the features of every label that is no sound mark, by its key.

    `known` are the keys of names that the file or the settings tell of.
    """
    labels = {key: tally for key, tally in groups.items() if tally.best.name.kind != "mark"}
    candidates = _in_order(labels.values())
    said = {(c.block, c.start): text for c, text in zip(candidates, sayings(blocks, candidates), strict=True)}
    begun = {c.block for c in candidates if c.delimiter == "colon" or c.name.prior >= 0}
    questions = {at for at, block in enumerate(blocks) if at not in begun and _is_asked(block)}
    shorts = _shorts(labels)
    looks = _looks(candidates, blocks, shorts)
    holders = Counter(shorts.get(c.key, c.key) for c in candidates)
    return {
        key: {
            **_of_name(tally, facts, known, short=key in shorts),
            **_of_places(tally, blocks, facts, holders[shorts.get(key, key)], looks[_usual_look(tally)]),
            **_of_speech([said[c.block, c.start] for c in tally.candidates]),
            "begins small": _begins_small(tally, looks[_usual_look(tally)].begun),
            "answers": _share(
                tally.candidates, lambda c: c.head and not c.alone and c.block - 1 in questions
            ),
            **_of_look(tally, looks),
        }
        for key, tally in labels.items()
    }


def beside(
    told: Mapping[str, Features],
    groups: Mapping[str, Tally],
    blocks: Sequence[Block],
    believed: Collection[str],
) -> dict[str, Features]:
    """Give the features of every label once more, with what those already believed say for it.

    `believed` are the keys that were taken for labels at first sight; nobody vouches for himself.
    """
    candidates = _in_order(groups[key] for key in told)
    looks = _by_look(candidates)
    within = {look: Counter(c.key for c in own if c.key in believed) for look, own in looks.items()}
    shared = {look: own.total() for look, own in within.items()}
    kinds = Counter(_kind_of(c) for c in candidates if c.key in believed)
    around = _between(looks, believed)
    silenced = _silencing(candidates, blocks, believed)
    returning = [c for c in candidates if c.key in believed and groups[c.key].count > 1]
    again = [c.block for c in returning]

    def ahead(key: str, tally: Tally) -> bool:
        first = next((c.block for c in returning if c.key != key), 0)
        return all(c.block < first and _tells_name(c, blocks) for c in tally.candidates)

    def vouched(key: str, tally: Tally) -> Features:
        look = _usual_look(tally)
        same, kind = within[look], _kind_of(tally.best)
        own, here = (tally.count, same[key]) if key in believed else (0, 0)
        others = len(looks[look]) - sum(look_of(c) == look for c in tally.candidates)
        speaking = kinds.total() - own
        return {
            "beside: its look is believed": (shared[look] - here) / max(1, others),
            "beside: none is believed": float(not speaking),
            "beside: its kind is believed": (kinds[kind] - own) / max(1, speaking),
            "beside: a name where others speak": float(tally.best.name.kind in _NAMES and speaking >= _SOME),
            "beside: stands between": around[key] / tally.count,
            "beside: stands outside": float(tally.count == 1 and _is_outside(tally.best, again)),
            "beside: tells a name ahead": float(ahead(key, tally)),
            "beside: stands where another's words should": silenced[key] / tally.count,
        }

    return {key: {**each, **vouched(key, groups[key])} for key, each in told.items()}


def _between(looks: Mapping[Look, Sequence[Candidate]], believed: Collection[str]) -> Counter[str]:
    """Count for each label how often it stands between two others of its look that are believed."""
    return Counter(
        here.key
        for own in looks.values()
        for before, here, after in zip(own, own[1:], own[2:], strict=False)
        if before.key in believed and after.key in believed and before.key != here.key != after.key
    )


def _is_outside(candidate: Candidate, again: Sequence[int]) -> bool:
    """Say whether a label stands before or behind all that come again, whose blocks are `again`, in order."""
    return bool(again) and not again[0] <= candidate.block <= again[-1]


def _silencing(
    candidates: Sequence[Candidate], blocks: Sequence[Block], believed: Collection[str]
) -> Counter[str]:
    """Count for each label how often it follows one that is alone and believed, which would say nothing."""
    return Counter(
        here.key
        for before, here in pairwise(candidates)
        if before.key in believed
        and before.alone
        and before.key != here.key
        and _follows(blocks, before, here)
    )


def _follows(blocks: Sequence[Block], before: Candidate, here: Candidate) -> bool:
    """Say whether nothing but space stands between two labels."""
    text = blocks[before.block].text
    if before.block == here.block:
        return not text[before.end : here.start].strip()
    return before.block == here.block - 1 and here.head and not text[before.end :].strip()


def look_of(candidate: Candidate) -> Look:
    """Give the look of a label."""
    delimiter, emphasis, _ = candidate.shape
    if delimiter == "own":
        return ("post" if candidate.stamped else delimiter, emphasis)
    return ("bold" if emphasis in ("strong", "heading") else delimiter, emphasis)


def _in_order(tallies: Iterable[Tally]) -> list[Candidate]:
    return sorted((c for tally in tallies for c in tally.candidates), key=lambda c: (c.block, c.start))


def _by_look(candidates: Iterable[Candidate]) -> dict[Look, list[Candidate]]:
    looks: dict[Look, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        looks[look_of(candidate)].append(candidate)
    return looks


def _usual_look(tally: Tally) -> Look:
    return Counter(map(look_of, tally.candidates)).most_common(1)[0][0]


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
    tally: Tally, blocks: Sequence[Block], facts: Facts, times: int, look: _LookFeatures
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


def _tells_name(candidate: Candidate, blocks: Sequence[Block]) -> bool:
    """Say whether nothing but a full name follows on its line: `Maker of the month: Ada Lowe`."""
    rest = blocks[candidate.block].text[candidate.end :].partition("\n")[0].strip()
    return classify(rest[:80]).kind in ("person", "titled") and not (candidate.alone or ends_sentence(rest))


def _behind_chevrons(candidate: Candidate) -> bool:
    """Say whether the mark of captions for another speaker leads a name and its colon: `>> Ada:`."""
    return candidate.marked and candidate.delimiter == "colon" and candidate.name.kind in _OWN_NAMES


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
    own, all_told = begun.get(tally.key, _NONE), begun.get("", _NONE)
    others = all_told.total() - own.total()
    big = (all_told[True] - own[True]) / max(1, others)
    return own[False] / max(1, own.total()) * big


def _of_look(tally: Tally, looks: Mapping[Look, _LookFeatures]) -> Features:
    """Tell what the labels in its look do together."""
    look = _usual_look(tally)
    shared = looks[look]
    told = {f"look:{look[0]}": 1.0, **shared.told}
    if look[1]:
        told[f"look:{look[1]}"] = 1.0
    told["look: fills the file"] = float(tally.key in shared.fills)
    told["look: first names"] = shared.first_names * _begins_with_first_name(tally.best)
    told["look: same kind of name"] = shared.kinds[_kind_of(tally.best)] / shared.kinds.total()
    return told


@dataclass(frozen=True, slots=True)
class _LookFeatures:
    """What labels of one look do together."""

    told: Features
    first_names: float
    """Share of its different labels, 0 to 1, that begin with a common first name, if two do or more."""
    kinds: Counter[str]
    """How often each kind of name, names of people in all their forms one kind."""
    begun: Mapping[str, Counter[bool]]
    """Key of each label, or none for all: how often what is said after it begins with a capital, and not."""
    fills: frozenset[str]
    """Keys of those that come again in turn, or of two in all, where the look begins all that follows."""


def _looks(
    candidates: Sequence[Candidate], blocks: Sequence[Block], shorts: Mapping[str, str]
) -> dict[Look, _LookFeatures]:
    lines = _lines_from(blocks)
    return {look: _together(own, blocks, lines, shorts) for look, own in _by_look(candidates).items()}


def _together(
    own: Sequence[Candidate], blocks: Sequence[Block], lines: Sequence[int], shorts: Mapping[str, str]
) -> _LookFeatures:
    """Tell how the labels of one look recur, cover the file, take turns, ask and are answered."""
    count, times = len(own), Counter(shorts.get(c.key, c.key) for c in own)
    first = own[0].block
    begun = len({c.block for c in own if c.head})
    speech = sum(block.kind not in _SILENT for block in blocks[first:])
    alone = 2 * sum(c.alone for c in own) > count
    said = sayings(blocks, own)
    asking = list(map(asks, said))
    turns = list(pairwise(own))
    changes = sum(a.key != b.key for a, b in turns) / max(1, len(turns))
    answered = sum(
        asked and not again and a.key != b.key
        for (asked, again), (a, b) in zip(pairwise(asking), turns, strict=True)
    )
    cover = min(1.0, begun / max(1, speech))
    covered = min(1.0, (2 * count if alone else count) / max(1, lines[first]))
    told = {
        "look: takes turns": changes,
        "look: begins paragraphs": cover,
        "look: begins lines": covered,
        "look: is said": speechlike(said),
        "look: talks": talk(said),
        "look: asks": min(1.0, 2 * sum(asking) / count),
        "look: is answered": min(1.0, 3 * answered / count),
        "look: nobody comes again": float(count > 2 and max(times.values()) == 1),
    }
    different = {c.key: c for c in own}.values()
    named = sum(map(_begins_with_first_name, different))
    first_names = named / len(different) if named > 1 else 0.0  # one alone may be chance
    may_speak = [c for c in own if c.name.prior >= 0]
    again = [c.key for c in may_speak if times[shorts.get(c.key, c.key)] > 1 or count == 2]
    shared = len({*again}) > 1 and changes == 1 and len(again) >= _MOST * count
    between = not alone or lines[first] in (2 * count, 2 * len(again))
    fills = frozenset(again if shared and between and cover == covered == 1 else ())
    begins = defaultdict[str, Counter[bool]](Counter)
    for candidate, text in zip(own, said, strict=True):
        for key in ("", candidate.key) if has_case(text[:1]) else ():
            begins[key][text[0].isupper()] += 1
    return _LookFeatures(told, first_names, Counter(map(_kind_of, own)), begins, fills)


def _lines_from(blocks: Sequence[Block]) -> list[int]:
    """Give for each block how many lines with letters there are from it on."""
    lines = [0] * (len(blocks) + 1)
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        own = 0 if block.kind in ("rule", "code") else sum(map(has_letters, block.text.split("\n")))
        lines[at] = lines[at + 1] + own
    return lines


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


def _begins_with_first_name(candidate: Candidate) -> bool:
    return candidate.name.kind in _OWN_NAMES and is_first_name(candidate.name.text.split()[0])


def _kind_of(candidate: Candidate) -> str:
    """Give the kind of name; people's names in all their forms are one kind."""
    kind = candidate.name.kind
    return "person" if kind in ("person", "titled", "initials", "word", "joint") else kind


def _is_asked(block: Block) -> bool:
    return block.kind != "heading" and (is_question(block.text) or bool(WHOLE["double dash"](block)))


def _share(candidates: Sequence[Candidate], holds: Callable[[Candidate], bool]) -> float:
    return sum(map(holds, candidates)) / len(candidates)

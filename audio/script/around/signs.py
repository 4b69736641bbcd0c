"""What is seen of a unit, of its neighbours and of the whole file: named numbers, mostly 0 or 1."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from audio.script.around.again import QUOTES, Elsewhere, elsewhere, says_again
from audio.script.around.parting import Unit, is_sign
from audio.script.head import line_reason
from audio.script.text import (
    ADDRESSES,
    SPACED,
    STAMP,
    count_words,
    ends_sentence,
    is_of_oneself,
    is_question,
    is_unspaced,
    one_line,
    phrases_of,
    words,
    words_of,
)
from audio.script.unspoken import (
    PROCEEDINGS,
    cuts,
    has_key,
    is_caption,
    is_footer,
    spoken,
    unsaid,
)

Signs = dict[str, float]
_ADDRESS = re.compile(
    r"https?://|www\.|\S@\w|\d[ -]\d{3}[ -]\d{4}\b"
    r"|\w\.(?:com|org|net|edu|gov|info|io|fm|tv|eu|de|fr|es|it|nl|pl|example|co\.uk|ca|au)\b"
)
"""On the web, for mail, of a telephone."""
_BARS = re.compile(r" [|·•›»>→/–—-] |\t|\S {3,}\S")
_PRICE = re.compile(r"[$€£¥]\s?\d|\d\s?[€£¥%]|\d{1,2}[:.]\d\d")
_TWO_WORDS = re.compile(r"([^\W\d_])[\w’'.-]+ (?:[a-z]{2,3} )?(?=([^\W\d_])[\w’'.-])")
"""Words of two letters or more that stand together or with a small one between, as of a name."""
_FIGURES = re.compile(r"\d+")
_NO_NAMES = words_of("articles") | words_of("honorifics")
"""Words of a label by which nobody is told of."""
_FEW, _SENTENCE, _LONG = 7, 12, 30
_ADVERT = 4
"""Units between two rules that may be one advertisement."""
_LONGEST_FOOTER = 80
"""Words beyond which a paragraph speaks of publishing by chance."""
_SEEN = 600
"""Characters of a unit that are looked at."""


@dataclass(frozen=True, slots=True)
class File:
    """What is known of the whole file."""

    full_names: tuple[str, ...]
    """Of those who speak, casefolded."""
    lines: Mapping[str, int]
    """Below how many turns a short line stands."""
    elsewhere: Elsewhere
    lists: Sequence[int]
    """Of each unit the index of the first item of the list that it is in, or its own."""
    bare: frozenset[int]
    """Indices of the units that are judged and are a few words without a stop."""
    worded: Sequence[int]
    """Indices of the units that have words, in order."""
    stops: float
    """The share of what people say that ends with a stop."""
    single: float
    """The share of turns that are one paragraph."""


def file_of(units: Sequence[Unit], names: Sequence[str]) -> File:
    """Look at the whole file."""
    said = [words(unit.piece.text) for unit in units]
    signed = [unit for unit, own in zip(units, said, strict=True) if own and is_sign(unit.piece)]
    stopped = sum(ends_sentence(unit.piece.text) for unit in signed)
    lines, seen = Counter[str](), set[tuple[str, int]]()
    lists: list[int] = []
    paragraphs: list[int] = []
    """Of each turn."""
    for at, (unit, own) in enumerate(zip(units, said, strict=True)):
        listed = at > 0 and unit.piece.block.kind == units[at - 1].piece.block.kind == "item"
        lists.append(lists[-1] if listed else at)
        if is_sign(unit.piece):
            paragraphs.append(0)
        if paragraphs and unit.piece.kind in ("speech", "question"):
            paragraphs[-1] += bool(own) and not unit.follows
        line = _heading(unit.piece.text) if unit.place and len(unit.piece.text) <= 100 else ""
        if line and (line, len(paragraphs)) not in seen:  # a refrain comes again in one turn
            seen.add((line, len(paragraphs)))
            lines[line] += 1
    ended = paragraphs[:-1]
    return File(
        tuple(name.casefold() for name in names if " " in name or (is_unspaced(name[0]) and len(name) > 2)),
        lines,
        elsewhere(units, said),
        lists,
        frozenset(at for at, unit in enumerate(units) if _is_bare(unit)),
        [at for at, own in enumerate(said) if own],
        (stopped + 1) / (len(signed) + 1),
        sum(count <= 1 for count in ended) / (len(ended) + 4),
    )


def _heading(text: str) -> str:
    """Give a line without its figures: the head of a page comes again with another number."""
    return one_line(_FIGURES.sub(" ", text)).casefold()


def signs(units: Sequence[Unit], at: int, file: File, speaker: str) -> Signs:
    """Give what is seen of the unit `at`; `speaker` is who spoke last, casefolded."""
    unit = units[at]
    text = _without_stamps(unit.piece.text)
    told = _of_text(text[:_SEEN] + text[_SEEN:][-_SEEN:])
    told.update(_of_people(text[:_SEEN], file, speaker))
    told.update(_of_look(unit))
    told.update(_of_place(units, at, file))
    return {name: float(value) for name, value in told.items() if value}


def _without_stamps(text: str) -> str:
    """Give a text without lines that are times."""
    return "\n".join(row for row in text.split("\n") if not STAMP.fullmatch(row.strip()))


@cache
def _publishing() -> re.Pattern[str]:
    """Give what finds, in small letters, how words begin of which papers speak: `photo`, `subscri`."""
    return re.compile(rf"(?<![^\W\d_]{SPACED}){phrases_of('publishing')}")


def _of_text(text: str) -> Signs:
    """Look at the words."""
    line = one_line(text)
    said = spoken(text, cuts(text))
    count = count_words(said)
    stop = ends_sentence(line)
    tokens = line.split()
    capital = sum(token[:1].isupper() for token in tokens[1:]) / max(1, len(tokens) - 1)
    why = unsaid(text)
    published = len({*_publishing().findall(line.casefold())}) if count < _LONGEST_FOOTER else 0
    own, addressed = is_of_oneself(line), bool(ADDRESSES.search(line))
    return {
        "ends with a stop": stop,
        "a question": is_question(line),
        "ends with a colon": line.endswith((":", "：")),
        "no word to say": count == 0,
        "one or two words": count <= 2,
        "few words": count <= _FEW,
        "few words, no stop": count <= _FEW and not stop,
        "a sentence's length": count >= _SENTENCE,
        "a sentence's length, no stop": count >= _SENTENCE and not stop,
        "long": count >= _LONG,
        "capital words": capital if len(tokens) > 1 else 0.0,
        "figures": min(1.0, 4 * sum(map(str.isdigit, line)) / max(1, len(line))),
        "a time or a price": bool(_PRICE.search(line)),
        "an address": bool(_ADDRESS.search(line)),
        "a key": has_key(line),
        "a key, no stop": has_key(line) and not stop,
        "told of an interview": bool(line_reason(line)),
        "reports": bool(PROCEEDINGS.search(line)),
        "a direction": why == "stage direction",
        "a site's line": why in ("site", "trail"),
        "a footer's words": is_footer(text),
        "a footer's words last": is_caption(text),
        "bars": bool(_BARS.search(text)),
        "in brackets": line[:1] in "([【（" and line[-1:] in ")]】）.",
        "in quotation marks": line[:1] in QUOTES,
        "a word of publishing": published > 0,
        "several words of publishing": published > 1,
        "a word of publishing, no I": published > 0 and not own,
        "says you": addressed,
        "neither I nor you": stop and not (own or addressed),
        "a person in it": any(one.isupper() and other.isupper() for one, other in _TWO_WORDS.findall(line)),
        "first line has no stop": "\n" in text.strip() and not ends_sentence(text.strip().split("\n")[0]),
    }


def _of_people(text: str, file: File, speaker: str) -> Signs:
    """Look for those who speak."""
    line = one_line(text).casefold()
    first = " ".join(line.split()[:3])
    parts = [
        part for part in speaker.split() if part not in _NO_NAMES and (len(part) > 2 or is_unspaced(part[0]))
    ]
    named = any(name in line for name in file.full_names)
    begins = any(
        re.search(rf"(?<!\w){re.escape(part)}(?!\w)", first)
        or (is_unspaced(part[0]) and line.startswith(part))
        for part in parts
    )
    return {
        "names a speaker in full": named,
        "begins with a speaker's full name": line.startswith(file.full_names),
        "begins with the last speaker": begins,
        "begins with the last speaker, no I": begins and not is_of_oneself(line),
    }


def _of_look(unit: Unit) -> Signs:
    """Look at the block."""
    block, piece = unit.piece.block, unit.piece
    length = max(1, len(piece.text.strip()))
    covered = {
        kind: sum(
            min(span.end, piece.end) - max(span.start, piece.start)
            for span in block.spans
            if span.kind == kind and span.end > piece.start and span.start < piece.end
        )
        for kind in ("link", "strong", "emphasis")
    }
    return {
        "an item": block.kind == "item",
        "a quotation": block.kind == "quote",
        "all a link": covered["link"] > 0.6 * length,
        "all set apart": covered["strong"] + covered["emphasis"] > 0.8 * length,
        "a line below another": unit.follows,
    }


def _of_place(units: Sequence[Unit], at: int, file: File) -> Signs:
    """Look at what stands beside it, and whether it stands elsewhere too."""
    unit, text = units[at], one_line(units[at].piece.text)
    place = bisect_left(file.worded, at)
    ahead = file.worded[place - 1] if place else -1
    place += place < len(file.worded) and file.worded[place] == at
    behind = file.worded[place] if place < len(file.worded) else -1
    before, after = units[ahead] if ahead >= 0 else None, units[behind] if behind >= 0 else None
    ruled, rule_next = _rule(units, at, -1), _rule(units, at, 1)
    again = file.lines.get(_heading(text), 0)
    asked = before is not None and is_sign(before.piece) and is_question(before.piece.text)
    previous = one_line(before.piece.text[-200:]) if before else ""
    return {
        "comes again": again > 1,
        "comes three times": again > 2,
        "says again": says_again(unit, file.elsewhere),
        "behind a question": asked,
        "goes on from a line without a stop": bool(previous) and not ends_sentence(previous),
        "begins small": _without_stamps(unit.piece.text)[:1].islower(),
        "goes on small": after is not None and after.piece.text[:1].islower() and after.place != "",
        "announced": _is_announced(units, file.lists[at]),
        "below a rule": ruled == 1,
        "above a rule": rule_next == 1,
        "between two rules": ruled > 0 and rule_next > 0,
        "above a sign": after is not None and is_sign(after.piece),
        "right below a sign": before is not None and is_sign(before.piece),
        "few words beside it": ahead in file.bare or behind in file.bare,
        "few words before it": ahead in file.bare,
        "another where turns are one": file.single if not unit.follows else 0.0,
        "no stop where all stop": 0.0 if ends_sentence(text) else file.stops**4,
        "where nobody stops": 1.0 - file.stops,
    }


def _is_announced(units: Sequence[Unit], first: int) -> bool:
    """Say whether a colon stands before a unit, or before the list that begins with it."""
    return first > 0 and one_line(units[first - 1].piece.text[-20:]).endswith((":", "："))


def _rule(units: Sequence[Unit], at: int, step: int) -> int:
    """Give how far a rule is before or behind, of what is judged, or 0."""
    for count in range(1, _ADVERT + 1):
        here = at + step * count
        if not 0 <= here < len(units) or is_sign(units[here].piece):
            return 0
        if units[here].piece.kind == "rule":
            return count
    return 0


def _is_bare(unit: Unit) -> bool:
    """Say whether a unit that is judged is a few words without a stop."""
    text = unit.piece.text
    return bool(unit.place) and count_words(text[:_SEEN]) <= _FEW and not ends_sentence(text)

"""Who is interviewed, by what stands before a conversation: every name there is weighed by the same signs.

What each sign is worth stands in `weights.tsv`; `bench/fit_guest.py` finds it from files whose right reading
is known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from audio.script.convention import Facts
from audio.script.head.mentions import (
    KINDS,
    POLITE,
    Around,
    Mention,
    core_of,
    mentions_in,
    phrases,
)
from audio.script.names import ARTICLES, classify, is_first_name, key_of, unaccented
from audio.script.text import either, has_case, is_of_oneself, words_of
from audio.tables import rows

NOBODY = "(nobody)"
"""The row of the table for that no name is who is interviewed."""
_GOES_ON = re.compile(rf"( ?{POLITE})|(?: \([^()\n]{{1,40}}\))?(?:['’]s?)?,? ([^\W\d_])")
_GAP = re.compile(r"[:,]? ")
_PAUSE = re.compile(r"[,;.?!…]")
_CALLED = 3
"""Words by which somebody may be called: `Professor de Vries`."""
_SUBJECT = 3
"""Words before `talked with` that may tell who did."""
_SAYS = words_of("says")
_MANY = 2.0
"""Further mentions beyond which more say nothing."""
_ASKING = ("asked_by", "as_host", "own_name")
"""What stands before who asks: `Interview by`, `I’m your host,`."""

Signs = dict[str, float]


def find_guest(told: Around, least: float = 0.0, needed: str = "") -> str:
    """Give who is interviewed where no label says so, or an empty string.

    `least` are the log-odds by which that has to be likelier than that nobody is, `needed` a sign that a name
    has to have.
    """
    others = (person.name for person in told.people if person.part not in ("host", "author"))
    listed = {name for name in others if classify(name).kind in KINDS[:2]}
    if len(listed) == 1:
        return listed.pop()
    worth = _worth()
    scores = {
        name: sum(worth[sign] * much for sign, much in of.items())
        for name, of in signs(told).items()
        if of.get(needed, 1.0)
    }
    best = max(scores, key=scores.__getitem__, default="")
    return best if best and scores[best] > worth[NOBODY] + least else ""


def _led_by(section: str, before: str, between: re.Pattern[str]) -> re.Match[str] | None:
    """Give the phrase of a section behind which nothing but `between` stands before a name."""
    found = phrases(section).finditer(before)
    return next((match for match in found if between.fullmatch(before, match.end())), None)


def _talked_with(before: str) -> re.Match[str] | None:
    """Give what is found of the like of `a talk with the potter ` before a name."""
    return _led_by("talked_with", before, _office())


@cache
def _office() -> re.Pattern[str]:
    return re.compile(f"(?: {either(ARTICLES)}(?: [^\\W\\dA-Z_]+){{1,2}})? ")


def _is_credited(before: str) -> bool:
    """Say whether a credit stands before a name, or `by` at the beginning of a line."""
    line = before.rpartition("\n")[2].lstrip(" |·•-–—")
    byline = _led_by("bylines", line, _GAP)
    return bool(
        _led_by("asked_by", before, _GAP)
        or _led_by("credited", before, _GAP)
        or (byline and byline.start() == 0)
    )


def _ends_heading(place: Mention) -> bool:
    """Say whether a name is the end of a line without a stop: `Five questions for Ada Lowe`."""
    return not place.begins and place.after[:1] in ("", "\n")


def _is_place(before: str) -> bool:
    """Say whether a preposition of places stands before a name, and nobody is asked by it: `questions à`."""
    return bool(_where().search(before)) and not _talked_with(before)


def _first_word(text: str) -> str:
    return next(iter(text.split()), "").casefold()


def _is_asked(before: str, *, own: bool) -> bool:
    """Say whether the like of `we talked with ` stands before a name; not `own`, `she talked with `."""
    found = _talked_with(before)
    told = found and before[: found.start()].rpartition("\n")[2].split()[-_SUBJECT:]
    return found is not None and own == (
        not told or key_of(told[-1]) in ARTICLES or is_of_oneself(" ".join(told))
    )


@cache
def _where() -> re.Pattern[str]:
    return re.compile(rf"\b{either(words_of('prepositions'))} (?:the )?$", re.IGNORECASE)


def _goes_on_small(text: str) -> bool:
    """Say whether a text begins with a word in small letters, perhaps behind `’s`, or politely."""
    found = _GOES_ON.match(text)
    return found is not None and (bool(found[1]) or found[2].islower())


def find_host(told: Around, guest: str) -> str:
    """Give who asks where no label says so, or an empty string.

    It is the only host or author of the file, or the only one of whom the text says it: `Interview by Ada`,
    `Ada talks to Ben`.
    """
    hosts, authors = ({each.name for each in told.people if each.part == part} for part in ("host", "author"))
    asking = {
        name for name, places in mentions_in(told).items() if " " in name and any(map(_says_who_asks, places))
    }
    for names in (hosts, authors, asking):
        if len(names - {guest}) == 1:
            return (names - {guest}).pop()
    return ""


def _says_who_asks(place: Mention) -> bool:
    led = _led_by("asked_by", place.before, _GAP)
    return bool(led) or bool(phrases("talked_with").match(place.after, 1) and place.after[:1] == " ")


@cache
def _worth() -> Mapping[str, float]:
    return {row["sign"]: float(row["worth"]) for row in rows(__package__, "weights.tsv")}


def signs(told: Around) -> dict[str, Signs]:
    """Give what speaks for and against every name that stands before a conversation, mostly 0 or 1."""
    mentions = mentions_in(told)
    longer = {word for name in mentions if " " in name for word in core_of(name)}
    words = Counter(word for name, places in mentions.items() for word in core_of(name) * len(places))
    called = _called(told.questions)
    called_last = {each.split()[-1] for each in called}
    credited = {key_of(person.name) for person in told.people if person.part in ("host", "author")}
    return {
        name: {
            **_of_places(places),
            **_of_words(core_of(name), told.facts),
            "again": min(_MANY, words[core[0]] + words[core[-1]] - 2 * len(places)) / 2 * (len(core) > 1),
            "asks": float(any(_led_by(section, p.before, _GAP) for p in places for section in _ASKING)),
            "called by the first word": float(len(core) > 1 and core[0] in called),
            "called by the last word": float(core[-1] in called_last),
            "credited": float(
                key_of(name) in credited or any(_is_credited(place.before) for place in places)
            ),
            "in capitals": float(name.isupper()),
            "one word": float(" " not in name and has_case(name)),
        }
        for name, places in mentions.items()
        for core in [core_of(name)]
        if _may_be_called(core, called, longer)
    }


def _may_be_called(core: Sequence[str], called: set[str], longer: Collection[str]) -> bool:
    """Say whether words may be a name: one alone that is usual, or called, and in no longer name."""
    first = "".join(core[:1])
    known = first in called or is_first_name(first) or not has_case(first)
    return len(core) > 1 or (first not in longer and bool(first) and known)


def _of_places(places: Sequence[Mention]) -> Signs:
    """Tell how a name stands in the texts."""
    said = [place for place in places if place.where != "title"]
    leads = [place.after[:1] in ("", "\n") for place in said if place.begins and place.where == "narration"]
    told = {
        "alone on a line": any(leads),
        "begins a paragraph": not all(leads),
        "caption": any(place.begins for place in said if place.where == "caption"),
        "goes on small": any(_goes_on_small(place.after) for place in said),
        "more than once": min(_MANY, len(places) - 1) / 2,
        "ends a heading": any(_ends_heading(place) for place in places),
        "is said to say": any(_first_word(place.after) in _SAYS for place in said),
        "place": any(_is_place(place.before) for place in places),
        "talked with": any(_is_asked(place.before, own=True) for place in places),
        "talked with by another": any(_is_asked(place.before, own=False) for place in places),
        "title": len(said) < len(places),
    }
    return {sign: float(value) for sign, value in told.items()}


def _of_words(core: Sequence[str], facts: Facts) -> Signs:
    """Tell whether its words are those of a name."""
    small = [word in facts.lower for word in core]
    return {
        "common first name": float(is_first_name(core[0])),
        "last word small elsewhere": float(small[-1]),
        "share small elsewhere": sum(small) / len(small),
    }


def _called(questions: Sequence[str]) -> set[str]:
    """Give by what questions may call somebody: `Frau Höltgen, auf wen warten wir?`."""
    parts = (part.split() for text in questions for part in _PAUSE.split(text))
    return {unaccented(key_of(" ".join(words))) for words in parts if 0 < len(words) <= _CALLED} - {""}

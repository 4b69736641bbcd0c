"""Who is interviewed, by what stands before a conversation: every name there is weighed by the same signs.

What each sign is worth stands in `weights.tsv`; `bench/fit_guest.py` finds it from files whose right reading
is known.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from audio.script.convention import Facts
from audio.script.document import Person
from audio.script.names import (
    ARTICLES,
    HONORIFICS,
    ROLES,
    capitals,
    classify,
    is_first_name,
    key_of,
    unaccented,
)
from audio.script.text import either, phrases_of, words_of
from audio.tables import rows

NOBODY = "(nobody)"
"""The row of the table for that no name is who is interviewed."""
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_PARTICLES = words_of("particles")
_GOES_ON = re.compile(r"(?:['’]s?)?,? ([^\W\d_])")
_SENTENCE = re.compile(r"(?:^|[.!?…:;\n]\W*?\s+|[-–—|·•] )[\"'“‘«(]*$")
_OPENERS = words_of("openers")
_LONGEST = 3
"""Words of a name, with particles one more."""
_PAUSE = re.compile(r"[,;.?!…]")
_CALLED = 3
"""Words by which somebody may be called: `Professor de Vries`."""
_BEFORE = 60
"""Characters before a name that are looked at."""
_OPENING = 6000
"""Characters before a conversation in which its people are looked for."""
_MANY = 2.0
"""Further mentions beyond which more say nothing."""
_CONTEXT = 12
"""Characters before a name that tell whether it opens a sentence."""
_QUOTES = " \"'“”«»„‘’"
_BEHIND = words_of("months") | words_of("date_words") | ROLES
"""What may stand behind a name and is none of it."""
_CREDITS = ("asked_by", "credited", "bylines")
_ASKING = ("asked_by", "as_host", "own_name")
"""What stands before who asks: `Interview by`, `I’m your host,`."""
_KINDS = ("person", "titled", "word")

Signs = dict[str, float]


@dataclass(frozen=True, slots=True)
class Around:
    """What a file says around a conversation."""

    title: str
    narration: str
    """What stands before the conversation, a paragraph a line."""
    captions: Sequence[str]
    people: Sequence[Person]
    """Whom the file names elsewhere, such as its author."""
    facts: Facts
    questions: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Mention:
    """A place where a name stands."""

    where: str
    """`title`, `caption` or `narration`."""
    before: str
    """What stands before it in its text, at most 60 characters."""
    after: str
    begins: bool
    """Nothing stands before it in its line."""


def find_guest(told: Around, least: float = 0.0) -> str:
    """Give who is interviewed where no label says so, or an empty string.

    `least` are the log-odds by which that has to be likelier than that nobody is.
    """
    others = (person.name for person in told.people if person.part not in ("host", "author"))
    listed = {name for name in others if classify(name).kind in _KINDS[:2]}
    if len(listed) == 1:
        return listed.pop()
    worth = _worth()
    scores = {name: sum(worth[sign] * much for sign, much in of.items()) for name, of in signs(told).items()}
    best = max(scores, key=scores.__getitem__, default="")
    return best if best and scores[best] > worth[NOBODY] + least else ""


@cache
def _phrases(*sections: str) -> re.Pattern[str]:
    """Give what finds phrases of these sections; patterns are made where a file names somebody."""
    return re.compile(rf"\b(?:{'|'.join(map(phrases_of, sections))})\b", re.IGNORECASE)


@cache
def _before(*sections: str) -> re.Pattern[str]:
    """Give what finds such phrases at the end of what stands before a name."""
    return re.compile(rf"\b(?:{'|'.join(map(phrases_of, sections))})[:,]? $", re.IGNORECASE)


@cache
def _talked_with() -> re.Pattern[str]:
    """Give what finds the like of `a talk with the potter ` at the end of a text."""
    office = f"(?: {either(words_of('articles'))}(?: [^\\W\\dA-Z_]+){{1,2}})?"
    return re.compile(rf"\b(?i:{phrases_of('talked_with')}){office} $")


@cache
def _where() -> re.Pattern[str]:
    return re.compile(rf"\b{either(words_of('prepositions'))} (?:the )?$", re.IGNORECASE)


def _goes_on_small(text: str) -> bool:
    """Say whether a text begins with a word in small letters, perhaps behind `’s` and a comma."""
    found = _GOES_ON.match(text)
    return found is not None and found[1].islower()


@cache
def _worth() -> Mapping[str, float]:
    return {row["sign"]: float(row["worth"]) for row in rows(__package__, "weights.tsv")}


def signs(told: Around) -> dict[str, Signs]:
    """Give what speaks for and against every name that stands before a conversation, mostly 0 or 1."""
    mentions = _mentions(told)
    longer = {word for name in mentions if " " in name for word in _core(name)}
    words = Counter(word for name, places in mentions.items() for word in _core(name) * len(places))
    called = _called(told.questions)
    credited = {key_of(person.name) for person in told.people if person.part in ("host", "author")}
    return {
        name: {
            **_of_places(places),
            **_of_words(_core(name), told.facts),
            "again": min(_MANY, words[core[0]] + words[core[-1]] - 2 * len(places)) / 2 * (len(core) > 1),
            "asks": float(any(_before(*_ASKING).search(p.before) for p in places)),
            "called by the first word": float(len(core) > 1 and core[0] in called),
            "called by the last word": float(core[-1] in {each.split()[-1] for each in called}),
            "credited": float(
                key_of(name) in credited or any(_before(*_CREDITS).search(place.before) for place in places)
            ),
            "in capitals": float(name.isupper()),
            "one word": float(" " not in name),
        }
        for name, places in mentions.items()
        for core in [_core(name)]
        if _may_be_called(core, called, longer)
    }


def _may_be_called(core: Sequence[str], called: set[str], longer: Collection[str]) -> bool:
    """Say whether words may be a name: one alone that is usual, or called, and in no longer name."""
    first = "".join(core[:1])
    return len(core) > 1 or (first not in longer and (first in called or is_first_name(first)))


def _of_places(places: Sequence[_Mention]) -> Signs:
    """Tell how a name stands in the texts."""
    said = [place for place in places if place.where != "title"]
    leads = [place.after[:1] in ("", "\n") for place in said if place.begins and place.where == "narration"]
    told = {
        "alone on a line": any(leads),
        "begins a paragraph": not all(leads),
        "caption": any(place.begins for place in said if place.where == "caption"),
        "goes on small": any(_goes_on_small(place.after) for place in said),
        "more than once": min(_MANY, len(places) - 1) / 2,
        "place": any(_where().search(place.before) for place in said),
        "talked with": any(_talked_with().search(place.before) for place in places),
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


def _core(name: str) -> list[str]:
    """Give the words of a name without titles, folded; of nothing but titles none."""
    return [word for word in unaccented(key_of(name)).split() if word not in HONORIFICS]


def _mentions(told: Around) -> dict[str, list[_Mention]]:
    """Give where each name stands.

    Of two of which one is a part of the other the more frequent one has all, else the one without an office.
    """
    texts = [("title", told.title), ("narration", told.narration[:_OPENING])]
    texts += [("caption", caption) for caption in told.captions]
    found = defaultdict[str, list[_Mention]](list)
    for where, text in texts:
        for name, start in _names(text, told.facts):
            line = text[:start].rpartition("\n")[2].strip(_QUOTES)
            behind = text[start + len(name) :][:_BEFORE]
            found[name].append(_Mention(where, text[max(0, start - _BEFORE) : start], behind, not line))
    ends = {name for name in found if any(name.endswith(f" {other}") for other in found if " " in other)}
    for name in sorted(found, key=lambda each: (len(found[each]), each not in ends, len(each))):
        others = [other for other in found if _is_part(name, other) or _is_part(other, name)]
        if " " in name and len(others) == 1:
            found[others[0]] += found.pop(name)
    return dict(found)


def _is_part(name: str, other: str) -> bool:
    """Say whether all words of a name of several are some of another's."""
    return " " in name and set(name.split()) < set(other.split())


def _names(text: str, facts: Facts) -> Iterator[tuple[str, int]]:
    """Give what may be names in a text, and where they begin."""
    for start, words in _runs(text):
        opens = bool(_SENTENCE.search(text[max(0, start - _CONTEXT) : start]))
        while len(words) > 1 and (key_of(words[-1]) in _BEHIND or _begins_credit(text, start, words)):
            del words[-1]
        end = start + len(" ".join(words))
        while len(words) > 1 and (_is_no_name(words, facts, opens=opens) or words[0][0].islower()):
            del words[0]
        name = " ".join(words).removesuffix("’s").removesuffix("'s")
        if classify(name).kind in _KINDS and len(_core(name)) <= _LONGEST:
            yield name, end - len(" ".join(words))


def _runs(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give the runs of words with capitals, particles among them, and where they begin."""
    words, start, end = list[str](), 0, 0
    for match in _WORD.finditer(text):
        word, dot = match[0], text[match.end() : match.end() + 1] == "."
        goes_on = words and text[end : match.start()] == " "
        if word[0].isupper() or (goes_on and word in _PARTICLES):
            if not goes_on:
                if words:
                    yield start, words
                words, start = [], match.start()
            abbreviated = dot and (len(word) == 1 or key_of(word) in HONORIFICS)
            words.append(f"{word}." if abbreviated else word)
            end = match.end() + abbreviated
        elif words:
            yield start, words
            words = []
    if words:
        yield start, words


def _begins_credit(text: str, start: int, words: Sequence[str]) -> bool:
    """Say whether the last of some words begins what stands before another name: `Ada Lowe Conducted by`."""
    return bool(_phrases(*_CREDITS).match(text, start + len(" ".join(words[:-1])) + 1))


def _is_no_name(words: Sequence[str], facts: Facts, *, opens: bool) -> bool:
    """Say whether the first word is none of the name: it opens a sentence, or is an office before it."""
    first, second = words[0], words[1]
    if is_first_name(first) or key_of(first) in HONORIFICS:
        return False
    shouted = capitals(first) and not capitals(words[-1])
    led = bool(_phrases("talked_with").fullmatch(first)) or any(key_of(w) in HONORIFICS for w in words[1:])
    office = len(words) > 2 and (is_first_name(second) or len(words) > _LONGEST)
    opening = opens and (key_of(first) in _OPENERS or first.casefold() in facts.lower)
    return shouted or led or office or opening or key_of(first) in ARTICLES | ROLES


def _called(questions: Sequence[str]) -> set[str]:
    """Give by what questions may call somebody: `Frau Höltgen, auf wen warten wir?`."""
    parts = (part.split() for text in questions for part in _PAUSE.split(text))
    return {unaccented(key_of(" ".join(words))) for words in parts if 0 < len(words) <= _CALLED} - {""}

"""The names that stand before a conversation, and where."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
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
from audio.script.text import either, has_case, phrases_of, words_of

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_PARTICLES = words_of("particles")
POLITE = either(words_of("name_suffixes"))
_SUFFIXED = re.compile(rf"(?:(?<![々一-鿿])[々一-鿿]{{2,5}}|(?<!\w)[가-힣]{{2,4}})(?= ?{POLITE}(?! ))")
"""Names in scripts without capitals, by the politeness behind them: `三好千鶴子さん`, `남궁선 씨`."""
_SENTENCE = re.compile(r"(?:^|[.!?…:;\n]\W*?\s+|[-–—|·•] )[\"'“‘«(]*$")
_ROMAN = re.compile(r"[IVXLC]{2,}")
_BEFORE_NUMBER = re.compile(r"\.? \d")
_OPENERS = words_of("openers")
_LONGEST_FIRST = 11
"""Letters of a first word that is rather an office than a first name: `Glockengießer Ottmar Hanke`."""
_LONGEST = 3
"""Words of a name, with particles one more."""
_BEFORE = 60
"""Characters before a name that are looked at."""
_OPENING = 6000
"""Characters before a conversation in which its people are looked for."""
_CAPTION, _CAPTIONS = 300, 20
"""Characters of a title or caption that are looked at, and how many captions."""
_NAMES = 60
"""Names that are compared with each other: more are a list of people, and no introduction."""
_CONTEXT = 12
"""Characters before a name that tell whether it opens a sentence."""
_QUOTES = " \"'“”«»„‘’"
_DATES = words_of("months") | words_of("date_words")
"""What may stand behind a name, before a number, and is none of it."""
CREDITS = ("asked_by", "credited", "bylines")
KINDS = ("person", "titled", "word")


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
class Mention:
    """A place where a name stands."""

    where: str
    """`title`, `caption` or `narration`."""
    before: str
    """What stands before it in its text, at most 60 characters."""
    after: str
    begins: bool
    """Nothing stands before it in its line."""


def mentions_in(told: Around) -> dict[str, list[Mention]]:
    """Give where each name stands.

    Of two of which one is a part of the other the more frequent one has all, else the one without an office.
    """
    texts = [("title", told.title[:_CAPTION]), ("narration", told.narration[:_OPENING])]
    texts += [("caption", caption[:_CAPTION]) for caption in told.captions[:_CAPTIONS]]
    found = defaultdict[str, list[Mention]](list)
    for where, text in texts:
        for name, start in _names(text, told.facts):
            if name not in found and len(found) == _NAMES:
                continue
            line = text[:start].rpartition("\n")[2].strip(_QUOTES)
            behind = text[start + len(name) :][:_BEFORE]
            found[name].append(Mention(where, text[max(0, start - _BEFORE) : start], behind, not line))
    ends = {name for name in found if any(name.endswith(f" {other}") for other in found if " " in other)}
    for name in sorted(found, key=lambda each: (len(found[each]), each not in ends, len(each))):
        others = [other for other in found if _is_part(name, other) or _is_part(other, name)]
        if len(others) == 1:
            found[others[0]] += found.pop(name)
    return dict(found)


def _is_part(name: str, other: str) -> bool:
    """Say whether all words of a name of several are some of another's."""
    if not has_case(name):
        return name in other and name != other
    return " " in name and set(name.split()) < set(other.split())


def _names(text: str, facts: Facts) -> Iterator[tuple[str, int]]:
    """Give what may be names in a text, and where they begin."""
    yield from ((match[0], match.start()) for match in _SUFFIXED.finditer(text))
    for start, words in _runs(text):
        opens = bool(_SENTENCE.search(text[max(0, start - _CONTEXT) : start]))
        while len(words) > 1 and _ends_before(text, start, words):
            del words[-1]
        end = start + len(" ".join(words))
        while len(words) > 1 and (_is_no_name(words, facts, opens=opens) or words[0][0].islower()):
            del words[0]
        name = " ".join(words).removesuffix("’s").removesuffix("'s")
        if classify(name).kind in KINDS and len(core_of(name)) <= _LONGEST:
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


def _ends_before(text: str, start: int, words: Sequence[str]) -> bool:
    """Say whether the last of some words is none of the name: a month, a number, `Conducted` before `by`."""
    place = start + len(" ".join(words[:-1])) + 1
    credit = any(phrases(section).match(text, place) for section in (*CREDITS, "talked_with"))
    key = key_of(words[-1])
    dated = key in _DATES and bool(_BEFORE_NUMBER.match(text, place + len(words[-1])))
    return credit or dated or (key in ROLES and len(words) > 2) or bool(_ROMAN.fullmatch(words[-1]))


def _is_no_name(words: Sequence[str], facts: Facts, *, opens: bool) -> bool:
    """Say whether the first word is none of the name: it opens a sentence, or is an office before it."""
    first, second = words[0], words[1]
    if is_first_name(first) or key_of(first) in HONORIFICS:
        return False
    shouted = capitals(first) and not capitals(words[-1])
    titled = any(key_of(word) in HONORIFICS for word in words[1 : _LONGEST + 1])
    led = titled or bool(phrases("talked_with").fullmatch(first))
    office = len(words) > 2 and (
        is_first_name(second) or len(words) > _LONGEST or len(first) >= _LONGEST_FIRST
    )
    opening = opens and (key_of(first) in _OPENERS or first.casefold() in facts.lower)
    return shouted or led or office or opening or key_of(first) in ARTICLES | ROLES


def core_of(name: str) -> list[str]:
    """Give the words of a name without titles, folded; of nothing but titles none."""
    return [word for word in unaccented(key_of(name)).split() if word not in HONORIFICS]


@cache
def phrases(section: str) -> re.Pattern[str]:
    """Give what finds phrases of a section; it is made where a file names somebody."""
    return re.compile(rf"\b{phrases_of(section)}\b", re.IGNORECASE)

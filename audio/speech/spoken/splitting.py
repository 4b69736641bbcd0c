"""Where sentences end. Knows abbreviations, initials, decimals, omissions, quotes, other scripts' full stops.

A doubtful stop does not end a sentence: two sentences spoken in one go sound better than one cut in two.
Everything is told in offsets, so that what is cut can be put together again without loss.
"""

from __future__ import annotations

import re
from itertools import pairwise

_SHORTENED = frozenset(
    {
        "mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "gen", "col", "capt", "lt", "sgt", "maj",
        "rev", "hon", "gov", "sen", "rep", "pres", "supt", "messrs", "mme", "mlle", "eds", "cf",
        "vs", "viz", "approx", "ca", "al", "mt", "ft", "dept", "univ", "est", "incl", "excl", "resp", "esp",
        "sra", "srta", "dra", "dott", "sig", "ing", "avv", "bzw", "ggf", "evtl", "inkl", "vgl", "sog",
    }
)  # fmt: skip
"""What a full stop shortens without ending a sentence, in lower case."""
_NUMBERED = frozenset(
    {
        "no", "nos", "vol", "fig", "figs", "eq", "eqs", "sec", "ch", "p", "pp", "v", "art", "ver", "app",
        "ex", "nr", "núm", "pág", "págs", "pag", "pagg", "cap", "chap", "kap", "abb", "c", "n",
    }
)  # fmt: skip
"""What a full stop shortens where a number follows; otherwise words of their own."""
_END = re.compile(
    r"""
    (?P<stop>[.!?…]+|[؟۔।॥])              # what may end a sentence; dots of omission count as one
    ["'”’»)\]›]*                          # quotes and brackets that close with it
    \s+
    | (?P<wide>[。！？｡])[」』”’）)]*\s*   # East Asian full stops need no space
    """,
    re.VERBOSE,
)
_DOTTED = re.compile(r"(?:^|[\s(\[\"'“‘])(?:[A-Za-z]\.)+[A-Za-z]$")
"""An abbreviation such as `e.g` or `U.S`, its last stop left off."""
_OPENING = "\"'“‘«([¿¡*_`„‚"
_PICTURES = re.compile(r"(?:[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF\u200D\uFE0F\u20E3]+\s*)+")
_CLAUSE = re.compile(r"(?<=[,;:])\s+|(?<=\s[–—-])\s+|(?<=—)(?=\w)|(?<=[，、；：])")
_SPACE = re.compile(r"\s+")


def sentence_starts(text: str) -> tuple[int, ...]:
    """Give the offset of the first character of each sentence; the first is 0. None for an empty text."""
    starts = [0] if text else []
    for match in _END.finditer(text):
        start = match.end()
        if start == len(text) or not (match["wide"] or _ends(text, match)):
            continue
        if pictures := _PICTURES.match(text, start):  # an emoji after a sentence decorates that sentence
            after = text[pictures.end() : pictures.end() + 1]
            if not after:
                continue
            start = pictures.end() if after.isupper() else start
        starts.append(start)
    return tuple(starts)


def clause_starts(text: str) -> tuple[int, ...]:
    """Give the offset of the first character of each clause; commas stay with what is before them."""
    return (0, *(match.end() for match in _CLAUSE.finditer(text) if 0 < match.end() < len(text)))


def word_starts(text: str) -> tuple[int, ...]:
    """Give the offset of the first character of each word."""
    return (0, *(match.end() for match in _SPACE.finditer(text) if 0 < match.end() < len(text)))


def sentences(text: str) -> tuple[str, ...]:
    """Part a paragraph into its sentences, without the spaces between them."""
    borders = (*sentence_starts(text), len(text))
    return tuple(text[start:end].rstrip() for start, end in pairwise(borders))


def _ends(text: str, match: re.Match[str]) -> bool:
    """Tell whether the stop that was found ends its sentence."""
    pictures = _PICTURES.match(text, match.end())
    after = text[pictures.end() if pictures else match.end() :].lstrip(_OPENING)[:1]
    if after.islower() or (after and after in ",;:)"):
        return False
    if match["stop"] != ".":
        return True
    before = text[max(0, match.start() - 40) : match.start()]
    word = re.split(r"[\s(\[\"'“‘/–—-]", before)[-1]
    if word.lower() in _NUMBERED:
        return not after.isdigit()
    if word.lower() in _SHORTENED or _DOTTED.search(before):
        return False
    return not (len(word) == 1 and word.isupper() and word != "I")

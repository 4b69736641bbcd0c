"""What the reader knows of languages: words and phrases, a file a language in the folder `languages`.

What the sections hold and how they are written is told in the folder's `README.md`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

_SECTION = re.compile(r"\[(\w+)\]")
_SIGN = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|[^\\\[]")
"""What a phrase consists of: signs, and sets of them."""
_FIRST = re.compile(r"(?:\^|\\b|[\w -])(?![?*+{])")
"""How a phrase begins that may begin as another does: at the start, at a word, with a letter."""
SPACED = r"(?<=(?-i:[\0-\u2e7f\ufff0-\U0010ffff]))"
"""Behind a character of a script that sets spaces between words; in others a word is found anywhere.

`re` goes through the characters of a range one by one where it can: so it is the shorter range.
"""
_LETTER = rf"\w{SPACED}"


@cache
def _sections() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Give section -> language -> its lines."""
    found: defaultdict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for file in sorted(files(__package__).joinpath("languages").iterdir(), key=lambda each: each.name):
        language, _, kind = file.name.partition(".")
        section = ""
        for line in file.read_text("utf-8").splitlines() if kind == "txt" else ():
            if head := _SECTION.fullmatch(line):
                section = head[1]
            elif line and not line.startswith("#"):
                found[section][language] = (*found[section].get(language, ()), line)
    return dict(found)


def lines_of(section: str) -> Mapping[str, tuple[str, ...]]:
    """Give the lines of a section by language. A section that is in no file is a `KeyError`."""
    return _sections()[section]


def words_of(section: str) -> frozenset[str]:
    """Give the words of a section in all languages, casefolded."""
    words = " ".join(line for lines in lines_of(section).values() for line in lines).split()
    return frozenset(word.replace("_", " ").casefold() for word in words)


def phrases_of(section: str) -> str:
    """Give a regular expression for any phrase of a section, in all languages."""
    return _any_of(part for lines in lines_of(section).values() for line in lines for part in _parts(line))


def _parts(phrases: str) -> list[str]:
    """Give the phrases of a line."""
    parts, depth = [""], 0
    for sign in _SIGN.findall(phrases):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _any_of(phrases: Iterable[str]) -> str:
    """Give a regular expression for any of these, in which what several begin with is tried but once."""
    groups = defaultdict[str, list[str]](list)
    for phrase in phrases:
        first = _FIRST.match(phrase)
        groups[first[0] if first else phrase] += [phrase[first.end() :]] if first else []
    found = (begin + (_any_of(rest) if len(rest) > 1 else "".join(rest)) for begin, rest in groups.items())
    return f"(?:{'|'.join(found)})"


def whole_phrases_of(section: str) -> str:
    """Give a regular expression for any phrase of a section that is not part of a longer word."""
    return f"(?<!{_LETTER}){phrases_of(section)}(?!{_LETTER})"


def either(words: Iterable[str]) -> str:
    """Give a regular expression for any of these words as they are, the longest first."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))})"

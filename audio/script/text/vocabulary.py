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
_LETTER = r"(?-i:[^\W\u2e80-\uffef])"
"""A character of a script that sets spaces between words; in others a word is found anywhere.

Without regard to case `re` would go through all of these characters one by one.
"""


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
    return f"(?:{'|'.join(line for lines in lines_of(section).values() for line in lines)})"


def whole_phrases_of(section: str) -> str:
    """Give a regular expression for any phrase of a section that is not part of a longer word."""
    return f"(?<!{_LETTER}){phrases_of(section)}(?!{_LETTER})"


def either(words: Iterable[str]) -> str:
    """Give a regular expression for any of these words as they are, the longest first."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))})"

"""Small questions about text that every part of the reader asks: its words, its lines, its stops."""

from __future__ import annotations

import re
import unicodedata

_STOPS = ".!?…。！？؟:;\"”’'»)]"
_WORD = re.compile(r"[^\W_]+(?:['’_]+[^\W_]+)*|[\u2190-\u2bff\U0001f000-\U0001faff]")
_SPACES = re.compile(r"\s+")


def one_line(text: str) -> str:
    """Give the text on one line with single spaces."""
    return _SPACES.sub(" ", text).strip()


def words(text: str) -> list[str]:
    """Give the words of a text, emoji among them, folded so that variants compare equal."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def count_words(text: str) -> int:
    """Count words; in scripts without spaces two characters count as one."""
    return sum(1 if token[0] < "\u2e80" else (len(token) + 1) // 2 for token in words(text))


def ends_sentence(text: str) -> bool:
    """Say whether the text ends with a stop rather than in the middle of a sentence."""
    return bool(text) and text.rstrip()[-1:] in _STOPS


def has_case(text: str) -> bool:
    """Say whether the script of the text knows capital letters."""
    return any(char.isupper() or char.islower() for char in text)


def has_letters(text: str) -> bool:
    """Say whether there is anything to read in the text: a letter of any script."""
    return any(char.isalpha() for char in text)


def is_unspaced(char: str) -> bool:
    """Say whether a character belongs to a script that writes without spaces (Chinese, Japanese)."""
    return "\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"

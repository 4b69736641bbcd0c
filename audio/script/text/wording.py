"""Small questions about text that every part of the reader asks: its words, its stops, its questions."""

from __future__ import annotations

import re
import unicodedata

from audio.script.text.vocabulary import lines_of, whole_phrases_of

_STOP = re.compile(r"(?:[.?!…。！？؟۔।][^\w|]*|[-–—」』]\s*)\Z")
_WORD = re.compile(r"[^\W_]+(?:['’_]+[^\W_]+)*|[\u2190-\u2bff\U0001f000-\U0001faff]")
_MARKS = ("?", "？", "؟", "\u037e", "か。")
"""Question marks, the Greek one among them, and the particle that ends a question in Japanese without one."""
_GREEK = re.compile(r"[\u0370-\u03ff]")
_GREEK_QUESTION = re.compile(r"[\u0370-\u03ff];(?:\s|$)")
_CLAUSE = re.compile(r"[,;:—–]\s*")
_EARLY = 3
"""First words among which a question word makes a sentence open: `And so what`, not `Do you know what`."""
_CLOSERS = "\"'”’»)]*_ \t\n」』"
ADDRESSES = re.compile(whole_phrases_of("you"), re.IGNORECASE)
"""Words by which somebody is spoken to."""
_OWN = re.compile(whole_phrases_of("me"), re.IGNORECASE)


def one_line(text: str) -> str:
    """Give the text on one line with single spaces."""
    return " ".join(text.split())


def words(text: str) -> list[str]:
    """Give the words of a text, emoji among them, folded so that variants compare equal."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def has_word(text: str) -> bool:
    """Say whether a text has any word: quicker than to list them."""
    return bool(_WORD.search(text) or words(text))


def count_words(text: str) -> int:
    """Count words; in scripts without spaces two characters count as one."""
    found = words(text)
    return len(found) + sum((len(each) - 1) // 2 for each in found if each[0] >= "\u2e80")


def ends_sentence(text: str) -> bool:
    """Say whether the text ends with a stop, perhaps in quotes, or with the dash of what breaks off."""
    return bool(_STOP.search(text[-20:]))


def has_case(text: str) -> bool:
    """Say whether the script of the text knows capital letters."""
    return any(char.isupper() or char.islower() for char in text)


def has_letters(text: str) -> bool:
    """Say whether there is anything to read in the text: a letter of any script."""
    return any(char.isalpha() for char in text)


def is_unspaced(char: str) -> bool:
    """Say whether a character belongs to a script that writes without spaces (Chinese, Japanese)."""
    return "\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"


def is_open_question(text: str, language: str) -> bool:
    """Say whether a sentence asks for more than yes or no: by a question word at its start or behind a comma.

    `language` is a BCP 47 tag; in one whose question words are not known no question is open.
    """
    lines = lines_of("question_words").get(language.partition("-")[0].lower(), ())
    known = frozenset(" ".join(lines).split())
    if not known or not is_question(text):
        return False
    first, *others = (words(clause.replace("’", "'")) for clause in _CLAUSE.split(text))
    return not known.isdisjoint((*first[:_EARLY], *(word for clause in others for word in clause[:1])))


def is_question(text: str) -> bool:
    """Say whether the text ends as a question."""
    end = text.rstrip(_CLOSERS)
    return end.endswith(_MARKS) or (end.endswith(";") and bool(_GREEK.search(end[-60:])))


def asks(text: str) -> bool:
    """Say whether a question stands anywhere in the text."""
    return any(mark in text for mark in _MARKS) or bool(_GREEK_QUESTION.search(text))


def is_of_oneself(text: str) -> bool:
    """Say whether somebody speaks of himself: `I`, `our`."""
    return bool(_OWN.search(text))

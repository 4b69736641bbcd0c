"""Questions: whether a text asks, and whom."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MARKS = ("?", "？", "؟", "\u037e", "か。")
"""Question marks, the Greek one among them, and the particle that ends a question in Japanese without one."""
_GREEK = re.compile(r"[\u0370-\u03ff]")
_GREEK_QUESTION = re.compile(r"[\u0370-\u03ff];(?:\s|$)")
_CLOSERS = "\"'”’»)]*_ \t\n」』"
ADDRESSES = re.compile(
    r"\b(?:you|your|yours|yourself|tu|vous|votre|vos|usted|ustedes|su|sus|você|vocês|sie|ihr|ihre[nrms]?|du|dein\w*"
    r"|lei|voi|suo|sua)\b|[您你]|あなた|さん",
    re.IGNORECASE,
)
"""Words by which somebody is spoken to."""
_OWN = re.compile(r"\b(?:I|my|me|we|our|ich|mein\w*|mon|ma|mes|mi|mis|meus?|minhas?)\b", re.IGNORECASE)


def is_question(text: str) -> bool:
    """Say whether the text ends as a question."""
    end = text.rstrip(_CLOSERS)
    return end.endswith(_MARKS) or (end.endswith(";") and bool(_GREEK.search(end[-60:])))


def asks(text: str) -> bool:
    """Say whether a question stands anywhere in the text."""
    return any(mark in text for mark in _MARKS) or bool(_GREEK_QUESTION.search(text))


def is_faq(questions: Sequence[str]) -> bool:
    """Say whether questions are those of a visitor about himself rather than put to somebody."""
    own = sum(bool(_OWN.search(text)) and not ADDRESSES.search(text) for text in questions)
    return own > 0.4 * len(questions) and own > sum(bool(ADDRESSES.search(text)) for text in questions)

"""Dates and times: at the head of an article, and beside speech."""

from __future__ import annotations

import datetime as dt
import re

from audio.script.text.vocabulary import lines_of, phrases_of, words_of

_MONTHS = {
    name: number
    for lines in lines_of("months").values()
    for number, names in enumerate(lines, 1)
    for name in names.split()
}
_DATE_WORDS = words_of("date_words")
_YEAR = re.compile(r"\d{4}")
"""What every date has."""
_ISO = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_CJK = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?([^\W\d_]{3,12})\.?,?\s+(?:de\s+|del\s+)?(\d{4})\b"
)
_AFTER = re.compile(
    rf"[\s.,|·•]*(?:(?:[^\W\d_]{{1,2}}\s+)?\d{{1,2}}:\d{{2}}(?::\d{{2}})?\s*{phrases_of('hours')}?)?"
    rf"\s*(?:[A-Z]{{2,4}}|Z)?(?:[\s·|,]+{phrases_of('durations')})*[\s.,]*",
    re.IGNORECASE,
)
_DURATION = re.compile(rf"(?:{phrases_of('durations')}[\s,]*)+", re.IGNORECASE)
_CLOCK = (
    r"(?:(?:\d{1,2}h ?)?\d{1,2}m ?\d{1,2}s"
    r"|\d{1,3}:\d{1,2}:\d{1,2}[.,]\d{1,3}|(?:\d{1,3}: ?)?\d{1,2}:\d{2}(?:[.,:]\d{1,3})?)"
)
_FIGURES = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_DAY = rf"(?:{_FIGURES}|[Tt]oday|[Yy]esterday)(?:(?:,| at)?\s{{1,3}}|T)"
STAMP = re.compile(
    rf"[\[({{<]?\s*(?:{_DAY})?{_CLOCK}(?:\s*(?:-->|[-–—])\s*{_CLOCK})?(?:\s*(?:[ap]m|[AP]M)\b|Z\b)?"
    rf"(?:, {_FIGURES})?\s*[\])}}>]?"
)
"""A timestamp: hours may lack, a day may stand at either end, brackets round it, a second one may end it."""

POSTED = re.compile(
    r"(?:\[[A-Z]\]| OP)?\s+(?:[·•|] )?"
    r"(?:-?[\d,.]+k? points?|\d+ (?:minutes|hours|days|months|years?) ago)\b.*$"
)
"""What a forum writes after a name: `[S] 497 points 5 years ago`."""


def is_duration(text: str) -> bool:
    """Say whether a text is a length of time and nothing else: `1 hour, 12 minutes`."""
    return bool(_DURATION.fullmatch(text.strip()))


def find_date(text: str) -> dt.date | None:
    """Give the first date in a text of up to 200 characters, or None.

    Day and month as figures only as in ISO 8601.
    """
    found = _search(text[:200])
    return found[0] if found else None


def is_only_date(text: str) -> bool:
    """Say whether a text is only a date, perhaps with a weekday, a time, a duration, or `Published`."""
    if len(text) > 80:
        return False
    found = _search(text)
    if found is None or not _AFTER.fullmatch(text[found[2] :]):
        return False
    return all(word in _DATE_WORDS for word in re.split(r"[\s,:]+", text[: found[1]].casefold()) if word)


def without_date(text: str) -> str:
    """Give a text without the first date in it and the words that may stand before one: `by Ada Lowe`."""
    found = _search(text[:200])
    if found is None:
        return text
    before = (word for word in text[: found[1]].split() if word.casefold().strip(":") not in _DATE_WORDS)
    return " ".join((*before, text[found[2] :].strip(" ,|·•-–—")))


def is_date_key(key: str) -> bool:
    """Say whether what stands before a colon says that a date follows it: `Recorded on`."""
    return not _DATE_WORDS.isdisjoint(key.casefold().split())


def _search(text: str) -> tuple[dt.date, int, int] | None:
    if not _YEAR.search(text):
        return None
    for pattern, order in ((_ISO, "ymd"), (_CJK, "ymd"), (_MONTH_FIRST, "mdy"), (_DAY_FIRST, "dmy")):
        for match in pattern.finditer(text):
            parts = dict(zip(order, match.groups(), strict=True))
            month = parts["m"] if parts["m"].isdigit() else _MONTHS.get(parts["m"].casefold(), 0)
            try:
                return dt.date(int(parts["y"]), int(month), int(parts["d"])), match.start(), match.end()
            except ValueError:
                continue
    return None

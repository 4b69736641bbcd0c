"""Dates as people write them at the head of an article."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero janeiro gennaio janv januari",
            "february feb februar février fevrier febrero fevereiro febbraio févr februari",
            "march mar märz maerz mars marzo março maart",
            "april apr avril abril aprile avr",
            "may mai mayo maio maggio mei",
            "june jun juni juin junio junho giugno",
            "july jul juli juillet julio julho luglio juil",
            "august aug août aout agosto augustus",
            "september sep sept septembre septiembre setembro settembre",
            "october oct oktober okt octobre octubre outubro ottobre",
            "november nov novembre noviembre novembro",
            "december dec dezember dez décembre decembre diciembre dezembro dicembre",
        ),
        1,
    )
    for name in names.split()
}
_ISO = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_CJK = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?([^\W\d_]{3,12})\.?,?\s+(?:de\s+|del\s+)?(\d{4})\b"
)
_WEEKDAY = re.compile(
    r"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag"
    r"|mittwoch|donnerstag|freitag|samstag|sonntag|lunes|martes|miércoles|jueves|viernes|sábado|domingo)?,?\s*"
    r"(?:published|posted|updated|recorded|date|datum|fecha|veröffentlicht|publié|publicado)?\s*(?:on|am|le|el|em)?\s*:?\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^[\s.,|·•]*(?:(?:at\s*)?\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?)?\s*(?:[A-Z]{2,4}|Z)?[\s.,]*$",
    re.IGNORECASE,
)


def find_date(text: str) -> dt.date | None:
    """Give the first date in a text of up to 200 characters, or None.

    Day and month as figures only as in ISO 8601.
    """
    found = _search(text[:200])
    return found[0] if found else None


def is_only_date(text: str) -> bool:
    """Say whether a text is only a date, perhaps with a weekday, a time or a word such as `Published`."""
    if len(text) > 80:
        return False
    found = _search(text)
    return (
        found is not None and bool(_WEEKDAY.match(text[: found[1]])) and bool(_AFTER.match(text[found[2] :]))
    )


def _search(text: str) -> tuple[dt.date, int, int] | None:
    for pattern, order in ((_ISO, "ymd"), (_CJK, "ymd"), (_MONTH_FIRST, "mdy"), (_DAY_FIRST, "dmy")):
        for match in pattern.finditer(text):
            parts = dict(zip(order, match.groups(), strict=True))
            month = parts["m"] if parts["m"].isdigit() else _MONTHS.get(parts["m"].casefold(), 0)
            try:
                return dt.date(int(parts["y"]), int(month), int(parts["d"])), match.start(), match.end()
            except ValueError:
                continue
    return None

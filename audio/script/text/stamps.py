"""Time stamps: how times are written beside speech."""

from __future__ import annotations

import re

_CLOCK = r"(?:\d{1,3}:\d{1,2}:\d{1,2}[.,]\d{1,3}|(?:\d{1,3}: ?)?\d{1,2}:\d{2}(?:[.,:]\d{1,3})?)"
_FIGURES = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_DAY = rf"(?:{_FIGURES}|[Tt]oday|[Yy]esterday)(?:(?:,| at)?\s{{1,3}}|T)"
STAMP = re.compile(
    rf"[\[({{<]?\s*(?:{_DAY})?{_CLOCK}(?:\s*(?:-->|[-–—])\s*{_CLOCK})?(?:\s*(?:[ap]m|[AP]M)\b|Z\b)?"
    rf"(?:, {_FIGURES})?\s*[\])}}>]?"
)
"""A timestamp: hours may lack, a day may stand at either end, brackets round it, a second one may end it."""

POSTED = re.compile(
    r"(?:\[[A-Z]\])?\s+(?:-?[\d,.]+k? points?|\d+ (?:minutes|hours|days|months|years?) ago)\b.*$"
)
"""What a forum writes after a name: `[S] 497 points 5 years ago`."""

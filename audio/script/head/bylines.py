"""Who made an interview and who takes part, where the head says it in a line of its own."""

from __future__ import annotations

import re
from typing import Literal

from audio.script.document import Person
from audio.script.names import bare, classify

_RECORDED = re.compile(
    r"^(?:propos recueillis par|entretien (?:réalisé|mené) par|interview réalisée par"
    r"|das (?:gespräch|interview) führten?|die fragen stellten?|entrevista(?: realizada| hecha)? (?:de|por)"
    r"|intervista (?:di|a cura di)|entrevista feita por|opgetekend door|interview door|rozmawia[łl]a?"
    r"|беседовал[аи]?|розмовля[вл]а?|intervju av|haastattelu):?\s+([^\n.]{3,80})(?:\.|$)",
    re.IGNORECASE,
)
"""Who put the questions, in the head of an interview."""
_READING_TIME = re.compile(
    r"\b\d+[- ]min(?:ute)?s?\.? read\b|\blesezeit\b|\btiempo de lectura\b", re.IGNORECASE
)
_KEYED = re.compile(r"\b(interviewe[er]|guest|host|moderator)\s*:\s*([^:;,.\n]{3,60})", re.IGNORECASE)
"""Two of these on one line tell who takes part."""
_LONGEST_KEYS = 300
_LONGEST_BYLINE = 160


def is_byline(line: str) -> bool:
    """Say whether a line tells who put the questions, or how long it takes to read."""
    told = bool(_READING_TIME.search(line)) or bool(_RECORDED.match(line))
    return len(line) <= _LONGEST_BYLINE and told


def who_recorded(line: str) -> str:
    """Give the name in `Propos recueillis par Ada Lowe`, or an empty string."""
    recorded = _RECORDED.match(line) if len(line) <= _LONGEST_BYLINE else None
    return bare(recorded[1]) if recorded else ""


def people_of_keys(line: str) -> list[Person]:
    """Give who takes part from two keys or more on one line: `Guest: Ada Lowe. Host: Ben Cole.`."""
    keyed = _KEYED.findall(line) if len(line) <= _LONGEST_KEYS else []
    named = [
        (key, bare(name)) for key, name in keyed if classify(bare(name)).kind in ("person", "titled", "word")
    ]
    return [Person(name, part=part_of(key)) for key, name in named] if len(keyed) >= 2 else []


def part_of(key: str) -> Literal["", "guest", "host"]:
    """Tell what part somebody takes after such a key."""
    folded = key.casefold()
    if "viewer" in folded or "host" in folded or "moderat" in folded:
        return "host"
    return "guest" if "viewee" in folded or "guest" in folded else ""

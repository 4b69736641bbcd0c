"""Who says what, where elements of a page tell: by attributes, or by known selectors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from audio.script.readers.exchange import come_again
from audio.script.readers.page.marks import cell_text
from audio.script.readers.tables import MAX_NAME

if TYPE_CHECKING:
    from lxml.etree import _Element

DETAILS = "\0"
"""Stands for the author of what nobody says: dates, numbers, buttons."""
_NAMED = ("data-speaker", "data-speaker-name", "data-speaker-label", "data-person", "data-voice", "data-who")
_LEAST = 4
"""Pieces from which on they tell."""


def in_turn(root: _Element, said: Iterable[_Element], names: Iterable[_Element]) -> dict[_Element, str]:
    """Give as author of all that is said the last name before it, and that nothing else is said."""
    spoken, naming = set(said), set(names)
    found, who = {root: DETAILS}, ""
    for element in root.iter("*"):
        if element in naming:
            who = cell_text(element)
        if element in spoken and who:
            found[element] = who
    return found


def attributed(article: _Element) -> dict[_Element, str]:
    """Give the names in attributes such as `data-speaker`, unless they are labels in the text as well."""
    found: dict[_Element, str] = {}
    for element in article.iter("*"):
        name = next((name for each in _NAMED if (name := " ".join(element.get(each, "").split()))), "")
        if 0 < len(name) <= MAX_NAME:
            found[element] = name
    written = any(cell_text(element).startswith(name) for element, name in found.items())
    told = len(found) >= _LEAST and come_again(list(found.values()))
    return found if told and not written else {}

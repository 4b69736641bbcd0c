"""What sets HTML text apart without an element for it: inline style, classes, the page's own style sheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audio.script.values import SpanKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_BOLD = re.compile(r"font-weight\s{0,4}:\s{0,4}(?:bold|[6-9]00)", re.IGNORECASE)
_LIGHT = re.compile(r"font-weight\s{0,4}:\s{0,4}(?:normal|lighter|[1-4]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s{0,4}:\s{0,4}(?:italic|oblique)", re.IGNORECASE)
_SIMPLE = re.compile(r"\s*(?:[a-z][a-z0-9]{0,9})?\.([\w-]{1,80})\s*", re.IGNORECASE)
_MAX_STYLE = 400
_MAX_SHEET = 200_000
"""Characters of style sheets that are read."""
_MAX_CLASSES = 8
_LONGEST = 1200
"""Characters of text that a class may make bold; what is longer is the page's body."""
_SET = frozenset(("span", "p", "font", "div", "td", "dt", "dd", "li", "label", "mark"))
"""Elements that a class of the page's sheet may set in bold or italics."""


class Sheet:
    """The classes that the page's own style sheets set in bold or italics."""

    def __init__(self, root: _Element) -> None:
        self._kinds: dict[str, SpanKind] = {}
        text = "\n".join(style.text or "" for style in root.iter("style"))[:_MAX_SHEET]
        for part in text.split("}"):
            selectors, _, rule = part.rpartition("{")
            kind = _declared(rule)
            if kind is None or len(selectors) > _MAX_STYLE:
                continue
            for selector in selectors.split(","):
                if found := _SIMPLE.fullmatch(selector):
                    self._kinds[found[1]] = kind

    def kind(self, element: _Element) -> SpanKind | None:
        """Give how a class of the sheet sets an element's text, where the text is no whole page."""
        if not self._kinds or element.tag not in _SET:
            return None
        names = (element.get("class") or "")[:_MAX_STYLE].split()
        kind = next((self._kinds[name] for name in names if name in self._kinds), None)
        return kind if kind and _is_short(element) else None


def style_kind(element: _Element) -> SpanKind | None:
    """Give how an element's own style sets its text."""
    style = element.get("style")
    return _declared(style[:_MAX_STYLE]) if style else None


def is_light(element: _Element) -> bool:
    """Say whether an element's own style takes its weight off, as in `<b style="font-weight:normal">`."""
    style = element.get("style")
    return bool(style) and _LIGHT.search((style or "")[:_MAX_STYLE]) is not None


def features(element: _Element) -> tuple[str, ...]:
    """Give the names of an element's looks: its classes, the declarations of its style, its colour."""
    if not element.attrib:
        return ()
    found = [f".{name}" for name in (element.get("class") or "")[:_MAX_STYLE].split()[:_MAX_CLASSES]]
    style = (element.get("style") or "")[:_MAX_STYLE].split(";")
    found += ["".join(each.split()).casefold() for each in style if ":" in each]
    found += [f"{name}={element.get(name)}" for name in ("color", "bgcolor", "face") if element.get(name)]
    return tuple(found)


def _declared(rule: str) -> SpanKind | None:
    if _BOLD.search(rule):
        return "strong"
    return "emphasis" if _ITALIC.search(rule) else None


def _is_short(element: _Element) -> bool:
    """Say whether an element holds no more than a long paragraph."""
    size = 0
    for text in element.itertext():
        size += len(text)
        if size > _LONGEST:
            return False
    return True

"""What a page says of itself in its head: Open Graph, JSON-LD (schema.org), Dublin Core, plain HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from audio.script.document import Metadata, Person
from audio.script.text import find_date, one_line
from audio.script.values import Lines
from audio.tables import rows

if TYPE_CHECKING:
    from lxml.etree import _Element

_LINKED = "ld:"
"""Stands before the names of members of JSON-LD."""
_NAMES = {row["fact"]: row["names"].split() for row in rows("audio.script.readers.page", "names.tsv")}
"""What a page may say of itself -> the names for it, the most telling first."""
_SITE = re.compile(r"\s+[|–—·»-]\s+(?=[^|–—·»]{1,60}$)")
_MAX_JSON = 400_000
_MAX_VALUE = 500
_MAX_TITLE = 300
_MAX_NAME = 80
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")


def metadata(root: _Element) -> Metadata:
    """Give the page's title, date, site, language and authors, and the lines of its title element."""
    said: dict[str, list[str]] = {}
    for key, value in (*_meta(root), *_linked(root)):
        if text := one_line(value)[:_MAX_VALUE]:
            said.setdefault(key.lower(), []).append(text)

    def first(fact: str) -> list[str]:
        return next((said[name] for name in _NAMES[fact] if name in said), [""])

    titles = (each for each in root.iter("title") if all(up.tag != "svg" for up in each.iterancestors()))
    element = next(titles, None)
    written = _text(element)
    show = first("show")[0]
    language = _LANGUAGE.fullmatch(first("language")[0])
    place = element.sourceline or 1 if element is not None else 0
    return Metadata(
        title=_title(first("title")[0] or _only_heading(root), written, show),
        date=find_date(first("date")[0]),
        show=show,
        language=language[0].replace("_", "-") if language else "",
        people=tuple(
            Person(name, description="author", part="author")
            for name in dict.fromkeys(first("author"))
            if 0 < len(name) <= _MAX_NAME and not name.startswith(("http:", "https:", "@"))
        ),
        lines=(Lines(place, place),) if written else (),
    )


def _text(element: _Element | None) -> str:
    return one_line("".join(element.itertext())) if element is not None else ""


def _only_heading(root: _Element) -> str:
    headings = [_text(heading) for heading in root.iter("h1")]
    return headings[0] if len(headings) == 1 and len(headings[0]) <= 200 else ""


def _title(shared: str, written: str, show: str) -> str:
    """Give the title that the page shares, or its title element's, without the site."""
    title = shared or written
    if show and title.endswith(show):
        title = title[: -len(show)].rstrip(" |–—·»-")
    elif not shared:
        title = _SITE.split(title)[0]
    return title[:_MAX_TITLE]


def _meta(root: _Element) -> Iterator[tuple[str, str]]:
    """Give what the page's own elements say: its language, meta elements, the time of publication."""
    for key in ("lang", "xml:lang"):
        yield key, next(root.iter("html"), root).get(key) or ""
    for element in root.iter("meta"):
        keys = (element.get(name) for name in ("property", "name", "itemprop", "http-equiv"))
        yield next(filter(None, keys), ""), element.get("content") or ""
    for element in root.iter("time"):
        marks = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
        if element.get("pubdate") is not None or "publish" in marks or "entry-date" in marks:
            yield "time", element.get("datetime") or _text(element)


def _linked(root: _Element) -> Iterator[tuple[str, str]]:
    """Give the members of the JSON-LD object that describes the article: the first with title or date."""
    for script in root.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "") or len(text) > _MAX_JSON:
            continue
        try:
            objects = list(_objects(json.loads(text)))
        except (ValueError, RecursionError):
            continue
        if told := next(
            (each for each in objects if each.get("headline") or each.get("datePublished")), None
        ):
            yield from ((_LINKED + key, name) for key, value in told.items() for name in _names(value))
            return


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Give the objects at the top of a JSON-LD value and in its graph."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            yield from _objects(item.get("@graph"))


def _names(value: Any) -> Iterator[str]:
    """Give a text, or the name of an object, or those of several."""
    for item in value if isinstance(value, list) else [value]:
        named = item.get("name") if isinstance(item, dict) else item
        if isinstance(named, str):
            yield named

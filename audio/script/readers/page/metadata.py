"""What a page says of itself in its head: Open Graph, JSON-LD (schema.org), Dublin Core, plain HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from audio.script.document import Metadata, Person
from audio.script.text import find_date, one_line
from audio.script.values import Lines

if TYPE_CHECKING:
    from lxml.etree import _Element

_TITLES = ("og:title", "twitter:title", "dc.title", "citation_title")
_DATES = ("article:published_time", "og:published_time", "datepublished", "dc.date", "dc.date.issued",
          "pubdate",
          "publish-date", "publication_date", "citation_publication_date", "date", "sailthru.date",
          "parsely-pub-date")  # fmt: skip
_SHOWS = ("og:site_name", "application-name", "dc.publisher")
_AUTHORS = ("author", "article:author", "dc.creator", "parsely-author", "citation_author")
_SITE = re.compile(r"\s+[|–—·»-]\s+(?=[^|–—·»]{1,60}$)")
_MAX_JSON = 400_000
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")


def metadata(root: _Element) -> Metadata:
    """Give the page's title, date, site, language and authors, and the lines of its title element."""
    meta = _meta(root)
    linked = _linked_data(root)
    element = next((each for each in root.iter("title") if _is_of_page(each)), None)
    written = one_line("".join(element.itertext())) if element is not None else ""
    show = _first(meta, _SHOWS) or _name(linked.get("publisher") or linked.get("partOfSeries"))
    lines = (
        (Lines(element.sourceline or 1, element.sourceline or 1),) if element is not None and written else ()
    )
    return Metadata(
        title=_title(root, meta, linked, written, show),
        date=find_date(_first(meta, _DATES) or _text(linked.get("datePublished")) or _time(root)),
        show=show,
        language=_language(root, meta),
        people=tuple(_people(meta, linked)),
        lines=lines,
    )


def _is_of_page(title: _Element) -> bool:
    """Say whether a title is the page's, not that of a drawing in it."""
    return all(above.tag != "svg" for above in title.iterancestors())


def _meta(root: _Element) -> dict[str, str]:
    """Give the page's meta elements by name, the first of each."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        key = (
            element.get("property")
            or element.get("name")
            or element.get("itemprop")
            or element.get("http-equiv")
        )
        content = one_line(element.get("content") or "")
        if key and content:
            found.setdefault(key.lower()[:60], content[:500])
    return found


def _first(meta: Mapping[str, str], keys: tuple[str, ...]) -> str:
    return next((meta[key] for key in keys if key in meta), "")


def _title(
    root: _Element, meta: Mapping[str, str], linked: Mapping[str, Any], written: str, show: str
) -> str:
    """Give the title that the page shares, or its only top heading, or its title without the site."""
    shared = _first(meta, _TITLES) or _text(linked.get("headline"))
    if not shared:
        headings = [one_line("".join(heading.itertext())) for heading in root.iter("h1")]
        shared = headings[0] if len(headings) == 1 and len(headings[0]) <= 200 else ""
    title = shared or written
    if show and title.endswith(show):
        title = title[: -len(show)].rstrip(" |–—·»-")
    elif not shared:
        title = _SITE.split(title)[0]
    return title[:300]


def _language(root: _Element, meta: Mapping[str, str]) -> str:
    """Give the language as a BCP 47 tag."""
    html = next(root.iter("html"), root)
    written = (
        html.get("lang")
        or html.get("xml:lang")
        or _first(meta, ("content-language", "language", "og:locale"))
    )
    found = _LANGUAGE.fullmatch((written or "").strip())
    return found[0].replace("_", "-") if found else ""


def _time(root: _Element) -> str:
    """Give the first machine-readable date that the page calls its publication."""
    for element in root.iter("time"):
        marks = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
        if element.get("pubdate") is not None or "publish" in marks or "entry-date" in marks:
            return element.get("datetime") or one_line("".join(element.itertext()))
    return ""


def _people(meta: Mapping[str, str], linked: Mapping[str, Any]) -> Iterator[Person]:
    """Give whom the page names as its authors."""
    authors = linked.get("author")
    names = [_name(author) for author in (authors if isinstance(authors, list) else [authors])]
    names = [name for name in names if name] or [_first(meta, _AUTHORS)]
    for name in dict.fromkeys(names):
        if name and len(name) <= 80 and not name.startswith(("http:", "https:", "@")):
            yield Person(name, description="author")


def _linked_data(root: _Element) -> dict[str, Any]:
    """Give the JSON-LD object that describes the page's article: the first with a headline or a date."""
    for script in root.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "") or len(text) > _MAX_JSON:
            continue
        try:
            loaded = json.loads(text)
        except (ValueError, RecursionError):
            continue
        for item in _objects(loaded):
            if item.get("headline") or item.get("datePublished"):
                return item
    return {}


def _objects(loaded: Any) -> Iterator[dict[str, Any]]:
    """Give the objects at the top of a JSON-LD value and in its graph."""
    for item in loaded if isinstance(loaded, list) else [loaded]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (node for node in (graph if isinstance(graph, list) else []) if isinstance(node, dict))


def _name(value: Any) -> str:
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _text(value: Any) -> str:
    return one_line(value)[:500] if isinstance(value, str) else ""

"""Documents that are XML in an archive (DOCX, ODT), read as the page they are easily written as.

Each paragraph is one line, the empty ones and those in tables counted. Namespaces are left out: there are two
sets of them for the same Office Open XML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from audio.script.readers.unpacking import root_of
from audio.script.text import one_line, tidy

if TYPE_CHECKING:
    from zipfile import ZipFile

_HEADING = re.compile(r"heading(?: |_20_)(\d)", re.IGNORECASE)
_TAGS = {"Title": "h1", "Subtitle": "h2"}
"""Styles by name, and what their paragraphs are on a page."""
BOLD, ITALIC = "font-weight:bold", "font-style:italic"
TAB = "\u2003"
"""What a tab is on a page."""
_SPACES = re.compile(r"\s+")


def part(archive: ZipFile, name: str) -> Any:
    """Give the root element of a part, empty where the archive has none of that name."""
    return root_of(archive.read(name) if name in archive.namelist() else b"<none/>")


class Dress(NamedTuple):
    """How a paragraph or a run of text is set."""

    tag: str
    """What it is on a page; `span` for a run."""
    styles: Sequence[str]
    """The names of a paragraph's styles, the nearest first."""
    looks: Sequence[str]
    """What sets it apart: `BOLD`, `ITALIC`, and what else there is, such as `color:red`."""


class Names(NamedTuple):
    """What a format calls its elements."""

    paragraphs: Sequence[str]
    run: str
    box: str
    """What holds paragraphs and is anchored in one, after which they are read."""
    tags: Mapping[str, str]
    """Other elements, and what they are on a page."""
    signs: Mapping[str, str]
    """Elements that stand for characters."""
    asides: Mapping[str, str]
    """Elements that are not spoken, and why."""
    unread: Sequence[str]


def ancestries(styles: Mapping[str, Any], parent: str) -> dict[str, list[Any]]:
    """Give for each style, by its key, itself and those that it comes from; `parent` is the path to a key."""
    found: dict[str, list[Any]] = {}
    for key, style in styles.items():
        found[key] = [style]
        while (above := styles.get(found[key][-1].xpath(f"string({parent})"))) not in (None, *found[key]):
            found[key].append(above)
    return found


def as_page(body: Any, names: Names, dress: Callable[[Any], Dress]) -> tuple[str, str]:
    """Make an element with paragraphs a page, in its place; give that in HTML, and its title.

    The title is the first paragraph whose style is called so.
    """
    from lxml import etree  # noqa: PLC0415 - slow to import

    dressed = {each: dress(each) for each in body.iter(*names.paragraphs, names.run)}
    titles = (
        one_line("".join(each.itertext())) for each, set_so in dressed.items() if "Title" in set_so.styles
    )
    title = next(titles, "")
    for box in reversed(list(body.iter(names.box))):
        _put_after(box, next(box.iterancestors(*names.paragraphs), None))
    etree.strip_elements(body, *names.unread, with_tail=False)
    for each in [each for each in body.iter("*") if each.tag in names.asides]:
        said, reason = one_line(" ".join(each.itertext())), names.asides[each.tag]
        each.clear(keep_tail=True)
        each.text = said
        each.set("data-dropped", reason)
    for each in body.iter("*"):
        each.text, each.tail = _folded(each.text), _folded(each.tail)
        if each in dressed:
            tag, _, looks = dressed[each]
            each.tag, each.tail = tag, each.tail if tag == "span" else "\n"
            each.set("style", ";".join(looks))
        else:
            each.text = names.signs.get(each.tag, each.text)
            each.tag = names.tags.get(each.tag, "span")
    body.tag = "body"
    return etree.tostring(body, method="html", encoding="unicode"), title


def _put_after(box: Any, anchor: Any) -> None:
    """Put what is anchored in a paragraph after it."""
    if anchor is not None:
        place = box.makeelement("span")
        place.tail, box.tail = box.tail, None
        box.getparent().replace(box, place)
        anchor.addnext(box)


def _folded(text: str | None) -> str:
    return _SPACES.sub(" ", tidy(text or ""))


def tag_of(styles: Iterable[str]) -> str:
    """Give what a paragraph is on a page by the names of its styles."""
    for name in styles:
        if found := _HEADING.match(name):
            return f"h{min(max(int(found[1]), 1), 6)}"
        if name in _TAGS:
            return _TAGS[name]
        if "Quot" in name:
            return "blockquote"
        if name.startswith("List "):
            return "li"
    return "p"

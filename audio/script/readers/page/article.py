"""The article on a page: which element holds it, and what in and around it is furniture.

What counts is prose: visible text outside links and furniture that stands in paragraphs, not in headings or
scraps. The article is the deepest element that holds nearly all of it, found from what the page marks as its
article, if that holds most of it, or from the top.

readability-lxml's scores were tried and left: bound to hold as much of the prose, so that no answer is lost,
they chose no better, and they came with three more packages and a copy of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from itertools import takewhile
from typing import TYPE_CHECKING

from audio.script.readers.page.furniture import ELEMENTS, HIDDEN, Size, furniture, tokens
from audio.script.readers.page.marks import BLOCKS, DROPPED, HEADINGS, KEPT
from audio.script.text import is_unspaced

if TYPE_CHECKING:
    from lxml.etree import _Element

_PARAGRAPH = 25
"""Characters. What is shorter is no prose: a date, a name, a menu's entry."""
_NEARLY_ALL = 0.8
"""Part of the prose that an article holds at least."""
_MARKS: tuple[tuple[float, Callable[[_Element], bool]], ...] = (
    (0.3, lambda element: not {"transcript", "transcription"}.isdisjoint(tokens(element))),
    (0.5, lambda element: "articleBody" in (element.get("itemprop") or "")),
    (0.5, lambda element: element.tag == "article"),
)
"""How a page marks its article, and the part of the prose that must be in it."""


def mark(root: _Element) -> _Element:
    """Mark the article of a page, the title above it with its introduction, and why all else is left out.

    The article is given.
    """
    reasons = furniture(root, _sizes(root, {}))
    prose = {element: size.prose for element, size in _sizes(root, reasons).items()}
    article = _innermost(_marked(prose, next(root.iter("body"), root)), prose)
    kept = [article]
    if next(article.iter("h1"), None) is None:
        kept += _title(root, prose, {article, *article.iterancestors()})
    around = {above for element in kept for above in element.iterancestors()}
    beside = {child for element in around for child in element.iterchildren("*")} - around
    reasons = dict.fromkeys(beside, "outside the article") | reasons
    for element in kept:
        element.set(KEPT, "")
    leave_out({element: reasons[element] for element in reasons.keys() - around - set(kept)})
    return article


def _title(root: _Element, prose: Mapping[_Element, int], until: Container[_Element]) -> Iterator[_Element]:
    """Give the title above an article, and the prose beside it that introduces the article."""
    title = next((each for each in root.iter("h1") if each in prose), None)
    if title is not None:
        yield title
        heads = any(above.tag in ("header", "nav") for above in title.iterancestors())  # of the site
        beside = takewhile(lambda each: each not in until, title.itersiblings("*"))
        yield from (each for each in beside if prose.get(each) and not heads)


def leave_out(reasons: Mapping[_Element, str]) -> None:
    """Mark elements that are not read, with the reason, unless they are marked already."""
    for element, reason in reasons.items():
        element.set(DROPPED, element.get(DROPPED) or reason)


def _sizes(root: _Element, left_out: dict[_Element, str]) -> dict[_Element, Size]:
    """Measure every element that is neither hidden nor left out, nor inside one that is."""
    from lxml.etree import iterwalk  # noqa: PLC0415 - lxml is slow to import

    sizes: dict[_Element, Size] = {}
    stack = [[0] * 6]
    steps = iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in steps:
        if event == "start":
            size = _length(element.text or "")
            stack.append([size, 0, 0, 0, size, 0])
            if element.tag in HIDDEN or element in left_out:
                steps.skip_subtree()
                stack[-1][0] = -1
        elif event == "end":
            counts = stack.pop()
            if counts[0] >= 0:
                counts = _ended(str(element.tag), *counts)
                if element.tag not in ELEMENTS["minor"]:
                    sizes[element] = Size(*counts[:4])
                if any(counts):
                    stack[-1] = [sum(pair) for pair in zip(stack[-1], counts, strict=True)]
        if event != "start" and element is not root:
            size = _length(element.tail or "")
            stack[-1][0] += size
            stack[-1][4] += size
    return sizes


def _length(text: str) -> int:
    """Count characters; those of a script without spaces count double, since they say as much."""
    bare = text.strip()
    return len(bare) + (0 if bare.isascii() else sum(map(is_unspaced, bare)))


def _ended(tag: str, text: int, linked: int, links: int, prose: int, own: int, beside: int) -> list[int]:
    """Give what an element that ends adds to the one around it.

    `own` are characters that stand in no block yet, `beside` those in links among them.
    """
    if tag == "a":
        return [0, linked + text, links + 1, 0, 0, linked + text]
    if tag not in BLOCKS:
        return [text, linked, links, prose, own, beside]
    told = own >= max(_PARAGRAPH, beside) and tag not in HEADINGS
    return [text, linked, links, prose + own * told, 0, 0]


def _marked(prose: dict[_Element, int], body: _Element) -> _Element:
    """Give what the page itself marks as its article or transcript, or its body if that holds too little."""
    blocks = [element for element in prose if element.tag in BLOCKS and element.tag not in ("html", "body")]
    for share, holds in _MARKS:
        best = max(filter(holds, blocks), key=prose.__getitem__, default=None)
        if best is not None and prose[best] >= share * max(prose.get(body, 0), 1):
            return best
    return body


def _innermost(found: _Element, prose: dict[_Element, int]) -> _Element:
    """Give the innermost element with nearly all the prose, going down only through wrappers.

    Parts of one class belong together, such as the turns of a conversation, however small the last one is.
    """
    least = max(_NEARLY_ALL * prose.get(found, 0), 1)
    while True:
        children = [child for child in found if prose.get(child)]
        best = max(children, key=prose.__getitem__, default=None)
        own = prose.get(found, 0) - sum(prose[child] for child in children)
        wrapped = ELEMENTS["wrapper"].issuperset(child.tag for child in children)
        if best is None or own or prose[best] < least or not wrapped:
            return found
        if any(_classes(best) & _classes(child) for child in children if child is not best):
            return found
        found = best


def _classes(element: _Element) -> set[str]:
    return set((element.get("class") or "")[:400].split())

"""The article on a page: which element holds it, and what in and around it is furniture.

Weight is the number of visible characters outside links and furniture. The article is what the page marks as
such, if that holds most of the weight, or else the deepest element that holds nearly all of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audio.script.readers.page.furniture import HIDDEN, Size, furniture, tokens

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINERS = frozenset(("div", "section", "center", "table", "tbody", "tr", "td", "main", "article", "form"))
_MINOR = frozenset(("b", "strong", "i", "em", "u", "br", "hr", "wbr"))
"""Neither an article nor furniture; not measuring them makes long pages quick."""
_PROSE = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "blockquote", "pre", "cite", "li")
)


class Choice:
    """Which element is the article, and what is left out of it and around it."""

    def __init__(self, article: _Element, kept: list[_Element], reasons: dict[_Element, str]) -> None:
        self.article = article
        """The element that holds the article."""
        self._reasons = reasons
        self._kept = set(kept)
        self._around = {above for element in (article, *kept) for above in element.iterancestors()}
        self._left_out = set[object]()
        self._depth = 0

    @property
    def inside(self) -> bool:
        """True while the walk is inside the article."""
        return self._depth > 0

    def furniture(self) -> list[_Element]:
        """Give the elements that are left out of the article."""
        return list(self._reasons)

    def reason(self, element: _Element) -> str | None:
        """Give why an element that begins is left out; None where it is walked over."""
        if element is self.article or element in self._kept:
            self._depth += 1
        found = self._reasons.get(element)
        if not found and not self._depth and element not in self._around:
            found = "outside the article"
        if found:
            self._left_out.add(element)
        return found

    def walked(self, element: _Element) -> bool:
        """Note that an element ends. False where it was left out."""
        if element is self.article or element in self._kept:
            self._depth -= 1
        if element in self._left_out:
            self._left_out.discard(element)
            return False
        return True


def choose(root: _Element) -> Choice:
    """Find the article of a page, the title above it, and the furniture."""
    sizes = _sizes(root, {})
    reasons = furniture(root, sizes)
    weights = {element: size.text for element, size in _sizes(root, reasons).items()}
    body = next(root.iter("body"), root)
    article = _marked(weights, weights.get(body, 0))
    if article is None:
        article = _densest(body, weights)
    kept: list[_Element] = []
    if next(article.iter("h1"), None) is None:
        kept = [title for title in root.iter("h1") if title in weights][:1]
    for element in (article, *kept):
        for around in (element, *element.iterancestors()):
            reasons.pop(around, None)
    return Choice(article, kept, reasons)


def _sizes(root: _Element, left_out: dict[_Element, str]) -> dict[_Element, Size]:
    """Measure every element that is neither hidden nor left out, nor inside one that is."""
    from lxml.etree import iterwalk  # noqa: PLC0415 - lxml is slow to import

    sizes: dict[_Element, Size] = {}
    stack = [[0, 0, 0]]
    steps = iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in steps:
        if event == "start":
            stack.append([len((element.text or "").strip()), 0, 0])
            if element.tag in HIDDEN or element in left_out:
                steps.skip_subtree()
                stack[-1][0] = -1
        elif event == "end":
            text, linked, links = stack.pop()
            if text >= 0:
                if element.tag not in _MINOR:
                    sizes[element] = Size(text, linked, links)
                is_link = element.tag == "a"
                stack[-1][0] += 0 if is_link else text
                stack[-1][1] += linked + text if is_link else linked
                stack[-1][2] += links + is_link
        if event != "start" and element is not root:
            stack[-1][0] += len((element.tail or "").strip())
    return sizes


def _marked(weights: dict[_Element, int], total: int) -> _Element | None:
    """Give what the page itself marks as its article or transcript, if enough of the text is in it."""
    marked: tuple[list[_Element], ...] = ([], [], [], [])
    for element in weights:
        if element.tag in ("html", "body"):
            continue
        if not {"transcript", "transcription"}.isdisjoint(tokens(element)):
            marked[0].append(element)
        if "articleBody" in (element.get("itemprop") or ""):
            marked[1].append(element)
        if element.tag == "article":
            marked[2].append(element)
        if element.tag == "main" or element.get("role") == "main":
            marked[3].append(element)
    for candidates, share in zip(marked, (0.3, 0.5, 0.5, 0.6), strict=True):
        best = max(candidates, key=weights.__getitem__, default=None)
        if best is not None and weights[best] >= share * max(total, 1):
            return best
    return None


def _densest(body: _Element, weights: dict[_Element, int]) -> _Element:
    """Give the deepest element that holds nine tenths of the text, going down only through wrappers."""
    found = body
    while True:
        children = [child for child in found if child in weights]
        if any(child.tag in _PROSE and weights[child] for child in children) or (found.text or "").strip():
            return found
        best = max(children, key=weights.__getitem__, default=None)
        if best is None or best.tag not in _CONTAINERS or weights[best] < 0.9 * max(weights[found], 1):
            return found
        found = best

"""One paragraph of a Word document: its text, its kind, its bold and italics."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from audio.script.readers.set_apart import Look
from audio.script.text import tidy
from audio.script.values import Block, BlockKind, Lines, Span, SpanKind

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The second copy of a text box, for old programs."""
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}
_UNREAD = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_W}txbxContent",
                     f"{_W}instrText", f"{_W}delText", FALLBACK))  # fmt: skip
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_LOOKS = {
    f"{_W}{tag}": names
    for tag, names in {
        "pStyle": ("val",), "rStyle": ("val",), "numId": ("val",), "ind": ("left", "start"), "jc": ("val",),
        "color": ("val", "themeColor"), "shd": ("fill", "themeFill"), "highlight": ("val",), "u": ("val",),
        "rFonts": ("ascii",), "sz": ("val",), "caps": ("val",), "smallCaps": ("val",),
    }.items()
}  # fmt: skip
"""Properties that may tell questions from answers, and the attributes that say how."""
_OFF = frozenset(("0", "false", "off", "none"))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What a paragraph gives."""

    block: Block | None
    """None where it is empty."""
    is_title: bool
    boxes: tuple[Any, ...]
    """The paragraphs in text boxes anchored here."""
    looks: tuple[Look, ...] = ()
    """How its runs are set: style, numbering, colour, shading, typeface."""


def paragraph(element: Any, document: WordDocument, line: int) -> Paragraph:
    """Read a `w:p` element as source line `line`. A line break in it stays one in the block's text."""
    from docx.text.paragraph import Paragraph as Styled  # noqa: PLC0415 - slow to import

    styled = Styled(element, document)
    style = str(styled.style.name or "") if styled.style is not None else ""
    kind, level = _kind(style, element)
    bold = kind != "heading" and styled.style is not None and bool(styled.style.font.bold)
    pieces: list[str] = []
    spans: list[Span] = []
    looks: list[Look] = []
    length = 0
    for run, text in _runs(element):
        if text.strip():
            spans += [Span(length, length + len(text), name) for name in _kinds(run, bold=bold)]
            if target := _target(run, document):
                spans.append(Span(length, length + len(text), "link", target))
            looks += [Look(name, length, length + len(text)) for name in _features(run, element)]
        pieces.append(text)
        length += len(text)
    text = "".join(pieces)
    boxes = tuple(
        inner
        for content in element.iter(f"{_W}txbxContent")
        if not any(above.tag == FALLBACK for above in content.iterancestors())
        for inner in content.iterchildren(f"{_W}p")
    )
    block = _block(text, spans, kind, level, line) if text.strip() else None
    cut = len(text) - len(text.lstrip())
    moved = (Look(look.name, max(look.start - cut, 0), look.end - cut) for look in looks)
    return Paragraph(block, style == "Title", boxes, tuple(look for look in moved if look.end > 0))


def _runs(element: Any) -> list[tuple[Any, str]]:
    """Give the runs of a paragraph with their text, inserted and linked ones too, but none deleted."""
    found: list[tuple[Any, str]] = []
    stack = [iter(element)]
    run: Any = None
    while stack:
        part = next(stack[-1], None)
        if part is None:
            stack.pop()
        elif part.tag == f"{_W}t":
            found.append((run, tidy(part.text or "")))
        elif part.tag in _BREAKS:
            found.append((run, _BREAKS[part.tag]))
        elif part.tag not in _UNREAD:
            run = part if part.tag == f"{_W}r" else run
            stack.append(iter(part))
    return found


def _target(run: Any, document: WordDocument) -> str:
    """Give where the link leads that a run stands in, if it stands in one."""
    around = run.getparent() if run is not None else None
    if around is None or around.tag != f"{_W}hyperlink":
        return ""
    relation = document.part.rels.get(around.get(_RELATION, ""))
    return str(relation.target_ref) if relation is not None and relation.is_external else ""


def _kinds(run: Any, *, bold: bool) -> list[SpanKind]:
    """Give how a run is set apart: bold or italic, by itself, by its style, or by the paragraph's."""
    properties = run.find(f"{_W}rPr") if run is not None else None
    if properties is None:
        return ["strong"] if bold else []
    style = properties.find(f"{_W}rStyle")
    named = (style.get(f"{_W}val") or "").lower() if style is not None else ""
    weight = properties.find(f"{_W}b")
    strong = _is_on(weight) or "strong" in named or (bold and weight is None)
    emphasis = _is_on(properties.find(f"{_W}i")) or "emphasis" in named
    found: list[SpanKind] = ["strong"] if strong else []
    return [*found, "emphasis"] if emphasis else found


def _features(run: Any, element: Any) -> list[str]:
    """Give the names of a run's looks: what its own properties and its paragraph's say, value by value."""
    found: list[str] = []
    for properties in (run.find(f"{_W}rPr") if run is not None else None, element.find(f"{_W}pPr")):
        for part in properties.iterdescendants() if properties is not None else ():
            if part.tag in _LOOKS:
                values = ",".join(f"{part.get(_W + name, '')}" for name in _LOOKS[part.tag])
                found.append(f"{part.tag.rsplit('}', 1)[-1]}={values}")
    return found


def _is_on(toggle: Any) -> bool:
    return toggle is not None and (toggle.get(f"{_W}val") or "1").lower() not in _OFF


def _kind(style: str, element: Any) -> tuple[BlockKind, int]:
    """Give the kind and level of a paragraph by its style and its numbering."""
    if heading := _HEADING.match(style):
        return "heading", min(max(int(heading[1]), 1), 6)
    if style in ("Title", "Subtitle"):
        return "heading", 1 if style == "Title" else 2
    if "Quote" in style:
        return "quote", 1
    if style.startswith("List ") or element.find(f"{_W}pPr/{_W}numPr") is not None:
        return "item", 1
    return "paragraph", 0


def _block(text: str, spans: list[Span], kind: BlockKind, level: int, line: int) -> Block:
    """Give the block without white space at its ends; touching spans of one kind become one."""
    cut = len(text) - len(text.lstrip())
    kept = text.strip()
    joined: list[Span] = []
    for name in ("strong", "emphasis", "link"):
        for span in spans:
            start, end = max(span.start - cut, 0), min(span.end - cut, len(kept))
            if span.kind != name or end <= start:
                continue
            last = joined[-1] if joined and joined[-1].kind == name else None
            if last is not None and last.target == span.target and not kept[last.end : start].strip():
                joined[-1] = Span(last.start, end, last.kind, last.target)
            else:
                joined.append(Span(start, end, span.kind, span.target))
    joined.sort(key=lambda span: (span.start, -span.end))
    return Block(kept, Lines(line, line), kind, level, tuple(joined))

"""The inside of a Markdown paragraph: plain text with spans, from markdown-it's inline tokens."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from audio.script.values import Span, SpanKind

if TYPE_CHECKING:
    from markdown_it.token import Token

_SPANS: dict[str, SpanKind] = {"strong": "strong", "em": "emphasis", "link": "link"}
_HTML_SPANS: dict[str, SpanKind] = {
    "strong": "strong",
    "b": "strong",
    "em": "emphasis",
    "i": "emphasis",
    "cite": "cite",
    "time": "time",
}
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]{0,30})(?:\s[^<>]*)?/?>")
_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript|svg|iframe)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)


def flatten(tokens: Iterable[Token]) -> tuple[str, tuple[Span, ...]]:
    """Give the text of inline tokens and the spans in it, in order of their beginning."""
    parts: list[str] = []
    spans: list[Span] = []
    length = 0
    opened: list[tuple[SpanKind, int, str]] = []
    for token in tokens:
        name, piece = token.type, ""
        stem = name.rsplit("_", 1)[0]
        tag = _TAG.match(token.content) if name == "html_inline" else None
        if stem in _SPANS:
            href = str(token.attrGet("href") or "") if stem == "link" else ""
            _turn(opened, spans, (_SPANS[stem], length, href), closing=token.nesting < 0)
        elif tag and tag[2].casefold() in _HTML_SPANS:
            _turn(opened, spans, (_HTML_SPANS[tag[2].casefold()], length, ""), closing=bool(tag[1]))
        elif name in ("softbreak", "hardbreak"):
            piece = "\n"
        elif name == "code_inline":
            piece = token.content
            spans.append(Span(length, length + len(piece), "code"))
        elif name == "image":
            piece = ""
        elif name != "html_inline":
            piece = token.content
        parts.append(piece)
        length += len(piece)
    while opened:
        _turn(opened, spans, (opened[-1][0], length, ""), closing=True)
    text = "".join(parts)
    return text, tuple(sorted(spans, key=lambda span: (span.start, -span.end)))


def _turn(
    opened: list[tuple[SpanKind, int, str]],
    spans: list[Span],
    edge: tuple[SpanKind, int, str],
    *,
    closing: bool,
) -> None:
    """Open a span of a kind at an offset with a target, or close the last one of that kind."""
    kind, at, _ = edge
    if not closing:
        opened.append(edge)
        return
    for index in range(len(opened) - 1, -1, -1):
        if opened[index][0] == kind:
            _, start, target = opened.pop(index)
            if at > start:
                spans.append(Span(start, at, kind, target))
            return


def strip_tags(content: str) -> tuple[str, list[tuple[int, str, str]]]:
    """Give the visible text of a scrap of HTML, line for line, and what it hides: (offset, text, reason)."""
    hidden: list[tuple[int, str, str]] = []

    def hide(match: re.Match[str]) -> str:
        whole = match[0]
        if whole.startswith("<!--"):
            inside = whole[4:-3] if whole.endswith("-->") else whole[4:]
            if inside.strip():
                hidden.append((match.start(), inside, "comment"))
        return "\n" * whole.count("\n")

    shown = _HIDDEN.sub(hide, content)
    return html.unescape(_TAG.sub("", shown)), hidden

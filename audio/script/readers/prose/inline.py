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
    text = ""
    spans: list[Span] = []
    opened: list[tuple[SpanKind, int, str]] = []
    for token in tokens:
        tag = _TAG.match(token.content) if token.type == "html_inline" else None
        kind = _HTML_SPANS.get(tag[2].casefold()) if tag else _SPANS.get(token.type.rpartition("_")[0])
        if kind and (tag[1] if tag else token.nesting < 0):
            last = next((at for at in range(len(opened) - 1, -1, -1) if opened[at][0] == kind), None)
            if last is not None:
                _, start, target = opened.pop(last)
                spans.append(Span(start, len(text), kind, target))
        elif kind:
            opened.append((kind, len(text), str(token.attrGet("href") or "")))
        elif token.type in ("softbreak", "hardbreak"):
            text += "\n"
        elif token.type == "code_inline":
            spans.append(Span(len(text), len(text) + len(token.content), "code"))
            text += token.content
        elif token.type not in ("image", "html_inline"):
            text += token.content
    spans += [Span(start, len(text), kind, target) for kind, start, target in opened]
    kept = (span for span in spans if span.start < span.end)
    return text, tuple(sorted(kept, key=lambda span: (span.start, -span.end)))


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

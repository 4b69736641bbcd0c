"""The markup of MediaWiki, as Wikinews publishes interviews: read as Markdown, line for line."""

from __future__ import annotations

import re
from dataclasses import replace

from audio.script.document import Document
from audio.script.readers.prose import markdown
from audio.script.text import one_line
from audio.script.values import Dropped, Lines

_SIGNS = (
    (re.compile(r"'''[^'\n]{1,200}'''"), 0.4),
    (re.compile(r"^={2,6}[^=\n]{1,200}={2,6}\s*$", re.MULTILINE), 0.3),
    (re.compile(r"\[\[[^\]\n]{1,300}\]\]"), 0.4),
    (re.compile(r"^\{\{[^{}\n]{1,300}\}\}\s*$", re.MULTILINE), 0.4),
)
_APART = re.compile(
    r"^\s*(?:\{\{[^{}]*\}\}\s*|\[\[(?:File|Image|Category|Kategorie|Fichier|Datei):.*\]\]\s*)+$"
)
_HEADING = re.compile(r"^(={2,6})\s*(.+?)\s*\1\s*$")
_INDENT = re.compile(r"^[:*#;]+\s*")
_NAMED = re.compile(r"\(\(([^()\n]{1,80})\)\)(?P<after>'{0,5})(?:\s*:)?")
_INLINE = (
    (re.compile(r"\[\[(?:[^\]|\n]{1,200}\|)?([^\]|\n]{1,200})\]\]"), r"\1"),
    (re.compile(r"\[(https?://\S{1,500}) ([^\]\n]{1,200})\]"), r"[\2](<\1>)"),
    (re.compile(r"\{\{[^{}|\n]{1,60}\|(?:[^{}|\n]{1,200}\|)*([^{}|\n]{1,200})\}\}"), r"\1"),
    (re.compile(r"<ref[^>]{0,200}>.{0,500}?</ref>|<ref[^>]{0,200}/>|<!--.{0,500}?-->"), ""),
    (re.compile(r"'''''(.{1,2000}?)'''''"), r"***\1***"),
    (re.compile(r"'''(.{1,2000}?)'''"), r"**\1**"),
    (re.compile(r"''(.{1,2000}?)''"), r"*\1*"),
)


def recognises(name: str, text: str) -> float:
    """Give how much of the wiki's marks are there; a name ending in `.wiki` counts for a half."""
    sure = 0.5 if name.casefold().endswith((".wiki", ".mediawiki", ".wikitext")) else 0.0
    head = text[:200_000]
    for pattern, weight in _SIGNS:
        found = sum(1 for _ in zip(pattern.finditer(head), range(2), strict=False))
        sure += weight * found / 2
    return min(sure, 0.95)


def read(text: str, source: str) -> Document:
    """Give the blocks of a wiki page; templates, pictures and categories are in `dropped`."""
    lines, dropped = list[str](), list[Dropped]()
    for number, line in enumerate(text.split("\n"), 1):
        if _APART.match(line):
            dropped.append(Dropped(one_line(line), "template", Lines(number, number)))
            lines.append("")
        else:
            lines.append(_line(line))
    found = markdown.read("\n".join(lines), source)
    rest = sorted((*dropped, *found.dropped), key=lambda item: item.lines.first)
    return replace(found, format="wikitext", dropped=tuple(rest))


def _line(line: str) -> str:
    """Give one line as Markdown; `((Ada))` is Wikinews' way to name who speaks."""
    heading = _HEADING.match(line)
    text = f"{'#' * len(heading[1])} {heading[2]}" if heading else _INDENT.sub("", line)
    text = _NAMED.sub(r"\1:\g<after>", text)
    for pattern, plain in _INLINE:
        text = pattern.sub(plain, text)
    return text

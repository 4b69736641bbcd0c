"""Markdown as sites write it: CommonMark with tables, front matter and the odd templating line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from audio.script.document import Document, Metadata
from audio.script.readers import data, frontmatter, tables
from audio.script.readers.prose import components, outline
from audio.script.readers.prose.inline import flatten, strip_tags
from audio.script.text import has_letters, one_line
from audio.script.values import Block, BlockKind, Dropped, Lines

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_TEMPLATE = re.compile(r"^\s*(?:\{%.*%\}|\{\{.*\}\}|\{:.*\})\s*$")
_SIGNS = (
    (re.compile(r"^#{1,6} \S", re.MULTILINE), 0.35),
    (re.compile(r"(?<![\w*])\*\*[^*\n]{1,200}\*\*"), 0.35),
    (re.compile(r"(?<![\w*_])[*_][^*_\n]{1,80}[*_](?![\w*])"), 0.2),
    (re.compile(r"^([*_])(?![\s*_])[^*_\n]{2,400}[.?!…][\"”’]?\1(?=\s|$)", re.MULTILINE), 0.3),
    (re.compile(r"\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)"), 0.35),
    (re.compile(r"^(?:```|~~~|\| ?-{3})", re.MULTILINE), 0.3),
    (re.compile(r"^\s*\{%.*%\}", re.MULTILINE), 0.2),
)


def recognises(name: str, text: str) -> float:
    """Give how much of Markdown's marks are there; a name ending in `.md` counts for a half."""
    sure = 0.5 if name.casefold().endswith((".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd")) else 0.0
    head = text[:200_000]
    sure += 0.3 if frontmatter.split(head)[1] else 0.0
    for pattern, weight in _SIGNS:
        found = sum(1 for _ in zip(pattern.finditer(head), range(2), strict=False))
        sure += weight * found / 2
    return min(sure, 0.9)


def read(text: str, source: str) -> Document:
    """Give the blocks of a Markdown file."""
    front, taken = frontmatter.split(text)
    metadata = (
        frontmatter.metadata(frontmatter.parse(front, source), Lines(1, taken)) if taken else Metadata()
    )
    told = data.front_blocks(front, 2) if taken else []
    bare, page, properties = outline.properties(text.split("\n"), taken)
    if page and not taken:
        metadata = replace(frontmatter.metadata(page, properties[0].lines), lines=())
    told_by = components.rewrite(bare, taken)
    lines, templates = _without_templates(told_by.lines, taken)
    parser, env = _parser(), dict[str, Any]()
    tokens = parser.parse("\n".join(lines), env)
    builder = _Builder(lines)
    builder.build(tokens)
    blocks, tags = outline.conversation([told_by.block(block) for block in builder.blocks])
    targets = [*env.get("references", {}).values(), *env.get("duplicate_refs", ())]
    links = [_link_target(entry, lines) for entry in targets]
    own = [replace(item, lines=told_by.place(item.lines)) for item in (*templates, *builder.dropped, *links)]
    rest = sorted((*own, *properties, *tags, *told_by.dropped), key=lambda item: item.lines.first)
    spoken = [_marked(block, parser) for block in told]
    if spoken:
        metadata = replace(metadata, lines=data.front_rest(taken, spoken))
        spoken.append(Block("---", Lines(taken, taken), "rule"))
    return Document((*spoken, *blocks), metadata, "markdown", tuple(rest))


def _marked(block: Block, parser: MarkdownIt) -> Block:
    """Give a block of front matter with the Markdown in it read."""
    text, spans = flatten(parser.parseInline(block.text)[0].children or ())
    return replace(block, text=text, spans=spans)


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - 40 ms that other commands need not pay

    # An indented line is no code here: people indent speech. Nesting is bounded so that no file can hang it.
    return MarkdownIt("commonmark", {"maxNesting": 20}).enable("table").disable("code")


_NO_TARGET = re.compile(r"^\s{0,3}\[[^\]\n]{1,60}\]:[ \t]*(?=\S)(?!\S*[/.#@])")


def _without_templates(lines: list[str], taken: int) -> tuple[list[str], list[Dropped]]:
    """Blank the front matter and the lines that are a site generator's commands.

    `[Audience]: 00:36:25` would be the target of a link to CommonMark; what is no address is kept as text.
    """
    kept, dropped = [""] * taken, list[Dropped]()
    for number, line in enumerate(lines[taken:], taken + 1):
        if "{" in line[:200] and _TEMPLATE.match(line[:500]):
            dropped.append(Dropped(one_line(line), "template", Lines(number, number)))
            line = ""  # noqa: PLW2901 - the blank line keeps the count
        elif line[:4].lstrip().startswith("[") and _NO_TARGET.match(line[:200]):
            line = line.replace("[", "\\[", 1)  # noqa: PLW2901 - as above
        kept.append(line)
    return kept, dropped


def _link_target(entry: dict[str, Any], lines: list[str]) -> Dropped:
    first, last = entry["map"]
    return Dropped(
        one_line(" ".join(lines[first:last])), "link target", Lines(first + 1, max(first + 1, last))
    )


_KINDS: dict[str, BlockKind] = {"heading": "heading", "blockquote": "quote", "list_item": "item"}
"""What markdown-it calls a container and what a block in it is; the first that is open counts."""


class _Builder:
    """Collects blocks while it walks the tokens of a document."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.blocks: list[Block] = []
        self.dropped: list[Dropped] = []
        self.rows: list[list[Block]] = []
        self.depth = dict.fromkeys(_KINDS, 0)

    def build(self, tokens: Sequence[Token]) -> None:
        """Turn markdown-it's tokens into blocks."""
        for token in tokens:
            stem, _, edge = token.type.rpartition("_")
            if stem in ("list_item", "blockquote"):
                self.depth[stem] += token.nesting
            elif stem == "heading":
                self.depth[stem] = int(token.tag[1]) if edge == "open" and self._is_heading(token) else 0
            elif token.type == "tr_open":
                self.rows.append([])
            elif token.type == "table_close":
                self._table(self.rows)
                self.rows = []
            elif token.type == "inline":
                self._inline(token)
            else:
                self._other(token)

    def _is_heading(self, token: Token) -> bool:
        """Say whether it is one: a line of dashes under a whole sentence is a rule without its blank line."""
        if token.markup not in ("-", "="):
            return True
        first, last = token.map or (0, 1)
        text = " ".join(self.lines[first : last - 1])
        return last - first == 2 and len(text) <= 80 and not text.rstrip().endswith((".", "!", ","))

    def _inline(self, token: Token) -> None:
        """Make a block, or a cell of the open table."""
        first, last = token.map or (0, 1)
        text, spans = flatten(token.children or ())
        for shown in (child.content for child in token.children or () if child.type == "image"):
            if has_letters(shown):
                self.dropped.append(
                    Dropped(one_line(shown), "picture", Lines(first + 1, max(first + 1, last)))
                )
        level = next((depth for depth in self.depth.values() if depth), 0)
        kind: BlockKind = next((_KINDS[name] for name, depth in self.depth.items() if depth), "paragraph")
        block = Block(text, Lines(first + 1, max(first + 1, last)), kind, level, spans)
        if self.rows:
            self.rows[-1].append(block)
        elif text.strip():
            self.blocks.append(block)

    def _table(self, rows: Sequence[Sequence[Block]]) -> None:
        """Make a block of each spoken cell of a conversation, or of each row of any other table."""
        texts = [[one_line(cell.text) for cell in row] for row in rows]
        layout = tables.layout(texts)
        if layout is None:
            for row, cells in zip(rows, texts, strict=True):
                if any(cells):
                    self.blocks.append(Block("\t".join(cells), row[0].lines, "item"))
            return
        spoken = list(tables.said(texts, layout))
        for cell in spoken:
            found = rows[cell.row][cell.column]
            self.blocks.append(replace(found, speaker=cell.speaker, kind="paragraph"))
        kept = {(cell.row, cell.column) for cell in spoken}
        for number, row in enumerate(rows):
            for column, found in enumerate(row):
                if found.text and (number, column) not in kept and column != layout.speaker:
                    self.dropped.append(Dropped(texts[number][column], "table cell", found.lines))

    def _other(self, token: Token) -> None:
        first, last = token.map or (0, 1)
        place = Lines(first + 1, max(first + 1, last))
        if token.type == "hr":
            self.blocks.append(Block("---", place, "rule"))
        elif token.type == "fence" and token.content.strip():
            self.blocks.append(
                Block(token.content.rstrip("\n"), Lines(first + 2, max(first + 2, last)), "code")
            )
        elif token.type == "html_block":
            self._html(token.content, first)

    def _html(self, content: str, first: int) -> None:
        """Raw HTML inside Markdown: its text counts, its comments and scripts do not."""
        visible, hidden = strip_tags(content)
        for offset, text, reason in hidden:
            number = first + 1 + content.count("\n", 0, offset)
            self.dropped.append(Dropped(one_line(text), reason, Lines(number, number)))
        start = 0
        parts = visible.split("\n")
        for number in range(len(parts) + 1):
            if number < len(parts) and parts[number].strip():
                continue
            if number > start:
                text = "\n".join(part.strip() for part in parts[start:number])
                self.blocks.append(Block(text, Lines(first + 1 + start, first + number)))
            start = number + 1

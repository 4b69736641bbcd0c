"""Markdown as sites write it: CommonMark with tables, front matter and the odd templating line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from audio.script.document import Document, Metadata
from audio.script.readers import data, frontmatter, tables
from audio.script.readers.prose import outline
from audio.script.readers.prose.inline import flatten, strip_tags
from audio.script.readers.prose.plain import blocks_of as paragraphs
from audio.script.text import ends_sentence, has_letters, one_line
from audio.script.values import Block, BlockKind, Dropped, Lines

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_NO_TARGET = re.compile(r"^\s{0,3}\[[^\]\n]{1,60}\]:[ \t]*(?=\S)(?!\S*[/.#@])")
_TEMPLATE = re.compile(r"^\s*(?:\{%.*%\}|\{\{.*\}\}|\{:.*\})\s*$")
_NOTE_MARK = re.compile(r"\d{1,3}(?=\*\*[^*\n]{1,60}(?:[:：]\*\*|\*\*[:：]))")
_BOLD = re.compile(r"(?<!\*)\*\*(?!\*)((?<=^\*\*)[ \t]*)([^*\n]*[^*\s])([ \t]*)\*\*(?!\*)")
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
    del source
    front, taken = frontmatter.split(text)
    metadata = frontmatter.metadata(frontmatter.parse(front), Lines(1, taken)) if taken else Metadata()
    bare, page, properties = outline.properties(text.split("\n"), taken)
    if page and not taken:
        metadata = replace(frontmatter.metadata(page, properties[0].lines), lines=())
    found, dropped = blocks_of(bare[taken:], taken + 1)
    blocks, tags = outline.conversation(found)
    spoken = [_marked(block) for block in (data.front_blocks(front, 2) if taken else ())]
    if spoken:
        metadata = replace(metadata, lines=data.front_rest(taken, spoken))
        spoken.append(Block("---", Lines(taken, taken), "rule"))
    rest = sorted((*dropped, *properties, *tags), key=lambda item: item.lines.first)
    return Document((*spoken, *blocks), metadata, "markdown", tuple(rest))


def blocks_of(lines: Sequence[str], first: int) -> tuple[list[Block], list[Dropped]]:
    """Give the blocks of lines that begin at source line `first` (1-based), and what of them is not said."""
    kept, templates = _mended(lines, first)
    env: dict[str, Any] = {}
    builder = _Builder(kept, first)
    builder.build(_parser().parse("\n".join(kept), env))
    targets = [*env.get("references", {}).values(), *env.get("duplicate_refs", ())]
    for begin, end in (entry["map"] for entry in targets):
        builder.drop(" ".join(kept[begin:end]), "link target", (begin, end))
    return builder.blocks, [*templates, *builder.dropped]


def _marked(block: Block) -> Block:
    """Give a block of front matter with the Markdown in it read."""
    text, spans = flatten(_parser().parseInline(block.text)[0].children or ())
    return replace(block, text=text, spans=spans)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - 40 ms that other commands need not pay

    # An indented line is no code here: people indent speech. Nesting is bounded so that no file can hang it.
    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table").disable("code")
    parser.block.ruler.before("blockquote", "answer", _ends_quote, {"alt": ["blockquote"]})
    return parser


def _ends_quote(state: StateBlock, line: int, _last: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's
    """Say whether a line without `>` below a quoted sentence is no more of the quote, as it is to CommonMark.

    People quote what was asked and answer in the next line.
    """
    return silent and ends_sentence(state.src[state.bMarks[line - 1] : state.eMarks[line - 1]])


def _mended(lines: Sequence[str], first: int) -> tuple[list[str], list[Dropped]]:
    """Blank the lines that are a site generator's commands, and mend what CommonMark takes in another way.

    `[Audience]: 00:36:25` would be the target of a link to CommonMark; what is no address is kept as text.
    The mark of a footnote is no part of the bold label that it is glued to.
    """
    kept, dropped = list[str](), list[Dropped]()
    for number, line in enumerate(lines, first):
        template = "{" in line[:200] and _TEMPLATE.match(line[:500])
        note = line[:1].isdigit() and _NOTE_MARK.match(line)
        for found, reason in ((template, "template"), (note, "footnote mark")):
            if found:
                dropped.append(Dropped(one_line(found[0]), reason, Lines(number, number)))
        line = "" if template else line[note.end() :] if note else line
        text = line[:4].lstrip().startswith("[") and _NO_TARGET.match(line[:200])
        line = line.replace("[", "\\[", 1) if text else line
        kept.append(_BOLD.sub(_closed, line) if "**" in line else line)
    return kept, dropped


def _closed(bold: re.Match[str]) -> str:
    """Give bold type as HTML where white space stands inside its marks, or CJK punctuation beside them.

    CommonMark would leave such marks in the text: https://spec.commonmark.org/0.31.2/#right-flanking-delimiter-run.
    """
    before, inside, after = bold.groups()
    following = bold.string[bold.end() : bold.end() + 1]
    glued = not inside[-1].isalnum() and following.isalnum()
    return f"{before}<b>{inside}</b>{after}" if before or after or glued else bold[0]


_KINDS: dict[str, BlockKind] = {"heading": "heading", "blockquote": "quote", "list_item": "item"}
"""What markdown-it calls a container and what a block in it is; the first that is open counts."""


class _Builder:
    """Collects blocks while it walks the tokens of lines that begin at a 1-based source line."""

    def __init__(self, lines: Sequence[str], first: int) -> None:
        self.lines, self.first = lines, first
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
            elif token.type == "hr":
                self.blocks.append(Block("---", self._place(token.map), "rule"))
            elif token.type == "fence" and token.content.strip():
                begin, end = token.map or (0, 1)
                place = self._place((begin + 1, end))
                self.blocks.append(Block(token.content.rstrip("\n"), place, "code"))
            elif token.type == "html_block":
                self._html(token.content, (token.map or (0, 1))[0])

    def drop(self, text: str, reason: str, where: Sequence[int] | None) -> None:
        """Note what is not said, and where: 0-based lines, the last exclusive."""
        if has_letters(text):
            self.dropped.append(Dropped(one_line(text), reason, self._place(where)))

    def _place(self, where: Sequence[int] | None) -> Lines:
        begin, end = where or (0, 1)
        return Lines(self.first + begin, self.first + max(begin, end - 1))

    def _is_heading(self, token: Token) -> bool:
        """Say whether it is one: a line of dashes under a whole sentence is a rule without its blank line."""
        begin, end = token.map or (0, 1)
        text = " ".join(self.lines[begin : end - 1]).rstrip()
        underlined = token.markup in ("-", "=")
        return not underlined or (end - begin == 2 and len(text) <= 80 and not text.endswith((".", "!", ",")))

    def _inline(self, token: Token) -> None:
        """Make a block, or a cell of the open table."""
        text, spans = flatten(token.children or ())
        for child in token.children or ():
            if child.type == "image":
                self.drop(child.content, "picture", token.map)
        kind, level = next(
            ((_KINDS[name], depth) for name, depth in self.depth.items() if depth), ("paragraph", 0)
        )
        block = Block(text, self._place(token.map), kind, level, spans)
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
        spoken = {(each.row, each.column): each.speaker for each in tables.said(texts, layout)}
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if (number, column) in spoken:
                    who = spoken[number, column]
                    self.blocks.append(replace(cell, speaker=who, kind="paragraph"))
                elif cell.text and column != layout.speaker:
                    self.dropped.append(Dropped(texts[number][column], "table cell", cell.lines))

    def _html(self, content: str, begin: int) -> None:
        """Raw HTML inside Markdown: its text counts, its comments and scripts do not."""
        visible, hidden = strip_tags(content)
        for offset, text, reason in hidden:
            at = begin + content.count("\n", 0, offset)
            self.drop(text, reason, (at, at + 1))
        self.blocks += paragraphs(visible.split("\n"), self.first + begin)

"""Markdown as sites write it: CommonMark with tables, front matter and the odd templating line.

markdown-it reads it; what it finds is written as a page, line for line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from audio.script.document import Document
from audio.script.readers import data, frontmatter
from audio.script.readers.page import written
from audio.script.text import ends_sentence, one_line
from audio.script.values import Block, Dropped, Lines

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_NO_TARGET = re.compile(r"^\s{0,3}\[(?=[^\]\n]{1,60}\]:[ \t]*(?=\S)(?!\S*[/.#@]))")
_TEMPLATE = re.compile(r"^\s*(?:\{%.*%\}|\{\{.*\}\}|\{:.*\})\s*$")
_NOTE_MARK = re.compile(r"\d{1,3}(?=\*\*[^*\n]{1,60}(?:[:：]\*\*|\*\*[:：]))")
_BOLD = re.compile(r"(?<!\*)\*\*(?!\*)((?<=^\*\*)[ \t]*)([^*\n]*[^*\s])([ \t]*)\*\*(?!\*)")
_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_SIGNS = (
    (re.compile(r"^#{1,6} \S", re.MULTILINE), 0.35),
    (re.compile(r"(?<![\w*])\*\*[^*\n]{1,200}\*\*"), 0.35),
    (re.compile(r"(?<![\w*_])[*_][^*_\n]{1,80}[*_](?![\w*])"), 0.2),
    (re.compile(r"^([*_])(?![\s*_])[^*_\n]{2,400}[.?!…][\"”’]?\1(?=\s|$)", re.MULTILINE), 0.3),
    (re.compile(r"\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)"), 0.35),
    (re.compile(r"^(?:```|~~~|\| ?-{3})", re.MULTILINE), 0.3),
    (re.compile(r"^[ \t]*\{%.*%\}", re.MULTILINE), 0.2),
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
    """Give the blocks of a Markdown file. Raises `ScriptError` where HTML in it is nested too deeply."""
    front, taken, metadata = frontmatter.taken_off(text, source)
    blocks, dropped = blocks_of(text.split("\n")[taken:], taken + 1, source)
    spoken = [each for block in (data.front_blocks(front, 2) if taken else ()) for each in _spoken(block)]
    if spoken:
        metadata = replace(metadata, lines=data.front_rest(taken, spoken))
        spoken.append(Block("---", Lines(taken, taken), "rule"))
    ordered = sorted(dropped, key=lambda item: item.lines.first)
    return Document((*spoken, *blocks), metadata, "markdown", tuple(ordered))


def blocks_of(lines: Sequence[str], first: int, source: str = "-") -> tuple[list[Block], list[Dropped]]:
    """Give the blocks of lines that begin at source line `first` (1-based), and what of them is not said.

    Raises `ScriptError`, which names `source`, where HTML in them is nested too deeply.
    """
    kept, dropped = _mended(lines, first)
    env: dict[str, Any] = {}
    blocks, left_out = written.blocks(_page(_parser().parse("\n".join(kept), env), kept), first, source)
    targets = [*env.get("references", {}).values(), *env.get("duplicate_refs", ())]
    for begin, end in (entry["map"] for entry in targets):
        place = Lines(first + begin, first + max(begin, end - 1))
        dropped.append(Dropped(one_line(" ".join(kept[begin:end])), "link target", place))
    return blocks, [*dropped, *left_out]


def _spoken(block: Block) -> list[Block]:
    """Give a block of front matter with the Markdown in it read."""
    found, _ = blocks_of(block.text.split("\n"), 1)
    return [
        replace(each, lines=block.lines, kind="paragraph", level=0, speaker=block.speaker) for each in found
    ]


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
        said = "" if template else line[note.end() :] if note else line
        said = _NO_TARGET.sub(r"\\[", said) if said[:4].lstrip().startswith("[") else said
        kept.append(_BOLD.sub(_closed, said) if "**" in said else said)
    return kept, dropped


def _closed(bold: re.Match[str]) -> str:
    """Give bold type as HTML where white space stands inside its marks, or CJK punctuation beside them.

    CommonMark would leave such marks in the text: https://spec.commonmark.org/0.31.2/#right-flanking-delimiter-run.
    """
    before, inside, after = bold.groups()
    following = bold.string[bold.end() : bold.end() + 1]
    glued = not inside[-1].isalnum() and following.isalnum()
    return f"{before}<b>{inside}</b>{after}" if before or after or glued else bold[0]


def _page(tokens: Sequence[Token], lines: Sequence[str]) -> str:
    """Give markdown-it's tokens in HTML, each on its line of the source. HTML in them stays as it is."""
    html, line, plain = list[str](), 0, False
    for token in tokens:
        if token.map and token.nesting >= 0:
            html.append("\n" * (token.map[0] + (token.type == "fence") - line))
            line = max(line, token.map[0] + (token.type == "fence"))
        if token.type == "heading_open":
            plain = not _is_heading(token, lines)
        written_so = _element(token, "p" if plain and token.type.startswith("heading") else token.tag)
        html.append(written_so)
        line += written_so.count("\n")
    return "".join(html)


def _element(token: Token, tag: str) -> str:
    """Give a block, or the beginning or the end of one, in HTML."""
    if token.type == "inline":
        flat, at = token.content.replace("\n", " "), 0
        for each in token.children or ():
            if each.type == "code_inline":  # whose line breaks are spaces to the parser
                at = max(0, flat.find(each.content, flat.find(each.markup, at)))
                each.content = token.content[at : at + len(each.content)]
                at += len(each.content) + len(each.markup)
        return "".join(map(_inline, token.children or ()))
    if token.type == "html_block":
        return _COMMENT.sub(r'<div data-dropped="comment">\1</div>', token.content)
    if token.type == "fence":
        return f"<pre><code>{written.text(token.content)}</code></pre>"
    return "" if token.hidden else f"</{tag}>" if token.nesting < 0 else f"<{tag}>"


def _inline(token: Token) -> str:
    match token.type:
        case "softbreak" | "hardbreak":
            return "\n"
        case "html_inline":
            return token.content
        case "image":
            return written.aside(token.content, "picture", "span")
        case "link_open":
            return f'<a href="{escape(str(token.attrGet("href")))}">'
    if token.nesting:
        return f"<{'/' * (token.nesting < 0)}{token.tag}>"
    return written.marked(written.text(token.content), filter(None, [token.tag]))


def _is_heading(token: Token, lines: Sequence[str]) -> bool:
    """Say whether it is one: a line of dashes under a whole sentence is a rule without its blank line."""
    begin, end = token.map or (0, 1)
    text = " ".join(lines[begin : end - 1]).rstrip()
    underlined = token.markup in ("-", "=")
    return not underlined or (end - begin == 2 and len(text) <= 80 and not text.endswith((".", "!", ",")))

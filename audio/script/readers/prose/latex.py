r"""LaTeX, as far as interviews are set in it: `\speak{Ada} text`, sections, a preamble."""

from __future__ import annotations

import re
from dataclasses import replace

from audio.script.document import Document, Metadata, Person
from audio.script.readers.prose import plain
from audio.script.text import one_line
from audio.script.values import Block, Dropped, Lines

_SIGNS = re.compile(r"^\s*\\(?:documentclass|begin\{document\}|usepackage)\b", re.MULTILINE)
_BEGIN = re.compile(r"\\begin\{document\}")
_META = re.compile(r"\\(title|author)\{([^{}\n]{1,200})\}")
_SECTION = re.compile(r"^\s*\\(?:chapter|(?:sub){0,2}section)\*?\{([^{}\n]{1,300})\}\s*$")
_NAMED = re.compile(r"^(\s*)\\[A-Za-z]+\{([^{}\n]{1,60})\}[:.]?\s+(?=\S)")
_COMMAND_LINE = re.compile(r"^\s*(?:\\[A-Za-z]+\*?(?:\[[^\]\n]{0,200}\])?(?:\{[^{}\n]{0,300}\})*\s*)+$")
_COMMENT = re.compile(r"(?<!\\)%.*$")
_ITEM = re.compile(r"^\s*\\item(?:\[([^\]\n]{1,60})\])?\s*")
_INLINE = (
    (re.compile(r"\\href\{[^{}\n]{0,500}\}(?=\{)"), r"\\text"),
    (re.compile(r"\\(?:emph|textit|textbf|textsc|texttt|text|underline)\{([^{}\n]{0,2000})\}"), r"\1"),
    (re.compile(r"``"), "“"),
    (re.compile(r"''"), "”"),
    (re.compile(r"\\(?:ldots|dots)(?:\{\})?"), "…"),
    (re.compile(r"---"), "—"),
    (re.compile(r"--"), "–"),
    (re.compile(r"\\([&%$#_{}])"), r"\1"),
    (re.compile(r"(?<!\\)~"), " "),
    (re.compile(r"\\\\(?:\[[^\]\n]{0,20}\])?"), ""),
)  # fmt: skip


def recognises(name: str, text: str) -> float:
    """Say yes to a preamble; a name ending in `.tex` counts for a half."""
    sure = 0.5 if name.casefold().endswith((".tex", ".ltx")) else 0.0
    return min(0.97, sure + (0.6 if _SIGNS.search(text[:20_000]) else 0.0))


def read(text: str, source: str) -> Document:
    """Give the paragraphs of the document's body; the preamble, comments and commands are in `dropped`."""
    del source
    lines = text.split("\n")
    begin = next((at for at, line in enumerate(lines) if _BEGIN.search(line)), -1)
    kept, dropped, headings = list[str](), list[Dropped](), dict[int, str]()
    for number, line in enumerate(lines, 1):
        bare = _COMMENT.sub("", line)
        section = _SECTION.match(bare)
        if number <= begin + 1 or not bare.strip() or (_COMMAND_LINE.match(bare) and not section):
            kept.append("")
        elif section:
            kept.append("")
            headings[number] = _inline(section[1])
        else:
            kept.append(_inline(bare))
        left_out = line if not kept[-1] and number not in headings else line[len(bare) :]
        if left_out.strip():
            dropped.append(Dropped(one_line(left_out), "LaTeX command", Lines(number, number)))
    paragraphs = [_flush(block) for block in plain.blocks_of(kept, 1)]
    sections = [Block(title, Lines(at, at), "heading", 2) for at, title in headings.items()]
    blocks = sorted((*paragraphs, *sections), key=lambda block: block.lines.first)
    return Document(tuple(blocks), _metadata(text), "latex", tuple(dropped))


def _inline(line: str) -> str:
    """Give a line as it is printed; a command that names somebody before speech is a label."""
    item = _ITEM.match(line)
    if item:
        line = (f"{item[1]}: " if item[1] else "") + line[item.end() :]
    line = _NAMED.sub(r"\1\2: ", line)
    for pattern, printed in _INLINE:
        line = pattern.sub(printed, line)
    return line


def _flush(block: Block) -> Block:
    return replace(block, text="\n".join(line.strip() for line in block.text.split("\n")))


def _metadata(text: str) -> Metadata:
    found = {match[1]: match[2] for match in _META.finditer(text[:20_000])}
    author = found.get("author", "")
    people = (Person(author, part="author"),) if author else ()
    return Metadata(title=found.get("title", ""), people=people)

"""Rich Text Format (.rtf), read as the page it is easily written as; each paragraph is one line.

striprtf knows the encodings and what is no text. It loses bold, italics, links, cells and notes, so these are
first written into the file as characters of the private use area, which come out of it in their places.
RTF 1.9.1: https://interoperability.blob.core.windows.net/files/Archive_References/%5bMSFT-RTF%5d.pdf.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape

from audio import guard
from audio.errors import ScriptError
from audio.script.document import Document, Metadata
from audio.script.readers import page
from audio.script.text import one_line, tidy

_TOKEN = re.compile(r"\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'[0-9a-f]{2}|\\[^a-z]|[{}]|[^\\{}]+", re.IGNORECASE)
_ASIDES = {
    "footnote": "footnote", "annotation": "comment",
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "page header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "page footer"),
}  # fmt: skip
"""Groups whose text is not spoken, and why."""
_FIELD = "?"
"""Stands for the address of a field of which it is not known yet whether it is a link."""
_ADDRESS = re.compile(r"HYPERLINK\s+\"?([^\"\s]+)")
_TITLE = re.compile(r"\{\\title (([^{}]|\{[^{}]*\}){0,500})\}")
_LINK = "\ue004\ue005"
"""What begins and what ends the words of a link."""
_SET = {"b": "\ue000\ue001", "i": "\ue002\ue003"}
"""The same for text in bold and in italics, by the word of the format, which HTML shares."""
_TURNS = {"b": ("b",), "i": ("i",), "plain": ("b", "i")}
_ROW, _CELL, _ROW_END, _BREAK = "\ue006", "\ue007", "\ue008", "\ue009"
_WORDS = {"trowd": _ROW, "cell": _CELL, "nestcell": _CELL, "row": _ROW_END, "line": _BREAK}
_HEADING = 0xE010
"""The first of nine characters that say how deep a heading is."""
_MARK = re.compile("([\ue000-\ue01f\n])")


def recognises_bytes(name: str, data: bytes) -> float:
    """Say yes to what begins as every file of the format does."""
    del name
    return float(data.lstrip()[:5] == b"{\\rtf")


def read_bytes(data: bytes, source: str) -> Document:
    """Give the blocks of the document. Running heads, notes and comments are in `dropped`.

    Raises `ScriptError` where the file is damaged.
    """
    guard.within("rtf_bytes", len(data), source)
    guard.within("paragraphs", data.count(b"\\par"), source)
    rtf = data.decode("latin-1").replace("\x00", "")
    marked = _Marked(rtf)
    title = _TITLE.search(rtf)
    lines = _page(_text("".join(marked.parts), source), marked.links)
    for rtf_of, reason in marked.asides:
        said = one_line(_MARK.sub(" ", _text(f"{{\\rtf1 {rtf_of}}}", source)))
        lines.append(f'<div data-dropped="{reason}">{escape(said)}</div>')
    read = page.read_all("\n".join(lines).replace("</table>\n<p><table>", "\n"), source)
    told = one_line(_text(f"{{\\rtf1 {title[1]}}}", source)) if title else ""
    return replace(read, format="rtf", metadata=Metadata(title=told[:300]))


def _text(rtf: str, source: str) -> str:
    from striprtf import striprtf  # noqa: PLC0415 - only these files need it

    convert: Callable[..., str] = striprtf.rtf_to_text

    try:
        return tidy(convert(rtf, errors="replace"))
    except (ValueError, LookupError, TypeError, OverflowError) as error:
        raise ScriptError("the RTF file is damaged. Save it again as .docx.", source=source) from error


@dataclass(slots=True)
class _Group:
    """A group of the file that is still open."""

    start: int
    """How many parts of the file are before what is in it."""
    on: dict[str, bool]
    """What was bold and italic before it."""
    kind: str = ""
    """What it holds, if that matters: a word of `_ASIDES`, or `_LINK`."""


class _Marked:
    """The file with marks for what would be lost, copied token by token."""

    def __init__(self, rtf: str) -> None:
        self.parts: list[str] = []
        self.links: list[str] = []
        self.asides: list[tuple[str, str]] = []
        self._groups: list[_Group] = [_Group(0, {"b": False, "i": False})]
        self._on = {"b": False, "i": False}
        self._address = ""
        for token in _TOKEN.finditer(rtf):
            if token[0] == "}" and len(self._groups) > 1:
                self._close(self._groups.pop())
            if not self._taken(token[1] or "", token[2] or "", token[0]):
                self.parts.append(token[0])
            if token[0] == "{":
                self._groups.append(_Group(len(self.parts), dict(self._on)))

    def _close(self, group: _Group) -> None:
        if group.kind == _LINK:
            self._mark(_LINK[1])
        for word, before in group.on.items():
            self._turn(word, then=before)
        if group.kind in _ASIDES:
            inside = "".join(self.parts[group.start :]).replace("\\*", "", 1)
            self.asides.append((inside, _ASIDES[group.kind]))
            del self.parts[group.start :]

    def _taken(self, word: str, number: str, whole: str) -> bool:
        """Heed a token. True where nothing of it is to be copied."""
        if word in _TURNS:
            for each in _TURNS[word]:
                self._turn(each, then=word != "plain" and number != "0")
        elif word in _ASIDES:
            self._groups[-1].kind = word
        elif word in _WORDS:
            self._mark(_WORDS[word])
        elif word == "outlinelevel" and 0 <= int(number or 9) < 9:
            self._mark(chr(_HEADING + int(number)))
        else:
            return self._is_link(word, whole)
        return word not in _TURNS

    def _is_link(self, word: str, whole: str) -> bool:
        """Heed a token of a field, which may be a link."""
        if word == "fldinst":
            self._address = _FIELD
        elif self._address == _FIELD and (found := _ADDRESS.search(whole)):
            self._address = found[1]
            return True
        elif word == "fldrslt":
            if self._address not in ("", _FIELD):
                self.links.append(self._address)
                self._groups[-1].kind = _LINK
                self._mark(_LINK[0])
            self._address = ""
            return True
        return False

    def _turn(self, word: str, *, then: bool) -> None:
        if self._on[word] != then:
            self._mark(_SET[word][not then])
        self._on[word] = then

    def _mark(self, mark: str) -> None:
        self.parts.append(f"{{\\uc0\\u{ord(mark) - 0x10000} }}")


def _page(text: str, links: list[str]) -> list[str]:
    """Give the lines of a page, a paragraph each, from text with marks in it."""
    lines, tag, in_row, on = ["<html><body><p>"], "p", False, list[str]()
    targets = iter(links)
    simple = {_CELL: "</p></td><td><p>", _BREAK: "<br>", _LINK[1]: "</a>"}
    for part in _MARK.split(text):
        if part == "\n":
            lines[-1] += f"</{tag}>"
            tag = "p"
            lines.append("<p>")
        elif part == _ROW:
            lines[-1] += "" if in_row else "<table><tr><td><p>"
            in_row = True
        elif part == _ROW_END:
            in_row = False
            lines[-1] = lines[-1].removesuffix("<td><p>") + "</tr></table>"
            lines.append("<p>")
        elif part == _LINK[0]:
            lines[-1] += f'<a href="{escape(next(targets, ""))}">'
        elif part in simple:
            lines[-1] += simple[part]
        elif found := next((each for each in _SET if part and part in _SET[each]), ""):
            on = [each for each in _SET if (part == _SET[each][0] if each == found else each in on)]
        elif len(part) == 1 and _HEADING <= ord(part) < _HEADING + 9:
            tag = f"h{min(ord(part) - _HEADING + 1, 6)}"
            lines[-1] = lines[-1].replace("<p>", f"<{tag}>")
        elif part:
            opening, closing = (
                "".join(f"<{end}{each}>" for each in on[::step]) for end, step in (("", 1), ("/", -1))
            )
            lines[-1] += f"{opening}{escape(part)}{closing}"
    return lines

"""Rich Text Format (.rtf), read as the page it is easily written as; each paragraph is one line.

striprtf knows the encodings and what is no text. It loses bold, italics, links, cells and notes, so these are
first written into the file as tags, whose brackets are characters of the private use area until it is done.
RTF 1.9.1: https://interoperability.blob.core.windows.net/files/Archive_References/%5bMSFT-RTF%5d.pdf.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from audio import guard
from audio.errors import ScriptError
from audio.script.document import Document
from audio.script.readers.page import written
from audio.script.text import tidy

_TOKEN = re.compile(r"\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'[0-9a-f]{2}|\\[^a-z]|[{}]|[^\\{}]+", re.IGNORECASE)
_ASIDES = {
    "footnote": "footnote", "annotation": "comment",
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "page header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "page footer"),
}  # fmt: skip
"""Groups whose text is not spoken, and why."""
_MARKS = {"b": "b", "i": "i", "plain": "bi"}
"""Words that set text so or no longer so, and what they set."""
_ENDS = {
    **dict.fromkeys(("par", "sect", "page"), "\\par "), "row": "</tr></table>\\par ", "line": "<br>",
    **dict.fromkeys(("cell", "nestcell"), "</td><td>"),
}  # fmt: skip
"""Words that end a paragraph, a line or a cell, and what is written for them."""
_BREAKS = ("\\\n", "\\\r")
"""Other ways to write the end of a paragraph."""
_BRACKETS = {"<": "\ue000", ">": "\ue001", '"': "\ue002"}
"""What stands for the signs of a tag."""
_FIELD = "?"
"""Stands for the address of a field of which it is not known yet whether it is a link."""
_ADDRESS = re.compile(r"HYPERLINK\s+\"?([^\"\s]+)")
_TITLE = re.compile(r"\{\\title (([^{}]|\{[^{}]*\}){0,500})\}")
_LAST_CELL = re.compile(r"<td>(?:</?[bi]>|\s)*(?=</tr>)")
"""What the end of a row's last cell begins."""
_HEADING = re.compile(r"<(h[1-6])>")


def recognises_bytes(data: bytes) -> bool:
    """Say yes to what begins as every file of the format does."""
    return data.lstrip()[:5] == b"{\\rtf"


def read_bytes(data: bytes, source: str) -> Document:
    """Give the blocks of the document. Running heads, notes and comments are in `dropped`.

    Raises `ScriptError` where the file is damaged.
    """
    guard.within("rtf_bytes", len(data), source)
    guard.within("paragraphs", data.count(b"\\par"), source)
    rtf = data.decode("latin-1").replace("\x00", "")
    html = written.text(_text("".join(_Tagged(rtf).parts), source))
    for sign, stand_in in _BRACKETS.items():
        html = html.replace(stand_in, sign)
    page = "\n".join(map(_paragraph, _LAST_CELL.sub("", html).split("\n")))
    title = _TITLE.search(rtf)
    told = _text(f"{{\\rtf1 {title[1]}}}", source) if title else ""
    return written.read(page.replace("</table></p>\n<p><table>", "\n"), source, "rtf", told)


def _text(rtf: str, source: str) -> str:
    from striprtf import striprtf  # noqa: PLC0415 - only these files need it

    convert: Callable[..., str] = striprtf.rtf_to_text

    try:
        return tidy(convert(rtf, errors="replace"))
    except (ValueError, LookupError, TypeError, OverflowError) as error:
        raise ScriptError("the RTF file is damaged. Save it again as .docx.", source=source) from error


def _paragraph(line: str) -> str:
    """Give a line as a paragraph, or as a heading where it is marked as one."""
    found = _HEADING.search(line)
    tag = found[1] if found else "p"
    return f"<{tag}>{_HEADING.sub('', line)}</{tag}>"


class _Tagged:
    """The file with tags for what would be lost, copied token by token."""

    def __init__(self, rtf: str) -> None:
        self.parts: list[str] = []
        self._groups = [["", ""]]
        """For each that is open, the marks before it and what closes it."""
        self._marks = ""
        """The tags of how text is set now: `b`, `i`, both or none."""
        self._address = ""
        self._in_row = False
        for token in _TOKEN.finditer(rtf):
            if token[0] == "}" and len(self._groups) > 1:
                self._write(*reversed(self._groups.pop()))
            word = "par" if token[0] in _BREAKS else token[1] or ""
            if not (self._is_taken(word, token[2] or "") or self._is_link(word, token[0])):
                self.parts.append(token[0])
            if token[0] == "{":
                self._groups.append([self._marks, ""])

    def _is_taken(self, word: str, number: str) -> bool:
        """Heed a word. True where it is not to be copied."""
        if word in _MARKS:
            rest = self._marks.translate(dict.fromkeys(map(ord, _MARKS[word])))
            self._write("", rest if word == "plain" or number == "0" else rest + word)
        elif word in _ASIDES:
            if self.parts[-1:] == ["\\*"]:
                self.parts.pop()
            self._groups[-1][1] = "</span>"
            self._write(f'<span data-dropped="{_ASIDES[word]}">', self._marks)
        elif word in _ENDS:
            aside = any(closing == "</span>" for _, closing in self._groups)
            self._write("<br>" if aside else _ENDS[word], self._marks)
            self._in_row = self._in_row and word != "row"
        elif word == "trowd":
            self._write("" if self._in_row else "<table><tr><td>", self._marks)
            self._in_row = True
        elif word == "outlinelevel" and 0 <= int(number or 9) < 9:
            self._write(f"<h{min(int(number) + 1, 6)}>", self._marks)
        else:
            return False
        return True

    def _is_link(self, word: str, token: str) -> bool:
        """Heed a token of a field, which may be a link. True where it is not to be copied."""
        if word == "fldinst":
            self._address = _FIELD
        elif self._address == _FIELD and (found := _ADDRESS.search(token)):
            self._address = found[1]
            return True
        elif word == "fldrslt":
            if self._address not in ("", _FIELD):
                self._groups[-1][1] = "</a>"
                self._write(f'<a href="{self._address}">', self._marks)
            self._address = ""
            return True
        return False

    def _write(self, tags: str, marks: str) -> None:
        """Write tags between marked text, and set what comes by `marks`."""
        if tags or marks != self._marks:
            closing = "".join(f"</{mark}>" for mark in reversed(self._marks))
            written = closing + tags + "".join(f"<{mark}>" for mark in marks)
            for sign, stand_in in _BRACKETS.items():
                written = written.replace(sign, f"{{\\uc0\\u{ord(stand_in) - 0x10000} }}")
            self.parts.append(written)
        self._marks = marks

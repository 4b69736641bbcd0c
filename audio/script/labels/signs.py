"""Labels told by a sign: `<ada>`, `[Ada]`, `ada>`, a lone `Q` before a sentence."""

from __future__ import annotations

import re
from typing import Literal

from audio.script.labels.line import Line, skip, spans_from
from audio.script.labels.parts import parted
from audio.script.names import Name, classify
from audio.script.text import has_letters
from audio.script.unspoken import names_sound

Delimiter = Literal[
    "colon", "stop", "period", "sign", "dash", "tab", "bracket", "own", "bold", "voice", "space"
]
Found = tuple[str, int, Delimiter]
"""The label as written, the offset after its delimiter, and the delimiter."""

_NICK = re.compile(
    r"<[ @+]?([^<>\n]{1,40})>[ \t]+"
    r"|(?:\[((?-i:[A-Z\u0590-\u06ff\u3040-\u9fff])|[^\[\]\n\d]{2,40})\]|\({1,2}([^\W\d_][^()\n\d]{1,40})\){1,2})"
    r"(?:[ \t]*[:：][ \t]*|[ \t]+)|【([^【】\n]{1,20})】[:：]?[ \t]*"
    r"|[\[(]([^\W\d_]{1,20}[ _-]?\d{1,3})[\])](?:[ \t]*[:：][ \t]*|[ \t]+)"
    r"|\[([^\W\d_][^\[\]\n:]{0,30}\d{1,3})\][ \t]*[:：][ \t]*",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"([\w.-]{2,24})>[ \t]+(?=\S)|([^\W\d_][\w.' -]{0,40}?)[ \t]*(?:»|→|=>|=)[ \t]+(?=\S)"
    r"|\{([^{}\n]{1,40})\}[ \t]+(?=\S)"
    r"|([/|~^=+\\#]{1,3})[ \t]*([^\W\d_][\w.'’ -]{0,40}?)[ \t]*\4(?=[ \t]|$)"
)
"""Rarer signs after a name; a label only where names alternate with it all through a file."""
_SPACE = re.compile(r"[ \t]*")
LETTER_ALONE = re.compile(r"([QA])[ \t]+(?!(?:SRA?|Sra?|DEP)\b)(?=[A-Z\"“'‘¿¡(\[]|[—-](?! ))")
"""`Q` or `A` before a sentence, with nothing but space between."""
_CAPITALS_ALONE = re.compile(
    r"([A-ZÀ-Þ][A-ZÀ-Þ'’-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ'’-]+){0,2})[ ](?![A-ZÀ-Þ]{2})(?=[“\"‘'¿¡]?[A-ZÀ-Þ\d])"
)
"""A name in capitals before a sentence, with nothing but space between: `LOWE What makes a good ladder?`"""
_CJK_ALONE = re.compile(
    r"([\u3040-\u30ff\u3400-\u9fff・]{1,6})(?:[ \u3000]+(?=[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef])"
    r"|(?=[「『]))"
)


def name_in(written: str) -> Name:
    """Give the name in a label as written."""
    return classify(parted(written).name)


def nick(line: Line) -> Found | None:
    """`<ada> ` of a chat, or `[Audience]: `."""
    match = line.match(_NICK)
    name = next(filter(None, match.groups()), "") if match else ""
    if match is None or (not match[1] and names_sound(name)) or (match[3] and name[0].islower()):
        return None
    return (name, match.end(), "bracket") if classify(name).prior >= 0 else None


def signed(line: Line) -> Found | None:
    """Read a name before a rarer sign, or between two: `ruth> Yes.`, `Ruth » Yes.`, `{Ruth} Yes.`."""
    match = line.match(_SIGNED)
    code = next(
        (span for span in spans_from(line.block, line.pos, line.pos + 1) if span.kind == "code"), None
    )
    if code and code.end <= line.reach:
        name, after = line.text[line.pos : code.end], skip(_SPACE, line.text, code.end, line.end)
    elif match:
        name, after = next((each for each in match.groups() if has_letters(each or "")), ""), match.end()
    else:
        return None
    return (name, after, "sign") if name_in(name).kind not in ("none", "mark", "field") else None


def shouted(line: Line) -> Found | None:
    """Read a name in capitals before a sentence."""
    match = line.match(_CAPITALS_ALONE)
    return (match[1], match.end(), "space") if match and name_in(match[1]).prior > 0 else None


def alone(line: Line) -> Found | None:
    """`Q`, `A` or a Japanese name before a sentence, with nothing but space or a quotation mark between."""
    match = line.match(LETTER_ALONE) or line.match(_CJK_ALONE)
    return (match[1], match.end(), "tab") if match else None

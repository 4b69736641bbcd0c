"""Marks of writing that are for the eye: Markdown, HTML, bullets. What they mark is said, they are not."""

from __future__ import annotations

import html
import re

from audio.speech.spoken.rules.rule import Rule, by

_ENTITY = r"&(?:amp|lt|gt|quot|apos|nbsp|hellip|mdash|ndash|rsquo|lsquo|ldquo|rdquo|copy|#\d{2,6});"
_TAG = r"</?(?P<name>[A-Za-z][\w-]{0,20})(?:\s[^<>\n]{0,200})?\s?/?>"
_STYLE = ("a", "b", "br", "code", "em", "i", "kbd", "mark", "p", "small", "span", "strong", "sub", "sup", "u")
"""Tags that mark words in a text; any other is named by somebody who talks about it."""
_BULLET = r"\A\s*(?:[-*+•◦▪‣–]\s+(?:\[[ xX]\]\s+)?|#{1,6}\s+|>\s+)(?=\S)"


def _mark(match: re.Match[str]) -> str:
    """Leave off a tag that marks words; one that breaks the line keeps them apart."""
    return " " if match[0].startswith(("<br", "<p>", "</p")) else ""


BEFORE_CODE = (
    Rule("link", by(r"!?\[([^\[\]\n]+)\]\((?:<[^>]*>|[^()\s]*)(?:\s+\"[^\"]*\")?\)", r"\1")),
    Rule("bullet", by(_BULLET, "")),
)
AFTER_CODE = (
    Rule("character entity", by(_ENTITY, lambda match: html.unescape(match[0]))),
    Rule("tag", by(rf"</?(?:{'|'.join(sorted(_STYLE))})(?:\s[^<>\n]{{0,200}})?\s?/?>", _mark)),
    Rule("tag", by(rf"(?<!\w){_TAG}", r"\g<name>")),
    Rule("emoticon", by(r"(?<!\S)(?:[:;=]['’]?-?[)(DPp/|]|[xX]D|\^_?\^|¯\\_\(ツ\)_/¯)(?=[\s.,!?)]|$)", "")),
    Rule("quotation marks", by(r"``([^`'\n]+)''", r"“\1”")),
    Rule("bold", by(r"(?<![\w*])(\*{1,3})(?=[^\s*])(.+?)(?<=[^\s*])\1(?![\w*])", r"\2")),
    Rule("emphasis", by(r"(?<![\w_])(_{1,3})(?=[^\s_])(.+?)(?<=[^\s_])\1(?![\w_])", r"\2")),
    Rule("struck out", by(r"~~(?=\S)(.+?)(?<=\S)~~", r"\1")),
)
"""Between the two, what stands between backticks is read as code."""
FOR_THE_EYE = frozenset({"link", "bullet", "quotation marks", "bold", "emphasis", "struck out"})
"""Rules that take off what nobody would read out."""
CODE = r"(?<!`)(`+)(?!`)(?P<code>.+?)(?<!`)\1(?!`)"
"""A run of text between backticks."""

"""How a paragraph without a label is set apart: as a heading, in bold, behind a number, a symbol, a dash.

Some tell a change of speaker and no question: `>>` of captions, a dash before whatever somebody else says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from audio.script.text import asks, ends_sentence, is_question, phrases_of
from audio.script.values import Block

Change = Literal["", "chevron", "dash"]
Look = str
"""A key of `WHOLE` or `LEADING`; empty for none."""
Lead = tuple[int, int, int]
"""Offsets in a text: where a question begins and ends that leads it, and where its answer begins."""
_NO_LEAD: Lead = (0, 0, 0)

NUMBER = re.compile(r"\s*(?:#|[Nn]o\. ?)?\d{1,3}(?:[.)][ \t]+|:[ \t]+|[.)]?[ \t]*[-–—][ \t]+)(?=\S)")
"""The number before a question."""
_BRACKETED = re.compile(r"\s*\[([^\[\]]{4,400}[.?!…])\]\s*(?=\S)")
"""A question in square brackets that leads a paragraph and its answer."""
_DASHED = re.compile(r"\s*([^?？\n]{4,400}[?？])\s?(?:—|–|---?|…|\.{3}|→)\s?(?=[^\W_]|[\"“‘'(])")
"""A question and the dash or dots before its answer: `Where do you work?—At Sedgley.`"""
_SYMBOL = re.compile(
    r"\s*([*•·※\u2190-\u2bff]"
    r"|(?:[\U0001f000-\U0001faff\u2600-\u27bf][\ufe0f\u200d\U0001f3fb-\U0001f3ff]*)+)"
    r"\s*(?=[^\s*])"
)
"""A symbol before a paragraph, an emoji among them."""
_DASH = re.compile(r"\s*[—–―-]\s?[¿¡\"“«]?[^\W\d_]")
_DOUBLE_DASH = re.compile(r"\s*[—–―－─]{2,}\s*\S")
_SPOKEN_DASH = re.compile(r"\s*(?:[—–―]\s*[^\W_¿¡\"«“]|[—–―][¿¡\"«“]|[—–―-]\s+\S)")
CUE_DASH = re.compile(r"^[ \t]*[-–—‐][ \t]*(?=[^\s–—‐-])", re.MULTILINE)
"""The dash of subtitles before what somebody else says."""
CHEVRON = re.compile(r"(?:^|(?<=\s))>>(?=\s|[^\W\d_])[ \t]*")
"""The mark of captions for another speaker."""
_OPENING = "\"“‘«»„‹「『'"
_PROMPT = 3
"""Words from which on a bold sentence that leads a paragraph is a prompt, where others are questions."""
_PROMPTS = re.compile(phrases_of("prompts"), re.IGNORECASE)
LONGEST_PROMPT = 160
"""Characters of what asks without a question mark."""
_LONGEST = 300
"""Characters of a question that nothing but its question mark or a single dash tells."""
_LONGEST_LINES = 400
"""Characters of the lines above an answer in the same paragraph."""


def is_wholly(block: Block, style: str) -> bool:
    """Say whether a paragraph is set in one style from its first word to its last."""
    if block.kind not in ("paragraph", "item"):
        return False
    length = len(block.text.rstrip())
    covered = 0
    for span in block.spans:
        if span.kind == style and not block.text[covered : span.start].strip(" \t\n.?!:"):
            covered = max(covered, span.end)
    return covered > 0 and not block.text[covered:length].strip(' \t\n.?!:"”’')


def _styled(style: str) -> Callable[[Block], str]:
    return lambda block: style if is_wholly(block, style) else ""


def _kind(kind: str) -> Callable[[Block], str]:
    return lambda block: kind if block.kind == kind else ""


def _begins(pattern: re.Pattern[str], longest: int | None = None) -> Callable[[Block], str]:
    """Give the look of paragraphs that begin with a pattern, its group or `it` telling which."""

    def of(block: Block) -> str:
        listed = block.kind in ("paragraph", "item") and (longest is None or len(block.text) <= longest)
        found = pattern.match(block.text) if listed else None
        return (found[1] if pattern.groups else "it") if found else ""

    return of


def _shouted(block: Block) -> str:
    told = is_question(block.text) or (ends_sentence(block.text) and len(block.text.split()) >= _PROMPT)
    return "it" if block.kind in ("paragraph", "item") and block.text.isupper() and told else ""


def _plain(block: Block) -> str:
    short = block.kind == "paragraph" and len(block.text) <= _LONGEST
    return "it" if short and (is_question(block.text) or is_prompt(block)) else ""


def is_prompt(block: Block) -> bool:
    """Say whether a short paragraph asks without a question mark, as `Tell me about the bell.` does."""
    short = block.kind == "paragraph" and len(block.text) <= LONGEST_PROMPT
    return short and ends_sentence(block.text) and bool(_PROMPTS.match(block.text))


WHOLE: Mapping[Look, Callable[[Block], str]] = {
    "heading": lambda block: str(block.level) if block.kind == "heading" else "",
    "strong": _styled("strong"),
    "emphasis": _styled("emphasis"),
    "quote": _kind("quote"),
    "quoted": lambda block: "it" if block.kind == "paragraph" and block.text.lstrip()[:1] in _OPENING else "",
    "symbol": _begins(_SYMBOL),
    "number": _begins(NUMBER),
    "item": lambda block: str(block.level) if block.kind == "item" else "",
    "capitals": _shouted,
    "double dash": _begins(_DOUBLE_DASH),
    "dash": _begins(_DASH, _LONGEST),
    "plain": _plain,
}
"""How a whole block may look, and in which way (the level of a heading, the symbol); empty where not so."""


def _lead_in(style: str) -> Callable[[Block], Lead]:
    def lead_of(block: Block) -> Lead:
        spans = (span for span in block.spans if span.kind == style and span.start == 0)
        lead = next(spans, None) if block.kind in ("paragraph", "item") else None
        if lead is None or not block.text[lead.end :].strip():
            return _NO_LEAD
        said = block.text[: lead.end]
        stated = ends_sentence(said) and len(said.split()) >= _PROMPT
        return (0, lead.end, lead.end) if is_question(said) or stated else _NO_LEAD

    return lead_of


def _written(pattern: re.Pattern[str]) -> Callable[[Block], Lead]:
    """Give the lead that a pattern finds at the beginning of a paragraph, the question its group."""

    def lead_of(block: Block) -> Lead:
        found = pattern.match(block.text) if block.kind in ("paragraph", "item") else None
        return (found.start(1), found.end(1), found.end()) if found else _NO_LEAD

    return lead_of


def _first_lines(block: Block) -> Lead:
    text = block.text if block.kind == "paragraph" else ""
    at = text.find("\n")
    prompt = bool(NUMBER.match(text)) and ends_sentence(text[: max(at, 0)])
    while 0 < at <= _LONGEST_LINES and not prompt and not is_question(text[:at]):
        at = text.find("\n", at + 1)
    answered = 0 < at <= _LONGEST_LINES and bool(text[at:].strip()) and not is_question(text)
    return (0, at, at) if answered else _NO_LEAD


LEADING: Mapping[Look, Callable[[Block], Lead]] = {
    "strong": _lead_in("strong"),
    "emphasis": _lead_in("emphasis"),
    "bracket": _written(_BRACKETED),
    "dash after": _written(_DASHED),
    "line": _first_lines,
}
"""Where a question or a prompt stands that leads a paragraph and its answer; 0 throughout where none does."""


def chevrons(blocks: Sequence[Block]) -> Change:
    """Give `chevron` where `>>` marks changes of speaker, or an empty string."""
    found = sum(len(CHEVRON.findall(block.text)) for block in blocks if block.kind in ("cue", "paragraph"))
    return "chevron" if found >= 2 else ""


def changes_without_names(blocks: Sequence[Block]) -> Change:
    """Tell whether `>>` or a dash before nearly every paragraph marks changes of speaker."""
    if chevrons(blocks):
        return "chevron"
    paragraphs = [block.text for block in blocks if block.kind in ("paragraph", "item")]
    at = [index for index, text in enumerate(paragraphs) if _SPOKEN_DASH.match(text)]
    asking = sum(is_question(paragraphs[index]) for index in at)
    between = at[-1] - at[0] + 1 if at else 0
    most = 0.4 * len(paragraphs)  # much may stand around, but a story with some lines of dialogue is none
    alternate = len(at) >= max(4, most, 0.8 * between) and asking >= 0.25 * len(at)
    return "dash" if alternate or _cues_change(blocks) else ""


def _cues_change(blocks: Sequence[Block]) -> bool:
    """Say whether a dash in captions begins whatever somebody else says, and nothing that goes on.

    Where it only parts the two voices of one cue, the other cues are not told.
    """
    cues = [block.text for block in blocks if block.kind == "cue"]
    dashed = [text for text in cues if CUE_DASH.match(text)]
    alone = sum(len(CUE_DASH.findall(text)) == 1 for text in dashed)
    asking = sum(map(asks, cues))
    return len(dashed) >= max(4, 0.1 * len(cues)) and alone >= 0.5 * len(dashed) and asking >= 2

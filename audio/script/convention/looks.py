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

NUMBER = re.compile(r"\s*(?:#|[Nn]o\. ?)?\d{1,3}(?:[.)][ \t]+|:[ \t]+|[.)]?[ \t]*[-–—][ \t]+)(?=\S)")
"""The number before a question."""
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
_LONGEST_PROMPT = 160
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


def _begins(block: Block, pattern: re.Pattern[str]) -> bool:
    return block.kind in ("paragraph", "item") and bool(pattern.match(block.text))


def _asks_or_tells(text: str) -> bool:
    """Say whether a text is a question, or a sentence that is long enough to be a prompt."""
    return is_question(text) or (ends_sentence(text) and len(text.split()) >= _PROMPT)


def _is_plain(block: Block) -> bool:
    """Say whether a short paragraph asks, perhaps without a question mark: `Tell me about the bell.`."""
    text = block.text if block.kind == "paragraph" and len(block.text) <= _LONGEST else ""
    return is_question(text) or (ends_sentence(text) and is_prompt(text))


def is_prompt(text: str) -> bool:
    """Say whether a text begins as a question without a question mark does."""
    return len(text) <= _LONGEST_PROMPT and bool(_PROMPTS.match(text))


WHOLE: Mapping[Look, Callable[[Block], int]] = {
    "heading": lambda block: block.level if block.kind == "heading" else 0,
    "strong": lambda block: is_wholly(block, "strong"),
    "emphasis": lambda block: is_wholly(block, "emphasis"),
    "quote": lambda block: block.kind == "quote",
    "quoted": lambda block: block.kind == "paragraph" and block.text.lstrip()[:1] in _OPENING,
    "number": lambda block: _begins(block, NUMBER),
    "item": lambda block: block.level if block.kind == "item" else 0,
    "capitals": lambda block: block.text.isupper() and _asks_or_tells(block.text),
    "double dash": lambda block: _begins(block, _DOUBLE_DASH),
    "dash": lambda block: len(block.text) <= _LONGEST and _begins(block, _DASH),
    "plain": _is_plain,
}
"""How a whole block may look, and at which level (of a heading, of an item, else 1); 0 where not so."""


def _styled_lead(block: Block, style: str) -> int:
    spans = (span.end for span in block.spans if span.kind == style and span.start == 0)
    end = next(spans, 0) if block.kind in ("paragraph", "item") else 0
    return end if block.text[end:].strip() and _asks_or_tells(block.text[:end]) else 0


def _first_lines(block: Block) -> int:
    text = block.text if block.kind == "paragraph" else ""
    at = text.find("\n")
    while 0 < at <= _LONGEST_LINES and not is_question(text[:at]):
        at = text.find("\n", at + 1)
    return at if 0 < at <= _LONGEST_LINES else 0


LEADING: Mapping[Look, Callable[[Block], int]] = {
    "strong": lambda block: _styled_lead(block, "strong"),
    "emphasis": lambda block: _styled_lead(block, "emphasis"),
    "line": _first_lines,
}
"""Where the answer begins behind a question or a prompt that leads a paragraph; 0 where none does."""


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

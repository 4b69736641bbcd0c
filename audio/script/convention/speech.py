"""Whether something is said, or is program code, a list, a table of settings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audio.script.labels import Candidate
from audio.script.text import (
    STAMP,
    asks,
    count_words,
    ends_sentence,
    has_letters,
    is_unspaced,
    one_line,
    phrases_of,
    words,
    words_of,
)
from audio.script.values import Block

_CODE, _SURELY_CODE = re.compile(phrases_of("code")), re.compile(phrases_of("sure_code"))
_LINES = 2000
_SENTENCE_WORDS = words_of("openers")
_LATIN = re.compile(r"[A-Za-z]")
_SEEN = 200
"""Characters of what is said in which a word is looked for."""
_GREEK = re.compile(r"[\u0370-\u03ff]")
_ONLY_TAG = re.compile(r"\s*</?[^\W\d_][^<>]{0,200}>\s*$")
_INNER_TAG = re.compile(r"(?<=\S)\s*<[^<>]{1,100}>|<[^<>]{1,100}>(?=\s*\S)")
_ONLY_STAMP = re.compile(rf"\n[ \t]*{STAMP.pattern}[ \t]*(?=\n|\Z)")


def sayings(blocks: Sequence[Block], sequence: Sequence[Candidate]) -> list[str]:
    """Give what is said after each label: the rest of its block up to the next one, or the next block."""
    ordered = sorted(sequence, key=lambda c: (c.block, c.start))
    texts = []
    for at, here in enumerate(ordered):
        text = blocks[here.block].text
        following = ordered[at + 1] if at + 1 < len(ordered) else None
        end = following.start if following and following.block == here.block else len(text)
        rest = _ONLY_STAMP.sub("", text[here.end : end]).strip()
        if not has_letters(rest):
            after = (block.text for block in blocks[here.block + 1 : here.block + 4])
            rest = next((found for found in after if has_letters(found)), "")
        texts.append(one_line(rest[:200] + " " + rest[200:][-200:]))
    return texts


def speechlike(texts: Sequence[str]) -> float:
    """Give the share of texts, 0 to 1, that look said: a stop at the end, a question, or eight words."""
    return sum(map(_is_said, texts)) / len(texts) if texts else 0.0


def _is_said(text: str) -> bool:
    if ends_sentence(text) or asks(text):
        return True
    return count_words(text) >= (4 if any(map(is_unspaced, text[:20])) else 8)


def talk(texts: Sequence[str]) -> float:
    """Give the share of texts, 0 to 1, with a word that holds sentences together, and without a figure.

    Such words are known of languages in Latin letters; in other ones what looks said counts.
    """
    return sum(map(_talks, texts)) / len(texts) if texts else 0.0


def _talks(text: str) -> bool:
    if not _LATIN.search(text[:_SEEN]):
        return _is_said(text)
    return not any(map(str.isdigit, text)) and not _SENTENCE_WORDS.isdisjoint(words(text[:_SEEN]))


def _without_tags(line: str) -> str:
    """Give a line without the tags in it; nothing where it is one, or is Greek with its `;` for `?`."""
    if _GREEK.search(line):
        return ""
    return line if "<" not in line else "" if _ONLY_TAG.match(line) else _INNER_TAG.sub("", line)


def is_code(blocks: Sequence[Block]) -> bool:
    """Say whether a file is program code, so that no colon in it is a label.

    Three lines that are nothing else suffice, or three tenths of all lines that look so.
    """
    lines: list[str] = []
    for block in blocks:
        if block.kind == "paragraph":
            lines += [_without_tags(line[:200]) for line in block.text.split("\n")[:50]]
        if len(lines) > _LINES:
            break
    if len(lines) < 3:
        return False
    surely = sum(1 for line in lines if _SURELY_CODE.match(line))
    return surely >= 3 or sum(1 for line in lines if _CODE.match(line)) > 0.3 * len(lines)

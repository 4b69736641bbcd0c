"""From the written form to the spoken one: a list of small named rules, each change recorded.

A rule is there because an engine would get it wrong; what all engines say right is not touched. Words may be
said otherwise than they are written, but none is lost. Pronunciations from the settings go first and are not
touched by any rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from audio.speech.pictures import picture_edits
from audio.speech.pronunciations import Lexicon
from audio.speech.spoken_english import ENGLISH
from audio.speech.spoken_rules import Rule, by

_PLACEHOLDER = 0xE000
"""First of the private characters that stand for pronunciations while the rules run."""

_EVERYWHERE = (
    Rule("link", by(r"!?\[([^\]\n]+)\]\((?:<[^>]*>|[^()\s]*)(?:\s+\"[^\"]*\")?\)", r"\1")),
    Rule("code", by(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", r"\2")),
    Rule("bold", by(r"(?<![\w*])(\*{1,3})(?=[^\s*])(.+?)(?<=[^\s*])\1(?![\w*])", r"\2")),
    Rule("emphasis", by(r"(?<![\w_])(_{1,3})(?=[^\s_])(.+?)(?<=[^\s_])\1(?![\w_])", r"\2")),
    Rule("struck out", by(r"~~(?=\S)(.+?)(?<=\S)~~", r"\1")),
)
"""Marks of inline Markdown that stand in plain text as well; the words between them stay."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A change from written to spoken."""

    rule: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Speakable:
    """A text as an engine is asked to say it."""

    text: str
    """Empty where there is nothing to say."""
    changes: tuple[Spoken, ...] = ()
    """In the order in which the rules ran."""


def spoken(
    text: str, *, language: str = "en", lexicon: Lexicon | None = None, phonemes: bool = False
) -> Speakable:
    """Give the spoken form of a text in that language (BCP 47).

    With `phonemes`, pronunciations are given inline for engines that read them: `[Pamer](/pˈAməɹ/)`.
    """
    primary = language.split("-", 1)[0].lower()
    changes: list[Spoken] = []
    kept: list[str] = []
    if lexicon is not None and lexicon.pattern is not None:
        text = _pronounced(
            text, lexicon, phonemes=phonemes, british=language.lower() == "en-gb", kept=kept, changes=changes
        )
    for rule in (*_EVERYWHERE, *_pictures(primary), *(ENGLISH if primary == "en" else ())):
        text = _applied(rule, text, changes)
    text = re.sub(r"\s+", " ", text).strip()
    if changes:  # what was taken out may have stood before a full stop
        text = re.sub(r"\s+(?=[.,;:!?…]+(?:\s|$))", "", text)
    for index, said in enumerate(kept):
        text = text.replace(chr(_PLACEHOLDER + index), said)
    return Speakable(text if _sounds(text) else "", tuple(changes))


def _pictures(language: str) -> tuple[Rule, ...]:
    return (Rule("emoji", lambda text: picture_edits(text, language)),)


def _pronounced(
    text: str, lexicon: Lexicon, *, phonemes: bool, british: bool, kept: list[str], changes: list[Spoken]
) -> str:
    """Put a placeholder for every word that has a pronunciation, and its pronunciation into `kept`."""

    def take(match: re.Match[str]) -> str:
        entry = lexicon.entry(match["word"])
        said = entry.said(match["word"], match["possessive"] or "", phonemes=phonemes, british=british)
        changes.append(Spoken("pronunciation", match[0], said))
        kept.append(said)
        return chr(_PLACEHOLDER + len(kept) - 1)

    assert lexicon.pattern is not None  # noqa: S101 - the caller asked for it
    return lexicon.pattern.sub(take, text)


def _applied(rule: Rule, text: str, changes: list[Spoken]) -> str:
    """Make the rule's edits, which do not overlap, and record them."""
    parts: list[str] = []
    at = 0
    for start, end, said in rule.edits(text):
        if text[start:end] != said:
            changes.append(Spoken(rule.name, text[start:end].strip(), said.strip()))
        parts += [text[at:start], said]
        at = end
    return "".join((*parts, text[at:]))


def _sounds(text: str) -> bool:
    """Tell whether there is anything in a text that can be said aloud."""
    return any(character.isalnum() for character in text)

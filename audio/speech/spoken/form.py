"""From the written form to the spoken one: a list of small named rules, each change recorded.

A rule is there because an engine would get it wrong; what all engines say right is not touched. Words may be
said otherwise than they are written, but none is lost. Pronunciations from the settings go first and are not
touched by any rule; the terms that come with the program go before the rules for names, numbers and signs,
its names after them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from audio.speech.spoken.heteronyms import Heteronym, heteronyms
from audio.speech.spoken.languages import language_rules
from audio.speech.spoken.lexicon import shipped_names, shipped_terms
from audio.speech.spoken.pronunciations import Lexicon, Pronunciation, marks
from audio.speech.spoken.rules import (
    AFTER_CODE,
    AFTER_TERMS,
    BEFORE_CODE,
    BEFORE_TERMS,
    CODE,
    FIRST_CODE_RULES,
    Rule,
    by,
    letter_rule,
    picture_edits,
)

_PLACEHOLDER, _NAME_PLACEHOLDER = 0xF0000, 0x100000
"""First of the characters that stand for pronunciations while the rules run: `KEPT`, and `KEPT_NAME`."""
_MOST_KEPT = 0xFFF0
"""So many characters there are of each."""
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]+")
_PLAIN_CODE = Rule("code", by(CODE, r"\g<code>"))


@dataclass(frozen=True, slots=True)
class Spoken:
    """A change from written to spoken."""

    rule: str
    before: str
    after: str
    respelled: str = ""
    """How people are told what is said; empty where that is `after`."""


@dataclass(frozen=True, slots=True)
class Speakable:
    """A text as an engine is asked to say it."""

    text: str
    """Empty where there is nothing to say."""
    changes: tuple[Spoken, ...] = ()
    """In the order in which the rules ran."""
    heteronyms: tuple[Heteronym, ...] = ()
    """Words that could have been said otherwise, in a language in which the engine reads phonemes."""


def spoken(
    text: str, *, language: str = "en", lexicon: Lexicon | None = None, phonemes: bool = False
) -> Speakable:
    """Give the spoken form of a text in that language (BCP 47).

    With `phonemes`, pronunciations are given inline for engines that read them: `[Pamer](/pˈAməɹ/)`.
    """
    primary = language.split("-", 1)[0].lower()
    british = language.lower() == "en-gb"
    work = _Work(_PRIVATE.sub(" ", text), phonemes=phonemes, english=primary == "en", british=british)
    work.pronounce_marked(language)
    if lexicon is not None:
        work.pronounce("pronunciation", lexicon)
    code = FIRST_CODE_RULES if primary == "en" else (_PLAIN_CODE,)
    work.apply(*BEFORE_CODE, *code, *AFTER_CODE, Rule("emoji", lambda text: picture_edits(text, primary)))
    if primary == "en":
        work.apply(*BEFORE_TERMS)
        work.pronounce("lexicon", shipped_terms())
        work.apply(*AFTER_TERMS)
        work.pronounce("lexicon", shipped_names())
        work.apply(letter_rule(phonemes=phonemes))
    else:
        work.apply(*language_rules(primary))
    said = work.finished()
    told = heteronyms(said, british=work.british) if primary == "en" and phonemes else ()
    said = _pronounced(said, told)
    return Speakable(said if any(map(str.isalnum, said)) else "", tuple(work.changes), told)


def _pronounced(text: str, told: tuple[Heteronym, ...]) -> str:
    """Put the sounds behind the heteronyms that the engine would say otherwise."""
    for word in reversed([each for each in told if each.changed]):
        end = word.start + len(word.word)
        text = f"{text[: word.start]}[{word.word}](/{word.sounds}/){text[end:]}"
    return text


@dataclass(slots=True)
class _Work:
    """A text on its way from written to spoken."""

    text: str
    phonemes: bool
    english: bool
    british: bool
    kept: list[str] = field(default_factory=list)
    """Pronunciations, in the order of their placeholders."""
    changes: list[Spoken] = field(default_factory=list)

    def apply(self, *rules: Rule) -> None:
        """Run rules one after the other; the edits of one do not overlap."""
        for rule in rules:
            parts: list[str] = []
            at = 0
            for start, end, said in rule.edits(self.text):
                before = self.text[start:end]
                if before != said:
                    self.changes.append(Spoken(rule.name, self._shown(before), self._shown(said)))
                parts += [self.text[at:start], said]
                at = end
            if parts:
                self.text = "".join((*parts, self.text[at:]))

    def pronounce_marked(self, language: str) -> None:
        """Settle the words whose pronunciation the text itself gives."""
        for start, end, entry in reversed(list(marks(self.text, language))):
            said = self._settle("mark", entry, entry.written)
            self.text = f"{self.text[:start]}{said}{self.text[end:]}"

    def pronounce(self, rule: str, lexicon: Lexicon) -> None:
        """Settle the words that a lexicon has, with what is said of them."""

        def take(match: re.Match[str]) -> str:
            return self._settle(rule, lexicon.entry(match["word"]), match["word"], match["ending"] or "")

        if pattern := lexicon.pattern(self.text):
            self.text = pattern.sub(take, self.text)

    def _settle(self, rule: str, entry: Pronunciation, word: str, ending: str = "") -> str:
        """Give a placeholder for a word, and put its pronunciation into `kept`."""
        if len(self.kept) > _MOST_KEPT:
            return word + ending
        said = entry.said(word, ending, phonemes=self.phonemes, english=self.english, british=self.british)
        if rule != "lexicon" or said != word + ending:
            respelled = entry.shown or entry.respelling
            self.changes.append(Spoken(rule, word + ending, said, respelled and respelled + ending))
        self.kept.append(said)
        return chr((_NAME_PLACEHOLDER if word[:1].isupper() else _PLACEHOLDER) + len(self.kept) - 1)

    def finished(self) -> str:
        """Give the text with its pronunciations, and no space too many."""
        text = re.sub(r"\s+", " ", self.text).strip()
        if self.changes:  # what was taken out may have stood before a full stop
            text = re.sub(r"\s+(?=[.,;:!?…]+(?:\s|$))", "", text)
        return self._restored(text)

    def _shown(self, text: str) -> str:
        return self._restored(text).strip()

    def _restored(self, text: str) -> str:
        return _PRIVATE.sub(lambda found: "".join(self.kept[ord(each) & 0xFFFF] for each in found[0]), text)

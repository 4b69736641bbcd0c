"""Languages other than English: the same list with their own words, from the table `spoken_words.tsv`.

Plain numbers are left to the engines, which read them right. A language that is not in the
table gets the rules for marks and pictures only: never words of another language. Japanese and Mandarin put
no space between a number and the words around it, so there only Latin letters and figures border on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial

from audio.speech.spoken.languages.figures import figure_rules
from audio.speech.spoken.rules import KEPT, Rule, Signs, address_rules, by
from audio.tables import rows

_Words = dict[tuple[str, str], tuple[str, str]]
"""By kind and written form: what is said, and the singular of a unit."""
_N = r"\d+(?:[.,’'\u202f\u00a0 ]\d{3})*(?:[.,]\d+)?"
"""A number as the continent writes it."""
_BEFORE_A_NUMBER = frozenset(
    {
        "S.", "n.", "n°", "N°", "n.º", "nº", "Nr.", "núm.", "fig.", "vol.", "cap.", "chap.", "pág.", "págs.",
        "pag.", "pagg.", "Kap.", "Abb.", "min.", "nᵒ",
    }
)  # fmt: skip
"""Short forms that are words of their own elsewhere."""
_BEFORE_A_NAME = frozenset({"D.", "M.", "MM.", "Mme", "Mlle", "Dr", "Pr", "St", "Ste", "Av."})
_MONEY = {"€": "euros", "$": "dollars", "£": "pounds"}
_LETTER = {"ja": "A-Za-z0-9", "zh": "A-Za-z0-9"}
"""What counts as a letter of a word beside a number or a short form; any letter in other languages."""


@cache
def _table() -> dict[str, _Words]:
    """Read the table: the words by language."""
    found: dict[str, _Words] = {}
    for row in rows("audio.speech.spoken.languages", "spoken_words.tsv"):
        words = found.setdefault(row["language"], {})
        words[row["kind"], row["written"]] = row["said"], row["one"] or row["said"]
    return found


@cache
def language_rules(language: str) -> tuple[Rule, ...]:
    """Give the rules for a language of the table; none for any other."""
    words = _table().get(language)
    if words is None:
        return ()
    sign = partial(_sign, words)
    signs = Signs(
        sign("dot"), sign("dash"), sign("underscore"), sign("slash"), sign("at"), sign("plus"), sign("tilde"),
        sign("percent"),
    )  # fmt: skip
    letter = _LETTER.get(language, r"\w")
    return (
        *address_rules(signs), *_short_forms(words), *_names(sign), *figure_rules(language, words),
        *_measures(words, sign, letter),
        *_signs(sign), *(_SPELLED if language == "zh" else ()),
    )  # fmt: skip


def _sign(words: _Words, name: str) -> str:
    return words["sign", name][0]


def _one_of(shorts: list[str]) -> str:
    return "|".join(re.escape(short) for short in sorted(shorts, key=len, reverse=True)) or "(?!)"


def _short_forms(words: _Words) -> tuple[Rule, ...]:
    """Give the rules for abbreviations: free ones, those before a number, those before a name."""
    shorts = [written for kind, written in words if kind == "abbreviation"]
    numbered = [short for short in shorts if short in _BEFORE_A_NUMBER]
    named = [short for short in shorts if short in _BEFORE_A_NAME]
    free = [short for short in shorts if short not in _BEFORE_A_NUMBER | _BEFORE_A_NAME]

    def long_form(match: re.Match[str]) -> str:
        return words["abbreviation", match[1]][0]

    def last(match: re.Match[str]) -> str:
        return long_form(match) + ("." if match[1].endswith(".") else "")

    return (
        Rule("abbreviation", by(rf"(?<![\w.])({_one_of(free)})(?=\s*$)", last)),
        Rule("abbreviation", by(rf"(?<![\w.])({_one_of(free)})(?!\w)", long_form)),
        Rule("abbreviation", by(rf"(?<![\w.])({_one_of(numbered)})\s?(?=\d)", lambda m: long_form(m) + " ")),
        Rule("abbreviation", by(rf"(?<![\w.])({_one_of(named)})(?=\s(?:[^\W\d_]|{KEPT}))", long_form)),
    )


def _names(sign: Callable[[str], str]) -> tuple[Rule, ...]:
    plus = sign("plus")
    return (
        Rule("language name", by(r"(?<![\w.@])([A-Z])#(?!\w)", rf"\1 {sign('sharp')}")),
        Rule("language name", by(r"(?<![\w.@])([A-Za-z])\+\+(?!\w)", rf"\1 {plus} {plus}")),
        Rule("snake case", by(r"(?<=[^\W_])_+(?=[^\W_])", " ")),
        Rule("version", by(r"\bv(?=\d+(?:\.\d+)*\b)", f"{sign('version')} ")),
        Rule("hash", by(r"(?<![\w&])#(?=[^\W\d])", f"{sign('hashtag')} ")),
        Rule("hash", by(r"(?<![\w&])#(?=\d)", f"{sign('number')} ")),
    )


_SPELLED = (
    Rule("acronym", by(r"(?<![A-Za-z0-9])[A-Z]{2,4}(?![A-Za-z0-9])", lambda match: " ".join(match[0]))),
)
"""Mandarin reads acronyms letter by letter; a reader of English words would say "it" for IT."""


def _measures(words: _Words, sign: Callable[[str], str], letter: str) -> tuple[Rule, ...]:
    units = _one_of([written for kind, written in words if kind == "unit"])

    def unit(match: re.Match[str]) -> str:
        many, one = words["unit", match["unit"]]
        rate = f" {sign('per')} {words['unit', match['per']][1]}" if match["per"] else ""
        return f"{match['number']} {one if match['number'] == '1' else many}" + rate.replace(
            "al ora", "all'ora"
        )

    space = r"[\s\u00a0\u202f]?"
    scale = r"\s?(?:[Mm]i[lo]|Mrd|bi|mi)"  # millions: the engines know where the currency goes
    number = rf"(?<![{letter}.,])(?P<number>{_N})"
    number_and_unit = rf"{number}{space}(?P<unit>{units})(?:/(?P<per>[hs]))?(?![{letter}/²³])"
    return (
        Rule("range", by(rf"(?<![{letter}.,:/-])({_N})\s?[–—]\s?(?=[€$£]?\d)", rf"\1 {sign('to')} ")),
        Rule("unit", by(number_and_unit, unit)),
        Rule("degrees", by(r"(?<=\d)\s?(?:°\s?C(?![A-Za-z])|℃)", f" {sign('degrees')} {sign('celsius')}")),
        Rule("degrees", by(r"(?<=\d)\s?°", f" {sign('degrees')}")),
        Rule(
            "money",
            by(rf"(?<![{letter}])([€$£])\s?({_N})(?!{scale})", lambda m: f"{m[2]} {sign(_MONEY[m[1]])}"),
        ),
        Rule("money", by(rf"(?<=\d){space}([€$£])(?!\d)", lambda m: f" {sign(_MONEY[m[1]])}")),
        *([Rule("per cent", by(rf"(?<=\d){space}%", f" {sign('percent')}"))] if sign("percent") else ()),
    )


def _signs(sign: Callable[[str], str]) -> tuple[Rule, ...]:
    return (
        Rule("ampersand", by(r"\s&\s", f" {sign('ampersand')} ")),
        Rule("plus or minus", by(r"\s?(?:±|\+/-)\s?(?=\d)", f" {sign('plus or minus')} ")),
        Rule("approximately", by(r"(?<![\w~])[~≈]\s?(?=[$£€]?\d)", f"{sign('about')} ")),
        Rule("arrow", by(r"\s*(?:→|⟶|⇒|-{1,2}>|=>)\s*", f" {sign('arrow')} ")),
        Rule("operator", by(r"\s={1,3}\s", f" {sign('equals')} ")),
        Rule("dash", by(r"(?<=\S) (?:--?|–) (?=\S)", " — ")),
    )

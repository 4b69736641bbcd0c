"""English: forms that are written in several ways and said in one, brought to one form.

The rules run in order over lower-case text. None is about what is right: each makes two ways to write the
same sounds alike, for the text and for what the recogniser wrote, so it does not matter which of them wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Rewriting = tuple[re.Pattern[str], "str | Callable[[re.Match[str]], str]"]

_UNITS = {
    "km/h": "kilometer per hour", "kph": "kilometer per hour", "mph": "mile per hour",
    "m/s": "meter per second",
    "km": "kilometer", "cm": "centimeter", "mm": "millimeter", "nm": "nanometer", "m": "meter", "mi": "mile",
    "ft": "foot", "kg": "kilogram", "mg": "milligram", "g": "gram", "lb": "pound",
    "lbs": "pound",
    "oz": "ounce", "ml": "milliliter", "l": "liter", "kb": "kilobyte", "mb": "megabyte", "gb": "gigabyte",
    "tb": "terabyte", "khz": "kilohertz", "mhz": "megahertz", "ghz": "gigahertz", "hz": "hertz",
    "kwh": "kilowatt hour",
    "kw": "kilowatt", "mw": "megawatt", "gw": "gigawatt", "w": "watt", "ms": "millisecond",
    "ns": "nanosecond",
    "s": "second", "sec": "second", "min": "minute", "mins": "minute", "h": "hour", "hr": "hour",
    "hrs": "hour",
    "fps": "frame per second", "kbps": "kilobit per second", "mbps": "megabit per second", "px": "pixel",
    "db": "decibel", "k": "thousand", "bn": "billion", "tn": "trillion",
}  # fmt: skip
"""Short forms behind a number; spelled out, and singular as `SINGULAR` makes the rest."""

SINGULAR = {
    **{f"{name}s": name for unit in _UNITS.values() for name in unit.split() if name not in {"per", "hertz"}},
    "dollars": "dollar", "pounds": "pound", "euros": "euro", "cents": "cent", "degrees": "degree",
    "feet": "foot",
    "inches": "inch", "pence": "cent", "penny": "cent", "thousands": "thousand", "seconds": "second",
}  # fmt: skip
"""Units by their plural: "5 dollars" is written "$5", and nobody hears an s in "$5 million"."""

_ABBREVIATIONS = {
    "e.g.": "for example", "i.e.": "that is", "vs.": "versus", "vs": "versus", "etc.": "et cetera",
    "etc": "et cetera", "dr.": "doctor", "mr.": "mister", "mr": "mister", "mrs.": "missus", "mrs": "missus",
    "ms.": "ms", "prof.": "professor", "st.": "st", "saint": "st", "street": "st", "mt.": "mt", "mount": "mt",
    "ave.": "avenue", "rd.": "road", "blvd.": "boulevard", "jr.": "junior", "sr.": "senior",
    "dept.": "department",
    "approx.": "approximately", "cf.": "compare", "w/o": "without", "w/": "with", "ok": "okay",
    "inc.": "incorporated",
    "ltd.": "limited", "fig.": "figure", "vol.": "volume", "gonna": "going to", "wanna": "want to",
    "c'mon": "come on",
    "'cause": "because", "o'clock": "oclock", "co.": "company",
}  # fmt: skip
_SHORT = "|".join(map(re.escape, sorted(_ABBREVIATIONS, key=len, reverse=True)))
_MONEY = {"$": "dollar", "£": "pound", "€": "euro", "¥": "yen", "₹": "rupee"}
_SCALES = "hundred|thousand|million|billion|trillion"
_DECADES = {
    "20": "twenties", "30": "thirties", "40": "forties", "50": "fifties", "60": "sixties", "70": "seventies",
    "80": "eighties", "90": "nineties",
}  # fmt: skip
_ROMAN = {
    "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10",
    "xi": "11",
}  # fmt: skip
_PRONOUN = "it|he|she|that|what|there|here|who|where|how|when|this"
_AUXILIARY = "do|does|did|is|are|was|were|has|have|had|could|would|should|must|need|might"
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_OF_DAY = r"\s?[ap]m\b|\s(?:in the (?:morning|afternoon|evening)|at night)\b"
RANGE_WORD = "to"
"""What a hyphen between figures is read as."""
_BETWEEN = r"\s?(?:[-–—]|to|and|or)\s?"


def _rule(pattern: str, said: str | Callable[[re.Match[str]], str]) -> Rewriting:
    return re.compile(pattern), said


REWRITINGS: tuple[Rewriting, ...] = (
    # Signs that are words.
    _rule(r"\bf#|\bf♯", "f sharp"),
    _rule(r"\bc#|\bc♯", "c sharp"),
    _rule(r"(?<=\w)\+\+", " plus plus"),
    _rule(r"(?<!\w)\.net\b", "dot net"),
    _rule(r"\b(asp|vb|ml|ado)\.net\b", r"\1 dot net"),
    _rule(r"\b24/7\b", "24 7"),
    _rule(rf"(?<![\w.])(?:{_SHORT})(?!\w)", lambda m: _ABBREVIATIONS[m[0]]),
    _rule(r"(?<!\w)(?:no\.|nos\.|#|№|nr\.)\s?(?=\d)", "number "),
    _rule(r"(?<![\w&])#(?=[a-z])", "hashtag "),
    _rule(r"\b([ap])\.\s?m\b\.?", r"\1m"),
    _rule(r"\b([a-z])\.(?=[a-z]\b)", r"\1"),  # U.S. is US
    # Ranges: of "$3 to $4 million" and "20% to 30%", what is named twice is said once.
    _rule(rf"([$£€¥₹])\s?({_NUMBER})({_BETWEEN})(?=\1\s?\d)", r"\2\3"),
    _rule(rf"([$£€¥₹])\s?({_NUMBER})(\s?[-–—]\s?)(?={_NUMBER})", r"\2\3\1"),
    _rule(rf"({_NUMBER})\s?%({_BETWEEN})(?={_NUMBER}\s?%)", r"\1\2"),
    # Money, with what comes behind the number first: $5.2 million is 5.2 million dollars.
    _rule(r"([$£€])\s?(\d+)\.(\d\d)\b(?!\s?(?:k|m|bn?|tn?|hundred|thousand|[mbt]r?illion)\b)",
          lambda m: f"{m[2]} {_MONEY[m[1]]} {m[3]} cent"),
    _rule(r"\b(dollars?|pounds?|euros?) and (?=[\w-]+ (?:[\w-]+ )?(?:cents?|pence)\b)", r"\1 "),
    _rule(rf"([$£€¥₹])\s?({_NUMBER})\s?(k|m|bn?|tn?)\b", lambda m: f"{m[2]} {_scale(m[3])} {_MONEY[m[1]]}"),
    _rule(rf"([$£€¥₹])\s?({_NUMBER})((?:\s(?:{_SCALES}))?)", lambda m: f"{m[2]}{m[3]} {_MONEY[m[1]]}"),
    _rule(rf"({_NUMBER})\s?([€£])", lambda m: f"{m[1]} {_MONEY[m[2]]}"),
    _rule(r"(?<=\d),(?=\d{3}(?!\d))", ""),
    # Numbers with signs.
    _rule(r"(?<=\d)\s?'\s?(?=(?:1[01]|\d)(?!\d))", " foot "),
    _rule(r"(?<=\d) ?1/2\b", " and half "),
    _rule(r"\b1/2\b", " half "),
    _rule(r"\b(?:one|an?)[ -]half\b", "half"),
    _rule(r"\b([13])/4\b", lambda m: "quarter" if m[1] == "1" else "3 quarters"),
    _rule(r"\b([12])/3\b", lambda m: "one third" if m[1] == "1" else "two thirds"),
    _rule(r"\b((?:1[5-9]|20)\d)0s\b", lambda m: _decade(m[1])),
    _rule(r"(?<!\w)'?([2-9]0)s\b", lambda m: _DECADES[m[1]]),
    _rule(rf"(?<![\d.])(\d{{1,2}})\.([0-5]\d)(?={_OF_DAY})", r"\1:\2"),
    _rule(r"(?<=\d)[ap]m\b", lambda m: f" {m[0]}"),
    _rule(r"\b(\d{1,2}):00\b(?=\s?[ap]m)", r"\1"),
    _rule(r"\b(\d{1,2}):00\b", r"\1 oclock"),
    _rule(r"\b(\d{1,2}):0(\d)\b", r"\1 0 \2"),
    _rule(r"\s?°\s?c\b", " degrees celsius"),
    _rule(r"\s?°\s?f\b", " degrees fahrenheit"),
    _rule(r"°", " degrees "),
    _rule(r"(?<=\d)\s?%|\bper cent\b", " percent"),
    _rule(r"%", " percent "),
    _rule(r"(?<=\d)[x×]\b(?!\d)", " times"),
    _rule(r"(?<=\d)\s?[x×]\s?(?=\d)", " by "),
    _rule(r"(?<![\w.-])(\d[\d.,]*)\s?[-–—]\s?(?=\d[\d.,]*(?![\w.]*-\d))", rf"\1 {RANGE_WORD} "),
    _rule(r"(?<![\w-])-(?=\d)", "minus "),
    _rule(rf"(?<=\d)(?:\s|-)?({'|'.join(map(re.escape, _UNITS))})\b(?!')", lambda m: f" {_UNITS[m[1]]}"),
    # Signs between words.
    _rule(r"&", " and "),
    _rule(r"\s\+\s|(?<=\d)\+(?=\d)", " plus "),
    _rule(r"(?<=\d)\+", " plus"),
    _rule(r"\s?=\s?", " equals "),
    _rule(r"(?:https?://)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|edu|gov|io|dev|ai|fm|uk))"
          r"((?:/[\w~%.+-]*\w)*)/?", lambda m: m[1].replace(".", " dot ") + m[2].replace("/", " slash ")
          .replace(".", " dot ")),
    _rule(r"(?<=[\w])@(?=\w)|\s@\s", " at "),
    _rule(r"(?<=[a-z])\.(?=[a-z])", " dot "),
    _rule(rf"\b(war|part|chapter|volume|act|phase|type|book|section|version) ({'|'.join(_ROMAN)})\b",
          lambda m: f"{m[1]} {_ROMAN[m[2]]}"),
    # Contractions: the short form, since "it is" is heard as "it's" and what is short may be one of two.
    _rule(r"\bi am\b", "i'm"),
    _rule(r"\b(you|we|they) are\b", r"\1're"),
    _rule(r"\b(i|you|we|they) have\b", r"\1've"),
    _rule(rf"\b({_PRONOUN}) (?:is|has)\b", r"\1's"),
    _rule(r"\b(i|you|he|she|it|we|they|that|there) (?:will|shall)\b", r"\1'll"),
    _rule(r"\b(i|you|he|she|we|they) (?:would|had)\b", r"\1'd"),
    _rule(r"\blet us\b", "let's"),
    _rule(r"\bwill not\b", "won't"),
    _rule(r"\bcan ?not\b", "can't"),
    _rule(rf"\b({_AUXILIARY}) not\b", r"\1n't"),
    _rule(r"(?<=\w)'(?=\w)|(?<=s)'(?!\w)", ""),
)  # fmt: skip

SAME_SOUND = {
    "their": "there", "theyre": "there", "youre": "your", "whos": "whose", "too": "to",
    "alright": "allright",
    "thru": "through", "tho": "though", "yeah": "yes", "till": "until", "til": "until", "mum": "mom",
    "hiccough": "hiccup",
    "cheque": "check", "programme": "program", "programmes": "programs", "storey": "story", "tyre": "tire",
    "tyres": "tires",
    "kerb": "curb", "draught": "draft", "gaol": "jail", "ageing": "aging", "whisky": "whiskey",
    "grey": "gray",
    "fibre": "fiber", "fibres": "fibers", "centre": "center", "centres": "centers",
}  # fmt: skip
"""Words that sound alike and that a recogniser takes for each other, and spellings that the table of
British and American forms does not have."""

MONTHS = frozenset({
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
})  # fmt: skip

SILENT = frozenset({"um", "uh", "er", "erm", "hm", "hmm", "mm", "mhm", "ah"})
"""Sounds that Whisper leaves out; they do not count on either side."""

ZERO_AFTER_NUMBER = frozenset({"oh", "o"})
"""How a nought is said within a number: nineteen oh five."""


def _scale(letter: str) -> str:
    return {
        "k": "thousand",
        "m": "million",
        "b": "billion",
        "bn": "billion",
        "t": "trillion",
        "tn": "trillion",
    }[letter]


def _decade(first: str) -> str:
    """Give a decade as it is said: the nineteen nineties."""
    century, ten = first[:2], first[2] + "0"
    return f"{century} {_DECADES[ten]}" if ten in _DECADES else f"{first}0s"

"""English: fractions, and ordinals in words."""

from __future__ import annotations

import re

from audio.speech.spoken.rules.rule import Rule, by

_SMALL = (
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth",
)  # fmt: skip
_TENS = ("", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_COUNT = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_SIGNS = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
    "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅐": (1, 7), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
    "⅑": (1, 9), "⅒": (1, 10),
}  # fmt: skip
_MEASURED = (
    r"(?=[\s-](?:of|inch|inches|in\.|cups?|miles?|seconds?|teaspoons?|tsp|tablespoons?|tbsp|pints?|quarts?|gallons?"
    r"|pounds?|ounces?|full|empty|scale|size|notes?|share|stake|majority|finished|done|acres?|hours?|turn|way)\b)"
)


def ordinal(number: int) -> str:
    """Give an ordinal in words, from 1 to 999, and those of 1000 and a million."""
    if number in {1000, 1_000_000}:
        return "thousandth" if number == 1000 else "millionth"
    hundreds, rest = divmod(number, 100)
    if hundreds:
        whole = "" if hundreds == 1 else f"{_COUNT[hundreds]} "
        return f"{whole}hundredth" if not rest else f"{whole or 'one '}hundred and {ordinal(rest)}"
    if number < len(_SMALL):
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]}-{_SMALL[ones]}" if ones else f"{_TENS[tens][:-1]}ieth"


def _part(count: int, whole: int, *, behind: bool = False) -> str:
    """Say a fraction; `behind` a whole number with an article."""
    one = {2: "half", 4: "quarter"}.get(whole) or ordinal(whole)
    if count == 1:
        return f"{'a' if behind and one[0] not in 'aeiou' else 'an' if behind else 'one'} {one}"
    many = "halves" if whole == 2 else f"{one}s"
    return f"{_COUNT[count] if count < len(_COUNT) else count} {many}"


def _said(match: re.Match[str]) -> str:
    """Say a fraction that is sure to be one, after the whole number before it if there is one."""
    count, of = int(match["count"]), int(match["of"])
    mixed = match.groupdict().get("whole")
    if not count > 0 or not 1 < of <= 1000 or (mixed and count >= of):
        return match[0]
    return f"{mixed} and {_part(count, of, behind=True)}" if mixed else _part(count, of)


def _sign(match: re.Match[str]) -> str:
    if match["whole"]:
        return f"{match['whole']} and {_part(*_SIGNS[match['sign']], behind=True)}"
    return _part(*_SIGNS[match["sign"]])


_FRACTION = r"(?P<count>\d{1,3})[/⁄](?P<of>\d{1,4})"
FRACTION_RULES = (
    Rule("fraction", by(rf"(?<![\w/.])(?:(?P<whole>\d+)[ -])?{_FRACTION}(?:st|nd|rd|th)s?(?![\w/])", _said)),
    Rule("fraction", by(rf"(?<![\w/.$])(?P<whole>\d+)[ -]{_FRACTION}(?![\w/])", _said)),
    Rule("fraction", by(rf"(?<![\w/.$]){_FRACTION}{_MEASURED}", _said)),
    Rule("fraction", by(rf"(?<![\w/.$]){_FRACTION}[\"”](?=[\s,.;)])", lambda m: f"{_said(m)} inch")),
    Rule("fraction", by(r"(?<![\w/.$])([1-9])/([2-9]|10)(?![\w/])(?!\s?=)",
                        lambda m: _part(int(m[1]), int(m[2])) if int(m[1]) < int(m[2]) else m[0])),
    Rule("fraction", by(rf"(?:(?P<whole>\d+)\s?)?(?P<sign>[{''.join(_SIGNS)}])", _sign)),
)  # fmt: skip

"""Japanese and Mandarin: what is written in characters and in figures, brought to figures."""

from __future__ import annotations

import re
from collections.abc import Callable

Rewriting = tuple[re.Pattern[str], "str | Callable[[re.Match[str]], str]"]

_FIGURES = ("〇零", "一", "二两", "三", "四", "五", "六", "七", "八", "九")
_DIGITS = {character: value for value, same in enumerate(_FIGURES) for character in same}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = re.compile(r"(?!百分之)[〇零一二两三四五六七八九十百千万]+")
_UNITS = {
    "ja": {
        "km": "キロメートル", "cm": "センチメートル", "mm": "ミリメートル", "m": "メートル",
        "kg": "キログラム", "g": "グラム",
    },
    "zh": {"km": "公里", "cm": "厘米", "mm": "毫米", "m": "米", "kg": "公斤", "g": "克"},
}  # fmt: skip


def rewritings(language: str) -> tuple[Rewriting, ...]:
    """Give the rewritings of `ja` or `zh`, in order; none for any other language."""
    if language not in _UNITS:
        return ()
    units = _UNITS[language]
    unit = re.compile(rf"(?<=\d)\s?({'|'.join(units)})(?![a-z])")
    per_cent = re.compile(r"(\d+(?:\.\d+)?)\s?%")
    return (
        (_NUMERAL, lambda match: in_figures(match[0])),
        (re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))"), ""),
        (per_cent, r"\1パーセント" if language == "ja" else r"百分之\1"),
        (unit, lambda match: units[match[1]]),
    )


def in_figures(numeral: str) -> str:
    """Write a numeral in figures: `三十六` is 36, `一九七九` is 1979, `二万五千` is 25000."""
    if not any(character in "十百千万" for character in numeral):
        return "".join(str(_DIGITS[character]) for character in numeral)
    total = section = digit = 0
    for character in numeral:
        if character in _DIGITS:
            digit = 10 * digit + _DIGITS[character]
        elif character == "万":
            total, section, digit = total + (section + digit or 1) * 10_000, 0, 0
        else:
            section, digit = section + (digit or 1) * _SCALES[character], 0
    return str(total + section + digit)

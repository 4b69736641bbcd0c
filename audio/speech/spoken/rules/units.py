"""English: units behind a number, where engines misread them."""

from __future__ import annotations

import re

from audio.speech.spoken.rules.numbers import N
from audio.speech.spoken.rules.rule import Rule, by
from audio.speech.spoken.rules.shortened import SENTENCE_ENDS

_UNITS = {
    "µs": "microsecond", "μs": "microsecond", "ns": "nanosecond", "ps": "picosecond", "s": "second",
    "h": "hour", "m": "meter", "dm": "decimeter", "g": "gram", "t": "ton", "V": "volt",
    "kV": "kilovolt", "mV": "millivolt", "W": "watt", "mW": "milliwatt", "TWh": "terawatt hour",
    "GWh": "gigawatt hour", "MWh": "megawatt hour", "Wh": "watt hour", "L": "liter", "dl": "deciliter",
    "dB": "decibel", "KiB": "kibibyte", "MiB": "mebibyte", "GiB": "gibibyte", "TiB": "tebibyte",
    "PB": "petabyte", "EB": "exabyte", "kcal": "kilocalorie", "kJ": "kilojoule", "MJ": "megajoule",
    "hPa": "hectopascal", "kPa": "kilopascal", "Pa": "pascal", "px": "pixel", "ha": "hectare",
    "mA": "milliamp", "kN": "kilonewton", "Nm": "newton meter", "Ω": "ohm", "kΩ": "kilohm",
    "KB": "kilobyte", "kB": "kilobyte", "MB": "megabyte", "GB": "gigabyte", "TB": "terabyte",
    "kb": "kilobit", "Mb": "megabit", "Gb": "gigabit", "kbit": "kilobit", "Mbit": "megabit",
    "Gbit": "gigabit", "km": "kilometer", "cm": "centimeter", "mm": "millimeter", "kg": "kilogram",
    "mg": "milligram", "µg": "microgram", "mi": "mile", "ft": "foot", "ml": "milliliter",
    "mL": "milliliter", "l": "liter", "ms": "millisecond", "mol": "mole", "FLOPS": "flop",
    "GFLOPS": "gigaflop", "TFLOPS": "teraflop", "PFLOPS": "petaflop", "TFLOP": "teraflop",
    "TFLOP/s": "teraflop", "GFLOP/s": "gigaflop", "TOPS": "tera operation", "FLOP": "flop",
    "GFLOP": "gigaflop", "bps": "bit per second", "kbps": "kilobit per second",
    "Kbps": "kilobit per second", "Tbps": "terabit per second", "rpm": "revolution per minute",
    "bpm": "beat per minute", "ppm": "part per million", "tok": "token", "mAh": "milliamp hour",
    "lb": "pound", "lbs": "pound", "oz": "ounce", "yd": "yard", "yds": "yard", "gal": "gallon",
    "in": "inch", "qt": "quart", "pt": "pint", "tsp": "teaspoon", "tbsp": "tablespoon", "hr": "hour",
    "hrs": "hour", "min": "minute", "mins": "minute", "sec": "second", "secs": "second",
    "mph": "mile per hour", "km/h": "kilometer per hour", "sq ft": "square foot",
    "sq m": "square meter", "fl oz": "fluid ounce", "in²": "square inch", "ft²": "square foot",
}  # fmt: skip
_UNCHANGED = frozenset({"hertz"})
_IRREGULAR = {"foot": "feet", "inch": "inches", "square foot": "square feet", "square inch": "square inches"}
_DOUBTFUL = frozenset(
    {
        "KB", "kB", "MB", "GB", "TB", "km", "cm", "mm", "kg", "mg", "mi", "ft", "ml", "ms", "s", "h", "m",
        "g", "t", "V", "W", "L", "l", "mAh", "FLOP", "TOPS", "in", "pt", "lb",
        "lbs", "oz", "yd", "yds", "hr", "hrs", "min", "mins", "sec", "secs", "mph", "km/h", "sq ft", "qt",
    }
)  # fmt: skip
"""Units that engines know, and letters that may stand for something else."""
_SURE = frozenset(_UNITS) - _DOUBTFUL
"""Units that stand for nothing else and that engines do not know."""
_PER = {
    "s": "second", "sec": "second", "h": "hour", "hr": "hour", "min": "minute", "day": "day",
    "kg": "kilogram", "l": "liter", "L": "liter", "m": "meter", "W": "watt", "cm": "centimeter",
    "km": "kilometer",
}  # fmt: skip


def _one_of(*words: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _unit(match: re.Match[str]) -> str:
    """Say a unit behind a number, with what it is squared or measured by."""
    name = _UNITS[match["unit"]]
    power = {"²": "square ", "2": "square ", "³": "cubic ", "3": "cubic "}.get(match["power"] or "", "")
    first, _, rest = name.partition(" per ")
    before_noun = _BEFORE_NOUN.match(match.string, match.end()) is not None
    if match["number"] not in {"1", "-1"} and not before_noun:
        first = _plural(first)
    rest = rest or _PER.get(match["per"] or "", "")
    squared = " squared" if match["squared"] else ""
    return f"{match['number']} {power}{first}{f' per {rest}' if rest else ''}{squared}"


def _stopped(match: re.Match[str]) -> str:
    """Say a unit with a full stop; `in.` at the end of a sentence is a word."""
    ends = SENTENCE_ENDS.match(match.string, match.end()) is not None
    return match[0] if ends and match["unit"] == "in" else _unit(match) + ("." if ends else "")


def _plural(name: str) -> str:
    return _IRREGULAR.get(name, name if name in _UNCHANGED else f"{name}s")


def _hyphened(match: re.Match[str]) -> str:
    """Say `a 5-ms delay`: a unit before a noun has no plural."""
    return f"{match['number']} {_UNITS[match['unit']]}"


def _measure(units: frozenset[str] | set[str], more: str) -> str:
    unit = _one_of(*units)
    return rf"(?<![\w.$£€])(?P<number>-?{N})\s?(?P<unit>{unit}){more}"


_RATE = "sec|s|hr|h|min|day|kg|l|L|m|W|cm|km"
_POWER = rf"(?P<power>[²³])?(?:/(?P<per>{_RATE})(?P<squared>²)?(?![A-Za-z]))?(?![A-Za-z0-9_]|[’'][a-z]|/\w)"
_AFTER = (
    r"(?=\s(?:of|long|wide|high|tall|deep|away|later|per|in|at|from|to|apart|race|sprint|dash|latency|battery"
    r"|and)\b|\s\(\s?[~≈]?\d|[,;:)!?]|\.(?:\s|$)|$)"
)
_BEFORE_NOUN = re.compile(r"\s(?:race|sprint|dash|run|hurdles|battery|power|bulb|cable|supply)\b")
"""Words before which a unit has no plural: `a 100 m race`."""
_PLAIN = r"(?P<power>)(?P<per>)(?P<squared>)"
_STOPPED = "ft|oz|lbs?|yds?|mi|in|gal|pt|qt|tsp|tbsp|cm|mm|km|kg|mg|ml|min|sec|hr|mins|secs|hrs|mph|sq ft"
_ANY = _one_of(*_UNITS)
UNIT_RULES = (
    Rule("unit", by(rf"(?<![\w.$£€])(?P<number>{N})\s?(?P<unit>{_STOPPED})\.{_PLAIN}(?!\w)", _stopped)),
    Rule("feet and inches", by(r"(?<![\w.])(\d{1,2})['’′]\s?(\d{1,2})(?:[\"”″]|'')(?!\w)", r"\1 foot \2")),
    Rule("feet and inches", by(r"(?<=\d)″", " inches")),
    Rule("feet and inches", by(r"(?<=\d)′", " feet")),
    Rule("unit", by(rf"(?<![\w.])(?P<number>{N})-(?P<unit>ms|µs|km|GB|MB|TB|GiB|cm|mm|kg)(?![\w/²³])",
                    _hyphened)),
    Rule("unit", by(_measure(frozenset(_UNITS), rf"(?=[²³]|/(?:{_RATE})(?![A-Za-z])){_POWER}"), _unit)),
    Rule("unit", by(_measure(_SURE, rf"(?!\w|[’'][a-z]|/){_PLAIN}"), _unit)),
    Rule("unit", by(_measure({"m", "h", "g", "V", "W", "L"}, rf"{_AFTER}{_PLAIN}"), _unit)),
    Rule("unit", by(rf"(?<![\w.$£€])(?P<number>{N})(?P<unit>V|W)(?!\w){_PLAIN}", _unit)),
    Rule("unit", by(rf"(?<![\w.$£€])(?P<number>{N}) (?P<unit>s|l){_AFTER}{_PLAIN}", _unit)),
    Rule("unit", by(rf"(?<=\()(?P<number>{N})\s?(?P<unit>{_ANY})(?=\)){_PLAIN}", _unit)),
    Rule("unit", by(rf"(?<![\w.$£€])(?P<number>{N})\s?(?P<unit>{_ANY})(?=\s\([~≈]?\d){_PLAIN}", _unit)),
    Rule("unit", by(r"(?<=\d)\s?(?:℃|°\s?C(?![A-Za-z]))", " degrees Celsius")),
    Rule("unit", by(r"(?<=\d)\s?(?:℉|°\s?F(?![A-Za-z]))", " degrees Fahrenheit")),
)  # fmt: skip

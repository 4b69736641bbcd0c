"""English: numbers with signs, money and times, where engines misread them. Plain numbers stay as is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audio.speech.spoken.rules.rule import Edit, Rule, by

N = r"\d+(?:,\d{3})*(?:\.\d+)?"
"""A number in English: commas between thousands, a decimal point."""
_MONEY = {
    "$": ("dollar", "dollars"), "£": ("pound", "pounds"), "€": ("euro", "euros"), "¥": ("yen", "yen"),
    "₹": ("rupee", "rupees"), "₩": ("won", "won"), "₿": ("bitcoin", "bitcoin"),
    "US$": ("US dollar", "US dollars"), "A$": ("Australian dollar", "Australian dollars"),
    "C$": ("Canadian dollar", "Canadian dollars"), "HK$": ("Hong Kong dollar", "Hong Kong dollars"),
    "R$": ("real", "reais"), "USD": ("dollar", "dollars"), "EUR": ("euro", "euros"),
    "GBP": ("pound", "pounds"), "CHF": ("Swiss franc", "Swiss francs"), "JPY": ("yen", "yen"),
}  # fmt: skip
_SIGN = r"(?P<sign>(?<!\w)(?:US|HK|A|C|R)\$|[$£€¥₹₩₿]|(?<!\w)(?:USD|EUR|GBP|CHF|JPY)(?=\s?\d))"
_SCALES = {
    "k": "thousand", "m": "million", "mm": "million", "mn": "million", "b": "billion", "bn": "billion",
    "t": "trillion", "tn": "trillion",
}  # fmt: skip
_SCALE = r"(?:\s?(?P<scale>hundred|thousand|million|billion|trillion|(?:mm|mn|bn|tn|[kmbt])\b))?"
_COUNTED = (
    "users|people|parameters|params|tokens|requests|downloads|views|customers|dollars|euros|lines|rows|records"
    "|images|stars|developers|subscribers|listeners|copies|jobs|years|queries|messages|samples|examples"
    "|documents|followers"
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_DAYS = {
    "Mon": "Monday", "Tue": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Fri": "Friday",
    "Sat": "Saturday", "Sun": "Sunday",
}  # fmt: skip
_BETWEEN = r"\s?[-–—−]\s?"
_PER = {"mo": "month", "yr": "year", "hr": "hour", "sec": "second", "min": "minute"}
_TIMES = "month|mo|year|yr|day|week|hour|hr|min|sec|minute|second|user|seat|person|token|request|query"
_MULTIPLE = (
    "faster|slower|more|less|better|cheaper|larger|smaller|bigger|longer|higher|lower|as|the|speedup|speed-up"
)
_SPELLED = "error|status|HTTP|code|room|flight|Boeing|highway|route|area code|status code"


def _amount(match: re.Match[str]) -> str:
    """Say an amount of money with the currency behind it."""
    one, many = _MONEY[match["sign"]]
    scale = _SCALES.get((match["scale"] or "").lower(), match["scale"])
    if scale:
        return f"{match['number']} {scale} {many}"
    whole, _, cents = match["number"].partition(".")
    if len(cents) == 2 and match["sign"] in "$€£" and cents != "00":
        coin = "pence" if match["sign"] == "£" else "cent" if cents == "01" else "cents"
        main = "" if whole == "0" else f"{whole} {one if whole == '1' else many} and "
        return f"{main}{int(cents)} {coin}"
    return f"{whole if cents == '00' else match['number']} {one if match['number'] == '1' else many}"


def _amounts(text: str) -> Iterator[Edit]:
    """Give the amounts that are read wrong: those before another number, and odd signs and scales.

    A number after a comma takes the currency of the amount before it: "€20, 5 people" is read as five euros.
    """
    for match in _AMOUNT.finditer(text):
        plain = match["sign"] in {"$", "£", "€", "¥"} and not match["scale"]
        if not plain or _ANOTHER_NUMBER.match(text, match.end()):
            yield match.start(), match.end(), _amount(match)


_AMOUNT = re.compile(rf"{_SIGN}\s?(?P<number>{N}){_SCALE}(?![\d%])", re.IGNORECASE)
_ANOTHER_NUMBER = re.compile(r"\s*[^\w\s]+\s*[$£€¥]?\d|[a-zA-Z]")


def _amount_range(match: re.Match[str]) -> str:
    many = _MONEY[match["sign"]][1]
    first, last = (_SCALES.get((match[name] or "").lower(), match[name]) for name in ("first", "scale"))
    start = f"{match['low']} {first}" if first and first != last else match["low"]
    return f"{start} to {match['number']} {f'{last} ' if last else ''}{many}"


def _version(match: re.Match[str]) -> str:
    """Say every point of a version number; four parts of an address on the network with dots."""
    parts = match["number"].split(".")
    if len(parts) == 4 and not match["v"] and all(int(part) < 256 for part in parts):
        return " dot ".join(parts)
    return f"{'version ' if match['v'] else ''}{' point '.join(map(_noughts, parts))}"


def _noughts(part: str) -> str:
    """Say the nought of `22.04`."""
    return f"oh {part[1:]}" if len(part) > 1 and part[0] == "0" else part


def _date(match: re.Match[str]) -> str:
    day, month = int(match[1]), int(match[2])
    return f"{_MONTHS[month - 1]} {day}, {match[3]}" if 1 <= month <= 12 and 1 <= day <= 31 else match[0]


def _scaled(match: re.Match[str]) -> str:
    return f"{match[1]} {_SCALES[match[2].lower()]}"


def _apart(match: re.Match[str]) -> str:
    """Say `404` as four oh four, as people say numbers that are names."""
    return f"{match[1]} {match[2]} {match[3].replace('0', 'oh ') if match[3][0] == '0' else match[3]}"


def _multiplied(match: re.Match[str]) -> str:
    return f"{match[1]} by {match[2]}"


def _clock_range(match: re.Match[str]) -> str:
    return f"{match['from']} {match['half'].upper()} to {match['until']} {match['other'].upper()}"


_CLOCK = r"\d{1,2}(?::\d\d)?"
_NAMED = r"(?:[A-Z][\w+]*|version|release|\.NET)"

NUMBER_RULES = (
    Rule("date", by(r"(?<![\w.])([0-3]?\d)\.([01]?\d)\.((?:19|20)\d\d)(?![\w.]\d)", _date)),
    Rule("hours and days", by(r"\b24/7\b", "twenty-four seven")),
    Rule("number with a slash", by(r"(?<![\w/.])(9/11|50/50|80/20|20/20|90/10|70/30|60/40)(?![\w/])",
                                   lambda m: m[0].replace("/", " "))),
    Rule("number with a slash", by(r"(?<![\w/.])(\d{1,2})/\1(?![\w/])", r"\1 out of \1")),
    Rule("fifty fifty", by(r"(?<![\w-])50[-–]50(?![\w-])", "50 50")),
    Rule("version", by(r"(?<![\w.])(?P<v>[vV]\.?\s?)?(?P<number>\d+(?:\.\d+){2,9})(?!\w)", _version)),
    Rule("version", by(r"\b(?P<v>v)(?P<number>\d+\.\d+)\b", _version)),
    Rule("version", by(r"(?<![\w.$£€,])(?P<v>)(?P<number>\d+\.0)\b(?![.%]?\d|\s?%)", _version)),
    Rule("version", by(rf"(?P<name>\b{_NAMED}[ -])(?P<v>)(?P<number>\d+\.[1-9]\d)(?!\.?\d|\s?%)",
                       lambda m: m["name"] + _version(m))),
    Rule("version", by(r"\b(?P<name>Ubuntu )(?P<v>)(?P<number>\d\d\.\d\d)\b",
                       lambda m: m["name"] + _version(m))),
    Rule("version", by(r"(?P<name>\b[A-Za-z]+)-(?P<v>)(?P<number>\d+\.\d+)(?=[\s,;:!?)-]|\.?$|\.\s)",
                       lambda m: f"{m['name']} {_version(m)}")),
    Rule("time", by(rf"(?<![\w:.])(?P<from>{_CLOCK})\s?(?P<half>[ap]m)\b{_BETWEEN}"
                    rf"(?P<until>{_CLOCK})\s?(?P<other>[ap]m)\b", _clock_range)),
    Rule("time", by(r"(?<![\w:.])(\d{1,2}:\d\d)\s?[-–—]\s?(?=\d{1,2}:\d\d)", r"\1 to ")),
    Rule("time", by(r"\b(\d{1,2})\.([0-5]\d)(?=\s?[ap]\.?m\b)", r"\1:\2")),
    Rule("minus", by(r"(?<![\w)])[-−](?=[$£€]\d)", "minus ")),
    Rule("range of money", by(
        rf"{_SIGN}(?P<low>{N})\s?(?P<first>[kmbt]n?\b)?{_BETWEEN}(?:(?P=sign))?(?P<number>{N}){_SCALE}(?![\d%])",
        _amount_range, re.IGNORECASE)),
    Rule("money", _amounts),
    Rule("money", by(rf"(?<![\w.$£€])(?P<number>{N})\s?(?P<sign>[$€£])(?P<scale>)(?!\s?\d)", _amount)),
    Rule("money", by(rf"(?<![\w.$£€])(?P<number>{N})\s(?P<sign>USD|EUR|GBP|CHF|JPY)\b(?P<scale>)", _amount)),
    Rule("money", by(r"\b401\(?k\)?", "four oh one K")),
    Rule("number said apart", by(rf"\b((?i:{_SPELLED}))\s(\d)(0[1-9]|[1-9]\d)(?![\w,.]\d|\w)", _apart)),
    Rule("number with noughts", by(r"(?<![\w.,:/$£€'’-])0+[1-9]\d*(?![\w.,:/]*\d)",
                                   lambda m: " ".join(m[0]))),
    Rule("scale", by(rf"(?<![\w.$£€])({N})\s?(M|B|bn|mn|tn)(?=\+?\s(?:{_COUNTED})\b)", _scaled)),
    Rule("scale", by(rf"(?<![\w.$£€])({N})(M|bn|mn|tn)(?=\+?(?:[,;.!?)]?\s|[,;.!?)]?$)(?!\s?[A-Z]))",
                     _scaled)),
    Rule("per cent range", by(rf"(?<![\w.])({N})\s?%{_BETWEEN}(?={N}\s?%)", r"\1 to ")),
    Rule("range", by(rf"(?<![\w.:/-])({N}){_BETWEEN}({N})(?=\s?%|[xX×](?!\w)|\+)", r"\1 to \2")),
    Rule("range", by(r"(?<![\w.:/-])(\d+\.\d+|\d+(?:,\d{3})+)\s?[-–—]\s?(?=\d)", r"\1 to ")),
    Rule("range", by(r"(?<![\w.:/-])(\d+)\s?[-–—]\s?(?=\d+\.\d)", r"\1 to ")),
    Rule("range", by(rf"((?:{'|'.join(_MONTHS)}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?\s\d{{1,2}})"
                     r"\s?[-–—]\s?(?=\d{1,2}\b)", r"\1 to ")),
    Rule("range", by(r"(?<=\d)\s?[–—]\s?(?=[$£€]?\d)", " to ")),
    Rule("range", by(rf"\b({'|'.join(_DAYS)})\.?\s?[-–—]\s?({'|'.join(_DAYS)})\b\.?",
                     lambda m: f"{_DAYS[m[1]]} to {_DAYS[m[2]]}")),
    Rule("range", by(r"(?<=\b\d{4})\s?[–—]\s?(?=(?:present|today|now)\b)", " to ")),
    Rule("subtraction", by(r"(?<=\d) [-−–] (?=\d[^.!?]*=)", " minus ")),
    Rule("range", by(r"(?<=\d) - (?=\d)", " to ")),
    Rule("minus", by(r"(?<![\w\d])−\s?(?=\d)", "minus ")),
    Rule("minus", by(r"(?<=[\w\d])\s?−\s?(?=\w)", " minus ")),
    Rule("power", by(r"(?<![\w.])(\d+(?:\.\d+)?)[eE]-(\d{1,3})(?!\w)", r"\1 e minus \2")),
    Rule("dimensions", by(r"(?<![\w.])(?!0\s?x)(\d+)\s?(?:[xX]|(?<=\d\d\d)\s?×)\s?(\d+)"
                          r"(?=[\s,;:!?)]|\.?$|\.\s)(?!\s=)",
                          _multiplied)),
    Rule("times", by(rf"(?<![\w.])(\d+(?:\.\d+)?)\s?[x×](?=\s(?:{_MULTIPLE})\b)", r"\1 times")),
    Rule("times", by(r"(?<=\d)\s?×(?=[\s,.;:!?)]|$)(?!\s?\d)", " times")),
    Rule("ratio", by(r"(?<![\w:.])(\d{1,3}):1(?![\w:.]\d|\w)", r"\1 to 1")),
    Rule("decimal", by(r"(?<![\w.])\.(?=\d+(?!\.))", "point ")),
    Rule("per", by(rf"(?:(?<=\d)|(?<=dollars)|(?<=euros)|(?<=cents)|(?<=pounds))\s?/\s?({_TIMES})\b",
                   lambda m: f" per {_PER.get(m[1], m[1])}")),
)  # fmt: skip

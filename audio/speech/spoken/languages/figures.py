"""Dates, times, money, ordinals and fractions of German, French, Italian, Portuguese and Spanish, in words.

Here espeak-ng errs: it says `12/05/2024` as three numbers and a stroke, `14:30` without a word for hours,
`1. Mai` as one and a full stop, `Louis XIV` as a Roman fourteen. The numbers in words come from CLDR's rules
by unicode-rbnf; what is put around them stands in the table of words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from audio.speech.spoken.rules import Edit, Rule, by

if TYPE_CHECKING:
    from unicode_rbnf import RbnfEngine

Words = Mapping[tuple[str, str], tuple[str, str]]
"""By kind and written form: what is said, and another form of it."""
_ORDINAL_SIGNS = {
    "fr": r"(?P<number>\d{1,3}|[IVX]+)(?P<sign>ers?|[eè]re?s?|res?|ndes?|nds?|i?[eè]mes?|es?)",
    "es": r"(?P<number>\d{1,2})\.?(?P<sign>[ºª]|er(?=\s))",
    "it": r"(?P<number>\d{1,3})(?P<sign>[°ºª](?=\s[a-zà-ú]))",
    "pt": r"(?P<number>\d{1,3})\.?(?P<sign>[ºª])",
}
"""Numbers with a sign that makes them ordinal."""
_FEMININE = re.compile(r"ª|^[eè]?res?$|^ndes?$")
_RULERS = (
    "Louis|Henri|Charles|François|Philippe|Jean|Léopold|Pie|Benoît|Napoléon|Guillaume|Frédéric"
    "|Alphonse|Felipe|Carlos|Alfonso|Fernando|Enrique|Isabel|Juan Carlos|Pío|Benedicto|Juan Pablo"
    "|Juan|León|Pedro|João|Manuel|Dom Pedro|Afonso|Bento|João Paulo|Maria|Ludwig|Heinrich|Friedrich"
    "|Karl|Wilhelm|Otto|Friedrich Wilhelm|Georg|Elisabeth|Pius|Benedikt|Johannes Paul|Papst|König"
    "|Kaiser|Roi|Rey|Rei|Pape|Papa|Leo"
)
_ROMAN = {"I": 1, "V": 5, "X": 10}


@cache
def _engine(language: str) -> RbnfEngine:
    from unicode_rbnf import RbnfEngine  # noqa: PLC0415 - reads XML

    return RbnfEngine.for_language(language)


def in_words(number: int, language: str, how: str = "spellout-numbering") -> str:
    """Give a number in words by one of CLDR's rule sets, such as `spellout-ordinal-feminine`."""
    from unicode_rbnf import FormatPurpose  # noqa: PLC0415

    purpose = (
        FormatPurpose.ORDINAL
        if "ordinal" in how
        else FormatPurpose.YEAR
        if "year" in how
        else FormatPurpose.CARDINAL
    )
    return str(_engine(language).format_number(number, purpose).text_by_ruleset[how]).replace("\u00ad", "")


def figure_rules(language: str, words: Words) -> tuple[Rule, ...]:
    """Give the rules for the figures of a language; none where the table has no months for it."""
    if ("month", "1") not in words:
        return ()
    return tuple(Rule(name, edits) for name, edits in _rules(_Figures(language, words)))


class _Figures:
    """How figures are said in one language."""

    def __init__(self, language: str, words: Words) -> None:
        self.language = language
        self._words = words

    def word(self, kind: str, name: str) -> str:
        """Give a word of the table; empty where it has none."""
        return self._words.get((kind, name), ("", ""))[0]

    def date(self, match: re.Match[str]) -> str:
        """Say `12/05/2024` and `12.05.`: the day, the month's name, the year."""
        day, month = int(match["day"]), int(match["month"])
        if not (1 <= day <= 31 and 1 <= month <= 12):
            return match[0]
        found = match.groupdict()
        year = f" {self.word('figure', 'of')} {self.year(int(found['year']))}" if found.get("year") else ""
        first = f"{self.day(day, found.get('before') or '')} {self.word('figure', 'of')}"
        said = f"{first} {self.word('month', str(month))}{year}"
        return f"{found.get('before') or ''}{' '.join(said.split())}"

    def day(self, day: int, before: str) -> str:
        """Give the day of a month: the first is an ordinal in most, every day is one in German."""
        if self.language == "de":
            return self.ordinal(day, before)
        return self.word("figure", "first") if day == 1 else in_words(day, self.language)

    def ordinal(self, number: int, before: str) -> str:
        """Give a German ordinal as the word before it wants it: `am zweiten`, `der zweite`, `zweiter`."""
        article = before.strip().lower()
        ending = "" if article in {"der", "die", "das"} else "-n" if article else "-r"
        return in_words(number, "de", f"spellout-ordinal{ending}")

    def year(self, year: int) -> str:
        return in_words(year, self.language, "spellout-numbering-year").replace("-cent", " cent")

    def time(self, match: re.Match[str]) -> str:
        """Say `14:30` and `9h05`: hours, and minutes unless there are none."""
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        if hour > 24 or minute > 59:
            return match[0]
        said = self.word("time", str(hour)) or self.word("time", "hour").format(in_words(hour, self.language))
        return said + (self.word("time", "minute").format(in_words(minute, self.language)) if minute else "")

    def money(self, match: re.Match[str]) -> str:
        """Say `5,50 €`: the cents behind the currency."""
        whole, cents = match["whole"], int(match["cents"])
        currency = self.word("sign", "euros") if "€" in match[0] else self.word("figure", "reais")
        return f"{whole} {currency}{self.word('figure', 'cents').format(in_words(cents, self.language))}"

    def ordered(self, match: re.Match[str]) -> str:
        """Say a number with a sign that makes it ordinal."""
        number = int(match["number"]) if match["number"].isdigit() else _value(match["number"])
        gender = "feminine" if _FEMININE.search(match["sign"]) else "masculine"
        many = "-plural" if match["sign"].endswith("s") and self.language == "fr" else ""
        how = f"spellout-ordinal-{gender}{many}"
        if self.language == "es" and match["sign"] == "er":
            how = "spellout-ordinal-masculine-adjective"
        return in_words(number, self.language, how)

    def ruler(self, match: re.Match[str]) -> str:
        """Count a ruler: ordinal in German, and up to ten in Spanish and Portuguese; else a plain number."""
        number = _value(match["roman"])
        if self.language == "de":
            return f"{match['name']} der {in_words(number, 'de', 'spellout-ordinal').capitalize()}"
        gender = "feminine" if match["name"] in {"Isabel", "Maria"} else "masculine"
        if number == 1 or (number <= 10 and self.language != "fr"):
            return f"{match['name']} {in_words(number, self.language, f'spellout-ordinal-{gender}')}"
        return f"{match['name']} {in_words(number, self.language)}"

    def fraction(self, match: re.Match[str]) -> str:
        """Say `2/3`; the singular of the part is the table's other form."""
        count, of = int(match[1]), int(match[2])
        many, one = self._words.get(("part", str(of)), ("", ""))
        if not many or count >= of:
            return match[0]
        counted = self.word("figure", "one") if count == 1 else in_words(count, self.language)
        return f"{counted} {one if count == 1 else many}"

    def masculine(self, match: re.Match[str]) -> str:
        """Say `21 años` as `veintiún años`: Spanish shortens the one before a noun."""
        return in_words(int(match[0]), "es", "spellout-cardinal-masculine")


def _value(roman: str) -> int:
    each = [_ROMAN[letter] for letter in roman]
    return sum(-one if one < after else one for one, after in zip(each, [*each[1:], 0], strict=True))


_DAY, _MONTH = r"(?P<day>[0-3]?\d)", r"(?P<month>[01]?\d)"


def _rules(said: _Figures) -> Iterator[tuple[str, Callable[[str], Iterable[Edit]]]]:
    language = said.language
    point = r"\." if language == "de" else r"[/.]"
    article = (
        r"(?P<before>\b(?i:am|dem|den|des|vom|zum|beim|im|der|die|das|bis|seit|ab|jeden) )?"
        if language == "de"
        else ""
    )
    yield (
        "date",
        by(
            rf"(?<![\w./]){article}{_DAY}{point}{_MONTH}{point}(?P<year>1\d{{3}}|20\d\d)(?![\w/])",
            said.date,
        ),
    )
    if language == "de":
        yield from _german(said, article)
    hours = r"(?:\s?Uhr)?" if language == "de" else r"(?:\s?h(?:oras)?\b)?"
    yield "time", by(rf"(?<![\w:.,])(?P<hour>[012]?\d):(?P<minute>[0-5]\d)(?![\w:]){hours}", said.time)
    if language in {"fr", "pt", "es"}:
        yield "time", by(r"(?<![\w:.,])(?P<hour>[012]?\d)\s?h\s?(?P<minute>[0-5]\d)?(?!\w)", said.time)
    yield "money", by(r"(?<![\w.,])(?P<whole>\d{1,3}(?:[. \u202f]\d{3})*),(?P<cents>\d\d)\s?€", said.money)
    if language == "pt":
        yield "money", by(r"R\$\s?(?P<whole>\d{1,3}(?:\.\d{3})*),(?P<cents>\d\d)(?!\d)", said.money)
        yield "money", by(r"R\$\s?(\d{1,3}(?:\.\d{3})*)(?![\d,])", rf"\1 {said.word('figure', 'reais')}")
    if signs := _ORDINAL_SIGNS.get(language):
        yield "ordinal", by(rf"(?<![\w.,]){signs}(?!\w)", said.ordered)
    if language != "it":
        stop = r"\.?" if language == "de" else ""
        yield (
            "Roman numeral",
            by(
                rf"\b(?P<name>{_RULERS}) (?P<roman>[IVX]{{1,6}})(?![\w'’]){stop}",
                said.ruler,
            ),
        )
    yield "fraction", by(r"(?<![\w/.,])([1-9])/([2-9]|10)(?![\w/.])", said.fraction)
    yield (
        "range",
        by(r"(?<![\w.,:/-])(\d{1,4})-(?=\d{1,4}(?![\w.,:/-]\d|\w|-))", rf"\1 {said.word('sign', 'to')} "),
    )
    if minus := said.word("figure", "minus"):
        yield "minus", by(r"(?<![\w-])[-−](?=\d)", f"{minus} ")
    if language == "es":
        yield (
            "number",
            by(
                r"(?<![\w.,])(?:\d?[02-9])?1(?=\s(?:años?|días?|mes(?:es)?|euros?|dólares|minutos?|segundos?|metros?"
                r"|kilómetros?|kilos?|grados?|puntos?|países|millones|libros?|hombres?|alumnos?)\b)",
                said.masculine,
            ),
        )


def _german(said: _Figures, article: str) -> Iterator[tuple[str, Callable[[str], Iterable[Edit]]]]:
    """Days without a year, ordinals and years before 2000, which German alone writes and says so."""
    yield "date", by(rf"{article}\b{_DAY}\.{_MONTH}\.(?!\d)", said.date)
    yield (
        "ordinal",
        by(
            article.replace(")?", ")") + r"(?P<number>\d{1,3})\.(?=\s[A-ZÄÖÜ])",
            lambda match: f"{match['before']}{said.ordinal(int(match['number']), match['before'])}",
        ),
    )
    yield (
        "year",
        by(
            r"(?P<before>\b(?i:jahre?|jahres|seit|von|bis|um|ab|nach|vor|anno|und|sommer|winter|frühjahr|herbst|zwischen"
            r"|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember) )"
            r"(?P<year>1[1-9]\d\d)(?![\w.,]\d|\w|\s?[€$%])",
            lambda match: match["before"] + said.year(int(match["year"])),
        ),
    )

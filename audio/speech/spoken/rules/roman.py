"""Roman numerals: said as numbers where they are such, and elsewhere kept from being taken for them."""

from __future__ import annotations

import re
import unicodedata

from audio.speech.spoken.rules.fractions import ordinal
from audio.speech.spoken.rules.rule import Rule, by
from audio.speech.spoken.rules.shortened import SENTENCE_ENDS

_UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_TENS = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
_VALUES = {_TENS[number // 10] + _UNITS[number % 10]: number for number in range(1, 100)}
"""Canonical numerals up to 99; larger ones are years or letters."""
_PARTS = (
    "Chapter", "Part", "Act", "Scene", "Section", "Volume", "Book", "Phase", "Article", "World War",
    "Mark", "Type", "Level", "Stage", "Class", "Grade", "Super Bowl", "Apollo", "Gemini", "Final Fantasy",
    "Episode", "Round", "Rocky", "Star Wars Episode",
)  # fmt: skip
_MORE_PARTS = (
    "Title", "Vatican", "Tier", "Schedule", "Appendix", "Annex", "Figure", "Table", "Category", "Group",
    "Civilization", "Diablo", "Division", "Protocol", "Amendment", "Canto", "Sonata", "Symphony",
    "Apple", "Mac OS", "iPhone", "Windows", "War", "Falcon", "Titan", "Leopard", "Pentium", "Basel",
    "Solvency", "Rank", "Lesson", "Unit", "Module", "Number", "Sonnet", "Psalm", "Movement", "Season",
    "Series", "Generation", "Model", "Area", "Zone", "Pillar", "Clause", "Paragraph", "Plate", "Item",
    "Step", "Footnote", "Note", "Page", "Pages", "Game", "Quarter", "Corinthians", "Samuel", "Kings",
    "Chronicles", "Timothy",
)  # fmt: skip
_NOUNS = (
    "chapter", "part", "section", "volume", "book", "phase", "article", "type", "level", "stage", "class",
    "grade", "round",
)  # fmt: skip
_MORE_NOUNS = (
    "act", "scene", "tier", "figure", "table", "appendix", "category", "title", "mark", "episode",
    "page", "pages", "footnote", "note", "item", "step", "lesson", "unit", "module", "canto", "verse",
    "clause", "paragraph", "annex", "number", "world war", "movement", "psalm", "zone", "plate",
)  # fmt: skip
_LETTERED = ("Generation", "Model", "Series", "Area", "Zone", "Group", "Category", "Protocol")
"""What is counted by letters as well, so that a single one is no numeral: `Generation X`."""
_RULERS = (
    "Pope", "King", "Queen", "Henry", "Louis", "Edward", "George", "William", "Charles", "James",
    "Richard", "Elizabeth", "Napoleon", "Pius", "Benedict", "Leo", "John Paul", "Ramses", "Frederick",
    "Philip", "Alexander", "Nicholas", "Peter", "Catherine", "Ivan", "Umberto", "Victor Emmanuel",
    "Gustav", "Christian", "Ferdinand",
)  # fmt: skip
_MORE_RULERS = (
    "Mary", "Wilhelm", "Felipe", "Juan Carlos", "Xerxes", "Darius", "Mehmed", "Murad", "Francis",
    "Clement", "Innocent", "Gregory", "Urban", "Julius", "Paul", "John", "Otto", "Leopold", "Ludwig",
    "Rudolf", "Harald", "Haakon", "Margrethe",
)  # fmt: skip
_ROMAN = "(?P<roman>(?=[IVXL])(?:X{1,3}|XL|LX{0,3}|XC)?(?:IX|IV|V?I{0,3}))(?<=[IVXL])"
_YEAR = r"M{1,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_NUMERAL_I = re.compile(
    r"\s+(?:of|and|or|to|through|is|was|in|errors?|trials?|study|hearing|devices?)\b|\s+\W|[^\w\s'’]|\s*$"
)
"""What follows the numeral after a word in lower case; else it is the pronoun: `the part I like`."""
_PRONOUN_I = re.compile(
    r"['’](?:m|ve|ll|d)\b|\s+(?:think|know|guess|mean|believe|would|have|had|am|do|don['’]t|did|didn['’]t|can|can['’]t"
    r"|could|want|wanted|will|like|liked|love|loved|read|took|wrote|need|see|saw|said|hope|feel|felt|never|always|really"
    r"|just|also|still|used|use|bought|found|made|play|played|might|must|should|enjoy|enjoyed|remember|keep)\b"
)
"""What follows the pronoun after a word with a capital."""


def _one_of(*words: str) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _is_letter(match: re.Match[str]) -> bool:
    """Tell a lone L and the pronoun from a numeral."""
    if match["roman"] != "I":
        return match["roman"] == "L" or (len(match["roman"]) == 1 and match["word"] in _LETTERED)
    rest = match.string[match.end("roman") :]
    return bool(_PRONOUN_I.match(rest)) if match["word"][0].isupper() else _NUMERAL_I.match(rest) is None


def _numbered(match: re.Match[str]) -> str:
    return match[0] if _is_letter(match) else f"{match['word']} {_VALUES[match['roman']]}"


def _ruled(match: re.Match[str]) -> str:
    """Count a ruler, unless the letter is an initial: `George V. Smith`."""
    value, end = _VALUES[match["roman"]], match.end()
    initial = len(match["roman"]) == 1 and re.compile(r"\.\s+[A-Z]").match(match.string, end)
    if initial and not SENTENCE_ENDS.match(match.string, end + 1):
        return match[0]
    return match[0] if _is_letter(match) else f"{match['word']} the {ordinal(value)}"


def _several(match: re.Match[str]) -> str:
    """Say `Chapters IV and V`, `Parts I–III` and `pages iv to x`."""
    return re.sub(
        r"(?<![\w])[IVXivx]+(?!\w)", lambda each: str(_VALUES.get(each[0].upper(), each[0])), match[0]
    )


def _plain(match: re.Match[str]) -> str:
    """Write the signs that Unicode has for numerals in letters, for the rules that follow."""
    letters = unicodedata.normalize("NFKC", match["sign"])
    if match["word"]:
        return f"{match['word']} {letters.upper()}"
    return str(_VALUES.get(letters.upper(), letters))


def _year(match: re.Match[str]) -> str:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    each = [values[letter] for letter in match[0]]
    return str(sum(-one if one < after else one for one, after in zip(each, [*each[1:], 0], strict=True)))


def _century(match: re.Match[str]) -> str:
    return ordinal(_VALUES[match["roman"]])


def _listed(match: re.Match[str]) -> str:
    """Say the numbers of a list, `(i) … (ii)`; alone, `(i)` is a letter."""
    return f"({_VALUES[match['roman'].upper()]})" if "(ii)" in match.string else match[0]


_NUMBERED = _one_of(*_PARTS, *_MORE_PARTS, *_NOUNS, *_MORE_NOUNS)
_RULED = _one_of(*_RULERS, *_MORE_RULERS)
_SERIES = r"[IVX]+(?:,? ?(?:and|or|to|through|&|,|-|–|/) ?[IVX]+)+"
_SMALL = r"x{0,3}(?:ix|iv|v?i{2,3}|vi)|x{1,3}i"
_AFTER = r"(?!\w)(?!['’](?!s\b))"
_SIGN = "[\u2160-\u217f]+"
_NO_NAME = "The|An?|This|That|An|And|Or|In|On|No|My|His|Her|Your|With|After|Some|Start|Use|Give|Get"
ROMAN_RULES = (
    Rule("Roman numeral", by(rf"(?:(?P<word>\b(?:{_NUMBERED}|{_RULED})) )?(?P<sign>{_SIGN})", _plain)),
    Rule("Roman numeral", by(rf"\b(?:{_NUMBERED})s? (?:{_SERIES}|{_SERIES.replace('IVX', 'ivx')})(?![\w'’])",
                             _several)),
    Rule("Roman numeral", by(rf"(?<!\w)(?P<word>{_RULED}) {_ROMAN}{_AFTER}", _ruled)),
    Rule("Roman numeral", by(rf"(?<!\w)(?P<word>{_NUMBERED}) {_ROMAN}{_AFTER}", _numbered)),
    Rule("Roman numeral", by(rf"(?<!\w)(?P<word>{_NUMBERED}) (?P<roman>{_SMALL})(?!\w)",
                             lambda m: f"{m['word']} {_VALUES[m['roman'].upper()]}")),
    Rule("Roman numeral", by(r"\bWW(?:II|2)\b", "World War 2")),
    Rule("Roman numeral", by(r"\bWW(?:I|1)\b", "World War 1")),
    Rule("Roman numeral", by(r"\b(?=[XVI])(?P<roman>X{0,2}(?:IX|IV|V?I{0,3}))(?:th|st|nd|rd)?"
                             r"(?= [Cc]entur(?:y|ies)\b)",
                             _century)),
    Rule("Roman numeral", by(rf"(?<![\w.@-])(?=[MDCLXVI]{{4}}){_YEAR}(?![\w'’-])", _year)),
    Rule("Roman numeral", by(rf"(?<!\S)\((?P<roman>{_SMALL}|i|v|x)\)(?=\s)", _listed)),
    Rule("Roman numeral", by(
        rf"(?P<word>\b(?!(?:{_NO_NAME})\s)[A-Z][a-z]{{2,}}) "
        rf"(?P<roman>X{{0,2}}(?:I{{2,3}}|IV|VI{{1,3}}|IX)|X{{1,2}}[IV]|XX)"
        r"(?![\w'’-]|\s(?:drip|drips|line|lines|fluids?|bag|access|infusions?|antibiotics|therapy|pole)\b)",
        lambda m: f"{m['word']} {_VALUES[m['roman']]}")),
)  # fmt: skip

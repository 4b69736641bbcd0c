"""Roman numerals: said as numbers where they are such, and elsewhere kept from being taken for them."""

from __future__ import annotations

import re

from audio.speech.spoken.rules.rule import Rule, by

_UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_TENS = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
_VALUES = {_TENS[number // 10] + _UNITS[number % 10]: number for number in range(1, 100)}
"""Canonical numerals up to 99; larger ones are years or letters."""
_ORDINALS = (
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second", "twenty-third",
)  # fmt: skip
_PARTS = (
    "Chapter", "Part", "Act", "Scene", "Section", "Volume", "Book", "Phase", "Article", "World War",
    "Mark", "Type", "Level", "Stage", "Class", "Grade", "Super Bowl", "Apollo", "Gemini", "Final Fantasy",
    "Episode", "Round", "Rocky", "Star Wars Episode",
)  # fmt: skip
_MORE_PARTS = (
    "Title", "Vatican", "Tier", "Schedule", "Appendix", "Annex", "Figure", "Table", "Category", "Group",
    "Civilization", "Diablo", "Division", "Protocol", "Amendment", "Canto", "Sonata", "Symphony", "Apple",
    "Mac OS", "iPhone", "Windows", "War", "Falcon", "Titan", "Leopard", "Pentium", "Basel", "Solvency",
    "Rank",
)  # fmt: skip
_NOUNS = (
    "chapter", "part", "section", "volume", "book", "phase", "article", "type", "level", "stage", "class",
    "grade", "round",
)  # fmt: skip
_MORE_NOUNS = ("act", "scene", "tier", "figure", "table", "appendix", "category", "title", "mark", "episode")
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
_TRIGGERS = (*_PARTS, *_RULERS, *_NOUNS)
"""Words after which hibari's reading of English looks for a numeral, and finds one in any word that begins
with the letter of one."""
GUARD = "•"
"""Stands before a word that is no numeral; hibari's reading drops it without a sound."""


def _one_of(*words: str) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _is_letter(match: re.Match[str]) -> bool:
    """Tell an initial (`George V. Smith`), a lone C or L, and the pronoun from a numeral."""
    rest = match.string[match.end("roman") :]
    roman = match["roman"]
    if roman == "L" or (len(roman) == 1 and re.match(r"\.\s+[A-Z]", rest)):
        return True
    if roman != "I":
        return False
    return bool(_PRONOUN_I.match(rest)) if match["word"][0].isupper() else _NUMERAL_I.match(rest) is None


def _numbered(match: re.Match[str]) -> str:
    if _is_letter(match):
        return match[0]
    return f"{match['word']} {_VALUES[match['roman']]}"


def _ruled(match: re.Match[str]) -> str:
    value = _VALUES[match["roman"]]
    if _is_letter(match) or value >= len(_ORDINALS):
        return match[0]
    return f"{match['word']} the {_ORDINALS[value]}"


def _several(match: re.Match[str]) -> str:
    """Say `Chapters IV and V` and `Parts I–III`."""
    return re.sub(r"(?<![\w])[IVX]+(?!\w)", lambda each: str(_VALUES.get(each[0], each[0])), match[0])


def _unmarked(match: re.Match[str]) -> str:
    return f"{match['word']} {_VALUES[match['roman']]}"


def guarded(text: str) -> str:
    """Mark the words that are no numerals, for engines that read phonemes: it is their reading that errs.

    That is no change to a listener, and none is recorded.
    """
    return _LOOKS_LIKE.sub(rf"\g<0>{GUARD}", text)


_LOOKS_LIKE = re.compile(rf"(?<!\w)(?:{_one_of(*_TRIGGERS)})\s(?=[IVXLC])")
_NUMBERED = _one_of(*_PARTS, *_MORE_PARTS, *_NOUNS, *_MORE_NOUNS)
_RULED = _one_of(*_RULERS, *_MORE_RULERS)
_SERIES = r"[IVX]+(?:,? ?(?:and|or|to|through|&|,|-|–|/) ?[IVX]+)+"
ROMAN_RULES = (
    Rule("Roman numeral", by(rf"\b(?:{_NUMBERED})s? (?:{_SERIES})(?![\w'’])", _several)),
    Rule("Roman numeral", by(rf"(?<!\w)(?P<word>{_RULED}) {_ROMAN}(?!\w)(?!['’](?!s\b))", _ruled)),
    Rule("Roman numeral", by(rf"(?<!\w)(?P<word>{_NUMBERED}) {_ROMAN}(?!\w)(?!['’](?!s\b))", _numbered)),
    Rule("Roman numeral", by(rf"(?<!\w)(?P<word>{_one_of(*_NOUNS)}) (?P<roman>i{2,3}|iv|vi{1,3}|ix)(?!\w)",
                             lambda m: f"{m['word']} {_VALUES[m['roman'].upper()]}")),
    Rule("Roman numeral", by(r"\bWW(?:II|2)\b", "World War 2")),
    Rule("Roman numeral", by(r"\bWW(?:I|1)\b", "World War 1")),
    Rule("Roman numeral", by(
        r"(?P<word>\b[A-Z][a-z]{2,}) (?P<roman>III|II|VII|VIII|XIII|XII|XVII|XVIII)(?![\w'’])", _unmarked)),
)  # fmt: skip

"""English: abbreviations, acronyms, and words that are written with gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial

from audio.speech.spoken.rules.rule import KEPT_NAME, Edit, Rule, by
from audio.tables import rows

_CENSORED = (
    r"(?<![\w*#$%@!&])(?:"
    r"(?i:b!tch|sh!t|d@mn|f@ck|\$h!t|@ss(?:hole)?|a\$\$)|(?i:bull|mother|god)[*]{3,6}"
    r"|[A-Za-z]{1,2}(?:[*]{3,5}|[#$%&!@*]*[#$%&][#$%&!@*]+|-{3,})[A-Za-z]{0,3}?"
    r"|[fsbcdpawFSBCDPAW][*]{2}(?:[tkdnshe]|[a-z]{2,3}?)|[A-Za-z]{1,2}[*](?:[a-z]{2,4}?|(?<=[a-z]{2}\*)[a-z])"
    r"|[A-Za-z]{2,3}[*]{2}[a-z]{0,2}?"
    r")(?P<ending>ing|ed|er|y|s|'s)?(?![\w*#$%@&(=/])"
)
_GRAWLIX = (
    r"(?<![\w#$%&@!*?])(?=[#$%&@!*?]*[#$%&@*])(?=[#$%&@!*?]{3,12}(?:[\s,.;:)\"'”]|$))"
    r"(?!\*{3}(?:\s|$)|([#$%&@!*?])\1+(?:\s*$))[#$%&@!*?]{3,12}"
)
_EXPANDED = re.compile(
    r"(?<![\w'’/-])(?P<before>(?:[\w'’/-]+ ){1,8}[\w'’/-]+)\s\((?P<short>[A-Z][A-Za-z0-9&]{0,6}[A-Z]s?)\)"
)


def _one_of(*words: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _expanded(text: str) -> Iterator[Edit]:
    """Set an acronym in brackets behind its expansion off by commas: `programming languages, PL,`."""
    for match in _EXPANDED.finditer(text):
        initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", match["before"])).lower()
        short = re.sub(r"[^A-Z]", "", match["short"]).lower()
        if initials.endswith(short) or _in_order(short, match["before"].lower()):
            start, end = match.start("short") - 2, match.end()
            goes_on = text[end : end + 2].strip()[:1].isalnum()
            yield start, end, f", {match['short']}{',' if goes_on else ''}"


def _in_order(short: str, words: str) -> bool:
    """Tell whether the letters come in the last words in this order, the first at a word's beginning."""
    last = " ".join(words.split()[-len(short) :])
    found = re.search(r"\b" + ".*?".join(map(re.escape, short)), last)
    return found is not None


@cache
def _table() -> dict[str, dict[str, str]]:
    """Read the table: what short forms stand for, by the place where they do."""
    found: dict[str, dict[str, str]] = {}
    for row in rows("audio.speech.spoken.rules", "abbreviations.tsv"):
        found.setdefault(row["where"], {})[row["written"]] = row["said"]
    return found


_OPENS = (
    "He|She|It|I|We|You|They|The|A|An|This|That|These|Those|There|But|And|So|Or|Then|Now|In|On|At|If|When|While|Why|How"
    "|What|Who|Where|As|For|With|From|By|To|My|His|Her|Our|Your|Their|Its|No|Not|Yes|Yet|Still|Just|Some|Many|Most|All"
    "|Every|One|After|Before|Because|Since|Until|Once|Is|Was|Are|Were|Do|Does|Did|Can|Will|Would|Could|Should|Have|Has"
    "|Had|Let|Well|Also|Even|Only|Otherwise|Later|Today|People|Everyone|Nobody|Nothing|Thanks|Maybe|Perhaps|However"
)
"""Words that begin a sentence and no name."""
_TIME = (
    r"(?i:in|on|by|since|until|till|from|to|of|and|or|last|next|this|every|early|late|mid|around|before|after|during"
    r"|through|between|each)"
)
_NUMERIC = r"\d{1,4}(?:st|nd|rd|th)?,?"
_START, _END = r"(?<![\w.@/$-])", r"(?![\w@-]|\.\w|['’]\w)"
_NAME = rf"(?:[A-Z][\w'’&-]*|\d+(?:st|nd|rd|th)|{KEPT_NAME})"
_PLACES = (
    ("in an address", rf"(?P<before>\b\d+[A-Za-z]? (?:[NSEW]\.? )?(?:{_NAME} ){{1,3}})", _END),
    ("before a number", r"(?<![\w.])", r"(?P<space>\s?)(?=\d|(?:[IVXL]{2,6}|[VX])\b(?![.'’]\w))"),
    ("before a name", _START, rf"(?=\s+(?!(?:{_OPENS})\b)[A-Z][\w'’-]|\s+[A-Z]\.\s|\s+{KEPT_NAME})"),
    ("after a name", rf"(?P<before>(?<![\w.])(?!(?:{_OPENS})\s){_NAME}(?: &)? )", _END),
    (
        "after an ordinal",
        r"(?P<before>\b(?i:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|new) )",
        _END,
    ),
    ("in brackets", r"(?<=\()", r"(?=\)|\s)"),
    ("month", _START, rf"(?=\s{_NUMERIC})"),
    ("month", rf"(?P<before>\b(?:{_NUMERIC}|{_TIME}) )", _END),
    ("weekday", _START, rf"(?=,|\s{_NUMERIC})"),
    ("weekday", rf"(?P<before>\b{_TIME} )", _END),
    ("within", rf"{_START}(?<!\d\s)", r"(?=\s+[a-z\d])"),
    ("always", rf"{_START}(?<!\d\s)", _END),
    ("rest", _START, _END),
)
"""Where short forms stand for something: the name in the table, what is before them and what behind."""


def _abbreviations() -> Iterator[Rule]:
    """Give the rules in the order in which the places are tried."""
    for place, before, after in _PLACES:
        pattern = f"{before}(?P<short>{_one_of(*_table()[place])}){after}"
        yield Rule("abbreviation", by(pattern, partial(_whole, place)))


def _whole(place: str, match: re.Match[str]) -> str:
    """Give the long form; where the short form's stop ends the sentence too, the stop stays."""
    found, short = match.groupdict(), match["short"]
    stop = "." if short.endswith(".") and SENTENCE_ENDS.match(match.string, match.end()) else ""
    space = " " if "space" in found else ""
    return f"{found.get('before', '')}{_table()[place][short]}{space}{stop}"


SENTENCE_ENDS = re.compile(rf"[\"”’]*\s*$|[)\"”’]*\s+[\"“(]?(?:{_OPENS})\b(?!(?<=\b[A-Z])\.)")
SHORTENED_RULES = (
    Rule("acronym after its expansion", _expanded),
    Rule("et cetera", by(r"\b(?:etc\b(?!\.)|(?<=/)etc\.)", "et cetera")),
    *_abbreviations(),
    # Spelled, "NY scenes" is heard as "NYC's". Behind the full name the letters are what is meant.
    Rule("abbreviation", by(r"(?<![\w.@$_])(?<!New York, )NY(?![\w@]|\.\w)", "New York")),
    Rule("abbreviation", by(r"\b(Jan|Feb|Aug|Sept?|Oct|Nov|Dec)(?=\s\d{4}\b)",
                            lambda m: _table()["month"][f"{m[1][:3]}."])),
)  # fmt: skip
CENSORED_RULES = (
    Rule("censored word", by(_CENSORED, lambda m: "bleep" + (m["ending"] or ""))),
    Rule("censored word", by(_GRAWLIX, "bleep")),
)
"""What is not to be read is not to be heard: a word with gaps is said as a bleep."""

"""English: abbreviations, acronyms, and words that are written with gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audio.speech.spoken.rules.rule import Edit, Rule, by

_ABBREVIATIONS = {
    "vs.": "versus", "vs": "versus", "e.g.": "for example", "i.e.": "that is", "cf.": "compare",
    "w/o": "without", "w/": "with", "a.k.a.": "also known as", "aka": "also known as", "b/c": "because",
    "viz.": "namely", "et al.": "and others", "ibid.": "ibidem", "dept.": "department",
    "govt.": "government", "min.": "minimum", "max.": "maximum", "misc.": "miscellaneous",
    "incl.": "including", "excl.": "excluding", "resp.": "respectively", "Dept.": "Department",
    "approx.": "approximately", "q.v.": "which see", "N.B.": "note well", "n.b.": "note well",
    "R.I.P.": "R I P", "b/w": "between", "c/o": "care of", "int'l": "international",
    "gov't": "government", "ca.": "circa", "hrs.": "hours", "mins.": "minutes", "secs.": "seconds",
    "yrs.": "years", "et al": "and others", "btw": "by the way", "imo": "in my opinion",
    "imho": "in my humble opinion", "IMHO": "in my humble opinion", "tbh": "to be honest",
    "afaik": "as far as I know", "AFAIK": "as far as I know", "iirc": "if I recall correctly",
    "IIRC": "if I recall correctly", "fwiw": "for what it's worth", "FWIW": "for what it's worth",
    "omg": "oh my god", "asap": "as soon as possible", "yrs": "years",
}  # fmt: skip
"""Short forms and what they are short for. Those that engines read right are not here."""
_ONLY_BEFORE_A_NUMBER = {
    "p.": "page", "pp.": "pages", "No.": "Number", "no.": "number", "Nos.": "Numbers", "nos.": "numbers",
    "Sec.": "Section", "sec.": "section", "Eq.": "Equation", "eq.": "equation", "Eqs.": "Equations",
    "Fig.": "Figure", "fig.": "figure", "Figs.": "Figures", "Vol.": "Volume", "vol.": "volume",
    "Ch.": "Chapter", "ch.": "chapter", "Art.": "Article", "art.": "article", "Tab.": "Table",
    "c.": "circa", "ca.": "circa", "v.": "version", "ver.": "version", "Ver.": "Version", "№": "number",
    "N°": "number", "Nr.": "Number", "nr.": "number", "est.": "established", "App.": "Appendix",
    "approx.": "approximately", "Ex.": "Example", "Ln.": "Line", "l.": "line", "ll.": "lines",
    "§§": "sections",
}  # fmt: skip
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


_MONTHS = {"Jan": "January", "Feb": "February", "Aug": "August", "Sept": "September", "Sep": "September",
           "Oct": "October", "Nov": "November", "Dec": "December"}  # fmt: skip
_DOTTED = tuple(short for short in _ABBREVIATIONS if not short[-1].isalnum())
_WORDS = tuple(short for short in _ABBREVIATIONS if short[-1].isalnum())
_MAY_END = frozenset(
    {"et al.", "hrs.", "mins.", "secs.", "yrs.", "ibid.", "misc.", "dept.", "govt.", "R.I.P."}
)
"""Short forms that may be the last word of a sentence: before a capital their stop is the sentence's too."""


def _whole(match: re.Match[str]) -> str:
    """Give the long form; where the short form's stop ends the sentence too, the stop stays."""
    short = match[1]
    last = not match.string[match.end() :].strip()
    ends = match["stop"] is not None and short.endswith(".") and (last or short in _MAY_END)
    return _ABBREVIATIONS[short] + ("." if ends else "")


SHORTENED_RULES = (
    Rule("acronym after its expansion", _expanded),
    Rule("et cetera", by(r"\b(?:etc\b(?!\.)|(?<=/)etc\.)", "et cetera")),
    Rule("abbreviation", by(rf"(?<![\w.])({_one_of(*_ONLY_BEFORE_A_NUMBER)})\s?(?=\d)",
                            lambda m: f"{_ONLY_BEFORE_A_NUMBER[m[1]]} ")),
    Rule("abbreviation", by(rf"(?<![\w.])(?<!\d\s)({_one_of(*_DOTTED)})(?!\w)(?P<stop>(?=\s+[A-Z“\"]|$))?",
                            _whole)),
    Rule("abbreviation", by(rf"(?<![\w.@/-])({_one_of(*_WORDS)})(?![\w@-]|\.\w|['’]\w)",
                            lambda m: _ABBREVIATIONS[m[1]])),
    # Spelled, "NY scenes" is heard as "NYC's". Behind the full name the letters are what is meant.
    Rule("abbreviation", by(r"(?<![\w.@$_])(?<!New York, )NY(?![\w@]|\.\w)", "New York")),
    Rule("abbreviation", by(rf"\b(\d{{1,2}}(?:st|nd|rd|th)? )?({'|'.join(_MONTHS)})\.?(?=\s\d{{4}}\b)",
                            lambda m: (m[1] or "") + _MONTHS[m[2]])),
)  # fmt: skip
CENSORED_RULES = (
    Rule("censored word", by(_CENSORED, lambda m: "bleep" + (m["ending"] or ""))),
    Rule("censored word", by(_GRAWLIX, "bleep")),
)
"""What is not to be read is not to be heard: a word with gaps is said as a bleep."""

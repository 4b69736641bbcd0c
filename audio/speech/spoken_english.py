"""English: what engines get wrong in the writing of technical people, and how it is said."""

from __future__ import annotations

import re

from audio.speech.spoken_rules import Rule, by

_WORDS = {
    "CUBLAS": "cuBLAS", "TensorRT": "Tensor-RT", "MAX": "Max", "PyPI": "pie P I", "kubectl": "cube control",
    "nginx": "engine X", "LLaMA": "llama", "vs": "versus",
}  # fmt: skip
"""Names and words by their exact spelling, where the letters mislead."""
_ONE_OF_THE_WORDS = r"(?<![\w.@/-])(?:" + "|".join(map(re.escape, _WORDS)) + r")(?![\w@-]|\.\w)"
_ABBREVIATIONS = {
    "vs.": "versus",
    "e.g.": "for example",
    "i.e.": "that is",
    "cf.": "compare",
    "w/o": "without",
    "w/": "with",
}
_PATH = r"(?P<path>(?:/[\w~%.+\-]*[\w~%+\-])*/?)"
_QUERY = r"(?:\?[\w=&%.+-]*\w)?(?:#[\w-]*\w)?"
_HOST = r"(?P<host>[\w.-]*\w)"
_BARE_HOST = r"(?P<host>(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|io|dev|ai|fm))"
_NOT_WORD_BEFORE, _NOT_WORD_AFTER = r"(?<![\w.@/])", r"(?![\w@]|/\w)"
_NAME = r"[A-Za-z][\w+'’-]*(?: (?:sharp|plus plus|cetera))?"
_SLASHES = rf"{_NOT_WORD_BEFORE}{_NAME}(?:/{_NAME})+{_NOT_WORD_AFTER}"
_NO_LIST = frozenset({"w/o", "n/a", "N/A", "A/B", "I/O"})
_SHORT_FORM = r"(?<![\w.])(?:vs\.|e\.g\.|i\.e\.|cf\.|w/o\b|w/(?=\s))"


def _address(match: re.Match[str]) -> str:
    """Say a web address as people do: no scheme, no www, no query."""
    path = [part for part in re.split(r"[?#]", match["path"] or "")[0].split("/") if part]
    return " slash ".join(_dotted(part) for part in (match["host"], *path))


def _mail(match: re.Match[str]) -> str:
    return f"{_dotted(match['who'])} at {_dotted(match['host'])}"


def _dotted(text: str) -> str:
    """Say the signs in a name on the network."""
    for sign, word in (
        (".", "dot"),
        ("-", "dash"),
        ("_", "underscore"),
        ("+", "plus"),
        ("~", "tilde"),
        ("%", "percent"),
    ):
        text = text.replace(sign, f" {word} ")
    return " ".join(text.split())


def _list_of_names(match: re.Match[str]) -> str:
    """Say a list with slashes as a list; two words as a pair."""
    if match[0] in _NO_LIST:
        return match[0]
    names = match[0].split("/")
    return " ".join(names) if len(names) == 2 else ", ".join(names)


def _version(match: re.Match[str]) -> str:
    """Say every point of a version number."""
    return f"{'version ' if match['v'] else ''}{match['number'].replace('.', ' point ')}"


ENGLISH = (
    Rule("e-mail address", by(r"(?:mailto:)?(?P<who>[\w.+-]+)@(?P<host>[\w-]+(?:\.[\w-]+)+)", _mail)),
    Rule("web address", by(rf"(?:https?|ftp)://(?:www\.)?{_HOST}(?::\d+)?{_PATH}{_QUERY}", _address)),
    Rule("web address", by(rf"(?<![\w@.])www\.{_HOST}{_PATH}", _address)),
    Rule("web address", by(rf"(?<![\w@.]){_BARE_HOST}{_PATH}(?!\w)", _address)),
    Rule("language name", by(r"(?<![\w.@])([A-Z])#(?!\w)", r"\1 sharp")),
    Rule("language name", by(r"(?<![\w.@])([A-Za-z])\+\+(?!\w)", r"\1 plus plus")),
    Rule("dot net", by(r"(?<![\w.])\.NET\b", "dot net")),
    Rule("dot net", by(r"\b(ASP|VB|ML|ADO)\.NET\b", r"\1 dot net")),
    Rule("et cetera", by(r"\b(?:etc\b(?!\.)|(?<=/)etc\.)", "et cetera")),
    Rule("list with slashes", by(_SLASHES, _list_of_names)),
    Rule("slash between words", by(r"(?<=[^\W\d]) / (?=[^\W\d])", ", ")),
    Rule("abbreviation", by(_SHORT_FORM, lambda m: _ABBREVIATIONS[m[0]])),
    Rule("name", by(_ONE_OF_THE_WORDS, lambda m: _WORDS[m[0]])),
    Rule("hours and days", by(r"\b24/7\b", "twenty-four seven")),
    Rule("version", by(r"\b(?P<v>[vV]\.?\s?)?(?P<number>\d+(?:\.\d+){2,})\b", _version)),
    Rule("version", by(r"\b(?P<v>v)(?P<number>\d+\.\d+)\b", _version)),
    Rule("version", by(r"(?<![\w.$£€,])(?P<v>)(?P<number>\d+\.0)\b(?![.%]?\d|\s?%)", _version)),
    Rule("per cent", by(r"(?<=\d)\s?%", " percent")),
    Rule("ampersand", by(r"\s&(?:amp;)?\s", " and ")),
    Rule("arrow", by(r"\s*(?:→|➜|⟶|⇒|-{1,2}>|=>)\s*", " to ")),
    Rule("arrow", by(r"\s*(?:←|⟵|<-{1,2})\s+", " from ")),
    Rule("hash", by(r"(?<![\w&])#(?=[^\W\d])", "hashtag ")),
    Rule("dash", by(r"(?<=\S) (?:--?|–) (?=\S)", " — ")),
)  # fmt: skip
"""In order: names that hold signs come before the signs."""

"""English: telephone numbers, which are said digit by digit, of whatever country they are."""

from __future__ import annotations

import re

from audio.speech.spoken.rules.rule import Rule, by

_CUE = (
    r"(?i:\b(?:call(?:s|ed|ing)?|dial(?:s|ed|ing|led|ling)?|phone(?:d|s)?|ring|rang|text(?:ed|ing)?|fax|tel(?:ephone)?"
    r"|mobile|cell|number|hotline|helpline|whatsapp|reach|contact)\b)"
)
_GAP = r"[ .\-\u00a0\u2011/]"
_GROUPS = rf"\d{{1,5}}(?:{_GAP}\d{{1,8}}){{1,6}}"
_INTERNATIONAL = rf"\+\d{{1,3}}{_GAP}?(?:\(\d{{1,4}}\){_GAP}?)?{_GROUPS}"
_TRUNK = rf"\(0\d{{1,4}}\){_GAP}?\d{{2,8}}(?:{_GAP}\d{{2,5}}){{0,3}}|0\d{{1,4}}(?:{_GAP}\d{{2,8}}){{1,5}}"
_AMERICAN = r"(?:\+?1[-. ])?(?:\(\d{3}\)\s?|\d{3}[-.])\d{3}[-. ]\d{4}"
_EMERGENCY = (
    "000|100|101|110|111|112|113|115|117|118|119|211|311|411|511|611|711|811|911|988|999|105|108|190|192|193"
)
"""Numbers of three figures that are called: emergency services and lines for information around the world."""
_CALLED = r"calls?|operators?|dispatch(?:ers?)?|lifeline|hotline|line|center|centre|service|emergency|system"


def _digits(match: re.Match[str]) -> str:
    """Say the groups of a number digit by digit, a pause between them; what has too few is no number."""
    found = match["phone"]
    groups = re.findall(r"\d+", found)
    if not 7 <= sum(map(len, groups)) <= 15:
        return match[0]
    said = ", ".join(" ".join(group) for group in groups)
    return f"{match.groupdict().get('cue', '')}{'plus ' if found.startswith('+') else ''}{said}"


def _vanity(match: re.Match[str]) -> str:
    return f"1, {' '.join(match[1])}, {match[2].lower().replace('-', ' ')}"


_EDGE = r"(?![\w/]|[-.,]\d)"
PHONE_RULES = (
    Rule("phone number", by(r"(?<![\w.])1-(8\d\d|900)-([A-Z]{2,}(?:-[A-Z]{2,})*)\b", _vanity)),
    Rule("phone number", by(rf"(?<![\w.])(?P<phone>{_INTERNATIONAL}|{_AMERICAN}){_EDGE}", _digits)),
    Rule("phone number", by(rf"(?<![\w.,$£€/:-])(?P<phone>{_TRUNK}){_EDGE}", _digits)),
    Rule("phone number", by(rf"(?P<cue>{_CUE}[^.!?\d$£€]{{0,40}}?)(?<![\w.-])(?P<phone>{_GROUPS}){_EDGE}",
                            _digits)),
    Rule("phone number", by(rf"(?P<cue>{_CUE}(?:\s(?:the|on|at|in|to|for|is|up))?\s)"
                            rf"(?P<number>(?:{_EMERGENCY})(?:,? (?:or|and) (?:{_EMERGENCY}))*)\b"
                            r"(?!\s?%|[.,]\d|\s\w+s\b)",
                            lambda m: m["cue"] + re.sub(r"(?<=\d)(?=\d)", " ", m["number"]))),
    Rule("phone number", by(rf"\b(?P<number>{_EMERGENCY})(?=\s(?:{_CALLED})\b)", lambda m: " ".join(m[1]))),
)  # fmt: skip

"""SSML, as the World Wide Web Consortium defines it (https://www.w3.org/TR/speech-synthesis11/), as marks."""

from __future__ import annotations

import re

from audio.script.direction.marks import mark_of
from audio.script.values import Direction

_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>break|emphasis|prosody)\b(?P<about>(?:\s[^<>\n]{0,200}?)?)(?P<empty>/?)>",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"<(?P<name>sub|phoneme|say-as)\b(?P<about>\s[^<>\n]{1,300})>(?P<said>[^<>\n\[\]|]{1,60})</(?P=name)>",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"([\w:-]{1,30})\s{0,5}=\s{0,5}[\"']([^\"']{0,200})[\"']")
_STRENGTHS = {"none": 0, "x-weak": 100, "weak": 250, "medium": 500, "strong": 1000, "x-strong": 2000}
"""Milliseconds of a break without a time; SSML names the strengths and leaves their lengths open."""
_RATES = {"x-slow": "slower", "slow": "slower", "fast": "faster", "x-fast": "faster"}
_SIGNS = ("<break", "<emphasis", "<prosody", "<sub ", "<phoneme", "<say-as")
_SPELLED = ("characters", "spell-out", "verbatim", "digits")


def as_marks(text: str) -> str:
    """Write the SSML in a text as marks of direction, each in its place; other tags stay."""
    lower = text.casefold()
    if not any(sign in lower for sign in _SIGNS):
        return text
    open_rates: list[str] = []
    text = _WORDS.sub(lambda match: _pronounced(match, _attributes(match)), text)
    return _TAG.sub(lambda match: _mark(match, open_rates), text)


def _attributes(match: re.Match[str]) -> dict[str, str]:
    return {name.casefold(): value for name, value in _ATTRIBUTE.findall(match["about"])}


def _pronounced(match: re.Match[str], about: dict[str, str]) -> str:
    """Give words with how they are pronounced; as they stand where that is not said."""
    said, name = match["said"], match["name"].casefold()
    how = ""
    if name == "sub" and not about.get("alias"):
        return match[0]  # of HTML
    if name == "sub":
        how = about["alias"]
    elif name == "phoneme" and about.get("alphabet", "ipa").casefold() == "ipa":
        how = f"/{about['ph']}/" if about.get("ph") else ""
    elif name == "say-as" and about.get("interpret-as", "").casefold() in _SPELLED:
        how = " ".join("".join(said.split()))
    return said if not how or set("[]|") & set(how) else f"[{said}|{how}]"


def _mark(match: re.Match[str], open_rates: list[str]) -> str:
    """Give a tag as a mark; nothing where it asks for nothing."""
    about, name = _attributes(match), match["name"].casefold()
    if name == "break":
        time = re.fullmatch(r"\+?(\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})(ms|s)", about.get("time", "").strip())
        if time:
            seconds = round(float(time[1]) / (1000 if time[2] == "ms" else 1), 3)
            return mark_of(Direction(0, 0, "pause", seconds))[0] if seconds else ""
        length = _STRENGTHS.get(about.get("strength", "medium"), 500)
        return f"[pause {length}ms]" if length and not match["close"] else ""
    if match["empty"]:
        return ""
    if match["close"]:
        kind = open_rates.pop() if open_rates else ""
    else:
        kind = _rate(about.get("rate", "")) if name == "prosody" else "emphasis"
        kind = "" if about.get("level", "") in ("none", "reduced") else kind
        open_rates.append(kind)
    return f"[{match['close']}{kind}]" if kind else ""


def _rate(written: str) -> str:
    """Give what a rate asks for: a word, a percentage of the usual (`80%`), or a change of it (`-20%`)."""
    figure = re.fullmatch(r"([+-]?)(\d{1,3}(?:\.\d{1,2})?)%", written.strip())
    if not figure:
        return _RATES.get(written.strip().casefold(), "")
    share = float(f"{figure[1]}{figure[2]}") + (100 if figure[1] else 0)
    return "slower" if share < 100 else "faster" if share > 100 else ""

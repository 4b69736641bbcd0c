"""Addresses on the network as people say them: no scheme, no `www`, no query."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audio.speech.spoken.rules.rule import Rule, by

_PATH = r"(?P<path>(?:/[\w~%.+\-@]*[\w~%+\-])*/?)"
_QUERY = r"(?:\?[\w=&%.+-]*\w)?(?:#[\w-]*\w)?"
_HOST = r"(?P<host>[\w.-]*\w)"
_TOP = (
    "com|org|net|edu|gov|io|dev|ai|fm|app|co|me|tv|info|xyz"
    "|de|fr|es|it|pt|eu|uk|ch|at|nl|be|br|jp|cn|in|us|ca"
)
_BARE_HOST = rf"(?P<host>(?:[a-z0-9-]{{2,}}\.)+(?:{_TOP})(?:\.(?:uk|br|au|jp))?)"
_SURE_HOST = r"(?P<host>(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|io|dev|ai|fm|app))"


@dataclass(frozen=True, slots=True)
class Signs:
    """How a language says the signs of an address."""

    dot: str
    dash: str
    underscore: str
    slash: str
    at: str
    plus: str = "plus"
    tilde: str = "tilde"
    percent: str = ""

    def said(self, text: str) -> str:
        """Give a name on the network with its signs as words."""
        named = (
            (".", self.dot),
            ("-", self.dash),
            ("_", self.underscore),
            ("+", self.plus),
            ("~", self.tilde),
        )
        for sign, word in (*named, ("%", self.percent), ("@", self.at)):
            text = text.replace(sign, f" {word} ")
        return " ".join(text.split())


ENGLISH_SIGNS = Signs("dot", "dash", "underscore", "slash", "at", percent="percent")


def address_rules(signs: Signs) -> tuple[Rule, ...]:
    """Give the rules for e-mail and web addresses in a language."""

    def address(match: re.Match[str]) -> str:
        path = [part for part in re.split(r"[?#]", match["path"] or "")[0].split("/") if part]
        return f" {signs.slash} ".join(signs.said(part) for part in (match["host"], *path))

    def mail(match: re.Match[str]) -> str:
        return f"{signs.said(match['who'])} {signs.at} {signs.said(match['host'])}"

    return (
        Rule("e-mail address", by(r"(?:mailto:)?(?P<who>[\w.+-]{1,64})@(?P<host>[\w-]+(?:\.[\w-]+)+)", mail)),
        Rule("web address", by(rf"(?:https?|ftp)://(?:www\.)?{_HOST}(?::\d+)?{_PATH}{_QUERY}", address)),
        Rule("web address", by(rf"(?<![\w@.])www\.{_HOST}{_PATH}", address)),
        Rule("web address", by(rf"(?<![\w@./-]){_SURE_HOST}{_PATH}(?!\w)", address)),
        Rule("web address", by(rf"(?<![\w@./-]){_BARE_HOST}(?=/){_PATH}(?!\w)", address)),
    )

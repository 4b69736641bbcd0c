"""English: the rules in their order, and those for names and signs."""

from __future__ import annotations

import re

from audio.speech.spoken.rules.addresses import ENGLISH_SIGNS, address_rules
from audio.speech.spoken.rules.code import CODE_RULES
from audio.speech.spoken.rules.fractions import FRACTION_RULES
from audio.speech.spoken.rules.numbers import NUMBER_RULES
from audio.speech.spoken.rules.roman import ROMAN_RULES
from audio.speech.spoken.rules.rule import KEPT, Rule, by, of_figures
from audio.speech.spoken.rules.shortened import CENSORED_RULES, SHORTENED_RULES
from audio.speech.spoken.rules.telephone import PHONE_RULES
from audio.speech.spoken.rules.units import UNIT_RULES

_NOT_WORD_BEFORE, _NOT_WORD_AFTER = r"(?<![\w.@/+'’-])", r"(?![\w@]|/\w)"
_NAME = rf"(?:[A-Za-z][\w+'’-]*(?: (?:sharp|plus plus|cetera))?|{KEPT})"
_SLASHES = rf"{_NOT_WORD_BEFORE}{_NAME}(?:/{_NAME})+{_NOT_WORD_AFTER}"
_NO_LIST = frozenset(
    {"w/o", "n/a", "N/A", "A/B", "I/O", "b/c", "b/w", "c/o", "TCP/IP", "CI/CD", "AC/DC", "w/"}
)
_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "λ": "lambda", "μ": "mu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau",
    "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "gamma", "Δ": "delta", "Θ": "theta",
    "Λ": "lambda", "Σ": "sigma", "Φ": "phi", "Ψ": "psi", "Ω": "omega", "∆": "delta", "∑": "sum",
    "∏": "product",
}  # fmt: skip
_SIGNS = {
    "≈": "approximately equal to", "∞": "infinity", "√": "square root of", "∈": "in", "∴": "therefore",
    "≡": "is identical to", "≫": "much greater than", "≪": "much less than", "∂": "partial",
    "∫": "integral of", "⌘": "command", "⌥": "option", "↔": "to and from", "‰": "per mille", "♯": "sharp",
    "♭": "flat", "✓": "check", "✗": "cross", "∀": "for all", "∃": "there is",
}  # fmt: skip
_SMALL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉⁻", "01234567890123456789-")
_KNOWN_SIGNS = "".join(map(re.escape, _SIGNS))


def _list_of_names(match: re.Match[str]) -> str:
    """Say a list with slashes as a list; two words as a pair."""
    if match[0] in _NO_LIST:
        return match[0]
    names = match[0].split("/")
    return " ".join(names) if len(names) == 2 else ", ".join(names)


def _raised(match: re.Match[str]) -> str:
    power = match[2].translate(_SMALL)
    return f"{match[1]} to the {power.replace('-', 'minus ')}"


NAME_RULES = (
    Rule("language name", by(r"(?<![\w.@])([A-Z])#(?!\w)", r"\1 sharp")),
    Rule("language name", by(r"(?<![\w.@])([A-Za-z])\+\+(?!\w)", r"\1 plus plus")),
    Rule("language name", by(r"(?<![\w.@])C\+\+(?=\d)", "C plus plus ")),
    Rule("language name", by(r"(?<![\w.@])([A-G])♯(?!\w)", r"\1 sharp")),
    Rule("dot net", by(r"(?<![\w.])\.NET\b", "dot net")),
    Rule("dot net", by(r"\b(ASP|VB|ML|ADO)\.NET\b", r"\1 dot net")),
)
SIGN_RULES = (
    Rule("list with slashes", by(_SLASHES, _list_of_names)),
    Rule("slash between words", by(r"(?<=[^\W\d]) / (?=[^\W\d])", ", ")),
    Rule("per cent", by(r"(?<=\d)\s?%", " percent")),
    Rule("per cent", by(r"(?<!\S)%(?=\s\w)", "percent")),
    Rule("ampersand", by(r"\s&\s", " and ")),
    Rule("approximately", by(r"(?<![\w~])[~∼≈]\s?(?=[$£€]?\d)", "about ")),
    Rule("plus or minus", by(r"\s?(?:±|\+/-|\+-)\s?(?=\d)", " plus or minus ")),
    Rule("arrow", by(r"\s*(?:→|➜|⟶|⇒|➔|-{1,2}>|=>)\s*", " to ")),
    Rule("arrow", by(r"\s*(?:←|⟵|<-{1,2})\s+", " from ")),
    Rule("hash", by(r"(?<![\w&])#(?=[^\W\d])", "hashtag ")),
    Rule("hash", by(r"(?<![\w&])#(?=\d)", "number ")),
    Rule("at sign", by(r"(?<![\w@])@(?=\w)|(?<=\s)@(?=\s)", "at ")),
    Rule("power", by(r"(\d)([⁻⁰¹²³⁴-⁹]+)", _raised)),
    Rule("index", by(r"(?<=\w)[₀-₉]+", lambda m: m[0].translate(_SMALL))),
    Rule("Greek letter", by(rf"(?<![^\W\d_])[{''.join(_GREEK)}](?![^\W\d_])", lambda m: f" {_GREEK[m[0]]} ")),
    Rule("sign", by(rf"\s?[{_KNOWN_SIGNS}]\s?", lambda m: f" {_SIGNS[m[0].strip()]} ")),
    Rule("dash", by(r"(?<=\S) (?:--?|–) (?=\S)", " — ")),
    Rule("dash", by(r"(?<=\w)---?(?=\w)", " — ")),
)  # fmt: skip

_NAMED = (
    "letter|letters|option|plan|type|vitamin|grade|class|group|team|series|column|row|answer|exhibit|appendix|variant"
    "|section|part|side|version|hepatitis|influenza|point"
)
_LETTER_A = (
    rf"(?<=\()[aA](?=\)\s)|(?<!\S)[aA](?=\)\s)|(?<=[\"“‘])[aA](?=[\"”’])|(?<=\b[aA]n )A\b(?!-|['’])"
    rf"|(?:(?i:\b(?P<named>{_NAMED}) ))(?:A\b(?![.'’-])|a(?=[,.;:!?)]|\s(?:is|was|and|or)\b|$))"
)


def letter_rule(*, phonemes: bool) -> Rule:
    """Give the rule that reads the letter A as a letter and not as the article."""
    said = "[A](/ˈA/)" if phonemes else "A"
    return Rule("letter", by(_LETTER_A, lambda m: f"{m['named']} {said}" if m["named"] else said))


BEFORE_TERMS = (*address_rules(ENGLISH_SIGNS), *CENSORED_RULES, *CODE_RULES)
"""In order: names that hold signs come before the signs. Then the lexicon."""
AFTER_TERMS = (
    *NAME_RULES, *of_figures(PHONE_RULES), *SHORTENED_RULES, *ROMAN_RULES, *NUMBER_RULES, *FRACTION_RULES,
    *of_figures(UNIT_RULES), *SIGN_RULES,
)  # fmt: skip

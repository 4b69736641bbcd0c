"""Languages: which one a text is in, by CLD3, a small neural network, and how each is written down."""

from __future__ import annotations

import re

from audio.script.text.vocabulary import lines_of

_SAMPLE = 20_000
"""Characters of a text that are looked at."""
_DOUBTED = ((24, 2.0), (100, 0.99), (200, 0.7))
"""Text in Latin letters with fewer letters than this is English unless CLD3 is as sure as that, 0 to 1.

Of beginnings of English sentences with 20 characters CLD3 takes 28 in 100 for another language, with 40 eight
and with 80 one; so bound, it takes at most 1 in 100 at any length, and finds 8 in 10 others from 40 on.
"""
_STRANGE = 200
"""Letters from which on a text may be in a language of which no words are known here.

English sentences with a foreign word in them, such as *café*, are Frisian, Irish or Haitian to CLD3.
"""
_FOREIGN = 0.3
"""Share of letters in another alphabet from which on a text is not in a language of Latin letters."""
_PLAIN = re.compile(r"(?!in|iw|ji|jw|mo|no|sh|tl)[a-z]{2}(?:-[A-Z]{2})?")
"""Tags that are already as short as they get."""
_UNTOLD = frozenset(("mis", "mul", "und", "zxx"))


def detect(text: str) -> str:
    """Give the BCP 47 tag of the language of most of a text, or `en` where too little is there to tell."""
    import gcld3  # noqa: PLC0415 - only files that do not name their language need it

    sample = text[:_SAMPLE].encode("utf-8", "ignore").decode("utf-8")
    letters = [char for char in sample if char.isalpha()]
    foreign = sum(char > "\u024f" and not "\u1e00" <= char <= "\u1eff" for char in letters)
    found = gcld3.NNetLanguageIdentifier(0, _SAMPLE).FindLanguage(sample)
    tag = language_tag(found.language) or "en"
    if foreign <= _FOREIGN * len(letters):
        needed = next((sure for length, sure in _DOUBTED if len(letters) < length), 0.0)
        strange = len(letters) < _STRANGE and tag not in lines_of("question_labels")
        if strange or found.probability < needed or found.language.endswith("-Latn"):
            return "en"
    return tag


def language_tag(written: object) -> str:
    """Give a language's BCP 47 tag in its shortest form: `en` for `eng`, `pt-BR` for `pt_br`.

    Empty for what is no tag or says that the language is not known.
    """
    tag = written.strip().replace("_", "-") if isinstance(written, str) else ""
    if not tag or _PLAIN.fullmatch(tag):
        return tag
    from langcodes import Language, standardize_tag  # noqa: PLC0415 - 40 ms, and few tags need it

    try:
        found = standardize_tag(tag, macro=True)
        valid = Language.get(found).is_valid()
    except ValueError:
        return ""
    primary, *rest = found.split("-")
    if not valid or primary in _UNTOLD or len(primary) < 2:
        return ""
    return "-".join(["nb" if primary == "no" else primary, *rest])

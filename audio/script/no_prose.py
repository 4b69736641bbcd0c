"""Text that was written for machines: program code, settings, data, a log."""

from __future__ import annotations

import re
from pathlib import PurePath

from audio.script.readers import ENDINGS
from audio.script.values import Script

_EDGES = "\"'“”‘’«»‹›„‚()[]*_.,;:!?…–—-¿¡"
"""What may stand around a word."""
_NO_WORD = re.compile(r"[\d_=<>{}\[\]()\\|/@#$%^*+~`;:\"]|\.\w|[a-z][A-Z]")
"""What stands in no word that people write in Latin, Greek, Cyrillic, Hebrew or Arabic letters."""
_FIRST_OTHER, _LAST_OTHER = "\u0900", "\U0001efff"
"""Letters of languages that may write figures and marks without a space."""
_FEWEST = 4
"""Words and figures below which nothing is said of a text."""
_PROSE, _NOISE = 0.9, 0.5
"""Share of words below which a file with the name of code is code, and below which any text is no prose.

Measured on files without a speaker: prose has 0.88 to 1, manuals full of tables and commands 0.65 to 0.95,
program code 0.3 to 0.8, logs and tables of figures 0 to 0.6.
"""


def for_machines(script: Script) -> str:
    """Say that a script is none, for nobody speaks in it and it was written for machines; empty otherwise."""
    if any(not turn.narration for turn in script.turns):
        return ""
    share = _share_of_words(" ".join(turn.text for turn in script.turns))
    if share >= _PROSE or (share >= _NOISE and not _is_called_code(script.source)):
        return ""
    return (
        "nobody speaks in it, and it reads like program code, settings or data. Give the file with the "
        "interview; if this is it, --labels 'ADA,BEN' says who speaks."
    )


def _share_of_words(text: str) -> float:
    """Give how much of a text is words, 0 to 1, of all that stands between spaces; 1 for the shortest."""
    found = [each for each in text.split() if each.strip(_EDGES)]  # French sets signs apart
    return sum(map(_is_word, found)) / len(found) if len(found) >= _FEWEST else 1.0


def _is_word(written: str) -> bool:
    core = written.strip(_EDGES)
    others = any(_FIRST_OTHER <= letter <= _LAST_OTHER for letter in core)
    return others or bool(core and not _NO_WORD.search(core))


def _is_called_code(name: str) -> bool:
    """Say whether a file has the name of code, settings or a log, and not one that interviews have too."""
    from pygments.lexers import find_lexer_class_for_filename  # noqa: PLC0415 - seldom needed

    ending = PurePath(name).suffix.lower()
    prose = ending in (*ENDINGS, ".rst")
    return not prose and (ending == ".log" or find_lexer_class_for_filename(name) is not None)

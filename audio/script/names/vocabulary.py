"""Words that decide on labels: roles, titles, marks, and what looks like a label and is none.

They are in the table `vocabulary.txt`, each set with what it is for. All are compared casefolded. Languages:
English, Spanish, French, German, Portuguese, Italian, Dutch, and the usual marks of some forty others.
"""

from __future__ import annotations

import re
from importlib.resources import files

_SECTION = re.compile(r"^\[(\w+)\]\n([^\[]*)", re.MULTILINE)


def _sets() -> dict[str, frozenset[str]]:
    text = (files("audio.script.names") / "vocabulary.txt").read_text("utf-8")
    words = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)
    return {
        name: frozenset(word.replace("_", " ") for word in listed.split())
        for name, listed in _SECTION.findall(words)
    }


_SETS = _sets()
QUESTION_LABELS = _SETS["question_labels"]
ANSWER_LABELS = _SETS["answer_labels"]
ROLES = _SETS["roles"]
HONORIFICS = _SETS["honorifics"]
ABBREVIATED_TITLES = _SETS["abbreviated_titles"]
PARTICLES = _SETS["particles"]
JOINERS = _SETS["joiners"]
SOUND_MARKS = _SETS["sound_marks"]
NOT_LABELS = _SETS["not_labels"]
NAMES_TOO = _SETS["names_too"]
NEVER_NAMES = _SETS["never_names"]
FUNCTION_WORDS = _SETS["function_words"]
OPENERS = _SETS["openers"]

"""What the narrator says around an interview: a spoken introduction and farewell of the show."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from string import Formatter

from audio.cast.names import listed
from audio.cast.settings import Settings
from audio.script import NARRATOR, Lines, Paragraph, Script, Turn, is_person_name

INTRO_TURN = 0
"""Number of the spoken introduction: the interview's own turns keep theirs, from 1."""

_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+")
_PARAGRAPH = re.compile(r"\n\s*\n")
_FINAL_MARKS = ("?", "!", "…")
_NOWHERE = Lines(0, 0)


def with_narration(script: Script, settings: Settings) -> Script:
    """Give a script with the show's spoken introduction and farewell as turns of the narrator.

    Both come from `settings.narration`. They belong to the first and the last chapter, carry no label and
    stand on no line of the source. The introduction is turn 0, so that every other turn keeps its number. A
    sentence that names something the script does not have, such as its date, is left out. A script without
    turns is given back as it is.
    """
    if not script.turns:
        return script
    known = _known(script, settings.show.title)
    intro = _turn(settings.narration.intro, known, INTRO_TURN)
    outro = _turn(settings.narration.outro, known, script.turns[-1].number + 1)
    chapters = script.chapters
    if intro and chapters:
        chapters = (replace(chapters[0], turn=INTRO_TURN, paragraph=0), *chapters[1:])
    turns = (*filter(None, [intro]), *script.turns, *filter(None, [outro]))
    return replace(script, turns=turns, chapters=chapters)


def _turn(template: str, known: Mapping[str, str], number: int) -> Turn | None:
    """Give the narrator's turn for a line; None where nothing of it is left."""
    texts = (_filled(paragraph, known) for paragraph in _PARAGRAPH.split(template))
    paragraphs = tuple(Paragraph(text, _NOWHERE) for text in texts if text)
    return Turn(number, NARRATOR, paragraphs, narration=True) if paragraphs else None


def _filled(template: str, known: Mapping[str, str]) -> str:
    """Fill in the sentences of a paragraph of which everything is known; the text is on one line."""
    kept = [
        _fill(sentence, known)
        for sentence in _SENTENCE.split(template.strip())
        if all(name is None or known[name] for _, name, _, _ in Formatter().parse(sentence))
    ]
    return " ".join(" ".join(kept).split())


def _fill(sentence: str, known: Mapping[str, str]) -> str:
    """Fill in a sentence; a full stop behind a field that ends with a mark of its own is left out."""
    text = field = ""
    for literal, name, _, _ in Formatter().parse(sentence):
        text += literal.removeprefix(".") if field.endswith(_FINAL_MARKS) else literal
        field = known[name] if name else ""
        text += field
    return text


def _known(script: Script, show: str) -> dict[str, str]:
    """Give the text for each of `FIELDS`; empty where nothing is known."""
    return {
        "title": script.title.rstrip(". "),
        "date": _date(script.date, script.language),
        "speakers": _people([speaker.name for speaker in script.speakers], script.language),
        "show": show or script.show,
    }


def _people(speakers: list[str], language: str) -> str:
    """Name the speakers who have names; where none has, say in English how many they are."""
    names = [name for name in speakers if is_person_name(name)]
    if not _is_english(language):
        return ", ".join(names)
    if names or not speakers:
        return listed(names) if names else ""
    return _NAMELESS.get(len(speakers), "several people")


_NAMELESS = {1: "one person", 2: "two people"}


def _is_english(language: str) -> bool:
    return language.partition("-")[0] == "en"


def _date(date: dt.date | None, language: str) -> str:
    """Write a date as it is read in English, elsewhere as ISO 8601."""
    if date is None:
        return ""
    if not _is_english(language):
        return date.isoformat()
    month = _MONTHS[date.month - 1]
    return (
        f"{month} {date.day}, {date.year}"
        if language in ("en", "en-US")
        else f"{date.day} {month} {date.year}"
    )


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip

"""What the narrator says around an interview: the title, a spoken introduction and farewell of the show."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from string import Formatter

from audio.cast.names import listed
from audio.cast.settings import Settings
from audio.script import NARRATOR, Dropped, Lines, Paragraph, Script, Turn, is_person_name

INTRO_TURN = 0
"""Number of the spoken introduction: the interview's own turns keep theirs, from 1."""

_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+")
_PARAGRAPH = re.compile(r"\n\s*\n")
_FINAL_MARKS = ("?", "!", "…")
_NOWHERE = Lines(0, 0)


def with_narration(script: Script, settings: Settings) -> Script:
    """Give a script with its title, the show's spoken introduction and farewell as turns of the narrator.

    The lines of the show come from `settings.narration`. They belong to the first and the last chapter, carry
    no label and stand on no line of the source. The introduction is turn 0, so that every other turn keeps
    its number; a title that is a heading comes after it, unless it names the title. A sentence that names
    something the script does not have, such as its date, is left out. A script without turns is given back
    as it is.
    """
    if not script.turns:
        return script
    wishes, known = settings.narration, _known(script, settings.show.title)
    if wishes.title is False:
        script = _without_title(script)
    intro = _paragraphs(wishes.intro, known)
    if wishes.title is not False and "{title}" not in wishes.intro and not _reads_title(script):
        headings = [item.lines for item in script.dropped if _is_title(item, script.title)]
        if script.title and (headings or wishes.title):
            intro = (*intro, Paragraph(script.title, headings[0] if headings else _NOWHERE))
            kept = (item for item in script.dropped if not _is_title(item, script.title))
            script = replace(script, dropped=tuple(kept))
    outro = _paragraphs(wishes.outro, known)
    turns, chapters = script.turns, script.chapters
    if intro and chapters:
        chapters = (replace(chapters[0], turn=INTRO_TURN, paragraph=0), *chapters[1:])
    if intro:
        turns = (Turn(INTRO_TURN, NARRATOR, intro, narration=True), *turns)
    if outro:
        turns = (*turns, Turn(script.turns[-1].number + 1, NARRATOR, outro, narration=True))
    return replace(script, turns=turns, chapters=chapters)


def _is_title(item: Dropped, title: str) -> bool:
    return item.reason == "heading" and item.text == title


def _reads_title(script: Script) -> bool:
    """Say whether the narrator reads the title first, as that of a plain text."""
    first = script.turns[0]
    return first.narration and first.paragraphs[0].text == script.title


def _without_title(script: Script) -> Script:
    """Take away the title that the narrator reads first; a chapter that has nothing else goes with it."""
    first, *others = script.turns
    if not _reads_title(script) or len(first.paragraphs) == len(script.turns) == 1:
        return script
    dropped = (Dropped(script.title, "title", first.paragraphs[0].lines), *script.dropped)
    if len(first.paragraphs) > 1:
        turns = (replace(first, paragraphs=first.paragraphs[1:]), *others)
        moved = (
            replace(each, paragraph=max(0, each.paragraph - 1)) if each.turn == first.number else each
            for each in script.chapters
        )
        return replace(script, turns=turns, chapters=tuple(moved), dropped=dropped)
    begins = others[0].number
    chapters = tuple(each for each in script.chapters if each.turn != first.number)
    if script.chapters and (not chapters or chapters[0].turn != begins):
        chapters = (replace(script.chapters[0], turn=begins, paragraph=0), *chapters)
    return replace(script, turns=tuple(others), chapters=chapters, dropped=dropped)


def _paragraphs(template: str, known: Mapping[str, str]) -> tuple[Paragraph, ...]:
    """Give what is left of a line of the show."""
    texts = (_filled(paragraph, known) for paragraph in _PARAGRAPH.split(template))
    return tuple(Paragraph(text, _NOWHERE) for text in texts if text)


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

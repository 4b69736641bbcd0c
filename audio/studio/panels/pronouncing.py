"""Pronouncing: how a word may be said, heard in its sentence, and kept for the episode or the show."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from audio.cast import pronunciation_parts, set_setting
from audio.episode import Plan
from audio.errors import InputError
from audio.script import Lines, Paragraph
from audio.speech import sentence_starts, speak_as, ways_to_say
from audio.studio.sitting import Changed, Sitting
from audio.studio.turns import Standing, standing

_LONGEST = 80


def ways_row(sitting: Sitting, word: str, turn: str = "") -> dict[str, Any]:
    """Give how a word is said now, in a turn where one is named, and how else it may be.

    Raises `InputError` where there is no such turn.
    """
    _check(word)
    english = sitting.document.head.language.lower().startswith("en")
    british = sitting.document.head.language.lower() == "en-gb"
    alone = speak_as(word, sitting.cast.members[0].voice, sitting.settings.pronunciations).text
    said = _read_in(sitting, word, turn) or alone
    ways = ways_to_say(word, said, british=british) if english else ()
    own = sitting.settings.pronunciations.get(word, "")
    return {
        "word": word,
        "now": own or (ways[0].setting if ways else ""),
        "candidates": [
            {"say": way.setting, "ipa": way.ipa, "respelling": way.respelling, "kind": way.origin}
            for way in ways
        ],
    }


def _read_in(sitting: Sitting, word: str, turn: str) -> str:
    """Give the spoken form of a word with two readings, of which its sentence decides; empty of others."""
    choices = standing(sitting, turn).saying().choices if turn else ()
    return next((f"[{word}](/{choice.ipa}/)" for choice in choices if choice.word == word), "")


def sentence_plan(around: Standing, word: str, say: str) -> Plan:
    """Plan the sentence of a turn in which a word comes first, said in a way.

    Raises `InputError` where the turn does not have the word, `VoiceError` for what nobody can say.
    """
    _check(word)
    pronunciations = {**around.settings.pronunciations, **({word: say} if say else {})}
    if say:
        pronunciation_parts(word, say)
    script = around.script
    turn = next(turn for turn in script.turns if turn.number == around.number)
    sentence = next(filter(None, (_sentence(one.text, word) for one in turn.paragraphs)), None)
    if sentence is None:
        raise InputError(f"{word} does not stand in that turn any more.")
    short = replace(turn, paragraphs=(Paragraph(sentence, Lines(1, 1)),))
    settings = around.settings.model_copy(update={"pronunciations": pronunciations})
    turns = tuple(short if one is turn else one for one in script.turns)
    return replace(around, script=replace(script, turns=turns, chapters=()), settings=settings).plan()


def pronounce(sitting: Sitting, given: dict[str, Any]) -> Changed | None:
    """Keep how a word is said: in the script for the episode, in the settings for the show.

    Gives None where it was said so before. Raises as `sentence_plan` does.
    """
    word, say, scope = (str(given.get(key, "")).strip() for key in ("word", "say", "scope"))
    _check(word)
    if scope not in ("episode", "show"):
        raise InputError("A pronunciation is kept for the `episode` or for the `show`.")
    pronunciation_parts(word, say)
    if scope == "episode":
        return sitting.set_in_script(("settings", "pronunciations", word), say, f"how {word} is said")
    return sitting.set_in_settings(
        f"how {word} is said", lambda place: set_setting(place, ("pronunciations", word), say)
    )


def _check(word: str) -> None:
    if not word.strip() or len(word) > _LONGEST or "\n" in word:
        raise InputError(f"Choose a word, or a few, of at most {_LONGEST} characters.")


def _sentence(text: str, word: str) -> str | None:
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
    if not found:
        return None
    borders = [*sentence_starts(text), len(text)]
    first = max(border for border in borders if border <= found.start())
    last = min(border for border in borders if border >= found.end())
    return text[first:last].strip()

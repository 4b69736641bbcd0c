"""Emoji: those that stand for a word are said by their CLDR name, those that decorate are left off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from audio.speech.spoken.rules.rule import Edit
from audio.speech.spoken.splitting import sentence_starts

_TONES = re.compile("[\U0001f3fb-\U0001f3ff]")
_SELECTORS = "\ufe0e\ufe0f"
_SIGNS = frozenset("©®™ℹ#*0123456789〰〽‼⁉")
"""Signs that Unicode counts among the emoji and engines know as signs."""
_LANGUAGES = frozenset({"en", "es", "ja", "ko", "pt", "it", "fr", "de", "fa", "id", "zh", "ru", "tr", "ar"})
"""Those in which the names are at hand."""
_WITH_PICTURES = frozenset({"So", "Sm", "Sk", "Cn"})
"""Categories of Unicode of which a picture has a character, the newest the last: Python knows none yet."""
_EDGES = " .,;:!?…)(\"'”’»“‘«\n"


def picture_edits(text: str, language: str = "en") -> Iterator[Edit]:
    """Find the emoji of a text and what is said in their place, which may be nothing.

    In a sentence where a word follows an emoji, the emoji are words. Where they come last, or before a
    capital at the sentence's beginning, they decorate. A text of nothing but emoji is said. Between the names
    of neighbours stands a comma, or nobody could tell where one ends.
    """
    if _WITH_PICTURES.isdisjoint(map(unicodedata.category, text)):
        return  # without the table of pictures, which takes long to load
    words_somewhere = any(character.isalnum() for character in _without_pictures(text))
    for start, end in pairwise((*sentence_starts(text), len(text))):
        sentence = text[start:end]
        found = list(_pictures(sentence))
        said = not words_somewhere or _stand_for_words(sentence, found)
        before = -1
        for first, last, emoji in found:
            apart = ", " if before >= 0 and not sentence[before:first].strip() else " "
            yield start + first, start + last, f"{apart}{_name(emoji, language)} " if said else " "
            before = last


def _pictures(sentence: str) -> Iterator[tuple[int, int, str]]:
    """Give each emoji with its offsets; a variation selector behind it is part of it."""
    import emoji  # noqa: PLC0415 - a table of 5,000 names

    for found in emoji.emoji_list(sentence):
        picture = str(found["emoji"])
        first, last = int(found["match_start"]), int(found["match_end"])
        while last < len(sentence) and sentence[last] in _SELECTORS:
            last += 1
        if picture[0] not in _SIGNS and not (0x2190 <= ord(picture[0]) <= 0x21FF and len(picture) == 1):
            yield first, last, picture


def _stand_for_words(sentence: str, found: list[tuple[int, int, str]]) -> bool:
    """Tell whether a word of the sentence follows one of its emoji."""
    before = sentence[: found[0][0]].strip(_EDGES) if found else ""
    for _, last, _ in found:
        after = sentence[last:].lstrip()
        if after[:1].isalnum() and (before or not after[:1].isupper()):
            return True
    return False


def _name(picture: str, language: str) -> str:
    """Give the CLDR short name, skin tones and hair left off, in words."""
    import emoji  # noqa: PLC0415

    spoken = language if language in _LANGUAGES else "en"
    emoji.config.load_language(spoken)
    plain = _TONES.sub("", picture)
    for form in (plain, plain.rstrip(_SELECTORS), plain + "\ufe0f", picture):
        about = emoji.EMOJI_DATA.get(form)
        if about:
            name = about.get(spoken) or about["en"]
            return str(name).strip(":").replace("_", " ").replace("-", " ").replace("keycap ", "")
    return ""


def _without_pictures(text: str) -> str:
    import emoji  # noqa: PLC0415

    return emoji.replace_emoji(text, "")

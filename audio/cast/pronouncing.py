"""How a pronunciation is written in the settings: a respelling (`PAY-mer`), IPA (`/ˈpeɪmɚ/`) or both.

A value may have several parts with `;` between them, each with notes in brackets behind it: languages for
which it counts, and `exact` for a key in lower case that is not to be found in capitals:
`tschätt (de); /ʃa/ (fr, exact)`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from audio.errors import VoiceError
from audio.script import language_tag

_PART = re.compile(
    r" ?(?P<respelling>[^/;()]*?) ?(?:/(?P<ipa>[^/;]+)/)? ?(?:\((?P<notes>[^()]*)\))? ?",
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
_EXACT = "exact"
_IPA = re.compile(
    # Latin and Greek letters, IPA's own, modifiers and tones, combining marks, superscripts
    r"[a-zæðøħŋœβθλχǀ-ǃɐ-˿\u0300-\u036fᴀ-ᶿⁿ"
    r"AIOQTWY"  # what misaki's alphabet writes as one letter
    r" .,'’()|‖‿↗↘ꜛꜜ→↓-]"
)
"""A sign of a pronunciation: the International Phonetic Alphabet's (revised to 2020), and misaki's."""
_RESPELLED = frozenset(" -'’.,&+·・")
"""What a respelling has besides letters and digits."""
_STRAY_HYPHEN = re.compile(r"(?:^|[\s-])-|-(?:$|\s)")


@dataclass(frozen=True, slots=True)
class PronunciationPart:
    """One way to say a word or phrase."""

    respelling: str
    """Empty where only IPA is known."""
    ipa: str
    """Empty where only a respelling is known."""
    exact: bool
    """Whether a key in lower case is found in lower case only."""
    languages: tuple[str, ...]
    """BCP 47 tags in lower case; empty for all."""


def pronunciation_parts(key: str, value: str) -> tuple[PronunciationPart, ...]:
    """Read what the settings say of a word or phrase.

    Raises `VoiceError` for what says nothing, for notes that are no languages, for signs that nobody can say.
    """
    if not key.strip():
        raise _unreadable(key, value)
    return tuple(_part(key, value, written) for written in value.split(";"))


def _part(key: str, value: str, written: str) -> PronunciationPart:
    match = _PART.fullmatch(" ".join(written.split()))
    if match is None:
        raise _unreadable(key, value)
    respelling, ipa = match["respelling"], match["ipa"] or ""
    notes = [note.strip().lower() for note in (match["notes"] or "").split(",") if note.strip()]
    languages = tuple(language_tag(note).lower() or note for note in notes if note != _EXACT)
    if not (respelling or ipa) or not all(map(_LANGUAGE.fullmatch, languages)):
        raise _unreadable(key, value)
    if wrong := _wrong_in_ipa(ipa) or _wrong_in_respelling(respelling):
        raise VoiceError(f"the pronunciation of {key!r} is {value!r}, and {wrong}.")
    return PronunciationPart(respelling, ipa, _EXACT in notes, languages)


def _unreadable(key: str, value: str) -> VoiceError:
    return VoiceError(
        f"the pronunciation {key!r}: {value!r} cannot be read. Write a respelling (PAY-mer), IPA "
        "between slashes (/ˈpeɪmɚ/) or both; then, if need be, languages or `exact` in brackets: "
        "PAY-mer (en)."
    )


def _wrong_in_ipa(ipa: str) -> str:
    """Say what in IPA is no sign of it; empty where nothing is, or where there is none."""
    strange = dict.fromkeys(sign for sign in unicodedata.normalize("NFD", ipa) if not _IPA.match(sign))
    if strange:
        return f"{' '.join(strange)} between the slashes is no sign of IPA; write it as in /ˈpeɪmɚ/"
    sounds = any(unicodedata.category(sign) in ("Ll", "Lu", "Lo") for sign in ipa)  # a stress mark is a Lm
    return "" if sounds or not ipa else "there is no sound between the slashes"


def _wrong_in_respelling(respelling: str) -> str:
    """Say what in a respelling cannot be read; empty where nothing is, or where there is none."""
    strange = dict.fromkeys(char for char in respelling if not _may_respell(char))
    if strange:
        return (
            f"{' '.join(strange)} is nothing to say; write letters, with hyphens between syllables: PAY-mer"
        )
    if _STRAY_HYPHEN.search(respelling):
        return "a hyphen in it stands between no two syllables; write it as in PAY-mer"
    return "" if not respelling or any(map(str.isalnum, respelling)) else "there is nothing to say in it"


def _may_respell(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN" or character in _RESPELLED

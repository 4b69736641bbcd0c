"""espeak-ng's library as the package espeakng-loader brings it, and the sounds that it reads in a text.

It keeps one state for the whole process, so whoever uses it holds `LOCK`, and sets the voice each time.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from audio.errors import EngineError

LOCK = threading.RLock()
_RETRIEVAL, _UTF8 = 1, 1
"""AUDIO_OUTPUT_RETRIEVAL and espeakCHARS_UTF8 of speak_lib.h."""
_IPA, _TIED, _TIE, _APART = 0x02, 0x80, "\u0361", "_"
"""Bits of a phoneme mode: IPA, and that the letters of one sound are tied by the sign above the lowest byte,
as otherwise sounds are parted by it."""
_MARK = r"[;:!?¡¿—…\"«»“”(){}\[\]]|(?<![0-9])[,.]|[,.](?![0-9])"
"""A mark that is no sound; a comma or full stop between two figures is part of a number."""
_MARKS = re.compile(rf"(\s*(?:{_MARK})(?:{_MARK}|\s)*)")
_WEAK = {"a": "ɐ", "an": "ɐn"}
"""English words that the library spells where they stand alone."""
_LANGUAGE = re.compile(r"\(.+?\)")
"""What stands before a word that is read by the rules of another language."""


class _About(ctypes.Structure):
    """espeak_VOICE of speak_lib.h, as far as it is read."""

    _fields_ = (("name", ctypes.c_char_p), ("languages", ctypes.c_char_p), ("identifier", ctypes.c_char_p))


@cache
def loaded() -> tuple[int, ctypes.CDLL]:
    """Load the library once: its rate in Hz, and itself. Raises `EngineError`."""
    from espeakng_loader import get_library_path  # noqa: PLC0415

    library = ctypes.CDLL(get_library_path())
    rate = library.espeak_Initialize(_RETRIEVAL, 0, str(data_folder().parent).encode(), 0)
    if rate <= 0:
        raise EngineError("espeak-ng does not start: reinstall the package espeakng-loader.")
    library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_About))
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    library.espeak_TextToPhonemes.argtypes = (ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int)
    return rate, library


@cache
def files_of_languages() -> dict[str, str]:
    """Give the name of each language's file, as the library loads it."""
    _, library = loaded()
    listed = library.espeak_ListVoices(None)
    files: dict[str, str] = {}
    at = 0
    while listed[at]:
        about = listed[at].contents
        # The first byte is the language's priority.
        files.setdefault(about.languages[1:].decode(), about.identifier.decode())
        at += 1
    return files


def data_folder() -> Path:
    """Give the folder with the rules and variants of voices."""
    from espeakng_loader import get_data_path  # noqa: PLC0415

    return Path(get_data_path())


def set_voice(language: str, variant: str = "") -> None:
    """Speak or read in one of the library's languages from here on. Raises `EngineError` where it cannot."""
    _, library = loaded()
    name = files_of_languages().get(language, language) + variant
    if library.espeak_SetVoiceByName(name.encode()):
        raise EngineError(f"espeak cannot load the voice {language + variant!r}.")


def sounds_of(text: str, language: str, tie: str = "") -> str:
    """Give the sounds of a text in IPA, with marks of stress and with its punctuation where it stands.

    With `tie`, that sign stands between the letters of one sound. Raises `EngineError`.
    """
    with LOCK:
        set_voice(language)
        parts = _MARKS.split(text)
        return "".join(part if at % 2 else _sounds(part, tie) for at, part in enumerate(parts))


def _sounds(text: str, tie: str) -> str:
    """Give the sounds of a text without punctuation."""
    _, library = loaded()
    mode = _IPA | (_TIED | ord(_TIE) << 8 if tie else ord(_APART) << 8)
    left, found = ctypes.c_char_p(text.encode()), list[str]()
    while left.value is not None:  # the library takes a clause and leaves the rest
        found.append((library.espeak_TextToPhonemes(ctypes.byref(left), _UTF8, mode) or b"").decode())
    said = _LANGUAGE.sub("", " ".join(" ".join(found).split()))
    return " ".join(said.replace(_APART, "").replace(_TIE, tie).split())


def ipa_of(words: Iterable[str], *, british: bool = False) -> list[str]:
    """Give the sounds of each word, in IPA with stress marks, for where hibari is not installed."""
    language = "en-gb" if british else "en-us"
    return [
        _WEAK.get(word.lower()) or sounds_of(_MARKS.sub(" ", word), language).replace("-", "")
        for word in words
    ]

"""English by espeak-ng's rules, which take over where hibari is not installed."""

from __future__ import annotations

import threading
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonemizer.backend import EspeakBackend

_WEAK = {"a": "ɐ", "an": "ɐn"}
"""Words that espeak-ng spells where they stand alone."""
_lock = threading.Lock()
"""espeak-ng keeps one state for the whole process."""


def ipa_of(words: list[str], *, british: bool = False) -> list[str]:
    """Give the sounds of each word, in IPA with stress marks."""
    if not words:
        return []
    with _lock:
        said = _backend("en-gb" if british else "en-us").phonemize(words)
    pairs = zip(words, said, strict=True)
    return [_WEAK.get(word.lower(), ipa.strip().replace("-", "")) for word, ipa in pairs]


@cache
def _backend(language: str) -> EspeakBackend:
    from espeakng_loader import get_data_path, get_library_path  # noqa: PLC0415
    from phonemizer.backend import EspeakBackend  # noqa: PLC0415
    from phonemizer.backend.espeak.wrapper import EspeakWrapper  # noqa: PLC0415 - loads espeak-ng

    EspeakWrapper.set_library(get_library_path())
    EspeakWrapper.set_data_path(get_data_path())
    return EspeakBackend(language, with_stress=True, language_switch="remove-flags")

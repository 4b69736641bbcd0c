"""How English words sound: a listener cannot tell "brake" from "break", nor "Calum" from "Callum"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hibari.g2p import G2P

_STRESS = str.maketrans("", "", "ˈˌ ")


@cache
def sound(word: str) -> str:
    """Give the phonemes of a normalised English word, in misaki's alphabet without stress; may be empty."""
    if not word.isalpha():
        return ""
    reader = _reader()
    tokens = reader.phonemize_tokens(reader.tokenize(word))
    return "".join(str(token.phonemes or "") for token in tokens).translate(_STRESS)


def same_sound(one: str, other: str) -> bool:
    """Tell whether two words are pronounced alike."""
    return one[:1].isascii() and sound(one) == sound(other) != ""


@cache
def _reader() -> G2P:
    from hibari.g2p import G2P  # noqa: PLC0415 - reads 9 MB of lexicons

    return G2P(british=False)

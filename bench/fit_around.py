"""Find what each sign of what stands around speech is worth, from files whose right reading is known.

    python bench/fit_around.py [--write] [--penalty P] [--folds N] [--dressed N] [--made N] [--worst N]

The files are the open whole files of `tests/readings` and conversations in open dresses. What of a file is
judged is laid beside the right reading, word by word: it is its speaker's, the narrator's, or nobody's. The
table is a chain of such decisions (a conditional random field), fitted with a penalty on the sum and on the
squares of its weights. `--made` conversations are put together from `surroundings.txt`. Printed is the mean
F1 of whole files read with a table that was fitted without them (`--folds`, over files) and the `--worst` of
them, and with `--write` the table of all files is put in its place in the reader.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp

from audio.errors import VivavoceError
from audio.script.around import judging, told_of, units
from audio.script.around.judging import ALWAYS, BEHIND, CHOICES, COLUMNS, chains
from audio.script.around.parting import is_sign
from audio.script.convention import Piece
from audio.script.readers import read_document
from audio.script.reading import Prepared, prepare
from audio.script.text import words

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / "readings"), str(ROOT / "bench")]

from grading import NARRATOR, Expected  # noqa: E402 - they lie beside the tests
from readings import Case, figures, file_cases, read_case, wardrobe_cases  # noqa: E402
from surroundings import surrounded  # noqa: E402
from whole_files import FILES  # noqa: E402

TABLE = ROOT / "audio" / "script" / "around" / "weights.tsv"
BY = ("speaker", "narrator", "nobody")
LONGEST = 12
"""Units of a chain; longer ones are cut, and go on behind what is right."""
HEAVY_ENDED = 0.5
"""What a unit counts for of a conversation that was made to end sooner."""
HEAVY_MADE, HEAVY_DRESSED = 0.4, 0.3
"""What a unit counts for of what is made for this, and of a dressed conversation: whole files are few."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Units between two signs, each with its place, its signs and who may say it."""

    file: str
    heavy: float
    units: tuple[tuple[str, dict[str, float], tuple[bool, bool, bool]], ...]
    before: int = 0
    """Which of `BY` says what stands right before it."""


def chains_of(case: Case, heavy: float) -> Iterator[Chain]:
    """Read a file and lay it beside its right reading."""
    try:
        found = prepare(read_document(case.data, case.file))
    except VivavoceError:
        return
    signs = [at for at, piece in enumerate(found.pieces) if is_sign(piece)]
    yield from _chains(case, found.pieces, found, heavy)
    last = signs[-1] + 1 if signs else 0
    for here, following in pairwise(signs):  # as if the conversation ended here
        if following - here > 1 and here > signs[0]:
            cut = [*found.pieces[:following], *found.pieces[last:]]
            yield from _chains(case, cut, found, heavy * HEAVY_ENDED, behind=True)


def _chains(
    case: Case, pieces: Sequence[Piece], found: Prepared, heavy: float, *, behind: bool = False
) -> Iterator[Chain]:
    parts = units(pieces)
    told = told_of(parts, found.names, found.speakers)
    right = aligned([part.piece.text for part in parts], case.expected)
    for run in chains(parts):
        row = [(parts[at].place, told[at], right[at]) for at in run]
        for start in range(0, len(row) if not behind or row[-1][0] == "behind" else 0, LONGEST):
            before = row[start - 1][2].index(True) if start else 0
            yield Chain(case.name, heavy, tuple(row[start : start + LONGEST]), before)


def aligned(texts: Sequence[str], expected: Expected) -> list[tuple[bool, bool, bool]]:
    """Give for each text who may say it: a speaker, the narrator, nobody."""
    want = [(word, who) for who, text in expected.turns for word in words(text)]
    have = [(word, at) for at, text in enumerate(texts) for word in words(text)]
    matcher = SequenceMatcher(None, [word for word, _ in have], [word for word, _ in want], autojunk=False)
    hits = [{"speaker": 0, "narrator": 0} for _ in texts]
    for block in matcher.get_matching_blocks():
        for i in range(block.size):
            who = want[block.b + i][1]
            hits[have[block.a + i][1]]["narrator" if who == NARRATOR else "speaker"] += 1
    optional = f" {' | '.join(' '.join(words(text)) for text in expected.optional)} "
    rows = []
    for text, hit in zip(texts, hits, strict=True):
        count = len(words(text))
        speaker, narrator = hit["speaker"] > 0.5 * count, hit["narrator"] > 0.5 * count
        if count == 0:
            rows.append((True, True, True))
        elif f" {' '.join(words(text))} " in optional and not speaker and not narrator:
            rows.append((False, True, True))
        else:
            rows.append((speaker, narrator and not speaker, not (speaker or narrator)))
    return rows


class Fit:
    """The chains as arrays, and their likelihood."""

    def __init__(self, found: Sequence[Chain], names: Sequence[str]) -> None:
        self.names = list(names)
        at = {name: index for index, name in enumerate(self.names)}
        self.count, self.long = len(found), max(len(chain.units) for chain in found)
        shape = (self.count, self.long)
        self.signs = np.zeros((*shape, len(self.names)))
        self.allowed = np.full((*shape, 3), -np.inf)
        self.right = np.full((*shape, 3), -np.inf)
        self.column = np.zeros((*shape, len(COLUMNS)))
        self.real = np.zeros(shape)
        for row, chain in enumerate(found):
            for step, (place, told, right) in enumerate(chain.units):
                self.real[row, step] = 1
                for name, value in told.items():
                    if name in at:
                        self.signs[row, step, at[name]] = value
                choices = [by in CHOICES[place] for by in BY]
                both = [a and b for a, b in zip(choices, right, strict=True)]
                self.allowed[row, step, choices] = 0
                self.right[row, step, both if any(both) else choices] = 0
                for index, (where, _) in enumerate(COLUMNS):
                    self.column[row, step, index] = where == place
        self.before = [chain.before for chain in found]
        self.heavy = np.array([chain.heavy for chain in found])
        self.by = np.array([BY.index(by) for _, by in COLUMNS])
        self.width = len(self.names) + 1
        ones = np.ones((*shape, 1))
        self.flat = np.concatenate([self.signs, ones], axis=2)

    def loss(self, flat: np.ndarray) -> tuple[float, np.ndarray]:
        """Give the negative log-likelihood and its slope, sign by sign."""
        table = flat.reshape(self.width + 2, len(COLUMNS))
        score = self.flat @ table[: self.width] * self.column  # count, long, columns
        emit = np.zeros((self.count, self.long, 3))
        step = np.zeros((self.count, self.long, 3, 3))  # before, by
        for index, by in enumerate(self.by):
            emit[:, :, by] += score[:, :, index]
            for before in (1, 2):
                step[:, :, before, by] += table[self.width + before - 1, index] * self.column[:, :, index]
        cost, slope = 0.0, np.zeros_like(table)
        for mask, sign in ((self.allowed, 1.0), (self.right, -1.0)):
            total, one, two = self.marginals(emit + mask, step)
            cost += sign * float(self.heavy @ total)
            weigh = sign * self.heavy[:, None] * self.real
            for index, by in enumerate(self.by):
                amount = weigh * one[:, :, by] * self.column[:, :, index]
                slope[: self.width, index] += np.einsum("cl,clf->f", amount, self.flat)
                for before in (1, 2):
                    slope[self.width + before - 1, index] += (
                        weigh * two[:, :, before, by] * self.column[:, :, index]
                    ).sum()
        return cost, slope.ravel()

    def marginals(self, emit: np.ndarray, step: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Give the log of the sum over all ways, and how likely each choice and each pair of them is."""
        real = self.real.astype(bool)
        safe = np.where(real[:, :, None], emit, 0)
        ahead = np.full((self.count, self.long + 1, 3), -np.inf)
        ahead[np.arange(self.count), 0, self.before] = 0
        for at in range(self.long):
            moved = logsumexp(ahead[:, at, :, None] + step[:, at], axis=1) + safe[:, at]
            ahead[:, at + 1] = np.where(real[:, at, None], moved, ahead[:, at])
        total = logsumexp(ahead[:, -1], axis=1)
        back = np.zeros((self.count, self.long + 1, 3))
        for at in range(self.long - 1, -1, -1):
            moved = logsumexp(step[:, at] + (safe[:, at] + back[:, at + 1])[:, None, :], axis=2)
            back[:, at] = np.where(real[:, at, None], moved, back[:, at + 1])
        two = np.exp(
            ahead[:, :-1, :, None] + step + (safe + back[:, 1:])[:, :, None, :] - total[:, None, None, None]
        )
        two = np.where(real[:, :, None, None], two, 0)
        return total, two.sum(axis=2), two


def fit(
    found: Sequence[Chain], penalty: float, near: dict[str, list[float]] | None = None
) -> dict[str, list[float]]:
    """Give the table."""
    found = sorted(found, key=lambda chain: len(chain.units))
    names = sorted({name for chain in found for _, told, _ in chain.units for name in told})
    models = [
        Fit(list(same), names) for _, same in groupby(found, key=lambda chain: (len(chain.units) + 1) // 2)
    ]
    model = models[0]
    size = (model.width + 2) * len(COLUMNS)
    bound = np.ones((model.width + 2, len(COLUMNS)))
    bound[len(names)] = 0.05
    cost_of = bound.ravel() * penalty

    def loss(both: np.ndarray) -> tuple[float, np.ndarray]:
        worth = both[:size] - both[size:]
        each = [part.loss(worth) for part in models]
        cost, slope = sum(one for one, _ in each), sum(one for _, one in each)
        cost += float(cost_of @ (both[:size] + both[size:]) + 0.5 * cost_of @ worth**2 * 0.3)
        square = 0.3 * cost_of * worth
        return cost, np.concatenate([slope + cost_of + square, cost_of - slope - square])

    options = {"maxiter": 250 if near is None else 60}
    rows = [*names, ALWAYS, BEHIND["narrator"], BEHIND["nobody"]]
    start = np.array([(near or {}).get(name, [0.0] * len(COLUMNS)) for name in rows]).ravel()
    best = minimize(
        loss,
        np.concatenate([np.maximum(start, 0), np.maximum(-start, 0)]),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0, None)] * (2 * size),
        options=options,
    ).x
    worth = (best[:size] - best[size:]).reshape(-1, len(COLUMNS))
    table = dict(zip(rows, worth.round(2).tolist(), strict=True))
    fixed = (ALWAYS, *BEHIND.values())
    return {name: row for name, row in table.items() if any(row) or name in fixed}


def use(table: dict[str, list[float]]) -> None:
    """Let the reader judge by a table."""
    kept = {name: dict(zip(COLUMNS, row, strict=True)) for name, row in table.items()}
    judging.weights = lambda: kept


def written(table: dict[str, list[float]]) -> str:
    """Give the table as it is kept."""
    fixed = [ALWAYS, *BEHIND.values()]
    order = [*fixed, *sorted(set(table) - set(fixed))]
    lines = ["\t".join(["sign", *(f"{place}: {by}" for place, by in COLUMNS)])]
    lines += ["\t".join([name, *(f"{value + 0:g}" for value in table[name])]) for name in order]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Fit, judge, and write where that is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--penalty", type=float, default=0.15)
    parser.add_argument("--folds", type=int, default=8)
    parser.add_argument("--dressed", type=int, default=500)
    parser.add_argument("--made", type=int, default=400)
    parser.add_argument("--worst", type=int, default=0)
    asked = parser.parse_args()
    whole = list(file_cases(FILES, held=False))
    of_files = [chain for case in whole for chain in chains_of(case, 1.0)]
    worn = [case for case in wardrobe_cases(asked.dressed, 1) if not case.held]
    made = [Case((), each.name, each.name, each.data, each.expected) for each in surrounded(1, asked.made)]
    dressed = [chain for case in worn for chain in chains_of(case, HEAVY_DRESSED)]
    dressed += [chain for case in made for chain in chains_of(case, HEAVY_MADE)]
    table = fit([*of_files, *dressed], asked.penalty)
    grades = {}
    fold_of = {case.name: zlib.crc32(case.name.encode()) % max(1, asked.folds) for case in whole}
    for fold in range(asked.folds):
        use(fit([c for c in of_files if fold_of[c.file] != fold] + dressed, asked.penalty, table))
        for case in whole:
            if fold_of[case.name] == fold:
                grades[case.name] = read_case(case)[0]
    if grades:
        print(f"left out: {figures(grades.values())}")
    for name, grade in sorted(grades.items(), key=lambda item: item[1].f1)[: asked.worst]:
        print(f"  {name}: {grade.f1:.3f} {'; '.join(grade.faults[:3])[:400]}")
    use(table)
    print(f"learned:  {figures(read_case(case)[0] for case in whole)}")
    if asked.write:
        TABLE.write_text(written(table), encoding="utf-8")


if __name__ == "__main__":
    main()

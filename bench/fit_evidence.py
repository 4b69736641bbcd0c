"""Find what each feature of a label is worth, from files whose right reading is known.

    python bench/fit_evidence.py [--write] [--penalty P] [--folder FOLDER ...]

The files are the open half of `tests/readings` (first tries, dressed conversations and variations of them,
whole files) and the short conversations of the reader's own tests, in which a candidate is a label where a
turn begins behind it, and texts in which nobody speaks: those of `tests/readings/negatives` and of the tests,
and the READMEs, licences and change logs below the folders (by default this Python's packages and
/usr/share/doc). Weights come from two logistic regressions, at first sight and beside the labels believed
then, with a penalty on their sum, so that a feature that earns nothing gets none, and with bounds where a
feature can only speak for a label, or only against it. Printed are, for each kind of file, how many have
exactly the right labels, and the table; `--write` puts it in its place in the reader.
"""

from __future__ import annotations

import argparse
import random
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from audio.errors import VivavoceError
from audio.script.convention.beside import beside
from audio.script.convention.decision import ALWAYS, odds
from audio.script.convention.evidence import Tally, gather, tallies
from audio.script.convention.features import features
from audio.script.convention.speech import is_code, sayings
from audio.script.convention.together import Features
from audio.script.head import portions, take_head
from audio.script.labels import find, settled
from audio.script.names import key_of
from audio.script.readers import read_document
from audio.script.values import Block

ROOT = Path(__file__).resolve().parents[1]
TESTS = ROOT / "tests" / "script" / "convention"
sys.path[:0] = [str(ROOT / "tests" / "readings"), str(ROOT / "bench"), str(TESTS)]

from grading import NARRATOR, Expected, merge, squeeze  # noqa: E402 - they lie beside the tests
from no_conversation import OWN, candidates, contents  # noqa: E402
from readings import Case, first_cases, wardrobe_cases  # noqa: E402
from test_conventions import CASES, MARKDOWN  # noqa: E402
from test_more_conventions import CASES as MORE_CASES  # noqa: E402
from test_no_conversation import FILES as NO_CASES  # noqa: E402
from variations import variations  # noqa: E402
from whole_files import FILES, whole_files  # noqa: E402

TABLE = ROOT / "audio" / "script" / "convention" / "weights.tsv"
UNLABELLED = ("questions", "dashes-only")
"""Parts of the names of dresses in which nobody is labelled."""
NEGATIVES, LARGEST = 2000, 200_000
"""Texts in which nobody speaks: how many, and of how many bytes at most."""
HEAVY = {
    "first": 2.0,
    "wardrobe": 3.0,
    "varied": 1.5,
    "files": 20.0,
    "cases": 30.0,
    "own": 80.0,
    "nobody": 5.0,
}
"""What a file of each kind counts for: there are few whole files and many first tries."""
FOR = """
asks, answers, is said, look: talks, known, declared, behind >>,
look: first names, named elsewhere, stamped,
in a cue, look: takes turns, look: asks,
look: fills the file,
look: begins paragraphs, look: begins lines, look: is said, look: is answered,
look: same kind of name, beside: its look is believed, beside: its kind is believed, beside: stands between,
beside: a name where others speak
"""
AGAINST = """
once, begins small,
in small letters elsewhere, ends in small letters elsewhere, in a list,
inside a paragraph, points to a link, leads a list, shouts a title,
look: nobody comes again,
beside: none is believed, beside: stands outside, beside: tells a name ahead,
beside: stands where another's words should, name:field, name:phrase
"""


@dataclass(frozen=True, slots=True)
class Read:
    """A file with its candidates."""

    part: str
    blocks: Sequence[Block]
    groups: Mapping[str, Tally]
    told: Mapping[str, Features]
    right: Mapping[str, bool]


def read(part: str, file: str, data: bytes, expected: Expected | None) -> Read | None:
    """Find the candidates of a file; without a right reading nobody speaks in it."""
    try:
        document = read_document(data, file)
    except VivavoceError:
        return None
    head = take_head([piece for block in document.blocks for piece in portions(block)])
    if is_code(head.blocks):
        return None
    known = frozenset(key_of(person.name) for person in (*document.metadata.people, *head.people))
    groups = tallies(settled(find(head.blocks), head.blocks))
    told = features(groups, head.blocks, gather(head.blocks), known)
    begins = _begins(expected) if expected else frozenset()
    right = {}
    for key in told:
        said = [squeeze(text)[:25] for text in sayings(head.blocks, groups[key].candidates)]
        hits = sum(text in begins or any(text.startswith(b) for b in begins if len(b) < 25) for text in said)
        right[key] = hits >= 0.4 * len(said)
    return Read(part, head.blocks, groups, told, right)


def _begins(expected: Expected) -> frozenset[str]:
    """Give how everything begins that somebody says, turns of one person put together or not."""
    spoken = [(who, squeeze(text)) for who, text in expected.turns]
    return frozenset(text[:25] for who, text in (*spoken, *merge(spoken)) if who != NARRATOR)


def all_files(folders: Sequence[Path], negatives: int = NEGATIVES) -> Iterator[Read | None]:
    """Read all files, and at most so many texts in which nobody speaks."""
    rng = random.Random(1)  # noqa: S311 - a sample, not secrets
    for case in first_cases():
        yield read("first", case.file, case.data, case.expected)
        if rng.random() < 0.1:
            yield from _varied(case, rng)
    for case in wardrobe_cases(0, 1):
        if not case.held and not any(part in case.rows[0] for part in UNLABELLED):
            yield read("wardrobe", case.file, case.data, case.expected)
            yield from _varied(case, rng)
    for each in whole_files(FILES):
        yield read("files", each.name, each.data, each.expected)
    yield from _conventions()
    for path in sorted(OWN.iterdir()):
        yield read("own", path.name, path.read_bytes(), None)
    found = list(candidates(folders, LARGEST))
    rng.shuffle(found)
    for path, data in contents(found[:negatives], LARGEST):
        yield read("nobody", path.name.removesuffix(".gz"), data, None)


def _conventions() -> Iterator[Read | None]:
    """Read the short conversations of the tests, of whose turns the first words are known, and the rest."""
    cases = [("interview.txt", *case) for case in CASES.values()]
    cases += [("interview.md", *case) for case in MARKDOWN.values()]
    cases += [(f"interview.{kind}", text, rows) for kind, text, rows in MORE_CASES.values()]
    for file, text, rows in cases:
        turns = tuple((NARRATOR, row[2:]) if row[:1] == ">" else _split(row) for row in rows)
        yield read("cases", file, _dedented(text), Expected(turns, {}))
    for file, text in NO_CASES.values():
        yield read("own", file, _dedented(text), None)


def _split(row: str) -> tuple[str, str]:
    who, _, words = row.rpartition(": ")
    return who, words


def _dedented(text: str) -> bytes:
    return textwrap.dedent(text).lstrip("\n").encode()


def _varied(case: Case, rng: random.Random) -> Iterator[Read | None]:
    if not case.file.endswith((".txt", ".md")):
        return
    try:
        text = case.data.decode("utf-8")
    except UnicodeDecodeError:
        return
    for varied, right in variations(text, case.expected, rng):
        yield read("varied", case.file, varied.encode(), right)


def fit(rows: Sequence[Features], right: np.ndarray, heavy: np.ndarray, penalty: float) -> dict[str, float]:
    """Give what each feature is worth: what speaks for a label less what speaks against it."""
    names = sorted({name for row in rows for name in row})
    at = {name: index for index, name in enumerate(names)}
    table = np.zeros((len(rows), len(names)))
    for row, values in zip(rows, table, strict=True):
        for name, value in row.items():
            values[at[name]] = value
    some, none = (0.0, None), (0.0, 0.0)
    bounds = [none if name in _named(AGAINST) else some for name in names]
    bounds += [none if name in _named(FOR) else some for name in names]

    def loss(parts: np.ndarray) -> tuple[float, np.ndarray]:
        worth = parts[: len(names)] - parts[len(names) : -1]
        guessed = table @ worth + parts[-1]
        wrong = heavy * (expit(guessed) - right)
        slope = table.T @ wrong
        cost = float(heavy @ (np.logaddexp(0, guessed) - right * guessed) + penalty * parts[:-1].sum())
        return cost, np.concatenate([slope + penalty, penalty - slope, [wrong.sum()]])

    start = np.zeros(2 * len(names) + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]).x
    worth = found[: len(names)] - found[len(names) : -1]
    table_of = {name: round(float(value), 2) for name, value in zip(names, worth, strict=True)}
    return {**{name: value for name, value in table_of.items() if value}, ALWAYS: round(float(found[-1]), 2)}


def _named(table: str) -> set[str]:
    return {name.strip() for name in table.replace("\n", " ").split(",")}


def main() -> None:
    """Fit, report, and write where that is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--penalty", type=float, default=0.1)
    parser.add_argument("--folder", type=Path, nargs="*", default=None)
    asked = parser.parse_args()
    packages = Path(np.__file__).parents[1]
    found = all_files(asked.folder or [packages, Path("/usr/share/doc")])
    files = [each for each in found if each is not None and each.told]
    right = np.array([right for each in files for right in each.right.values()], float)
    heavy = np.array([HEAVY[each.part] / len(each.told) ** 0.5 for each in files for _ in each.told])
    first = fit([row for each in files for row in each.told.values()], right, heavy, asked.penalty)
    twice = []
    for each in files:
        believed = {key for key, row in each.told.items() if odds(row, first) > 0}
        twice.append(beside(each.told, each.groups, each.blocks, believed))
    second = fit([row for told in twice for row in told.values()], right, heavy, asked.penalty)
    whole, total = Counter[str](), Counter[str]()
    for each, told in zip(files, twice, strict=True):
        total[each.part] += 1
        whole[each.part] += all((odds(row, second) > 0) == each.right[key] for key, row in told.items())
    for part, count in total.items():
        print(f"{part:10} exactly the right labels in {whole[part]} of {count}")
    order = sorted({*first, *second} - {ALWAYS}, key=lambda name: -second.get(name, 0.0))
    lines = ["feature\tat first sight\tbeside others"]
    lines += [f"{name}\t{first.get(name, 0.0)}\t{second.get(name, 0.0)}" for name in (ALWAYS, *order)]
    print("\n".join(lines))
    if asked.write:
        TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Find what each feature of a label is worth, from files whose right reading is known.

    python bench/fit_evidence.py [--write] [--penalty P] [--folder FOLDER ...]

The files are the open half of `tests/readings` (first tries, dressed conversations, whole files), in which a
candidate is a label where a turn begins behind it, and texts in which nobody speaks: those of
`tests/readings/negatives` and the READMEs, licences and change logs below the folders (by default this
Python's packages and /usr/share/doc). Weights come from a logistic regression with a penalty on their sum, so
that a feature that earns nothing gets none, and bounds where a feature can only speak for a label, or only
against it. Printed are, for each kind of file, how many have exactly the right labels, and the table;
`--write` puts it in its place in the reader.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from audio.errors import VivavoceError
from audio.script.convention.evidence import gather, tallies
from audio.script.convention.features import Features, features
from audio.script.convention.speech import is_code, sayings
from audio.script.head import portions, take_head
from audio.script.labels import find, with_people
from audio.script.names import key_of
from audio.script.readers import read_document

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / "readings"), str(ROOT / "bench")]

from grading import NARRATOR, Expected, merge, squeeze
from no_conversation import OWN, candidates, contents
from readings import first_cases, wardrobe_cases
from whole_files import FILES, whole_files

TABLE = ROOT / "audio" / "script" / "convention" / "weights.tsv"
UNLABELLED = ("questions", "dashes-only")
"""Parts of the names of dresses in which nobody is labelled."""
NEGATIVES, LARGEST = 2500, 200_000
"""Texts in which nobody speaks: how many, and of how many bytes at most."""
HEAVY = {"first": 1.0, "wardrobe": 3.0, "files": 20.0, "nobody": 1.0}
"""What a file of each kind counts for: there are few whole files and many first tries."""
FOR = {
    "again", "asks", "is said", "known", "declares its initials", "short for another", "its initials beside it",
    "its partner beside it", "named elsewhere", "stamped", "after >>", "in a cue", "look: many",
    "look: comes again", "look: takes turns", "look: begins paragraphs", "look: begins lines", "look: is said",
    "look: asks", "look: is answered", "look: names", "look: turns come again", "look: every line said",
    "look: same kind of name", "name:asks or answers", "look:voice", "beside: its look is believed", "beside: several in its look",
    "beside: its kind is believed", "beside: stands between", "beside: a name where others speak", "beside: believed in another form",
}  # fmt: skip
AGAINST = {
    "once", "long", "small letter first", "in small letters elsewhere", "ends in small letters elsewhere",
    "inside a paragraph", "in a list", "cuts a wrapped sentence", "points to a link", "shouts a title",
    "look: alone", "look: many names", "look: nobody comes again", "beside: none is believed", "name:field", "name:phrase",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate label of a file."""

    part: str
    file: str
    told: Features
    right: bool


def rows_of(part: str, file: str, data: bytes, expected: Expected | None, called: str = "") -> Iterator[Row]:
    """Give the candidates of a file; without a right reading nobody speaks in it."""
    try:
        document = read_document(data, file)
    except VivavoceError:
        return
    head = take_head([piece for block in document.blocks for piece in portions(block)])
    if is_code(head.blocks):
        return
    known = frozenset(key_of(person.name) for person in (*document.metadata.people, *head.people))
    groups = tallies(with_people(find(head.blocks)))
    begins = _begins(expected) if expected else frozenset()
    for key, told in features(groups, head.blocks, gather(head.blocks), known).items():
        said = [squeeze(text)[:25] for text in sayings(head.blocks, groups[key].candidates)]
        hits = sum(text in begins or any(text.startswith(b) for b in begins if len(b) < 25) for text in said)
        yield Row(part, called or file, told, hits >= 0.4 * len(said))


def _begins(expected: Expected) -> frozenset[str]:
    """Give how everything begins that somebody says, turns of one person put together or not."""
    spoken = [(who, squeeze(text)) for who, text in expected.turns]
    return frozenset(text[:25] for who, text in (*spoken, *merge(spoken)) if who != NARRATOR)


def all_rows(folders: Sequence[Path]) -> Iterator[Row]:
    """Give the candidates of all files."""
    for case in first_cases():
        yield from rows_of("first", case.file, case.data, case.expected)
    for case in wardrobe_cases(0, 1):
        if not case.held and not any(part in case.rows[0] for part in UNLABELLED):
            yield from rows_of("wardrobe", case.file, case.data, case.expected, f"{case.rows[0]} {case.name}")
    for each in whole_files(FILES):
        yield from rows_of("files", each.name, each.data, each.expected)
    found = list(candidates(folders, LARGEST))
    random.Random(1).shuffle(found)  # noqa: S311 - a sample, not secrets
    texts = (*sorted(OWN.iterdir()), *found[:NEGATIVES])
    for path, data in contents(texts, LARGEST):
        yield from rows_of("nobody", str(path).removesuffix(".gz"), data, None)


def fit(rows: Sequence[Row], names: Sequence[str], penalty: float) -> tuple[np.ndarray, float]:
    """Give the weights and the constant: accelerated proximal gradient, the bounds by projection."""
    table = np.zeros((len(rows), len(names) + 1))
    table[:, -1] = 1.0
    at = {name: index for index, name in enumerate(names)}
    for row, values in zip(rows, table, strict=True):
        for name, value in row.told.items():
            values[at[name]] = value
    right = np.array([row.right for row in rows], float)
    heavy = _heaviness(rows)
    low = np.array([0.0 if name in FOR else -np.inf for name in names] + [-np.inf])
    high = np.array([0.0 if name in AGAINST else np.inf for name in names] + [np.inf])
    step = 4.0 / np.linalg.norm(table * np.sqrt(heavy)[:, None], 2) ** 2
    shrink = step * penalty * np.array([1.0] * len(names) + [0.0])
    now = before = np.zeros(len(names) + 1)
    for turn in range(1, 6001):
        ahead = now + (turn - 1) / (turn + 2) * (now - before)
        wrong = heavy * (1 / (1 + np.exp(-np.clip(table @ ahead, -40, 40))) - right)
        moved = ahead - step * (table.T @ wrong)
        moved = np.sign(moved) * np.maximum(np.abs(moved) - shrink, 0)
        now, before = np.clip(moved, low, high), now
    return now[:-1], float(now[-1])


def _heaviness(rows: Sequence[Row]) -> np.ndarray:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.file] = counts.get(row.file, 0) + 1
    return np.array([HEAVY[row.part] / counts[row.file] ** 0.5 for row in rows])


def report(rows: Sequence[Row], weights: Mapping[str, float], constant: float) -> None:
    """Print how many files of each kind have exactly the right labels, and which do not."""
    wrong: dict[tuple[str, str], int] = {}
    for row in rows:
        odds = constant + sum(weights.get(name, 0.0) * value for name, value in row.told.items())
        wrong[row.part, row.file] = wrong.get((row.part, row.file), 0) + ((odds > 0) != row.right)
    for part in HEAVY:
        own = {file: count for (of, file), count in wrong.items() if of == part}
        print(f"{part:10} {sum(not count for count in own.values()):6} of {len(own)} files right")


def main() -> None:
    """Fit, report, and write where that is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--penalty", type=float, default=1.0)
    parser.add_argument("--folder", type=Path, nargs="*", default=None)
    asked = parser.parse_args()
    packages = Path(np.__file__).parents[1]
    rows = list(all_rows(asked.folder or [packages, Path("/usr/share/doc")]))
    names = sorted({name for row in rows for name in row.told})
    found, constant = fit(rows, names, asked.penalty)
    weights = {name: round(float(value), 2) for name, value in zip(names, found, strict=True)}
    kept = {name: value for name, value in weights.items() if value}
    report(rows, kept, constant)
    lines = ["feature\tweight", f"(always)\t{constant:.2f}"]
    lines += [f"{name}\t{kept[name]:.2f}" for name in sorted(kept, key=lambda name: -kept[name])]
    print("\n".join(lines))
    if asked.write:
        TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Switch off each feature of labels and each known source in turn, and print what it earns.

    python bench/reading_rules.py [--most N]

A feature earns the graded files that have exactly the right labels with it and not without it (those of
`fit_evidence.py`: first tries, dressed conversations and variations of them, whole files, texts in which
nobody speaks; at most N of the last), less those that it spoils. A source earns the examples in
`tests/readings/sources` that are read right with it and not without it. What earns nothing has no place in
the reader, save a feature that holds something whatever the weights: `tests/script/convention` names these.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "bench"), str(ROOT / "tests" / "readings")]

from fit_evidence import Read, all_files  # noqa: E402 - they lie beside this script
from source_examples import SOURCES, examples, faults  # noqa: E402

from audio.script.convention.beside import beside  # noqa: E402
from audio.script.convention.decision import ALWAYS, odds, weights  # noqa: E402
from audio.script.readers.exports import known  # noqa: E402


def right_files(files: Sequence[Read], without: str = "") -> Counter[str]:
    """Give how many files of each part have exactly the right labels, perhaps without a feature."""
    first, second = ({name: worth for name, worth in table.items() if name != without} for table in weights())
    count = Counter[str]()
    for each in files:
        believed = {key for key, row in each.told.items() if odds(row, first) > 0}
        told = beside(each.told, each.groups, each.blocks, believed)
        count[each.part] += all((odds(row, second) > 0) == each.right[key] for key, row in told.items())
    return count


def features(files: Sequence[Read]) -> Iterator[tuple[str, Mapping[str, int]]]:
    """Give what each feature earns in each part."""
    whole = right_files(files)
    for name in weights()[1]:
        if name != ALWAYS:
            without = right_files(files, name)
            yield name, {part: count - without[part] for part, count in whole.items()}


def sources() -> Iterator[tuple[str, int]]:
    """Give how many examples each source earns."""
    table, told = known.sources(), list(examples(SOURCES))
    right = {file for file, reading in told if not faults(file, reading)}
    for source in table:
        others = tuple(each for each in table if each is not source)
        known.sources = lambda others=others: others
        own = [(file, reading) for file, reading in told if file in right]
        yield source.name, sum(bool(faults(file, reading)) for file, reading in own)
    known.sources = lambda: table


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--most", type=int, default=1000)
    most = parser.parse_args().most
    folders = [Path(np.__file__).parents[1], Path("/usr/share/doc")]
    files = [each for each in all_files(folders, most) if each is not None and each.told]
    total = Counter(each.part for each in files)
    print("feature".ljust(46) + "".join(part.rjust(10) for part in total))
    print("(files)".ljust(46) + "".join(str(count).rjust(10) for count in total.values()))
    for name, earned in features(files):
        print(name.ljust(46) + "".join(str(earned[part]).rjust(10) for part in total), flush=True)
    print("\nsource".ljust(47) + "  examples")
    for name, count in sources():
        print(name.ljust(46) + str(count).rjust(10), flush=True)


if __name__ == "__main__":
    main()

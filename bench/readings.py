"""Judge the reader by files whose right reading is known.

    python bench/readings.py [--count N] [--seed S] [--only PART ...] [--worst N] [--look-at-held]
    python bench/readings.py --show DRESS CONVERSATION [--seed S]

Four parts: `wardrobe` (conversations in all dresses; `--count` files of it, all with 0), `first` (what is
typed first), `files` (whole files as people publish them) and `held` (more of them). Printed are, for every
dress, form and file, the mean F1 of turns and the share of files that are wholly right; the rules are in
`tests/readings/grading.py`. What is held back, a part of the dresses and conversations and the files
of `held`, counts in totals only, so that nobody tunes the reader by it, unless `--look-at-held` is given.
`--worst` names the worst rows of each part with an example; `--show` prints a dressed file, what was read
and what is right.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from audio.errors import VivavoceError
from audio.script import Script, read_bytes

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "readings"))

from conversation import conversations
from dress import dresses
from first_tries import first_tries
from grading import NARRATOR, Expected, Grade, grade
from wardrobe import pairs, put_on
from whole_files import FILES, HELD, whole_files


@dataclass(frozen=True, slots=True)
class Case:
    """A file to read, and where its result belongs."""

    rows: tuple[str, ...]
    """The rows of the table that it counts in."""
    name: str
    """What the example is called by."""
    file: str
    data: bytes
    expected: Expected
    held: bool = False


def wardrobe_cases(count: int, seed: int) -> Iterator[Case]:
    """Give conversations in dresses: a sample in which every dress is worn, or all with a count of 0."""
    by_dress = defaultdict(list)
    for dress, conversation in pairs():
        by_dress[dress].append(conversation)
    rng = random.Random(seed)  # noqa: S311 - a sample, not secrets
    most = -(-count // len(by_dress)) if count else sys.maxsize
    for dress, fitting in by_dress.items():
        for conversation in sorted(rng.sample(fitting, min(most, len(fitting))), key=lambda each: each.name):
            dressed = put_on(dress, conversation, seed)
            held = dress.held or conversation.held
            yield Case((dress.dress,), conversation.name, dressed.name, dressed.data, dressed.expected, held)


def first_cases() -> Iterator[Case]:
    """Give the first tries, by length, by naming and by form."""
    for each in first_tries():
        length = f"{each.lines} lines"
        rows = (length, f"{each.naming}, {length}", f"{each.form}, {length}")
        yield Case(rows, each.name, each.name, each.data, each.expected)


def file_cases(folder: Path, *, held: bool) -> Iterator[Case]:
    """Give the whole files of a folder."""
    for each in whole_files(folder):
        yield Case((each.name,), each.name, each.name, each.data, each.expected, held)


def read_case(case: Case) -> tuple[Grade, Script | None]:
    """Read a case and judge it. An error is a reading with nothing right."""
    try:
        script = read_bytes(case.data, case.file)
    except VivavoceError as error:
        return Grade(0.0, (str(error),)), None
    return grade(script, case.expected), script


def measure(cases: Iterable[Case], *, look: bool) -> tuple[dict[str, list[tuple[Grade, Case]]], list[Grade]]:
    """Read all cases: results by row, and those that only count in the total."""
    rows: dict[str, list[tuple[Grade, Case]]] = defaultdict(list)
    aside = []
    for case in cases:
        result, _ = read_case(case)
        if case.held and not look:
            aside.append(result)
            continue
        for row in case.rows:
            rows[row].append((result, case))
    return rows, aside


def figures(results: Iterable[Grade]) -> str:
    """Give the mean F1, the share wholly right and how many."""
    kept = list(results)
    if not kept:
        return "        –       –      0"
    mean = sum(each.f1 for each in kept) / len(kept)
    return f"    {mean:.3f}   {sum(each.whole for each in kept) / len(kept):.3f} {len(kept):6}"


def report(part: str, cases: Iterable[Case], *, look: bool, worst: int) -> None:
    """Print the rows of a part and its totals."""
    rows, aside = measure(cases, look=look)
    print(f"\n{part:42}    F1      whole   files")
    for row, results in sorted(rows.items()):
        print(f"  {row:40}{figures(result for result, _ in results)}")
    once = {id(case): result for results in rows.values() for result, case in results}
    print(f"  {'ALL OPEN':40}{figures(once.values())}")
    if aside:
        print(f"  {'ALL HELD':40}{figures(aside)}")
    wrong = {row: results for row, results in rows.items() if not all(result.whole for result, _ in results)}
    order = sorted(wrong.items(), key=lambda item: sum(result.f1 for result, _ in item[1]) / len(item[1]))
    for row, results in order[:worst]:
        result, case = min(results, key=lambda item: (item[0].f1, item[0].whole))
        print(f"  worst: {row}: {case.name}: F1 {result.f1:.3f}; {'; '.join(result.faults[:2])}")


def show(dress_name: str, conversation_name: str, seed: int) -> None:
    """Print a dressed file, what is read of it and what is right."""
    dress = next((each for each in dresses() if each.dress == dress_name), None)
    conversation = next((each for each in conversations() if each.name == conversation_name), None)
    if dress is None or conversation is None:
        raise SystemExit(f"There is no dress {dress_name!r} or no conversation {conversation_name!r}.")
    dressed = put_on(dress, conversation, seed)
    print(dressed.data.decode(dress.encoding))
    case = Case((), conversation.name, dressed.name, dressed.data, dressed.expected)
    result, script = read_case(case)
    print("\n--- read")
    for turn in script.turns if script else ():
        print(f"{'(narrator)' if turn.narration else turn.speaker}: {turn.text[:100]!r}")
    print("\n--- right")
    for who, text in dressed.expected.turns:
        print(f"{'(narrator)' if who == NARRATOR else who}: {text[:100]!r}")
    print(f"\nF1 {result.f1:.3f}", *result.faults, sep="\n  ")


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=600, help="files of the wardrobe; 0 for all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=("wardrobe", "first", "files", "held"))
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--look-at-held", action="store_true")
    parser.add_argument("--show", nargs=2, metavar=("DRESS", "CONVERSATION"))
    asked = parser.parse_args()
    if asked.show:
        show(asked.show[0], asked.show[1], asked.seed)
        return
    parts: Mapping[str, Callable[[], Iterator[Case]]] = {
        "wardrobe": lambda: wardrobe_cases(asked.count, asked.seed),
        "first": first_cases,
        "files": lambda: file_cases(FILES, held=False),
        "held": lambda: file_cases(HELD, held=True),
    }
    for part, cases in parts.items():
        if not asked.only or part in asked.only:
            report(part, cases(), look=asked.look_at_held, worst=asked.worst)


if __name__ == "__main__":
    main()

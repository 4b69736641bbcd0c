"""Measure what an installation brings, package by package, and write the tables of docs/dependencies.md.

    python bench/dependencies.py

makes a fresh environment in a temporary folder, installs this tree into it as a user would, then each extra,
and measures the files of every package. What a package is for stands in docs/dependencies.tsv. Takes some
minutes and as much room as all extras need.
"""

from __future__ import annotations

import csv
import json
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE, TABLE = ROOT / "docs/dependencies.md", ROOT / "docs/dependencies.tsv"
NOT_OURS = frozenset({"pip", "setuptools", "vivavoce"})
INSTALLED = """
import importlib.metadata, json, re, sys
from packaging.requirements import Requirement
found = {}
for one in importlib.metadata.distributions():
    needs = [Requirement(line) for line in one.requires or []]
    needs = [each.name for each in needs if not each.marker or each.marker.evaluate({"extra": ""})]
    files = [file.locate() for file in one.files or []]
    found[re.sub(r"[-_.]+", "-", one.metadata["Name"]).lower()] = {
        "bytes": sum(file.stat().st_size for file in files if file.is_file()),
        "needs": [re.sub(r"[-_.]+", "-", name).lower() for name in needs],
    }
print(json.dumps(found))
"""


@dataclass(frozen=True)
class Package:
    """An installed package: bytes on disk, and the names of what it needs."""

    size: int
    needs: tuple[str, ...]


def key(name: str) -> str:
    """Give a name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def told() -> list[dict[str, str]]:
    """Give the rows of the table that people keep."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def main() -> None:
    """Measure, and write the tables between the marks of the page."""
    rows = told()
    with tempfile.TemporaryDirectory() as folder:
        python = environment(Path(folder))
        base = install(python, "")
        tables = [base_table(rows, base)]
        there = base
        for extra in dict.fromkeys(row["extra"] for row in rows if row["extra"]):
            after = install(python, f"[{extra}]")
            tables.append(extra_row(rows, extra, there, after))
            there = after
    head = "| extra | packages of its own | MB more | last releases | licences |"
    written = "\n".join([tables[0], "", head, "| --- | --- | --- | --- | --- |", *tables[1:]])
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition("<!-- measured -->\n")
    after_marks = rest.partition("<!-- end -->")[2]
    page = f"{before}<!-- measured -->\n{written}\n<!-- end -->{after_marks}"
    PAGE.write_text(page, encoding="utf-8")
    print(written)


def environment(folder: Path) -> Path:
    """Make a fresh environment and give its Python."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    pip(python, "packaging")
    return python


def pip(python: Path, what: str) -> None:
    """Install something."""
    subprocess.run([str(python), "-m", "pip", "install", "-q", what], check=True)


def install(python: Path, extra: str) -> Mapping[str, Package]:
    """Install this tree with an extra, and give all that is there then."""
    pip(python, f"{ROOT}{extra}")
    found = subprocess.run([str(python), "-c", INSTALLED], check=True, capture_output=True, text=True)
    read = json.loads(found.stdout)
    return {
        name: Package(about["bytes"], tuple(about["needs"]))
        for name, about in read.items()
        if name not in NOT_OURS
    }


def closure(name: str, there: Mapping[str, Package], others: Collection[str]) -> set[str]:
    """Give a package and what it needs, without `others` and what these need."""
    found, waiting = set[str](), [name]
    while waiting:
        each = waiting.pop()
        if each in there and each not in found and (each == name or each not in others):
            found.add(each)
            waiting += there[each].needs
    return found


def base_table(rows: Iterable[Mapping[str, str]], there: Mapping[str, Package]) -> str:
    """Give a row for each dependency, with the size of what comes with it alone, and the sums."""
    direct = {key(row["package"]): row for row in rows if not row["extra"] and key(row["package"]) in there}
    whose = {name: closure(name, there, direct) for name in direct}
    lines = [
        "| package | what for | MB | brings | licence | last release |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name in sorted(direct, key=lambda name: -size(alone(name, whose), there)):
        row, own = direct[name], alone(name, whose)
        brought = ", ".join(sorted(own - {name})) or "–"
        lines.append(
            f"| {row['package']} | {row['why']} | {size(own, there):.1f} | {brought} | {row['licence']} "
            f"| {row['released']} |"
        )
    left = set(there) - set().union(*(alone(name, whose) for name in direct))
    if left:
        lines.append(f"| several bring | | {size(left, there):.1f} | {', '.join(sorted(left))} | | |")
    total = f"{len(there)} packages, {size(there, there):.0f} MB"
    python = f"Python {platform.python_version()}, {platform.system()}, {platform.machine()}"
    return "\n".join([*lines, "", f"In all {total} ({python}), without Vivavoce itself and its models.", ""])


def alone(name: str, whose: Mapping[str, set[str]]) -> set[str]:
    """Give what only this one brings, itself included."""
    return whose[name] - set().union(*(others for other, others in whose.items() if other != name))


def size(names: Iterable[str], there: Mapping[str, Package]) -> float:
    """Give the size of packages in MB."""
    return sum(there[name].size for name in names) / 1e6


def extra_row(
    rows: Iterable[Mapping[str, str]],
    extra: str,
    before: Mapping[str, Package],
    after: Mapping[str, Package],
) -> str:
    """Give the row of an extra: what it is made of, and what it adds to what was there."""
    own = [row for row in rows if row["extra"] == extra]
    named = ", ".join(f"{row['package']} ({row['why']})" for row in own)
    more = after.keys() - before.keys()
    released = ", ".join(row["released"] for row in own)
    licences = ", ".join(dict.fromkeys(row["licence"] for row in own))
    grown = f"{size(more, after):.0f} in {len(more)} packages"
    return f"| `{extra}` | {named} | {grown} | {released} | {licences} |"


if __name__ == "__main__":
    main()

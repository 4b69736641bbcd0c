"""Tables that come with the package, as files beside the modules that use them."""

from __future__ import annotations

import csv
from importlib.resources import files


def rows(package: str, name: str) -> list[dict[str, str]]:
    """Give the rows of a table of tab-separated columns with a head; lines that begin with `#` are remarks.

    A cell that a row lacks at its end is empty.
    """
    return rows_of(files(package).joinpath(name).read_text(encoding="utf-8"))


def rows_of(text: str) -> list[dict[str, str]]:
    """Give the rows of such a table from its text."""
    told = [line for line in text.splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(told, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))

"""Tables that come with the package, as files beside the modules that use them."""

from __future__ import annotations

import csv
from importlib.resources import files
from importlib.resources.abc import Traversable


def rows(package: str, name: str) -> list[dict[str, str]]:
    """Give the rows of a table of tab-separated columns with a head; lines that begin with `#` are remarks.

    A cell that a row lacks at its end is empty.
    """
    return read_rows(files(package).joinpath(name))


def read_rows(file: Traversable) -> list[dict[str, str]]:
    """Give the rows of such a table anywhere."""
    lines = file.read_text(encoding="utf-8").splitlines()
    told = [line for line in lines if line and not line.startswith("#")]
    return list(csv.DictReader(told, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))

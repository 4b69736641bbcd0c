"""What comes with an extra of this package, and may be missing."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec


@cache
def present(module: str) -> bool:
    """Tell whether a package can be imported, by the name of its module."""
    return find_spec(module) is not None


def lacking(who: str, extra: str, *packages: str, module: str = "") -> str:
    """Say in a sentence which package `who` lacks first, and how to get it; empty where all are there.

    `module` is what the one package is imported as, where that is another name.
    """
    for package in packages:
        if find_spec(module or package) is None:
            return f"{who} needs the package {package}: `pip install 'vivavoce[{extra}]'`."
    return ""


@cache
def installed(package: str) -> str:
    """Give the version of a package as its registry names it; empty where it is missing."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""

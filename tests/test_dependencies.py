"""The page of dependencies names what there is, no more and no less."""

from __future__ import annotations

import csv
import re
import sys
from importlib.metadata import PackageNotFoundError, metadata

import pytest
from packaging.specifiers import SpecifierSet
from places import ROOT

if sys.version_info >= (3, 11):
    import tomllib
else:
    tomllib = pytest.importorskip("tomli")

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PAGE = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
with (ROOT / "docs" / "dependencies.tsv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t"))
COPYLEFT = {"espeakng-loader", "mutagen", "piper-tts", "edge-tts", "av", "paramiko"}


def name_of(requirement: str) -> str:
    return re.split(r"[\s;<>=!~\[]", requirement, maxsplit=1)[0]


def test_every_dependency_has_a_row_and_every_row_is_a_dependency():
    wanted = {("", name_of(each)) for each in PROJECT["dependencies"]}
    for extra, needs in PROJECT["optional-dependencies"].items():
        wanted |= {(extra, name_of(each)) for each in needs if extra != "dev"}
    assert {(row["extra"], row["package"]) for row in ROWS} == wanted


def test_every_row_says_why_under_which_licence_and_how_old():
    for row in ROWS:
        assert len(row["why"]) > 5
        assert re.fullmatch(r"20\d\d-\d\d", row["released"])
        assert row["licence"]
        assert "AGPL" not in row["licence"]


def test_the_page_was_measured_with_these_rows():
    measured = PAGE.partition("<!-- measured -->")[2].partition("<!-- end -->")[0]
    for row in ROWS:
        if row["package"] != "audioop-lts":  # brought from Python 3.13 on
            assert row["package"] in measured
            assert row["why"] in measured
    assert re.search(r"In all \d+ packages, \d+ MB \(Python ", measured)


def test_the_page_names_every_package_that_is_copyleft():
    told = PAGE.partition("## If you ship it inside something else")[2].partition("## If a package dies")[0]
    found = {row["package"] for row in ROWS if "GPL" in row["licence"]}
    assert found == COPYLEFT
    for name in ("espeakng-loader", "mutagen", "`piper`", "`edge`", "PyAV"):
        assert name in told


def test_the_newest_python_that_is_promised_is_one_that_every_dependency_takes():
    promised = SpecifierSet(PROJECT["requires-python"])
    named = [each.rpartition(" ")[2] for each in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", each)]
    assert named == [f"3.{minor}" for minor in range(8, 20) if promised.contains(f"3.{minor}.9")]
    assert f"Python {named[0]} to {named[-1]}" in (ROOT / "README.md").read_text("utf-8")
    for row in ROWS:
        needs = metadata(row["package"]).get("Requires-Python") if is_installed(row["package"]) else None
        if not row["extra"] and needs:
            assert SpecifierSet(needs).contains(f"{named[-1]}.9"), row["package"]


def is_installed(package: str) -> bool:
    try:
        return bool(metadata(package))
    except PackageNotFoundError:
        return False

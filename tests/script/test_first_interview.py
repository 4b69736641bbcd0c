"""The first real interview, read exactly as its expected file says.

Skipped where that file is not at hand.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from places import SHARED

from audio.script import find_gap, read_script, script_row

NAME = "what-joe-pamer-wants-from-mojo"
SOURCE = SHARED / "seeds" / f"{NAME}.txt"

pytestmark = pytest.mark.skipif(not SOURCE.exists(), reason="the shared folder is not at hand")


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return json.loads((SHARED / "seeds" / f"{NAME}.expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def row() -> dict[str, Any]:
    return script_row(read_script(SOURCE))


def test_the_turns_are_the_expected_ones(row: dict[str, Any], expected: dict[str, Any]) -> None:
    got = [(t["speaker"], t["narration"], [p["line"] for p in t["paragraphs"]]) for t in row["turns"]]
    assert got == [(t["speaker"], t["narration"], t["paragraph_lines"]) for t in expected["turns"]]


def test_title_and_date_are_found(row: dict[str, Any], expected: dict[str, Any]) -> None:
    assert (row["title"], row["date"]) == (expected["title"], expected["date"])


def test_the_credits_describe_the_speakers(row: dict[str, Any], expected: dict[str, Any]) -> None:
    got = {
        who["name"]: {"labels": who["labels"], "description": who["description"]} for who in row["speakers"]
    }
    assert got == expected["speakers"]


def test_date_signature_and_credits_are_not_spoken(row: dict[str, Any]) -> None:
    lines = {line for item in row["dropped"] for line in range(item["line"], item["end_line"] + 1)}
    assert {1, 59, 63, *range(65, 71)} <= lines
    assert {item["line"]: item["reason"] for item in row["dropped"]}[59] == "signature"
    spoken = {p["line"] for t in row["turns"] for p in t["paragraphs"]}
    assert not spoken & lines


def test_no_word_is_lost() -> None:
    assert find_gap(SOURCE.read_bytes(), str(SOURCE), read_script(SOURCE)) is None

"""The page on speaking, held to the code."""

from __future__ import annotations

import re

import pytest
from places import ROOT

from audio.speech.spoken.form import spoken
from audio.speech.spoken.pronunciations import read_pronunciations
from audio.speech.spoken.rules.code import FIRST_CODE_RULES
from audio.speech.spoken.rules.english import AFTER_TERMS, BEFORE_TERMS
from audio.speech.spoken.rules.marks import AFTER_CODE, BEFORE_CODE

PAGE = (ROOT / "docs" / "speaking.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([^|]+?) \| (`+) ?(.+?) ?\2 \| (.*?) \|$", PAGE, re.MULTILINE)


def test_the_page_has_every_rule_once():
    rules = (*BEFORE_CODE, *FIRST_CODE_RULES, *AFTER_CODE, *BEFORE_TERMS, *AFTER_TERMS)
    names = {rule.name for rule in rules} | {"emoji", "lexicon", "letter"}
    assert sorted(name for name, _, _, _ in ROWS) == sorted(names)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_each_example_of_the_page_is_said_as_it_says_by_that_rule(row):
    name, _, written, said = row
    speakable = spoken(written)
    assert speakable.text == said
    assert name in {change.rule for change in speakable.changes}


def test_the_pronunciations_of_the_page_can_be_read():
    block = re.search(r"```yaml\npronunciations:\n(.*?)```", PAGE, re.DOTALL)
    assert block is not None
    lines = [line.split("#")[0].strip() for line in block[1].splitlines()]
    written = dict(line.split(": ", 1) for line in lines)
    assert len(read_pronunciations({key: value.strip() for key, value in written.items()})) == 3

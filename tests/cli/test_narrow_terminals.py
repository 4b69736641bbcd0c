"""What a terminal of 60 columns shows: nothing is cut off, and lines end between words."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

COLUMNS = 60
TALK = """\
# The clock

**Maja Kos:** Who is Xochitl, and how did she come to wind the big clock of the cathedral?

**Ben Wray:** Osei and Xochitl wind it, or so they say, and what they say may well be so.
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")


@pytest.fixture(autouse=True)
def talk(folder: Path) -> None:
    Path("talk.md").write_text(TALK, "utf-8")


@pytest.fixture
def shown(watched: Callable[..., str]) -> Callable[..., str]:
    """Give a function that gives what a narrow terminal shows, without its colours; no line is longer."""

    def run(*arguments: str, status: int = 0) -> str:
        plain = re.sub(r"\x1b\[[0-9;]*m", "", watched(COLUMNS, *arguments, status=status))
        assert max(map(len, plain.splitlines())) <= COLUMNS
        return plain

    return run


def test_of_a_cast_the_reasons_give_way_and_the_voices_are_whole(vivavoce, shown):
    lines = shown("voices", "cast", "talk.md").splitlines()
    whole = vivavoce("voices", "cast", "talk.md").stdout
    assert [line[:30].rstrip() for line in lines if "kokoro:" in line[:30]] == [
        line[:30].rstrip() for line in whole.splitlines()[1:]
    ]
    assert sorted(" ".join(lines).split()) == sorted(whole.split())


def test_no_word_of_a_table_is_cut(vivavoce, shown):
    whole = set(vivavoce("engines").stdout.split())
    assert whole <= set(shown("engines").split())


def test_the_sentences_of_a_check_and_of_an_error_end_between_words(vivavoce, shown):
    whole = vivavoce("check", "talk.md").stdout
    assert "names that are a guess" in whole
    assert shown("check", "talk.md").split("said otherwise")[1].split() == (
        whole.split("said otherwise")[1].split()
    )
    for arguments in (("preview", "talk.md", "Leopold"), ("redner",), ("voices", "sett")):
        error = vivavoce(*arguments).stderr
        assert shown(*arguments, status=2).split() == error.split()

"""The page about direction says what is so: every line of its tables is read."""

from __future__ import annotations

import re

import pytest
from places import ROOT

from audio.script import Direction, Turn, find_gap, read_bytes
from audio.script.direction import as_marks, mark_of
from audio.speech import engine_names

PAGE = (ROOT / "docs" / "direction.md").read_text("utf-8")
CELL = r"((?:[^|\\\n]|\\.)*)"
TABLE = PAGE.partition("| mark |")[2].partition("\n\n")[0]
MARKS = re.findall(rf"^\| ([a-z ]+) \|{CELL}\|{CELL}\|{CELL}\|$", TABLE, re.MULTILINE)
SSML = re.findall(r"^\| `(<.+>)` \| `(.+)` \|$", PAGE, re.MULTILINE)


def plain(cell: str) -> str:
    return cell.strip().strip("`").replace("\\|", "|")


def told(turn: Turn) -> str:
    """Write directions as the page does."""
    text = turn.paragraphs[0].text

    def one(each: Direction) -> str:
        if each.kind == "take":
            return f"take {each.value:g}"
        if each.kind == "pause":
            following = text[each.start :]
            return f"pause {each.value:g} {f'before {following}' if following else 'at the end'}"
        return f"{each.kind}: {text[each.start : each.end]}"

    return "; ".join(map(one, turn.paragraphs[0].directions))


def test_the_tables_are_found():
    assert {mark for mark, *_ in MARKS} == {
        "pause", "slower", "faster", "softer", "emphasis", "say as", "take", "cut",
    }  # fmt: skip
    assert len(SSML) == 9


@pytest.mark.parametrize("name", ["talk.txt", "talk.md", "talk.html"])
@pytest.mark.parametrize(("mark", "written", "read", "directed"), MARKS)
def test_a_mark_is_read_as_the_page_says(mark, written, read, directed, name):
    source = f"Ada: {plain(written)}\n\nBen: Why?\n\nAda: So.\n"
    if name.endswith("html"):
        source = "".join(f"<p>{part}</p>\n" for part in source.strip().split("\n\n"))
    script = read_bytes(source.encode(), name)
    assert [turn.speaker for turn in script.turns] == ["Ada", "Ben", "Ada"]
    assert script.turns[0].text == plain(read)
    assert told(script.turns[0]) == plain(directed)
    assert find_gap(source.encode(), name, script) is None
    if mark != "say as":
        assert {item.reason for item in script.dropped} == {"cut" if mark == "cut" else "direction"}


@pytest.mark.parametrize(("written", "read"), SSML)
def test_ssml_is_read_as_the_page_says(written, read):
    assert as_marks(plain(written)) == plain(read)


def test_a_mark_is_written_as_it_is_read():
    for number in (0.25, 1, 2.5, 60):
        assert mark_of(Direction(0, 0, "pause", number)) == (f"[pause {number:g}s]", "")


def test_the_page_says_what_each_engine_does():
    table = PAGE.partition("## What each engine does")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in table.split("\n") if line.startswith("| `")]
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == set(engine_names())

"""Every word of the source is in exactly one place of the script, and the proof notices where one is not."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from places import SEEDS, SHARED

from audio.errors import ScriptError
from audio.script import Paragraph, find_gap, read_bytes, read_script

SAMPLES = sorted(SEEDS.glob("*.[tm]*"))
SHARED = sorted(path for path in SHARED.glob("transcripts/*/*.*") if path.is_file())
if not os.environ.get("VIVAVOCE_ALL_TRANSCRIPTS"):
    SHARED = SHARED[::4]
SOURCE = b"""Knots

Ada Quist: What holds a ship? [laughs]

Ben Roe (00:02): Hope, and rope.

In that order.

Ada Quist: And the rope?

Ben Roe: A knot.
"""


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_our_samples_are_read_whole(path: Path) -> None:
    assert find_gap(path.read_bytes(), str(path), read_script(path)) is None


@pytest.mark.uncounted
@pytest.mark.skipif(not SHARED, reason="the shared folder is not at hand")
def test_real_transcripts_are_read_whole() -> None:
    gaps = {path.name: find_gap(path.read_bytes(), str(path), read_script(path)) for path in SHARED}
    assert {name: gap for name, gap in gaps.items() if gap} == {}


@pytest.mark.parametrize("text", ["", "Hope, rope.", "Hope, and and rope.", "rope, and Hope."])
def test_a_lost_doubled_or_moved_word_is_noticed(text: str) -> None:
    script = read_bytes(SOURCE, "knots.txt")
    assert find_gap(SOURCE, "knots.txt", script) is None
    assert script.turns[2].paragraphs[0].text == "Hope, and rope."
    changed = replace(
        script.turns[2],
        paragraphs=(Paragraph(text, script.turns[2].paragraphs[0].lines), *script.turns[2].paragraphs[1:]),
    )
    gap = find_gap(
        SOURCE, "knots.txt", replace(script, turns=(*script.turns[:2], changed, *script.turns[3:]))
    )
    assert gap is not None
    assert 5 <= gap.line <= 11


def test_a_lost_stage_direction_is_noticed() -> None:
    script = read_bytes(SOURCE, "knots.txt")
    kept = tuple(item for item in script.dropped if item.reason != "stage direction")
    gap = find_gap(SOURCE, "knots.txt", replace(script, dropped=kept))
    assert gap is not None
    assert gap.line == 3


_BLOCKS = st.sampled_from(
    [
        "Ada Quist: What holds a ship?",
        "Ben Roe: Hope. [laughs] And rope.",
        "AQ: Yes?",
        "BR:",
        "BR: [applause]",
        "00:12:04",
        "[00:12:04] Ada Quist: So.",
        "Ben Roe (00:14): Then.",
        "Note: a note.",
        "## A heading",
        "**Ada Quist:** Bold. **Ben Roe:** Bolder.",
        "- Ben Roe",
        "May 4, 2023",
        "By Ada Quist",
        "Interviewer: Ada Quist",
        "See https://example.org/a (music) [1].",
        "Q: One?\nA: Two.",
        ">> Three.",
        "{% include x %}",
        "[x]: https://example.org",
        "| Speaker | Text |\n| --- | --- |\n| Ada | Hi |",
        "```\ncode: here\n```",
        "<!-- a comment -->",
        "© 2023 The Quay",
        "問：何ですか\n答：縄です",
    ]
)


@pytest.mark.uncounted
@given(st.lists(_BLOCKS, min_size=1, max_size=14), st.sampled_from(["a.txt", "a.md"]))
@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_is_lost_from_any_mixture(blocks: list[str], name: str) -> None:
    data = "\n\n".join(blocks).encode()
    try:
        script = read_bytes(data, name)
    except ScriptError:
        return
    assert find_gap(data, name, script) is None


def test_a_page_on_one_line_keeps_what_is_dropped_in_its_order() -> None:
    page = (
        "<html><head><title>Night work</title></head><body><nav><a href='/'>Home</a></nav>"
        "<article><h1>Night work, April 6, 2021</h1><p>April 6, 2021</p><p>By Paul Hegarty</p>"
        "<p><b>Ada Stone:</b></p><p><b>Ada Stone:</b> What is it like? (laughs)</p><p>(Recess taken.)</p>"
        "<p><b>Ben Wray:</b> Quiet, mostly.</p><p><b>Ada Stone:</b> And then?</p>"
        "<p><b>Ben Wray:</b> Morning.</p>"
        "<p>© 2021 The Night Paper</p></article></body></html>"
    ).encode()
    script = read_bytes(page, "night.html")
    assert find_gap(page, "night.html", script) is None
    assert [item.reason for item in script.dropped if item.reason in ("heading", "date", "byline")] == [
        "heading",
        "date",
        "byline",
    ]

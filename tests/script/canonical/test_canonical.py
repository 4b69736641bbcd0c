"""The canonical script reads back to the same `Script`, survives an edit, and says what is wrong in it."""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from places import SEEDS, SHARED

from audio.errors import ScriptError
from audio.script import (
    NARRATOR,
    Chapter,
    Direction,
    Dropped,
    Lines,
    Link,
    Paragraph,
    Script,
    Speaker,
    Turn,
    read_bytes,
    read_script,
    write_canonical,
)
from audio.script.direction import merged, placed

SAMPLES = sorted(SEEDS.glob("*.[tm]*"))
SHARED = sorted(path for path in SHARED.glob("transcripts/*/*.*") if path.is_file())

_PIECES = st.sampled_from(
    [
        "Well",
        "no",
        "**bold**",
        "# five",
        "> quoted",
        "Ada:",
        "-->",
        "<!--",
        "\\",
        "---",
        "- item",
        "é",
        "問",
        "🙂",
        "1.",
        "::",
        "'",
        "[x](https://y.example)",
        "]\\(http://",
        "[slower]",
        "[/slower]",
        "\\[pause 2s]",
        "[take 3]",
        "*",
        "*no*",
        "\\*",
        "[read|red]",
        ",",
    ]
)
_LINE = st.one_of(
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs", "Cf")), min_size=1, max_size=20),
    st.lists(_PIECES, min_size=1, max_size=6).map(" ".join),
)
_NAMES = st.sampled_from(
    ["Ada", "Grace Hopper", "A*da", "THE CHAIR", "高橋", "O’Neil", "Q", "back\\slash", "R2: D2"]
)


@st.composite
def _links_in(draw: st.DrawFn, text: str) -> tuple[Link, ...]:
    """Any links that words of a text may have: runs of its words without square brackets."""
    runs = [match for match in re.finditer(r"\S+(?: \S+)?", text) if not set("[]") & set(match[0])]
    chosen = draw(st.lists(st.sampled_from(runs), max_size=2, unique=True)) if runs else []
    addresses = st.sampled_from(
        ["https://a.example/x?y=1&z=%28#w", "http://b.example", "https://ü.example/[1]"]
    )
    return tuple(
        Link(run.start(), run[0], draw(addresses)) for run in sorted(chosen, key=lambda run: run.start())
    )


@st.composite
def _directions_in(draw: st.DrawFn, text: str, links: tuple[Link, ...]) -> tuple[Direction, ...]:
    """Any directions that a text may have: over stretches that hold a link as a whole or not at all."""
    kinds = st.sampled_from(["pause", "slower", "faster", "softer", "emphasis", "italics", "take"])
    inside = {at for link in links for at in range(link.start + 1, link.start + len(link.words))}
    places = [at for at in range(len(text) + 1) if at not in inside]
    found = []
    for kind in draw(st.lists(kinds, max_size=4)):
        start, end = sorted(draw(st.tuples(st.sampled_from(places), st.sampled_from(places))))
        value = draw(st.sampled_from([0.25, 1, 2.5, 60])) if kind == "pause" else 3 if kind == "take" else 0
        found.append(placed(text, kind, start, end, value))
    whole = (each for each in found if each and each.start not in inside and each.end not in inside)
    return merged(whole)


@st.composite
def _paragraphs(draw: st.DrawFn) -> Paragraph:
    text = draw(_LINE)
    links = draw(_links_in(text))
    return Paragraph(text, Lines(1, 1), links, draw(_directions_in(text, links)))


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    """Any script that a reader could make."""
    turns: list[Turn] = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        narration = draw(st.booleans())
        speaker = NARRATOR if narration else draw(_NAMES)
        paragraphs = tuple(draw(st.lists(_paragraphs(), min_size=1, max_size=3)))
        turns.append(Turn(number, speaker, paragraphs, narration=narration))
    places = draw(st.lists(st.tuples(st.integers(1, len(turns)), st.integers(0, 2)), max_size=3, unique=True))
    kinds = st.sampled_from(["introduction", "question", "heading", "farewell"])
    chapters = tuple(
        Chapter(draw(_LINE)[:60].strip() or "x", turn, draw(kinds), paragraph)
        for turn, paragraph in sorted(places)
        if paragraph < len(turns[turn - 1].paragraphs)
    )
    reasons = st.sampled_from(["date", "stage direction", "repeated label"])
    dropped = tuple(
        Dropped(draw(_LINE), draw(reasons), Lines(1, 1), draw(st.none() | _NAMES))
        for _ in range(draw(st.integers(0, 3)))
    )
    spoken = dict.fromkeys(turn.speaker for turn in turns if not turn.narration)
    speakers = tuple(
        Speaker(name, tuple(draw(st.lists(_LINE, max_size=2))), draw(_LINE | st.just(""))) for name in spoken
    )
    return Script(
        title=draw(_LINE | st.just("")),
        turns=tuple(turns),
        speakers=speakers,
        chapters=chapters,
        dropped=dropped,
        date=draw(st.none() | st.dates(dt.date(1900, 1, 1))),
        language=draw(st.sampled_from(["en", "pt-BR", "nb", "ja"])),
        show=draw(_LINE | st.just("")),
        settings=draw(
            st.sampled_from([{}, {"pauses": {"sentence": 0.3}}, {"speakers": {"Ada": {"voice": "tone:a"}}}])
        ),
    )


@pytest.mark.uncounted
@given(scripts())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_any_script_reads_back_the_same(script: Script) -> None:
    assert read_bytes(write_canonical(script).encode(), "script.md") == script


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_our_samples_read_back_the_same(path: Path) -> None:
    script = read_script(path)
    assert read_bytes(write_canonical(script).encode(), "script.md") == script


@pytest.mark.uncounted
@pytest.mark.skipif(not SHARED, reason="the shared folder is not at hand")
def test_real_transcripts_read_back_the_same() -> None:
    for path in SHARED[::3]:
        script = read_script(path)
        assert read_bytes(write_canonical(script).encode(), "script.md") == script, path.name


def test_it_looks_as_a_person_would_write_it(read: Callable[..., Script]) -> None:
    script = read(
        """
        May 4, 2023

        Ropes

        Ada Quist: What holds a ship? [laughs]

        Ben Roe: Hope: and rope. In that order, until the wind turns and the harbour master comes to look.

        AQ: And what holds the rope?

        BR: A knot. It is older than the wheel, and nobody knows who tied it first or why.
        """
    )
    assert write_canonical(script) == textwrap.dedent(
        """\
        ---
        vivavoce: script
        title: Ropes
        date: 2023-05-04
        language: en
        speakers:
          Ada Quist:
            labels:
            - Ada Quist
            - AQ
          Ben Roe:
            labels:
            - Ben Roe
            - BR
        ---

        ## Introduction <!-- introduction -->

        > Ropes

        ## What holds a ship?

        **Ada Quist:** What holds a ship?

        **Ben Roe:** Hope: and rope. In that order, until the wind turns and the harbour master comes to look.

        **Ada Quist:** And what holds the rope?

        **Ben Roe:** A knot. It is older than the wheel, and nobody knows who tied it first or why.

        <!-- not spoken
        - date: May 4, 2023
        - stage direction: [laughs]
        -->
        """
    )


EDITED = """\
---
vivavoce: script
title: Ropes
speakers:
  Ada Quist:
    voice: kokoro:af_heart
    description: sailor
pauses:
  sentence: 0.2
---

> Once upon a quay.

## Knots

**Ada Quist:** A line that an editor
wrapped by hand.
**Ben Roe:** An answer without a blank line above.

And a second paragraph.
"""


def test_an_edited_script_is_read_as_meant() -> None:
    script = read_bytes(EDITED.replace("\n", "\r\n").encode("utf-8-sig"), "ropes.md")
    assert [(t.speaker, [p.text for p in t.paragraphs]) for t in script.turns] == [
        ("Narrator", ["Once upon a quay."]),
        ("Ada Quist", ["A line that an editor wrapped by hand."]),
        ("Ben Roe", ["An answer without a blank line above.", "And a second paragraph."]),
    ]
    assert script.chapters == (Chapter("Knots", 2),)
    assert [who.name for who in script.speakers] == ["Ada Quist", "Ben Roe"]
    assert script.speakers[0].description == "sailor"
    assert script.settings == {
        "pauses": {"sentence": 0.2},
        "speakers": {"Ada Quist": {"voice": "kokoro:af_heart"}},
    }


def test_a_paragraph_without_a_speaker_is_an_error_with_its_line() -> None:
    text = "---\nvivavoce: script\ntitle: x\n---\n\nNobody says this.\n"
    with pytest.raises(ScriptError, match=r"ropes\.md:6: this paragraph has no speaker"):
        read_bytes(text.encode(), "ropes.md")


def test_a_wrong_date_is_an_error() -> None:
    text = "---\nvivavoce: script\ndate: soon\n---\n\n> Hello there.\n"
    with pytest.raises(ScriptError, match="`date: soon` is no date"):
        read_bytes(text.encode(), "ropes.md")


def test_a_canonical_script_brings_in_nothing_that_commands_a_terminal():
    front = '---\nvivavoce: script\ntitle: "A \\e[31m"\nspeakers:\n  Ada: {}\n---\n'
    script = read_bytes(f"{front}\n**Ada:** Cold\x1b[31m here.\n".encode(), "talk.md")
    assert (script.title, script.turns[0].text) == ("A [31m", "Cold [31m here.")

"""Sources known by name: every example is read right, nothing is lost, and anybody may add a source."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import platformdirs
import pytest
from places import ROOT
from ruamel.yaml import YAML
from source_examples import SOURCES, examples, faults, graded

from audio.errors import SettingsError
from audio.script import find_gap, read_bytes
from audio.script.readers import read_document
from audio.script.readers.exports import recognise as recognise_source
from audio.script.readers.exports.profiles import sources
from audio.script.readers.table import binary_format, read_text, recognise
from audio.script.text import words

_EXAMPLES = list(examples(SOURCES))
_KINDS = YAML(typ="safe", pure=True).load((Path(__file__).parent / "source_kinds.yaml").read_text("utf-8"))
_BLOCKED = {"irc_irssi": "the grammar takes the stroke off a nick"}
"""Examples that wait for something else than their source."""


def _source_of(data: bytes, name: str) -> str | None:
    text = "" if binary_format(data) else read_text(data, name)
    known = recognise_source(text, recognise(name, text)) if text else None
    return known.name if known else None


def _example(file: Path, right: dict[str, Any]) -> Any:
    blocked = _BLOCKED.get(file.parent.name)
    marks = [pytest.mark.xfail(reason=blocked)] if blocked else []
    return pytest.param(file, right, id=f"{file.parent.name}/{file.name}", marks=marks)


@pytest.mark.parametrize(("file", "right"), [_example(*each) for each in _EXAMPLES])
def test_an_example_of_a_source_is_read_right(file: Path, right: dict[str, Any]) -> None:
    assert faults(file, right) == []


@pytest.mark.parametrize("kind", _KINDS, ids=lambda kind: kind["kind"])
def test_what_is_set_like_an_example_is_read_like_it(kind: dict[str, Any]) -> None:
    data = kind["text"].encode()
    script = read_bytes(data, kind["file"])
    assert graded(script, {"absent": [], **kind}) == []
    assert {key: str(getattr(script, key)) for key in ("title", "date") if key in kind} == {
        key: kind[key] for key in ("title", "date") if key in kind
    }
    assert find_gap(data, kind["file"], script) is None


def test_every_source_of_the_table_has_an_example() -> None:
    seen = {_source_of(file.read_bytes(), file.name) for file, _ in _EXAMPLES}
    seen |= {_source_of(kind["text"].encode(), kind["file"]) for kind in _KINDS}
    assert seen - {None} == {source.name for source in sources()}


@pytest.mark.parametrize(
    "file", [file for file, _ in _EXAMPLES], ids=lambda file: f"{file.parent.name}/{file.name}"
)
def test_no_word_of_an_example_is_lost(file: Path) -> None:
    data = file.read_bytes()
    assert find_gap(data, file.name, read_bytes(data, file.name)) is None
    text = "" if binary_format(data) else read_text(data, file.name)
    known = recognise_source(text, recognise(file.name, text)) if text else None
    if text and known and known.profile.format == "text" and not known.profile.entities:
        document = read_document(data, file.name)
        kept = [block.text for block in document.blocks] + [item.text for item in document.dropped]
        names = {word for block in document.blocks for word in words(block.speaker or "")}
        lost = Counter(words(text)) - Counter(word for each in kept for word in words(each))
        numbered = re.compile(r"s\d|speaker_\d\d|webvtt")
        assert [word for word in lost if word not in names and not numbered.fullmatch(word)] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("setlist.txt", "Overture 3:10\nThe Bell 4:05\nOverture 2:58\nThe Bell 4:01\n"),
        ("chapters.txt", "Intro 0:00\nWhat we do.\nSalt 4:05\nHow it dries.\nOutro 9:12\nGoodbye.\n"),
        ("README.md", "Write `<Person1>` and `<Person2>`:\n\n<Person1> asks, </Person1> ends.\n"),
        ("times.txt", "We met at 10:30\nand left at 12:15\nWe met at 14:00\nWe met at 15:00\n"),
        ("words.md", "[Music]\nSome words.\n\n[Music]\nMore words.\n\n[Applause]\nThe end.\n\n[Applause]\n"),
        ("mail.txt", "On Monday she wrote:\n\nDear all, it rains.\n"),
    ],
)  # fmt: skip
def test_a_file_that_only_looks_a_little_like_a_source_is_read_as_any_other(name: str, text: str) -> None:
    assert _source_of(text.encode(), name) is None


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Give a function that writes a user's own table of sources and gives its path."""
    monkeypatch.setattr(platformdirs, "user_config_path", lambda name: tmp_path / name)
    sources.cache_clear()

    def write(table: str) -> Path:
        path = tmp_path / "vivavoce" / "sources" / "mine.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(table)
        return path

    yield write
    sources.cache_clear()


@pytest.mark.parametrize("name", ["meet_text/1.txt", "teams_text/1.txt", "otter/1.txt", "meet_markdown/1.md"])
def test_a_transcript_in_a_word_file_is_read_like_the_same_one_in_a_text_file(name: str) -> None:
    document = docx.Document()
    for line in (SOURCES / name).read_text("utf-8").split("\n"):
        if line.strip():
            document.add_paragraph(re.sub(r"[*#]+ ?", "", line))
    file = io.BytesIO()
    document.save(file)
    right = json.loads((SOURCES / name).with_suffix(".reading.json").read_text("utf-8"))
    script = read_bytes(file.getvalue(), "transcript.docx")
    assert graded(script, right) == []
    assert find_gap(file.getvalue(), "transcript.docx", script) is None


def _page_blocks() -> list[str]:
    page = (ROOT / "docs" / "reading.md").read_text("utf-8").partition("## How to add a source")[2]
    return re.findall(r"```\w*\n(.*?)```", page, re.DOTALL)


def test_the_source_that_the_page_adds_is_read_as_the_page_says(own: Callable[[str], Path]) -> None:
    table, file = _page_blocks()[:2]
    own(table)
    assert len(table.splitlines()) <= 10
    script = read_bytes(file.encode(), "call.txt")
    assert [(turn.speaker, turn.text) for turn in script.turns] == [
        ("Ada Quill", "Is the clock wrong?"),
        ("Bram Ostler", "Twice a day it is right."),
        ("Ada Quill", "Who winds it?"),
        ("Bram Ostler", "I do."),
    ]
    assert script.title == "A clock nobody winds"
    assert find_gap(file.encode(), "call.txt", script) is None


@pytest.mark.parametrize(
    ("table", "line", "says"),
    [
        ("mine:\n  recognise: {turn: 2}\n  trun: '^x$'\n", 3, "Did you mean 'turn'?"),
        ("mine:\n  recognise: {turn: 2}\n  turn: '^(?P<speaker>x$'\n", 3, "is wrong: missing )"),
        ("mine:\n  recognise:\n    'a': 1\n    '(b': 1\n", 4, "the pattern '(b' is wrong"),
        ("mine:\n  recognise: {a: 1}\n  unspoken:\n    - 'b'\n    - 'c)'\n", 5, "the pattern 'c)' is wrong"),
        ("mine:\n  recognise: {turn: 2}\n", 1, "there is no pattern 'turn'"),
        ("mine:\n  recognise: {a: 0}\n", 1, "fits every file"),
        ("mine:\n  recognise: {a: often}\n", 2, "valid integer"),
        ("mine:\n  recognise: {a: 1}\n  turn: '^(?P<who>x)'\n", 1, "It may have speaker, stamp, text"),
        ("mine:\n  format: html\n  recognise: {a: 1}\n  drop: ['div[']\n", 1, "a CSS selector is wrong"),
        ("mine:\n  recognise: {a: 1\n", 2, "a quote or bracket that opens here is not closed"),
        ("- mine\n", None, "dictionary"),
    ],
)  # fmt: skip
def test_a_wrong_table_is_refused_with_its_line(
    own: Callable[[str], Path], table: str, line: int | None, says: str
) -> None:
    path = own(table)
    with pytest.raises(SettingsError) as raised:
        read_bytes(b"Ada: Yes.\n", "talk.txt")
    (problem,) = raised.value.problems
    assert (problem.source, problem.line) == (str(path), line)
    assert says in problem.sentence


def test_a_slow_pattern_is_stopped_and_named(
    own: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("audio.script.readers.exports.known.SECONDS", 0.2)
    path = own("slow:\n  recognise: {'^(a|aa)+$': 1}\n")
    with pytest.raises(SettingsError, match="the patterns of slow take too long") as raised:
        read_bytes(("a" * 60 + "b\n").encode() * 50, "talk.txt")
    assert str(path) in str(raised.value)


def test_a_users_own_source_is_tried_before_the_tables(own: Callable[[str], Path]) -> None:
    own("mine:\n  recognise: {'otter': 1}\n")
    assert (
        _source_of(
            b"Ada  0:00\nHi.\n\nBen  0:05\nHo.\n\nAda  0:09\nTranscribed by https://otter.ai\n", "a.txt"
        )
        == "mine"
    )

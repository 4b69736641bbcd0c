"""Whatever is small and grows is refused in under a second and 200 MB, with a sentence that says why."""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bombs import (
    ENTITIES,
    TALK,
    archive,
    book,
    open_document,
    page_of_text,
    pdf,
    picture,
    word,
    yaml_of_aliases,
)
from must_pass import MUST_PASS
from places import ROOT

from audio.cast import effective_settings
from audio.errors import SettingsError
from audio.source import open_source

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux tells it"),
]

MAIL = (
    "From: a@b.c\nTo: x@y.z\nMIME-Version: 1.0\nMessage-ID: <a>\n"
    "Content-Type: multipart/mixed; boundary=a\n\n"
    + "--a\nContent-Type: multipart/mixed; boundary=a\n\n"
    * 100_000
)


def uneven(template: str, times: int) -> str:
    """Text that no archive packs small: a template with another number each time."""
    chance = random.Random(1)  # noqa: S311 - the same every time
    return "".join(template.replace("?", f"{chance.getrandbits(44):x}") for _ in range(times))


BOMBS: dict[str, tuple[Callable[[], bytes | str], str]] = {
    "aliases.md": (lambda: f"---\n{yaml_of_aliases()}\n---\n\n{TALK}", "more than 20,000 values"),
    "paragraphs.docx": (
        lambda: word("<w:p><w:r><w:t>A: b</w:t></w:r></w:p>" * 1_000_000),
        "unpacks to more than 200 times its size",
    ),
    "runs.docx": (lambda: word(uneven("<w:r/><w:t>?</w:t>", 700_000)), "marks of XML"),
    "many.odt": (lambda: open_document(uneven("<text:p>A: ?</text:p>", 160_000)), "150,000 paragraphs"),
    "many.epub": (lambda: book(uneven("<p>A: ?</p>", 160_000)), "150,000 paragraphs"),
    "laughs.docx": (lambda: word("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", ENTITIES), "damaged"),
    "laughs.odt": (lambda: open_document("<text:p>A: &j;</text:p>", ENTITIES), "damaged"),
    "members.zip": (lambda: archive({f"{n}.txt": "A: b" for n in range(2001)}), "more than 2,000 files"),
    "zeros.zip": (lambda: archive({"a.txt": b" " * 70_000_000}), "unpacks to more than 64 MB"),
    "many.html": (lambda: "<html><body>" + "A: b<br>" * 400_000, "150,000 paragraphs"),
    "deep.html": (lambda: "<html><body>" + "<div>" * 100_000 + "A: b", "nested"),
    "lines.txt": (lambda: TALK * 200_000, "300,000 lines"),
    "long.txt": (lambda: "Ada: word word word word.\n" * 640_000, "longer than 16 MB"),
    "huge.txt": (lambda: b"A: b c d\n" * 7_300_000, "larger than 64 MB"),
    "brackets.json": (lambda: "[" * 10_000_000, "500,000 objects"),
    "objects.json": (lambda: "[" + '{"speaker":"A","text":"b"},' * 600_000 + "{}]", "500,000 objects"),
    "many.rtf": (lambda: "{\\rtf1 " + "A: b\\par " * 200_000 + "}", "150,000 paragraphs"),
    "long.rtf": (lambda: "{\\rtf1 " + "A: b c d e " * 1_600_000 + "}", "RTF file is larger than 16 MB"),
    "parts.eml": (lambda: MAIL, "more than 2,000 files"),
    "pages.pdf": (lambda: pdf(2001, page_of_text(1)), "more than 2,000 pages"),
    "packed.pdf": (lambda: pdf(1, b" " * 40_000_000), "unpack to more than 24 MB"),
    "twice.pdf": (lambda: pdf(1, b" " * 40_000_000, layers=2), "unpack to more than 24 MB"),
    "shared.pdf": (lambda: pdf(1000, page_of_text(1) * 500), "unpack to more than 24 MB"),
    "marks.pdf": (lambda: pdf(1, b"q Q " * 1_000_000), "draws more than 200,000 marks"),
    "large.png": (lambda: picture(13_000), "more than 50 million pixels"),
}


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., dict[str, Any]]:
    """Read files, each in a process of its own; gives what that cost and what was said, by name."""
    folder = tmp_path_factory.mktemp("bombs")

    def read(**files: bytes | str) -> dict[str, Any]:
        for name, content in files.items():
            (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        done = subprocess.run(
            [sys.executable, str(Path(__file__).with_name("measured.py")), *files],
            cwd=folder, capture_output=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        return {row["name"]: row for row in map(json.loads, done.stdout.splitlines())}

    return read


@pytest.fixture(scope="module")
def exploded(measured: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    return measured(**{name: make() for name, (make, _) in BOMBS.items()})


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_at_once_and_with_its_reason(exploded, name):
    assert name in exploded, "it was ended by force"
    row = exploded[name]
    assert BOMBS[name][1] in row["said"]
    assert row["seconds"] < 1, row
    assert row["mb"] < 200, row


def test_what_has_no_end_is_refused_at_once(measured):
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("measured.py")), "/dev/zero"],
        capture_output=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    row = json.loads(done.stdout)
    assert "larger than 64 MB" in row["said"]
    assert row["seconds"] < 1
    assert row["mb"] < 200


def test_a_book_a_long_pdf_and_a_transcript_of_six_hours_are_read(measured):
    rows = measured(**{name: make() for name, make in MUST_PASS.items()})
    assert {name: row["said"] for name, row in rows.items()} == dict.fromkeys(MUST_PASS, "")
    assert rows["book.txt"]["words"] > 1_000_000
    assert rows["six-hours.json"]["words"] == 54_000
    assert rows["long.pdf"]["words"] > 300 * 36 * 8


def test_aliases_and_endless_lists_in_settings_are_refused_with_their_line(stranger):
    for text, line in (
        (yaml_of_aliases(), 5),
        ("pronunciations:\n" + "".join(f"  w{n}: PAY-mer\n" for n in range(20_000)), 10_000),
        ("pronunciations:\n" + "#\n" * 600_000, None),
    ):
        (stranger / "voices.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(SettingsError) as raised:
            effective_settings(stranger / "voices.yaml")
        (problem,) = raised.value.problems
        assert problem.line == line
        assert "more than" in problem.sentence


def test_an_alias_that_repeats_little_is_no_bomb(stranger):
    (stranger / "voices.yaml").write_text(
        "speakers:\n  Ada Stone: &her {voice: 'kokoro:bf_emma'}\n  Ben Wray: *her\n", encoding="utf-8"
    )
    assert effective_settings(stranger / "voices.yaml").speakers["Ben Wray"].voice == "kokoro:bf_emma"


def test_a_named_pipe_is_read_once(stranger):
    os.mkfifo(stranger / "pipe.md")
    with subprocess.Popen(["cp", "talk.md", "pipe.md"]):
        assert open_source("pipe.md").data.decode() == TALK


def test_a_pipe_that_a_shell_makes_is_an_interview(stranger):
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m audio script <(cat talk.md) -q"],
        capture_output=True, text=True, check=False, timeout=60, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "**Ben Wray:** I do." in done.stdout


def test_a_pipe_on_standard_input_stops_at_the_budget(stranger, limits, monkeypatch):
    limits["file_bytes"] = 100
    monkeypatch.setattr(sys, "stdin", type("In", (), {"buffer": io.BytesIO(bytes(101))}))
    with pytest.raises(Exception, match="the file is larger"):
        open_source("-")

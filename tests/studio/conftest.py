"""A show with two scripts, opened in a studio that answers on a free port."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from offices import TALK, Client, opened


@pytest.fixture
def show(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "show"
    folder.mkdir()
    (folder / "talk.script.md").write_text(TALK, "utf-8")
    (folder / "voices.yaml").write_text("# Ours.\nengine: tone\nnarrator: tone:low\n", "utf-8")
    (folder / "raw.md").write_text("**Q:** Who is there?\n\n**A:** Only me, and the clock.\n", "utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def studio(show: Path) -> Iterator[Client]:
    with opened(show) as client:
        yield client

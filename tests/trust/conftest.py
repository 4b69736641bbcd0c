"""What the tests of trust share: a folder of a stranger, and a cache and a configuration of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import platformdirs
import pytest
from bombs import TALK

from audio import guard
from audio.guard import budget
from audio.models import CACHE_VARIABLE


@pytest.fixture
def stranger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new_cache: Callable[[Path], Path]) -> Path:
    """A folder that came from somebody else, with a script; the working folder."""
    monkeypatch.setenv(CACHE_VARIABLE, str(new_cache(tmp_path / "cache")))
    monkeypatch.setattr(platformdirs, "user_config_path", lambda name: tmp_path / "config" / name)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    folder = tmp_path / "stranger"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "talk.md").write_text(TALK, encoding="utf-8")
    return folder


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """Numbers of the budget that are others for this test."""
    others: dict[str, int] = {}
    real = budget.at_most
    for module in (guard, budget, guard.web):
        monkeypatch.setattr(module, "at_most", lambda name: others.get(name) or real(name))
    return others

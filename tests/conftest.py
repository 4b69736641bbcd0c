"""What the tests of several rooms share: a cache of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from audio.models import CACHE_VARIABLE


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder; nothing of the user's is seen or changed."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(CACHE_VARIABLE, str(folder))
    return folder

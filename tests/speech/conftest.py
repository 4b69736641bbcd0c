"""What the tests of speech share: a cache and engines of their own, real models where they can be had."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from audio.errors import ModelFileError
from audio.models.files import models_folder
from audio.speech import Engine, fetch_engine
from audio.speech.engines import table as engines

KOKORO_VOICES = ("af_heart", "am_michael", "bf_emma", "ef_dora")


@pytest.fixture(scope="session")
def kokoro_models() -> Path:
    """The user's own folder of models, with what the tests speak with in it."""
    try:
        fetch_engine("kokoro", KOKORO_VOICES)
    except ModelFileError as error:
        pytest.skip(str(error))
    return models_folder()


@pytest.fixture
def kokoro(kokoro_models: Path, cache: Path) -> Engine:
    """The real kokoro, its models from the user's cache, its takes in a cache of the test's own."""
    cache.mkdir()
    (cache / "models").symlink_to(kokoro_models)
    return engines.engine("kokoro")


@pytest.fixture
def bring(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Engine], None]]:
    """Bring an engine to the table, as another package does, for the length of a test."""
    doors = dict(engines._doors())
    monkeypatch.setattr(engines, "_doors", lambda: doors)

    def _bring(made: Engine) -> None:
        module = types.ModuleType(f"brought_{made.name}")
        module.make = lambda: made  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, module.__name__, module)
        doors[made.name] = EntryPoint(made.name, f"{module.__name__}:make", engines.GROUP)

    yield _bring
    engines.engine.cache_clear()

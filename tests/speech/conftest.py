"""What the tests of speech share: a cache and engines of their own, real models where they can be had."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from audio.cast import Cast, CastMember, Voice
from audio.errors import ModelFileError
from audio.script import Chapter, Lines, Paragraph, Script, Turn
from audio.speech import Engine, Segment, engines, fetch_engine, model_files
from audio.speech.model_files import CACHE_VARIABLE, models_folder

KOKORO_VOICES = ("af_heart", "am_michael", "bf_emma", "ef_dora")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder; nothing of the user's is seen or changed."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(CACHE_VARIABLE, str(folder))
    monkeypatch.setattr(model_files, "_silent_places", {})
    return folder


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


def voice(name: str = "tone:mid", **about: object) -> Voice:
    """A voice from its short form."""
    engine_name, _, within = name.partition(":")
    return Voice(engine_name, within, **about)  # type: ignore[arg-type]


def segment(spoken: str, name: str = "tone:mid", number: int = 1, **about: object) -> Segment:
    """A segment that says its own text."""
    return Segment(
        number=number,
        turn=number,
        paragraph=0,
        speaker="Ada",
        written=spoken,
        spoken=spoken,
        voice=voice(name, **about),
        pause_after="speaker",
        line=10 + number,
    )


def script_of(*turns: tuple[str, list[str]], chapters: tuple[Chapter, ...] = ()) -> Script:
    """A script from speakers and their paragraphs."""
    made: list[Turn] = []
    line = 1
    for number, (speaker, texts) in enumerate(turns, 1):
        paragraphs = tuple(Paragraph(text, Lines(line + at, line + at)) for at, text in enumerate(texts))
        made.append(Turn(number, speaker, paragraphs, line=line))
        line += len(texts)
    return Script("A talk", tuple(made), chapters=chapters)


def cast_of(**voices: str) -> Cast:
    """A cast from speakers and the short forms of their voices."""
    return Cast(tuple(CastMember(who, voice(name), "option", "") for who, name in voices.items()))

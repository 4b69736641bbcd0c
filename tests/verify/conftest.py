"""What the tests of the check by ear share: episodes with and without faults, each heard once a session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from interviews import KOKORO, TURNS, Listen, Listening, written

from audio import library
from audio.episode import Plan, fetch_voices, render_episode
from audio.errors import ModelFileError, VivavoceError
from audio.models import CACHE_VARIABLE, cache_folder
from audio.verify import read_episode, ready_model, transcribe


@pytest.fixture(scope="session")
def model() -> Path:
    """Whisper base, from the user's own folder of models."""
    try:
        return ready_model()
    except VivavoceError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def session_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for takes, with the user's own models in it."""
    folder = tmp_path_factory.mktemp("cache")
    models = cache_folder() / "models"
    models.mkdir(parents=True, exist_ok=True)
    (folder / "models").symlink_to(models)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CACHE_VARIABLE, str(folder))
        yield folder


@pytest.fixture(scope="session")
def plan_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Plan]:
    """Plan an interview as a render would."""

    def plan(turns: tuple[tuple[str, str], ...], **request: object) -> Plan:
        script = tmp_path_factory.mktemp("script") / "clock.txt"
        script.write_text(written(*turns), encoding="utf-8")
        # Settings of its own, so that those of the folder the tests run in are not found.
        script.with_name("voices.yaml").write_text("engine: kokoro\n", encoding="utf-8")
        return library.plan(script, **request)  # type: ignore[arg-type]

    return plan


@pytest.fixture(scope="session")
def listen(
    model: Path, session_cache: Path, plan_of: Callable[..., Plan], tmp_path_factory: pytest.TempPathFactory
) -> Listen:
    """Render an interview and listen to it."""

    def listened(turns: tuple[tuple[str, str], ...], **request: object) -> Listening:
        plan = plan_of(turns, **request)
        file = tmp_path_factory.mktemp("episode") / "clock.mp3"
        try:
            fetch_voices(plan)
        except ModelFileError as error:
            pytest.skip(str(error))
        render_episode(plan, file)
        samples = read_episode(file)
        return Listening(file, plan, samples, transcribe(samples, model, "en"))

    return listened


HIBARI = {"options": {"engine": "hibari"}}


@pytest.fixture(scope="session")
def good(listen: Listen) -> Listening:
    """The interview as it should be, by hibari."""
    return listen(TURNS, **HIBARI)


@pytest.fixture(scope="session")
def faulty(listen: Listen) -> Listening:
    """The interview by hibari: a turn is missing, a sentence is doubled, a label is read aloud."""
    turns = list(TURNS)
    turns[1] = ("Ben Wray", turns[1][1].replace("oven.", "oven. Slowly, and with a warm oven."))
    turns[4] = ("Ada Stone", f"Ada Stone colon. {turns[4][1]}")
    del turns[2:4]
    return listen(tuple(turns), **HIBARI)


@pytest.fixture(scope="session")
def exchanged(listen: Listen) -> Listening:
    """The interview by kokoro, the third and fourth turns spoken by each other's speakers."""
    turns = [*TURNS[:2], ("Ben Wray", TURNS[2][1]), ("Ada Stone", TURNS[3][1]), *TURNS[4:]]
    return listen(tuple(turns), **KOKORO)

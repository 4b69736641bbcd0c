"""The table of engines."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from audio.errors import VoiceError
from audio.speech import Engine, catalogue, engine, engine_names, engine_statuses, engines, fetch_engine
from audio.speech.engines.tone import ToneEngine


def test_the_default_comes_first_and_the_test_engine_is_not_offered() -> None:
    assert engine_names() == ("kokoro", "hibari", "gtts")
    assert engine("tone").name == "tone"


@pytest.mark.parametrize("name", ["kokoro", "hibari", "gtts", "tone"])
def test_every_engine_keeps_the_protocol(name: str) -> None:
    made = engine(name)
    assert isinstance(made, Engine)
    assert made.name == name
    assert made.voices()
    assert {entry.language.split("-")[0] for entry in made.voices()} <= set(made.languages)


def test_an_unknown_engine_is_answered_with_the_names_and_the_nearest() -> None:
    with pytest.raises(VoiceError, match=r"kokoro, hibari, gtts\. Did you mean kokoro\?"):
        engine("kokorro")


@pytest.mark.parametrize("name", ["kokoro:am_micheal", "hibari:hart", "gtts:en-uk", "tone:mud"])
def test_an_unknown_voice_is_refused_with_the_nearest(name: str) -> None:
    from audio.cast import Voice  # noqa: PLC0415

    engine_name, _, voice_name = name.partition(":")
    with pytest.raises(VoiceError, match="did you mean"):
        engine(engine_name).check(Voice(engine_name, voice_name))


@pytest.mark.parametrize("name", ["kokoro:am_michael", "hibari:heart"])
def test_a_language_that_an_engine_cannot_read_is_refused(name: str) -> None:
    from audio.cast import Voice  # noqa: PLC0415

    engine_name, _, voice_name = name.partition(":")
    with pytest.raises(VoiceError, match="'fi'"):
        engine(engine_name).check(Voice(engine_name, voice_name, language="fi"))


def test_the_catalogue_has_all_of_kokoros_voices_with_language_gender_and_grade(cache: Path) -> None:
    voices = {entry.name: entry for entry in catalogue() if entry.engine == "kokoro"}
    assert len(voices) == 54
    assert (voices["bf_emma"].language, voices["bf_emma"].gender, voices["bf_emma"].grade) == (
        "en-GB",
        "female",
        "B-",
    )
    assert not any(entry.ready for entry in voices.values())


def test_the_voice_in_hibaris_package_is_ready_and_the_others_are_not(cache: Path) -> None:
    assert [entry.name for entry in engine("hibari").voices() if entry.ready] == ["heart"]


def test_the_status_tells_what_is_missing(cache: Path) -> None:
    status = {each.name: each for each in engine_statuses()}
    assert len(status["kokoro"].missing) == 55
    assert status["gtts"].online
    assert not status["kokoro"].online
    assert not fetch_engine("gtts")


def test_importing_the_table_loads_no_engine() -> None:
    code = (
        "import sys, audio.speech as s; s.engine_names();"
        "heavy = ('onnxruntime', 'hibari', 'kokoro_onnx', 'gtts', 'av', 'requests');"
        "sys.exit(any(name in sys.modules for name in heavy))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_package_brings_an_engine_by_its_entry_point(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "humming.py").write_text(
        "from audio.speech.engines.tone import ToneEngine\n"
        "class Hummer(ToneEngine):\n    name = 'hummer'\n"
        "class Broken:\n    name = 'broken'\n"
    )
    info = tmp_path / "humming-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: humming\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[vivavoce.engines]\nhummer = humming:Hummer\nbroken = humming:Broken\nkokoro = humming:Hummer\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    engines._doors.cache_clear()
    try:
        assert engine("hummer").voices()[0].engine == "hummer"
        assert engine("kokoro").name == "kokoro"
        assert any(entry.engine == "hummer" for entry in catalogue())
        with pytest.raises(VoiceError, match="lacks check, "):
            engine("broken")
        assert [each.name for each in engine_statuses() if each.problem] == ["broken"]
    finally:
        engines._doors.cache_clear()
        engines.engine.cache_clear()


def test_an_engine_that_does_not_load_is_named(bring: Callable[[Engine], None]) -> None:
    class Odd(ToneEngine):
        name = "odd"

    bring(Odd())
    sys.modules["brought_odd"].make = lambda: 1 / 0  # type: ignore[attr-defined]
    with pytest.raises(VoiceError, match="'odd' does not load"):
        engine("odd")

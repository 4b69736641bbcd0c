"""The table of engines."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from audio.cast import VoiceEntry, find
from audio.errors import VoiceError
from audio.models.files import ModelFile
from audio.speech import Engine, catalogue, engine, engine_names, engine_statuses, fetch_engine, is_here
from audio.speech.engines import table as engines
from audio.speech.engines.tone import ToneEngine


def test_the_default_comes_first_and_the_test_engine_is_not_offered() -> None:
    assert engine_names() == (
        "kokoro", "hibari", "gtts", "edge", "openai", "elevenlabs", "piper", "espeak",
    )  # fmt: skip
    assert engine("tone").name == "tone"


@pytest.mark.parametrize("name", [*engine_names(), "tone"])
def test_every_engine_keeps_the_protocol(name: str) -> None:
    made = engine(name)
    assert isinstance(made, Engine)
    assert made.name == name
    assert made.voices()
    assert made.licence
    assert made.max_chars >= 300
    assert made.parallel or not made.online
    assert {entry.language.split("-")[0] for entry in made.voices()} <= set(made.languages)


def test_an_engine_of_another_package_that_fails_breaks_nothing_else(bring: Callable[[Engine], None]) -> None:
    class Failing(ToneEngine):
        name = "failing"

        def voices(self) -> tuple[VoiceEntry, ...]:
            raise KeyError("no list")

    bring(Failing())
    assert find(catalogue(), "tone:mid").name == "mid"
    assert next(each for each in engine_statuses() if each.name == "failing").problem.startswith("It fails: ")


def test_an_unknown_engine_is_answered_with_the_names_and_the_nearest() -> None:
    with pytest.raises(VoiceError, match=r"there are kokoro, hibari, .*\. Did you mean kokoro\?"):
        engine("kokorro")


@pytest.mark.parametrize(
    "name", ["kokoro:am_micheal", "hibari:hart", "gtts:en-uk", "tone:mud", "espeak:en-gbr"]
)
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


def test_all_voices_of_hibari_may_be_cast_though_four_are_fetched_when_they_are_needed(cache: Path) -> None:
    voices = engine("hibari").voices()
    assert all(entry.ready for entry in voices)
    assert [entry.name for entry in voices if is_here(entry)] == ["heart"]
    assert next(each.ready for each in engine_statuses() if each.name == "hibari") == 1


def test_the_status_tells_what_is_missing(cache: Path) -> None:
    status = {each.name: each for each in engine_statuses()}
    assert len(status["kokoro"].missing) == 55
    assert status["gtts"].online
    assert not status["kokoro"].online
    assert not fetch_engine("gtts")
    assert {each.name for each in status.values() if each.online} == {"gtts", "edge", "openai", "elevenlabs"}
    assert {each.name for each in status.values() if each.paid} == {"openai", "elevenlabs"}


def test_importing_the_table_loads_no_engine() -> None:
    code = (
        "import sys, audio.speech as s; s.engine_names();"
        "heavy = ('onnxruntime', 'hibari', 'espeakng_loader', 'gtts', 'av', 'requests', 'edge_tts', 'piper',"
        " 'elevenlabs', 'espeakng_loader');"
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
        assert "lacks check, " in next(each.problem for each in engine_statuses() if each.name == "broken")
    finally:
        engines._doors.cache_clear()
        engines.engine.cache_clear()


def test_an_engine_that_does_not_load_is_named(
    bring: Callable[[Engine], None], caplog: pytest.LogCaptureFixture
) -> None:
    class Odd(ToneEngine):
        name = "odd"

    bring(Odd())
    sys.modules["brought_odd"].make = lambda: 1 / 0  # type: ignore[attr-defined]
    with pytest.raises(VoiceError, match="'odd' does not load"):
        engine("odd")
    caplog.set_level(logging.INFO, "audio")
    assert len(catalogue())
    [told] = caplog.records
    assert told.getMessage().startswith("passing over odd: The engine 'odd' does not load (division by zero)")
    assert not told.exc_info


def test_all_voices_of_kokoro_are_ready_together(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {entry.ready for entry in engine("kokoro").voices()} == {False}
    monkeypatch.setattr(ModelFile, "present", property(lambda file: file.name.endswith(".onnx")))
    assert {entry.ready for entry in engine("kokoro").voices()} == {True}
    assert {status.name: status.ready for status in engine_statuses()}["kokoro"] == 0


def test_the_catalogue_finds_voices_that_are_not_listed(cache: Path) -> None:
    listed = catalogue()
    assert find(listed, "kokoro:af_heart*0.6+af_bella*0.4").language == "en-US"
    assert find(listed, "kokoro:af_heart * 3 + bm_george").gender == "unknown"
    assert not any("*" in entry.name for entry in listed)
    with pytest.raises(VoiceError, match="did you mean af_bella"):
        find(listed, "kokoro:af_heart*0.6+af_bela*0.4")


def test_messages_do_not_name_the_test_engine() -> None:
    find(catalogue(), "tone:mid")
    for name in ("kokro", "tones"):
        with pytest.raises(VoiceError, match=r"^(?!.*\btone\b)"):
            find(catalogue(), f"{name}:mid")
        with pytest.raises(VoiceError, match=r"^(?!.*\btone\b)"):
            engine(name)

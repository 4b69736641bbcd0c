"""Piper, with its real runtime and voice."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from making import segment, voice

from audio import extras
from audio.cast import find
from audio.errors import ModelFileError, VoiceError
from audio.speech import Engine, catalogue, engine, fetch_engine, speak_segments
from audio.speech.engines.piper import MODEL, SETTINGS

JOE = "piper:en_US-joe-medium"


@pytest.fixture(scope="session")
def joe_files() -> tuple[Path, Path]:
    """The voice that can be fetched, in the user's own folder of models."""
    pytest.importorskip("piper")
    try:
        fetch_engine("piper")
    except ModelFileError as error:
        pytest.skip(str(error))
    return MODEL.path, SETTINGS.path


@pytest.fixture
def piper(joe_files: tuple[Path, Path], cache: Path) -> Engine:
    folder = cache / "models" / "piper"
    folder.mkdir(parents=True)
    for file in joe_files:
        (folder / file.name).symlink_to(file)
    return engine("piper")


@pytest.fixture
def own_voice(piper: Engine, tmp_path: Path, joe_files: tuple[Path, Path]) -> Path:
    """A voice file of the user's own, for two speakers by its settings."""
    file = tmp_path / "my voices" / "xx_XX-mine-low.onnx"
    file.parent.mkdir()
    file.symlink_to(joe_files[0])
    about = json.loads(joe_files[1].read_text())
    about["speaker_id_map"], about["language"] = {"ada": 0, "bob": 1}, {"code": "pt_BR"}
    file.with_name(f"{file.name}.json").write_text(json.dumps(about))
    return file


@pytest.mark.model
def test_piper_speaks_at_a_natural_rate_and_level(piper: Engine) -> None:
    speech = piper.speak("Hello there, this is a test.", voice(JOE))
    assert speech.rate == 22_050
    assert 1.2 < len(speech.samples) / speech.rate < 3
    assert -32 < 20 * np.log10(np.sqrt(np.mean(speech.samples**2))) < -12
    assert np.abs(speech.samples).max() <= 1


@pytest.mark.model
def test_a_faster_voice_of_piper_is_shorter(piper: Engine) -> None:
    slow = len(piper.speak("Hello there, this is a test.", voice(JOE, speed=0.8)).samples)
    fast = len(piper.speak("Hello there, this is a test.", voice(JOE, speed=1.6)).samples)
    assert 1.4 < slow / fast < 2.8


@pytest.mark.model
def test_a_voice_is_found_by_path_and_by_name_in_a_folder(
    piper: Engine, own_voice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_path = find(catalogue(), f"piper:{own_voice}")
    assert (by_path.name, by_path.language) == (str(own_voice), "pt-BR")
    monkeypatch.setenv("VIVAVOCE_PIPER_VOICES", str(own_voice.parent))
    assert find(catalogue(), "piper:xx_XX-mine-low").language == "xx-XX"
    take = speak_segments([segment("Hello there.", f"piper:{own_voice}")])[0]
    assert take.length > 0


@pytest.mark.model
def test_a_speaker_of_a_file_is_named_or_numbered_and_an_unknown_one_refused(
    piper: Engine, own_voice: Path
) -> None:
    piper.check(voice(f"piper:{own_voice}#bob"))
    with pytest.raises(VoiceError, match="no speaker 'eve'; it has ada, bob"):
        piper.check(voice(f"piper:{own_voice}#eve"))


def test_a_file_that_is_not_there_or_lacks_its_settings_is_named(cache: Path, tmp_path: Path) -> None:
    pytest.importorskip("piper")
    with pytest.raises(VoiceError, match=r"there is no file nowhere/x\.onnx"):
        find(catalogue(), "piper:nowhere/x.onnx")
    (tmp_path / "x.onnx").write_bytes(b"")
    with pytest.raises(VoiceError, match="needs its settings in"):
        find(catalogue(), f"piper:{tmp_path / 'x.onnx'}")
    with pytest.raises(VoiceError, match="did you mean piper:en_US-joe-medium"):
        find(catalogue(), "piper:en_US-jo-medium")


def test_without_its_package_the_extra_is_named(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    with pytest.raises(VoiceError, match=r"pip install 'vivavoce\[piper\]'"):
        engine("piper").check(voice(JOE))

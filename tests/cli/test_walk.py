"""`vivavoce preview SCRIPT` on a terminal: a walk through the turns, heard and recast."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from terminal import WAIT

from audio.cast import effective_settings
from audio.rehearsal import screen

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
TALK = """\
# Of clocks

**Ada Stone:** Is it late, or is that only what the clock of the tower says?

**Zoë Wray:** It is, by a minute, or so says Dr. Hall, who winds it every day.

**Ada Stone:** And the café clock?
"""
DOWN, PAGE_UP, ESCAPE, ENTER = "\x1b[B", "\x1b[5~", "\x1b", "\r"


@pytest.fixture
def talk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An interview of three turns with a title, settings beside it, and a player that notes what it plays."""
    Path("show").mkdir()
    Path("show/talk.md").write_text(TALK, "utf-8")
    Path("show/voices.yaml").write_text("# ours\nengine: tone\n", "utf-8")
    Path("bin").mkdir()
    note = "#!/bin/sh\n/bin/cat > last; /bin/cat last | /usr/bin/wc -c >> played\n/bin/sleep 1\n"
    Path("bin/aplay").write_text(note, "utf-8")
    Path("bin/aplay").chmod(0o755)
    monkeypatch.setenv("PATH", str(Path("bin").resolve()))
    return Path("show/talk.md")


def soon(so: Callable[[], object]) -> None:
    """Wait until something is so."""
    ends = time.monotonic() + WAIT
    while not so():
        assert time.monotonic() < ends
        time.sleep(0.05)


def played() -> list[int]:
    """Give how many bytes each hearing had."""
    notes = Path("played")
    return [int(line) for line in notes.read_text("utf-8").split()] if notes.exists() else []


@pytest.mark.parametrize("columns", [60, 120])
def test_a_turn_is_walked_to_heard_given_another_voice_and_kept(talk, columns, on_terminal):
    terminal = on_terminal(columns, "preview", str(talk))
    lines = terminal.until("▸ 0 Narrator", "q leave")
    assert lines[0].startswith(" Of clocks")
    terminal.press(DOWN * 2)
    lines = terminal.until("▸ 2 Zoë Wray", "said otherwise: Dr. → Doctor")
    assert "  1 Ada Stone" in "\n".join(lines)

    terminal.press(" ")
    terminal.until("✓")
    assert len(played()) == 1

    terminal.press("v")
    own = next(line for line in terminal.until("Voices for Zoë Wray") if line.endswith("now"))
    terminal.press("top")
    terminal.until("▸ tone:top")
    terminal.press(" ")
    soon(lambda: len(played()) == 2)
    terminal.press(ENTER)
    terminal.until("not saved", "tone:top · chosen here")
    assert "tone:top" not in own
    terminal.press("q")
    terminal.until("Not saved: the voice of Zoë Wray.")
    terminal.press("s")
    terminal.until("tone:top · show/voices.yaml:5", "now has the voice of Zoë Wray")
    settings = Path("show/voices.yaml")
    assert settings.read_text("utf-8").startswith("# ours\n")
    assert effective_settings(settings).speakers["Zoë Wray"].voice == "tone:top"
    terminal.press("q")
    assert terminal.ended() == 0
    assert "show/voices.yaml now has the voice of Zoë Wray." in "".join(terminal.lines)


def test_what_is_saved_elsewhere_is_taken_in_and_what_cannot_be_read_is_told(talk, on_terminal):
    terminal = on_terminal(80, "preview", str(talk), "--no-play")
    terminal.until("▸ 0 Narrator")
    terminal.press(DOWN)
    terminal.until("▸ 1 Ada Stone")
    talk.write_text(TALK.replace("**Ada", "**Zoë Wray:** Wait.\n\n**Ada", 1), "utf-8")
    terminal.until("1 Zoë Wray  Wait.", "▸ 2 Ada Stone Is it late, or is")
    Path("show/voices.yaml").write_text("engine: tone\nspeakers: 5\n", "utf-8")
    terminal.until("show/voices.yaml:2: speakers is 5")
    Path("show/voices.yaml").write_text("engine: tone\n", "utf-8")
    terminal.press("?")
    terminal.until("these keys", "ten turns")
    terminal.press(PAGE_UP)
    terminal.until("these keys", gone=True)
    terminal.press("q")
    assert terminal.ended() == 0


def test_what_is_heard_can_be_ended_and_leaving_waits_for_nothing(talk, on_terminal):
    Path("bin/aplay").write_text("#!/bin/sh\n/bin/cat > /dev/null\nexec /bin/sleep 600\n", "utf-8")
    terminal = on_terminal(80, "preview", str(talk))
    terminal.until("▸ 0 Narrator")
    terminal.press(" ")
    terminal.until("♪")
    terminal.press(" ")
    terminal.until("♪", gone=True)
    terminal.press(" ")
    terminal.until("♪")
    began = time.monotonic()
    terminal.press("\x03")
    assert terminal.ended() == 0
    assert time.monotonic() - began < 60


def test_what_is_missing_is_named_with_what_installs_it(monkeypatch):
    assert screen.lacking() == ""
    monkeypatch.setattr(screen, "present", lambda _: False)
    assert "pip install 'vivavoce[terminal]'" in screen.lacking()


def test_a_program_that_asks_for_json_on_a_terminal_is_told_which_turns_and_walks_nowhere(talk, watched):
    shown = watched(100, "preview", str(talk), "--json", status=2)
    assert "Say which turns" in shown
    assert "q leave" not in shown

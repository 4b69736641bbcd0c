"""What is asked before money is spent or text is sent away: by a render, a preview, an audition."""

from __future__ import annotations

import http.server
import io
import json
import os
import re
import sys
import threading
import wave
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from audio.guard import trust_folder

PAID = """\
engine: tone
speakers:
  Ada Stone:
    voice: openai:alloy
"""


def _spoken() -> bytes:
    """A second of a quiet tone as WAV."""
    samples = (3000 * np.sin(np.arange(24_000) * 0.06)).astype("<i2")
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(24_000)
        sound.writeframes(samples.tobytes())
    return file.getvalue()


@dataclass
class Server:
    """A server that speaks, and what it was asked."""

    asked: list[bytes] = field(default_factory=list)


@pytest.fixture
def server(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A working folder in which Ada's voice is that of a server that wants to be paid."""
    state = Server()
    sound = _spoken()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            state.asked.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "audio/wav")
            self.send_header("Content-Length", str(len(sound)))
            self.end_headers()
            self.wfile.write(sound)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listening.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{listening.server_address[1]}/v1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    monkeypatch.setenv("VIVAVOCE_OPENAI_PRICE", "15")
    Path("voices.yaml").write_text(PAID, encoding="utf-8")
    trust_folder(folder)
    yield state
    listening.shutdown()
    listening.server_close()
    thread.join()


def test_where_nobody_can_be_asked_a_paid_render_is_refused_and_nothing_is_sent(server, vivavoce):
    done = vivavoce("render", "clock.txt")

    assert done.returncode == 2
    [sentence] = [line for line in done.stderr.splitlines() if "--yes" in line]
    assert re.search(r"openai will be sent \d\d characters, about \$0\.00", sentence)
    assert server.asked == []
    assert not Path("out/clock.mp3").exists()


def test_yes_agrees_beforehand_and_what_is_cached_costs_nothing_again(server, vivavoce):
    done = vivavoce("render", "clock.txt", "--yes")

    assert done.returncode == 0, done.stderr
    sent = len(server.asked)
    assert sent > 0
    again = vivavoce("render", "clock.txt")
    assert again.returncode == 0, again.stderr
    assert len(server.asked) == sent


def test_a_free_server_is_not_asked_about(server, vivavoce, monkeypatch):
    monkeypatch.setenv("VIVAVOCE_OPENAI_PRICE", "0")
    done = vivavoce("render", "clock.txt")

    assert done.returncode == 0, done.stderr
    assert re.search(r"openai will be sent \d\d characters\.", done.stderr)


def test_an_online_fallback_voice_is_announced_and_a_paid_one_agreed_to(server, vivavoce, monkeypatch):
    Path("voices.yaml").write_text("engine: tone\nfallback: openai:alloy\n", encoding="utf-8")
    refused = vivavoce("render", "clock.txt")
    monkeypatch.setenv("VIVAVOCE_OPENAI_PRICE", "0")
    done = vivavoce("render", "clock.txt")

    assert refused.returncode == 2
    assert "Where another voice fails: openai may be sent up to " in refused.stderr
    assert done.returncode == 0, done.stderr
    assert "Where another voice fails: openai may be sent up to " in done.stderr
    assert server.asked == []


@pytest.mark.parametrize(
    "command",
    [
        ("preview", "clock.txt", "1-99", "--no-play"),
        ("voices", "audition", "clock.txt", "Ada Stone", "--voices", "openai:alloy"),
    ],
)
def test_a_preview_and_an_audition_ask_as_a_render_does(command, server, vivavoce):
    turns = len(json.loads(vivavoce("script", "clock.txt", "--json").stdout)["turns"])
    command = [part.replace("99", str(turns)) for part in command]
    refused = vivavoce(*command)
    sent = len(server.asked)
    done = vivavoce(*command, "--yes")

    assert refused.returncode == 2
    assert "agree to it with --yes" in refused.stderr
    assert sent == 0
    assert done.returncode == 0, done.stderr
    assert "openai will be sent " in done.stderr
    assert server.asked


def test_nobody_is_asked_to_pay_an_engine_that_cannot_speak_without_its_key(server, vivavoce, monkeypatch):
    monkeypatch.delenv("OPENAI_BASE_URL")
    monkeypatch.delenv("OPENAI_API_KEY")

    done = vivavoce("render", "clock.txt", "--engine", "openai")

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "needs a key in the environment variable OPENAI_API_KEY" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of Unix")
@pytest.mark.parametrize(("answer", "status"), [("y", 0), ("n", 1)])
def test_on_a_terminal_it_is_asked(server, answer, status):
    import pty  # noqa: PLC0415 - is not everywhere

    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-m", "audio", "render", "clock.txt"])  # noqa: S606 - no shell
    shown = b""
    answered = False
    try:
        while piece := os.read(terminal, 4096):
            shown += piece
            if not answered and b"Go on?" in shown:
                os.write(terminal, f"{answer}\n".encode())
                answered = True
    except OSError:  # the terminal is closed with the program that had it
        pass
    _, ended = os.waitpid(child, 0)
    os.close(terminal)

    text = " ".join(shown.decode("utf-8", "replace").split())
    assert re.search(r"openai will be sent \d\d characters", text)
    assert os.waitstatus_to_exitcode(ended) == status, text
    assert bool(server.asked) == (answer == "y")
    assert Path("out/clock.mp3").exists() == (answer == "y")


def test_a_damaged_take_is_agreed_to_before_it_is_sent_again(server, vivavoce):
    vivavoce("render", "clock.txt", "--yes")
    sent = len(server.asked)
    takes = Path(os.environ["VIVAVOCE_CACHE"], "takes")
    for clip in takes.glob("*/*.wav"):
        clip.write_bytes(clip.read_bytes()[:-2])

    done = vivavoce("render", "clock.txt", "-v")

    assert done.returncode == 2
    assert "agree to it with --yes" in done.stderr
    assert "is damaged and will be made again" in done.stderr
    assert len(server.asked) == sent

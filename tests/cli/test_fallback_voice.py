"""What `vivavoce render` says of services: what they are sent, who speaks in their place, what -v tells."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from audio.guard import trust_folder

SETTINGS = """\
engine: tone
speakers:
  Ada Stone:
    voice: openai:alloy
"""


@pytest.fixture
def refusing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working folder in which Ada's voice is that of a server that refuses every request."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"]))
            said = f"No: {self.headers['Authorization']}".encode() + text
            self.send_response(401)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{server.server_address[1]}/v1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    Path("voices.yaml").write_text(SETTINGS, encoding="utf-8")
    trust_folder(folder)
    yield folder
    server.shutdown()
    server.server_close()
    thread.join()


def test_without_leave_a_voice_that_fails_fails_the_render(refusing, vivavoce):
    done = vivavoce("render", "clock.txt")

    assert done.returncode == 1
    assert "refuses the key (401)" in done.stderr
    assert not (refusing / "out" / "clock.mp3").exists()


def test_the_fallback_voice_is_reported_with_its_turns(refusing, vivavoce):
    Path("voices.yaml").write_text(SETTINGS + "fallback: tone:top\n", encoding="utf-8")
    done = vivavoce("render", "clock.txt", "--json")

    assert done.returncode == 0, done.stderr
    [warning] = json.loads(done.stdout)["warnings"]
    assert warning.startswith("Ada Stone is not openai:alloy everywhere: tone:top speaks in turns ")
    assert warning in " ".join(done.stderr.split())
    assert "openai will be sent " in done.stderr
    assert (refusing / "out" / "clock.mp3").is_file()


def test_a_fallback_that_is_no_voice_is_a_mistake_in_the_settings(refusing, vivavoce):
    Path("voices.yaml").write_text(SETTINGS + "fallback: tone:topp\n", encoding="utf-8")
    done = vivavoce("render", "clock.txt")

    assert done.returncode == 2
    assert "voices.yaml:5: fallback: tone has no voice 'topp'; did you mean tone:top?" in done.stderr


def test_a_fallback_is_told_at_v_with_neither_key_nor_text(refusing, vivavoce, monkeypatch):
    key = "a0b1c2d3e4f5a6b7c8d9"
    monkeypatch.setenv("OPENAI_API_KEY", key)
    Path("voices.yaml").write_text(SETTINGS + "fallback: tone:top\n", encoding="utf-8")
    quiet = vivavoce("render", "clock.txt", "--yes")
    assert "vivavoce: " not in quiet.stderr

    once = vivavoce("render", "clock.txt", "--yes", "-v")
    twice = vivavoce("-v", "render", "clock.txt", "--yes", "-v")

    told = [line for line in once.stderr.splitlines() if line.startswith("vivavoce: ")]
    assert "vivavoce: speech: 127.0.0.1 refuses the key (401)" in told
    assert "vivavoce: speech: segment 3: openai:alloy failed (EngineError)" in told
    assert "vivavoce: speech: segment 3: tone:top speaks instead of openai:alloy" in told
    assert once.stderr.count("is read as text") == 0
    assert twice.stderr.count("is read as text") == 1
    told += [line for line in twice.stderr.splitlines() if line.startswith("vivavoce: ")]
    assert not [line for line in told if "morning" in line or "night" in line]
    for done in (quiet, once, twice):
        assert key not in done.stderr + done.stdout

"""What `vivavoce render` says of services: what they are sent, and who speaks in their place."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

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
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(401)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{server.server_address[1]}/v1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    Path("voices.yaml").write_text(SETTINGS, encoding="utf-8")
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

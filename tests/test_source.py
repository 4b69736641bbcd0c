"""What is given is taken in once: a file, an address, a pipe."""

from __future__ import annotations

import hashlib
import io
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from audio import Source, open_source
from audio.errors import InputError, ScriptError, VivavoceError
from audio.guard import at_most

TALK = b"Ada Stone: Who winds the clock?\n\nBen Wray: I do. It sulks otherwise.\n"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """Serve one page at two addresses, and write down what is asked for."""
    asked: list[str] = []

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200 if self.path in ("/blog/talk/", "/show?u=https://a.b//c/") else 404)
            self.end_headers()
            self.wfile.write(TALK)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    yield SimpleNamespace(address=f"http://127.0.0.1:{server.server_address[1]}", asked=asked)
    server.shutdown()
    server.server_close()


def test_a_file_is_taken_in_with_its_bytes_and_their_digest(tmp_path):
    (tmp_path / "talk.md").write_bytes(TALK)
    source = open_source(tmp_path / "talk.md")
    (tmp_path / "talk.md").write_bytes(b"something else")
    assert (source.name, source.path) == (str(tmp_path / "talk.md"), tmp_path / "talk.md")
    assert (source.data, source.sha256) == (TALK, hashlib.sha256(TALK).hexdigest())
    assert source.stem == "talk"


@pytest.mark.parametrize(("end", "stem"), [("/blog/talk/", "talk"), ("/show?u=https://a.b//c/", "show")])
def test_an_address_is_asked_for_as_it_was_written(site, end, stem):
    source = open_source(site.address + end, allow_local=True)
    assert site.asked == [end]
    assert (source.name, source.data, source.path) == (site.address + end, TALK, None)
    assert source.stem == stem


def test_a_page_that_is_not_there_is_one_sentence(site):
    with pytest.raises(VivavoceError, match=r"/blog/talk answers 404"):
        open_source(site.address + "/blog/talk", allow_local=True)


def test_a_pipe_is_read_once(monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(TALK)))
    source = open_source("-")
    assert source == Source("-", TALK)
    assert source.stem == "interview"


def test_a_folder_and_a_missing_file_are_named(tmp_path):
    with pytest.raises(ScriptError, match="this is a folder"):
        open_source(tmp_path)
    with pytest.raises(ScriptError, match=r"gone\.md: the file cannot be read"):
        open_source(tmp_path / "gone.md")


def test_no_more_is_read_than_an_interview_may_have(tmp_path):
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(at_most("file_bytes") + 1)
    with pytest.raises(InputError, match="larger than 64 MB"):
        open_source(tmp_path / "huge.txt")


def test_a_file_is_not_taken_for_an_address(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "https.txt").write_bytes(TALK)
    assert open_source("https.txt").path is not None


def test_what_became_of_a_script_is_called_like_it(tmp_path):
    for name, stem in (("talk.script.md", "talk"), ("talk.md", "talk"), (".script.md", ".script")):
        (tmp_path / name).write_text("x", "utf-8")
        assert open_source(tmp_path / name).stem == stem

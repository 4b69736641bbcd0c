"""A real scheduler, real workers and a slow store, each a process or a server on the loopback."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from importlib.util import find_spec
from pathlib import Path

import psutil
import pytest
from machines import Machines, ended, slow_s3, until, with_certificate
from places import ROOT

from audio import library
from audio.cluster import session
from audio.errors import InputError, VivavoceError

NEEDED = ("distributed", "moto", "s3fs")
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not all(map(find_spec, NEEDED)), reason="the extra `cluster` is not installed"),
]

TURNS = 16
VOICES = {"Ada": "tone:low", "Ben": "tone:mid"}
NEURAL = {"Ada": "hibari:heart", "Ben": "hibari:heart"}
OPTIONS = ("--voice", "Ada=tone:low", "--voice", "Ben=tone:mid", "--json")


def talk(about: str) -> str:
    """Write an interview in which no text comes twice, and none of another one."""
    return "\n".join(
        f"**Ada:** What of {about} number {n}?\n\n**Ben:** {about.title()} {n} is at home.\n"
        for n in range(TURNS // 2)
    )


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """A scheduler, two workers and a desk, none of which shares more with the others than a store."""
    with slow_s3() as shared:
        made = Machines(tmp_path_factory.mktemp("cluster"), shared)
        made.start_scheduler()
        made.start_worker("first")
        made.start_worker("second")
        yield made
        made.end()


Alone = Callable[[str], dict[str, bytes]]


@pytest.fixture
def alone(machines: Machines, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Alone:
    """Makes an episode on this machine without the others and gives its files; the others have its script."""

    def make(about: str) -> dict[str, bytes]:
        monkeypatch.chdir(machines.folder)
        Path("talk.md").write_text(talk(about), encoding="utf-8")
        library.render("talk.md", tmp_path / "alone", voices=VOICES)
        return files_in(tmp_path / "alone")

    return make


def test_a_cluster_with_a_slow_store_makes_the_same_bytes_and_another_machine_finds_its_takes(
    machines: Machines, alone: Alone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = alone("clocks")
    render = machines.render("-o", str(tmp_path / "one"), "--cluster", machines.address, *OPTIONS, "-q")
    status, out, said = ended(render)
    assert (status, said) == (0, "")
    assert json.loads(out)["takes_new"] == TURNS == len(machines.texts())
    assert files_in(tmp_path / "one") == expected
    for name, value in machines.environment("another desk").items():
        monkeypatch.setenv(name, value)
    episode = library.render("talk.md", tmp_path / "two", voices=VOICES)
    assert all(take.cached for take in episode.takes)
    assert files_in(tmp_path / "two") == expected


def test_a_program_has_a_cluster_speak_as_the_command_has(
    machines: Machines, alone: Alone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected, before = alone("wheels"), len(machines.texts())
    for name, value in machines.environment("a program's desk").items():
        monkeypatch.setenv(name, value)
    library.render("talk.md", tmp_path / "one", voices=VOICES, cluster=machines.address)
    assert len(machines.texts()) == before + TURNS
    assert files_in(tmp_path / "one") == expected
    with pytest.raises(InputError, match="'scheduler' is no scheduler of a cluster"):
        library.render("talk.md", tmp_path / "two", voices=VOICES, cluster="scheduler")


def test_a_neural_voice_makes_the_same_bytes_on_a_cluster(
    machines: Machines, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(machines.folder)
    Path("talk.md").write_text(talk("engines")[:200], encoding="utf-8")
    library.render("talk.md", tmp_path / "alone", voices=NEURAL)
    for name, value in machines.environment("a third desk").items():
        monkeypatch.setenv(name, value)
    episode = library.render("talk.md", tmp_path / "one", voices=NEURAL, cluster=machines.address)
    assert not any(take.cached for take in episode.takes)
    assert files_in(tmp_path / "one") == files_in(tmp_path / "alone")


def test_what_a_worker_cannot_say_is_told_as_this_machine_tells_it(machines: Machines) -> None:
    said = "**Ada:** What is it?\n\n**Ben:** An unspeakable word.\n"
    (machines.folder / "talk.md").write_text(said, encoding="utf-8")
    status, _, told = ended(machines.render("--cluster", machines.address, *OPTIONS))
    assert status == 1
    assert "Turn 2 (line 3, Ben: “An unspeakable word.”) could not be spoken. tone cannot say that." in told


def test_a_worker_that_is_killed_in_the_middle_costs_its_batch_and_no_byte(
    machines: Machines, alone: Alone, tmp_path: Path
) -> None:
    expected, before = alone("bells"), len(machines.texts())
    render = machines.render("-o", str(tmp_path / "one"), "--cluster", machines.address, *OPTIONS)
    until(lambda: len(machines.texts()) > before + 3)
    machines.kill("first")
    assert ended(render)[0] == 0
    assert files_in(tmp_path / "one") == expected
    spoken = machines.texts()[before:]
    assert len(set(spoken)) == TURNS
    assert len(spoken) <= TURNS + 4


def test_a_worker_of_another_version_is_not_used_and_told_once(
    machines: Machines, alone: Alone, tmp_path: Path
) -> None:
    expected = alone("towers")
    shutil.copytree(ROOT / "audio", tmp_path / "old" / "audio")
    (tmp_path / "old" / "audio" / "version.py").write_text('__version__ = "0.0.9"\n', encoding="utf-8")
    machines.start_worker("old", PYTHONPATH=str(tmp_path / "old"))
    until(lambda: "Registered to" in (machines.folder / "old.log").read_text("utf-8"))
    render = machines.render("-o", str(tmp_path / "one"), "--cluster", machines.address, *OPTIONS)
    status, _, said = ended(render)
    machines.kill("old")
    assert status == 0
    assert "is not used: it has Vivavoce 0.0.9, and 0.1.0 is asked for: install that there." in said
    assert said.count("is not used") == 1
    assert files_in(tmp_path / "one") == expected


def test_a_scheduler_that_starts_again_is_given_the_rest_again(
    machines: Machines, alone: Alone, tmp_path: Path
) -> None:
    expected, before = alone("chimes"), len(machines.texts())
    render = machines.render("-o", str(tmp_path / "one"), "--cluster", machines.address, *OPTIONS)
    until(lambda: len(machines.texts()) > before + 6)
    for name in ("scheduler", "first", "second"):
        machines.kill(name)
    machines.start_scheduler()
    machines.start_worker("third")
    status, _, said = ended(render)
    assert status == 0
    assert "The scheduler of the cluster does not answer; waiting for it." in said
    assert files_in(tmp_path / "one") == expected
    spoken = machines.texts()[before:]
    assert len(set(spoken)) == TURNS
    assert len(spoken) <= TURNS + 4


def test_a_render_that_waits_for_workers_ends_when_it_is_interrupted(machines: Machines) -> None:
    (machines.folder / "talk.md").write_text(talk("springs"), encoding="utf-8")
    before = len(machines.texts())
    render = machines.render("--cluster", machines.address, *OPTIONS)
    until(lambda: len(machines.texts()) > before + 2)
    for name in ("scheduler", "first", "second", "third"):
        machines.kill(name)
    render.send_signal(signal.SIGINT)
    status, _, said = ended(render)
    assert status == 130
    assert said.endswith("Interrupted; finished takes are kept.\n")
    assert "Traceback" not in said


def test_where_no_scheduler_is_a_sentence_says_so(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_CONNECT", 0.5)
    monkeypatch.chdir(tmp_path)
    Path("talk.md").write_text(talk("watches")[:200], encoding="utf-8")
    with pytest.raises(VivavoceError, match=r"No scheduler answers at tcp://127\.0\.0\.1:9"):
        library.render("talk.md", "one", voices=VOICES, cluster="tcp://127.0.0.1:9")


def test_where_only_a_certificate_lets_in_a_cluster_speaks_to_whoever_has_it_and_nobody_else(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = {"VIVAVOCE_CACHE": (tmp_path / "store").as_uri(), **with_certificate(tmp_path)}
    encrypted = Machines(tmp_path, shared, scheme="tls")
    try:
        encrypted.start_scheduler()
        encrypted.start_worker("first")
        (tmp_path / "talk.md").write_text(talk("locks")[:200], encoding="utf-8")
        asked = ("-o", str(tmp_path / "one"), "--cluster", encrypted.address, *OPTIONS)
        status, _, said = ended(encrypted.render(*asked))
        assert status == 0, said
        assert encrypted.texts()
        nobody = {"DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT": "", "DASK_DISTRIBUTED__COMM__TLS__CA_FILE": ""}
        status, _, said = ended(encrypted.render(*asked, name="stranger", **nobody))
        assert status == 1
        assert f"No scheduler answers at {encrypted.address}" in said
    finally:
        encrypted.end()


def test_workers_that_a_command_starts_here_make_the_same_bytes_and_end_with_it(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("talk.md").write_text(talk("watches")[:200], encoding="utf-8")
    library.render("talk.md", tmp_path / "alone", voices=VOICES)
    desk = Machines(tmp_path, {"VIVAVOCE_CACHE": str(tmp_path / "takes")})
    with ExitStack() as taken:
        with suppress(OSError):  # it is another cluster's already
            taken.enter_context(socket.create_server(("127.0.0.1", 8787)))
        render = desk.render("-o", "one", "--cluster", "local", *OPTIONS)
        started: set[psutil.Process] = set()
        while render.poll() is None:
            with suppress(psutil.NoSuchProcess):
                started.update(psutil.Process(render.pid).children(recursive=True))
            time.sleep(0.05)
    status, _, said = ended(render)
    assert (status, said) == (0, "")
    assert files_in(tmp_path / "one") == files_in(tmp_path / "alone")
    assert started
    assert not psutil.wait_procs(started, timeout=10)[1]

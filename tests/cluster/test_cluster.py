"""A real scheduler, real workers and a slow store, each a process or a server on the loopback."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from machines import Machines, ended, slow_s3, until
from places import ROOT

for needed in ("distributed", "moto", "s3fs"):
    pytest.importorskip(needed)

TURNS = 24
VOICES = ("--voice", "Ada=tone:low", "--voice", "Ben=tone:mid", "-q", "--json")


def talk(about: str) -> str:
    """Write an interview in which no text comes twice, and none of another one."""
    asked = (
        f"**Ada:** What of {about} number {n}?\n\n**Ben:** {about.title()} {n} is at home.\n"
        for n in range(TURNS // 2)
    )
    return "\n".join(asked)


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """A scheduler, two workers and a desk, none of which shares more with the others than a store."""
    with slow_s3() as shared:
        made = Machines(tmp_path_factory.mktemp("cluster"), shared)
        made.scheduler()
        made.first, made.second = made.worker("first"), made.worker("second")  # type: ignore[attr-defined]
        yield made
        made.end()


@pytest.fixture
def as_alone(machines: Machines, tmp_path: Path, request: pytest.FixtureRequest) -> dict[str, bytes]:
    """The files that a machine alone makes of an interview that no other test has."""
    (machines.folder / "talk.md").write_text(talk(request.node.name.split("_")[-1]), encoding="utf-8")
    alone = machines.render("-o", str(tmp_path / "alone"), *VOICES, VIVAVOCE_CACHE=str(tmp_path / "cache"))
    assert ended(alone)[0] == 0
    return files_in(tmp_path / "alone")


def test_a_cluster_with_a_slow_store_makes_the_same_bytes_and_another_machine_finds_its_takes(
    machines: Machines, as_alone: dict[str, bytes], tmp_path: Path
) -> None:
    together = machines.render("-o", str(tmp_path / "one"), "--cluster", machines.address, *VOICES)
    status, out, said = ended(together)
    assert (status, said) == (0, "")
    assert json.loads(out)["takes_new"] == TURNS
    assert len(machines.texts()) == TURNS
    assert files_in(tmp_path / "one") == as_alone
    later = machines.render("-o", str(tmp_path / "two"), *VOICES, name="another desk")
    assert json.loads(ended(later)[1])["takes_new"] == 0
    assert files_in(tmp_path / "two") == as_alone


def test_what_a_worker_cannot_say_is_told_as_this_machine_tells_it(machines: Machines) -> None:
    (machines.folder / "talk.md").write_text(
        "**Ada:** What is it?\n\n**Ben:** An unspeakable word.\n", "utf-8"
    )
    render = machines.render("--cluster", machines.address, *VOICES)
    status, _, said = ended(render)
    assert status == 1
    assert "Turn 2 (line 3, Ben: “An unspeakable word.”) could not be spoken. tone cannot say that." in said


def test_a_worker_that_is_killed_in_the_middle_costs_its_batch_and_no_byte(
    machines: Machines, as_alone: dict[str, bytes], tmp_path: Path
) -> None:
    before = len(machines.texts())
    render = machines.render("-o", str(tmp_path / "one"), "--cluster", machines.address, *VOICES)
    until(lambda: len(machines.texts()) > before + 5)
    machines.first.kill()  # type: ignore[attr-defined]
    assert ended(render)[0] == 0
    assert files_in(tmp_path / "one") == as_alone
    spoken = machines.texts()[before:]
    assert len(set(spoken)) == TURNS
    assert len(spoken) <= TURNS + TURNS // 8 + 1


def test_a_worker_of_another_version_is_not_used_and_told(
    machines: Machines, as_alone: dict[str, bytes], tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "audio", tmp_path / "old" / "audio")
    (tmp_path / "old" / "audio" / "version.py").write_text('__version__ = "0.0.9"\n', encoding="utf-8")
    old = machines.worker("old", PYTHONPATH=str(tmp_path / "old"))
    log = machines.folder / "old.log"
    until(lambda: "Registered to" in log.read_text("utf-8"))
    loud = [each for each in VOICES if each != "-q"]
    render = machines.render("-o", str(tmp_path / "one"), "--cluster", machines.address, *loud)
    status, _, said = ended(render)
    assert status == 0
    assert "is not used: it has Vivavoce 0.0.9, and 0.1.0 is asked for: install that there." in said
    assert said.count("is not used") == 1
    assert files_in(tmp_path / "one") == as_alone
    machines.second.kill()  # type: ignore[attr-defined]
    machines.second.wait()  # type: ignore[attr-defined]
    render = machines.render("-o", str(tmp_path / "two"), "--cluster", machines.address, *VOICES)
    status, _, said = ended(render)
    assert status == 1
    assert "has Vivavoce 0.0.9" in said
    assert not (tmp_path / "two").exists()
    old.kill()


def test_a_scheduler_that_starts_again_is_given_the_rest_again(
    machines: Machines, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    own = Machines(tmp_path_factory.mktemp("again"), machines._shared)
    (own.folder / "talk.md").write_text(talk("clock"), encoding="utf-8")
    alone = own.render("-o", str(tmp_path / "alone"), *VOICES, VIVAVOCE_CACHE=str(tmp_path / "cache"))
    scheduler, worker = own.scheduler(), own.worker("first")
    try:
        assert ended(alone)[0] == 0
        render = own.render("-o", str(tmp_path / "one"), "--cluster", own.address, *VOICES)
        until(lambda: len(own.texts()) > 8)
        scheduler.kill()
        worker.kill()
        scheduler.wait()
        own.scheduler()
        own.worker("third")
        assert ended(render)[0] == 0
        assert files_in(tmp_path / "one") == files_in(tmp_path / "alone")
        assert len(set(own.texts())) == TURNS
        assert len(own.texts()) <= TURNS + TURNS // 4 + 1
    finally:
        own.end()


def test_a_worker_with_a_cache_of_its_own_is_not_used(machines: Machines, tmp_path: Path) -> None:
    (machines.folder / "talk.md").write_text(talk("cache"), encoding="utf-8")
    lonely = machines.worker("lonely", VIVAVOCE_CACHE=str(tmp_path / "cache"))
    until(lambda: "Registered to" in (machines.folder / "lonely.log").read_text("utf-8"))
    render = machines.render("--cluster", machines.address, *VOICES)
    status, _, said = ended(render)
    lonely.kill()
    assert status == 1
    assert "it does not see this machine's takes: give both one cache" in said


@pytest.mark.parametrize(
    ("address", "status", "why"),
    [
        (
            "scheduler",
            2,
            "--cluster 'scheduler' is no scheduler: write one, such as tcp://scheduler:8786, or local.",
        ),
        ("tcp://127.0.0.1:9", 1, "No scheduler answers at tcp://127.0.0.1:9"),
    ],
)
def test_an_address_where_no_scheduler_is_gets_a_sentence(machines: Machines, address, status, why) -> None:
    render = machines.render("--cluster", address, *VOICES)
    ended_with, _, said = ended(render)
    assert (ended_with, why in said) == (status, True)

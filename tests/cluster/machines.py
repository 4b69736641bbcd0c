"""Machines of a cluster, each a process with a cache folder of its own, and a store that they share."""

from __future__ import annotations

import datetime as dt
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from places import ROOT

SLOWLY = Path(__file__).with_name("slowly.py")
PATIENCE = 300.0
"""Seconds after which a test gives up; on a busy machine a process takes many to start."""
STORE_TAKES = 0.03
"""Seconds that the store takes for each answer, besides its own."""
CALM = {
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "500ms",
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
}
"""Has Dask not look at itself a hundred times a second, which takes more time than what it is asked for."""


class Machines:
    """Starts processes, and ends those that are left."""

    def __init__(self, folder: Path, shared: Mapping[str, str], scheme: str = "tcp") -> None:
        self.folder, self._shared = folder, shared
        self.spoken = folder / "spoken.txt"
        """What the workers spoke, a text a line, as each was begun."""
        self.spoken.touch()
        self._all: dict[str, subprocess.Popen[bytes]] = {}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"{scheme}://127.0.0.1:{free.getsockname()[1]}"

    def environment(self, name: str, **more: str) -> dict[str, str]:
        """Give the surroundings of a machine of that name."""
        own = {"XDG_CACHE_HOME": str(self.folder / name), "VIVAVOCE_TEST_SPOKEN": str(self.spoken)}
        return {**os.environ, "PYTHONPATH": str(ROOT), **CALM, **self._shared, **own, **more}

    def start_scheduler(self) -> None:
        """Start a scheduler at the address."""
        scheme, _, port = self.address.split(":")
        where = ["--protocol", scheme, "--host", "127.0.0.1", "--port", port]
        self._start("scheduler", ["scheduler", *where, "--no-dashboard"])

    def start_worker(self, name: str, **more: str) -> None:
        """Start a worker of one thread, which speaks with the test engine as slowly as `slowly.py` says."""
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--preload", str(SLOWLY)]
        self._start(name, ["worker", self.address, *options], **more)

    def _start(self, name: str, command: list[str], **more: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *command],
                env=self.environment(name, **more), cwd=self.folder, stdout=log, stderr=log,
            )  # fmt: skip
        self._all[name] = process

    def kill(self, name: str) -> None:
        """Have a process end at once."""
        if name in self._all:
            self._all[name].kill()
            self._all[name].wait()

    def render(self, *options: str, name: str = "desk", **more: str) -> subprocess.Popen[str]:
        """Begin a render of `talk.md` on a machine of that name."""
        return subprocess.Popen(
            [sys.executable, "-m", "audio", "render", "talk.md", *options],
            env=self.environment(name, **more), cwd=self.folder, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def texts(self) -> list[str]:
        """Give what the workers have begun to speak so far."""
        return self.spoken.read_text("utf-8").splitlines()

    def end(self) -> None:
        """End what is left."""
        for name in self._all:
            self.kill(name)


def ended(render: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Wait for a render; give its status, and what it printed on both streams."""
    out, said = render.communicate(timeout=PATIENCE)
    return render.returncode, out, said


def until(true: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait for something to come true."""
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.02)


def with_certificate(folder: Path) -> dict[str, str]:
    """Make a key and its certificate; give what has Dask use them for everybody, and trust nobody else."""
    from cryptography import x509  # noqa: PLC0415 - these come with an extra
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.timezone.utc)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "cluster")])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=1))
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    certificate, secret = folder / "cluster.pem", folder / "cluster-key.pem"
    certificate.write_bytes(made.sign(key, hashes.SHA256()).public_bytes(pem))
    secret.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    setting = "DASK_DISTRIBUTED__COMM__{}".format
    files = {
        setting(f"TLS__{who}__{what}"): str(file)
        for who in ("SCHEDULER", "WORKER", "CLIENT")
        for what, file in (("CERT", certificate), ("KEY", secret))
    }
    return {**files, setting("TLS__CA_FILE"): str(certificate), setting("REQUIRE_ENCRYPTION"): "True"}


@contextmanager
def slow_s3() -> Iterator[dict[str, str]]:
    """Serve S3 on the loopback, slowly; give what a machine needs to know to use it."""
    import boto3  # noqa: PLC0415 - these come with an extra
    from moto.server import DomainDispatcherApplication, create_backend_app  # noqa: PLC0415
    from werkzeug.serving import make_server  # noqa: PLC0415

    backend = DomainDispatcherApplication(create_backend_app)

    def slowly(surroundings: Any, start: Any) -> Any:
        time.sleep(STORE_TAKES)
        return backend(surroundings, start)

    server = make_server("127.0.0.1", 0, slowly, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    about = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    session = boto3.Session(about["AWS_ACCESS_KEY_ID"], about["AWS_SECRET_ACCESS_KEY"])
    client = session.client("s3", endpoint_url=about["AWS_ENDPOINT_URL"], region_name="us-east-1")
    client.create_bucket(Bucket="takes")
    yield {**about, "VIVAVOCE_CACHE": "s3://takes/of/a/show"}
    server.shutdown()
    server.server_close()
    client.close()

"""Places to bring a show to, all on the loopback address: a store that speaks S3, and a server of SFTP."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

PUBLISHED = ("talk.mp3", "talk.vtt", "talk.chapters.json", "talk.html", "index.html", "feed.xml")
AT_HOME = ("talk.draft.mp3", "talk.takes.json", ".vivavoce-abcdefgh/new/talk.mp3", "previews/1.wav")


@pytest.fixture
def show(tmp_path: Path) -> Path:
    """Give a show with what `build` writes, and with what stays at home."""
    out = tmp_path / "show" / "out"
    for name in (*PUBLISHED, *AT_HOME):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(f"this is {name}\n" * 50, encoding="utf-8")
    (tmp_path / "elsewhere.txt").write_text("mine", encoding="utf-8")
    (out / "leads-out.txt").symlink_to(tmp_path / "elsewhere.txt")
    return out.parent


class Store(NamedTuple):
    """A store that speaks S3, and a client that asks it."""

    address: str
    client: object


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """Give an empty bucket called `shows`."""
    moto = pytest.importorskip("moto.server")
    boto = pytest.importorskip("botocore.session")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        }.items():
            patch.setenv(name, value)
        client = boto.get_session().create_client("s3")
        client.create_bucket(Bucket="shows")
        yield Store("s3://shows", client)
    server.stop()


class Server(NamedTuple):
    """A server of SFTP that gives a folder to `ada`, whose password is `secret`."""

    address: str
    folder: Path


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """Give a server of SFTP in a thread of its own."""
    ssh = pytest.importorskip("asyncssh")
    folder = tmp_path / "served"
    folder.mkdir()

    class Ada(ssh.SSHServer):
        def password_auth_supported(self) -> bool:
            return True

        def validate_password(self, username: str, password: str) -> bool:
            return (username, password) == ("ada", "secret")

    loop = asyncio.new_event_loop()

    async def listen() -> object:
        return await ssh.listen(
            "127.0.0.1",
            0,
            server_factory=Ada,
            server_host_keys=[ssh.generate_private_key("ssh-ed25519")],
            sftp_factory=lambda channel: ssh.SFTPServer(channel, chroot=str(folder)),
        )

    listening = loop.run_until_complete(listen())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield Server(f"sftp://ada:secret@127.0.0.1:{listening.get_port()}/www", folder)

    async def end() -> None:
        listening.close()
        await listening.wait_closed()

    asyncio.run_coroutine_threadsafe(end(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()

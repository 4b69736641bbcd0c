"""A folder to bring, and a server of SFTP on the loopback address to bring it to."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

PUBLISHED = (
    "feed.xml",
    "index.html",
    "talk.chapters.json",
    "talk.html",
    "talk.mp3",
    "talk.vtt",
    "talk/art.jpg",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with the kinds of files that a show has."""
    out = tmp_path / "out"
    for name in PUBLISHED:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(f"this is {name}\n" * 50, encoding="utf-8")
    return out


class Server(NamedTuple):
    """A server of SFTP that gives a folder to `ada`, whose password is `secret`."""

    address: str
    folder: Path


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """Give a server of SFTP in a thread of its own."""
    ssh = pytest.importorskip("asyncssh")
    pytest.importorskip("paramiko")
    folder = tmp_path / "served"
    folder.mkdir()

    connections = []

    class Ada(ssh.SSHServer):
        def connection_made(self, conn: object) -> None:
            connections.append(conn)

        def password_auth_supported(self) -> bool:
            return True

        def validate_password(self, username: str, password: str) -> bool:
            return (username, password) == ("ada", "secret")

    async def listen() -> object:
        return await ssh.listen(
            "127.0.0.1",
            0,
            server_factory=Ada,
            server_host_keys=[ssh.generate_private_key("ssh-ed25519")],
            sftp_factory=lambda channel: ssh.SFTPServer(channel, chroot=str(folder)),
        )

    async def end() -> None:
        for each in connections:
            each.abort()
            await each.wait_closed()
        listening.close()
        await listening.wait_closed()

    loop = asyncio.new_event_loop()
    listening = loop.run_until_complete(listen())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield Server(f"sftp://ada:secret@127.0.0.1:{listening.get_port()}/www", folder)
    asyncio.run_coroutine_threadsafe(end(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()

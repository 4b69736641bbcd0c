"""A server on the loopback that misbehaves in every way that a network can."""

from __future__ import annotations

import socket
import socketserver
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

PAGE = b"<html><body><p>Ada Stone: Who winds the clock?</p><p>Ben Wray: I do. It sulks.</p></body></html>"


@dataclass
class Wire:
    """What was asked, and how it is answered: each answer once, then the last for ever."""

    address: str = ""
    asked: list[str] = field(default_factory=list)
    """The bodies of the requests, or where there is none, their paths."""
    answers: list[Callable[[socket.socket, str], None]] = field(default_factory=list)


Answer = Callable[[socket.socket, str], None]


def whole(content: bytes = PAGE, status: str = "200 OK", *headers: str) -> Answer:
    """A reply as it should be."""
    return lambda line, _: line.sendall(head(len(content), status, *headers) + content)


def head(length: int | None, status: str = "200 OK", *headers: str) -> bytes:
    """The head of a reply."""
    lines = [f"HTTP/1.1 {status}", "Connection: close", *headers]
    lines += [] if length is None else [f"Content-Length: {length}"]
    return "\r\n".join([*lines, "", ""]).encode()


def to(address: str) -> Answer:
    """A reply that leads on."""
    return whole(b"", "302 Found", f"Location: {address}")


def hang(line: socket.socket, _: str) -> None:
    """No reply, and the connection stays."""
    time.sleep(1.5)


def reset(line: socket.socket, _: str) -> None:
    """The connection is broken off hard."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def half(content: bytes) -> Answer:
    """A reply that ends before its end."""
    return lambda line, _: line.sendall(head(len(content)) + content[: len(content) // 2])


def unsaid_half(content: bytes) -> Answer:
    """A reply that gives half of itself for the whole."""
    return whole(content[: len(content) // 2])


def drip(content: bytes = PAGE, *, in_head: bool = False) -> Answer:
    """A byte every now and then, without an end."""

    def answer(line: socket.socket, _: str) -> None:
        said = b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 999 if in_head else head(99_999) + content * 99
        line.sendall(said[:24] if in_head else said[:120])
        for byte in said[120:300]:
            line.sendall(bytes([byte]))
            time.sleep(0.02)

    return answer


@contextmanager
def serving(*answers: Answer) -> Iterator[Wire]:
    """Run a server with these answers on a port of its own."""
    wire = Wire(answers=list(answers))
    lock = threading.Lock()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            first = self.rfile.readline().decode("latin-1").split(" ")
            length = 0
            while (line := self.rfile.readline().strip()) != b"":
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            body = self.rfile.read(length).decode()
            if len(first) < 2:
                return
            with lock:
                wire.asked.append(body or first[1])
                answer = wire.answers.pop(0) if len(wire.answers) > 1 else wire.answers[0]
            try:
                answer(self.connection, body)
            except OSError:
                """The caller gave up, as it should."""

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        wire.address = f"http://127.0.0.1:{server.server_address[1]}"
        yield wire
        server.shutdown()

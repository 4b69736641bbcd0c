"""A service on the loopback that answers as it is told, and sounds for it to answer with."""

from __future__ import annotations

import http.server
import io
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import av
import numpy as np


def sound(seconds: float, pitch: float = 300.0, kind: str = "mp3", rate: int = 24_000) -> bytes:
    """A tone between two silences, as MP3 or WAV."""
    time_axis = np.arange(round(rate * seconds)) / rate
    tone = 0.4 * np.sin(2 * np.pi * pitch * time_axis)
    samples = np.concatenate([np.zeros(rate // 5), tone, np.zeros(rate // 5)])
    out = io.BytesIO()
    with av.open(out, "w", format=kind) as container:
        codec = {"mp3": "libmp3lame", "wav": "pcm_s16le"}[kind]
        stream = container.add_stream(codec, rate=rate, layout="mono")
        frame = av.AudioFrame.from_ndarray((samples * 32767).astype("<i2")[None, :], "s16", "mono")
        frame.rate = rate
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return out.getvalue()


def pitch_of(samples: np.ndarray, rate: int) -> float:
    """The strongest frequency in Hz."""
    return float(np.argmax(np.abs(np.fft.rfft(samples))) * rate / len(samples))


@dataclass
class Asked:
    """A request as it came in."""

    path: str
    headers: dict[str, str]
    """By name in lower case."""
    body: Any
    """JSON."""


@dataclass
class Service:
    """What the service was asked and what it is to answer, one after the other; then it speaks."""

    address: str = ""
    asked: list[Asked] = field(default_factory=list)
    answers: list[int | str] = field(default_factory=list)
    """A status, or `hang`, `break`, `trickle`, `nonsense`."""
    headers: dict[str, str] = field(default_factory=dict)
    said: str = ""
    """Body of refusals."""
    speaks: Callable[[Asked], bytes] = lambda asked: sound(
        0.05 * len(asked.body.get("input", "")), kind="wav"
    )
    seconds: float = 0.0
    """How long it takes over each answer."""
    callers: int = 0
    most_callers: int = 0


@contextmanager
def serving(service: Service) -> Iterator[Service]:
    """Run a service on a port of its own."""
    lock = threading.Lock()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.path, headers, json.loads(body))
            with lock:
                service.asked.append(asked)
                answer = service.answers.pop(0) if service.answers else 200
                service.callers += 1
                service.most_callers = max(service.most_callers, service.callers)
            time.sleep(service.seconds)
            self.answer(answer, asked)
            with lock:
                service.callers -= 1

        def answer(self, answer: int | str, asked: Asked) -> None:
            if answer == "hang":
                time.sleep(4)
                return
            content = (
                service.speaks(asked) if isinstance(answer, str) or answer == 200 else service.said.encode()
            )
            content = b"nonsense" if answer == "nonsense" else content
            self.send_response(answer if isinstance(answer, int) else 200)
            for name, value in service.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if answer == "trickle":
                for at in range(0, len(content), 600):
                    self.wfile.write(content[at : at + 600])
                    time.sleep(0.05)
                return
            self.wfile.write(content[: len(content) // 2] if answer == "break" else content)

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:
                """The caller gave up, as it should."""

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    service.address = f"http://127.0.0.1:{server.server_address[1]}"
    yield service
    server.shutdown()
    server.server_close()
    thread.join()

"""Chromium for the tests of the page: driven through two pipes, so that no other program is needed."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_OPTIONS = """
    --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync --mute-audio --autoplay-policy=no-user-gesture-required
    --remote-debugging-pipe
"""

_CODES = {"Tab": 9, "Enter": 13, "Escape": 27, "Delete": 46}
"""Keys that the browser itself knows by number."""


_GONE = re.compile("navigated|context")
"""In what Chromium answers to a question where the page was left before it was answered."""


class PageLeftError(Exception):
    """The page that was asked is no longer there: another one is on its way."""


class Browser:
    """A page in Chromium, by the DevTools protocol: messages of JSON, each ended by a zero byte."""

    def __init__(self, pipes: _Pipes) -> None:
        self._pipes, self._session = pipes, ""
        self.complaints: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Ask for something and give the answer; what the page complains of meanwhile is kept.

        Raises PageLeftError where the page was left for another one before it answered.
        """
        number = next(self._pipes.numbers)
        message = {"id": number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        self._pipes.write(message)
        while True:
            answer = self._pipes.read()
            if answer.get("method") == "Runtime.exceptionThrown":
                self.complaints.append(json.dumps(answer["params"]["exceptionDetails"]))
            if answer.get("method") == "Log.entryAdded" and answer["params"]["entry"]["level"] == "error":
                self.complaints.append(answer["params"]["entry"]["text"])
            if answer.get("id") == number:
                if _GONE.search(answer.get("error", {}).get("message", "")):
                    raise PageLeftError(method)
                assert "error" not in answer, answer
                return answer["result"]

    def event(self, method: str) -> dict[str, Any]:
        """Wait for an event of the browser that was not yet sent, and give what it says."""
        while (told := self._pipes.read()).get("method") != method:
            pass
        return told["params"]

    def tab(self) -> Browser:
        """Give another tab of the same browser."""
        return Browser(self._pipes)

    def open(self, path: Path, *, width: int = 1280, dark: bool = False, place: str = "") -> None:
        """Show a file, from a place in it, in a window so wide, and wait until it is loaded."""
        self.visit(path.resolve().as_uri() + place, width=width, dark=dark)

    def visit(self, address: str, *, width: int = 1280, height: int = 900, dark: bool = False) -> None:
        """Show what is at an address, in a window so large, and wait until it is loaded."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.call("Page.navigate", url=address)
        self.until("location.protocol !== 'about:' && document.readyState === 'complete'")

    def run(self, code: str) -> Any:
        """Give what an expression of JavaScript comes to, awaited."""
        answer = self.call("Runtime.evaluate", expression=code, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def until(self, code: str, seconds: float = 10) -> None:
        """Wait until an expression is true, in this page or in the one that it is left for."""
        end = time.monotonic() + seconds
        while not self._holds(code):
            assert time.monotonic() < end, f"{code} did not become true; {self.complaints}"
            time.sleep(0.05)

    def _holds(self, code: str) -> bool:
        try:
            return bool(self.run(f"Boolean({code})"))
        except PageLeftError:
            return False

    def click(self, selector: str) -> None:
        """Click in the middle of an element, as a mouse does."""
        box = self.run(
            f"(() => {{ const e = document.querySelector({selector!r});"
            " e.scrollIntoView({block: 'center', behavior: 'instant'});"
            " const b = e.getClientRects()[0]; return [b.x + b.width / 2, b.y + b.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)

    def press(self, key: str, text: str = "", *, ctrl: bool = False, shift: bool = False) -> None:
        """Press a key; `text` is what it types."""
        held = 2 * ctrl + 8 * shift
        pressed = {"key": key, "modifiers": held, "windowsVirtualKeyCode": _CODES.get(key, 0)}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **pressed)
        self.call("Input.dispatchKeyEvent", type="keyUp", **pressed)

    def type(self, text: str) -> None:
        """Type into what has the focus, a key at a time."""
        for letter in text:
            self.press(letter, letter)

    def picture(self) -> bytes:
        """Give what is seen as PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])


class _Pipes:
    """The two pipes, which all tabs share."""

    def __init__(self, to: BinaryIO, back: BinaryIO) -> None:
        self._to, self._back, self._rest = to, back, b""
        self.numbers = count(1)

    def write(self, message: dict[str, Any]) -> None:
        self._to.write(json.dumps(message).encode() + b"\0")

    def read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            more = self._back.read(1 << 20)
            assert more, "Chromium has gone"
            self._rest += more
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)


@contextmanager
def chromium(profile: Path) -> Iterator[Browser]:
    """Start Chromium with a profile of its own, and end it afterwards."""
    read_commands, write_commands = os.pipe()
    read_answers, write_answers = os.pipe()
    # The browser takes commands from descriptor 3 and answers to 4, wherever these are.
    command = f'exec "$0" "$@" 3<&{read_commands} 4>&{write_answers}'
    process = subprocess.Popen(
        ["bash", "-c", command, str(PROGRAM), *_OPTIONS.split(), f"--user-data-dir={profile}"],
        pass_fds=(read_commands, write_answers),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(read_commands)
    os.close(write_answers)
    with (
        os.fdopen(write_commands, "wb", buffering=0) as to,
        os.fdopen(read_answers, "rb", buffering=0) as back,
    ):
        try:
            yield Browser(_Pipes(to, back))
        finally:
            process.terminate()
            process.wait(20)

"""What the tests of the script room share."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest

from audio.script import Script, read_bytes


@pytest.fixture
def read() -> Callable[..., Script]:
    """Read an indented text as if it stood in a file."""

    def _read(text: str, name: str = "interview.txt") -> Script:
        return read_bytes(textwrap.dedent(text).lstrip("\n").encode(), name)

    return _read

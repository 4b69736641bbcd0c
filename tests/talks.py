"""Interviews written in a test, and what is said in them."""

from __future__ import annotations

import textwrap

from audio.script import Script, read_bytes


def read(text: str, name: str = "talk.txt") -> Script:
    """Read an indented text as a file of that name."""
    return read_bytes(textwrap.dedent(text).lstrip("\n").encode(), name)


def said(script: Script) -> list[tuple[str, str]]:
    """Give who speaks each turn but the narrator's, and the text."""
    return [(turn.speaker, turn.text) for turn in script.turns if not turn.narration]

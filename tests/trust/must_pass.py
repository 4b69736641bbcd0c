"""What is large and must be read all the same: a book, a long PDF, a transcript of a day."""

from __future__ import annotations

import json
from collections.abc import Callable

from bombs import page_of_text, pdf

_SAID = "Well, as to that, I would say it is what it was before, only less of it, and at a higher price. " * 8


def _book() -> str:
    """A conversation of a million words."""
    turns = 1_000_000 // len(_SAID.split()) + 1
    return "".join(f"{'Ada Stone' if n % 2 else 'Ben Wray'}: {_SAID}\n\n" for n in range(turns))


def _transcript() -> str:
    """Six hours as a recogniser gives them, word by word."""
    words = [
        {"word": "word", "start": n * 0.4, "end": n * 0.4 + 0.3, "score": 0.9, "speaker": f"S{n // 50 % 2}"}
        for n in range(54_000)
    ]
    return json.dumps(words, indent=2)


MUST_PASS: dict[str, Callable[[], bytes | str]] = {
    "book.txt": _book,
    "six-hours.json": _transcript,
    "long.pdf": lambda: pdf(300, page_of_text(1)),
}

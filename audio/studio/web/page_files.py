"""The files of the page, and its words in the language that the browser asks for."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from audio.studio.folder import MissingError

_ENGLISH = "en"
_KINDS = {
    ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml",
    ".png": "image/png", ".woff2": "font/woff2",
}  # fmt: skip


def page_file(name: str) -> bytes:
    """Give a file of the page. Raises `MissingError` for any other."""
    for file in (files("audio.studio") / "page").iterdir():
        if file.name == name and file.is_file():
            return file.read_bytes()
    raise MissingError(f"The page has no {name}.")


def kind_of(name: str) -> str:
    """Give a file's media type. Raises `MissingError` for what is no part of a page."""
    kind = _KINDS.get(name[name.rfind(".") :])
    if kind is None:
        raise MissingError(f"The page has no {name}.")
    return kind


def page_words(accepted: str) -> tuple[str, dict[str, str]]:
    """Give the language that suits best an Accept-Language header (RFC 9110, 12.5.4), and the page's words.

    Words that a language lacks are English.
    """
    known = _languages()
    asked = (part.partition(";")[0].strip().lower().partition("-")[0] for part in accepted.split(","))
    language = next((each for each in asked if each in known), _ENGLISH)
    return language, {**_words(_ENGLISH), **_words(language)}


@cache
def _languages() -> frozenset[str]:
    folder = files("audio.studio") / "page" / "words"
    named = (file.name for file in folder.iterdir()) if folder.is_dir() else ()
    return frozenset(name.removesuffix(".json") for name in named if name.endswith(".json"))


def _words(language: str) -> dict[str, str]:
    if language not in _languages():
        return {}
    file = files("audio.studio") / "page" / "words" / f"{language}.json"
    words: dict[str, str] = json.loads(file.read_text("utf-8"))
    return words

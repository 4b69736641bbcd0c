"""Which source a file comes from, and its reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from audio.script.document import Document
from audio.script.readers import prose
from audio.script.readers.captions import READERS as CAPTIONS
from audio.script.readers.data import transcript
from audio.script.readers.exports import members, texts
from audio.script.readers.exports.patterns import SECONDS, Search, speaker_and_part
from audio.script.readers.exports.profiles import TURN, Source, sources
from audio.script.readers.page import Marks, read_page
from audio.script.text import has_letters

_SEEN = 60_000
"""Characters at the beginning of a file by which its source is known, with some at its end."""


def recognise(text: str, fmt: str) -> Source | None:
    """Give the source of a file whose format is known, or None. Raises `SettingsError`."""
    kind = fmt if fmt in ("html", "json") else "text"
    seen = text if len(text) <= _SEEN else f"{text[:_SEEN]}\n{text[-2000:]}"
    of_kind = (each for each in sources() if each.profile.format == kind)
    able = (each for each in of_kind if fmt in prose.READERS or not each.profile.rewrite)
    return next((each for each in able if _fits(each, seen)), None)


def _fits(known: Source, seen: str) -> bool:
    """Say whether every pattern is found often enough, and none that must not be."""
    search = Search(known, SECONDS)
    for pattern, least in known.profile.recognise.items():
        if pattern == TURN:
            fits = _take_turns(search, seen, least)
        else:
            count = len(search.find(pattern, seen))
            fits = count >= least if least else count == 0
        if not fits:
            return False
    return True


def _take_turns(search: Search, seen: str, least: int) -> bool:
    """Say whether enough turns have words behind them and one of their speakers comes again.

    A list of pieces with their lengths has no words, and the chapters of a page have a title each.
    """
    found = search.find(search.profile.turn, seen)
    ends = [*(each.start() for each in found[1:]), len(seen)]
    spoken = [
        who
        for here, end in zip(found, ends, strict=False)
        if (who := "".join(speaker_and_part(here)))
        and has_letters(here.groupdict().get("text") or seen[here.end() : end])
    ]
    return len(spoken) >= max(least, 0.5 * len(found)) and len(set(spoken)) < len(spoken)


def read(known: Source, text: str, name: str, fmt: str, ordinary: Callable[[str], Document]) -> Document:
    """Read a file of a known source, whose format is known; `ordinary` reads a text of that format.

    Raises `ScriptError` or `SettingsError`.
    """
    search, profile = Search(known, SECONDS * (1 + len(text) / 100_000)), known.profile
    if profile.format == "html":
        marks = Marks(", ".join(profile.drop), profile.speaker, profile.text, profile.title, known.name)
        return read_page(text, name, marks)
    if profile.format == "json":
        document = transcript(text, name, lambda root: members.pieces(search, root))
        return replace(document, dropped=tuple(search.dropped))
    if fmt in CAPTIONS and profile.turn:
        return texts.read_blocks(search, ordinary(text))
    if profile.rewrite:
        return texts.read(search, text, lambda part: prose.markdown.read(search.rewritten(part), name))
    return texts.read(search, text, ordinary, markdown=fmt == "markdown")


def read_paragraphs(document: Document) -> Document:
    """Give a document of a word processor, read already, as its source sets it, where that is known."""
    known = recognise("\n".join(block.text for block in document.blocks), "text")
    return texts.read_blocks(Search(known, SECONDS), document) if known else document

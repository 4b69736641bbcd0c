"""Which source a file comes from, and its reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from audio.script.document import Document
from audio.script.readers import prose
from audio.script.readers.captions import READERS as CAPTIONS
from audio.script.readers.data import Piece, offset_of, placed, transcript
from audio.script.readers.exports import texts
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
        document = transcript(text, name, lambda root: _pieces(search, root))
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


def _pieces(search: Search, root: Any) -> list[Piece]:
    """Give what is said, in order, each with who says it."""
    profile = search.profile
    items = []
    for item in _items(root, profile.each, profile.replies):
        if _has(item, profile.when):
            items.append(item)
        else:
            search.drop(_text(item, profile.text), 0)
    ids, names = profile.people.get("id", ""), profile.people.get("name", "")
    search.people = {str(_one(item, ids)): str(name) for item in items if (name := _one(item, names))}
    found = []
    for item in items:
        speaker, text = _one(item, profile.speaker), _text(item, profile.text)
        said = search.without(profile.unspoken, text, 0)
        if said.strip():
            who, where = search.people.get(str(speaker), speaker), offset_of(_one(item, profile.text))
            found.append(Piece(placed(said, where), placed(who, offset_of(speaker))))
    return found


def _items(root: Any, path: str, replies: str) -> Iterator[Mapping[str, Any]]:
    """Give the messages that hang on a member of the outermost value, and below each what answers it."""
    for item in next((found for each in path.split("|") if (found := list(_all(root, each)))), []):
        if isinstance(item, Mapping):
            yield item
            for below in _all(item, replies) if replies else ():
                yield from _items(below, path, replies)


def _all(value: Any, path: str) -> Iterator[Any]:
    """Give every value of a member `a.b`; lists are walked through, or one of their values taken: `a.0.b`."""
    key, _, rest = path.partition(".")
    if isinstance(value, list):
        counted = key.lstrip("-").isdigit()
        for each in value[int(key) :][:1] if counted else value:
            yield from _all(each, rest if counted else path)
    elif not path:
        yield value
    elif isinstance(value, Mapping) and value.get(key) is not None:
        yield from _all(value[key], rest)


def _one(item: Any, path: str) -> Any:
    """Give the first value that a member `a.b|c` has and that is not empty."""
    found = (value for each in path.split("|") if each for value in _all(item, each))
    return next((value for value in found if value not in (None, "")), None)


def _text(item: Any, path: str) -> str:
    """Give the words of a member: strings and objects with a text, one after the other."""
    for each in path.split("|"):
        values = (value.get("text") if isinstance(value, Mapping) else value for value in _all(item, each))
        if found := "".join(value for value in values if isinstance(value, str)):
            return found
    return ""


def _has(item: Any, wanted: Mapping[str, tuple[str, ...]]) -> bool:
    return all(str(_one(item, key) or "") in values for key, values in wanted.items())

"""The journal: every edit in a file of its own before the script is written, so that none is lost.

A line is a JSON object: first the script as it was, then steps, what was taken back and made again, and when
the script was written. What cannot be read ends the reading: a killed server may leave half a line.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from audio.errors import PublishError, ScriptError
from audio.files import write_text
from audio.script import Script
from audio.studio.document.rewriting import Rewrite
from audio.studio.document.steps import History, Step
from audio.studio.document.values import Document, Entry, read_document

Doubts = tuple[tuple[str | None, str], ...]
"""What was doubtful when a source was taken over: at which turn, and the sentence."""
_VERSION = 1
_ALONE = "---\nvivavoce: script\n---"
MOST_BYTES = 64_000_000
"""Of a journal; one that is longer is begun anew, and what lies before cannot be taken back."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a journal holds."""

    history: History
    written: Document
    """As the script's file was written last."""
    digest: str
    """Of that file's bytes."""
    doubts: Doubts
    """As they were when it was begun."""


def digest_of(data: bytes) -> str:
    """Give what a file's bytes are known by."""
    return hashlib.sha256(data).hexdigest()


class Journal:
    """The journal of one script. What is noted is with the system before the call returns."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def begin(self, document: Document, digest: str, doubts: Doubts) -> None:
        """Begin anew with a document as it stands in its file. Raises `PublishError`."""
        names = [entry.id for entry in document.entries]
        about = {
            "script": document.text(),
            "names": names,
            "following": document.following,
            "digest": digest,
            "doubts": doubts,
        }
        write_text(self._place, json.dumps({"vivavoce": _VERSION, **about}, ensure_ascii=False) + "\n")

    def step(self, step: Step) -> None:
        """Note a step. Raises `PublishError`, as the others do."""
        self._note({"step": _step_row(step)})

    def undo(self) -> None:
        """Note that a step was taken back."""
        self._note({"undo": 1})

    def redo(self) -> None:
        """Note that a step was made again."""
        self._note({"redo": 1})

    def written(self, digest: str) -> None:
        """Note that the script was written."""
        self._note({"written": digest})

    def read(self) -> Found | None:
        """Give what it holds; None where there is none that can be read."""
        with suppress(OSError, ValueError, KeyError, TypeError, ScriptError, StopIteration, RecursionError):
            if self._place.is_symlink() or self._place.stat().st_size > MOST_BYTES:
                return None
            return _replayed(self._place.read_bytes().split(b"\n"))
        return None

    def _note(self, record: dict[str, Any]) -> None:
        line = json.dumps(record, ensure_ascii=False).encode() + b"\n"
        try:
            opened = os.open(self._place, os.O_WRONLY | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0))
            with os.fdopen(opened, "ab", buffering=0) as journal:
                journal.write(line)
        except OSError as error:
            raise PublishError(
                f"{self._place} could not be written: {error.strerror}. The edit was not made."
            ) from error


def _replayed(lines: Sequence[bytes]) -> Found:
    first = json.loads(lines[0])
    begun = _named(read_document(first["script"], ""), first["names"])
    document = replace(begun, following=int(first["following"]))
    doubts = tuple((turn and str(turn), str(told)) for turn, told in first.get("doubts", ()))
    found = Found(History(document), document, str(first["digest"]), doubts)
    with suppress(ValueError, KeyError, TypeError, ScriptError, RecursionError):
        for line in filter(None, lines[1:]):
            found = _behind(found, json.loads(line))
    return found


def _behind(found: Found, record: dict[str, Any]) -> Found:
    history = found.history
    if "step" in record:
        return replace(found, history=history.made(_step(record["step"])))
    if "undo" in record:
        return replace(found, history=history.undo())
    if "redo" in record:
        return replace(found, history=history.redo())
    return replace(found, written=history.document, digest=str(record["written"]))


def _step_row(step: Step) -> dict[str, Any]:
    heads = (
        None if step.heads is None else [Document(front, head, (), 0).text() for front, head in step.heads]
    )
    return {
        "words": step.words, "at": step.at, "following": step.following, "heads": heads,
        "removed": _run_row(step.removed), "added": _run_row(step.added),
        "settings": None if step.settings is None else asdict(step.settings),
    }  # fmt: skip


def _step(row: dict[str, Any]) -> Step:
    heads = None if row["heads"] is None else tuple(map(_head, row["heads"]))
    removed, added = _run(row["removed"]), _run(row["added"])
    settings = _rewrite(row["settings"]) if row.get("settings") else None
    where = str(row["words"]), int(row["at"])
    return Step(*where, removed, added, heads, int(row["following"]), settings)  # type: ignore[arg-type]


def _rewrite(row: dict[str, Any]) -> Rewrite:
    before, after = map(str, row["digests"])
    values = tuple((tuple(map(str, where)), was, now) for where, was, now in row["values"])
    return Rewrite(int(row["at"]), str(row["removed"]), str(row["added"]), (before, after), values)


def _head(text: str) -> tuple[str, Script]:
    read = read_document(text, "")
    return read.front, read.head


def _run_row(entries: Sequence[Entry]) -> dict[str, Any]:
    """Give turns as canonical script, which keeps all that they are but their names."""
    text = Document(_ALONE, Script("", ()), tuple(entries), 0).text() if entries else ""
    return {"names": [entry.id for entry in entries], "text": text}


def _run(row: dict[str, Any]) -> tuple[Entry, ...]:
    return _named(read_document(row["text"], ""), row["names"]).entries if row["names"] else ()


def _named(document: Document, names: Sequence[str]) -> Document:
    return replace(document, entries=tuple(_renamed(document.entries, names)))


def _renamed(entries: Sequence[Entry], names: Sequence[str]) -> Iterator[Entry]:
    for entry, name in zip(entries, names, strict=True):
        yield replace(entry, id=str(name))

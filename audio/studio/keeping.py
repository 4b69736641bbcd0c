"""Keeping: the script's file and its journal, which nobody else writes, and what others make of the file."""

from __future__ import annotations

import time
from dataclasses import dataclass

from audio.files import look_of, write_text
from audio.script import Script, read_bytes
from audio.source import open_source
from audio.studio.document import (
    MOST_BYTES,
    Document,
    Doubts,
    History,
    Journal,
    Step,
    between,
    canonical_text,
    digest_of,
    merged,
    read_document,
)
from audio.studio.folder import Listed, inside, own_folder

_FROM_DISK = "what was changed in the file"


@dataclass(frozen=True, slots=True)
class FromDisk:
    """What a change of the file comes to."""

    step: Step | None
    """What brings it into the document; None where it cannot be without losing something."""
    theirs: Document


class Keeper:
    """The one who reads and writes a script's file."""

    def __init__(self, about: Listed) -> None:
        self._file = inside(about.script)
        self._journal_place = own_folder(about.script.parent) / f"{about.script.name}.journal"
        self.journal = Journal(self._journal_place)
        self.saved_at: float | None = None
        self._stat: tuple[int, ...] = ()
        self.written: Document
        """The document as the file was written or read last."""
        self._digest = ""
        self._imported = ""
        """The digest of the script where it was made by being opened."""
        self.doubts: Doubts = ()
        """What was doubtful in the source when it was taken over, and at which turn."""
        self._import(about)

    def _import(self, about: Listed) -> None:
        """Write the canonical script where there is none yet; the source stays as it is."""
        if not self._file.is_file():
            source = open_source(about.source)
            script = read_bytes(source.data, source.name)
            text = canonical_text(source.data, script)
            write_text(self._file, text)
            self._imported = digest_of(text.encode())
            self.doubts = tuple((_turn_at(script, doubt.line), doubt.sentence) for doubt in script.doubts)

    def open(self) -> tuple[History, FromDisk | None]:
        """Give the document with its history, and what was changed in the file while nobody looked.

        Raises `ScriptError` where the file cannot be read.
        """
        data = self._read()
        found = self.journal.read()
        if found is None:
            return self._anew(self._parsed(data), data), None
        self.written, self._digest, self.doubts = found.written, found.digest, found.doubts
        if digest_of(data) == found.digest:
            return found.history, None
        return found.history, self._compared(found.history.document, data)

    def _anew(self, document: Document, data: bytes) -> History:
        self.written, self._digest = document, digest_of(data)
        self.journal.begin(document, self._digest, self.doubts)
        return History(document)

    def changed(self, mine: Document) -> FromDisk | None:
        """Give what was changed in the file since it was read or written; None for nothing.

        Raises `ScriptError` where the file cannot be read as it is now.
        """
        looks = look_of(self._file)
        if looks == self._stat:
            return None
        data = open_source(self._file).data
        found = None if digest_of(data) == self._digest else self._compared(mine, data)
        self._stat = looks
        return found

    def _compared(self, mine: Document, data: bytes) -> FromDisk:
        theirs = self._parsed(data)
        both = merged(self.written, mine, theirs)
        step = None if both is None else between(mine, both, _FROM_DISK)
        return FromDisk(step, theirs)

    def took(self, theirs: Document) -> None:
        """Note that the file as it is now is known."""
        self.written, self._digest = theirs, digest_of(self._read())

    def save(self, document: Document) -> None:
        """Write the document, and note that it was. Raises `PublishError`."""
        text = document.text()
        write_text(self._file, text)
        self.written, self._digest = document, digest_of(text.encode())
        self.journal.written(self._digest)
        self.saved_at = time.time()
        self._stat = look_of(self._file)
        if self._journal_place.stat().st_size > MOST_BYTES:
            self.journal.begin(document, self._digest, self.doubts)

    def forget(self) -> None:
        """Take away a script that was made by being opened and says what it said then, with its journal."""
        if self._file.is_file() and digest_of(self._file.read_bytes()) == self._imported:
            self._file.unlink()
            self._journal_place.unlink(missing_ok=True)

    def _read(self) -> bytes:
        self._stat = look_of(self._file)
        return open_source(self._file).data

    def _parsed(self, data: bytes) -> Document:
        return read_document(canonical_text(data, read_bytes(data, str(self._file))), str(self._file))


def _turn_at(script: Script, line: int) -> str | None:
    """Give the name that the turn at a line of the source gets; None where there is none."""
    for turn in script.turns:
        if any(one.lines.first <= line <= one.lines.last for one in turn.paragraphs):
            return f"t{turn.number}"
    return None

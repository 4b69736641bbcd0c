"""Steps: what lies between two documents, or settings, and can be gone forward and back; their history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from audio.cast import listed
from audio.script import Script
from audio.studio.document.rewriting import Rewrite
from audio.studio.document.values import Document, Entry


@dataclass(frozen=True, slots=True)
class Step:
    """One run of turns in place of another, and perhaps another head; or a change of the settings' file."""

    words: str
    """What it changed, such as `the text of turn 3`."""
    at: int
    """Where the run begins."""
    removed: tuple[Entry, ...]
    added: tuple[Entry, ...]
    heads: tuple[tuple[str, Script], tuple[str, Script]] | None = None
    """The front matter before and after, as text and as read; None where it is the same."""
    following: int = 0
    """The number of the next new turn behind it."""
    settings: Rewrite | None = None
    """What it made of the settings' file, which is no part of the document; None for nothing."""

    def inverse(self) -> Step:
        """Give the way back."""
        heads = None if self.heads is None else (self.heads[1], self.heads[0])
        settings = None if self.settings is None else self.settings.inverse()
        return replace(self, removed=self.added, added=self.removed, heads=heads, settings=settings)

    def words_of_kept(self, kept: Sequence[tuple[str, ...]]) -> str:
        """Tell of which settings it could not be made; empty for none."""
        if self.settings is None or not kept:
            return ""
        words, was, stays = f"{self.words[0].upper()}{self.words[1:]}", "was", "stays as it is"
        if len(kept) < len(self.settings.values):
            words = listed([".".join(where) for where in kept])
            was, stays = (was, stays) if len(kept) == 1 else ("were", "stay as they are")
        return f"{words} {was} changed in another way since then, and {stays} now."


def between(before: Document, after: Document, words: str) -> Step:
    """Give the step from one document to another that shares its entries."""
    old, new = before.entries, after.entries
    least = min(len(old), len(new))
    at = next((i for i in range(least) if old[i] is not new[i]), least)
    same = next((i for i in range(least - at) if old[-1 - i] is not new[-1 - i]), least - at)
    heads = None
    if before.front != after.front or before.head is not after.head:
        heads = ((before.front, before.head), (after.front, after.head))
    return Step(words, at, old[at : len(old) - same], new[at : len(new) - same], heads, after.following)


def gone(document: Document, step: Step) -> Document:
    """Give the document behind a step; the same where it changes only settings."""
    if step.settings is not None:
        return document
    end = step.at + len(step.removed)
    entries = (*document.entries[: step.at], *step.added, *document.entries[end:])
    front, head = step.heads[1] if step.heads else (document.front, document.head)
    return Document(front, head, entries, max(document.following, step.following))


@dataclass(frozen=True, slots=True)
class History:
    """A document and the steps around it."""

    document: Document
    done: tuple[Step, ...] = ()
    """Those behind it, the last one last."""
    undone: tuple[Step, ...] = ()
    """Those that were taken back, the one to be made again first last."""

    def made(self, step: Step) -> History:
        """Give the history with a new step."""
        return History(gone(self.document, step), (*self.done, step))

    def undo(self) -> History:
        """Give the history one step back; itself where there is none."""
        if not self.done:
            return self
        last = self.done[-1]
        return History(gone(self.document, last.inverse()), self.done[:-1], (*self.undone, last))

    def redo(self) -> History:
        """Give the history one step on; itself where there is none."""
        if not self.undone:
            return self
        step = self.undone[-1]
        return History(gone(self.document, step), (*self.done, step), self.undone[:-1])

"""Who is told how far a render is."""

from __future__ import annotations

from audio.speech import Progress


class Watcher:
    """Hears how far a render is, in the thread that asked for it; this one passes over everything."""

    def on_bytes(self, file: str, done: int, size: int) -> None:
        """Hear of a model file that is fetched: how many bytes are there, and how many there will be."""

    def on_progress(self, spoken: Progress) -> None:
        """Hear of a take."""

    def on_stage(self, stage: str) -> None:
        """Hear what is being done now: `speaking`, `mixing`, `encoding`."""


SILENT = Watcher()

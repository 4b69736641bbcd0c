"""What a render made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audio.episode.planning import Plan
from audio.publish import Published
from audio.speech import Take, fallback_warnings, flaw_warnings, stand_ins


@dataclass(frozen=True, slots=True)
class Episode:
    """What a render made, with its figures."""

    plan: Plan
    published: Published
    takes: tuple[Take, ...]
    wall: float
    """Seconds from the request to the last file."""

    @property
    def file(self) -> Path:
        """The audio file; of several formats the first."""
        return self.published.audio

    @property
    def cached(self) -> int:
        """How many takes were there already."""
        return sum(take.cached for take in self.takes)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is not as it was asked for: a draft, voices that spoke for others, doubtful takes."""
        told = (*stand_ins(take.voice for take in self.takes), *fallback_warnings(self.takes),
                *flaw_warnings(self.takes), *self.published.remarks)  # fmt: skip
        return (self._of_draft, *told) if self.plan.draft else told

    @property
    def _of_draft(self) -> str:
        return (
            f"{self.file} is a draft, and says so in its title: an option asked for an engine for drafts. "
            "An engine that is set in voices.yaml speaks the episode itself."
        )

    @property
    def figures(self) -> dict[str, Any]:
        """The closing figures for machines: seconds, LUFS, dBTP, counts, file names, warnings."""
        published = self.published
        return {
            "source": self.plan.request.source.name,
            "file": str(published.audio),
            "files": [str(path) for path in published.files],
            "seconds": round(published.seconds, 3),
            "chapters": len(self.plan.script.chapters),
            "turns": len(self.plan.script.turns),
            "takes_new": len(self.takes) - self.cached,
            "takes_cached": self.cached,
            "warnings": [*self.plan.warnings, *self.warnings],
            "lufs": round(published.lufs, 2),
            "peak_dbtp": round(published.peak, 2),
            "wall": round(self.wall, 2),
            "times_real_time": round(published.seconds / max(self.wall, 1e-6), 1),
        }

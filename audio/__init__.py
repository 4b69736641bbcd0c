"""Vivavoce: a written interview becomes a podcast episode.

    from audio import render

    episode = render("talk.md")

The rooms, in the order in which an interview passes through them: `script` (who says what), `cast`
(who has which voice), `speech` (the takes), `mix` (the programme), `publish` (the files).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from audio.version import __version__

if TYPE_CHECKING:
    from audio.check import Check
    from audio.episode import Episode, Plan, Preview, Watcher
    from audio.library import check_reading, plan, preview_turns, read, render
    from audio.script import Script
    from audio.source import Source, open_source
    from audio.speech import Allow

__all__ = [
    "Allow",
    "Check",
    "Episode",
    "Plan",
    "Preview",
    "Script",
    "Source",
    "Watcher",
    "__version__",
    "check_reading",
    "open_source",
    "plan",
    "preview_turns",
    "read",
    "render",
]


def __getattr__(name: str) -> Any:
    """Give what `__all__` names; it is imported when it is asked for, so that `vivavoce --help` is quick."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from audio import library  # noqa: PLC0415 - the whole house

    return getattr(library, name)

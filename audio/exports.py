"""What may be written instead of an episode: where everything stands, and stems, for an editor."""

from __future__ import annotations

from pathlib import Path

from audio.episode import OnProgress, Plan, spoken_timeline
from audio.files import check_writable, replacing_together
from audio.mix import audacity_labels, master, timeline_json, write_stems


def export_timeline(plan: Plan, target: Path, *, on_progress: OnProgress | None = None) -> tuple[Path, ...]:
    """Write where everything in an episode stands: for an editor or another program.

    Gives `NAME.timeline.json` and `NAME.labels.txt` (Audacity's labels) beside `target`. Raises what
    `render_episode` may raise.
    """
    places, labels = target.with_suffix(".timeline.json"), target.with_suffix(".labels.txt")
    check_writable(places)
    timeline = spoken_timeline(plan, on_progress)
    with replacing_together([places, labels]) as drafts:
        drafts[places].write_bytes(timeline_json(timeline, plan.script, target.parent).encode("utf-8"))
        drafts[labels].write_bytes(audacity_labels(timeline).encode("utf-8"))
    return places, labels


def export_stems(plan: Plan, target: Path, *, on_progress: OnProgress | None = None) -> tuple[Path, ...]:
    """Write a WAV of each speaker and one of the music, all of one length, and a file of labels.

    They stand in the folder `NAME.stems` beside `target`. Raises what `render_episode` may raise.
    """
    folder = target.with_suffix(".stems")
    check_writable(target)
    programme = master(spoken_timeline(plan, on_progress), plan.settings.loudness)
    return write_stems(programme, folder)

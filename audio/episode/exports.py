"""What may be written instead of an episode: where everything stands, and stems, for an editor."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from audio.episode.planning import Plan
from audio.episode.rendering import spoken_timeline
from audio.episode.stages import BY_ITSELF, Speaking
from audio.files import check_writable, replacing_together
from audio.mix import Timeline, audacity_labels, master, timeline_json, write_stems
from audio.speech import fallback_warnings, flaw_warnings, takes_in_use


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written instead of an episode."""

    files: tuple[Path, ...]
    warnings: tuple[str, ...]
    """The fallback voice's turns and the doubtful takes."""


@takes_in_use()
def export_timeline(plan: Plan, target: Path, how: Speaking = BY_ITSELF) -> Exported:
    """Write where everything in an episode stands: for an editor or another program.

    It writes `NAME.timeline.json` and `NAME.labels.txt` (Audacity's labels) beside `target`. Raises what
    `render_episode` may raise.
    """
    places, labels = target.with_suffix(".timeline.json"), target.with_suffix(".labels.txt")
    check_writable(places, labels)
    timeline = spoken_timeline(plan, how)
    with replacing_together([places, labels]) as drafts:
        drafts[places].write_bytes(timeline_json(timeline, plan.script, target.parent).encode("utf-8"))
        drafts[labels].write_bytes(audacity_labels(timeline).encode("utf-8"))
    return _exported((places, labels), timeline)


@takes_in_use()
def export_stems(plan: Plan, target: Path, how: Speaking = BY_ITSELF) -> Exported:
    """Write a WAV of each speaker and one of the music, all of one length, and a file of labels.

    They stand in the folder `NAME.stems` beside `target`. Raises what `render_episode` may raise.
    """
    folder = target.with_suffix(".stems")
    check_writable(target)
    timeline = spoken_timeline(plan, how)
    programme = master(timeline, plan.settings.loudness)
    return _exported(write_stems(programme, folder), timeline)


def _exported(files: tuple[Path, ...], timeline: Timeline) -> Exported:
    takes = [event.take for event in timeline.events]
    return Exported(files, (*fallback_warnings(takes), *flaw_warnings(takes)))

"""`vivavoce render`: make episodes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.table import Table

from audio.cli.options import (
    debug_option,
    json_option,
    print_json,
    print_table,
    quiet_option,
    remark,
)
from audio.cli.progress import clock, watching
from audio.cli.request import request_for, settings_options
from audio.episode import Episode, Plan, fetch_voices, plan_episode, render_episode, target_for
from audio.errors import InputError

SAMPLES = Path("seeds")
"""Where scripts are looked for when none is named."""
SCRIPT_SUFFIXES = (".md", ".markdown", ".txt", ".html", ".htm", ".docx", ".vtt", ".srt")


@click.command()
@click.argument("scripts", nargs=-1, type=click.Path(path_type=Path), metavar="[SCRIPT...]")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("out"),
    show_default=True,
    metavar="FOLDER",
    help="Where the episodes go; for one script also a file ending in .mp3.",
)
@settings_options
@json_option
@quiet_option
@debug_option
def render(scripts: tuple[Path, ...], output: Path, as_json: bool, **overrides: object) -> None:  # noqa: FBT001 - click's
    """Make an episode of each SCRIPT: one mastered MP3 with chapters, captions and a chapter file.

    Without SCRIPT, everything in seeds/ is rendered. SCRIPT may be - for standard input.
    """
    sources = scripts or _samples()
    plans = [plan_episode(request_for(source, overrides)) for source in sources]
    targets = _targets(sources, output)
    episodes = []
    for plan, target in zip(plans, targets, strict=True):
        episodes.append(_render(plan, target))
        if as_json:
            print_json(_row(episodes[-1]))
    if not as_json:
        print_table(_table(episodes))


def _render(plan: Plan, target: Path) -> Episode:
    for warning in plan.cast.warnings:
        remark(warning)
    with watching(target.stem) as watch:
        fetch_voices(plan, watch.on_bytes)
        return render_episode(plan, target, on_progress=watch.on_progress, on_stage=watch.on_stage)


def _samples() -> tuple[Path, ...]:
    found = sorted(path for path in SAMPLES.glob("*") if path.suffix.lower() in SCRIPT_SUFFIXES)
    if not found:
        raise InputError(
            f"There is no script in {SAMPLES}/ of this folder: name one: `vivavoce render interview.md`."
        )
    return tuple(found)


def _targets(sources: tuple[Path, ...], output: Path) -> list[Path]:
    """Give every script a place of its own; raise `InputError` where two would meet."""
    if output.suffix.lower() == ".mp3":
        if len(sources) > 1:
            raise InputError(
                f"--output {output} is one file, and {len(sources)} scripts were given: name a folder."
            )
        return [output]
    targets: dict[Path, Path] = {}
    for source in sources:
        target = target_for(source, output)
        if target in targets:
            raise InputError(f"{source} and {targets[target]} would both become {target}: render them apart.")
        targets[target] = source
    return list(targets)


def _table(episodes: list[Episode]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("episode", no_wrap=True)
    for name in ("length", "chapters", "turns", "takes new", "cached", "LUFS", "dBTP", "took", "× real time"):
        table.add_column(name, justify="right")
    for row in map(_row, episodes):
        table.add_row(
            row["file"],
            clock(row["seconds"]),
            str(row["chapters"]),
            str(row["turns"]),
            str(row["takes_new"]),
            str(row["takes_cached"]),
            f"{row['lufs']:.1f}",
            f"{row['peak_dbtp']:.1f}",
            f"{row['wall']:.1f} s",
            f"{row['times_real_time']:.1f}",
        )
    return table


def _row(episode: Episode) -> dict[str, Any]:
    """Give an episode's figures for machines: seconds, LUFS, dBTP."""
    published = episode.published
    cached = episode.cached
    return {
        "source": str(episode.plan.request.source),
        "file": str(published.audio),
        "files": [str(path) for path in published.files],
        "seconds": round(published.seconds, 3),
        "chapters": len(episode.plan.script.chapters),
        "turns": len(episode.plan.script.turns),
        "takes_new": len(episode.takes) - cached,
        "takes_cached": cached,
        "lufs": round(published.lufs, 2),
        "peak_dbtp": round(published.peak, 2),
        "wall": round(episode.wall, 2),
        "times_real_time": round(published.seconds / max(episode.wall, 1e-6), 1),
    }

"""`vivavoce render`: make episodes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from audio.cli.consent import agree_to_pay, announce_sending, yes_option
from audio.cli.options import (
    debug_option,
    json_option,
    print_json,
    print_table,
    print_text,
    quiet_option,
    remark,
    remark_doubts,
    terminal_width,
)
from audio.cli.output import check_output
from audio.cli.progress import clock, watching
from audio.cli.request import output_options, request_for, settings_options
from audio.episode import (
    Episode,
    Plan,
    fetch_voices,
    plan_episodes,
    render_episode,
    target_for,
)
from audio.errors import InputError
from audio.exports import Exported, export_stems, export_timeline

Export = Callable[..., Exported]
EXPORTS: Mapping[str, Export] = {"timeline": export_timeline, "stems": export_stems}

WIDE = 110
"""Terminal columns that the whole closing table takes."""
COLUMNS: Mapping[str, tuple[Callable[[Mapping[str, Any]], str], bool]] = {
    "length": (lambda row: clock(row["seconds"]), True),
    "chapters": (lambda row: str(row["chapters"]), True),
    "turns": (lambda row: str(row["turns"]), True),
    "takes new": (lambda row: str(row["takes_new"]), False),
    "cached": (lambda row: str(row["takes_cached"]), False),
    "LUFS": (lambda row: f"{row['lufs']:.1f}", True),
    "dBTP": (lambda row: f"{row['peak_dbtp']:.1f}", True),
    "took": (lambda row: f"{row['wall']:.1f} s", True),
    "× real time": (lambda row: f"{row['times_real_time']:.1f}", False),
}
"""The closing table: a cell of each row, and whether it stays on a narrow terminal."""

SAMPLES = Path("seeds")
"""Where scripts are looked for when none is named."""
AUDIO_SUFFIXES = (".mp3", ".m4a", ".opus", ".flac", ".wav")
"""Endings by which --output names a file and not a folder."""
SCRIPT_SUFFIXES = {
    *(".md", ".markdown", ".txt", ".html", ".htm", ".xhtml", ".docx", ".pdf"),
    *(".vtt", ".srt", ".ass", ".ssa", ".csv", ".tsv", ".json", ".jsonl"),
    *(".org", ".tex", ".ltx", ".wiki", ".mediawiki", ".wikitext"),
}
"""Endings of what is rendered where no script is named."""


@click.command()
@click.argument("scripts", nargs=-1, type=click.Path(path_type=Path), metavar="[SCRIPT...]")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("out"),
    show_default=True,
    metavar="FOLDER",
    help="Where the episodes go; for one script also a file, such as talk.mp3.",
)
@click.option(
    "--timeline",
    is_flag=True,
    help="Instead of an episode, write where everything stands: JSON, and labels for Audacity.",
)
@click.option(
    "--stems",
    is_flag=True,
    help="Instead of an episode, write a WAV of each speaker and one of the music, aligned.",
)
@yes_option
@settings_options
@output_options
@json_option
@quiet_option
@debug_option
def render(
    scripts: tuple[Path, ...],
    output: Path,
    yes: bool,  # noqa: FBT001 - click's
    as_json: bool,  # noqa: FBT001 - click's
    **overrides: object,
) -> None:
    """Make an episode of each SCRIPT: one mastered MP3 with chapters, captions, a chapter file and a page.

    Without SCRIPT, everything in seeds/ is rendered. SCRIPT may be - for standard input.
    """
    sources = scripts or _samples()
    plans = plan_episodes([request_for(source, overrides) for source in sources])
    targets = _targets(plans, output)
    agree_to_pay(plans, agreed=yes)
    exports = [export for name, export in EXPORTS.items() if overrides[name]]
    if exports:
        _print_exported([_export(*each, exports) for each in zip(plans, targets, strict=True)], as_json)
        return
    episodes = []
    for plan, target in zip(plans, targets, strict=True):
        episodes.append(_render(plan, target))
        if as_json:
            print_json(_row(episodes[-1]))
    if not as_json:
        print_table(_table(episodes))


def _announce(plan: Plan) -> None:
    """Say, before anything is spoken, what a user may want to stop for."""
    remark_doubts(plan.script)
    for warning in plan.warnings:
        remark(warning)
    announce_sending(plan)


def _render(plan: Plan, target: Path) -> Episode:
    _announce(plan)
    with watching(target.stem) as watch:
        fetch_voices(plan, watch.on_bytes)
        episode = render_episode(plan, target, on_progress=watch.on_progress, on_stage=watch.on_stage)
    for warning in episode.warnings:
        remark(warning)
    return episode


def _export(plan: Plan, target: Path, exports: Sequence[Export]) -> Exported:
    """Write what was asked for instead of an episode, and tell of takes once: all have the same."""
    _announce(plan)
    with watching(target.stem) as watch:
        fetch_voices(plan, watch.on_bytes)
        done = [export(plan, target, on_progress=watch.on_progress) for export in exports]
    for warning in done[0].warnings:
        remark(warning)
    files = tuple(path for each in done for path in each.files)
    return Exported(files, (*plan.warnings, *done[0].warnings))


def _print_exported(exported: Sequence[Exported], as_json: bool) -> None:  # noqa: FBT001 - click's
    files = [str(path) for each in exported for path in each.files]
    if as_json:
        print_json({"files": files, "warnings": [told for each in exported for told in each.warnings]})
    else:
        print_text("".join(f"{path}\n" for path in files))


def _samples() -> tuple[Path, ...]:
    found = sorted(path for path in SAMPLES.glob("*") if path.suffix.lower() in SCRIPT_SUFFIXES)
    if not found:
        raise InputError(
            f"There is no script in {SAMPLES}/ of this folder: name one: `vivavoce render interview.md`."
        )
    return tuple(found)


def _targets(plans: list[Plan], output: Path) -> list[Path]:
    """Give every script a place of its own; raise `InputError` where two would meet."""
    check_output(output, AUDIO_SUFFIXES)
    if output.suffix.lower() in AUDIO_SUFFIXES:
        if len(plans) > 1:
            raise InputError(
                f"--output {output} is one file, and {len(plans)} scripts were given: name a folder."
            )
        asked = plans[0].request.options.get("output.formats")
        if asked and output.suffix.lower()[1:] not in asked:
            raise InputError(
                f"--output {output} is none of --format {','.join(asked)}: leave one of them out."
            )
        return [output]
    targets: list[Path] = []
    taken: dict[str, Path] = {}
    for plan in plans:
        source = plan.request.source
        target = target_for(source, output).with_suffix(f".{plan.settings.output.formats[0]}")
        name = target.with_suffix("").as_posix().casefold()
        if name in taken:
            raise InputError(f"{source} and {taken[name]} would both become {target}: render them apart.")
        taken[name] = source
        targets.append(target)
    return targets


def _table(episodes: list[Episode]) -> Table:
    """Give the closing table; on a narrow terminal with the columns that matter most."""
    wide = (terminal_width() or WIDE) >= WIDE
    table = Table(box=None, pad_edge=False)
    table.add_column("episode", overflow="fold")
    columns = {name: cell for name, (cell, always) in COLUMNS.items() if wide or always}
    for name in columns:
        table.add_column(name, justify="right", no_wrap=True)
    for row in map(_row, episodes):
        table.add_row(_sounds(row), *(cell(row) for cell in columns.values()))
    return table


def _sounds(row: Mapping[str, Any]) -> str:
    """Name the first audio file whole, and of the others the endings, in which alone they differ."""
    others = [Path(file).suffix for file in row["files"][1:]]
    return ", ".join([row["file"], *(ending for ending in others if ending in AUDIO_SUFFIXES)])


def _row(episode: Episode) -> dict[str, Any]:
    """Give an episode's figures for machines: seconds, LUFS, dBTP."""
    published = episode.published
    cached = episode.cached
    return {
        "source": episode.plan.request.name,
        "file": str(published.audio),
        "files": [str(path) for path in published.files],
        "seconds": round(published.seconds, 3),
        "chapters": len(episode.plan.script.chapters),
        "turns": len(episode.plan.script.turns),
        "takes_new": len(episode.takes) - cached,
        "takes_cached": cached,
        "warnings": [*episode.plan.warnings, *episode.warnings],
        "lufs": round(published.lufs, 2),
        "peak_dbtp": round(published.peak, 2),
        "wall": round(episode.wall, 2),
        "times_real_time": round(published.seconds / max(episode.wall, 1e-6), 1),
    }

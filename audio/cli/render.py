"""`vivavoce render`: make episodes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.cells import cell_len
from rich.table import Table

from audio.cli.consent import agree_to_pay, announce, trusting, yes_option
from audio.cli.options import (
    debug_option,
    json_option,
    print_json,
    print_text,
    quiet_option,
    remark,
    sentence_of,
    show_traceback,
    table_lines,
    terminal_width,
)
from audio.cli.progress import clock, watching
from audio.cli.request import output_options, request_for, settings_options
from audio.episode import (
    AUDIO_SUFFIXES,
    Episode,
    Episodes,
    Exported,
    Plan,
    Watcher,
    check_plans,
    export_stems,
    export_timeline,
    plan_to_publish,
    targets_for,
)
from audio.errors import InputError
from audio.script import ENDINGS
from audio.speech import Allow

Export = Callable[..., Exported]
EXPORTS: Mapping[str, Export] = {"timeline": export_timeline, "stems": export_stems}

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


@click.command()
@click.argument("scripts", nargs=-1, metavar="[SCRIPT...]")
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
    scripts: tuple[str, ...],
    output: Path,
    yes: bool,  # noqa: FBT001 - click's
    as_json: bool,  # noqa: FBT001 - click's
    **overrides: object,
) -> None:
    """Make an episode of each SCRIPT: one mastered MP3 with chapters, captions, a chapter file and a page.

    SCRIPT may be a folder, all of whose scripts are rendered, and - for standard input. Without SCRIPT it is
    the folder seeds.
    """
    batch = Batch([each for script in scripts or [str(SAMPLES)] for each in _scripts(script)])
    plans: list[Plan] = []
    for source in batch.scripts:
        with batch.going_on(source):
            plans.append(trusting(partial(plan_to_publish, request_for(source, overrides))))
    check_plans(plans)
    targets = targets_for(plans, output)
    allow = agree_to_pay(plans, agreed=yes)
    exports = [export for name, export in EXPORTS.items() if overrides[name]]
    rows: list[Mapping[str, Any]] = []
    exported: list[Exported] = []
    with Episodes(list(zip(plans, targets, strict=True)), allow) as episodes:
        for number, (plan, target) in enumerate(zip(plans, targets, strict=True)):
            with batch.going_on(plan.request.source.name):
                if exports:
                    exported.append(_export(plan, target, exports, allow))
                else:
                    rows.append(_render(plan, target, partial(episodes.render, number)).figures)
                    if as_json:
                        print_json(rows[-1])
    if exports:
        _print_exported(exported, as_json)
    elif not as_json:
        print_text("".join(f"{line}\n" for line in _closing(rows, batch.failed, terminal_width())))
    if batch.failed:
        if as_json:
            for name, sentence in batch.failed.items():
                print_json({"source": name, "error": sentence})
        click.get_current_context().exit(1)


class Batch:
    """Several scripts, one after the other: one that fails is noted, and the others go on."""

    def __init__(self, scripts: Sequence[str | Path]) -> None:
        self.scripts = scripts
        self.failed: dict[str, str] = {}
        """Why, by the name of the script."""

    @contextmanager
    def going_on(self, source: str | Path) -> Iterator[None]:
        """Do a step for a script; where it fails, say so at once. Raises what a single one raises."""
        try:
            yield
        except Exception as error:
            if len(self.scripts) == 1:
                raise
            show_traceback(click.get_current_context())
            self.failed[str(source)] = sentence_of(error).removeprefix(f"{source}: ")
            click.echo(f"{source}: {self.failed[str(source)]}", err=True)


def _render(plan: Plan, target: Path, render_watched: Callable[[Watcher], Episode]) -> Episode:
    announce(plan)
    with watching(target.stem, len(plan.segments)) as watch:
        episode = render_watched(watch)
    for warning in episode.warnings:
        remark(warning)
    return episode


def _export(plan: Plan, target: Path, exports: Sequence[Export], allow: Allow) -> Exported:
    """Write what was asked for instead of an episode, and tell of takes once: all have the same."""
    announce(plan)
    with watching(target.stem, len(plan.segments)) as watch:
        done = [export(plan, target, allow=allow, watch=watch) for export in exports]
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


def _scripts(script: str) -> tuple[str, ...]:
    """Give the scripts that a name stands for: those of a folder, else itself."""
    folder = Path(script)
    if not folder.is_dir() and folder != SAMPLES:
        return (script,)
    found = sorted(str(path) for path in folder.glob("*") if path.suffix.lower() in ENDINGS)
    if not found:
        raise InputError(f"There is no script in {folder}/: name one: `vivavoce render interview.md`.")
    return tuple(found)


def _closing(
    rows: Sequence[Mapping[str, Any]], failed: Mapping[str, str], width: int | None
) -> Sequence[str]:
    """Give the closing table as lines: all of it, or as much as fits into `width` columns.

    Where the names of files do not, each has a line of its own above its figures, and what failed follows.
    """
    always = [name for name, (_, stays) in COLUMNS.items() if stays]
    for columns in (list(COLUMNS), always):
        lines = table_lines(_table(rows, failed, columns))
        if width is None or max(map(cell_len, lines)) <= width:
            return lines
    head, *figures = table_lines(_table(rows, {}, always, names=None))
    parted = [line for row, figure in zip(rows, figures, strict=True) for line in (_sounds(row), figure)]
    return [*([head] if rows else []), *parted, *(f"{name}: not made: {why}" for name, why in failed.items())]


def _table(
    rows: Sequence[Mapping[str, Any]],
    failed: Mapping[str, str],
    columns: Sequence[str],
    names: str | None = "episode",
) -> Table:
    """Give a table of figures, with the names of files under the heading `names`. What failed is last."""
    table = Table(box=None, pad_edge=False)
    if names:
        table.add_column(names)
    for name in columns:
        table.add_column(name, justify="right", no_wrap=True)
    if failed:
        table.add_column("not made, because")
    for row in rows:
        table.add_row(*([_sounds(row)] if names else []), *(COLUMNS[name][0](row) for name in columns))
    for name, sentence in failed.items():
        table.add_row(name, *("–" for _ in columns), sentence)
    return table


def _sounds(row: Mapping[str, Any]) -> str:
    """Name the first audio file whole, and of the others the endings, in which alone they differ."""
    others = [Path(file).suffix for file in row["files"][1:]]
    return ", ".join([row["file"], *(ending for ending in others if ending in AUDIO_SUFFIXES)])

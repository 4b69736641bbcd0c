"""`vivavoce render`: make episodes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import click

from audio.cli.closing import Outcome, beside, closing, made, not_made
from audio.cli.consent import agree_to_pay, announce, trusting, yes_option
from audio.cli.options import (
    debug_option,
    json_option,
    print_json,
    print_text,
    quiet_option,
    remark,
    terminal_width,
)
from audio.cli.progress import watching
from audio.cli.request import (
    cluster_option,
    machines,
    output_options,
    request_for,
    settings_options,
)
from audio.episode import (
    Episode,
    Episodes,
    Exported,
    Plan,
    Speaking,
    Watcher,
    check_plans,
    export_stems,
    export_timeline,
    plan_to_publish,
    targets_for,
    with_kept_takes,
)
from audio.errors import InputError
from audio.script import ENDINGS
from audio.source import edited_form
from audio.speech import Allow
from audio.tasks import Machines

Export = Callable[[Plan, Path, Speaking], Exported]
EXPORTS: Mapping[str, Export] = {"timeline": export_timeline, "stems": export_stems}

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
@cluster_option
@yes_option
@settings_options
@output_options
@json_option
@quiet_option
@debug_option
def render(
    scripts: tuple[str, ...],
    output: Path,
    cluster: str | None,
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
    wanted = batch.with_kept(plans, targets)
    exports = [export for name, export in EXPORTS.items() if overrides[name]]
    outcomes: list[Outcome] = []
    exported: list[Exported] = []
    with ExitStack() as stack:
        away = stack.enter_context(machines(cluster, [plan for plan, _ in wanted]))
        allow = agree_to_pay([plan for plan, _ in wanted], agreed=yes)
        episodes = stack.enter_context(Episodes(wanted, allow, away))
        for number, (plan, target) in enumerate(wanted):
            with batch.going_on(plan.request.source.name):
                if exports:
                    exported.append(_export(plan, target, exports, allow, away))
                else:
                    outcomes.append(made(_render(plan, target, partial(episodes.render, number))))
                    if as_json:
                        print_json(outcomes[-1].row)
    if exports:
        _print_exported(exported, as_json)
    outcomes += batch.failed
    if outcomes and not as_json:
        _print_outcomes(outcomes)
    if batch.failed:
        if as_json:
            for outcome in batch.failed:
                print_json(outcome.row)
        click.get_current_context().exit(1)


class Batch:
    """Several scripts, one after the other: one that fails is noted, and the others go on."""

    def __init__(self, scripts: Sequence[str | Path]) -> None:
        self.scripts = scripts
        self.failed: list[Outcome] = []

    @contextmanager
    def going_on(self, source: str | Path) -> Iterator[None]:
        """Do a step for a script; where it fails, note why. Raises what a single one raises."""
        try:
            yield
        except Exception as error:
            if len(self.scripts) == 1:
                raise
            self.failed.append(not_made(str(source), error))

    def with_kept(self, plans: Sequence[Plan], targets: Sequence[Path]) -> list[tuple[Plan, Path]]:
        """Give the plans with the takes that are kept for their episodes, and where these go."""
        found: list[tuple[Plan, Path]] = []
        for plan, target in zip(plans, targets, strict=True):
            with self.going_on(plan.request.source.name):
                found.append((with_kept_takes(plan, target), target))
        return found


def _render(plan: Plan, target: Path, render_watched: Callable[[Watcher], Episode]) -> Episode:
    source = plan.request.source
    if source.path and (edited := edited_form(source.path)):
        remark(f"{source.name} is read without what was edited in {edited}: render that one to hear it.")
    announce(plan)
    with watching(target.stem, len(plan.segments)) as watch:
        episode = render_watched(watch)
    for warning in episode.warnings:
        remark(warning)
    return episode


def _export(
    plan: Plan, target: Path, exports: Sequence[Export], allow: Allow, away: Machines | None
) -> Exported:
    """Write what was asked for instead of an episode, and tell of takes once: all have the same."""
    announce(plan)
    with watching(target.stem, len(plan.segments)) as watch:
        how = Speaking(allow, watch, away)
        done = [export(plan, target, how) for export in exports]
    for warning in done[0].warnings:
        remark(warning)
    files = tuple(path for each in done for path in each.files)
    return Exported(files, (*plan.warnings, *done[0].warnings))


def _print_outcomes(outcomes: Sequence[Outcome]) -> None:
    print_text("".join(f"{line}\n" for line in closing(outcomes, terminal_width())))
    figures = outcomes[0].figures if len(outcomes) == 1 else None
    if figures and (told := beside(figures)):
        remark(told)


def _print_exported(exported: Sequence[Exported], as_json: bool) -> None:  # noqa: FBT001 - click's
    files = [str(path) for each in exported for path in each.files]
    if as_json:
        print_json({"files": files, "warnings": [told for each in exported for told in each.warnings]})
    else:
        print_text("".join(f"{path}\n" for path in files))


def _scripts(script: str) -> tuple[str, ...]:
    """Give the scripts that a name stands for: those of a folder, else itself."""
    folder = Path(script)
    if not folder.is_dir():
        if folder == SAMPLES:
            raise InputError("Name a script, such as `vivavoce render interview.md`, or a folder of scripts.")
        return (script,)
    there = (path for path in folder.glob("*") if path.suffix.lower() in ENDINGS)
    found = sorted(str(path) for path in there if not edited_form(path))
    if not found:
        raise InputError(f"There is no script in {folder}/: name one: `vivavoce render interview.md`.")
    return tuple(found)

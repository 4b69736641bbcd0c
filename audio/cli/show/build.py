"""`vivavoce build`: a whole show, kept up to date."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from audio.cli.closing import Outcome, closing, made, not_made
from audio.cli.consent import agree_to_pay, announce, trusting, yes_option
from audio.cli.options import (
    counted,
    debug_option,
    json_option,
    print_json,
    print_table,
    print_text,
    quiet_option,
    remark,
    sentence_of,
    terminal_width,
)
from audio.cli.progress import clock, watching
from audio.cli.request import cluster_option, machines
from audio.episode import Watcher, costs, sending
from audio.show import (
    Build,
    OnAir,
    ShowFolder,
    Todo,
    check_feed,
    estimated,
    open_show,
    plan_builds,
    put_on_air,
    run_builds,
    snapshot,
)

PATIENCE = 1.0
"""Seconds between two looks at a watched folder; what changed has to stay the same for as long."""


@click.command()
@click.argument(
    "folder", type=click.Path(path_type=Path, file_okay=False), default=Path(), metavar="[FOLDER]"
)
@click.option("--check", "only_check", is_flag=True, help="Say what would be done, and do nothing.")
@click.option(
    "--audio-format",
    "formats",
    type=click.Choice(["m4a", "mp3", "opus", "flac", "wav"]),
    multiple=True,
    help="A format beside those of the settings, an alternate enclosure in the feed; may be repeated.",
)
@click.option("--all", "everything", is_flag=True, help="Render every interview, changed or not.")
@click.option("--watch", is_flag=True, help="Go on, and build again whenever a file changes.")
@cluster_option
@yes_option
@json_option
@quiet_option
@debug_option
def build(
    folder: Path,
    only_check: bool,  # noqa: FBT001 - click's
    watch: bool,  # noqa: FBT001 - click's
    **options: Any,
) -> None:
    """Build the show in FOLDER, or here: episodes, a feed for podcast apps, and a site, all in FOLDER/out.

    A show is a folder with voices.yaml and interviews in it. Only what changed since the last build is
    rendered, in order of the interviews' dates; what fails is told at the end, and the others are made.
    """
    if only_check:
        show = trusting(partial(open_show, folder))
        check_feed(show)
        _print_todo(_todo(show, options), as_json=options["as_json"])
        return
    seen = snapshot(folder)  # before the build, so that what changes meanwhile is built next
    failed = _build(folder, options)
    while watch:
        remark(f"Watching {folder}; Ctrl-C ends it.")
        _wait_for_another(folder, seen)
        seen = snapshot(folder)
        try:
            failed = _build(folder, options)
        except Exception as error:  # it is told, and may be mended in a moment
            click.echo(sentence_of(error), err=True)
    if failed:
        click.get_current_context().exit(1)


def _todo(show: ShowFolder, options: dict[str, Any]) -> Todo:
    return plan_builds(show, also=options["formats"], everything=options["everything"], ask=trusting)


def _build(folder: Path, options: dict[str, Any]) -> bool:
    """Build once, print what came of it, and tell whether anything failed."""
    show = trusting(partial(open_show, folder))
    check_feed(show)
    todo = _todo(show, options)
    outcomes = [not_made(each.interview.given, each.error) for each in todo.failed]
    outcomes += _rendered(todo.builds, options)
    air = put_on_air(show, dt.datetime.now(dt.timezone.utc).date())
    _print(outcomes, todo, air, as_json=options["as_json"])
    return any(each.figures is None for each in outcomes)


def _rendered(builds: Sequence[Build], options: dict[str, Any]) -> Iterator[Outcome]:
    plans = [each.plan for each in builds]
    with machines(options["cluster"], plans) as away:
        allow = agree_to_pay(plans, agreed=options["yes"])
        for each, came in run_builds(builds, allow, _watching, away):
            if isinstance(came, Exception):
                yield not_made(each.interview.given, came)
                continue
            for warning in came.warnings:
                remark(warning)
            outcome = made(came)
            if options["as_json"]:
                print_json(outcome.row)
            yield outcome


@contextmanager
def _watching(build: Build) -> Iterator[Watcher]:
    announce(build.plan)
    with watching(build.interview.name, len(build.plan.segments)) as watch:
        yield watch


def _print(outcomes: Sequence[Outcome], todo: Todo, air: OnAir, *, as_json: bool) -> None:
    failed = [each for each in outcomes if each.figures is None]
    if as_json:
        for each in failed:
            print_json(each.row)
        row = {
            "feed": air.feed,
            "site": air.site,
            "episodes": len(air.episodes),
            "unchanged": len(todo.standing),
        }
        print_json({**row, "written": list(air.written)})
        return
    if outcomes:
        print_text("".join(f"{line}\n" for line in closing(outcomes, terminal_width())))
    new, gone = len(outcomes) - len(failed), f", {len(failed)} failed" if failed else ""
    episodes = counted(len(air.episodes), "episode")
    print_text(f"{air.site} for browsers, {air.feed} for podcast apps\n")
    print_text(f"{episodes}, {new} made anew, {len(todo.standing)} unchanged{gone}\n")


def _print_todo(todo: Todo, *, as_json: bool) -> None:
    """Print what a build would do."""
    plans = [each.plan for each in todo.builds]
    rows = [{"source": each.interview.given, "why": each.why, **estimated(each)} for each in todo.builds]
    failed = [{"source": each.interview.given, "error": sentence_of(each.error)} for each in todo.failed]
    sent = list(dict.fromkeys(told for plan in plans for told in sending(plan)))
    if as_json:
        print_json({"builds": rows, "failed": failed, "unchanged": len(todo.standing), "sends": sent})
        return
    table = Table("interview", "date", "length", "to speak", "takes", "why", box=None, pad_edge=False)
    for row in rows:
        length, new = clock(row["seconds"]), clock(row["seconds_new"])
        table.add_row(row["source"], row["date"] or "–", length, new, str(row["takes_new"]), row["why"])
    for each in failed:
        table.add_row(each["source"], "–", "–", "–", "–", f"fails: {each['error']}")
    if rows or failed:
        print_table(table)
    new = clock(sum(row["seconds_new"] for row in rows))
    print_text(f"{len(rows)} to build, {new} of speech to be spoken, {len(todo.standing)} unchanged\n")
    print_text("".join(f"{told}\n" for told in sent))
    if paid := costs(plans):
        print_text(f"In all: {paid}.\n")


def _wait_for_another(folder: Path, seen: object) -> None:
    """Wait until the files of a folder are others, and have stayed so for a moment."""
    while (now := snapshot(folder)) == seen:
        time.sleep(PATIENCE)
    while True:
        time.sleep(PATIENCE)
        if (later := snapshot(folder)) == now:
            return
        now = later

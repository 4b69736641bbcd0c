"""`vivavoce engines`: what can speak here."""

from __future__ import annotations

from typing import Any

import click
from rich.table import Table

from audio.cli.options import debug_option, json_option, print_json, print_table, quiet_option, remark
from audio.cli.progress import watching
from audio.speech import EngineStatus, engine_statuses, fetch_engine, remove_engine_files


@click.group(invoke_without_command=True)
@debug_option
@click.pass_context
def engines(ctx: click.Context) -> None:
    """Show the speech engines, fetch and remove their files.

    Without a command it lists them.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_engines)


@engines.command("list")
@json_option
@debug_option
def list_engines(as_json: bool = False) -> None:  # noqa: FBT001, FBT002 - click's
    """List every engine: voices, files, languages, licence, and whether text leaves the machine."""
    statuses = engine_statuses()
    if as_json:
        print_json([_row(status) for status in statuses])
        return
    table = Table(
        "engine", "voices here", "to fetch", "text", "languages", "licence", box=None, pad_edge=False
    )
    for status in statuses:
        missing = sum(file.size for file in status.missing)
        table.add_row(
            status.name,
            "none yet" if status.problem else f"{status.ready} of {status.voices}",
            f"{missing / 1e6:.0f} MB" if missing else "-",
            "leaves the machine" if status.online else "stays here",
            " ".join(status.languages[:12]) + (" …" if len(status.languages) > 12 else ""),
            status.licence,
        )
    print_table(table)
    for status in statuses:
        if status.problem:
            remark(status.problem)


@engines.command("fetch")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@quiet_option
@debug_option
def fetch(names: tuple[str, ...]) -> None:
    """Fetch the files of engine NAME ahead of time, all voices of it."""
    for name in names:
        with watching(name) as watch:
            has_files = fetch_engine(name, None, watch.on_bytes)
        remark(f"{name}: all files are here." if has_files else f"{name} needs no files.")


@engines.command("remove")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@quiet_option
@debug_option
def remove(names: tuple[str, ...]) -> None:
    """Remove the model files of engine NAME, of all voices; what is needed again is fetched again."""
    for name in names:
        freed = remove_engine_files(name)
        remark(f"{name}: {freed / 1e6:.1f} MB freed." if freed else f"{name} has no files here.")


def _row(status: EngineStatus) -> dict[str, Any]:
    return {
        "name": status.name,
        "online": status.online,
        "paid": status.paid,
        "licence": status.licence,
        "languages": list(status.languages),
        "voices": status.voices,
        "ready": status.ready,
        "missing": [{"name": file.name, "bytes": file.size} for file in status.missing],
        "problem": status.problem or None,
    }

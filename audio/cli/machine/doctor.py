"""`vivavoce doctor`: what this machine has, and what mends what it lacks."""

from __future__ import annotations

import dataclasses

import click
from rich.table import Table

from audio.cli.options import debug_option, json_option, print_json, print_table
from audio.doctor import examine


@click.command()
@json_option
@debug_option
def doctor(as_json: bool) -> None:  # noqa: FBT001 - click's
    """Tell what this machine has for making episodes, what is wrong with it, and what mends that.

    The answer, as JSON too, names no folders of yours and no keys: it can stand in a report of a fault. Exit
    status 1 where something is wrong.
    """
    found = examine()
    if as_json:
        print_json([dataclasses.asdict(finding) for finding in found])
    else:
        table = Table("", "", "what", "to mend it", box=None, pad_edge=False)
        for finding in found:
            sign = {"fine": "ok", "note": "-", "wrong": "!!"}[finding.state]
            table.add_row(sign, finding.what, finding.told, finding.remedy)
        print_table(table)
    click.get_current_context().exit(int(any(finding.state == "wrong" for finding in found)))

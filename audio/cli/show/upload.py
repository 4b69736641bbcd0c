"""`vivavoce upload`: a show brought to where people fetch it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click
from rich.filesize import decimal

from audio.cli.consent import trusting
from audio.cli.options import (
    VERBOSE,
    counted,
    debug_option,
    json_option,
    print_json,
    print_text,
    quiet_option,
)
from audio.cli.progress import watching
from audio.show import open_show, to_send
from audio.upload import Sending, open_target, plan_sending, send

FEW = 20
"""Files that are named after they were sent; of more, -v and --dry-run name each."""


@click.command()
@click.argument("places", nargs=-1, metavar="[FOLDER] TARGET")
@click.option("--dry-run", is_flag=True, help="Say what would be sent, in its order; send nothing.")
@json_option
@quiet_option
@debug_option
def upload(places: tuple[str, ...], dry_run: bool, as_json: bool) -> None:  # noqa: FBT001 - click's
    """Bring the show in FOLDER, or here, to TARGET: a folder, s3://bucket/path, sftp://host/path.

    Only what changed since the last time is sent: sound first, then what goes with it, then pages, and
    the feed last, so that nothing is named before it is there. What broke off goes on. Nothing there is
    removed. Of more than 20 files the sum is told; -v names each.
    """
    if not 1 <= len(places) <= 2:
        raise click.UsageError("Say where: vivavoce upload [FOLDER] TARGET, such as s3://my-bucket/talks.")
    *folders, address = places
    items = to_send(trusting(partial(open_show, Path(*folders))))
    target = open_target(address)
    sending = plan_sending(items, target)
    if not dry_run:
        with watching(target.address) as bars:
            send(sending, target, bars.on_sent)
    _tell(sending, target.address, dry_run=dry_run, as_json=as_json)


def _tell(sending: Sending, address: str, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        row = {"target": address, "files": [item.name for item in sending.new], "bytes": sending.size}
        print_json({**row, "unchanged": len(sending.unchanged), "dry_run": dry_run})
        return
    if dry_run or len(sending.new) <= FEW or click.get_current_context().meta.get(VERBOSE):
        print_text("".join(f"{decimal(item.size):>11}  {item.name}\n" for item in sending.new))
    told = "would be sent" if dry_run else "sent"
    count = counted(len(sending.new), "file")
    print_text(f"{count} {told}, {decimal(sending.size)}; {len(sending.unchanged)} there already\n")

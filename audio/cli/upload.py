"""`vivavoce upload`: what is published, brought to where people fetch it."""

from __future__ import annotations

from pathlib import Path

import click

from audio.cli.options import debug_option, json_option, print_json, quiet_option
from audio.cli.progress import watching
from audio.upload import Sending, items_in, open_target, plan_sending, send


@click.command()
@click.argument("places", nargs=-1, required=True, metavar="[FOLDER] TARGET")
@click.option("--dry-run", is_flag=True, help="Say what would be sent, in its order; send nothing.")
@json_option
@quiet_option
@debug_option
def upload(places: tuple[str, ...], dry_run: bool, as_json: bool) -> None:  # noqa: FBT001 - click's
    """Bring what is published of the show in FOLDER to TARGET.

    It is what lies in FOLDER/out. TARGET is a folder or an address such as s3://bucket/show or
    sftp://host/www/show. Only what changed is sent: sound first, then what goes with it, then pages,
    and the feed last, so that nothing is named before it is there. Nothing is removed.
    """
    *folders, address = places
    if len(folders) > 1:
        raise click.UsageError("Say one folder and one target: vivavoce upload my-show s3://bucket/show.")
    items = items_in(Path(*folders, "out"))
    place = open_target(address)
    sending = plan_sending(items, place)
    if not dry_run:
        with watching(place.address) as bars:
            send(sending, place, bars.on_sent)
    _print(sending, place.address, dry_run=dry_run, as_json=as_json)


def _print(sending: Sending, address: str, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        files = [{"name": item.name, "bytes": item.size, "type": item.kind.type} for item in sending.new]
        unchanged = len(sending.unchanged)
        print_json({"target": address, "sent": not dry_run, "files": files, "unchanged": unchanged})
        return
    for item in sending.new:
        click.echo(f"{item.size / 1e6:9.2f} MB  {item.name}")
    done = "would be sent" if dry_run else "sent"
    count = f"{len(sending.new)} file{'s' if len(sending.new) != 1 else ''}"
    click.echo(
        f"{address}: {count} {done}, {sending.size / 1e6:.2f} MB; {len(sending.unchanged)} unchanged there"
    )

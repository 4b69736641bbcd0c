"""`vivavoce upload`: a show brought to where it is served."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from audio.cli.consent import trusting
from audio.cli.options import debug_option, json_option, print_json, print_text, quiet_option, remark
from audio.show import Target, missing, open_show, to_send
from audio.show import upload as bring


@click.command()
@click.argument("places", nargs=-1, metavar="[FOLDER] TARGET")
@click.option("--dry-run", is_flag=True, help="Say what would be brought, and bring nothing.")
@json_option
@quiet_option
@debug_option
def upload(places: tuple[str, ...], dry_run: bool, as_json: bool) -> None:  # noqa: FBT001 - click's
    """Bring the show in FOLDER, or here, to TARGET: s3://bucket/path, or a folder.

    Only what changed since the last upload goes there: audio first, then pages, and the feed at last. An
    upload that broke off goes on. What else fsspec knows, such as sftp:// and gs://, is untried.
    """
    if not 1 <= len(places) <= 2:
        raise click.UsageError("Say where: vivavoce upload [FOLDER] TARGET, such as s3://my-bucket/talks.")
    folder = Path(places[0]) if len(places) > 1 else Path()
    show, target = trusting(partial(open_show, folder)), Target(places[-1])
    files = to_send(show)
    if dry_run:
        wanted = missing(files, target.there())
    else:
        wanted = []
        for each in bring(show, target):
            remark(f"{each.name} ({each.size / 1e6:.1f} MB)")
            wanted.append(each)
    size = sum(each.size for each in wanted)
    if as_json:
        row = {"target": places[-1], "files": [each.name for each in wanted], "bytes": size}
        print_json({**row, "unchanged": len(files) - len(wanted), "dry_run": dry_run})
        return
    if dry_run:
        print_text("".join(f"{each.name}\n" for each in wanted))
    told = "would be brought" if dry_run else "brought"
    print_text(f"{len(wanted)} files {told}, {size / 1e6:.1f} MB; {len(files) - len(wanted)} are there\n")

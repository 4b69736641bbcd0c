"""`vivavoce trust`: whose settings may do more than a stranger's."""

from __future__ import annotations

from pathlib import Path

import click

from audio.cli.options import debug_option, quiet_option, remark
from audio.errors import InputError
from audio.guard import forget_folder, trust_folder, trusted_folders


@click.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path), metavar="[FOLDER...]")
@click.option("--forget", is_flag=True, help="Trust FOLDER no longer.")
@quiet_option
@debug_option
def trust(folders: tuple[Path, ...], forget: bool) -> None:  # noqa: FBT001 - click's
    """Trust the voices.yaml of FOLDER, or list the folders that are trusted.

    A voices.yaml may have come with somebody else's script. It may always choose voices of engines on this
    machine, and files in its own folder. To send text to a service, to sign with a key and to use files
    elsewhere, its folder must be trusted: itself, not one above it.
    """
    for folder in folders:
        if forget:
            remark(f"{folder} is {'no longer' if forget_folder(folder) else 'not'} trusted.")
            continue
        if not folder.is_dir():
            raise InputError(f"There is no folder {folder}: name the one in which the voices.yaml lies.")
        trust_folder(folder)
        remark(f"The voices.yaml in {folder} is trusted from now on.")
    for folder in () if folders else trusted_folders():
        click.echo(folder)

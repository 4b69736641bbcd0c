"""`vivavoce script`: who says what."""

from __future__ import annotations

from pathlib import Path

import click

from audio.cli.options import (
    debug_option,
    json_option,
    print_json,
    print_text,
    quiet_option,
    remark,
    remark_doubts,
)
from audio.cli.request import request_for, settings_options
from audio.episode import read_request
from audio.errors import InputError
from audio.files import write_text
from audio.script import script_row, write_canonical


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the script to a file instead.",
)
@json_option
@settings_options
@quiet_option
@debug_option
def script(files: tuple[str, ...], output: Path | None, as_json: bool, **overrides: object) -> None:  # noqa: FBT001 - click's
    """Print the reading of each FILE: a script in Markdown, to be edited and rendered.

    FILE may be - for standard input. With --json, one JSON object a line and file.
    """
    if output is not None and len(files) > 1:
        raise InputError(f"--output {output} can hold one script, and {len(files)} files were given.")
    for file in files:
        request = request_for(file, overrides)
        place = request.source.path
        if output is not None and output.exists() and place is not None and output.samefile(place):
            raise InputError(f"--output {output} would overwrite the interview itself: name another file.")
        reading, _, _ = read_request(request)
        remark_doubts(reading)
        if as_json:
            print_json(script_row(reading))
        elif output is not None:
            write_text(output, write_canonical(reading))
            remark(f"{output} is written.")
        else:
            print_text(write_canonical(reading))

"""`vivavoce studio`: hear, cast and mend an interview in the browser."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from audio.cli.options import debug_option, quiet_option, remark
from audio.errors import InputError
from audio.extras import lacking
from audio.speech import Allow


@click.command()
@click.argument("place", metavar="[SCRIPT or FOLDER]", type=click.Path(path_type=Path), default=Path())
@click.option("--port", type=click.IntRange(0, 65_535), help="Port; the next one where it is taken. 0: any.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--browser/--no-browser", "browsing", default=True, help="Open the page in the browser.")
@click.option("--yes", is_flag=True, help="Engines that cost money may be sent the text.")
@quiet_option
@debug_option
def studio(place: Path, port: int | None, host: str, browsing: bool, yes: bool) -> None:  # noqa: FBT001 - click's
    """Open SCRIPT, or a FOLDER of them, in the browser: hear turns, choose voices, mend the text, render.

    What is opened is written as NAME.script.md beside it, which goes again where nothing was done, and in
    voices.yaml; the journal of edits is kept in .vivavoce-studio there, and episodes go to out.
    """
    if problem := lacking("The studio", "studio", "starlette", "uvicorn", "jinja2"):
        raise InputError(problem)
    from audio.studio import Desk, open_place, taken  # noqa: PLC0415 - needs the extra
    from audio.studio.web import Serving, address_of, open_socket  # noqa: PLC0415

    folder, first = open_place(place)
    opened = open_socket(host, port)
    with taken(folder, address_of(opened)):
        serving = Serving(Desk(folder, first, Allow(online=True, paid=yes)), opened)
        click.echo(serving.first_address)
        remark("Ctrl-C ends the studio. The address opens once, in one browser.")
        if browsing:
            webbrowser.open(serving.first_address)
        serving.run()

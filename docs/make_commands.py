"""Write docs/commands.md from the commands themselves; with --check, only tell whether it is up to date."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from audio.cli.app import application

PAGE = Path(__file__).with_name("commands.md")
HEAD = """\
# Every command

This page is written by `python docs/make_commands.py` from the commands themselves; a test holds it to them.
"""


def page() -> str:
    """Give the page: the help of every command, in the order of `vivavoce --help`."""
    ctx = click.Context(application, info_name="vivavoce", **application.context_settings)
    return "\n".join([HEAD, *helps(application, ctx)])


def helps(command: click.Command, ctx: click.Context) -> Iterator[str]:
    """Give a command's help and, of a group, that of its commands."""
    ctx.terminal_width = 88
    yield f"## {ctx.command_path}\n\n```text\n{command.get_help(ctx)}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            below = command.get_command(ctx, name)
            if below is not None:
                yield from helps(below, click.Context(below, info_name=name, parent=ctx))


def main() -> int:
    """Write the page, or with --check tell by the exit status whether it is up to date."""
    if "--check" not in sys.argv:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page():
        return 0
    sys.stderr.write("docs/commands.md is not what the commands say: run `python docs/make_commands.py`.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())

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

## What goes on inside

With `-v` every command tells on standard error what it tries and gives up: which source of a model file was
asked and why the next one is, what a service refused and is asked again, which take was doubtful and what
won, where the fallback voice speaks. `-vv` also tells how the script was read: its format, and the evidence
for its labels. No line has a key or the interview's words in it; segments have numbers.

    vivavoce: models: kokoro/kokoro-v1.0.int8.onnx: github.com cannot be reached; asking pip

`VIVAVOCE_LOG` asks for the same where no option can be given: `info`, `debug`, or levels by room, as in
`VIVAVOCE_LOG=info,script.convention=debug`. The option goes before it. Who uses Vivavoce as a library finds
these lines at the loggers below `audio`, which print nothing of their own accord.
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

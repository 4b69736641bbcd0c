"""Write docs/commands.md and the manual page from the commands themselves.

With --check, only tell whether they are up to date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from audio.cli.app import application
from audio.version import __version__

PAGE = Path(__file__).with_name("commands.md")
MANUAL = PAGE.with_name("vivavoce.1")
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
    return "\n".join([HEAD, *(f"## {path}\n\n```text\n{told}\n```\n" for path, told in helps(*whole()))])


def manual() -> str:
    """Give the same help as a page for `man`, in roff's macros of man(7)."""
    parts = [f'.TH VIVAVOCE 1 "" "Vivavoce {__version__}"']
    parts += [".SH NAME", r"vivavoce \- turn a written interview into a podcast episode"]
    for path, told in helps(*whole()):
        # A full stop or an apostrophe that begins a line would be a macro.
        lines = told.replace("\\", r"\e").replace("-", r"\-").splitlines()
        parts += [f".SH {path.upper()}", ".nf", *(rf"\&{line}" for line in lines), ".fi"]
    return "\n".join(parts) + "\n"


def whole() -> tuple[click.Command, click.Context]:
    """Give the command with the context that its help asks for."""
    return application, click.Context(application, info_name="vivavoce", **application.context_settings)


def helps(command: click.Command, ctx: click.Context) -> Iterator[tuple[str, str]]:
    """Give a command's name and help and, of a group, those of its commands."""
    ctx.terminal_width = 88
    yield ctx.command_path, command.get_help(ctx)
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            below = command.get_command(ctx, name)
            if below is not None:
                yield from helps(below, click.Context(below, info_name=name, parent=ctx))


def main() -> int:
    """Write the pages, or with --check tell by the exit status whether they are up to date."""
    status = 0
    for file, text in ((PAGE, page()), (MANUAL, manual())):
        if "--check" not in sys.argv:
            file.write_text(text, encoding="utf-8")
        elif not file.exists() or file.read_text(encoding="utf-8") != text:
            sys.stderr.write(
                f"docs/{file.name} is not what the commands say: run `python docs/make_commands.py`.\n"
            )
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())

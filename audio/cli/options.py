"""Options that several commands share, and how results are printed."""

from __future__ import annotations

import json
import shutil
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from functools import partial
from textwrap import fill
from typing import TYPE_CHECKING, Any, NoReturn, TextIO, TypeVar

import click

from audio import errors
from audio.cli.logs import tell

if TYPE_CHECKING:
    from rich.table import Table

    from audio.script import Script

Command = TypeVar("Command", bound=Callable[..., Any])

QUIET = "vivavoce.quiet"
VERBOSE = "vivavoce.verbose"
_DEBUG = "vivavoce.debug"
_BETWEEN = 2
"""Spaces between two columns of a table."""


def _note(key: str) -> Callable[[click.Context, click.Parameter, bool], None]:
    def callback(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's signature
        ctx.meta[key] = ctx.meta.get(key, False) or value

    return callback


def _verbose(ctx: click.Context, _: click.Parameter, times: int) -> None:
    ctx.meta[VERBOSE] = ctx.meta.get(VERBOSE, 0) + times
    tell(ctx.meta[VERBOSE])


def debug_option(command: Command) -> Command:
    """Add --debug, which shows the traceback of an error, and -v, which tells what is tried and given up."""
    told = "Tell what is tried and given up; -vv tells more."
    click.option("-v", "--verbose", count=True, expose_value=False, callback=_verbose, help=told)(command)
    return click.option(
        "--debug",
        is_flag=True,
        expose_value=False,
        callback=_note(_DEBUG),
        help="Show where an error comes from.",
    )(command)


def quiet_option(command: Command) -> Command:
    """Add --quiet, which leaves out progress and remarks; errors are still shown."""
    return click.option(
        "-q",
        "--quiet",
        is_flag=True,
        expose_value=False,
        callback=_note(QUIET),
        help="No progress, no remarks.",
    )(command)


def json_option(command: Command) -> Command:
    """Add --json, which prints the result for machines."""
    return click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")(command)


def language_option(text: str) -> Callable[[Command], Command]:
    """Give the option --language, which takes any tag of a language, with its help."""
    return click.option("--language", metavar="TAG", callback=_language, help=text)


def _language(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    from audio.script import language_tag  # noqa: PLC0415 - the options of every command are made here

    return language_tag(value) or value  # what is no tag is refused by whoever needs a language


def no_such_command(ctx: click.Context, name: str, known: Sequence[str]) -> NoReturn:
    """Refuse the name of a command that is none, with the nearest one and with all there are."""
    near = get_close_matches(name, known, 1)
    meant = f" Did you mean {near[0]}?" if near else ""
    ctx.fail(f"No such command {name!r}.{meant} There are {', '.join(known)}.")


sentence_of = partial(errors.sentence_of, advice=" Run it again with --debug and report what it prints.")
"""Tells any error as a command does."""


def show_traceback(ctx: click.Context) -> None:
    """Show where the error that is being handled comes from, if --debug was given."""
    if ctx.meta.get(_DEBUG):
        traceback.print_exc(file=sys.stderr)


def remark(text: str) -> None:
    """Say something beside the result, on standard error, unless --quiet was given.

    On a terminal lines end between words.
    """
    if not click.get_current_context().meta.get(QUIET):
        click.echo(for_terminal(text, sys.stderr), err=True)


def for_terminal(text: str, stream: TextIO, *, hanging: int = 0) -> str:
    """Give a text whose lines end between words, where `stream` is a terminal; otherwise as it is.

    What goes on in another line is indented by `hanging` columns. Without that, a line that is indented is
    one to copy, and stays whole.
    """
    if not stream.isatty():
        return text
    width = shutil.get_terminal_size().columns
    wrap = partial(
        fill,
        width=width,
        subsequent_indent=" " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(
        line if line.startswith(" ") and not hanging else wrap(line) for line in text.split("\n")
    )


def counted(count: int, what: str) -> str:
    """Write how many there are: of `turn that may not sound right`, the first word is the noun."""
    noun, space, more = what.partition(" ")
    return f"{count} {noun}{'' if count == 1 else 's'}{space}{more}"


def remark_doubts(script: Script) -> None:
    """Say what of a reading is doubtful, and where."""
    for doubt in script.doubts:
        remark(f"{script.source}:{doubt.line}: {doubt.sentence}")


def print_json(value: Mapping[str, Any] | Sequence[Any]) -> None:
    """Print one JSON value on one line of standard output, in UTF-8."""
    stream = click.get_binary_stream("stdout")
    stream.write(json.dumps(value, ensure_ascii=False).encode("utf-8") + b"\n")
    stream.flush()


def print_text(text: str) -> None:
    """Print text on standard output in UTF-8, whatever the locale says."""
    stream = click.get_binary_stream("stdout")
    stream.write(text.encode("utf-8"))
    stream.flush()


def print_table(table: Table) -> None:
    """Print a table on standard output in UTF-8; where nobody watches, as wide as its content asks for.

    On a terminal the widest columns give way first, between words.
    Its cells are text, not rich's markup: interviews are full of brackets.
    """
    from rich.console import Console  # noqa: PLC0415 - 60 ms, and most commands print no table

    console = Console(file=click.get_text_stream("stdout", encoding="utf-8"), highlight=False, markup=False)
    if console.is_terminal:
        _fit(table, console.width)
    else:
        console.width = 10_000
    console.print(table)


def _fit(table: Table, width: int) -> None:
    """Make the columns as narrow as `width` asks for: the widest first, and none narrower than its words.

    Where even these are too wide together, they go on in the next line.
    """
    from rich.cells import cell_len  # noqa: PLC0415 - as above

    texts = [[str(column.header), *map(str, column.cells)] for column in table.columns]
    widths = [max(cell_len(line) for text in cells for line in text.split("\n")) for cells in texts]
    words = [max(map(cell_len, " ".join(cells).split()), default=0) for cells in texts]
    while sum(widths) + _BETWEEN * (len(widths) - 1) > width:
        at = max(range(len(widths)), key=lambda each: (widths[each] > words[each], widths[each]))
        if widths[at] <= 1:
            break
        widths[at] -= 1
        words[at] = min(words[at], widths[at])
    for column, fitting in zip(table.columns, widths, strict=True):
        column.width, column.overflow = fitting, "fold"


def table_lines(table: Table) -> list[str]:
    """Give the lines of a table, as wide as its content asks for; its cells are text, not rich's markup."""
    from rich.console import Console  # noqa: PLC0415 - 60 ms, and most commands print no table

    console = Console(width=10_000, highlight=False, markup=False, color_system=None)
    with console.capture() as capture:
        console.print(table)
    return [line.rstrip() for line in capture.get().splitlines()]


def terminal_width() -> int | None:
    """Give how many columns the terminal of standard output has; None where nobody watches."""
    if not sys.stdout.isatty():
        return None
    return shutil.get_terminal_size().columns

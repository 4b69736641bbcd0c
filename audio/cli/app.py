"""The `vivavoce` command: which commands there are, and how an error reaches the user.

Commands live in modules of their own that are imported when the command is run, so that `vivavoce --help`
needs nothing but click.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import os
import signal
import sys
from contextlib import suppress
from typing import Any, NamedTuple

import click

from audio.cli.options import (
    VERBOSE,
    debug_option,
    for_terminal,
    no_such_command,
    sentence_of,
    show_traceback,
)
from audio.errors import VivavoceError

_ARENAS = -8
"""`M_ARENA_MAX` in glibc's `malloc.h`."""
ENDED_BY_SIGNAL = 128
"""What is added to the number of the signal that ended the command, for its exit status."""


class Ended(KeyboardInterrupt):
    """A signal other than Ctrl-C that ends the command, which clears up all the same."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


class Entry(NamedTuple):
    """A command that is imported when it is needed."""

    module: str
    help: str


COMMANDS = {
    "init": Entry("audio.cli.machine.beginning", "Write a voices.yaml that explains itself."),
    "render": Entry("audio.cli.render", "Make an episode of each script."),
    "build": Entry("audio.cli.show.build", "Build a whole show: episodes, feed and site."),
    "upload": Entry("audio.cli.show.upload", "Bring a show to where people fetch it."),
    "preview": Entry("audio.cli.turns.preview", "Speak one turn, or a few, and play them."),
    "studio": Entry("audio.cli.studio", "Hear, cast and mend an interview in the browser."),
    "retake": Entry("audio.cli.turns.retake", "Speak one turn in other ways, and keep one of them."),
    "script": Entry("audio.cli.script", "Print who says what, as a script to edit or as JSON."),
    "check": Entry("audio.cli.check", "Show the whole reading, and prove that no word is lost."),
    "verify": Entry("audio.cli.verify", "Listen to an episode and tell what is not as written."),
    "voices": Entry("audio.cli.voices.commands", "List voices, show and change who has which."),
    "engines": Entry("audio.cli.machine.engines", "Show the speech engines, fetch and remove their files."),
    "doctor": Entry("audio.cli.machine.doctor", "Tell what this machine has, and what is wrong with it."),
    "trust": Entry("audio.cli.machine.trust", "Trust a folder's voices.yaml, or list who is trusted."),
    "cache": Entry("audio.cli.machine.cache", "Show and prune what was spoken before."),
}


class Failure(click.ClickException):
    """An error of the house on its way to the user."""

    def __init__(self, error: VivavoceError) -> None:
        super().__init__(str(error))
        self.exit_code = error.exit_status

    def format_message(self) -> str:
        """Give the message as a terminal shows it, behind what click puts before it."""
        return _behind_error(self.message)


class Application(click.Group):
    """A group whose commands are imported when they are run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Give the names in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """Import a command; None for a name that is none."""
        if cmd_name not in COMMANDS:
            return None
        gc.disable()  # what is imported is no garbage, and looking for some takes a tenth of the start
        command = getattr(importlib.import_module(COMMANDS[cmd_name].module), cmd_name)
        gc.enable()
        gc.freeze()
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for a name that is none, say which ones there are."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            no_such_command(ctx, args[0], list(COMMANDS))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; turn what went wrong into one clear message and an exit status."""
        try:
            if ctx.params.pop("version"):
                return _tell_version(ctx)
            return super().invoke(ctx)
        except VivavoceError as error:
            show_traceback(ctx)
            raise Failure(error) from error
        except KeyboardInterrupt as end:
            show_traceback(ctx)
            click.echo("Interrupted; finished takes are kept.", err=True)
            ctx.exit(ENDED_BY_SIGNAL + (end.number if isinstance(end, Ended) else signal.SIGINT))
        except BrokenPipeError:
            sys.stderr.close()  # the reader has gone; Python would complain at exit
            ctx.exit(1)
        except click.UsageError as error:
            error.message = _behind_error(error.message)
            raise
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # the last door: no traceback for users
            show_traceback(ctx)
            raise click.ClickException(sentence_of(error)) from error


def _behind_error(message: str) -> str:
    return for_terminal(f"Error: {message}", sys.stderr).removeprefix("Error: ")


def _tell_version(ctx: click.Context) -> None:
    versions = importlib.import_module("audio.cli.machine.versions")  # loads all that makes episodes
    for line in versions.version_lines(more=ctx.meta.get(VERBOSE, 0) > 0):
        click.echo(line)


@click.group(
    cls=Application, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option("--version", is_flag=True, help="Show the version; with -v those of engines and models too.")
@debug_option
def application() -> None:
    """Turn a written interview into a podcast episode.

    vivavoce render interview.md makes out/interview.mp3: it finds who says what, gives every
    speaker a voice, speaks each turn, and masters one MP3 with chapters. It works offline.
    """


def _end(number: int, _: object) -> None:
    signal.signal(number, signal.SIG_IGN)  # once is enough, and clearing up takes a moment
    raise Ended(number)


def _keep_memory_together() -> None:
    """Have glibc share two heaps among all threads: of one for each, holes add up to a hundred megabytes."""
    if "MALLOC_ARENA_MAX" not in os.environ:
        with suppress(OSError, AttributeError, TypeError):  # another C library has no such thing
            ctypes.CDLL(None).mallopt(_ARENAS, 2)


def main() -> None:
    """Run the command and leave with its exit status."""
    _keep_memory_together()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else it reads about every package there is
    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # its threads are slow to start, and work here is small
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) is not signal.SIG_IGN:
            signal.signal(getattr(signal, name), _end)
    application(prog_name="vivavoce")

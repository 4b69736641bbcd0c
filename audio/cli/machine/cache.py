"""`vivavoce cache`: what was spoken before."""

from __future__ import annotations

import re

import click

from audio.cli.options import debug_option, json_option, print_json
from audio.speech import prune, show

UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9}


def _bytes(_: click.Context, __: click.Parameter, written: str | None) -> int | None:
    """Read a size such as `500MB`; None where the option was not given."""
    if written is None:
        return None
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMG]?)B?", written.strip().upper())
    if match is None:
        raise click.BadParameter(f"{written!r} is no size: write a number and KB, MB or GB, such as 500MB.")
    return round(float(match[1]) * UNITS[match[2]])


@click.group(invoke_without_command=True)
@debug_option
@click.pass_context
def cache(ctx: click.Context) -> None:
    """Show and prune what was spoken before.

    Without a command it shows what is there.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(show_cache)


@cache.command("show")
@json_option
@debug_option
def show_cache(as_json: bool = False) -> None:  # noqa: FBT001, FBT002 - click's
    """Show where the takes are, how many, and how much room they take."""
    state = show()
    if as_json:
        print_json({"folder": str(state.folder), "takes": state.takes, "bytes": state.size})
    else:
        click.echo(f"{state.takes} takes, {state.size / 1e6:.1f} MB in {state.folder}")


@cache.command("prune")
@click.option("--days", type=click.FloatRange(min=0), help="Remove takes not used for so many days.")
@click.option(
    "--max-size",
    metavar="SIZE",
    callback=_bytes,
    help="Remove the longest unused until so much is left, such as 500MB or 2GB.",
)
@json_option
@debug_option
def prune_cache(days: float | None, max_size: int | None, as_json: bool) -> None:  # noqa: FBT001 - click's
    """Remove takes; what is needed again will be spoken again. What a render is using stays."""
    if days is None and max_size is None:
        raise click.UsageError(
            "Say what to remove: --days 0 removes everything, --max-size 500MB leaves 500 MB."
        )
    gone = prune(older_than_days=days, largest=max_size)
    if as_json:
        print_json({"takes": gone.takes, "bytes": gone.size, "in_use": gone.in_use})
    else:
        kept = f"; {gone.in_use} are in use and stay" if gone.in_use else ""
        click.echo(f"{gone.takes} takes removed, {gone.size / 1e6:.1f} MB freed{kept}")

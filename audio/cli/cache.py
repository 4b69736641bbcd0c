"""`vivavoce cache`: what was spoken before."""

from __future__ import annotations

import click

from audio.cli.options import debug_option, json_option, print_json
from audio.speech import prune, show


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
    "--megabytes", type=click.FloatRange(min=0), help="Remove the longest unused until so much is left."
)
@json_option
@debug_option
def prune_cache(days: float | None, megabytes: float | None, as_json: bool) -> None:  # noqa: FBT001 - click's
    """Remove takes; what is needed again will be spoken again."""
    if days is None and megabytes is None:
        raise click.UsageError(
            "Say what to remove: --days 0 removes everything, --megabytes 500 leaves 500 MB."
        )
    gone = prune(older_than_days=days, largest=None if megabytes is None else round(megabytes * 1e6))
    if as_json:
        print_json({"takes": gone.takes, "bytes": gone.size})
    else:
        click.echo(f"{gone.takes} takes removed, {gone.size / 1e6:.1f} MB freed")

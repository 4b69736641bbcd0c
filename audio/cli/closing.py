"""How a render ends: a table in which failures and doubts stand beside the figures, with the line to type."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audio.cli.options import counted, for_terminal, sentence_of, show_traceback, table_lines
from audio.cli.progress import clock
from audio.episode import AUDIO_SUFFIXES, Episode
from audio.errors import InputError, ModelFileError, ScriptError, TrustError, VivavoceError

if TYPE_CHECKING:
    from rich.table import Table

Figures = Mapping[str, Any]

COLUMNS: Mapping[str, tuple[Callable[[Figures], str], bool]] = {
    "length": (lambda row: clock(row["seconds"]), True),
    "chapters": (lambda row: str(row["chapters"]), True),
    "turns": (lambda row: str(row["turns"]), True),
    "takes new": (lambda row: str(row["takes_new"]), False),
    "cached": (lambda row: str(row["takes_cached"]), False),
    "LUFS": (lambda row: f"{row['lufs']:.1f}", True),
    "dBTP": (lambda row: f"{row['peak_dbtp']:.1f}", True),
    "took": (lambda row: f"{row['wall']:.1f} s", True),
    "× real time": (lambda row: f"{row['times_real_time']:.1f}", False),
}
"""The figures: a cell of each row, and whether it stays on a narrow terminal."""

_UNTOLD = f"{__name__}.untold"
"""Where a command keeps why something was not made until its table tells."""
_ITS_OWN = frozenset({"as_json", "debug", "output", "quiet", "verbose", "yes"})
"""Options of a render that another command does not take over, though it may have them."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What failed or is doubtful, and what to do about it."""

    told: str
    """A sentence or less."""
    next: str
    """The line to type; empty where no command is of use."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a script."""

    name: str
    """The episode's files; the script where there are none."""
    figures: Figures | None
    """None where nothing was made."""
    remarks: tuple[Remark, ...]
    why: str = ""
    """Why nothing was made."""

    @property
    def row(self) -> dict[str, Any]:
        """Give it for machines."""
        lines = {"next": [each.next for each in self.remarks if each.next]}
        if self.figures is None:
            return {"source": self.name, "error": self.why, **lines}
        return {**self.figures, **lines}


def made(episode: Episode) -> Outcome:
    """Give what came of a script that became an episode."""
    return Outcome(_sounds(episode.figures), episode.figures, tuple(_doubtful(episode)))


def not_made(source: str, error: Exception) -> Outcome:
    """Give what was not made and why; say it at once where the table at the end is elsewhere.

    On a terminal it stands in that table, and is said when the command ends before it.
    """
    context = click.get_current_context()
    show_traceback(context)
    outcome = _not_made(source, error)
    told = for_terminal(f"{source}: {outcome.why}", sys.stderr)
    if not (sys.stdout.isatty() and sys.stderr.isatty()):
        click.echo(told, err=True)
        return outcome
    if _UNTOLD not in context.meta:
        context.meta[_UNTOLD] = []
        context.call_on_close(partial(_tell, context.meta[_UNTOLD]))
    context.meta[_UNTOLD].append(told)
    return outcome


def _tell(sentences: Sequence[str]) -> None:
    for sentence in sentences:
        click.echo(sentence, err=True)


def _not_made(source: str, error: Exception) -> Outcome:
    """Give what came of a script that did not."""
    if isinstance(error, TrustError):
        line = shlex.join(["vivavoce", "trust", str(error.folder)])
    elif isinstance(error, ModelFileError):
        line = "vivavoce doctor"
    elif isinstance(error, ScriptError):
        line = ""  # no command can read it
    elif isinstance(error, InputError):
        line = line_for("check", source)
    else:
        debug = () if isinstance(error, VivavoceError) else ("--debug",)
        line = line_for("render", source, *debug)
    why = sentence_of(error).removeprefix(f"{source}: ")
    return Outcome(source, None, (Remark(f"not made: {why}", line),), why)


def _doubtful(episode: Episode) -> Iterator[Remark]:
    """Give what to look at, the gravest first: takes, the reading, voices, and whatever else was told."""
    plan = episode.plan
    source = plan.request.source.name
    turns = sorted({take.segment.turn for take in episode.takes if take.flaws})
    if turns:
        numbers = ",".join(map(str, turns))
        yield Remark(
            counted(len(turns), "turn that may not sound right"), line_for("preview", source, numbers)
        )
    if plan.script.doubts:
        yield Remark(counted(len(plan.script.doubts), "doubt of the reading"), line_for("check", source))
    if plan.cast.warnings:
        yield Remark(counted(len(plan.cast.warnings), "remark on voices"), line_for("voices cast", source))
    if any(take.fallback for take in episode.takes):
        yield Remark("a fallback voice spoke", line_for("render", source))


def line_for(name: str, source: str, *more: str) -> str:
    """Give the line that runs a command on a script, with those options of this one that it has as well."""
    here = click.get_current_context()
    typed = sys.argv[sys.argv.index(here.info_name or "") + 1 :] if here.info_name in sys.argv else []
    values, _, _ = here.command.make_parser(here).parse_args(typed)
    other: click.Command | None = here.find_root().command
    for word in name.split():
        other = other.get_command(here, word) if isinstance(other, click.Group) else None
    known = {each.name for each in other.params} if other else set[str | None]()
    kept = known if other is here.command else known - _ITS_OWN
    if list(values.get("scripts") or ()) != [source]:
        kept -= {"voices"}  # not everybody speaks in every script
    words = ["vivavoce", *name.split(), source, *more]
    for option in here.command.params:
        if isinstance(option, click.Option) and option.name in kept and option.name in values:
            for value in values[option.name] if option.multiple else [values[option.name]]:
                alone = [option.opts[-1]] * (int(value) if option.count else 1)
                words += alone if option.is_flag or option.count else [option.opts[-1], str(value)]
    return shlex.join(words)


def closing(outcomes: Sequence[Outcome], width: int | None) -> Sequence[str]:
    """Give the closing table as lines: all of it, or as much as fits into `width` columns.

    What failed is last. Where not all fits, that and what is doubtful follows below, with the line to type on
    one of its own, and at last the names of files have lines of their own above their figures.
    """
    from rich.cells import cell_len  # noqa: PLC0415 - 60 ms with what it brings, and not every render has a table

    click.get_current_context().meta.get(_UNTOLD, []).clear()
    outcomes = sorted(outcomes, key=lambda each: each.figures is None)
    few = [name for name, (_, stays) in COLUMNS.items() if stays]
    below = [line for outcome in outcomes for line in _below(outcome)]
    for columns, beside in ((list(COLUMNS), True), (few, True), (list(COLUMNS), False), (few, False)):
        lines = table_lines(_table(outcomes, columns, remarked=beside))
        if width is None or max(map(cell_len, lines)) <= width:
            return lines if beside else [*lines, *below]
    made_ones = [each for each in outcomes if each.figures is not None]
    head, *figures = table_lines(_table(made_ones, few, named=False))
    pairs = zip(made_ones, figures, strict=True)
    return [*([head] if figures else []), *(line for one, row in pairs for line in (one.name, row)), *below]


def _below(outcome: Outcome) -> Iterator[str]:
    for remark in outcome.remarks:
        yield for_terminal(f"{outcome.name}: {remark.told}", sys.stdout)
        if remark.next:
            yield f"  {remark.next}"


def _table(
    outcomes: Sequence[Outcome], columns: Sequence[str], *, named: bool = True, remarked: bool = False
) -> Table:
    """Give a row of figures for each script, with its name and with what is to be looked at."""
    from rich.table import Table  # noqa: PLC0415 - as above

    remarked = remarked and any(outcome.remarks for outcome in outcomes)
    table = Table(*(["episode"] if named else []), box=None, pad_edge=False)
    for name in columns:
        table.add_column(name, justify="right", no_wrap=True)
    for heading in ("to look at", "type next") if remarked else ():
        table.add_column(heading)
    for outcome in outcomes:
        row = [*([outcome.name] if named else []), *_cells(outcome.figures, columns)]
        if remarked:
            row.append("\n".join(each.told for each in outcome.remarks))
            row.append("\n".join(each.next for each in outcome.remarks))
        table.add_row(*row)
    return table


def _cells(figures: Figures | None, columns: Sequence[str]) -> list[str]:
    return ["–" if figures is None else COLUMNS[name][0](figures) for name in columns]


def beside(row: Figures) -> str:
    """Say what lies beside the sound of an episode: one name whole, a page where there is one, then endings.

    Empty where nothing does.
    """
    names = [Path(file).name for file in row["files"] if Path(file).suffix not in AUDIO_SUFFIXES]
    names.sort(key=lambda name: not name.endswith(".html"))
    stem = Path(row["file"]).stem
    told = [*names[:1], *(name.removeprefix(stem) for name in names[1:])]
    return f"Beside it: {', '.join(told)}." if told else ""


def _sounds(row: Figures) -> str:
    """Name the first audio file whole, and of the others the endings, in which alone they differ."""
    others = [Path(file).suffix for file in row["files"][1:]]
    return ", ".join([row["file"], *(ending for ending in others if ending in AUDIO_SUFFIXES)])

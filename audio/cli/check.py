"""`vivavoce check`: the whole reading before anything is spoken."""

from __future__ import annotations

import sys
from textwrap import shorten
from typing import Any

import click
from rich.table import Table

from audio.check import Check, check_request
from audio.cli.options import (
    debug_option,
    for_terminal,
    json_option,
    print_json,
    print_table,
    print_text,
    quiet_option,
    remark,
)
from audio.cli.progress import clock
from audio.cli.request import request_for, settings_options
from audio.errors import VivavoceError

_GUESSED = (
    "names that are a guess (capitals: the stressed syllable); to mend one, write it as it sounds under "
    "`pronunciations:` in voices.yaml"
)
BEGINNING = 60
"""Characters of a turn that are shown of it."""


class IncompleteError(VivavoceError):
    """The proof failed: a word of the source has no place in the script."""


@click.command()
@click.argument("script")
@click.option("--turns", "with_turns", is_flag=True, help="List every turn with its number.")
@settings_options
@json_option
@quiet_option
@debug_option
def check(
    script: str,
    with_turns: bool,  # noqa: FBT001 - click's
    as_json: bool,  # noqa: FBT001 - click's
    **overrides: object,
) -> None:
    """Show how SCRIPT is read, and prove that no word of it is lost.

    Speakers, chapters with estimated times, what is not spoken and why, what is said otherwise than it is
    written, words that could be said in two ways, names whose sounds are a guess, and whatever is doubtful.
    Exit status 1 where a word of the source has no place.
    """
    request = request_for(script, overrides)
    checked = check_request(request)
    if as_json:
        print_json(_row(checked))
    else:
        _print(checked)
        if with_turns:
            _print_turns(checked)
    if checked.uncast:
        remark(f"It cannot be spoken as it is: {checked.uncast}")
    if checked.gap:
        raise IncompleteError(f"{request.source.name}:{checked.gap.line}: {checked.gap.sentence}")


def _print(checked: Check) -> None:
    told = [checked.title or "(no title)", str(checked.date or "(no date)"), checked.language]
    print_text(" · ".join(told) + "\n\n")
    speakers = Table("speaker", "turns", "words", "about", box=None, pad_edge=False)
    for who in checked.speakers:
        speakers.add_row(who.speaker, str(who.turns), str(who.words), clock(who.seconds))
    print_table(speakers)
    chapters = Table("", "chapter", "about", "turn", box=None, pad_edge=False)
    for number, chapter in enumerate(checked.chapters, 1):
        chapters.add_row(str(number), chapter.title, clock(chapter.start), str(chapter.turn))
    print_text("\n")
    print_table(chapters)
    print_text(f"\nabout {clock(checked.seconds)} in all\n")
    _section("not spoken", [(d.lines.first, f"{d.reason}: {d.text}") for d in checked.dropped])
    said = checked.saying
    _section(
        "said otherwise",
        [(c.line, f"{_turn(c.turn)}{c.before} → {c.shown} ({c.rule})") for c in said.changes],
    )
    _section(
        "one of two ways", [(c.line, f"{_turn(c.turn)}{c.word} → /{c.ipa}/ ({c.sure})") for c in said.choices]
    )
    _section(_GUESSED, [(n.line, f"{_turn(n.turn)}{n.name.line}") for n in said.unsure])
    _section("doubtful", [(d.line, d.sentence) for d in checked.doubts])
    if checked.gap is None:
        whole = "Every word of the source is spoken, is metadata, or is listed as not spoken."
        print_text(f"\n{for_terminal(whole, sys.stdout)}\n")


def _turn(number: int) -> str:
    """Say which turn it is; what the settings add before the first has no number."""
    return f"turn {number}: " if number else ""


def _print_turns(checked: Check) -> None:
    turns = Table("turn", "about", "speaker", "begins", box=None, pad_edge=False)
    for turn in checked.turns:
        begins = shorten(turn.words, BEGINNING, placeholder=" …")
        turns.add_row(str(turn.number), clock(turn.start), turn.speaker, begins)
    print_text("\n")
    print_table(turns)


def _section(title: str, rows: list[tuple[int, str]]) -> None:
    if rows:
        places = ((f"line {line}" if line else "the show", text) for line, text in rows)
        print_text(f"\n{for_terminal(title, sys.stdout)}\n")
        for place, text in places:
            print_text(for_terminal(f"  {place}: {text}", sys.stdout, hanging=4) + "\n")


def _row(checked: Check) -> dict[str, Any]:
    """Give a check as values that JSON knows; times are estimated seconds."""
    return {
        "complete": checked.gap is None,
        "gap": checked.gap and {"line": checked.gap.line, "sentence": checked.gap.sentence},
        "title": checked.title,
        "date": checked.date and checked.date.isoformat(),
        "language": checked.language,
        "uncast": checked.uncast or None,
        "seconds": round(checked.seconds, 1),
        "speakers": [
            {"speaker": who.speaker, "turns": who.turns, "words": who.words, "seconds": round(who.seconds, 1)}
            for who in checked.speakers
        ],
        "chapters": [
            {"title": chapter.title, "start": round(chapter.start, 1), "turn": chapter.turn}
            for chapter in checked.chapters
        ],
        "dropped": [
            {"line": d.lines.first, "end_line": d.lines.last, "reason": d.reason, "text": d.text}
            for d in checked.dropped
        ],
        "changes": [
            {
                "line": c.line,
                "turn": c.turn,
                "rule": c.rule,
                "before": c.before,
                "after": c.after,
                "shown": c.shown,
            }
            for c in checked.saying.changes
        ],
        "choices": [
            {"line": c.line, "turn": c.turn, "word": c.word, "ipa": c.ipa, "sure": c.sure}
            for c in checked.saying.choices
        ],
        "unsure_names": [
            {
                "line": n.line,
                "turn": n.turn,
                "name": n.name.name,
                "respelling": n.name.respelling,
                "ipa": n.name.ipa,
            }
            for n in checked.saying.unsure
        ],
        "doubts": [{"line": d.line, "sentence": d.sentence} for d in checked.doubts],
    }

"""Offices between a name and what is said: `Ada Lowe - Chief Executive: Yes.`, or on a line of their own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from audio.script.labels.candidates import Candidate
from audio.script.names import bare
from audio.script.values import Block

_OFFICE = re.compile(r"[^\s.?!:：][^\n.?!:：]{1,60}?\s*?(?:([:：])(?!//)[ \t]*|(?=\n|\Z))")
_SURE = 0.6
"""Share of those who come again that must have the same office each time."""


def with_offices(found: Sequence[Candidate], blocks: Sequence[Block]) -> Sequence[Candidate]:
    """Give the candidates with what stands behind a dash as an office where it comes again with the name.

    Nobody says the same each time that he speaks.
    """
    offices: dict[str, Counter[str]] = defaultdict(Counter)
    told = {}
    for at, each in enumerate(found):
        if each.delimiter == "dash":
            office = _OFFICE.match(blocks[each.block].text, each.end)
            offices[each.key][bare(office[0].rstrip(":： \t")) if office else ""] += 1
            if office:
                told[at] = office
    again = [own for own in offices.values() if own.total() > 1]
    if not again or sum(len(own) == 1 and "" not in own for own in again) < _SURE * len(again):
        return found
    return [_held(each, told[at]) if at in told else each for at, each in enumerate(found)]


def _held(label: Candidate, office: re.Match[str]) -> Candidate:
    end = office.start(1) if office[1] else office.end()
    written = bare(office.string[label.at : end])
    about = bare(office.string[label.end : end])
    said = office.string[office.end() :].partition("\n")[0].strip()
    return replace(
        label,
        end=office.end(),
        written=written,
        role=about,
        delimiter="colon" if office[1] else "own",
        alone=not said,
        points=False,
    )

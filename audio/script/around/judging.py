"""Who says what stands around and between speech: its speaker, the narrator, or nobody.

Each unit's signs are weighed for each of the three, and so is what was said before it; the sequence that is
worth most is taken (Viterbi).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from audio.script.around.parting import Place, Unit, is_sign, units
from audio.script.around.signs import Signs, file_of, signs
from audio.script.convention import Piece
from audio.script.text import ends_sentence, has_word, one_line
from audio.script.unspoken import is_footer, unsaid
from audio.tables import rows

By = Literal["speaker", "narrator", "nobody"]
COLUMNS: tuple[tuple[str, By], ...] = (
    ("before", "narrator"),
    ("within", "speaker"),
    ("within", "narrator"),
    ("behind", "speaker"),
    ("behind", "narrator"),
)
"""What the table has a column for: a place, and who says it rather than nobody."""
ALWAYS = "(always)"
BEHIND: Mapping[str, str] = {"narrator": "(behind the narrator's)", "nobody": "(behind nobody's)"}
"""Rows of the constant and of what was said before."""
Weights = Mapping[str, Mapping[tuple[str, str], float]]
CHOICES: Mapping[str, tuple[By, ...]] = {
    "before": ("narrator", "nobody"),
    "within": ("speaker", "narrator", "nobody"),
    "behind": ("speaker", "narrator", "nobody"),
}
_OF_A_SITE = ("a word of publishing", "a footer's words", "a site's line", "an address")
"""Signs of a sentence before the first speech that need not be said to anybody who listens."""
_UNSAID = ("a direction", "a site's line", "says again")
"""Signs of what nobody says, each of them."""
_ANSWERS = ("behind a question", "ends with a stop", "right below a sign")
"""Signs of an answer to a question, all of them."""
_GOES_ON = ("a line below another", "goes on from a line without a stop", "begins small")
"""Signs of the rest of a sentence."""
_IN_DOUBT = 0.25
"""What it is worth beyond the signs that a speaker goes on: words lost are worse than words too many."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A piece and who says it."""

    piece: Piece
    by: By | None
    """None where the piece itself tells, or nothing does."""
    reason: str = ""
    """Why nobody says it."""
    margin: float = math.inf
    """How much less it is worth, in log-odds, that its speaker says it; infinite where it is not weighed."""


def judge(
    pieces: Sequence[Piece], names: Sequence[str], speakers: Mapping[str, str], title: str
) -> list[Judged]:
    """Give all pieces, those without a sign cut where somebody else says their lines.

    `names` are those of everybody who may be told of, `speakers` whom each label means, by its key.
    """
    parts = units(pieces)
    told = told_of(parts, names, speakers)
    found: dict[int, tuple[By | None, float]] = {}
    for chain in chains(parts):
        found.update(zip(chain, _best([(parts[at].place, told[at]) for at in chain]), strict=True))
    for at, part in enumerate(parts):
        if part.place == "before" and one_line(part.piece.text) == title:
            found[at] = "narrator", math.inf
        elif part.place and any(map(told[at].get, _UNSAID)):  # wherever it stands
            found[at] = "nobody", math.inf
        elif part.place == "before" and _speaks(told[at]):
            found[at] = "narrator", math.inf
        elif part.place in ("within", "behind") and (
            all(map(told[at].get, _ANSWERS)) or (all(map(told[at].get, _GOES_ON)) and _is_said(found, at))
        ):
            found[at] = "speaker", math.inf
    unweighed = None, math.inf
    return _joined([(part, *found.get(at, unweighed), told.get(at, {})) for at, part in enumerate(parts)])


def _is_said(found: Mapping[int, tuple[By | None, float]], at: int) -> bool:
    """Say whether somebody says what stands before; what is not judged tells of itself."""
    return at - 1 not in found or found[at - 1][0] == "speaker"


def _speaks(told: Signs) -> bool:
    """Say whether a sentence says I or you, and nothing of it is a site's: `I'm your host, Ada.`."""
    says = "ends with a stop" in told and "neither I nor you" not in told
    return says and not any(map(told.get, _OF_A_SITE))


def chains(parts: Sequence[Unit]) -> list[list[int]]:
    """Give the indices of what is judged, in runs between what a sign tells."""
    runs: list[list[int]] = [[]]
    for at, part in enumerate(parts):
        if part.place:
            runs[-1].append(at)
        elif part.piece.kind in ("speech", "question") and has_word(part.piece.text):
            runs.append([])
    return [run for run in runs if run]


def told_of(parts: Sequence[Unit], names: Sequence[str], speakers: Mapping[str, str]) -> dict[int, Signs]:
    """Give the signs of each unit that is judged, by its index."""
    if not any(part.place for part in parts):
        return {}
    file = file_of(parts, names)
    told, speaker = {}, ""
    for at, part in enumerate(parts):
        if is_sign(part.piece):
            speaker = speakers.get(part.piece.label.key, "").casefold() if part.piece.label else ""
        if part.place:
            told[at] = signs(parts, at, file, speaker)
    return told


def _best(chain: Sequence[tuple[Place, Signs]]) -> list[tuple[By, float]]:
    """Give who says each unit in the best sequence, and what the best in which its speaker does lacks."""
    worth: dict[By, float] = {"speaker": 0.0}
    ahead: list[dict[By, float]] = []
    own = [{by: _worth(told, place, by) for by in CHOICES[place]} for place, told in chain]
    for (place, _), here in zip(chain, own, strict=True):
        worth = {
            by: each + max(at + _step(before, place, by) for before, at in worth.items())
            for by, each in here.items()
        }
        ahead.append(worth)
    behind = dict.fromkeys(worth, 0.0)
    found = []
    for (place, _), here, until in zip(chain[::-1], own[::-1], ahead[::-1], strict=True):
        both = {by: at + behind[by] for by, at in until.items()}
        most = max(both, key=both.__getitem__)
        found.append((most, both[most] - both.get("speaker", -math.inf)))
        behind = {
            before: max(each + behind[by] + _step(before, place, by) for by, each in here.items())
            for before in CHOICES["within"]
        }
    return found[::-1]


def _step(before: By, place: Place, by: By) -> float:
    """Give what it is worth that the unit before was said by somebody."""
    return weights()[BEHIND[before]][place, by] if before in BEHIND and by != "nobody" else 0.0


def _worth(told: Signs, place: Place, by: By) -> float:
    """Give what the signs are worth for somebody rather than for nobody."""
    if by == "nobody":
        return 0.0
    table, column = weights(), (place, by)
    own = _IN_DOUBT if by == "speaker" else 0.0
    signs = sum(table[name][column] * value for name, value in told.items() if name in table)
    return own + table[ALWAYS][column] + signs


@cache
def weights() -> Weights:
    """Give what each sign is worth in each column."""
    columns = {(place, by): f"{place}: {by}" for place, by in COLUMNS}
    table = rows(__package__, "weights.tsv")
    return {row["sign"]: {which: float(row[head]) for which, head in columns.items()} for row in table}


def _joined(found: Sequence[tuple[Unit, By | None, float, Signs]]) -> list[Judged]:
    """Put lines of one piece together that one says."""
    joined: list[Judged] = []
    for unit, by, margin, told in found:
        last = joined[-1] if joined else None
        if unit.follows and last and (last.by == by or (last.by is None and by == "speaker")):
            piece = replace(last.piece, end=unit.piece.end)
            joined[-1] = replace(last, piece=piece, margin=min(last.margin, margin))
        else:
            reason = _reason(unit, told) if by == "nobody" else ""
            joined.append(Judged(unit.piece, by, reason, margin))
    return joined


def _reason(unit: Unit, told: Signs) -> str:
    """Tell why nobody says it."""
    text = unit.piece.text
    if "in brackets" in told and unit.place == "within":
        return "stage direction"
    if "says again" in told:
        return "pull quote"
    other = ("foot" if unit.place == "behind" else "set in") if ends_sentence(text) else "no sentence"
    return unsaid(text) or ("footer" if is_footer(text) else other)

"""How long a pause is: as people pause, by what was said and by what comes next."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from audio.cast import Pauses
from audio.script import NARRATOR, is_open_question
from audio.speech import Border, Take, sentence_starts
from audio.tables import rows

SHORT, LONG = 1.5, 20.0
"""Seconds up to which a turn is a short reply, and from which it is a long one."""
SPREAD = 0.15
"""Share by which two pauses of the same kind differ at most from what they should be."""
LARGEST_SHARE = 0.25
"""Share of the shorter of two takes that an interruption covers at most: the rest stays clear."""

_ORDER: tuple[Border, ...] = ("sentence", "paragraph", "speaker", "chapter", "end")
_MARKS = re.compile(r"[\s\"'”’»›)\]*_]*$")
_FULL_STOPS = tuple(".!?…。！？।؟")
_DASHES = ("—", "–", "--", "―")


@dataclass(frozen=True, slots=True)
class Juncture:
    """What lies between two takes that are heard one after the other."""

    before: Take
    after: Take
    border: Border
    said: float
    """Seconds that the turn before takes."""
    reply: float
    """Seconds that the turn after takes."""
    silence: float = 0.0
    """Seconds of silence that the script asks for here; 0 where it does not."""


def junctures(takes: Sequence[Take]) -> tuple[Juncture, ...]:
    """Give what lies between each take that is heard and the next one that is.

    Takes without sound are passed over; of the borders around them the one that parts the most counts.
    """
    lengths: defaultdict[int, float] = defaultdict(float)
    for take in takes:
        lengths[take.segment.turn] += take.length / take.rate
    found: list[Juncture] = []
    before: Take | None = None
    borders: list[Border] = []
    silence = 0.0
    for take in takes:
        silence += take.segment.silence_before
        if take.length and before:
            said, reply = lengths[before.segment.turn], lengths[take.segment.turn]
            found.append(Juncture(before, take, max(borders, key=_ORDER.index), said, reply, silence))
        if take.length:
            before, borders, silence = take, [], 0.0
        borders.append(take.segment.pause_after)
        silence += take.segment.silence_behind
    return tuple(found)


def silence_around(takes: Sequence[Take]) -> tuple[float, float]:
    """Give the seconds of silence that are asked for before all that is heard, and behind it."""
    heard = [at for at, take in enumerate(takes) if take.length] or [len(takes)]
    ahead, after = takes[: heard[0] + 1], takes[heard[-1] :]
    before = sum(take.segment.silence_before for take in ahead)
    before += sum(take.segment.silence_behind for take in ahead[: heard[0]])
    behind = sum(take.segment.silence_behind for take in after)
    return before, behind + sum(take.segment.silence_before for take in after[1:])


def pause(juncture: Juncture, pauses: Pauses) -> float:
    """Give how many seconds lie between two takes; below 0 where the second cuts into the first.

    Where the script asks for a silence, it is that. Otherwise the setting for the border is the average. What
    is said makes it longer or shorter, and a draw from the two texts makes no two alike: so a pause stays as
    it is however the rest of the script changes. Before a chapter it is never shorter than it is set: players
    that count whole seconds begin up to one too early.
    """
    if juncture.silence:
        return juncture.silence
    if juncture.border == "speaker" and pauses.overlap and cut_off(juncture.before.segment.written):
        shorter = min(take.length / take.rate for take in (juncture.before, juncture.after))
        return -min(pauses.overlap, LARGEST_SHARE * shorter)
    factor = _times()[exchange_of(juncture)] * (
        1 + SPREAD * _draw(juncture.before.segment.written, juncture.after.segment.written)
    )
    if juncture.border == "chapter":
        factor = max(factor, 1.0)
    seconds: float = getattr(pauses, juncture.border) * factor**pauses.variation
    return seconds


def cut_off(written: str) -> bool:
    """Tell whether a turn ends in the middle of a sentence, which scripts mark with a dash.

    Three dots are none: who trails off is not interrupted.
    """
    return _bare(written).endswith(_DASHES)


def exchange_of(juncture: Juncture) -> str:
    """Give what kind of exchange a pause lies in, a row of the table `exchanges.tsv`."""
    return _KINDS[juncture.border](juncture)


def _after_sentence(juncture: Juncture) -> str:
    end = _bare(juncture.before.segment.written)
    if not end.endswith(_FULL_STOPS):
        return "within a sentence"
    if end.endswith(("…", "...")):
        return "after trailing off"
    return "after a question of one's own" if _asks(end) else "after a sentence"


def _after_paragraph(juncture: Juncture) -> str:
    end = _bare(juncture.before.segment.written)
    if end.endswith((":", "：")):
        return "after a colon"
    seconds = juncture.before.length / juncture.before.rate
    if _asks(end):
        return "after a question of one's own"
    return "after a short paragraph" if seconds < SHORT else "after a paragraph"


def _after_turn(juncture: Juncture) -> str:
    """Narration stands apart; otherwise a short reply comes at once, and a long answer takes a breath."""
    if (juncture.before.segment.speaker == NARRATOR) != (juncture.after.segment.speaker == NARRATOR):
        return "narration"
    if _asks(_bare(juncture.before.segment.written)):
        return _answer(juncture)
    if juncture.reply < SHORT:
        return "reaction"
    if juncture.said < SHORT:
        return "after a reaction"
    return "after a long turn" if juncture.said > LONG else "remark"


def _answer(juncture: Juncture) -> str:
    if juncture.reply < SHORT:
        return "short answer"
    if juncture.reply > LONG:
        return "long answer"
    asked = juncture.before.segment
    question = asked.written[sentence_starts(asked.written)[-1] :]
    return "open answer" if is_open_question(question, asked.voice.language) else "answer"


def _before_chapter(juncture: Juncture) -> str:
    return "chapter after a long turn" if juncture.said > LONG else "chapter"


_KINDS: dict[Border, Callable[[Juncture], str]] = {
    "sentence": _after_sentence,
    "paragraph": _after_paragraph,
    "speaker": _after_turn,
    "chapter": _before_chapter,
    "end": lambda _: "end",
}


@cache
def _times() -> dict[str, float]:
    return {row["exchange"]: float(row["times"]) for row in rows(__package__, "exchanges.tsv")}


def _asks(end: str) -> bool:
    return end.endswith(("?", "？", "؟"))


def _bare(written: str) -> str:
    """Give a text without the quotes, brackets and emphasis that close it."""
    return _MARKS.sub("", written)


def _draw(*texts: str) -> float:
    """Give a number from −1 to 1, near 0 more often, that depends on nothing but the texts."""
    digest = hashlib.blake2b("\n".join(texts).encode(), digest_size=8).digest()
    one, two = int.from_bytes(digest[:4], "big"), int.from_bytes(digest[4:], "big")
    return (one + two) / 2**32 - 1

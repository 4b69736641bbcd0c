"""What real files do to a plain conversation: more paragraphs, somebody who speaks once, pointers, no stops.

A variation of a dressed conversation has another right reading, which is known. The evidence for labels is
fitted to these as well: in the dresses alone nearly every paragraph has a label, and everybody speaks often.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from grading import NARRATOR, Expected, squeeze

Varied = tuple[list[str], Expected]
_MORE = (
    "It was raining, as it does there in the spring, and nobody minded.",
    "I said so at the time, and I would say it again: the work comes first.",
    "There are days on which nothing happens at all. Those are good days too.",
    "You learn it slowly. First the hands know it, then the head, and at last you can tell somebody.",
    "My father never wrote any of it down",
    "For example: we once walked for nine hours with a piano.",
)
_POINTERS = (
    "Slides: https://example.org/plan",
    "Read more: https://example.org/a/long/way",
    "PR: https://example.org/changes/12",
    "Listen: https://example.org/episode.mp3",
)
_ONCE = (
    ("THE MODERATOR", "Two minutes, please."),
    ("Audience Member", "Could you speak up a little?"),
    ("Mr. Hale", "Here."),
    ("Ingrid Solheim", "I was there as well, and I remember it differently."),
    ("THE COURT", "Overruled. You may answer."),
)
_TITLES = ("THE MILL AT NIGHT: A TALK", "Photographs: from the archive", "The Clockmaker: A Conversation")


def variations(text: str, expected: Expected, rng: random.Random) -> Iterator[tuple[str, Expected]]:
    """Give variations of a conversation whose turns are paragraphs: each with one or two changes."""
    paragraphs = text.split("\n\n")
    if len(paragraphs) < 3:
        return
    ways: tuple[Callable[[list[str], Expected, random.Random], Varied], ...] = (
        _with_more, _with_pointers, _with_once, _with_title, _without_stops,
    )  # fmt: skip
    for way in rng.sample(ways, 2):
        varied, right = way(paragraphs, expected, rng)
        if way is not _with_more and rng.random() < 0.4:
            varied, right = _with_more(varied, right, rng)
        yield "\n\n".join(varied), right


def _turns(paragraphs: list[str], expected: Expected) -> list[int]:
    """Give the paragraphs in which a turn begins."""
    begins = {squeeze(text)[:18] for who, text in expected.turns if who != NARRATOR and len(text) > 8}
    flat = [squeeze(paragraph) for paragraph in paragraphs]
    return [at for at, text in enumerate(flat) if any(begin in text for begin in begins)]


def _with_more(paragraphs: list[str], expected: Expected, rng: random.Random) -> Varied:
    """Let turns go on for some unlabelled paragraphs, and set an introduction before them."""
    often = rng.choice((0.3, 0.6, 0.9))
    begun = set(_turns(paragraphs, expected))
    varied = [rng.choice(_MORE) for _ in range(rng.randrange(6))]
    for at, paragraph in enumerate(paragraphs):
        varied.append(paragraph)
        if at in begun and rng.random() < often:
            varied += [rng.choice(_MORE) for _ in range(rng.randrange(1, 5))]
    return varied, expected


def _with_pointers(paragraphs: list[str], expected: Expected, rng: random.Random) -> Varied:
    """Set lines between that only point somewhere."""
    varied = list(paragraphs)
    for _ in range(rng.randrange(1, 4)):
        varied.insert(rng.randrange(1, len(varied) + 1), rng.choice(_POINTERS))
    return varied, expected


def _with_once(paragraphs: list[str], expected: Expected, rng: random.Random) -> Varied:
    """Let one or two more people speak, each once, behind a label with a colon."""
    varied, turns, begun = list(paragraphs), list(expected.turns), _turns(paragraphs, expected)
    if len(begun) < 4:
        return varied, expected
    for who, said in rng.sample(_ONCE, rng.randrange(1, 3)):
        varied.insert(rng.choice(begun[2:]), f"{who}: {said}")
        turns.append((who, said))
    return varied, replace(expected, turns=tuple(turns))


def _with_title(paragraphs: list[str], expected: Expected, rng: random.Random) -> Varied:
    """Begin with a title that has a colon."""
    return [rng.choice(_TITLES), *paragraphs], expected


def _without_stops(paragraphs: list[str], expected: Expected, rng: random.Random) -> Varied:
    """Take the stops off, as a recogniser does that knows none."""
    bare = re.compile(r"(?<=\w)[.?!,](?=\s|$)")
    turns = tuple((who, bare.sub("", text)) for who, text in expected.turns)
    return [bare.sub("", paragraph) for paragraph in paragraphs], replace(expected, turns=turns)

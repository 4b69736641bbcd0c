"""How a reading is judged against the right one.

A reading is a sequence of turns: who says what. The rules:

1. Turns of one person that follow each other are one turn. Paragraphs, line breaks, kinds of space, spaces
   beside Chinese and Japanese characters, quotation marks, and dashes around a whole turn do not count;
   every other character does.
2. People are matched one to one: each person of the right reading goes with the speaker of the script who
   says most of that person's turns. A name that the script gives to two people is right for one of them
   only.
3. The matched speaker must bear one of the person's names (capitals and full stops do not count). Where the
   source gives no name (`Q`, `Interviewer`, `Speaker 1`, a letter), the person has no names and any name
   will do, but it must be one name from beginning to end, and not the narrator's.
4. A turn is right when the person and the whole text are. F1 is over the turns of people, in order: twice
   the right ones over all expected and all found. Without a turn on either side it is 1.
5. A file is wholly right when, beyond that, the narrator says what it must in its place, nothing is said
   that must not be, and the narrator says nothing of its own but what it may (a title, a heading).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from audio.script import Script

NARRATOR = ""
"""Who says narration in an expected reading: no person's key is empty."""

_WIDE = "\u3000-\u30ff\u3400-\u9fff\uff00-\uffef"
_BESIDE_WIDE = re.compile(rf"(?<=[{_WIDE}]) +| +(?=[{_WIDE}])")
_QUOTATION_MARKS = str.maketrans("", "", '"“”„«»「」『』')
_AROUND = " –—-"
_LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Expected:
    """The right reading of a file."""

    turns: tuple[tuple[str, str], ...]
    """Person's key, or `NARRATOR`, and text; in order."""
    names: Mapping[str, tuple[str, ...]]
    """Key of a person: the names that are right; none where the source gives none."""
    unsaid: tuple[str, ...] = ()
    """What no turn may say, such as a head's lines."""
    optional: tuple[str, ...] = ()
    """What the narrator may say or leave out, such as the title."""


@dataclass(frozen=True, slots=True)
class Grade:
    """How well a script agrees with the right reading."""

    f1: float
    """0 to 1, over the turns of people."""
    faults: tuple[str, ...]
    """What is wrong, a few words each; none where the file is wholly right."""

    @property
    def whole(self) -> bool:
        """Whether the whole file is right."""
        return not self.faults


Row = tuple[str, str]


def grade(script: Script, expected: Expected) -> Grade:
    """Compare a script with the right reading."""
    optional = sorted(map(squeeze, expected.optional), key=len, reverse=True)
    want = merge((who, squeeze(text)) for who, text in expected.turns)
    got = merge(_rows(script, optional, want))
    keys = match_people(want, got, expected.names)
    named = [(NARRATOR if who == NARRATOR else keys.get(who, f"?{who}"), text) for who, text in got]
    want_people, got_people = ([row for row in rows if row[0] != NARRATOR] for rows in (want, named))
    right = _common(want_people, got_people)
    total = len(want_people) + len(got_people)
    faults = [*_differences(want, named, got), *_forbidden(got, expected.unsaid, want)]
    return Grade(2 * right / total if total else 1.0, tuple(faults))


def squeeze(text: str) -> str:
    """Give a text as it is compared: see the first rule."""
    plain = " ".join(unicodedata.normalize("NFC", text).translate(_QUOTATION_MARKS).split())
    bare = _BESIDE_WIDE.sub("", plain)
    return bare.strip(_AROUND) or bare


def merge(rows: Iterable[Row]) -> list[Row]:
    """Put turns of one speaker that follow each other together."""
    merged: list[Row] = []
    for who, text in rows:
        if merged and merged[-1][0] == who:
            merged[-1] = (who, squeeze(f"{merged[-1][1]} {text}"))
        else:
            merged.append((who, text))
    return merged


def match_people(
    want: Sequence[Row], got: Sequence[Row], names: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    """Give for each speaker of a script the person of the right reading, where one goes with it."""
    sayers: dict[str, list[str]] = {}
    for who, text in want:
        if who != NARRATOR:
            sayers.setdefault(text, []).append(who)
    votes = Counter((person, who) for who, text in got if who != NARRATOR for person in sayers.get(text, ()))
    found: dict[str, str] = {}
    for (person, who), _ in sorted(votes.items(), key=lambda item: (-item[1], item[0])):
        allowed = [_plain_name(name) for name in names.get(person, ())]
        if who not in found and person not in found.values() and (not allowed or _plain_name(who) in allowed):
            found[who] = person
    return found


def _plain_name(name: str) -> str:
    return " ".join(name.casefold().replace(".", " ").split())


def _rows(script: Script, optional: Sequence[str], want: Sequence[Row]) -> Iterable[Row]:
    """Give a script's turns, without what the narrator may leave out."""
    needed = " ".join(text for who, text in want if who == NARRATOR)
    for turn in script.turns:
        who, text = (NARRATOR if turn.narration else turn.speaker), squeeze(turn.text)
        if who == NARRATOR:
            for part in optional:
                if part not in needed:
                    text = text.replace(part, " ", 1)
            text = squeeze(text) if _LETTER.search(text) else ""
        if text:
            yield who, text


def _common(want: Sequence[Row], got: Sequence[Row]) -> int:
    """Give the length of the longest common subsequence."""
    begin = 0
    while begin < min(len(want), len(got)) and want[begin] == got[begin]:
        begin += 1
    want, got = want[begin:], got[begin:]
    lengths = [0] * (len(got) + 1)
    for one in want:
        diagonal = 0
        for at, other in enumerate(got, 1):
            diagonal, lengths[at] = (
                lengths[at],
                diagonal + 1 if one == other else max(lengths[at], lengths[at - 1]),
            )
    return begin + lengths[-1]


def _differences(want: Sequence[Row], named: Sequence[Row], got: Sequence[Row]) -> Iterable[str]:
    if len(want) != len(named):
        yield f"{len(named)} turns instead of {len(want)}"
    for one, other, (who, _) in zip(want, named, got, strict=False):
        if one != other:
            found, right = f"{who or 'the narrator'} says {other[1][:60]!r}", one[0] or "the narrator"
            yield f"{found} instead of {right} {one[1][:60]!r}"
            return


def _forbidden(got: Sequence[Row], unsaid: Iterable[str], want: Sequence[Row]) -> Iterable[str]:
    """Give what is said more often than the conversation itself says it."""
    said, right = (" \n ".join(text for _, text in rows) for rows in (got, want))
    for text in map(squeeze, unsaid):
        if text and said.count(text) > right.count(text):
            yield f"says {text[:60]!r}, which must not be said"

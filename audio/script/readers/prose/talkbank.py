"""CHAT, the format of TalkBank's corpora (talkbank.org): lines of speakers among headers and notes."""

from __future__ import annotations

import re
from dataclasses import replace

from audio.script.document import Document, Metadata, Person
from audio.script.text import one_line
from audio.script.values import Block, Dropped, Lines

_BEGIN = re.compile(r"^@Begin\s*$", re.MULTILINE)
_SPOKEN = re.compile(r"^\*([A-Z0-9]{2,7}):\s*(.*)$")
_PARTICIPANTS = re.compile(r"^@Participants:\s*(.+)$", re.MULTILINE)
_BULLET = re.compile(r"\s*\x15[\d_]+\x15")
"""Where the utterance stands in the recording, in milliseconds between two control characters."""


def recognises(name: str, text: str) -> float:
    """Say yes to `@Begin` and the line of a speaker."""
    head = text[:20_000]
    found = bool(_BEGIN.search(head)) and any(_SPOKEN.match(line) for line in head.split("\n"))
    return 0.98 if found else 0.4 if name.casefold().endswith(".cha") else 0.0


def read(text: str, source: str) -> Document:
    """Give a block an utterance with its speaker; headers and notes are in `dropped`."""
    del source
    blocks, dropped, spoken = list[Block](), list[Dropped](), False
    people = {person.aliases[0]: person for person in _people(text)}
    for number, line in enumerate(text.split("\n"), 1):
        here = Lines(number, number)
        said = _SPOKEN.match(line)
        if said:
            person = people.get(said[1])
            who = person.name if person else said[1]
            blocks.append(Block(_BULLET.sub("", said[2]).strip(), here, "cue", speaker=who))
        elif spoken and line[:1] == "\t" and line.strip():
            last = blocks[-1]
            joined = f"{last.text}\n{_BULLET.sub('', line).strip()}"
            blocks[-1] = replace(last, text=joined, lines=Lines(last.lines.first, number))
        elif line.strip():
            dropped.append(Dropped(one_line(line), "header", here))
        spoken = bool(said) or (spoken and line[:1] == "\t")
    kept = tuple(block for block in blocks if block.text)
    return Document(kept, Metadata(people=tuple(people.values())), "talkbank", tuple(dropped))


def _people(text: str) -> list[Person]:
    """Give the participants, `INV Lena Investigator`: their code, their name if any, and their role."""
    found = _PARTICIPANTS.search(text)
    people = []
    for part in found[1].split(",") if found else ():
        words = part.split()
        if len(words) >= 3:
            people.append(Person(" ".join(words[1:-1]), (words[0],), words[-1].replace("_", " ")))
    return people

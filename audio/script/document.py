"""What every reader gives: the blocks of a file and what the file says of itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from audio.script.text import harmless, is_harmful
from audio.script.values import Block, Dropped, Lines

Part = Literal["", "guest", "host", "author"]
"""What part somebody has in the interview; an author asks rather than answers."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone whom the file names outside the conversation, such as in front matter."""

    name: str
    """As written, the fullest form."""
    aliases: tuple[str, ...] = ()
    """Other ways the file says it writes this person, such as initials."""
    description: str = ""
    """Role, organisation or whatever the file says of the person."""
    part: Part = ""
    """Empty where the file does not say it."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file says of itself in the places its format has for that, not in its text."""

    title: str = ""
    date: dt.date | None = None
    """When it was published."""
    show: str = ""
    """The publication, site or series."""
    language: str = ""
    """As the file writes it, such as `en_US` or `deu`; empty where it does not."""
    people: tuple[Person, ...] = ()
    """In source order."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Front matter that nothing above takes, as the file has it."""
    lines: tuple[Lines, ...] = ()
    """The source lines it was taken from, in order; they are in no block."""


@dataclass(frozen=True, slots=True)
class Packed:
    """The one file that is meant of those in another."""

    name: str
    """For messages, and for its ending."""
    data: bytes
    metadata: Metadata = Metadata()
    """What the file around it says, where it says nothing itself."""
    dropped: tuple[Dropped, ...] = ()
    """What else the file around it says."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file, its markup taken off."""

    blocks: tuple[Block, ...]
    """In source order."""
    metadata: Metadata = Metadata()
    format: str = "text"
    """The reader's name, such as `markdown`."""
    dropped: tuple[Dropped, ...] = ()
    """What the reader itself left out, in source order: navigation, advertising, share buttons, cue
    numbers. Each with its reason."""


def without_controls(document: Document) -> Document:
    """Give a document whose words are harmless to what shows and writes them, whatever its file escapes."""
    about = document.metadata
    return replace(
        document,
        blocks=tuple(
            replace(block, text=harmless(block.text), speaker=block.speaker and harmless(block.speaker))
            if is_harmful(f"{block.text}{block.speaker}")
            else block
            for block in document.blocks
        ),
        metadata=replace(
            about,
            title=harmless(about.title),
            show=harmless(about.show),
            people=tuple(replace(who, name=harmless(who.name)) for who in about.people),
        ),
        dropped=tuple(replace(item, text=harmless(item.text)) for item in document.dropped),
    )

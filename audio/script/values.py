"""What a script is: frozen values, made by the readers and never changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

NARRATOR = "Narrator"
"""The speaker of narration: the title, the introduction, whatever nobody in the interview says."""

BlockKind = Literal["paragraph", "heading", "item", "quote", "code", "cue", "rule"]
SpanKind = Literal["strong", "emphasis", "code", "link", "cite", "time"]
ChapterKind = Literal["introduction", "question", "heading", "farewell"]


@dataclass(frozen=True, slots=True)
class Lines:
    """A run of source lines."""

    first: int
    """1-based."""
    last: int
    """1-based, inclusive."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a block's text that the source sets apart."""

    start: int
    """Offset of its first character in the block's text."""
    end: int
    """Offset after its last character."""
    kind: SpanKind
    target: str = ""
    """Where a link leads, as the source writes it; empty for anything else."""


DirectionKind = Literal["pause", "slower", "faster", "softer", "emphasis", "italics", "take"]


@dataclass(frozen=True, slots=True)
class Direction:
    """How a stretch of a text is to be said."""

    start: int
    """Offset of its first character in the text."""
    end: int
    """Offset after its last character; `start` where it is a place: a pause before that character, a take."""
    kind: DirectionKind
    """A silence; a pace; softly; words to stress; words that the source sets in italics or bold; which of the
    retakes of its turn is kept."""
    value: float = 0.0
    """Seconds of a pause, the 1-based number of a take; otherwise 0."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, quote or cue of the source, markup taken off."""

    text: str
    """Plain text; a line break of the source is a `\\n`, so the line of an offset can be counted."""
    lines: Lines
    kind: BlockKind = "paragraph"
    level: int = 0
    """Depth of a heading (1 to 6) or of a nested item or quote (from 1); otherwise 0."""
    spans: tuple[Span, ...] = ()
    """Emphasised runs, in order; they may nest but do not cross."""
    speaker: str | None = None
    """Who speaks it where the format itself says so (a voice tag, a speaker column); otherwise None."""
    directions: tuple[Direction, ...] = ()
    """What marks in its text ask for; the marks are taken off. In order."""

    def line_at(self, offset: int) -> int:
        """Give the 1-based source line of a character of `text`."""
        if self.lines.first == self.lines.last:
            return self.lines.first
        return min(self.lines.first + self.text.count("\n", 0, offset), self.lines.last)


@dataclass(frozen=True, slots=True)
class Link:
    """Words of a paragraph that lead to an address on the web."""

    start: int
    """Offset of the first of them in the paragraph's text."""
    words: str
    """As they stand there; no square brackets."""
    address: str
    """Begins with `http://` or `https://`; no white space, no brackets."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a turn, on one line, as written."""

    text: str
    """Never empty; no label, no line breaks, single spaces."""
    lines: Lines = field(compare=False)
    """Where it stands in the source."""
    links: tuple[Link, ...] = ()
    """In order; they do not overlap."""
    directions: tuple[Direction, ...] = ()
    """How parts of it are to be said, in order; those of different kinds may overlap."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says before another does."""

    number: int
    """1-based, in order of speaking; narration is numbered too; 0 is an introduction from the settings."""
    speaker: str
    """A name of `Script.speakers`, or `NARRATOR`."""
    paragraphs: tuple[Paragraph, ...]
    """At least one."""
    label: str | None = field(default=None, compare=False)
    """The label as the source writes it, without its punctuation; None where the turn carries none.

    The canonical
    script writes every label in full, so it is left out of comparisons."""
    narration: bool = False
    """True where nobody in the interview says it."""
    line: int = field(default=0, compare=False)
    """1-based source line of the label or, without one, of the first word."""

    @property
    def text(self) -> str:
        """The paragraphs, parted by blank lines."""
        return "\n\n".join(p.text for p in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person of the interview."""

    name: str
    """The fullest form that the source gives."""
    labels: tuple[str, ...] = ()
    """Every way the source writes this person's label, in order of first use."""
    description: str = ""
    """What the source says of them, such as a role; may be empty."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the episode."""

    title: str
    """1 to 60 characters, cut at a word."""
    turn: int
    """Number of the turn it begins with."""
    kind: ChapterKind = "question"
    paragraph: int = 0
    """0-based paragraph of that turn it begins with."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text of the source that is not spoken."""

    text: str
    """As written, on one line."""
    reason: str
    """Why, in a few words: `date`, `signature`, `credits`, `stage direction`."""
    lines: Lines = field(compare=False)
    """Where it stands in the source; 0 to 0 where that is not known."""
    speaker: str | None = None
    """Who is labelled with it where nothing of the turn is spoken, such as a turn that is only laughter."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reading that may be wrong."""

    sentence: str
    """What is doubtful and how it was read."""
    line: int = field(compare=False)
    """1-based source line."""


EVEN = 0.5
"""The score from which on something is read as a label."""


@dataclass(frozen=True, slots=True)
class LabelScore:
    """How likely it is that something says who speaks."""

    label: str
    """As written."""
    line: int
    """1-based source line of its first use."""
    score: float
    """0 to 1; from 0.5 on it was read as a label."""


@dataclass(frozen=True, slots=True)
class Script:
    """Who says what. Every word of the source is in a turn, in metadata or in `dropped`."""

    title: str
    """May be empty."""
    turns: tuple[Turn, ...]
    speakers: tuple[Speaker, ...] = ()
    """In order of first speaking; the narrator is not one of them."""
    chapters: tuple[Chapter, ...] = ()
    """In order; the first begins with the first turn. Empty where there are no turns."""
    dropped: tuple[Dropped, ...] = ()
    """In source order."""
    date: dt.date | None = None
    """When the interview was published."""
    language: str = "en"
    """BCP 47 tag, such as `en` or `pt-BR`."""
    show: str = ""
    """The publication or series, where the source names it."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Settings in the script's own front matter, not yet validated; they override `voices.yaml`."""
    doubts: tuple[Doubt, ...] = field(default=(), compare=False)
    scores: tuple[LabelScore, ...] = field(default=(), compare=False)
    """What was read as a label and what nearly was, in order of first use."""
    source: str = field(default="", compare=False)
    """The file it was read from, as the user named it."""

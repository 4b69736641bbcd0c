"""Who says what: from a file to a `Script`."""

from audio.script.values import (
    NARRATOR,
    Block,
    Chapter,
    Doubt,
    Dropped,
    Lines,
    Paragraph,
    Script,
    Span,
    Speaker,
    Turn,
)

__all__ = [
    "NARRATOR",
    "Block",
    "Chapter",
    "Doubt",
    "Dropped",
    "Lines",
    "Paragraph",
    "Script",
    "Span",
    "Speaker",
    "Turn",
]

"""Who says what: from a file to a `Script`."""

from audio.script.canonical import (
    NEW_TURN,
    script_row,
    text_of,
    turn_text,
    with_take,
    with_text,
    write_canonical,
    write_dropped,
    write_turn,
)
from audio.script.direction import HIGHEST_TAKE
from audio.script.names import is_person_name, unaccented
from audio.script.no_prose import for_machines
from audio.script.proof import Gap, find_gap
from audio.script.readers import ENDINGS
from audio.script.reading import read_bytes, read_script
from audio.script.text import is_open_question, language_tag
from audio.script.turns import with_chapters
from audio.script.values import (
    NARRATOR,
    Block,
    Chapter,
    ChapterKind,
    Direction,
    DirectionKind,
    Doubt,
    Dropped,
    Lines,
    Link,
    Paragraph,
    Script,
    Speaker,
    Turn,
)

__all__ = [
    "ENDINGS",
    "HIGHEST_TAKE",
    "NARRATOR",
    "NEW_TURN",
    "Block",
    "Chapter",
    "ChapterKind",
    "Direction",
    "DirectionKind",
    "Doubt",
    "Dropped",
    "Gap",
    "Lines",
    "Link",
    "Paragraph",
    "Script",
    "Speaker",
    "Turn",
    "find_gap",
    "for_machines",
    "is_open_question",
    "is_person_name",
    "language_tag",
    "read_bytes",
    "read_script",
    "script_row",
    "text_of",
    "turn_text",
    "unaccented",
    "with_chapters",
    "with_take",
    "with_text",
    "write_canonical",
    "write_dropped",
    "write_turn",
]

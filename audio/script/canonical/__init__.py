"""The canonical script: written, and read back."""

from audio.script.canonical.parsing import NEW_TURN, read, text_of
from audio.script.canonical.rows import script_row
from audio.script.canonical.writing import (
    turn_text,
    with_take,
    with_text,
    write_canonical,
    write_dropped,
    write_turn,
)

"""The canonical script: written, and read back."""

from audio.script.canonical.parsing import read, text_of
from audio.script.canonical.rows import script_row
from audio.script.canonical.taking import with_take
from audio.script.canonical.telling import turn_text, with_text
from audio.script.canonical.writing import NEW_TURN, write_canonical, write_dropped, write_front, write_turn

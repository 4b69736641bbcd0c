"""The canonical script: written, and read back."""

from audio.script.canonical.parsing import read, text_of
from audio.script.canonical.rows import script_row
from audio.script.canonical.writing import with_take, write_canonical

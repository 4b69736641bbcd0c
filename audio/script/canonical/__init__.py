"""The canonical script: written, and read back."""

from audio.script.canonical.rows import script_row
from audio.script.canonical.write import read, text_of, write_canonical

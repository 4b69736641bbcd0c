"""Tables: CSV, TSV, label tracks, and tables in documents."""

from audio.script.readers.tables import sheet
from audio.script.readers.tables.columns import MAX_NAME, layout, name, said

READERS = {"sheet": sheet}

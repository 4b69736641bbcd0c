"""Documents of word processors: DOCX, ODT, RTF."""

from audio.script.readers.word import open_document, reader, rich_text

READERS = {"docx": reader, "odt": open_document, "rtf": rich_text}

"""Documents of word processors: DOCX, ODT, RTF."""

from audio.script.readers.word import open_document, rich_text, word_document

READERS = {"docx": word_document, "odt": open_document, "rtf": rich_text}

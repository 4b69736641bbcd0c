"""Files that hold files: books (EPUB), mail, archives."""

from audio.script.readers.packed import archive, book, mail

READERS = {"epub": book}
PACKED = {"mail": mail, "zip": archive}

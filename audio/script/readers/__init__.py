r"""From a file's bytes to blocks: one module a format, found in one table.

A reader knows its format and nothing of interviews: it takes the markup off, keeps every word and the line it
stands on, and leaves the question of who speaks to the grammar. How to add one:

1. Write a module in the folder of its kind with two functions. `recognises(name, text)` gives how sure it
   is that the file is of its format, 0.0 (no) to 1.0 (only this format looks so); it judges the content, and
   the file's name only where the content leaves it open. `read(text, source)` gives a `Document`; it raises
   `ScriptError` with the line to blame. A reader of a binary format has `recognises_bytes(data)`, which
   says yes or no, and `read_bytes(data, source)`; one of files that hold files has `unpack(data, source)`.
2. Import what is heavy (lxml, pypdf, …) inside the functions: every command imports the table.
   A document that has paragraphs and type is most easily written as a page, by `page.written`.
3. Add it to `READERS` at the door of its folder.

What a reader owes the grammar:

- One `Block` a paragraph, heading, list item, quote, table row or cue, in source order, none with empty
  text. `lines` are 1-based lines of the decoded text (of the XML or extracted text for a binary format). A
  line break inside a block stays a `\\n`, one for each source line, so that `Block.line_at` counts right.
- Every visible word is in a block, in the metadata (with the line it came from) or in `dropped` with a
  reason. Timestamps, labels, sound marks and stage directions stay in the blocks: the grammar drops them.
- Emphasis, links and citations are `Span`s, not characters. A name that the format itself marks as the
  speaker (`<v Ada>`, a speaker column) is `Block.speaker` and is not in the text. A mere `<cite>` or
  `<strong>` is a span.
- A cue that goes on in the middle of a sentence is a block of its own with kind `cue`; the grammar joins
  cues.
"""

from audio.script.readers.frontmatter import parse as parse_front_matter
from audio.script.readers.frontmatter import split as split_front_matter
from audio.script.readers.table import read_document
from audio.script.readers.unpacking import ENDINGS

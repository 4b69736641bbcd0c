"""Text with little markup: plain, and Markdown."""

from audio.script.readers.prose import markdown, plain
from audio.script.readers.prose.markdown import blocks_of as markdown_blocks
from audio.script.readers.prose.plain import blocks_of as paragraphs

READERS = {"text": plain, "markdown": markdown}

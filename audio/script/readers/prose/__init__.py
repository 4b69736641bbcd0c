"""Text with little markup: plain, Markdown and its relatives, LaTeX, wikitext, BBCode, CHAT."""

from audio.script.readers.prose import bbcode, latex, markdown, plain, talkbank, wikitext
from audio.script.readers.prose.plain import blocks_of as paragraphs

READERS = {
    "text": plain,
    "markdown": markdown,
    "wikitext": wikitext,
    "bbcode": bbcode,
    "latex": latex,
    "talkbank": talkbank,
}

"""The open script: frozen values, edits of them, the way back, and the files in which all of it is kept."""

from audio.studio.document.applying import applied
from audio.studio.document.edits import Edit, edit_of, told, touched
from audio.studio.document.journal import MOST_BYTES, Doubts, Journal, digest_of
from audio.studio.document.merging import merged
from audio.studio.document.rewriting import Rewrite, rewrite_between, value_in
from audio.studio.document.steps import History, Step, between
from audio.studio.document.values import Document, Entry, Heading, canonical_text, read_document, with_setting

"""What may say who speaks: prefixes of lines and paragraphs, found and measured, not yet believed."""

from audio.script.labels.candidates import Candidate, Shape, at_offset, find
from audio.script.labels.parts import parted
from audio.script.labels.settling import comments_from, settled

"""What may say who speaks: prefixes of lines and paragraphs, found and measured, not yet believed."""

from audio.script.labels.candidates import Candidate, Shape, at_offset, find
from audio.script.labels.numbered import with_people
from audio.script.labels.variants import (
    answering_each_other,
    distance,
    initial_fits,
    joined_variants,
    long_form,
    named_in_brackets,
    near,
)

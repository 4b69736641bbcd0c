"""Words, written and heard, made comparable and laid beside each other."""

from audio.verify.words.alignment import Step, align
from audio.verify.words.english import RANGE_WORD
from audio.verify.words.normaliser import located, normalise
from audio.verify.words.proper_names import names_in
from audio.verify.words.sounds import likeness, reduced

"""From takes to the programme: where every take stands, and how loud."""

from audio.mix.ahead import ahead
from audio.mix.clips import clip_of, read_take, samples_of
from audio.mix.loudness import Block, GainSearch, Measure, Meter, measure
from audio.mix.programme import Programme, master
from audio.mix.timeline import RATE, lay_out
from audio.mix.values import Event, Mark, Timeline

__all__ = [
    "RATE",
    "Block",
    "Event",
    "GainSearch",
    "Mark",
    "Measure",
    "Meter",
    "Programme",
    "Timeline",
    "ahead",
    "clip_of",
    "lay_out",
    "master",
    "measure",
    "read_take",
    "samples_of",
]

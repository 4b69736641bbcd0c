"""From takes to the programme: where every take stands, and how loud."""

from audio.mix.buffering import ahead
from audio.mix.clips import clip_of, samples_of
from audio.mix.conversation import exchange_of, junctures
from audio.mix.exchange import audacity_labels, timeline_json
from audio.mix.level import (
    Energies,
    GainSearch,
    Measure,
    Meter,
    RoomTone,
    energies,
    integrated,
    measure,
    sound_of,
    stepped,
)
from audio.mix.music import Score, read_score
from audio.mix.parting import Stretch, stretches
from audio.mix.programme import Programme, master
from audio.mix.stems import write_stems
from audio.mix.timeline import RATE, lay_out
from audio.mix.values import Event, Mark, Timeline

__all__ = [
    "RATE",
    "Energies",
    "Event",
    "GainSearch",
    "Mark",
    "Measure",
    "Meter",
    "Programme",
    "RoomTone",
    "Score",
    "Stretch",
    "Timeline",
    "ahead",
    "audacity_labels",
    "clip_of",
    "energies",
    "exchange_of",
    "integrated",
    "junctures",
    "lay_out",
    "master",
    "measure",
    "read_score",
    "samples_of",
    "sound_of",
    "stepped",
    "stretches",
    "timeline_json",
    "write_stems",
]

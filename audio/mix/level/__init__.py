"""How loud: measured, matched, limited, and what lies under it."""

from audio.mix.level.energy import SILENCE, Energies, energies, integrated
from audio.mix.level.limiter import limited
from audio.mix.level.loudness import GainSearch, Measure, Meter, measure
from audio.mix.level.matching import VOICE_LEVEL, levels, sound_of, stepped
from audio.mix.level.room import RoomTone
from audio.mix.level.rumble import without_rumble

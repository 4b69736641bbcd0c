"""Music: read, placed, turned down under speech."""

from audio.mix.music.blocks import music_blocks
from audio.mix.music.placing import Score, bed, once
from audio.mix.music.tunes import read_score

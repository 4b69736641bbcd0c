"""What the page's panels show and change: the cast, a word's sounds, the settings of the sound, takes."""

from audio.studio.panels.casting import audition_row, cast, line_plan, voice_rows
from audio.studio.panels.pronouncing import pronounce, sentence_plan, ways_row
from audio.studio.panels.sounding import field_rows, set_field
from audio.studio.panels.takes import Takes, all_takes, kept, take_plan, ways_of

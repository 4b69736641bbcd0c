"""The turns and chapters of a script, and what is doubtful in them."""

from audio.script.turns.building import build
from audio.script.turns.chapters import with_chapters
from audio.script.turns.doubts import (
    direction_doubts,
    find_doubts,
    judged_doubts,
    open_doubt,
    slips_of_directions,
    unsaid_doubts,
)

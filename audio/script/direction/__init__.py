"""How a text is to be said: marks in square brackets and SSML, taken off the text they stand in."""

from audio.script.direction.documents import directed
from audio.script.direction.edits import Edited, edited
from audio.script.direction.marks import (
    HIGHEST_TAKE,
    LIKE_A_MARK,
    LONGEST_PAUSE,
    PAIRED,
    Directed,
    closed_cuts,
    mark_of,
    merged,
    placed,
    taken_off,
    unobeyed,
)
from audio.script.direction.ssml import as_marks

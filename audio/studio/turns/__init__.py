"""How each turn stands: what is said in it, what of that is spoken, and what is doubtful."""

from audio.studio.turns.examining import Examiner, state_row
from audio.studio.turns.placing import Standing, standing

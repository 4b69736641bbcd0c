"""How a file marks its turns: all marks weighed over the whole file, decided once, and the file cut by it."""

from audio.script.convention.cutting import Piece, cut, end_of_names, is_closing, is_stamp_only
from audio.script.convention.decision import Convention, decide
from audio.script.convention.evidence import Facts
from audio.script.convention.looks import NUMBER

"""What stands around and between what people say: whether it is said, and by whom."""

from audio.script.around.judging import Judged, judge, told_of
from audio.script.around.parting import is_sign, units

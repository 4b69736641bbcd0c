"""Who the people are, under all their labels, and who says each piece."""

from audio.script.speakers.attributed import Attributed
from audio.script.speakers.attribution import GUEST, INTERVIEWER, attribute
from audio.script.speakers.people import People, resolve

"""Who the people are, under all their labels, and who says each piece."""

from audio.script.speakers.attribution import GUEST, INTERVIEWER, Attributed, attribute
from audio.script.speakers.people import People, resolve

"""JSON of recognisers and sites, and interviews kept as data."""

from audio.script.readers.data import front_interview, transcript_json
from audio.script.readers.data.front_interview import blocks as front_blocks
from audio.script.readers.data.front_interview import rest as front_rest
from audio.script.readers.data.transcript_json import read as read_json
from audio.script.readers.data.transcript_json import speaker_name, transcript
from audio.script.readers.data.transcripts import ANSWERING, ASKING
from audio.script.readers.data.values import Piece, offset_of, placed

READERS = {"json": transcript_json, "data": front_interview}

"""JSON of recognisers and sites, and interviews kept as data."""

from audio.script.readers.data import data_file, transcript_json
from audio.script.readers.data.transcript_json import speaker_name, transcript
from audio.script.readers.data.transcripts import ANSWERING, ASKING
from audio.script.readers.data.values import Piece, offset_of, placed

READERS = {"json": transcript_json, "data": data_file}

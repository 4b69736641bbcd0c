"""JSON of recognisers and sites, and interviews kept as data."""

from audio.script.readers.data import data_page, transcript_json
from audio.script.readers.data.front_interview import blocks as front_blocks
from audio.script.readers.data.front_interview import rest as front_rest
from audio.script.readers.data.json_places import placed_like
from audio.script.readers.data.json_values import Piece, speaker_of, text_of
from audio.script.readers.data.transcript_json import speaker_name, transcript

READERS = {"json": transcript_json, "data": data_page}

"""From the programme to the files of an episode."""

from audio.publish.about import NOTICE
from audio.publish.episode_files import Published, Recording, publish
from audio.publish.listening import listen
from audio.publish.manifest import InputFile, input_file
from audio.publish.pictures import read_cover
from audio.publish.wav import write_wav

__all__ = [
    "NOTICE",
    "InputFile",
    "Published",
    "Recording",
    "input_file",
    "listen",
    "publish",
    "read_cover",
    "write_wav",
]

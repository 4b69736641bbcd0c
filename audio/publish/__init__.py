"""From the programme to the files of an episode."""

from audio.publish.chapter_details import unknown_chapters
from audio.publish.episode_files import Published, Recording, check_publishing, publish
from audio.publish.listening import listen
from audio.publish.manifest import InputFile, input_file
from audio.publish.policy import content_policy
from audio.publish.wav import write_wav

__all__ = [
    "InputFile",
    "Published",
    "Recording",
    "check_publishing",
    "content_policy",
    "input_file",
    "listen",
    "publish",
    "unknown_chapters",
    "write_wav",
]

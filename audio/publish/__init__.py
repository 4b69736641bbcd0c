"""From the programme to the files of an episode."""

from audio.publish.chapter_details import unknown_chapters
from audio.publish.episode_files import Published, check_places, check_publishing, publish
from audio.publish.labels import labels_for
from audio.publish.manifest import InputFile, input_file
from audio.publish.page import content_policy, episode_policy
from audio.publish.sound import listen
from audio.publish.tags import write_wav

__all__ = [
    "InputFile",
    "Published",
    "check_places",
    "check_publishing",
    "content_policy",
    "episode_policy",
    "input_file",
    "labels_for",
    "listen",
    "publish",
    "unknown_chapters",
    "write_wav",
]

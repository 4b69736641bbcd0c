"""From the programme to the files of an episode; those who make pages too enter `audio.publish.page`."""

from audio.publish.chapter_details import unknown_chapters
from audio.publish.chapters import clock, short_clock
from audio.publish.episode_files import Published, check_places, check_publishing, publish
from audio.publish.labels import labels_for
from audio.publish.manifest import InputFile, input_file, settings_record
from audio.publish.pictures import Picture, for_host, read_picture, shrunk
from audio.publish.sound import listen
from audio.publish.tags import write_wav

__all__ = [
    "InputFile",
    "Picture",
    "Published",
    "check_places",
    "check_publishing",
    "clock",
    "for_host",
    "input_file",
    "labels_for",
    "listen",
    "publish",
    "read_picture",
    "settings_record",
    "short_clock",
    "shrunk",
    "unknown_chapters",
    "write_wav",
]

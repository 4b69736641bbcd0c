"""From the programme to the files of an episode."""

from audio.publish.chapter_details import unknown_chapters
from audio.publish.chapters import clock, short_clock
from audio.publish.episode_files import Published, check_places, check_publishing, publish
from audio.publish.labels import labels_for
from audio.publish.manifest import InputFile, input_file, settings_record
from audio.publish.page import (
    content_policy,
    day_markup,
    day_told,
    direction,
    draw_show_cover,
    episode_policy,
    page_style,
    script_json,
)
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
    "content_policy",
    "day_markup",
    "day_told",
    "direction",
    "draw_show_cover",
    "episode_policy",
    "for_host",
    "input_file",
    "labels_for",
    "listen",
    "page_style",
    "publish",
    "read_picture",
    "script_json",
    "settings_record",
    "short_clock",
    "shrunk",
    "unknown_chapters",
    "write_wav",
]

"""The tags of every format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from mutagen import MutagenError

from audio.cast import AudioFormat
from audio.publish.tags.content import TagContent
from audio.publish.tags.id3 import tag_mp3, tag_wave
from audio.publish.tags.mp4 import tag_m4a
from audio.publish.tags.vorbis import tag_flac, tag_opus

_WRITERS: Mapping[AudioFormat, Callable[[Path, TagContent], None]] = {
    "mp3": tag_mp3,
    "m4a": tag_m4a,
    "opus": tag_opus,
    "flac": tag_flac,
    "wav": tag_wave,
}


def write_tags(name: AudioFormat, path: Path, said: TagContent) -> None:
    """Write the tags of a file of that format. Raises `OSError` where it cannot be written."""
    try:
        _WRITERS[name](path, said)
    except MutagenError as error:
        raise OSError(str(error)) from error

"""The tags of every format."""

from __future__ import annotations

from pathlib import Path

from audio.cast import AudioFormat
from audio.publish.tags.content import TagContent


def write_tags(name: AudioFormat, path: Path, said: TagContent) -> None:
    """Write the tags of a file of that format. Raises `OSError` where it cannot be written."""
    from mutagen import MutagenError  # noqa: PLC0415 - 20 ms with its formats, and only what is published has tags

    from audio.publish.tags.id3 import tag_mp3, tag_wave  # noqa: PLC0415 - see above
    from audio.publish.tags.mp4 import tag_m4a  # noqa: PLC0415
    from audio.publish.tags.vorbis import tag_flac, tag_opus  # noqa: PLC0415

    writers = {"mp3": tag_mp3, "m4a": tag_m4a, "opus": tag_opus, "flac": tag_flac, "wav": tag_wave}
    try:
        writers[name](path, said)
    except MutagenError as error:
        raise OSError(str(error)) from error

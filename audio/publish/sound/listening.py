"""What is heard when a file is played: decoded and measured."""

from __future__ import annotations

from pathlib import Path

from audio.errors import PublishError
from audio.media import DecodingError, decoded, rate_and_channels
from audio.mix import Measure, ahead, measure


def listen(path: Path) -> Measure:
    """Give the loudness, true peak and length of an audio file, decoded. Raises `PublishError`."""
    try:
        return measure(ahead(decoded(path)), *rate_and_channels(path))
    except DecodingError as error:
        raise PublishError(f"{path.name} cannot be decoded: {error}.") from error

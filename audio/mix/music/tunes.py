"""Music from files: decoded piece by piece, trimmed, measured."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from audio import media
from audio.cast import Music, Theme, Track
from audio.errors import MixError
from audio.media import Block
from audio.mix.level import SILENCE, Meter
from audio.mix.music.placing import Score
from audio.mix.values import Tune

_SHORTEST = 0.1
"""Seconds below which a piece of music is taken for a slip of its trims."""


def read_score(music: Music, rate: int) -> Score:
    """Decode and measure every piece of music that the settings name.

    Raises `MixError` for a file that cannot be decoded, in which nothing can be heard, or of which the trims
    leave nothing.
    """
    tracks = {"intro": music.intro, "outro": music.outro, "sting": music.sting, "bed": music.bed}
    return Score(**{role: _tune(role, track, rate) for role, track in tracks.items() if track.path})


def decoded(path: Path, rate: int) -> Iterator[Block]:
    """Give a sound file in stereo at `rate`, block by block. Raises `MixError` where it cannot be decoded."""
    try:
        yield from media.decoded(path, rate, 2)
    except media.DecodingError as error:
        raise MixError(
            f"The music in {path} cannot be decoded: {error}. Give a WAV, FLAC, MP3 or M4A file."
        ) from error


def in_channels(block: Block, channels: int) -> Block:
    """Give a stereo block with 2 channels or, as the mean of both, with 1."""
    return block if channels == 2 else block.mean(axis=1, keepdims=True, dtype=np.float32)


def excerpt(blocks: Iterator[Block], skipped: int, length: int) -> Iterator[Block]:
    """Give `length` frames from the frame `skipped` on, or what there is of them."""
    for block in blocks:
        if length <= 0:
            return
        part = block[skipped : skipped + length]
        skipped = max(0, skipped - len(block))
        length -= len(part)
        if len(part):
            yield part


def _tune(role: str, track: Track, rate: int) -> Tune:
    assert track.path is not None  # noqa: S101 - the caller's condition
    skipped, left_out = round(track.trim_start * rate), round(track.trim_end * rate)
    whole = sum(len(block) for block in decoded(track.path, rate))
    length = whole - skipped - left_out
    if length < _SHORTEST * rate:
        raise MixError(
            f"The music in {track.path} is {whole / rate:.1f} s long, of which music.{role}.trim_start and "
            "trim_end leave nothing. Trim less."
        )
    with Meter(rate, 1, "none") as mono, Meter(rate, 2, "none") as stereo:
        for block in excerpt(decoded(track.path, rate), skipped, length):
            mono.feed(in_channels(block, 1))
            stereo.feed(block)
        loudness = mono.result().lufs, stereo.result().lufs
    if min(loudness) <= SILENCE:
        raise MixError(
            f"Nothing can be heard of the music in {track.path}. Choose another file, or take music.{role} "
            "out."
        )
    overlap = round(track.overlap * rate) if isinstance(track, Theme) else 0
    fade_out = min(round(track.fade_out * rate), length)
    return Tune(
        track.path, skipped, length, *loudness,
        gain_db=track.gain,
        fade_in=min(round(track.fade_in * rate), length - fade_out),
        fade_out=fade_out,
        overlap=min(overlap, length),
        duck_db=track.duck,
    )  # fmt: skip

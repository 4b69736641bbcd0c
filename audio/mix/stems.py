"""Stems: everybody's speech and the music as files of their own, for an editor."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from audio.errors import PublishError
from audio.files import replacing_together
from audio.media import Block, audio_frame, layout
from audio.mix.exchange import audacity_labels
from audio.mix.programme import Programme

MUSIC = "Music"
"""What the file of the music is called."""
LABELS = "labels.txt"
"""What the label track is called."""

_UNSAFE = re.compile(r"[^\w .'()-]+")


def write_stems(programme: Programme, folder: Path) -> tuple[Path, ...]:
    """Write a WAV a speaker, one of the music where there is any, and a label track into `folder`.

    All WAVs are 32-bit float and as long as the programme, so that they stand right when they begin together;
    laid over each other they are the programme without its limiter and room tone. All files take their places
    together, or none. Gives their paths, the labels last. Raises `PublishError` where one cannot be written.
    """
    speakers = list(dict.fromkeys(event.take.segment.speaker for event in programme.timeline.events))
    stems = [(speaker, programme.speech_of(speaker)) for speaker in speakers]
    if programme.timeline.music:
        stems.append((MUSIC, programme.music()))
    labels = folder / LABELS
    paths = [folder / f"{number:02d} {_file_name(name)}.wav" for number, (name, _) in enumerate(stems, 1)]
    with replacing_together([*paths, labels]) as drafts:
        drafts[labels].write_bytes(audacity_labels(programme.timeline).encode("utf-8"))
        for path, (_, blocks) in zip(paths, stems, strict=True):
            _write(blocks, drafts[path], programme)
    return (*paths, labels)


def _file_name(name: str) -> str:
    """Give a name without what some file system does not take."""
    return " ".join(_UNSAFE.sub(" ", name).split()).strip(". ")[:80] or "Speaker"


def _write(blocks: Iterable[Block], path: Path, programme: Programme) -> None:
    """Write a WAV of 32-bit floats, which keep peaks above full scale; RF64 where it is longer than 4 GB."""
    import av  # noqa: PLC0415 - costs 60 ms, and only stems need it

    try:
        with av.open(
            str(path), "w", format="wav", options={"rf64": "auto", "fflags": "+bitexact"}
        ) as container:
            stream = container.add_stream("pcm_f32le", rate=programme.rate)
            stream.layout = layout(programme.channels)
            at = 0
            for block in blocks:
                container.mux(stream.encode(audio_frame(block, programme.rate, at)))
                at += len(block)
            container.mux(stream.encode(None))
    except av.error.FFmpegError as error:
        raise PublishError(f"{path.name} cannot be written: {error.strerror}.") from error

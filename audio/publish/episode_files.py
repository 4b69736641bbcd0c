"""An episode's files, all written beside their places and put there together."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from audio.cast import Settings
from audio.errors import InputError
from audio.files import replacing
from audio.mix import Programme
from audio.publish.about import about
from audio.publish.captions import web_vtt
from audio.publish.chapters import json_chapters
from audio.publish.mp3 import write_mp3
from audio.publish.tags import write_tags
from audio.script import Script


@dataclass(frozen=True, slots=True)
class Published:
    """What was written, and what is heard when it is played."""

    audio: Path
    """The MP3."""
    chapters: Path
    """Podcasting 2.0 chapters."""
    captions: Path
    """WebVTT."""
    rate: int
    """Hz."""
    length: int
    """Samples at `rate`, decoded."""
    lufs: float
    """Integrated loudness of the decoded file; mono counts as the same signal on two speakers."""
    peak: float
    """True peak of the decoded file in dBTP."""

    @property
    def seconds(self) -> float:
        """How long the episode is."""
        return self.length / self.rate

    @property
    def files(self) -> tuple[Path, ...]:
        """Everything that was written, the audio first."""
        return self.audio, self.chapters, self.captions


def publish(programme: Programme, script: Script, settings: Settings, target: Path) -> Published:
    """Write the MP3 `target`, and beside it `NAME.chapters.json` and `NAME.vtt`.

    All are finished before the first takes its place: after an error none has changed. Raises `InputError`
    for a target that is no `.mp3` or a cover that is no picture, `PublishError` where writing fails.
    """
    if target.suffix.lower() != ".mp3":
        raise InputError(f"{target} does not end in .mp3, the one audio format that can be written.")
    words = about(script, settings, fallback=target.stem)
    chapters = target.with_name(f"{target.stem}.chapters.json")
    captions = target.with_suffix(".vtt")
    with ExitStack() as together:
        # The last one opened is the first one renamed: the companions follow the audio.
        captions_beside = together.enter_context(replacing(captions))
        chapters_beside = together.enter_context(replacing(chapters))
        beside = together.enter_context(replacing(target))
        heard = write_mp3(programme, beside)
        write_tags(beside, words, programme.timeline)
        _write(chapters_beside, json_chapters(programme.timeline, words, target.name))
        _write(captions_beside, web_vtt(programme.timeline))
    return Published(target, chapters, captions, programme.rate, heard.length, heard.lufs, heard.peak)


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))

"""An episode's files, all written beside their places and put there together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from audio.cast import AudioFormat, Companion, Settings
from audio.errors import InputError
from audio.files import replacing
from audio.mix import Measure, Programme
from audio.publish.about import about
from audio.publish.audio_files import write_audio
from audio.publish.companions import ENDINGS, Material, wanted, write_companion
from audio.publish.drawing import draw_cover
from audio.publish.formats import CODECS
from audio.publish.manifest import InputFile, Written
from audio.publish.pictures import TAG_SIDE, for_tag, read_cover
from audio.publish.said import Said
from audio.publish.tagging import write_tags
from audio.publish.transcripts import transcript_text
from audio.script import Script


@dataclass(frozen=True, slots=True)
class Recording:
    """An audio file, and what is heard when it is played."""

    path: Path
    rate: int
    """Hz."""
    length: int
    """Samples at `rate`, decoded."""
    lufs: float
    """Integrated loudness of the decoded file; mono counts as the same signal on two speakers."""
    peak: float
    """True peak of the decoded file in dBTP."""


@dataclass(frozen=True, slots=True)
class Published:
    """What was written; the figures are the first recording's."""

    recordings: tuple[Recording, ...]
    """One for each format, in the order asked for."""
    companions: Mapping[Companion, Path]

    @property
    def audio(self) -> Path:
        """The first audio file."""
        return self.recordings[0].path

    @property
    def seconds(self) -> float:
        """How long the episode is."""
        return self.recordings[0].length / self.recordings[0].rate

    @property
    def length(self) -> int:
        """Samples at the first recording's rate."""
        return self.recordings[0].length

    @property
    def lufs(self) -> float:
        """Integrated loudness in LUFS."""
        return self.recordings[0].lufs

    @property
    def peak(self) -> float:
        """True peak in dBTP."""
        return self.recordings[0].peak

    @property
    def files(self) -> tuple[Path, ...]:
        """Everything that was written, the audio first."""
        return (*(recording.path for recording in self.recordings), *self.companions.values())


def publish(
    programme: Programme, script: Script, settings: Settings, target: Path, inputs: Sequence[InputFile] = ()
) -> Published:
    """Write an episode under the name of `target`: the audio in every format, and its companions.

    The formats are those of the settings if that of `target` is one of them, otherwise its own alone. All
    files are finished before the first takes its place: after an error none has changed. Raises `InputError`
    for a target of no known format, one that would take the place of an input, or a cover that is no picture;
    `PublishError` where writing fails.
    """
    names = _formats(target, settings)
    places = {name: target.with_suffix(f".{name}") for name in names}
    beside = {name: target.with_name(target.stem + ENDINGS[name]) for name in wanted(settings)}
    _keep_inputs([*places.values(), *beside.values()], script, inputs)
    words = about(script, settings, programme.timeline, fallback=target.stem)
    given = read_cover(settings.show.cover) if settings.show.cover else None
    material = Material(script, settings, programme, words, given, inputs, places[names[0]].name)
    with ExitStack() as together:
        # The last one opened is the first one renamed: the companions follow the audio.
        drafts = {
            path: together.enter_context(replacing(path))
            for path in [*places.values(), *beside.values()][::-1]
        }
        heard = write_audio(
            programme,
            {name: drafts[path] for name, path in places.items()},
            settings.output.bitrate,
            words.chapters,
        )
        cover = for_tag(given) if given else draw_cover(words, programme.timeline, TAG_SIDE)
        recordings = []
        for name, path in places.items():
            write_tags(name, drafts[path], Said(words, transcript_text(script), cover, heard[name]))
            recordings.append(_recording(path, name, heard[name], programme))
        _write_companions(beside, drafts, material, recordings)
    return Published(tuple(recordings), beside)


def _write_companions(
    beside: Mapping[Companion, Path],
    drafts: Mapping[Path, Path],
    material: Material,
    recordings: Sequence[Recording],
) -> None:
    written = [Written(each.path.name, drafts[each.path], _sound(each)) for each in recordings]
    for name, path in beside.items():
        write_companion(name, drafts[path], material, written)
        written.append(Written(path.name, drafts[path], {}))


def _formats(target: Path, settings: Settings) -> tuple[AudioFormat, ...]:
    """Give the formats to write, the target's own first."""
    for name in get_args(AudioFormat):
        if target.suffix.lower() == f".{name}":
            others = settings.output.formats if name in settings.output.formats else ()
            return tuple(dict.fromkeys((name, *others)))
    endings = ", ".join(f".{name}" for name in get_args(AudioFormat))
    raise InputError(f"{target} ends in no audio format that can be written: {endings}.")


def _keep_inputs(places: Sequence[Path], script: Script, inputs: Sequence[InputFile]) -> None:
    """Raise `InputError` where a file of the episode would take the place of one that it is made from."""
    sources = {
        Path(name).resolve()
        for name in (script.source, *(each.path for each in inputs))
        if name not in {"", "-"}
    }
    for place in places:
        if place.resolve() in sources:
            raise InputError(
                f"The episode's {place.name} would overwrite {place}, from which it is made. Name another "
                "folder with --output."
            )


def _recording(path: Path, name: AudioFormat, heard: Measure, programme: Programme) -> Recording:
    return Recording(path, CODECS[name].rate or programme.rate, heard.length, heard.lufs, heard.peak)


def _sound(recording: Recording) -> dict[str, float]:
    return {
        "rate": recording.rate,
        "length": recording.length,
        "lufs": round(recording.lufs, 2),
        "peak_dbtp": round(recording.peak, 2),
    }

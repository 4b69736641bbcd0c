"""An episode's files, all written in a folder beside their places and put there together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from audio.cast import AudioFormat, Companion, Settings
from audio.errors import InputError
from audio.files import check_writable, replacing_together
from audio.mix import Programme
from audio.publish.about import About, about
from audio.publish.chapter_details import check_pictures, with_details
from audio.publish.companions import ENDINGS, OF_THE_SOUND, Material, left_over, wanted, write_companion
from audio.publish.manifest import InputFile, Written, check_unchanged
from audio.publish.pictures import Picture, for_tag, read_picture
from audio.publish.sound import CODECS, Encoded, write_audio
from audio.publish.tags import (
    SIGNED,
    Signer,
    TagContent,
    as_signed,
    has_room,
    read_signer,
    remarks_on_signing,
    sign,
    write_tags,
)
from audio.script import Script
from audio.tasks import workers


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
    gain_db: float
    """dB that the programme was raised by for this file."""
    ceiling_db: float
    """dBFS that the limiter kept its peaks under before it was encoded."""


@dataclass(frozen=True, slots=True)
class Published:
    """What was written; the figures are the first recording's."""

    recordings: tuple[Recording, ...]
    """One for each format, in the order asked for."""
    companions: Mapping[Companion, Path]
    pictures: tuple[Path, ...] = ()
    """Those of the chapters, where a companion names them."""
    remarks: tuple[str, ...] = ()
    """What is not as it was asked for."""

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
        audio = (recording.path for recording in self.recordings)
        return (*audio, *self.pictures, *self.companions.values())


def check_publishing(settings: Settings) -> None:
    """Read once what publishing is going to need: cover, pictures of chapters, key and certificate.

    Raises `InputError` for one that cannot be used: better before anything is spoken than after.
    """
    if settings.show.cover:
        read_picture(settings.show.cover, "show.cover")
    check_pictures(settings)
    read_signer(settings.signing)


def check_places(target: Path, settings: Settings) -> None:
    """Raise what `publish` would raise for places that cannot be written; nothing is left behind."""
    audio, beside = _places(target, settings)
    check_writable(*audio.values(), *beside.values())


def publish(
    programme: Programme, script: Script, settings: Settings, target: Path, inputs: Sequence[InputFile] = ()
) -> Published:
    """Write an episode under the name of `target`: the audio in every format, and its companions.

    The formats are those of the settings if that of `target` is one of them, otherwise its own alone. All or
    none: after an error every file is as it was. Raises `InputError` for a target of no known format,
    one that would take the place of an input, a picture that is none, or a key that cannot sign;
    `PublishError` where writing fails.
    """
    from audio.publish.page import draw_cover  # noqa: PLC0415 - see `companions`

    places, companions = _places(target, settings)
    signer = read_signer(settings.signing)
    given = read_picture(settings.show.cover, "show.cover") if settings.show.cover else None
    words = about(script, settings, programme.timeline, fallback=target.stem)
    words = replace(words, chapters=with_details(words.chapters, settings, target.stem))
    pictures = _pictures(words, target, companions)
    files = [*places.values(), *pictures, *companions.values()]
    sources = _sources(script, inputs)
    _keep_inputs(files, sources)
    cover = given or draw_cover(words, programme.timeline)
    material = Material(script, settings, programme, words, cover, inputs, next(iter(places.values())).name)
    with replacing_together(files) as drafts, workers() as hands:
        shown = hands.submit(for_tag, cover)
        beside = {
            name: hands.submit(write_companion, name, drafts[path], material, (), target.parent)
            for name, path in companions.items()
            if name not in OF_THE_SOUND
        }
        recordings = _record(
            {name: (path, drafts[path]) for name, path in places.items()}, material, shown, signer
        )
        for path, picture in pictures.items():
            drafts[path].write_bytes(picture.data)
        written = [Written(each.path.name, drafts[each.path], _sound(each)) for each in recordings]
        written += [Written(path.name, drafts[path], {}) for path in pictures]
        for name, path in companions.items():
            if name in beside:
                beside[name].result()
            else:
                write_companion(name, drafts[path], material, written, target.parent)
            written.append(Written(path.name, drafts[path], {}))
        check_unchanged(inputs)
    remarks = tuple(remarks_on_signing(places, words)) if signer else ()
    if "wav" in places and not has_room(places["wav"]):
        remarks += (f"{places['wav'].name} is too large for tags and chapters: it has 4 GB, and none.",)
    remarks += tuple(left_over(target, {*files, *sources}))
    return Published(tuple(recordings), companions, tuple(pictures), remarks)


def _record(
    places: Mapping[AudioFormat, tuple[Path, Path]],
    material: Material,
    cover: Future[Picture],
    signer: Signer | None,
) -> list[Recording]:
    """Write the audio to the second path of each of `places`, with its tags, and signed where that can be."""
    from audio.publish.words import transcript_text  # noqa: PLC0415 - see `companions`

    programme, words = material.programme, material.about
    drafts = {name: draft for name, (_, draft) in places.items()}
    encoded = write_audio(programme, drafts, material.settings.output.bitrate, words.chapters)
    text = "".join(transcript_text(material.script))
    recordings = []
    for name, (path, draft) in places.items():
        one = encoded[name]
        shown = as_signed(name, words) if signer else words
        write_tags(name, draft, TagContent(shown, text, cover.result(), one.heard))
        if signer and name in SIGNED and (name != "wav" or has_room(draft)):
            sign(name, draft, words, signer)
        recordings.append(_recording(path, CODECS[name].rate or programme.rate, one))
    return recordings


def _pictures(words: About, target: Path, beside: Mapping[Companion, Path]) -> dict[Path, Picture]:
    """Give the chapters' pictures that are files: where a companion names them."""
    if not beside.keys() & {"chapters", "podlove"}:
        return {}
    return {
        target.with_name(mark.picture.name): mark.picture.content for mark in words.chapters if mark.picture
    }


def _places(target: Path, settings: Settings) -> tuple[dict[AudioFormat, Path], dict[Companion, Path]]:
    """Give where the audio goes in each format, and its companions."""
    audio = {name: target.with_suffix(f".{name}") for name in _formats(target, settings)}
    return audio, {name: target.with_name(target.stem + ENDINGS[name]) for name in wanted(settings)}


def _formats(target: Path, settings: Settings) -> tuple[AudioFormat, ...]:
    """Give the formats to write, the target's own first."""
    for name in get_args(AudioFormat):
        if target.suffix.lower() == f".{name}":
            others = settings.output.formats if name in settings.output.formats else ()
            return tuple(dict.fromkeys((name, *others)))
    endings = ", ".join(f".{name}" for name in get_args(AudioFormat))
    raise InputError(f"{target} ends in no audio format that can be written: {endings}.")


def _sources(script: Script, inputs: Sequence[InputFile]) -> set[Path]:
    """Give the files from which an episode is made."""
    names = (script.source, *(each.path for each in inputs))
    return {Path(name).resolve() for name in names if name not in {"", "-"}}


def _keep_inputs(places: Sequence[Path], sources: set[Path]) -> None:
    """Raise `InputError` where a file of the episode would take the place of one that it is made from."""
    for place in places:
        if place.resolve() in sources:
            raise InputError(
                f"The episode's {place.name} would overwrite {place}, from which it is made. Name another "
                "folder with --output."
            )


def _recording(path: Path, rate: int, encoded: Encoded) -> Recording:
    heard = encoded.heard
    return Recording(path, rate, heard.length, heard.lufs, heard.peak, encoded.gain_db, encoded.ceiling_db)


def _sound(recording: Recording) -> dict[str, float]:
    return {
        "rate": recording.rate,
        "length": recording.length,
        "lufs": round(recording.lufs, 2),
        "peak_dbtp": round(recording.peak, 2),
        "gain_db": round(recording.gain_db, 4),
        "ceiling_db": round(recording.ceiling_db, 4),
    }

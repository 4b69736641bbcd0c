"""The way from a file to an episode, read from top to bottom."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from audio.cast import (
    Cast,
    Settings,
    cast_script,
    check_given_voices,
    effective_settings,
    fallback_voice,
    find_settings,
    with_narration,
)
from audio.errors import ScriptError
from audio.files import check_writable, web_address
from audio.mix import Timeline, lay_out, master, read_score
from audio.models import OnBytes
from audio.publish import InputFile, Published, check_publishing, input_file, publish, unknown_chapters
from audio.script import Script, read_bytes, read_script, with_chapters
from audio.speech import (
    Progress,
    Segment,
    Take,
    catalogue,
    fallback_warnings,
    fetch_engine,
    flaw_warnings,
    segment_script,
    speak_segments,
    unspoken,
)

STANDARD_INPUT = Path("-")
"""Stands for an interview that comes through a pipe; `Request.data` holds it."""

OnProgress = Callable[[Progress], None]
OnStage = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asks for."""

    source: Path
    """The interview, `STANDARD_INPUT`, or a web address (`name` has it whole)."""
    data: bytes | None = None
    """The interview itself where it is in no file; otherwise None."""
    settings_file: Path | None = None
    """Settings instead of the `voices.yaml` that would be found."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Settings from the command line by dotted name, such as `loudness.target`; None where not given."""
    voices: Mapping[str, str] = field(default_factory=dict)
    """Voices from the command line, by speaker."""

    @property
    def name(self) -> str:
        """What the user named: a path, a web address with the slash that `Path` took from it, or `-`."""
        return web_address(self.source) or str(self.source)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that is decided before a word is spoken."""

    request: Request
    script: Script
    settings: Settings
    settings_file: Path | None
    """None where the built-in defaults hold."""
    cast: Cast
    segments: tuple[Segment, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """What may not be as it was meant: voices, and chapters that the script's front matter names."""
        titles = (chapter.title for chapter in self.script.chapters)
        return (*self.cast.warnings, *unknown_chapters(titles, self.settings))


@dataclass(frozen=True, slots=True)
class Episode:
    """What a render made, with its figures."""

    plan: Plan
    published: Published
    takes: tuple[Take, ...]
    wall: float
    """Seconds from the request to the last file."""

    @property
    def cached(self) -> int:
        """How many takes were there already."""
        return sum(take.cached for take in self.takes)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is not as it was asked for: the fallback voice's turns, doubtful takes, what is not signed."""
        return (*fallback_warnings(self.takes), *flaw_warnings(self.takes), *self.published.remarks)


def read_request(request: Request) -> tuple[Script, Settings, Path | None]:
    """Read the script and the settings that hold for it.

    The settings file comes first, since its aliases help to read the script; then the script's front matter
    and the options are laid over it. Raises `InputError` where any of them cannot be used.
    """
    file = request.settings_file or find_settings(request.source)
    voices = catalogue()
    known = effective_settings(
        file, options=request.options, voices=request.voices, catalogue=voices
    ).aliases()
    if request.data is None:
        script = read_script(request.source, known)
    else:
        script = read_bytes(request.data, request.name, known)
    settings = effective_settings(
        file, script, options=request.options, voices=request.voices, catalogue=voices
    )
    return with_chapters(script, settings.chapters.by), settings, file


def plan_episode(request: Request) -> Plan:
    """Read the script, cast it and cut it into segments: all that can go wrong before it costs anything.

    Raises `InputError` for a script, settings or voices that cannot be used, and for a voice that is given to
    somebody who does not speak.
    """
    plan = _plan(request)
    check_given_voices([(plan.script, plan.settings)])
    return plan


def plan_episodes(requests: Sequence[Request]) -> list[Plan]:
    """Plan several episodes that are to be published, for which the same options were given.

    Raises `InputError` as for one, though a voice is refused only where nobody of that name speaks in any of
    them, and for pictures or a key that publishing could not use: whoever only listens needs no key.
    """
    plans = [_plan(request) for request in requests]
    for plan in plans:
        check_publishing(plan.settings)
    check_given_voices([(plan.script, plan.settings) for plan in plans])
    return plans


def _plan(request: Request) -> Plan:
    script, settings, file = read_request(request)
    if not script.turns:
        raise ScriptError("There is nothing to speak in it.", source=request.name)
    script = with_narration(script, settings)
    cast = cast_script(script, settings, catalogue())
    segments = segment_script(script, cast, settings.pronunciations)
    return Plan(request, script, settings, file, cast, segments)


def fetch_voices(plan: Plan, on_bytes: OnBytes | None = None) -> None:
    """Have the model files of every voice that has yet to speak: none where all takes are cached.

    Raises `ModelFileError` where one cannot be had.
    """
    pending = unspoken(plan.segments)
    wanted: dict[str, set[str]] = {}
    for segment in pending:
        wanted.setdefault(segment.voice.engine, set()).add(segment.voice.name)
    if pending and (fallback := fallback_voice(plan.settings, plan.script.language)):
        wanted.setdefault(fallback.engine, set()).add(fallback.name)
    for engine, voices in wanted.items():
        fetch_engine(engine, sorted(voices), on_bytes)


def render_episode(
    plan: Plan, target: Path, *, on_progress: OnProgress | None = None, on_stage: OnStage | None = None
) -> Episode:
    """Speak a plan, mix and master it, and write it under the name of `target`, with its companions.

    `on_progress` hears of every take, `on_stage` of each stage by name. Raises `SpeechError` where a segment
    could not be spoken, `MixError`, `PublishError`; finished takes are kept and nothing is half-written.
    Before that, `InputError` for pictures or a key that cannot be used.
    """
    began = time.monotonic()
    stage = on_stage or (lambda _: None)
    check_writable(target)
    check_publishing(plan.settings)
    stage("speaking")
    timeline = spoken_timeline(plan, on_progress)
    stage("mixing")
    programme = master(timeline, plan.settings.loudness)
    stage("encoding")
    published = publish(programme, plan.script, plan.settings, target, _inputs(plan))
    takes = tuple(event.take for event in timeline.events)
    return Episode(plan, published, takes, time.monotonic() - began)


def spoken_timeline(plan: Plan, on_progress: OnProgress | None = None) -> Timeline:
    """Speak a plan, once its music is known to be readable, and put the takes in their places.

    Raises what `render_episode` may raise.
    """
    rate = plan.settings.output.sample_rate
    score = read_score(plan.settings.music, rate)
    fallback = fallback_voice(plan.settings, plan.script.language)
    takes = speak_segments(plan.segments, progress=on_progress, fallback=fallback)
    return lay_out(takes, plan.script, plan.settings.pauses, rate, score)


def _inputs(plan: Plan) -> tuple[InputFile, ...]:
    """Give the files that an episode is made of, for its manifest."""
    show, music = plan.settings.show, plan.settings.music
    tracks = (music.intro, music.outro, music.sting, music.bed)
    named: list[tuple[str, Path | None]] = [
        ("settings", plan.settings_file),
        ("cover", show.cover),
        *(("picture", details.image) for details in plan.settings.chapters.details.values()),
        *(("music", track.path) for track in tracks),
    ]
    script = input_file("script", plan.request.source, plan.request.data)
    others = (input_file(role, path) for role, path in named if path is not None)
    return (script, *dict.fromkeys(others))


def target_for(source: Path, folder: Path) -> Path:
    """Give where a script's episode goes: its name with `.mp3` in `folder`; `interview.mp3` for a pipe."""
    name = "interview" if source == STANDARD_INPUT else source.stem
    return folder / f"{name}.mp3"

"""What is asked for, and everything that is decided before a word is spoken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from audio.cast import (
    SETTINGS_NAME,
    Cast,
    Settings,
    Voice,
    cast_script,
    check_given_voices,
    effective_settings,
    fallback_voice,
    find_settings,
    with_narration,
    with_near_misses,
)
from audio.episode.selection import ALL, Wanted
from audio.episode.wishes import check_wishes, of_files, of_voices
from audio.errors import InputError, ScriptError, VoiceError
from audio.publish import InputFile, check_publishing, input_file, unknown_chapters
from audio.script import Doubt, Script, for_machines, read_bytes, with_chapters
from audio.source import Source
from audio.speech import (
    Segment,
    catalogue,
    for_drafts,
    mistyped,
    reading_remarks,
    segment_script,
    spoken_plainly,
    without_marks,
)


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asks for."""

    source: Source
    settings_file: Path | None = None
    """Settings instead of the `voices.yaml` that would be found."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Settings by dotted name that go before the file's, such as `loudness.target`; None where not given."""
    voices: Mapping[str, str] = field(default_factory=dict)
    """Voices that go before the file's, by speaker."""
    labels: tuple[str, ...] = ()
    """The labels of the script, as written, and no others; empty where the reader finds them."""
    show: Path | None = None
    """The folder of the show it belongs to, where the settings are; None where they are beside the script."""
    only: Wanted = ALL
    """The turns that are going to be spoken: no others are cut into segments."""


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
    """Of the turns that are asked for."""
    settings_read: InputFile | None = None
    """The settings file as it was read, for the manifest."""
    draft: bool = False
    """Whether an option has somebody spoken by an engine for drafts that the show does not speak with."""
    kept: InputFile | None = None
    """The file beside the episode that tells which retakes are kept; None where there is none."""
    remarks: tuple[str, ...] = ()
    """What is told before anything is spoken, and is no warning."""

    @property
    def grounds(self) -> tuple[Request, Settings, Path | None, Cast]:
        """What `check_trusted` judges by."""
        return self.request, self.settings, self.settings_file, self.cast

    @property
    def warnings(self) -> tuple[str, ...]:
        """What may not be as it was meant: voices, their English, directions, chapters that are named."""
        titles = (chapter.title for chapter in self.script.chapters)
        plain = (*reading_remarks(self.cast), *spoken_plainly(self.segments))
        return (*self.cast.warnings, *plain, *unknown_chapters(titles, self.settings))

    @property
    def fallback(self) -> Voice | None:
        """The voice that speaks what another fails at; None where there is none."""
        return fallback_voice(self.settings, self.script.language)

    @property
    def voices(self) -> frozenset[Voice]:
        """Every voice that may speak."""
        fallback = (self.fallback,) if self.fallback else ()
        return frozenset((*(segment.voice for segment in self.segments if segment.spoken), *fallback))


def only_turns(plan: Plan, wanted: Wanted) -> Plan:
    """Give a plan of the turns alone that are wanted. Raises `InputError` as `Wanted.turns_of` does."""
    chosen = wanted.turns_of(plan.script)
    kept = {turn.number for turn in chosen}
    segments = tuple(segment for segment in plan.segments if segment.turn in kept)
    return replace(plan, script=replace(plan.script, turns=chosen, chapters=()), segments=segments)


def read_request(request: Request) -> tuple[Script, Settings, Path | None]:
    """Read the script and the settings that hold for it.

    The settings file comes first, since its aliases help to read the script; then the script's front matter
    and the options are laid over it. Raises `InputError` where any of them cannot be used.
    """
    beside = request.show / SETTINGS_NAME if request.show else request.source.path or Path(SETTINGS_NAME)
    file = request.settings_file or find_settings(beside)
    voices = catalogue()
    known = effective_settings(
        file, options=request.options, voices=request.voices, catalogue=voices
    ).aliases()
    script = read_bytes(request.source.data, request.source.name, known, request.labels)
    settings = effective_settings(
        file, script, options=request.options, voices=request.voices, catalogue=voices
    )
    script = with_near_misses(script, settings)
    script = replace(script, doubts=(*script.doubts, *_of_words(script, settings)))
    return with_chapters(script, settings.chapters.by), settings, file


def _of_words(script: Script, settings: Settings) -> Iterator[Doubt]:
    """Give a doubt for each word whose pronunciation is set and that seems to be a word here mistyped."""
    for each in mistyped(script, settings.pronunciations):
        origin = settings.origin("pronunciations", each.written)
        place = origin.place if origin else "The settings"
        told = f"{place} says how {each.written} is said, which nobody says here"
        yield Doubt(f"{told}. Did you mean {each.meant}?", each.line)


def plan_episode(request: Request) -> Plan:
    """Read the script, cast it and cut it into segments: all that can go wrong before it costs anything.

    Raises `InputError` for a script, settings or voices that cannot be used, and for a voice that is given to
    somebody who does not speak.
    """
    plan = _plan(request)
    check_given_voices([(plan.script, plan.settings)])
    return plan


def plan_to_publish(request: Request) -> Plan:
    """Plan an episode that is to be published.

    Raises `InputError` as `plan_episode` does, and for pictures or a key that publishing could not use:
    whoever only listens needs no key; `TrustError` where the settings found beside a script ask for what a
    stranger's may not. Voices that options give are not checked; see `check_plans`.
    """
    plan = _plan(request)
    check_trusted(*plan.grounds)
    check_publishing(plan.settings)
    return plan


def check_plans(plans: Sequence[Plan]) -> None:
    """Raise `InputError` for a voice that an option gives to somebody who speaks in none of these plans."""
    check_given_voices([(plan.script, plan.settings) for plan in plans])


def check_trusted(request: Request, settings: Settings, file: Path | None, cast: Cast) -> None:
    """Raise `TrustError` where the settings were found, not named, and ask for what a stranger may not.

    They may send no text away, read no key and use no file outside their folder.
    """
    check_speakers_trusted(request, settings, file, cast)
    if file is not None and file != request.settings_file:
        check_wishes(file, of_files(settings, file))


def check_speakers_trusted(request: Request, settings: Settings, file: Path | None, cast: Cast) -> None:
    """Raise as `check_trusted` does, for what speaking alone needs."""
    if file is not None and file != request.settings_file:
        named = {voice.partition(":")[0] for voice in request.voices.values()}
        named.add(str(request.options.get("engine")))
        voices = [member.voice for member in cast.members if member.reason != "option"]
        fallback = fallback_voice(settings, "en")  # whatever it would speak
        check_wishes(file, of_voices([*voices, *filter(None, [fallback])], named, file))


def _plan(request: Request) -> Plan:
    script, settings, file = read_request(request)
    if not script.turns:
        raise InputError(f"{request.source.name}: There is nothing to speak in it.")
    if why := for_machines(script):
        raise ScriptError(why, source=request.source.name)
    script = with_narration(script, settings)
    try:
        cast = cast_script(script, settings, catalogue())
    except VoiceError as error:
        raise VoiceError(f"{request.source.name}: {error}") from error
    plain = without_marks(script)
    asked = {turn.number for turn in request.only.turns_of(plain)}
    segments = segment_script(script, cast, settings.pronunciations, asked)
    read = input_file("settings", file) if file else None
    draft = _is_draft(cast, effective_settings(file))
    return Plan(request, plain, settings, file, cast, segments, read, draft)


def _is_draft(cast: Cast, show: Settings) -> bool:
    """Tell whether an option, and not the settings of the show, has a lesser engine speak somebody."""
    asked = (member.voice.engine for member in cast.members if member.reason in ("option", "automatic"))
    return any(engine != show.engine and for_drafts(engine) for engine in asked)

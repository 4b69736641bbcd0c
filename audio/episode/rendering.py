"""The way from a plan to an episode, read from top to bottom."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from audio.episode.consent import sending
from audio.episode.outcome import Episode
from audio.episode.planning import Plan, check_speakers_trusted, check_trusted
from audio.episode.stages import BY_ITSELF, SILENT, Speaking, Stage, Watcher, through
from audio.mix import Programme, Score, Timeline, lay_out, master, read_score, sound_of
from audio.publish import (
    InputFile,
    Published,
    check_places,
    check_publishing,
    input_file,
    labels_for,
    publish,
)
from audio.script import Script
from audio.speech import (
    Order,
    Progress,
    Take,
    check_allowed,
    longest_first,
    obtain_voices,
    speak_segments,
    stand_ins,
    takes_in_use,
    unspoken,
)
from audio.tasks import Workers, give_back, workers


@dataclass(frozen=True, slots=True)
class Spoken:
    """An episode that is spoken, and yet to be mixed."""

    plan: Plan
    target: Path
    timeline: Timeline
    inputs: tuple[InputFile, ...]
    began: float
    """When it was asked for, by the monotonic clock."""


@takes_in_use()
def render_episode(plan: Plan, target: Path, how: Speaking = BY_ITSELF) -> Episode:
    """Speak a plan, mix and master it, and write it under the name of `target`, with its companions.

    Raises `ConsentError` where text would leave the machine that `how` does not allow, `ModelFileError`,
    `SpeechError` where a segment could not be spoken, `MixError`, `PublishError`; finished takes are kept and
    nothing is half-written. Before that, `InputError` for pictures or a key that cannot be used.
    """
    return finish_episode(speak_episode(plan, target, how), how.watch)


def speak_episode(plan: Plan, target: Path, how: Speaking = BY_ITSELF) -> Spoken:
    """Do all that comes before mixing. Raises what `render_episode` raises."""
    began = time.monotonic()
    check_trusted(*plan.grounds)
    check_places(target, plan.settings)
    check_publishing(plan.settings)
    made = _spoken(plan, how)
    return Spoken(plan, target, made["timeline"], made["inputs"], began)


def finish_episode(spoken: Spoken, watch: Watcher = SILENT) -> Episode:
    """Mix, master and publish what is spoken. Raises what `render_episode` raises."""
    given = {"plan": spoken.plan, "timeline": spoken.timeline, "inputs": spoken.inputs}
    with workers() as hands:
        made = through(FINISHING, {**given, "target": spoken.target, "watch": watch}, hands)
    takes = tuple(event.take for event in spoken.timeline.events)
    return Episode(spoken.plan, made["files"], takes, time.monotonic() - spoken.began)


def _programme(timeline: Timeline, plan: Plan, watch: Watcher) -> Programme:
    watch.on_stage("mixing")
    give_back()
    return master(timeline, plan.settings.loudness)


def _files(
    programme: Programme, plan: Plan, target: Path, inputs: tuple[InputFile, ...], watch: Watcher
) -> Published:
    watch.on_stage("encoding")
    give_back()
    return publish(programme, _titled(plan), plan.settings, target, inputs)


def _titled(plan: Plan) -> Script:
    """Give the script with the title that its files have: a draft's says that it is one."""
    if not plan.draft:
        return plan.script
    title = plan.script.title or plan.request.source.stem
    return replace(plan.script, title=f"{title} ({labels_for(plan.script.language)['draft']})")


def spoken_timeline(plan: Plan, how: Speaking = BY_ITSELF) -> Timeline:
    """Speak a plan and put the takes in their places. Raises what `render_episode` may raise."""
    check_trusted(*plan.grounds)
    timeline: Timeline = _spoken(plan, how)["timeline"]
    return timeline


def _spoken(plan: Plan, how: Speaking) -> dict[str, Any]:
    """Go through the stages of speaking; music is known to be readable before a text is sent anywhere."""
    stages: tuple[Stage, ...] = SPEAKING
    if sending(plan):
        stages = tuple(
            replace(each, needs=(*each.needs, "score")) if each.name == "takes" else each for each in stages
        )
    with workers() as hands:
        return through(stages, {"plan": plan, "how": how, "hands": hands}, hands)


def _score(plan: Plan) -> Score:
    return read_score(plan.settings.music, plan.settings.output.sample_rate)


def _timeline(plan: Plan, takes: Sequence[Take], score: Score) -> Timeline:
    return lay_out(takes, plan.script, plan.settings.pauses, plan.settings.output.sample_rate, score)


def _takes(
    plan: Plan, how: Speaking, hands: Workers, check: Callable[[], None], *_: Score
) -> tuple[Take, ...]:
    """Speak; what other stages fail at ends it, and each new take is measured while the next are spoken."""

    class Beside(Watcher):
        on_bytes, on_stage = how.watch.on_bytes, how.watch.on_stage

        def on_progress(self, spoken: Progress) -> None:
            check()
            if not spoken.cached:
                hands.submit(sound_of, spoken.take)
            how.watch.on_progress(spoken)

    return spoken_takes(plan, replace(how, watch=Beside()))


def spoken_takes(plan: Plan, how: Speaking = BY_ITSELF, order: Order = longest_first) -> tuple[Take, ...]:
    """Give a take of every segment, with the model files of all voices that have yet to speak.

    Nothing is fetched where all takes are cached. Raises what `render_episode` may raise.
    """
    check_speakers_trusted(*plan.grounds)
    check_allowed(plan.segments, plan.fallback, how.allow)
    fetch_voices(plan, how.watch)
    how.watch.on_stage("speaking")
    return speak_segments(
        plan.segments,
        slots=how.slots,
        progress=how.watch.on_progress,
        fallback=plan.fallback,
        allow=how.allow,
        order=order,
        away=how.away and how.away.for_episode(plan.script.date),
    )


def fetch_voices(plan: Plan, watch: Watcher = SILENT) -> None:
    """Have the model files of every voice that has yet to speak, or that another stands in for.

    Raises `ModelFileError` where one cannot be had.
    """
    pending = unspoken(plan.segments)
    wanted: dict[str, set[str]] = {}
    instead = [segment for segment in plan.segments if stand_ins([segment.voice])]
    for segment in (*pending, *instead):
        wanted.setdefault(segment.voice.engine, set()).add(segment.voice.name)
    if pending and plan.fallback:
        wanted.setdefault(plan.fallback.engine, set()).add(plan.fallback.name)
    for engine, voices in wanted.items():
        obtain_voices(engine, sorted(voices), watch.on_bytes)


def _inputs(plan: Plan) -> tuple[InputFile, ...]:
    """Give the files that an episode is made of, for its manifest; script and settings as they were read."""
    show, music, source = plan.settings.show, plan.settings.music, plan.request.source
    tracks = (music.intro, music.outro, music.sting, music.bed)
    named: list[tuple[str, Path | None]] = [
        ("cover", show.cover),
        *(("picture", details.image) for details in plan.settings.chapters.details.values()),
        *(("music", track.path) for track in tracks),
    ]
    others = (input_file(role, path) for role, path in named if path is not None)
    path = source.path.as_posix() if source.path else source.name
    read = filter(None, [InputFile("script", path, source.sha256), plan.settings_read, plan.kept])
    return (*read, *dict.fromkeys(others))


SPEAKING = (
    Stage("inputs", ("plan",), _inputs),
    Stage("score", ("plan",), _score),
    Stage("takes", ("plan", "how", "hands", "check"), _takes, here=True),
    Stage("timeline", ("plan", "takes", "score"), _timeline),
)
"""How an episode is spoken."""
FINISHING = (
    Stage("programme", ("timeline", "plan", "watch"), _programme, here=True),
    Stage("files", ("programme", "plan", "target", "inputs", "watch"), _files, here=True),
)
"""How it is finished."""

"""What the command line does, for programs; `from audio import …` gives all of it.

Every function takes an interview as a path (`str` or `os.PathLike`), as an `http://` or `https://` address,
as `-` for standard input, or as a `Source` that was opened before. Keywords say how it becomes an episode:

- `settings`: a settings file instead of the `voices.yaml` that would be found;
- `options`: settings by dotted name that go before the file's, such as `{"engine": "hibari"}`;
- `voices`: voices by speaker that go before the file's, such as `{"Ada Stone": "kokoro:bf_emma"}`;
- `labels`: what says who speaks in the text, and nothing else, such as `("Host", "Guest")`.

All errors are `audio.errors.VivavoceError`; its sentence is for a person.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

from audio.check import Check, check_request
from audio.episode import (
    SILENT,
    Episode,
    Plan,
    Preview,
    Request,
    Speaking,
    Wanted,
    Watcher,
    check_plans,
    only_turns,
    plan_episode,
    plan_to_publish,
    preview,
    preview_name,
    read_request,
    render_episode,
    targets_for,
    with_kept_takes,
)
from audio.script import Script
from audio.source import Source, open_source
from audio.speech import NOTHING, Allow
from audio.tasks import Machines

Name = str | os.PathLike[str]
Given = Name | Source
_NONE: Mapping[str, Any] = {}
logger = logging.getLogger(__name__)


def read(
    source: Given,
    *,
    settings: Name | None = None,
    options: Mapping[str, Any] = _NONE,
    voices: Mapping[str, str] = _NONE,
    labels: Sequence[str] = (),
) -> Script:
    """Read who says what.

    >>> script = read("talk.md")
    >>> [(turn.speaker, turn.text) for turn in script.turns]
    [('Ada Stone', 'Who winds the clock?'), ('Ben Wray', 'I do. It sulks otherwise.')]

    Raises `InputError` where the interview or its settings cannot be used, `PageError` for an address that
    does not answer.
    """
    script, _, _ = read_request(_request(source, settings, options, voices, labels))
    return script


def check_reading(
    source: Given,
    *,
    settings: Name | None = None,
    options: Mapping[str, Any] = _NONE,
    voices: Mapping[str, str] = _NONE,
    labels: Sequence[str] = (),
) -> Check:
    """Say what a render would do: who speaks, what is not spoken, what is said otherwise, what is unsure.

    >>> found = check_reading("talk.md")
    >>> [(who.speaker, who.words) for who in found.speakers], found.gap
    ([('Ada Stone', 4), ('Ben Wray', 5)], None)

    `gap` is where the proof of completeness fails, None where every word has its place; lengths are estimated
    seconds. Raises what `read` raises.
    """
    return check_request(_request(source, settings, options, voices, labels))


def plan(
    source: Given,
    *,
    settings: Name | None = None,
    options: Mapping[str, Any] = _NONE,
    voices: Mapping[str, str] = _NONE,
    labels: Sequence[str] = (),
) -> Plan:
    """Decide everything before a word is spoken: script, settings, cast, segments.

    >>> [(member.speaker, member.voice.engine) for member in plan("talk.md").cast.members]
    [('Ada Stone', 'tone'), ('Ben Wray', 'tone')]

    Raises what `read` raises, `ScriptError` where there is nothing to speak, and `InputError` for a voice
    that nobody has or that is given to somebody who does not speak.
    """
    return plan_episode(_request(source, settings, options, voices, labels))


def render(  # noqa: PLR0913 - each is the caller's choice
    source: Given | Plan,
    output: Name = "out",
    *,
    settings: Name | None = None,
    options: Mapping[str, Any] = _NONE,
    voices: Mapping[str, str] = _NONE,
    labels: Sequence[str] = (),
    allow: Allow = NOTHING,
    watch: Watcher = SILENT,
    cluster: str | None = None,
) -> Episode:
    """Make the episode of an interview, or of a plan: in the folder `output`, or as the sound file so named.

    >>> episode = render("talk.md")
    >>> episode.file.name, episode.figures["turns"], round(episode.figures["lufs"], 1)
    ('talk.mp3', 2, -16.0)

    Where `options` or `voices` ask for an engine for drafts, it is `talk.draft.mp3`, beside the episode.
    `allow` says what may leave the machine: nothing, unless `Allow(online=True)` or `Allow(paid=True)` is
    given. `watch` hears how far it is. `cluster` is the address of a Dask scheduler whose workers speak, or
    `local`; a worker that is not used is told as a warning to the log. Raises what `plan` raises;
    `ConsentError` where a voice would send text that `allow` does not cover, before any is sent;
    `ModelFileError`, `SpeechError`, `MixError` and `PublishError`; `VivavoceError` where the cluster cannot
    be used. Nothing is left half-written, and takes that were finished are kept.
    """
    if not isinstance(source, Plan):
        source = plan_to_publish(_request(source, settings, options, voices, labels))
        check_plans([source])
    (target,) = targets_for([source], Path(output))
    planned = with_kept_takes(source, target)
    with _machines(cluster, planned) as away:
        return render_episode(planned, target, Speaking(allow, watch, away))


def preview_turns(  # noqa: PLR0913 - each is the caller's choice
    source: Given | Plan,
    turns: int | str,
    output: Name = "out/previews",
    *,
    settings: Name | None = None,
    options: Mapping[str, Any] = _NONE,
    voices: Mapping[str, str] = _NONE,
    labels: Sequence[str] = (),
    allow: Allow = NOTHING,
    watch: Watcher = SILENT,
) -> Preview:
    """Speak a turn (`7`), or a few (`"2,4-6"`, `"5-"`, a name), into a WAV file in the folder `output`.

    >>> heard = preview_turns("talk.md", 2)
    >>> heard.file.name, [turn.speaker for turn in heard.turns]
    ('talk.turn-2.wav', ['Ben Wray'])

    `seconds` is its length. Raises what `render` raises, and `InputError` where there is no such turn.
    """
    wanted = Wanted(str(turns))
    if not isinstance(source, Plan):
        source = plan_episode(replace(_request(source, settings, options, voices, labels), only=wanted))
    chosen = only_turns(source, wanted)
    return preview(chosen, Path(output) / f"{preview_name(chosen)}.wav", allow=allow, watch=watch)


def _machines(address: str | None, planned: Plan) -> AbstractContextManager[Machines | None]:
    if address is None:
        return nullcontext()
    from audio.cluster import cluster  # noqa: PLC0415 - seldom needed, and comes with an extra

    return cluster(address, planned.voices, logger.warning)


def _request(
    source: Given,
    settings: Name | None,
    options: Mapping[str, Any],
    voices: Mapping[str, str],
    labels: Sequence[str],
) -> Request:
    opened = source if isinstance(source, Source) else open_source(source)
    return Request(opened, None if settings is None else Path(settings), options, voices, tuple(labels))

"""What is to be built: every interview looked at, and those that changed planned, in order of their dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from audio.cast import AudioFormat, Companion
from audio.check import CHARACTERS_A_SECOND
from audio.episode import Plan, Request, plan_to_publish, with_kept_takes
from audio.errors import TrustError, VivavoceError
from audio.show.folder import Interview, ShowFolder
from audio.show.manifests import (
    Manifest,
    changed_inputs,
    comes_out_the_same,
    formats_of,
    missing_file,
    read_manifest,
)
from audio.show.summaries import read_summary
from audio.source import Source, open_source
from audio.speech import unspoken
from audio.tasks import in_order, kept, workers
from audio.version import __version__

NEEDED: tuple[Companion, ...] = ("chapters", "vtt", "transcript", "page", "manifest")
"""Files of an episode that the feed and the site are made of."""


@dataclass(frozen=True, slots=True)
class Build:
    """An episode that is to be made."""

    interview: Interview
    why: str
    """A clause, such as `the interview changed`."""
    plan: Plan
    target: Path


@dataclass(frozen=True, slots=True)
class Failed:
    """An interview of which no episode could be made."""

    interview: Interview
    error: Exception
    stands: bool
    """Whether the episode of an earlier build is still there."""


@dataclass(frozen=True, slots=True)
class Todo:
    """What a build has to do."""

    builds: tuple[Build, ...]
    """In order of their dates; those without one last."""
    standing: tuple[Interview, ...]
    """Those of which nothing changed."""
    failed: tuple[Failed, ...]


@dataclass(frozen=True, slots=True)
class _Looked:
    """An interview with what it was made into the last time."""

    interview: Interview
    source: Source | None
    stands: bool
    """Whether there is an episode of it."""
    why: str
    """Why it is built; empty where nothing changed."""
    sure: bool
    """Whether it is certain that it comes out otherwise."""
    error: Exception | None = None


def plan_builds(
    show: ShowFolder,
    *,
    also: tuple[AudioFormat, ...] = (),
    everything: bool = False,
    ask: Callable[[Callable[[], Plan]], Plan] = lambda call: call(),
) -> Todo:
    """Look at every interview, and plan those that changed since the last build.

    An interview is built where the bytes of its file, or of a file that it is made with, have another digest
    than its manifest says, or where one of its own files is missing. Where the settings changed, or a page on
    the web, it is read and cast, and built only if it would be heard or shown otherwise. `also` are formats
    beside those of the settings; with `everything` nothing counts as unchanged. `ask` is given each planning
    as a call, and may ask somebody to trust a folder. What fails is in the result, except `TrustError`.
    """
    look = partial(_look, show, formats_of(show.settings, also))
    with workers() as hands:
        looked = list(in_order(hands, look, show.interviews))
    builds: list[Build] = []
    standing: list[Interview] = []
    failed: list[Failed] = []
    for each in looked:
        if not each.why and not each.error and not everything:
            standing.append(each.interview)
            continue
        try:
            build = _build(show, each, also, ask, everything=everything)
        except TrustError:
            raise
        except Exception as error:  # whatever it is, the others are built
            failed.append(Failed(each.interview, error, each.stands))
            continue
        if build:
            builds.append(build)
        else:
            standing.append(each.interview)
    builds.sort(key=lambda build: (build.plan.script.date or dt.date.max, build.interview.name))
    return Todo(tuple(builds), tuple(standing), tuple(failed))


def _look(show: ShowFolder, formats: Sequence[str], interview: Interview) -> _Looked:
    """Compare an interview with its manifest, by digests alone."""
    summary = read_summary(show.out, interview.name)
    try:
        source = open_source(interview.given)
    except VivavoceError as error:
        return _Looked(interview, None, summary is not None, "", sure=True, error=error)
    if summary is None:
        return _Looked(interview, source, stands=False, why="it is new", sure=True)
    manifest = summary.manifest
    if gone := missing_file(show.out, manifest, tuple(formats)):
        return _Looked(interview, source, stands=True, why=gone, sure=True)
    (script,) = [each["sha256"] for each in manifest["inputs"] if each["role"] == "script"]
    if source.sha256 != script:
        return _Looked(
            interview, source, stands=True, why="the interview changed", sure=source.path is not None
        )
    roles = changed_inputs(show.out, interview.name, manifest)
    if had_settings(manifest) != (show.settings_file is not None):
        roles.append("settings")
    if roles:
        told = f"the {'settings' if 'settings' in roles else roles[0]} changed"
        return _Looked(interview, source, stands=True, why=told, sure=set(roles) != {"settings"})
    return _Looked(interview, None, stands=True, why="", sure=True)


def had_settings(manifest: Manifest) -> bool:
    """Tell whether an episode was made with a settings file."""
    return any(each["role"] == "settings" for each in manifest["inputs"])


def _build(
    show: ShowFolder,
    looked: _Looked,
    also: tuple[AudioFormat, ...],
    ask: Callable[[Callable[[], Plan]], Plan],
    *,
    everything: bool,
) -> Build | None:
    """Plan an episode; None where it would come out as it is."""
    if looked.error:
        raise looked.error
    source, name = looked.source or open_source(looked.interview.given), looked.interview.name
    call = partial(planned, show, looked.interview, source, also)
    manifest = None if looked.sure or everything else read_manifest(show.out, name)
    if manifest is not None:
        made_from = (show.settings_file and show.settings_file.read_bytes(), source.sha256, manifest)

        def verdict() -> bytes:
            return b"same" if comes_out_the_same(ask(call), manifest, show.out) else b"other"

        if kept(("build", __version__, *made_from), verdict) == b"same":
            return None
    plan = ask(call)
    target = show.out / f"{name}.{plan.settings.output.formats[0]}"
    return Build(looked.interview, looked.why or "everything is built", with_kept_takes(plan, target), target)


def planned(
    show: ShowFolder, interview: Interview, source: Source, also: tuple[AudioFormat, ...] = ()
) -> Plan:
    """Plan the episode of an interview of a show, with the files that feed and site need.

    One without a title is called like its file. Raises what `plan_to_publish` raises.
    """
    cover: tuple[Companion, ...] = () if show.settings.show.cover else ("cover",)
    files = tuple(dict.fromkeys((*show.settings.output.files, *NEEDED, *cover)))
    options = {"output.files": files, "output.formats": formats_of(show.settings, also)}
    plan = plan_to_publish(Request(source, options=options, show=show.folder))
    return replace(plan, script=replace(plan.script, title=plan.script.title or interview.title))


def estimated(build: Build) -> dict[str, Any]:
    """Give what a build makes and takes: date, length of the episode, and how much of it is yet to be spoken.

    Lengths are seconds, estimated from the text.
    """
    plan = build.plan
    new = unspoken(plan.segments)
    return {
        "date": plan.script.date.isoformat() if plan.script.date else None,
        "seconds": round(sum(len(each.spoken) for each in plan.segments) / CHARACTERS_A_SECOND, 1),
        "seconds_new": round(sum(len(each.spoken) for each in new) / CHARACTERS_A_SECOND, 1),
        "takes_new": len(new),
    }

"""Where an episode goes."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from pathlib import Path

from audio.episode.planning import Plan
from audio.errors import InputError
from audio.source import Source, readable

AUDIO_SUFFIXES = (".mp3", ".m4a", ".opus", ".flac", ".wav")
"""Endings by which an output names a file and not a folder."""


def target_for(source: Source, folder: Path, *, draft: bool = False) -> Path:
    """Give where an episode goes: its source's name with `.mp3` in `folder`; `interview.mp3` for a pipe.

    A draft has a name of its own, `interview.draft.mp3`, so that it takes no master's place.
    """
    return folder / f"{source.stem}{'.draft' if draft else ''}.mp3"


def targets_for(plans: Sequence[Plan], output: Path) -> list[Path]:
    """Give every plan a place of its own in the folder `output`; for one plan, `output` may be a sound file.

    Raises `InputError` where two would meet, or where `output` is neither.
    """
    check_output(output, AUDIO_SUFFIXES)
    if output.suffix.lower() in AUDIO_SUFFIXES:
        return [_named(plans, output)]
    targets: list[Path] = []
    taken: dict[str, str] = {}
    for plan in plans:
        source = plan.request.source
        target = target_for(source, output, draft=plan.draft).with_suffix(
            f".{plan.settings.output.formats[0]}"
        )
        name = target.with_suffix("").as_posix().casefold()
        if name in taken:
            raise InputError(
                f"{source.name} and {taken[name]} would both become {target}: render them apart."
            )
        taken[name] = source.name
        targets.append(target)
    return targets


def _named(plans: Sequence[Plan], output: Path) -> Path:
    if len(plans) > 1:
        raise InputError(
            f"--output {output} is one file, and {len(plans)} scripts were given: name a folder."
        )
    asked = plans[0].request.options.get("output.formats")
    if asked and output.suffix.lower()[1:] not in asked:
        raise InputError(f"--output {output} is none of --format {','.join(asked)}: leave one of them out.")
    return output


def check_output(output: Path, endings: Sequence[str] = ()) -> None:
    """Raise `InputError` where `output` is called like a sound file, and is none of `endings`, or no UTF-8.

    It would become a folder of that name otherwise, and nobody means one by `talk.ogg`.
    """
    ending = Path(readable(str(output))).suffix.lower()
    kind, _ = mimetypes.guess_type(f"sound{ending}")
    if ending in endings or output.is_dir() or not (kind or "").startswith(("audio/", "video/")):
        return
    files = f", or a file that ends in {', '.join(endings)}" if endings else ""
    raise InputError(f"--output {output} ends in {ending}: name a folder{files}.")

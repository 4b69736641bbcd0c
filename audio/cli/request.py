"""The options that say how a script is rendered, and the request they make."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, TypeVar

import click

from audio.cli.options import remark
from audio.episode import Plan, Request, check_output
from audio.errors import InputError
from audio.source import open_source
from audio.tasks import Machines

Command = TypeVar("Command", bound=Callable[..., Any])


def folder_option(text: str, folder: str = "out") -> Callable[[Command], Command]:
    """Give the option --output for a folder, with its help and which it is where none is named."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path(folder),
        show_default=True,
        metavar="FOLDER",
        callback=_folder,
        help=text,
    )


def settings_file_option(command: Command) -> Command:
    """Add the option that names the settings file."""
    return click.option(
        "--settings",
        type=click.Path(path_type=Path, dir_okay=False, exists=True),
        metavar="FILE",
        help="Settings instead of the voices.yaml that would be found.",
    )(command)


def allow_local_option(command: Command) -> Command:
    """Add the option that lets SCRIPT be an address of this machine or of a private network."""
    return click.option(
        "--allow-local", is_flag=True, help="SCRIPT may be an address in this machine or a private network."
    )(command)


def settings_options(command: Command) -> Command:
    """Add the options that override the settings file; `request_for` takes them in."""
    for option in (
        allow_local_option,
        click.option(
            "--chapters",
            type=click.Choice(["auto", "question", "heading", "none"]),
            help="Where chapters begin.",
        ),
        click.option(
            "--loudness",
            metavar="LUFS",
            help="Integrated loudness in LUFS, such as -16, or apple, spotify, ebu or acx.",
        ),
        click.option(
            "--voice",
            "voices",
            multiple=True,
            metavar="NAME=VOICE",
            help="Voice of one speaker, such as 'Ada=kokoro:bf_emma'; may be repeated.",
        ),
        click.option("--engine", metavar="NAME", help="Engine that speaks everybody, such as hibari."),
        click.option(
            "--labels",
            metavar="NAMES",
            callback=_parted,
            help="What says who speaks in the text, and nothing else, such as 'Host,Guest'.",
        ),
        settings_file_option,
    ):
        command = option(command)
    return command


def output_options(command: Command) -> Command:
    """Add the options that say which files a script becomes; `request_for` takes them in."""
    for option in (
        click.option(
            "--sign-cert",
            type=click.Path(dir_okay=False),
            metavar="FILE",
            help="Certificate of that key and those above it, PEM.",
        ),
        click.option(
            "--sign-key",
            type=click.Path(dir_okay=False),
            metavar="FILE",
            help="Private key, PEM, that signs the mp3, m4a and wav with a C2PA manifest.",
        ),
        click.option(
            "--sample-rate",
            type=click.Choice(["44100", "48000"]),
            help="Hz of the audio; opus is always 48000.",
        ),
        click.option(
            "--bitrate", type=int, metavar="KB/S", help="Bit rate of mp3, m4a and opus, such as 128."
        ),
        click.option(
            "--files",
            metavar="NAMES",
            callback=_parted,
            help="What is written beside the audio, such as chapters,vtt,notes; or all.",
        ),
        click.option(
            "--format",
            "formats",
            metavar="NAMES",
            callback=_parted,
            help="Audio formats: mp3, m4a, opus, flac, wav; several with commas.",
        ),
    ):
        command = option(command)
    return command


def cluster_option(command: Command) -> Command:
    """Add --cluster, which `machines` takes."""
    return click.option(
        "--cluster",
        metavar="ADDRESS",
        callback=_cluster,
        help="Have a Dask cluster speak: its scheduler, such as tcp://scheduler:8786, or local.",
    )(command)


def machines(cluster: str | None, plans: Sequence[Plan]) -> AbstractContextManager[Machines | None]:
    """Have the cluster that was asked for speak plans while the block lasts; None where none was.

    Raises `VivavoceError` where it cannot be used.
    """
    if cluster is None or not plans:
        return nullcontext()
    from audio.cluster import cluster as at  # noqa: PLC0415 - seldom needed

    context = click.get_current_context()

    def tell(sentence: str) -> None:  # in whatever thread
        with context.scope(cleanup=False):
            remark(sentence)

    return at(cluster, [voice for plan in plans for voice in plan.voices], tell)


def request_for(source: str | Path, overrides: Mapping[str, Any]) -> Request:
    """Make a request of a script and the values of `settings_options`.

    `-` is read from standard input, and an address that begins with http:// or https:// is fetched.
    """
    options = {
        "engine": overrides["engine"],
        "loudness.target": overrides["loudness"],
        "chapters.by": overrides["chapters"],
        "output.formats": overrides.get("formats"),
        "output.files": overrides.get("files"),
        "output.bitrate": overrides.get("bitrate"),
        "output.sample_rate": _number(overrides.get("sample_rate")),
        "signing.key": overrides.get("sign_key"),
        "signing.certificate": overrides.get("sign_cert"),
    }
    voices = dict(map(_speaker_voice, overrides["voices"]))
    opened = open_source(source, allow_local=bool(overrides["allow_local"]))
    return Request(opened, overrides["settings"], options, voices, overrides.get("labels") or ())


def _cluster(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        from audio.cluster import lacking_cluster  # noqa: PLC0415 - seldom needed

        if problem := lacking_cluster(value):
            raise InputError(problem)
    return value


def _folder(_: click.Context, __: click.Parameter, value: Path) -> Path:
    check_output(value)
    return value


def _parted(_: click.Context, __: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    """Part names at commas; None where the option was not given."""
    return None if value is None else tuple(name.strip() for name in value.split(",") if name.strip())


def _number(value: str | None) -> int | None:
    return None if value is None else int(value)


def _speaker_voice(written: str) -> tuple[str, str]:
    """Part `Name=engine:voice`."""
    name, equals, voice = (part.strip() for part in written.rpartition("="))
    if not (name and equals and voice):
        raise InputError(f"--voice {written!r} is not NAME=VOICE: write --voice 'Ada=kokoro:bf_emma'.")
    return name, voice

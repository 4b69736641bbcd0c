"""`vivavoce voices`: the catalogue, the cast and the settings file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.table import Table

from audio.cast import SETTINGS_NAME, CastMember, VoiceEntry, find_settings, set_voice, settings_schema
from audio.cli.options import (
    debug_option,
    json_option,
    print_json,
    print_table,
    quiet_option,
    remark,
    remark_doubts,
)
from audio.cli.request import request_for, settings_options
from audio.episode import plan_episode
from audio.preview import play, preview_line
from audio.speech import catalogue, engine_names


@click.group(invoke_without_command=True)
@click.pass_context
def voices(ctx: click.Context) -> None:
    """List voices, show who has which and why, and change it.

    Without a command it lists the catalogue.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_voices)


@voices.command("list")
@click.option("--engine", metavar="NAME", help="Only voices of this engine.")
@click.option("--language", metavar="TAG", help="Only voices of this language, such as en or pt-BR.")
@json_option
@debug_option
def list_voices(engine: str | None = None, language: str | None = None, as_json: bool = False) -> None:  # noqa: FBT001, FBT002 - click's
    """List every voice with its engine, language, gender and grade."""
    entries = [entry for entry in catalogue() if _matches(entry, engine, language)]
    if as_json:
        print_json([_entry_row(entry) for entry in entries])
        return
    table = Table("voice", "language", "gender", "grade", "files", box=None, pad_edge=False)
    for entry in entries:
        table.add_row(
            str(entry),
            entry.language,
            entry.gender,
            entry.grade or "-",
            "here" if entry.ready else "to fetch",
        )
    print_table(table)


@voices.command("cast")
@click.argument("script", type=click.Path(path_type=Path))
@settings_options
@json_option
@quiet_option
@debug_option
def show_cast(script: Path, as_json: bool, **overrides: object) -> None:  # noqa: FBT001 - click's
    """Show who gets which voice in SCRIPT, and why."""
    plan = plan_episode(request_for(script, overrides))
    remark_doubts(plan.script)
    for warning in plan.cast.warnings:
        remark(warning)
    if as_json:
        print_json([_member_row(member) for member in plan.cast.members])
        return
    table = Table("speaker", "voice", "speed", "gain", "pan", "why", box=None, pad_edge=False)
    for member in plan.cast.members:
        voice = member.voice
        table.add_row(
            member.speaker,
            str(voice),
            f"{voice.speed:g}",
            f"{voice.gain_db:+g} dB",
            f"{voice.pan:+g}",
            member.why,
        )
    print_table(table)


@voices.command("set")
@click.argument("speaker")
@click.argument("voice")
@click.option("--speed", type=float, metavar="FACTOR", help="Speaking rate, 0.5 to 2.")
@click.option("--gain", type=float, metavar="DB", help="Louder or softer than the others, -12 to 12 dB.")
@click.option("--pan", type=float, metavar="PLACE", help="From -1 (left) to 1 (right).")
@click.option(
    "--alias",
    "aliases",
    multiple=True,
    metavar="LABEL",
    help="Another label of this speaker; may be repeated.",
)
@click.option(
    "--settings",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="File to edit instead of ./voices.yaml.",
)
@quiet_option
@debug_option
def set_speaker(
    speaker: str,
    voice: str,
    speed: float | None,
    gain: float | None,
    pan: float | None,
    aliases: tuple[str, ...],
    settings: Path | None,
) -> None:
    """Give SPEAKER a VOICE (engine:name) in voices.yaml; comments are kept.

    Use Narrator for the narrator. The file is made where there is none.
    """
    file = settings or find_settings(Path(SETTINGS_NAME)) or Path(SETTINGS_NAME)
    name = set_voice(
        file, speaker, voice, speed=speed, gain=gain, pan=pan, aliases=aliases, catalogue=catalogue()
    )
    remark(f"{file}: {name} now has {voice}.")


@voices.command("say")
@click.argument("text")
@click.option("--voice", metavar="VOICE", help="engine:name; without it, the narrator's.")
@click.option("--language", metavar="TAG", help="Language of TEXT, such as es; without it, the voice's own.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("out/said.wav"),
    show_default=True,
    metavar="FILE",
    help="WAV file to write.",
)
@click.option("--play/--no-play", "playing", default=True, help="Play it, where there is a sound device.")
@click.option(
    "--settings",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="Settings instead of ./voices.yaml.",
)
@quiet_option
@debug_option
def say(
    text: str,
    voice: str | None,
    language: str | None,
    output: Path,
    playing: bool,  # noqa: FBT001 - click's
    settings: Path | None,
) -> None:
    """Speak one line of TEXT at once, with the pronunciations of voices.yaml.

    The quick way to hear a name, or a pronunciation that was just written.
    """
    file = settings or find_settings(Path(SETTINGS_NAME))
    said = preview_line(text, output, voice=voice, language=language, settings_file=file)
    click.echo(said.file)
    if playing and not play(said.file):
        remark("Not played: this machine has no sound device, or no program that plays WAV files.")


@voices.command("schema")
@debug_option
def print_schema() -> None:
    """Print the JSON Schema of voices.yaml, for editors."""
    print_json(settings_schema())


def _matches(entry: VoiceEntry, engine: str | None, language: str | None) -> bool:
    tag = entry.language.lower()
    asked = (language or "").lower()
    offered = entry.engine in engine_names() if engine is None else entry.engine == engine
    return offered and (not asked or tag == asked or tag.startswith(f"{asked}-"))


def _entry_row(entry: VoiceEntry) -> dict[str, Any]:
    return {
        "voice": str(entry),
        "engine": entry.engine,
        "name": entry.name,
        "language": entry.language,
        "gender": entry.gender,
        "grade": entry.grade or None,
        "ready": entry.ready,
    }


def _member_row(member: CastMember) -> dict[str, Any]:
    voice = member.voice
    return {
        "speaker": member.speaker,
        "voice": str(voice),
        "speed": voice.speed,
        "gain": voice.gain_db,
        "pan": voice.pan,
        "reason": member.reason,
        "why": member.why,
    }

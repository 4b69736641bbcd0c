"""`vivavoce voices`: the catalogue, the cast and the settings file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from audio.cast import (
    CastMember,
    find,
    find_role,
    listed,
    near_name,
    people_in,
    set_voice,
    settings_schema,
    unset_voice,
)
from audio.cli.consent import trusting
from audio.cli.options import (
    debug_option,
    json_option,
    language_option,
    no_such_command,
    print_json,
    print_table,
    quiet_option,
    remark,
    remark_doubts,
)
from audio.cli.request import request_for, settings_options
from audio.cli.voices.auditions import audition_voices
from audio.cli.voices.governing import edited_options, governing, named_in
from audio.cli.voices.lists import list_voices
from audio.episode import Plan, plan_episode, play, preview_line
from audio.errors import InputError
from audio.script import NARRATOR
from audio.speech import Allow, catalogue


class VoicesGroup(click.Group):
    """The commands in the order of use."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Give the names."""
        return ["list", "cast", "audition", "set", "unset", "say", "schema"]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for a name that is none, say which ones there are."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            no_such_command(ctx, args[0], self.list_commands(ctx))
        return super().resolve_command(ctx, args)


@click.group(cls=VoicesGroup, invoke_without_command=True)
@debug_option
@click.pass_context
def voices(ctx: click.Context) -> None:
    """List voices, show who has which and why, hear them, and change it.

    Without a command it lists the catalogue.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_voices)


voices.add_command(list_voices)
voices.add_command(audition_voices)


@voices.command("cast")
@click.argument("script")
@click.option("--save", is_flag=True, help="Write the automatic choices into the settings of SCRIPT.")
@settings_options
@json_option
@quiet_option
@debug_option
def show_cast(script: str, as_json: bool, save: bool, **overrides: object) -> None:  # noqa: FBT001 - click's
    """Show who gets which voice in SCRIPT, and why; with --save, keep the cast in voices.yaml."""
    plan = plan_episode(request_for(script, overrides))
    remark_doubts(plan.script)
    for warning in plan.cast.warnings:
        remark(warning)
    if save:
        _save(plan)
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


def _save(plan: Plan) -> None:
    """Write the voices that were chosen into the settings file that holds, or a new one beside the script."""
    file = plan.settings_file or governing(plan.request.source.path)
    chosen = [member for member in plan.cast.members if member.reason == "automatic"]
    for member in chosen:
        name = find_role(plan.script, plan.settings, member.speaker).name
        set_voice(file, name, str(member.voice), catalogue=catalogue())
    kept = listed([member.speaker for member in chosen]) if chosen else "nobody: every voice was set before"
    remark(f"{file}: it now has the voices of {kept}.")


@voices.command("set", short_help="Give SPEAKER a VOICE in voices.yaml.")
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
@edited_options
@quiet_option
@debug_option
def set_speaker(
    speaker: str,
    voice: str,
    settings: Path | None,
    script: Path | None,
    **changes: Any,
) -> None:
    """Give SPEAKER a VOICE (engine:name) in voices.yaml; comments are kept.

    Use Narrator for the narrator. The file is made where there is none. With --script it is the file that
    governs that script, and SPEAKER has to speak in it.
    """
    file = settings or governing(script)
    known = people_in(file)
    name = set_voice(file, named_in(script, settings, speaker), voice, catalogue=catalogue(), **changes)
    remark(f"{file}: {name} now has {find(catalogue(), voice)}.{_unknown(name, known, script)}")


def _unknown(name: str, known: Sequence[str], script: Path | None) -> str:
    """Say of a name that is new in a settings file that it may be a slip; a script's own are none."""
    if name in (*known, NARRATOR) or (script is not None and script.is_file()):
        return ""
    near = near_name(name, known)
    meant = f" Did you mean {near}, who stands there too?" if near else ""
    return f" {name} is new there: --script SCRIPT tells whether anybody is called that.{meant}"


@voices.command("unset", short_help="Take SPEAKER's voice out of voices.yaml.")
@click.argument("speaker")
@edited_options
@quiet_option
@debug_option
def unset_speaker(speaker: str, settings: Path | None, script: Path | None) -> None:
    """Take SPEAKER's voice out of voices.yaml, so that one is chosen again; everything else is kept."""
    file = settings or governing(script)
    name = unset_voice(file, named_in(script, settings, speaker))
    remark(f"{file}: {name} has no voice there any more; one is chosen.")


@voices.command("say", short_help="Speak one line of TEXT at once.")
@click.argument("text")
@click.option("--voice", metavar="VOICE", help="engine:name; without it, the narrator's.")
@language_option("Language of TEXT, such as es; without it, the voice's own.")
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
    if output.suffix.lower() != ".wav":
        raise InputError(f"--output {output} is written as WAV: let its name end in .wav.")
    agreed = Allow(online=True, paid=True)  # whoever writes a line to hear wants it sent
    said = trusting(
        lambda: preview_line(
            text, output, voice=voice, language=language, settings_file=settings, allow=agreed
        )
    )
    click.echo(said.file)
    if playing and not play(said.file):
        remark("Not played: this machine has no sound device, or no program that plays WAV files.")


@voices.command("schema")
@debug_option
def print_schema() -> None:
    """Print the JSON Schema of voices.yaml, for editors."""
    print_json(settings_schema())


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

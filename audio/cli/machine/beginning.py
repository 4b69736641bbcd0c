"""`vivavoce init`: a voices.yaml to begin with, which explains itself."""

from __future__ import annotations

import json
import re
import sys
from importlib.resources import files
from pathlib import Path

import click

from audio.cast import SETTINGS_NAME, SpeakerSettings, find_role, set_setting, set_voice
from audio.cli.options import debug_option, quiet_option, remark
from audio.episode import Plan, Request, plan_episode
from audio.errors import InputError, SettingsError
from audio.files import write_text
from audio.script import NARRATOR
from audio.source import open_source
from audio.speech import catalogue
from audio.speech import engine as find_engine


@click.command()
@click.argument(
    "folder", type=click.Path(path_type=Path, file_okay=False), default=Path(), metavar="[FOLDER]"
)
@click.option("--title", metavar="TEXT", help="Name of the podcast.")
@click.option("--script", metavar="SCRIPT", help="A first script: whoever speaks in it gets a voice to keep.")
@click.option("--engine", metavar="NAME", help="Engine that speaks everybody, such as espeak.")
@quiet_option
@debug_option
def init(folder: Path, title: str | None, script: str | None, engine: str | None) -> None:
    """Write a voices.yaml into FOLDER, or here: every setting is in it, with what it does.

    On a terminal it asks for the podcast's name and, without --script, for people and their voices.
    """
    file = folder / SETTINGS_NAME
    if file.exists():
        raise InputError(f"{file} is there already: edit it, or give voices with `vivavoce voices set`.")
    # The script is read first: one that cannot be used leaves no file behind.
    plan = plan_episode(Request(open_source(script), options={"engine": engine})) if script else None
    if engine:
        find_engine(engine)
    asking = sys.stdin.isatty()
    if title is None and asking:
        title = _asked("Name of the podcast")
    folder.mkdir(parents=True, exist_ok=True)
    write_text(file, _explained(title or "", engine, plan.script.language if plan else "en"))
    if plan:
        _take_over(plan, file)
    elif asking:
        _ask_for_people(file)
    remark(f"{file} is written; it explains itself.")
    if plan and plan.settings_file:
        remark(f"What {plan.settings_file} says of people and words is in it; the rest of that is not.")


def _take_over(plan: Plan, file: Path) -> None:
    """Write who has which voice, and what the settings that hold so far say of people and words."""
    settings, entries = plan.settings, catalogue()
    voices = {find_role(plan.script, settings, who.speaker).name: str(who.voice) for who in plan.cast.members}
    people = {NARRATOR: settings.narrator, **settings.speakers}
    for name in dict.fromkeys([*voices, *settings.speakers]):
        who = people.get(name, SpeakerSettings())
        given = who.model_dump(exclude_defaults=True) | {"voice": voices.get(name, who.voice)}
        if isinstance(who.speed, tuple):
            given["speed"] = "-".join(f"{end:g}" for end in who.speed)
        section = ("narrator",) if name == NARRATOR else ("speakers", name)
        for key, value in given.items():
            set_setting(file, (*section, key), value, catalogue=entries)
    for word, said in settings.pronunciations.items():
        set_setting(file, ("pronunciations", word), said)


def _explained(title: str, engine: str | None, language: str) -> str:
    """Give the file that teaches every setting, with what is known of the podcast in it."""
    text = (files("audio.cli.machine") / SETTINGS_NAME).read_text("utf-8")
    if title:  # a string of JSON is one of YAML
        text = text.replace("  title:\n", f"  title: {json.dumps(title, ensure_ascii=False)}\n")
    if engine:
        text = text.replace("\nengine: kokoro\n", f"\nengine: {engine}\n")
        text = re.sub(r"^  (voice: kokoro:)", r"  # \1", text, flags=re.MULTILINE)
    if not language.startswith("en"):  # what it says at the end is English
        text = re.sub(r"^  (outro: >-\n)    ", r"  # \1  #   ", text, flags=re.MULTILINE)
    return text


def _ask_for_people(file: Path) -> None:
    """Ask for one person after the other; whoever gets no voice is left to be cast."""
    while name := _asked("Who speaks? (nobody else: Enter)"):
        while voice := _asked(f"Voice of {name}, such as kokoro:bf_emma (one that fits: Enter)"):
            if _given(file, name, voice):
                break


def _asked(question: str) -> str:
    return str(click.prompt(question, default="", show_default=False, err=True)).strip()


def _given(file: Path, name: str, voice: str) -> bool:
    """Give somebody a voice; where that cannot be, say why and give False."""
    try:
        set_voice(file, name, voice, catalogue=catalogue())
    except SettingsError as error:
        click.echo(error, err=True)
        return False
    return True

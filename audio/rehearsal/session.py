"""The walk through a script: at which turn, in whose voices. It draws nothing and reads no key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from audio.cast import (
    SETTINGS_NAME,
    CastMember,
    VoiceEntry,
    candidates,
    find_role,
    find_settings,
    set_voice,
)
from audio.episode import Plan, Request, Wanted, only_turns, plan_episode, target_for, with_kept_takes
from audio.script import Turn
from audio.source import open_source
from audio.speech import catalogue, how_said

Read = Callable[[Mapping[str, str]], Plan]
"""Gives the plan of a script as it and its settings are now, with these voices by speaker before theirs."""


def reader_of(request: Request, episodes: Path) -> Read:
    """Give what reads a request anew; `episodes` is the folder in which its takes are kept."""

    def read(voices: Mapping[str, str]) -> Plan:
        source = open_source(request.source.name) if request.source.path else request.source
        plan = plan_episode(replace(request, source=source, voices={**request.voices, **voices}))
        return with_kept_takes(plan, target_for(source, episodes, draft=plan.draft))

    return read


@dataclass(slots=True)
class Session:
    """A script that somebody walks through."""

    read: Read
    plan: Plan
    at: int = 0
    """Index of the turn."""
    chosen: dict[str, str] = field(default_factory=dict)
    """Voices that are chosen and not yet saved, by speaker."""
    _said: dict[int, tuple[Plan, tuple[tuple[str, str], ...]]] = field(default_factory=dict)
    """What was found to be said otherwise, by turn, and in which plan."""

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The turns, the show's own among them."""
        return self.plan.script.turns

    @property
    def turn(self) -> Turn:
        """The turn that somebody is at."""
        turns = self.turns
        return turns[min(self.at, len(turns) - 1)]

    @property
    def place(self) -> int:
        """Its index; the last while a shorter script is taken in beside."""
        return min(self.at, len(self.turns) - 1)

    @property
    def member(self) -> CastMember:
        """Who speaks it, with the voice and why."""
        return next(each for each in self.plan.cast.members if each.speaker == self.turn.speaker)

    @property
    def settings_file(self) -> Path:
        """The settings that govern the script, or those to make beside it."""
        path = self.plan.request.source.path or Path(SETTINGS_NAME)
        return self.plan.settings_file or find_settings(path) or path.parent / SETTINGS_NAME

    def go(self, turns: int) -> None:
        """Go so many turns on, or back, as far as there are any."""
        self.at = min(max(self.at + turns, 0), len(self.turns) - 1)

    def alone(self) -> Plan:
        """Give a plan of the turn and nothing else."""
        return only_turns(self.plan, Wanted(str(self.turn.number)))

    def otherwise(self) -> tuple[tuple[str, str], ...]:
        """Give what of the turn is said otherwise than written, and how words are that have two readings."""
        plan, number = self.plan, self.turn.number
        known = self._said.get(number)
        if known is None or known[0] is not plan:
            said = how_said(plan.script, plan.cast, plan.settings.pronunciations, (number,))
            choices = ((choice.word, f"/{choice.ipa}/") for choice in said.choices)
            known = self._said[number] = (plan, (*said.otherwise(), *choices))
        return known[1]

    def in_voice(self, voice: str) -> Plan:
        """Give a plan of the turn with another voice of its speaker. Raises as `plan_episode` does."""
        number = str(self.turn.number)
        return only_turns(self.read({**self.chosen, self.turn.speaker: voice}), Wanted(number))

    def voices(self) -> tuple[VoiceEntry, ...]:
        """Give voices for the turn's speaker: the present one, those that suit best, then the others.

        They are of the engine that speaks now, and of the script's language.
        """
        plan, entries, voice = self.plan, catalogue(), self.member.voice
        present = (entry for entry in entries if str(entry) == str(voice))
        best = candidates(plan.script, plan.settings, entries, self.turn.speaker)
        language = plan.script.language.partition("-")[0]
        same = (one for one in entries if one.engine == voice.engine and one.language.startswith(language))
        return tuple({str(entry): entry for entry in (*present, *best, *same)}.values())

    def choose(self, voice: str) -> None:
        """Give the turn's speaker a voice, which counts until it is saved or the walk ends."""
        chosen = {**self.chosen, self.turn.speaker: voice}
        self.plan = self.read(chosen)
        self.chosen = chosen

    def save(self) -> tuple[str, ...]:
        """Write the chosen voices into the settings that govern the script; give whose they are.

        Raises `SettingsError` or `PublishError` where that cannot be done; what is not written stays chosen.
        """
        file, saved = self.settings_file, list[str]()
        for speaker, voice in tuple(self.chosen.items()):
            name = find_role(self.plan.script, self.plan.settings, speaker).name
            saved.append(set_voice(file, name, voice, catalogue=catalogue()))
            del self.chosen[speaker]
        self.read_again()
        return tuple(saved)

    def read_again(self) -> None:
        """Read script and settings as they are now, and stay at the turn, wherever it is.

        Raises `InputError` where they cannot be used; then all stays as it was.
        """
        turn, plan = self.turn, self.read(self.chosen)
        same = [at for at, each in enumerate(plan.script.turns) if each.text == turn.text]
        self.at = min(same, key=lambda at: abs(at - self.at), default=self.at)
        self.plan = plan
        self.go(0)

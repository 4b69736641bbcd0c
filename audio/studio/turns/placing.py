"""A turn as it stands among the others: by itself it can be planned, spoken and looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from audio.cast import Cast, Settings, cast_script
from audio.episode import Plan, Request
from audio.errors import InputError
from audio.script import Script
from audio.source import Source
from audio.speech import Saying, catalogue, how_said, segment_script, without_marks
from audio.studio.document import Document
from audio.studio.sitting import Sitting


@dataclass(frozen=True, slots=True)
class Standing:
    """A turn with what stands around it, and how all of it is said."""

    script: Script
    number: int
    """The turn's, in that script."""
    cast: Cast
    settings: Settings
    settings_file: Path | None
    name: str

    def plan(self) -> Plan:
        """Plan the turn alone. Raises `VoiceError`."""
        segments = segment_script(self.script, self.cast, self.settings.pronunciations, (self.number,))
        turns = tuple(turn for turn in self.script.turns if turn.number == self.number)
        alone = without_marks(replace(self.script, turns=turns, chapters=()))
        request = Request(Source(self.name, b"", Path(self.name)))
        return Plan(request, alone, self.settings, self.settings_file, self.cast, segments)

    def saying(self) -> Saying:
        """Tell how it will be said. Raises `VoiceError`."""
        return how_said(self.script, self.cast, self.settings.pronunciations, (self.number,))


def standing(sitting: Sitting, name: str) -> Standing:
    """Give a turn as it stands among the others. Raises `VivavoceError`."""
    with sitting.lock:
        script, number = _around(sitting.document, name)
        cast, settings, file = sitting.cast, sitting.settings, sitting.governing.file
    if any(turn.speaker not in {who.speaker for who in cast.members} for turn in script.turns):
        cast = cast_script(script, settings, catalogue())  # a turn that is only kept, of somebody else
    return Standing(script, number, cast, settings, file, str(sitting.about.script))


def _around(document: Document, name: str) -> tuple[Script, int]:
    """Give a script of a turn with its neighbours, and the turn's number in it."""
    at = document.place(name)
    if at is None:
        raise InputError("That turn is not there any more: it was joined to another or taken out.")
    entries = document.entries
    before = next((one for one in reversed(entries[:at]) if one.spoken), None)
    after = next((one for one in entries[at + 1 :] if one.spoken), None)
    some = tuple(one for one in (before, replace(entries[at], spoken=True), after) if one is not None)
    return replace(document, entries=some).script(), 1 + (before is not None)

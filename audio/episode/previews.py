"""One turn, or a few, as a sound file of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from audio.cast import SETTINGS_NAME, Voice, cast_script, effective_settings, find_settings
from audio.episode.planning import Plan, Request
from audio.episode.playing import Hear
from audio.episode.rendering import spoken_takes
from audio.episode.selection import runs
from audio.episode.stages import SILENT, Speaking, Watcher
from audio.errors import InputError
from audio.files import check_writable
from audio.media import versions
from audio.mix import RATE, RoomTone, Timeline, lay_out, master
from audio.publish import write_wav
from audio.script import NARRATOR, Lines, Paragraph, Script, Turn
from audio.script.direction import as_marks, taken_off
from audio.source import Source
from audio.speech import (
    NOTHING,
    Allow,
    Progress,
    Take,
    as_heard,
    catalogue,
    clause_starts,
    hasten,
    segment_script,
    sentence_starts,
    takes_in_use,
    unspoken,
)

QUICK = 45
"""Characters of a first piece that is there soon, some three seconds: fewer are no quicker, since Kokoro says
what is shorter after another sentence."""
_SHORTEST, _LONGEST = 20, 56
"""Characters of a first piece where there is a choice: enough to be heard while the next is spoken, and no
longer to speak by half again than one that is there soon."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What was spoken."""

    file: Path
    """WAV, at the loudness of an episode."""
    turns: tuple[Turn, ...]
    seconds: float


def preview_name(plan: Plan) -> str:
    """Give what a preview of these turns is called, without an ending: `talk.turn-3-5`, `talk.turn-2+4-6`."""
    return f"{plan.request.source.stem}.turn-{runs([turn.number for turn in plan.script.turns])}"


@takes_in_use()
def preview(
    plan: Plan, target: Path, *, allow: Allow = NOTHING, watch: Watcher = SILENT, hear: Hear | None = None
) -> Preview:
    """Speak the turns of a plan into the WAV file `target`. Raises whatever a render may raise.

    `hear` is given the sound as soon as it is spoken, before the whole is mastered: first a sentence or a
    clause, then take after take, each as loud as an episode.
    """
    check_writable(target)
    if hear:
        plan, takes = hear_turns(plan, hear, allow=allow, watch=watch)
    else:
        takes = spoken_takes(plan, Speaking(allow, watch))
    timeline = lay_out(takes, plan.script, plan.settings.pauses)
    write_wav(master(timeline, plan.settings.loudness), target)
    return Preview(target, plan.script.turns, timeline.length / timeline.rate)


@takes_in_use()
def hear_turns(
    plan: Plan, hear: Hear, *, allow: Allow = NOTHING, watch: Watcher = SILENT
) -> tuple[Plan, tuple[Take, ...]]:
    """Speak the turns of a plan and let each piece be heard as soon as those before it were.

    First comes a sentence or a clause, then take after take, each as loud as an episode. Gives the takes, and
    the plan by which they were spoken. Raises whatever a render may raise, and what `hear` raises.
    """
    voices = {segment.voice: None for segment in unspoken(plan.segments)}
    threading.Thread(target=_get_ready, args=(voices, plan), name="vivavoce-hastening").start()
    plan = _begun_quickly(plan)
    return plan, spoken_takes(plan, Speaking(allow, _Listening(watch, plan, hear)), as_heard)


def _get_ready(voices: Iterable[Voice], plan: Plan) -> None:
    """Load what speaks, and behind it what a take goes through before it is heard."""
    hasten(voices)
    versions()
    RoomTone(plan.settings.loudness.room_tone, RATE, channels=1)


class _Listening(Watcher):
    """Passes on everything, and the sound of takes as soon as those before them are there."""

    def __init__(self, watch: Watcher, plan: Plan, hear: Hear) -> None:
        self._watch, self._plan, self._hear = watch, plan, hear
        self._waiting = [segment.number for segment in plan.segments]
        self._there: dict[int, Take] = {}
        self.on_bytes, self.on_stage = watch.on_bytes, watch.on_stage  # type: ignore[method-assign]

    def on_progress(self, spoken: Progress) -> None:
        """Let a take be heard, and those after it that are there already."""
        self._there[spoken.segment.number] = spoken.take
        while self._waiting and self._waiting[0] in self._there:
            self._let_hear(self._there.pop(self._waiting.pop(0)))
        self._watch.on_progress(spoken)

    def _let_hear(self, take: Take) -> None:
        if not take.length:
            return
        alone = heard_alone(self._plan, take)
        gain = np.float32(10 ** (take.segment.voice.gain_db / 20))
        for block in master(alone, self._plan.settings.loudness).blocks():
            self._hear(block * gain, alone.rate)


def heard_alone(plan: Plan, take: Take) -> Timeline:
    """Give a take of a plan with the pause behind it, as `hear_turns` lets it be heard; as loud as all."""
    pauses = plan.settings.pauses
    after = getattr(pauses, take.segment.pause_after)
    level = replace(
        take.segment, voice=replace(take.segment.voice, gain_db=0.0)
    )  # else it would be made up for
    around = pauses.model_copy(update={"start": 0.0, "end": after})
    return lay_out([replace(take, segment=level)], plan.script, around)


def _begun_quickly(plan: Plan) -> Plan:
    """Part the first segment after a sentence or clause, where it is long and has yet to be spoken.

    What follows the first piece is parted once more where it is long: two are spoken at once, and the second
    is to be there before the first was heard.
    """
    first = plan.segments[0]
    spoken = first.spoken
    starts = sorted({*sentence_starts(spoken), *clause_starts(spoken)})
    cut = _quickest(starts)
    directed = first.directions or first.shapes  # which stand at places of the whole
    if not cut or directed or len(spoken) < _LONGEST + _SHORTEST or not unspoken([first]):
        return plan
    next_cut = min((at for at in starts if cut + 2 * QUICK <= at <= len(spoken) - QUICK), default=len(spoken))
    borders = sorted({0, cut, next_cut, len(spoken)})
    texts = [spoken[start:end].rstrip() for start, end in pairwise(borders)]
    parts = [replace(first, written=text, spoken=text, pause_after="sentence") for text in texts]
    parts[-1] = replace(parts[-1], pause_after=first.pause_after)
    pieces = enumerate((*parts, *plan.segments[1:]), 1)
    return replace(plan, segments=tuple(replace(one, number=at) for at, one in pieces))


def _quickest(starts: Iterable[int]) -> int:
    """Give where to cut so that the first piece is soon there; 0 where there is no such place."""
    later = min((at for at in starts if at >= QUICK), default=0)
    sooner = max((at for at in starts if _SHORTEST <= at < QUICK), default=0)
    return sooner if sooner and not 0 < later <= _LONGEST else later


def preview_line(
    text: str, target: Path, *, voice: str | None = None, language: str | None = None,
    settings_file: Path | None = None, allow: Allow = NOTHING, watch: Watcher = SILENT,
) -> Preview:  # fmt: skip
    """Speak one line into the WAV file `target`, as its marks direct and the settings pronounce it.

    Without `voice` (engine:name) it is the narrator's; without `language` (BCP 47) it is the voice's own;
    without `settings_file` the settings are those of the working folder.
    Raises `InputError` where the line has nothing that can be said, and whatever a render may raise.
    """
    read = taken_off(as_marks(" ".join(text.split())))
    if not any(map(str.isalnum, read.text)):
        raise InputError(f"There is nothing to say in {text!r}: write a word or a sentence.")
    entries = catalogue()
    voices = {NARRATOR: voice} if voice else {}
    file = settings_file or find_settings(Path(SETTINGS_NAME))
    settings = effective_settings(file, voices=voices, catalogue=entries)
    wanted = settings.narrator.voice
    own = next((entry.language for entry in entries if str(entry) == wanted), "en")
    turn = Turn(1, NARRATOR, (Paragraph(read.text, Lines(1, 1), directions=read.directions),), narration=True)
    script = Script("", (turn,), language=language or own)
    cast = cast_script(script, settings, entries)
    segments = segment_script(script, cast, settings.pronunciations)
    request = Request(Source(text, text.encode()), settings_file, voices=voices)
    return preview(Plan(request, script, settings, file, cast, segments), target, allow=allow, watch=watch)

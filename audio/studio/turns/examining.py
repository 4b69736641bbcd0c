"""Examining: how every turn stands and what is doubtful in it, worked out beside everything else.

An edit is answered at once, and what has to be read and looked up for it follows as events: first of the
turns that were just changed, then of all others.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from audio.errors import sentence_of
from audio.speech import Take, takes_there
from audio.studio.attention import Attention
from audio.studio.document import Entry
from audio.studio.events import Events
from audio.studio.sitting import Sitting
from audio.studio.turns.findings import Finding, finding_row, of_document, of_failure, of_takes, of_words
from audio.studio.turns.placing import standing

State = Literal["new", "waiting", "speaking", "spoken", "stale", "doubtful", "failed"]
_CHARACTERS_A_SECOND = 16.0
_TELLING = 0.25
"""Seconds between two events with turns."""
_BREATH = 0.001
"""Seconds of rest behind each turn, so that whoever asks is answered meanwhile."""
_MOST_REST = 0.3
"""Seconds of rest while somebody asks again and again."""


@dataclass(frozen=True, slots=True)
class Known:
    """How a turn stands."""

    state: State = "new"
    why: str = ""
    seconds: float | None = None
    """Of its sound; None where it is not spoken."""
    take: int = 1
    said: tuple[tuple[str, str], ...] = ()
    """What is said otherwise than it is written: both."""
    words: tuple[Finding, ...] = ()
    sound: tuple[Finding, ...] = ()
    examined: object = None
    """What it was read from: where that is the same, so is what will be said."""


class Examiner:
    """Looks at turns in a thread of its own."""

    def __init__(self, events: Events, attention: Attention) -> None:
        self._events, self._attention = events, attention
        self._changing = threading.Condition()
        self._wanted: OrderedDict[tuple[str, str], Sitting] = OrderedDict()
        self._known: dict[tuple[str, str], Known] = {}
        self._failures: dict[tuple[str, str], str] = {}
        self._waiting: set[tuple[str, str]] = set()
        self._told: dict[str, list[dict[str, Any]]] = {}
        self._ending = False
        self._thread = threading.Thread(target=self._run, name="vivavoce-examining", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Look at nothing more."""
        with self._changing:
            self._ending = True
            self._changing.notify()
        self._thread.join(5)

    def want(self, sitting: Sitting, names: Iterable[str], *, soon: bool = True) -> None:
        """Have turns looked at; soon, or after everything else."""
        with self._changing:
            for name in names:
                key = (sitting.about.id, name)
                self._wanted[key] = sitting
                self._wanted.move_to_end(key, last=not soon)
            self._changing.notify()

    def known(self, sitting: Sitting, name: str) -> Known:
        """Give how a turn stands, as far as that is known."""
        return self._known.get((sitting.about.id, name), _UNKNOWN)

    def changed(self, sitting: Sitting, entries: Iterable[Entry]) -> None:
        """Note that turns were changed: what was spoken of them is so no more, until it is looked at."""
        names = [entry.id for entry in entries]
        for name in names:
            key = (sitting.about.id, name)
            self._failures.pop(key, None)
            if (was := self._known.get(key)) and was.state in ("spoken", "doubtful", "stale"):
                self._known[key] = replace(was, state="stale", why="", seconds=None, sound=())
        self.want(sitting, reversed(names))

    def failed(self, sitting: Sitting, name: str, sentence: str) -> None:
        """Note that a turn could not be spoken."""
        self._failures[sitting.about.id, name] = sentence
        self.want(sitting, [name])

    def waiting(self, sitting: Sitting, names: Iterable[str]) -> None:
        """Note which turns are going to be spoken, and no others."""
        before = {key for key in self._waiting if key[0] == sitting.about.id}
        now = {(sitting.about.id, name) for name in names}
        self._waiting = (self._waiting - before) | now
        self.want(sitting, [name for _, name in before | now])

    def findings(self, sitting: Sitting) -> list[dict[str, Any]]:
        """Give what is to be looked at in a script, in order; a name once, where it comes first."""
        with sitting.lock:
            document, near_misses = sitting.document, sitting.governing.near_misses
        names = [entry.id for entry in document.entries if entry.spoken]
        found: dict[str, Finding] = {}
        for name in names:
            known = self.known(sitting, name)
            for finding in (*known.sound, *known.words):
                found.setdefault(finding.id, finding)
        found |= {
            finding.id: finding for finding in of_document(document, near_misses, sitting.keeper.doubts)
        }
        return [finding_row(one, sitting.about.id) for one in found.values()]

    def _run(self) -> None:
        looked: dict[str, tuple[Sitting, list[str]]] = {}
        told = time.monotonic()
        while True:
            with self._changing:
                if not self._wanted and not looked:
                    self._changing.wait_for(lambda: self._wanted or self._ending)
                if self._ending:
                    return
                key, sitting = self._wanted.popitem(last=False) if self._wanted else (("", ""), None)
            if sitting is not None:
                self._look(sitting, key)
                looked.setdefault(key[0], (sitting, []))[1].append(key[1])
                time.sleep(_BREATH)
                end = time.monotonic() + _MOST_REST
                while self._attention.wanted and time.monotonic() < end and not self._ending:
                    time.sleep(0.01)
            if looked and (sitting is None or time.monotonic() - told >= _TELLING):
                for sat, names in looked.values():
                    self._tell(sat, names)
                looked, told = {}, time.monotonic()

    def _tell(self, sitting: Sitting, names: list[str]) -> None:
        rows = [{"id": name, **state_row(self.known(sitting, name))} for name in dict.fromkeys(names)]
        self._events.publish("turns", {"script": sitting.about.id, "turns": rows})
        findings = self.findings(sitting)
        if self._told.get(sitting.about.id) != findings:
            self._told[sitting.about.id] = findings
            self._events.publish("findings", {"script": sitting.about.id, "findings": findings})

    def _look(self, sitting: Sitting, key: tuple[str, str]) -> None:
        was = self._known.get(key, _UNKNOWN)
        try:
            self._known[key] = self._looked(sitting, key, was)
        except Exception as error:  # the turn fails, the thread goes on
            self._known[key] = replace(was, state="failed", why=sentence_of(error), seconds=None)

    def _looked(self, sitting: Sitting, key: tuple[str, str], was: Known) -> Known:
        with sitting.lock:
            at = sitting.document.place(key[1])
            if at is None:
                return was
            entry = sitting.document.entries[at]
        around = standing(sitting, entry.id)
        plan = around.plan()
        takes = takes_there(plan.segments)
        voice, settings = around.cast.voice_of(entry.turn.speaker), around.settings
        pronunciations = tuple(settings.pronunciations.items())
        grounds = (entry.turn.paragraphs, voice.engine, voice.language, pronunciations)
        now = was
        if was.examined != grounds:
            saying = around.saying()
            now = replace(was, examined=grounds, said=saying.otherwise(), words=of_words(entry, saying))
        failure = self._failures.get(key, "")
        state, why = _state(takes, [bool(one.spoken) for one in plan.segments], was.state)
        if failure:
            state, why = "failed", failure
        elif key in self._waiting and state in ("new", "stale"):
            state = "waiting"
        seconds = None
        if all(take or not one.spoken for take, one in zip(takes, plan.segments, strict=True)):
            seconds = round(sum(_length(take, settings) for take in takes if take), 3)
        return replace(
            now, state=state, why=why, seconds=seconds,
            take=plan.segments[0].take if plan.segments else 1,
            sound=(*of_failure(entry, failure), *of_takes(entry, takes)),
        )  # fmt: skip


_UNKNOWN = Known()


def _state(takes: tuple[Take | None, ...], spoken: list[bool], was: State) -> tuple[State, str]:
    there = [take for take, said in zip(takes, spoken, strict=True) if said]
    if all(there):
        flaws = [flaw.detail for take in there if take for flaw in take.flaws]
        return ("doubtful", "; ".join(flaws)) if flaws else ("spoken", "")
    known = any(there) or was in ("spoken", "doubtful", "stale")
    return ("stale" if known else "new"), ""


def _length(take: Take, settings: Any) -> float:
    pause: float = getattr(settings.pauses, take.segment.pause_after)
    return take.length / take.rate + pause


def state_row(known: Known) -> dict[str, Any]:
    """Give how a turn stands as the page has it."""
    return {
        "state": known.state,
        "why": known.why,
        "seconds": known.seconds,
        "take": known.take,
        "said": [{"written": before, "spoken": after} for before, after in known.said],
    }

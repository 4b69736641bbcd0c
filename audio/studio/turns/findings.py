"""Findings: what somebody should look at before an episode is made, each with one way to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from audio.cast import listed
from audio.script import turn_text
from audio.speech import Saying, Take
from audio.studio.document import Document, Doubts, Entry

_MOST_NOT_SPOKEN = 200
Kind = Literal["doubt", "name", "heteronym", "take", "failed", "settings", "not_spoken"]


@dataclass(frozen=True, slots=True)
class Fix:
    """What mends it: a request that the page makes."""

    label: str
    path: str
    """Behind the script's own address."""
    body: dict[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at."""

    id: str
    """The same for as long as it is the same thing."""
    kind: Kind
    turn: str | None
    text: str
    fix: Fix | None
    word: str = ""
    """The word that it is about, where it is about one."""


def of_words(entry: Entry, saying: Saying) -> tuple[Finding, ...]:
    """Give what is unsure in how a turn will be said: names that are a guess, heteronyms."""
    return (*_names(entry, saying), *_heteronyms(entry, saying))


def _names(entry: Entry, saying: Saying) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            f"name:{unsure.name.name}", "name", entry.id,
            f"Nobody can say surely how {unsure.name.name} is said; it will be {unsure.name.respelling}.",
            Fix(f"Keep {unsure.name.respelling}", "pronunciations", {
                "word": unsure.name.name, "scope": "episode",
                "say": f"{unsure.name.respelling} /{unsure.name.ipa}/",
            }),
            unsure.name.name,
        )
        for unsure in saying.unsure
    )  # fmt: skip


def _heteronyms(entry: Entry, saying: Saying) -> tuple[Finding, ...]:
    text = turn_text(entry.turn)
    found: list[Finding] = []
    for choice in saying.choices:
        marked = re.sub(
            rf"(?<![\w\[]){re.escape(choice.word)}(?![\w|])", f"[{choice.word}|/{choice.ipa}/]", text, count=1
        )
        if choice.sure == "doubtful" and marked != text:
            edit = {"kind": "text", "turn": entry.id, "text": marked}
            told = f"{choice.word} may be said in two ways; it will be /{choice.ipa}/."
            fix = Fix(f"Keep /{choice.ipa}/", "edits", {"edit": edit})
            found.append(
                Finding(f"heteronym:{entry.id}:{choice.word}", "heteronym", entry.id, told, fix, choice.word)
            )
    return tuple(found)


def of_takes(entry: Entry, takes: tuple[Take | None, ...]) -> tuple[Finding, ...]:
    """Give what may be wrong with how a turn was spoken."""
    details = [flaw.detail for take in takes if take is not None for flaw in take.flaws]
    if not details:
        return ()
    fix = Fix("Speak it in other ways", f"turns/{entry.id}/retake", {})
    told = f"It may not sound right: {listed(details)}."
    return (Finding(f"take:{entry.id}", "take", entry.id, told, fix),)


def of_failure(entry: Entry, sentence: str) -> tuple[Finding, ...]:
    """Give why a turn could not be spoken."""
    return (Finding(f"failed:{entry.id}", "failed", entry.id, sentence, None),) if sentence else ()


def of_document(
    document: Document, near_misses: Iterable[tuple[str, str]], doubts: Doubts
) -> Iterator[Finding]:
    """Give what is to be looked at besides: the reading, names in the settings, what is not spoken."""
    there = {None, *(entry.id for entry in document.entries)}
    for number, (turn, told) in enumerate(doubts):
        if turn in there:
            yield Finding(f"doubt:{number}", "doubt", turn, told, None)
    for speaker, meant in near_misses:
        told = f"The settings name {meant}, who does not speak here. Did you mean {speaker}?"
        fix = Fix(f"{meant} is {speaker}", "cast", {"speaker": speaker, "known_as": meant})
        yield Finding(f"settings:{meant}", "settings", None, told, fix)
    left_out = [item for item in document.head.dropped if item.reason != "heading"]
    for number, item in enumerate(left_out[:_MOST_NOT_SPOKEN]):
        yield Finding(f"not_spoken:{number}", "not_spoken", None, f"{item.reason}: {item.text}", None)


def finding_row(finding: Finding, script: str) -> dict[str, Any]:
    """Give a finding as the page has it."""
    fix = finding.fix
    return {
        "id": finding.id, "kind": finding.kind, "turn": finding.turn, "text": finding.text,
        "word": finding.word,
        "fix": None if fix is None else {
            "label": fix.label,
            "request": {"method": "POST", "path": f"/api/scripts/{script}/{fix.path}", "body": fix.body},
        },
    }  # fmt: skip

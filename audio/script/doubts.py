"""Readings that may be wrong, each in a sentence with its line."""

from __future__ import annotations

from collections.abc import Sequence

from audio.script.convention import Convention
from audio.script.people import People
from audio.script.values import Doubt, Turn

_LONG_RUN = 12


def find_doubts(turns: Sequence[Turn], convention: Convention, people: People) -> tuple[Doubt, ...]:
    """Give what a person should look at before rendering."""
    doubts: list[Doubt] = []
    if not convention.has_conversation and turns:
        doubts.append(Doubt("No labels were found, so that the narrator reads everything.", turns[0].line))
    if convention.changes and len(people.names) < 2:
        doubts.append(
            Doubt("A mark says that the speaker changes, not who speaks; two were taken to alternate.", 1)
        )
    for name in people.names:
        own = [turn for turn in turns if turn.speaker == name and not turn.narration]
        if len(own) == 1 and len(people.names) > 2 and own[0].label and len(own[0].label.split()) == 1:
            doubts.append(
                Doubt(f"{own[0].label!r} is labelled only once and was read as a speaker.", own[0].line)
            )
    for turn in turns:
        if turn.label is None and not turn.narration:
            sentence = f"No label stands here; the text was read as an answer by {turn.speaker}."
            doubts.append(Doubt(sentence, turn.line))
        elif len(turn.paragraphs) > _LONG_RUN and not turn.narration:
            many = len(turn.paragraphs)
            doubts.append(
                Doubt(
                    f"{turn.speaker} says {many} paragraphs in a row; a label may lack among them.", turn.line
                )
            )
    return tuple(sorted(doubts, key=lambda doubt: doubt.line))

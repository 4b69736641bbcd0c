"""A show of forty small interviews of our own: conversations of the wardrobe, cut short, in many dresses."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from conversation import Conversation
from dress import Dress
from wardrobe import pairs, put_on

COUNT = 40
_TURNS = 3


def forty() -> list[tuple[str, bytes]]:
    """Give names and contents of files: every conversation in turn, each in a dress that no other wears."""
    fitting: dict[str, list[tuple[Dress, Conversation]]] = {}
    for dress, conversation in pairs():
        if _is_plain(dress, conversation):
            fitting.setdefault(conversation.name, []).append((dress, conversation))
    worn: set[str] = set()
    found: list[tuple[str, bytes]] = []
    for part in range(COUNT):
        for own in fitting.values():
            free = next((pair for pair in own if pair[0].dress not in worn), None)
            if free and len(found) < COUNT:
                worn.add(free[0].dress)
                dressed = put_on(free[0], _short(free[1], part))
                found.append((f"{2021 + len(found) % 4}/{len(found):02d} {dressed.name}", dressed.data))
    return found


def _is_plain(dress: Dress, conversation: Conversation) -> bool:
    """Tell whether a pair is open, English, text of some kind, and whole with a few turns."""
    ours = conversation.language == "en" and not conversation.held and not dress.held
    return ours and dress.suffix in (".txt", ".md", ".html") and "long" not in dress.needs


def _short(conversation: Conversation, part: int) -> Conversation:
    """Give some turns of a conversation, as one of several parts of it."""
    turns = conversation.turns[_TURNS * part : _TURNS * (part + 1)] or conversation.turns[:_TURNS]
    date = (dt.date.fromisoformat(conversation.date) + dt.timedelta(weeks=part)).isoformat()
    return replace(conversation, title=f"{conversation.title}, part {part + 1}", turns=turns, date=date)


def put(folder: Path) -> list[Path]:
    """Put the forty into a folder."""
    places = []
    for name, data in forty():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        places.append(place)
    return places

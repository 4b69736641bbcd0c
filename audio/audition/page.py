"""A page of cards, each a player of one line said in one way: everything in one file."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template

from mutagen.id3 import ID3

from audio.publish.page import content_policy
from audio.script import Script, Turn
from audio.version import __version__

_CLOSING = "These voices are synthetic."
_KEYS = 9
"""Cards that a key plays: 1 to 9."""


@dataclass(frozen=True, slots=True)
class Card:
    """The line as it is said in one way."""

    name: str
    facts: tuple[str, ...]
    file: Path
    """MP3, as loud as an episode."""
    present: str
    """What it is where it is the one that is used now; otherwise empty."""
    note: str
    """What else a listener should know; may be empty."""
    choice: str
    """What a file says of it where it is chosen."""
    command: str
    """What chooses it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page of cards is about."""

    heading: str
    about: str
    """What all cards have in common, as a sentence."""
    choosing: str
    """How one is chosen, in HTML."""


def cards_page(script: Script, line: Turn, sheet: Sheet, cards: Sequence[Card]) -> str:
    """Give the page as HTML that loads nothing: the sound of every card is in it."""
    style, code = _part("page.css"), _part("page.js")
    filled = {
        "policy": content_policy(style, code, "media-src data:"),
        "version": escape(__version__),
        "style": style,
        "code": code,
        "heading": escape(sheet.heading),
        "title": escape(script.title or Path(script.source).stem),
        "about": escape(sheet.about),
        "language": escape(script.language),
        "line": "\n".join(f"<p>{escape(paragraph.text)}</p>" for paragraph in line.paragraphs),
        "cards": "\n".join(_card(number, card) for number, card in enumerate(cards, 1)),
        "choosing": sheet.choosing,
        "closing": _CLOSING,
        "keys": f"1 to {min(len(cards), _KEYS)}" if len(cards) > 1 else "1",
    }
    return Template(_part("page.html")).substitute(filled)


def _card(number: int, card: Card) -> str:
    name, command = escape(card.name), escape(card.command)
    present = f' <span class="now">{escape(card.present)}</span>' if card.present else ""
    note = f'<p class="like">{escape(card.note)}</p>\n' if card.note else ""
    key = f"<kbd>{number}</kbd>" if number <= _KEYS else ""
    return f"""<li class="card">
<h2 id="v{number}">{key}<span>{name}</span>{present}</h2>
<p class="facts">{escape(" · ".join(card.facts))}</p>
{note}<audio controls preload="metadata" aria-labelledby="v{number}" src="{_data(card.file)}"></audio>
<div class="choose"><code>{escape(card.choice)}</code>
<button type="button" data-copy="{command}" aria-label="Copy command for {name}" hidden>\
Copy command</button></div>
<code class="command">{command}</code>
</li>"""


def _data(file: Path) -> str:
    """Give a sound as a data address, without its tag and the picture in it."""
    tag = ID3(file)  # type: ignore[no-untyped-call]  # mutagen has no annotations
    sound = file.read_bytes()[tag.size :]
    return "data:audio/mpeg;base64," + base64.b64encode(sound).decode("ascii")


def _part(name: str) -> str:
    return (files("audio.audition") / "page_files" / name).read_text("utf-8")

"""The page of an audition: a player for each voice, everything in one file."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template

from mutagen.id3 import ID3

from audio.cast import SETTINGS_NAME, Role, VoiceEntry
from audio.publish import content_policy
from audio.script import NARRATOR, Script, Turn
from audio.version import __version__

_KEYS = 9
"""Voices that a key plays: 1 to 9."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The line in one voice."""

    entry: VoiceEntry
    file: Path
    """MP3, as loud as an episode."""
    seconds: float
    lufs: float
    present: bool
    """Whether the speaker has this voice now."""
    like: tuple[str, ...]
    """Speakers of this script whose voice is the same or easily confused with it."""
    command: str
    """What chooses it."""


def audition_page(
    script: Script, role: Role, line: Turn, samples: Sequence[Sample], settings_file: Path | None
) -> str:
    """Give the page as HTML that loads nothing: the sound of every card is in it."""
    style, code = _part("page.css"), _part("page.js")
    where = "<code>narrator:</code>" if role.name == NARRATOR else f"<b>{escape(role.name)}</b>"
    filled = {
        "policy": content_policy(style, code, "media-src data:"),
        "version": escape(__version__),
        "style": style,
        "code": code,
        "speaker": escape(role.speaker),
        "title": escape(script.title or Path(script.source).stem),
        "turn": str(line.number),
        "language": escape(script.language),
        "line": "\n".join(f"<p>{escape(paragraph.text)}</p>" for paragraph in line.paragraphs),
        "cards": "\n".join(_card(number, sample) for number, sample in enumerate(samples, 1)),
        "settings": escape(str(settings_file or SETTINGS_NAME)),
        "where": where,
        "keys": f"1 to {min(len(samples), _KEYS)}" if len(samples) > 1 else "1",
    }
    return Template(_part("page.html")).substitute(filled)


def _card(number: int, sample: Sample) -> str:
    entry, name = sample.entry, escape(sample.entry.name)
    gender = entry.gender if entry.gender != "unknown" else ""
    grade = f"grade {entry.grade}" if entry.grade else ""
    facts = [entry.engine, entry.language, gender, grade]
    present = ' <span class="now">present voice</span>' if sample.present else ""
    others = escape(" and ".join(sample.like))
    like = f'<p class="like">Much like the voice of {others}.</p>\n' if others else ""
    key = f"<kbd>{number}</kbd>" if number <= _KEYS else ""
    return f"""<li class="card">
<h2 id="v{number}">{key}<span>{name}</span>{present}</h2>
<p class="facts">{escape(" · ".join(fact for fact in facts if fact))}</p>
{like}<audio controls preload="metadata" aria-labelledby="v{number}" src="{_data(sample.file)}"></audio>
<div class="choose"><code>voice: {escape(str(entry))}</code>
<button type="button" data-copy="{escape(sample.command)}" aria-label="Copy command for {name}" hidden>\
Copy command</button></div>
<code class="command">{escape(sample.command)}</code>
</li>"""


def _data(file: Path) -> str:
    """Give a sound as a data address, without its tag and the picture in it."""
    tag = ID3(file)  # type: ignore[no-untyped-call]  # mutagen has no annotations
    sound = file.read_bytes()[tag.size :]
    return "data:audio/mpeg;base64," + base64.b64encode(sound).decode("ascii")


def _part(name: str) -> str:
    return (files("audio.audition") / "page_files" / name).read_text("utf-8")

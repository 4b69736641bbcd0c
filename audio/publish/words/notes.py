"""Show notes: what stands under an episode, to be pasted wherever it is published."""

from __future__ import annotations

import re

from audio.publish.about import About
from audio.publish.words.chapter_files import chapter_lines
from audio.script import Script

_MARKUP = re.compile(r"([\\`*_\[\]<>#])")
_BREAK = "  "
"""Two spaces at the end of a line keep it one."""


def show_notes(script: Script, about: About) -> str:
    """Give show notes in Markdown: people, chapters, links and the notice that the voices are synthetic.

    The lines of chapters are as hosts read them: from 00:00:00 on, a time and a title in each, unescaped.
    """
    labels = about.labels
    sections = [
        ("", [f"# {_plain(about.title)}", *_origin(about)]),
        (labels["people"], _people(script)),
        (labels["chapters"], [f"{line}{_BREAK}" for line in chapter_lines(about.chapters)]),
        (labels["links"], [f"- <{link}>" for link in _links(about)]),
        (labels["voices"], [about.notice]),
    ]
    parts = []
    for heading, lines in sections:
        if lines:
            parts.append("\n".join([f"## {heading}\n", *lines] if heading else lines))
    return "\n\n".join(parts) + "\n"


def _origin(about: About) -> list[str]:
    """Give the line under the title: the podcast and the day, where they are known."""
    known = [_plain(about.album), about.date.isoformat() if about.date else ""]
    line = ", ".join(filter(None, known))
    return ["", line] if line else []


def _links(about: About) -> list[str]:
    """Give the addresses that the interview names, then those that the chapters have besides."""
    return list(dict.fromkeys((*about.links, *(mark.link for mark in about.chapters if mark.link))))


def _people(script: Script) -> list[str]:
    return [
        f"- **{_plain(speaker.name)}**" + (f", {_plain(speaker.description)}" if speaker.description else "")
        for speaker in script.speakers
    ]


def _plain(text: str) -> str:
    """Give text in which nothing is markup."""
    return _MARKUP.sub(r"\\\1", text)

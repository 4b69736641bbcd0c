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
        (labels["links"], _links(about)),
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
    """Give the addresses with the words that lead to them: those of no chapter, then chapter by chapter."""
    known = {link.address for link in about.links}
    others = dict.fromkeys(mark.link for mark in about.chapters if mark.link and mark.link not in known)
    lines = [f"- <{address}>" for address in others]
    by_chapter: dict[str, list[str]] = {"": lines}
    for link in about.links:
        entry = f"- {_plain(link.words)}: <{link.address}>" if link.words else f"- <{link.address}>"
        by_chapter.setdefault(link.chapter if len(about.chapters) > 1 else "", []).append(entry)
    for title, entries in by_chapter.items():
        if title:
            lines += [*([""] if lines else []), f"### {_plain(title)}", "", *entries]
    return lines


def _people(script: Script) -> list[str]:
    return [
        f"- **{_plain(speaker.name)}**" + (f", {_plain(speaker.description)}" if speaker.description else "")
        for speaker in script.speakers
    ]


def _plain(text: str) -> str:
    """Give text in which nothing is markup."""
    return _MARKUP.sub(r"\\\1", text)

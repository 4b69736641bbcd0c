"""Files that hold chapters and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from lxml import etree

from audio.publish.about import About
from audio.publish.chapters import ChapterMark, clock, xml_text

PODLOVE = "http://podlove.org/simple-chapters"
"""Namespace of Podlove Simple Chapters 1.2."""


def json_chapters(chapters: Iterable[ChapterMark], about: About, file_name: str) -> str:
    """Give the chapters of the episode in `file_name` as Podcasting 2.0 has them; times are seconds.

    JSON chapters 1.2.0, served as `application/json+chapters`. Format:
    https://github.com/Podcastindex-org/podcast-namespace, `docs/examples/chapters/jsonChapters.md`.
    """
    described = {
        "title": about.title,
        "author": about.artist,
        "podcastName": about.album,
        "fileName": file_name,
    }
    listed = [
        {
            "startTime": mark.start / 1000,
            "title": mark.title,
            "endTime": mark.end / 1000,
            **({"img": mark.picture.address} if mark.picture else {}),
            **({"url": mark.link} if mark.link else {}),
        }
        for mark in chapters
    ]
    whole = {
        "version": "1.2.0",
        **{key: text for key, text in described.items() if text},
        "chapters": listed,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def podlove_chapters(chapters: Iterable[ChapterMark]) -> str:
    """Give Podlove Simple Chapters 1.2, which feeds hold and Spotify reads."""
    root = etree.Element(etree.QName(PODLOVE, "chapters"), version="1.2", nsmap={"psc": PODLOVE})
    for mark in chapters:
        said = {
            "start": clock(mark.start),
            "title": xml_text(mark.title),
            "href": mark.link,
            "image": mark.picture.address if mark.picture else "",
        }
        kept = {name: text for name, text in said.items() if text or name == "title"}
        etree.SubElement(root, etree.QName(PODLOVE, "chapter"), kept)
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written.decode("utf-8")


def chapter_lines(chapters: Sequence[ChapterMark]) -> list[str]:
    """Give a `00:00:00 Title` line for each chapter, as hosts read them in a description."""
    return [f"{clock(mark.start)[:-4]} {mark.title}" for mark in chapters]

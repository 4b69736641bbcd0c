"""TTML and DFXP captions: paragraphs with times, whose agents the head of the file names, read as a page.

See https://www.w3.org/TR/ttml2/#metadata-vocabulary-agent. Apple's podcast transcripts are TTML with a span a
sentence and a span a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from audio.errors import ScriptError
from audio.script.document import Document, Metadata
from audio.script.readers import page
from audio.script.readers.data import speaker_name
from audio.script.readers.unpacking import root_of
from audio.script.text import has_letters, one_line
from audio.script.values import Dropped, Lines

_ROOT = re.compile(
    r"\s*(?:<\?xml[^<>]{0,300}>\s*)?(?:<!--.{0,2000}?-->\s*){0,3}(?:<!DOCTYPE[^>\[]{0,300}(?:\[.{0,4000}?\]\s*)?>\s*)?<(?:[\w-]{1,20}:)?tt[\s>]",
    re.DOTALL,
)
_UNITS = ("word", "sentence", "paragraph")
"""What a span with a `unit` can be; a space belongs between two."""


def recognises(_name: str, text: str) -> float:
    """Say yes to XML whose root is `tt`; its name does not matter."""
    return 0.995 if _ROOT.match(text[:6000].lstrip("\ufeff")) else 0.0


def read(text: str, source: str) -> Document:
    """Give a block for every caption, cut where another agent begins, with its agent's name.

    Raises `ScriptError` where the XML cannot be read or no paragraph holds words.
    """
    try:
        root = root_of(text.lstrip("\ufeff\n ").encode("utf-8", errors="replace"))
    except ValueError as error:
        raise ScriptError("the captions are no XML. Export them again.", source=source) from error
    names = {agent.get("id", ""): _name(agent) for agent in root.iter("agent")}
    agents = {}
    for element in root.iter("*"):
        if told := element.get("agent"):
            known = (names.get(each) or speaker_name(each) or "" for each in told.split())
            agents[element] = " and ".join(known)
            element.tag = "div" if element.tag == "span" else element.tag
        if element.get("unit") in _UNITS:
            element.tail = f" {element.tail or ''}"
    for element in root.iter("metadata", "desc", "copyright"):
        element.set("data-dropped", "metadata")
    about = root.xpath("head//desc | head//copyright")
    told = [(_text([each]), Lines(each.sourceline or 1, each.sourceline or 1)) for each in about]
    body = root.find("body")
    found = page.read_elements(body, agents) if body is not None else Document(())
    if not found.blocks:
        raise ScriptError("these captions hold no text. Export them again.", source=source)
    return Document(
        tuple(replace(block, kind="cue", level=0) for block in found.blocks),
        Metadata(title=_text(root.iter("title")), language=root.get("lang", "")[:12]),
        "ttml",
        (*(Dropped(said, "metadata", lines) for said, lines in told if has_letters(said)), *found.dropped),
    )


def _name(agent: Any) -> str:
    """Give the fullest name that the head gives an agent; empty where it gives none."""
    return _text(sorted(agent.iter("name"), key=lambda each: each.get("type") != "full"))


def _text(elements: Iterable[Any]) -> str:
    """Give the text of the first element that has any, on one line."""
    return next(filter(None, (one_line("".join(each.itertext())) for each in elements)), "")

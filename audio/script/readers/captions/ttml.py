"""TTML and DFXP captions: paragraphs with times, whose agents the head of the file names.

See https://www.w3.org/TR/ttml2/#metadata-vocabulary-agent. Apple's podcast transcripts are TTML with a span a
sentence and a span a word.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from audio.errors import ScriptError
from audio.script.document import Document, Metadata
from audio.script.readers.captions import cue_looks
from audio.script.readers.captions.cues import Cue
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
_BREAK = "\0"


class _Run(NamedTuple):
    """Some text of a paragraph."""

    text: str
    agent: str
    look: str
    line: int
    """1-based source line that it begins on."""


def recognises(_name: str, text: str) -> float:
    """Say yes to XML whose root is `tt`; its name does not matter."""
    return 0.995 if _ROOT.match(text[:6000].lstrip("\ufeff")) else 0.0


def read(text: str, source: str) -> Document:
    """Give a block for every line of a caption, with its agent's name or, without agents, who its look is.

    Raises `ScriptError` where the XML cannot be read or no paragraph holds words.
    """
    try:
        root = root_of(text.lstrip("\ufeff\n ").encode("utf-8", errors="replace"))
    except ValueError as error:
        raise ScriptError("the captions are no XML. Export them again.", source=source) from error
    agents = {agent.get("id", ""): _full_name(agent) for agent in root.iter("agent")}
    title = next(filter(None, (one_line("".join(each.itertext())) for each in root.iter("title"))), "")
    cues = [cue for paragraph in root.iter("p") for cue in _cues(paragraph, agents)]
    if not cues:
        raise ScriptError("these captions hold no text. Export them again.", source=source)
    rest = ((int(each.sourceline or 1), "".join(each.itertext())) for each in root.iter("desc", "copyright"))
    dropped = (
        Dropped(one_line(said), "metadata", Lines(line, line)) for line, said in rest if has_letters(said)
    )
    metadata = Metadata(title=title, language=root.get("lang", "")[:12])
    return Document(tuple(cue_looks.blocks(cues)), metadata, "ttml", tuple(dropped))


def _full_name(agent: Any) -> str:
    """Give the fullest name that the head gives an agent; empty where it gives none."""
    names = sorted(agent.iter("name"), key=lambda each: each.get("type") != "full")
    return next(filter(None, (one_line("".join(each.itertext())) for each in names)), "")


def _cues(paragraph: Any, agents: Mapping[str, str]) -> Iterator[Cue]:
    """Give a cue for each line of a caption, cut where another agent begins, on its source line."""
    above = (each.get("agent") for each in (paragraph, *paragraph.iterancestors()))
    texts = _texts(paragraph, next(filter(None, above), ""), "")
    for (agent, broken), group in groupby(texts, key=lambda run: (run.agent, run.text == _BREAK)):
        part = list(group)
        filled = next((run for run in part if run.text.strip()), None)
        if filled and not broken:
            before = filled.text[: len(filled.text) - len(filled.text.lstrip())]
            line = filled.line + before.count("\n")
            text = html.escape(one_line("".join(run.text for run in part)), quote=False)
            who = " and ".join(agents.get(each) or speaker_name(each) or "" for each in agent.split())
            yield Cue("", Lines(line, line), [(line, text)], filled.look, who)


def _texts(element: Any, agent: str, look: str) -> Iterator[_Run]:
    """Give the texts inside an element, and what stands between two words in spans or lines."""
    agent, look = element.get("agent") or agent, _look(element) or look
    line = int(element.sourceline or 1)
    if element.tag == "br" or element.get("unit") in _UNITS:
        yield _Run(_BREAK if element.tag == "br" else " ", agent, look, line)
    yield _Run(element.text or "", agent, look, line)
    for child in element:
        if child.tag in ("br", "span"):
            yield from _texts(child, agent, look)
        line = int(child.sourceline or line) + "".join(child.itertext()).count("\n")
        yield _Run(child.tail or "", agent, look, line)


def _look(element: Any) -> str:
    """Give the colour or the style of an element, as `cue_looks` writes it."""
    colour, style = element.get("color"), element.get("style")
    return f"colour {colour.lower()}" if colour else f"style {style}" if style else ""

"""TTML and DFXP captions: paragraphs with times, whose agents the head of the file names.

See https://www.w3.org/TR/ttml2/#metadata-vocabulary-agent. Apple's podcast transcripts are TTML with a span a
sentence and a span a word.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from audio.errors import ScriptError
from audio.script.document import Document, Metadata
from audio.script.readers.captions import cue_looks
from audio.script.readers.captions.cues import Cue
from audio.script.readers.data import speaker_name
from audio.script.text import has_letters, one_line
from audio.script.values import Dropped, Lines

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOT = re.compile(
    r"\s*(?:<\?xml[^<>]{0,300}>\s*)?(?:<!--.{0,2000}?-->\s*){0,3}(?:<!DOCTYPE[^>\[]{0,300}(?:\[.{0,4000}?\]\s*)?>\s*)?<(?:[\w-]{1,20}:)?tt[\s>]",
    re.DOTALL,
)
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
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


def recognises(name: str, text: str) -> float:
    """Say yes to XML whose root is `tt`; its name does not matter."""
    del name
    return 0.995 if _ROOT.match(text[:6000].lstrip("\ufeff")) else 0.0


def read(text: str, source: str) -> Document:
    """Give a block for every line of a caption, with its agent's name or, without agents, who its look is.

    Raises `ScriptError` where the XML cannot be read or no paragraph holds words.
    """
    root = _parse(text, source)
    agents = dict(_agents(root))
    title = next(filter(None, (one_line(_words(each)) for each in _named(root, "title"))), "")
    runs = [line for paragraph in _named(root, "p") for line in _lines(paragraph)]
    if not runs:
        raise ScriptError("these captions hold no text. Export them again.", source=source)
    cues = [_cue(run, agents) for run in runs]
    rest = tuple(
        Dropped(one_line(_words(each)), "metadata", _place(int(each.sourceline or 1)))
        for each in _named(root, "desc", "copyright")
        if has_letters(_words(each))
    )
    metadata = Metadata(title=title, language=root.get(_LANGUAGE, "")[:12])
    return Document(tuple(cue_looks.blocks(cues)), metadata, "ttml", rest)


def _cue(run: _Run, agents: Mapping[str, str]) -> Cue:
    who = " and ".join(agents.get(each) or speaker_name(each) or "" for each in run.agent.split())
    text = html.escape(run.text, quote=False)
    return Cue("", _place(run.line), [(run.line, text)], run.look, who)


def _place(line: int) -> Lines:
    return Lines(line, line)


def _parse(text: str, source: str) -> _Element:
    """Give the root. Entities stay unread and nothing is fetched, so no file can grow or reach out."""
    from lxml import etree  # noqa: PLC0415 - lxml is slow to import

    safe = {"resolve_entities": False, "no_network": True, "load_dtd": False}
    parser = etree.XMLParser(encoding="utf-8", recover=True, huge_tree=True, **safe)
    try:
        root = etree.fromstring(text.lstrip("\ufeff\n ").encode("utf-8", errors="replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        raise ScriptError("the captions are no XML. Export them again.", source=source)
    return root


def _local(element: _Element) -> str:
    """Give an element's name without its namespace; empty for comments and entities."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _named(root: _Element, *names: str) -> Iterator[_Element]:
    return (element for element in root.iter() if _local(element) in names)


def _words(element: _Element) -> str:
    return "".join(str(piece) for piece in element.itertext())


def _attribute(element: _Element, *names: str) -> str:
    """Give the first attribute of some local names that is there."""
    found = {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}
    return next((found[name] for name in names if found.get(name, "").strip()), "")


def _agents(root: _Element) -> Iterator[tuple[str, str]]:
    """Give the id of every agent with the fullest name that the head gives it."""
    for agent in _named(root, "agent"):
        names = [
            (_attribute(each, "type") != "full", one_line(_words(each))) for each in _named(agent, "name")
        ]
        if filled := sorted((each for each in names if each[1]), key=lambda each: each[0]):
            yield agent.get(_ID, ""), filled[0][1]


def _lines(paragraph: _Element) -> Iterator[_Run]:
    """Give the lines of a caption, cut where another agent begins, each on the source line of its words."""
    agents = (_attribute(each, "agent") for each in (paragraph, *paragraph.iterancestors()))
    texts = _texts(paragraph, next(filter(None, agents), ""), "")
    for (_, broken), group in groupby(texts, key=lambda run: (run.agent, run.text == _BREAK)):
        part = list(group)
        filled = next((run for run in part if run.text.strip()), None)
        if filled and not broken:
            before = filled.text[: len(filled.text) - len(filled.text.lstrip())]
            text = one_line("".join(run.text for run in part))
            yield filled._replace(text=text, line=filled.line + before.count("\n"))


def _texts(element: _Element, agent: str, look: str) -> Iterator[_Run]:
    """Give the texts inside an element, and what stands between two words in spans or lines."""
    agent, look = _attribute(element, "agent") or agent, _look(element) or look
    line = int(element.sourceline or 1)
    if _local(element) == "br" or _attribute(element, "unit") in _UNITS:
        yield _Run(_BREAK if _local(element) == "br" else " ", agent, look, line)
    yield _Run(element.text or "", agent, look, line)
    for child in element:
        if _local(child) in ("br", "span"):
            yield from _texts(child, agent, look)
        line = int(child.sourceline or line) + _words(child).count("\n")
        yield _Run(child.tail or "", agent, look, line)


def _look(element: _Element) -> str:
    """Give the colour or the style of an element, as `cue_looks` writes it."""
    colour, style = _attribute(element, "color"), _attribute(element, "style")
    return f"colour {colour.lower()}" if colour else f"style {style}" if style else ""

"""TTML and DFXP captions: paragraphs with times, whose agents the head of the file names.

See https://www.w3.org/TR/ttml2/#metadata-vocabulary-agent. Apple's podcast transcripts are TTML with a span a
sentence and a span a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from audio.errors import ScriptError
from audio.script.document import Document, Metadata
from audio.script.readers.captions import cue_looks
from audio.script.readers.data import speaker_name
from audio.script.text import has_letters, one_line
from audio.script.values import Block, Dropped, Lines

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


class _Run(NamedTuple):
    """Some text of a paragraph on one line of the screen."""

    text: str
    agent: str
    look: str
    line: int
    """1-based source line that it begins on."""
    row: int
    """0-based line of the screen within the paragraph."""


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
    titles = [each for each in _named(root, "title") if one_line(_words(each))]
    runs = [line for paragraph in _named(root, "p") for line in _lines(paragraph)]
    if not runs:
        raise ScriptError("these captions hold no text. Export them again.", source=source)
    metadata = Metadata(
        title=one_line(_words(titles[0])) if titles else "", language=root.get(_LANGUAGE, "")[:12]
    )
    return Document(tuple(_blocks(runs, agents)), metadata, "ttml", tuple(_rest(root)))


def _parse(text: str, source: str) -> _Element:
    """Give the root. Entities stay unread and nothing is fetched, so no file can grow or reach out."""
    from lxml import etree  # noqa: PLC0415 - lxml is slow to import

    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        huge_tree=True,
    )
    try:
        root = etree.fromstring(text.lstrip("\ufeff\n ").encode("utf-8", errors="replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise ScriptError(f"the captions are no XML: {error}.", source=source) from error
    if root is None:
        raise ScriptError("the captions are empty. Export them again.", source=source)
    return root


def _local(element: _Element) -> str:
    """Give an element's name without its namespace; empty for comments and entities."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _named(root: _Element, name: str) -> Iterator[_Element]:
    return (element for element in root.iter() if _local(element) == name)


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


def _lines(paragraph: _Element) -> list[_Run]:
    """Give the lines of a caption, cut where another agent begins."""
    above = [paragraph, *paragraph.iterancestors()]
    agent = next((found for each in above if (found := _attribute(each, "agent"))), "")
    runs: list[_Run] = []
    _walk(paragraph, agent, _look(paragraph), runs)
    return list(_joined(runs))


def _joined(runs: list[_Run]) -> Iterator[_Run]:
    """Give the runs of each line of the screen and agent as one, with the source line of its first word."""
    for _, group in groupby(runs, key=lambda run: (run.row, run.agent)):
        part = list(group)
        filled = next((run for run in part if run.text.strip()), None)
        if filled:
            before = filled.text[: len(filled.text) - len(filled.text.lstrip())]
            text = one_line("".join(run.text for run in part))
            yield filled._replace(text=text, line=filled.line + before.count("\n"))


def _walk(element: _Element, agent: str, look: str, runs: list[_Run]) -> None:
    """Collect the text inside an element; a break begins the next line."""
    line, row = int(element.sourceline or 1), runs[-1].row if runs else 0
    runs.append(_Run(element.text or "", agent, look, line, row))
    for child in element:
        row = runs[-1].row
        line = int(child.sourceline or line)
        if _local(child) == "br":
            row += 1
        elif _local(child) == "span":
            before = next((run.text for run in reversed(runs) if run.text), "")
            if _attribute(child, "unit") in _UNITS and before[-1:].strip():
                runs.append(_Run(" ", agent, look, line, row))
            _walk(child, _attribute(child, "agent") or agent, _look(child) or look, runs)
            row = runs[-1].row
            line += _words(child).count("\n")
        runs.append(_Run(child.tail or "", agent, look, line, row))


def _look(element: _Element) -> str:
    """Give the colour or the style of an element, as `cue_looks` writes it."""
    colour, style = _attribute(element, "color"), _attribute(element, "style")
    return f"colour {colour.lower()}" if colour else f"style {style}" if style else ""


def _blocks(runs: list[_Run], agents: dict[str, str]) -> Iterator[Block]:
    looks = (
        {}
        if any(run.agent for run in runs)
        else cue_looks.speakers([cue_looks.Line(run.look, run.text) for run in runs])
    )
    for run in runs:
        ids = run.agent.split()
        who = " and ".join(agents.get(each) or speaker_name(each) or "" for each in ids)
        yield Block(run.text, Lines(run.line, run.line), "cue", speaker=who or looks.get(run.look))


def _rest(root: _Element) -> Iterator[Dropped]:
    """Give what the head says beside titles and names: descriptions and rights."""
    for element in root.iter():
        if _local(element) in ("desc", "copyright") and has_letters(_words(element)):
            place = int(element.sourceline or 1)
            yield Dropped(one_line(_words(element)), "metadata", Lines(place, place))

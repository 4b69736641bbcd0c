"""Who speaks an HTML block where classes and attributes say so: `c-qa__q`, `guest`, `data-speaker`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from audio.script.readers.set_apart import is_labelled
from audio.script.readers.tables import MAX_NAME
from audio.script.text import is_faq, is_question
from audio.script.values import Block

if TYPE_CHECKING:
    from lxml.etree import _Element

DETAILS = "\0"
"""The role of what stands around a post and is no part of it: its author, date and number."""
_ASKING = frozenset((
    "q", "question", "questioner", "interviewer", "interviewerin", "host", "moderator", "asker", "frage",
    "pregunta", "pergunta", "domanda", "vraag", "questao", "fraga", "sporsmal", "pytanie", "vopros", "soru",
    "entrevistador",
))  # fmt: skip
_ANSWERING = frozenset((
    "a", "answer", "interviewee", "guest", "respondent", "reply", "response", "antwort",
    "antwoord", "respuesta", "resposta", "risposta", "reponse", "svar", "odpowiedz", "otvet", "cevap",
    "entrevistado", "expert",
))  # fmt: skip
_NUMBERED = re.compile(r"(?:speaker|spk|person|voice|talker|sprecher|participant)[-_]?(\d{1,2}|[a-d])")
_WORD = re.compile(r"[-_\s:]+|(?<=[a-z])(?=[A-Z])")
_NAMED = ("data-speaker", "data-speaker-name", "data-speaker-label", "data-person", "data-voice", "data-who")
_FAQ = re.compile(r"faq|quiz|accordion", re.IGNORECASE)
_SHARE = 0.6
"""Part of the blocks, from the first with a role to the last, that must have one."""


def role(element: _Element) -> str:
    """Give `Q`, `A` or a speaker's name where an element's attributes say whose words are in it, or empty."""
    if not element.attrib:
        return ""
    for attribute in _NAMED:
        name = " ".join((element.get(attribute) or "")[: 2 * MAX_NAME].split())
        if name and len(name) <= MAX_NAME:
            return name
    for name in (element.get("class") or "")[:400].split():
        if _FAQ.search(name):
            return ""
        own = name.rsplit("__", 1)[-1].split("--")[0]
        words = [word.lower() for word in _WORD.split(own) if word]
        for word in (words[-1:] + words[:1]) if len(words) <= 3 else ():
            if word in _ASKING or word in _ANSWERING:
                return "Q" if word in _ASKING else "A"
        if found := _NUMBERED.fullmatch(own.lower()):
            return f"Speaker {found[1].upper()}"
    return ""


def spoken(blocks: Sequence[Block], roles: Mapping[int, str]) -> list[Block]:
    """Give the blocks with their speakers where the roles, by index of block, make a conversation."""
    if not _converse(blocks, roles):
        return list(blocks)
    return [replace(block, speaker=roles[at]) if at in roles else block for at, block in enumerate(blocks)]


def _converse(blocks: Sequence[Block], roles: Mapping[int, str]) -> bool:
    """Say whether blocks of several roles take turns, without labels, through a stretch of the page."""
    if len(set(roles.values())) < 2:
        return False
    shown = [at for at in range(min(roles), max(roles) + 1) if blocks[at].kind != "rule"]
    own = [at for at in shown if at in roles]
    if len(own) < 4 or len(own) < _SHARE * len(shown):
        return False
    texts = [blocks[at].text for at in own]
    if is_labelled(texts) or any(blocks[at].speaker for at in own):
        return False
    names = {roles[at] for at in own}
    changes = [(a, b) for a, b in pairwise(own) if roles[a] != roles[b]]
    if not names <= {"Q", "A"}:
        return len(changes) >= 3 and not any(roles[at] == blocks[at].text.strip() for at in own)
    questions = [blocks[at].text for at in own if roles[at] == "Q"]
    asked = sum(map(is_question, questions))
    return len(changes) >= 3 and asked >= 0.4 * len(questions) and not is_faq(questions)

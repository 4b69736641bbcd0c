"""Components and shortcodes that hold what somebody says: MDX, Hugo, Markdoc, Liquid and `:::` containers.

Sites set interviews with them: `<Speaker name="Ada">…</Speaker>`, `{{< q >}}…{{< /q >}}`,
`{% answer %}…{% endanswer %}`, `:::question … :::`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from audio.script.text import has_letters, one_line
from audio.script.values import Block, Dropped, Lines

_ATTRIBUTES = r"(?:[^<>{}\"']|\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|\{[^{}\n]{0,300}\}){0,200}?"
_TAG = re.compile(
    rf"<(?P<end1>/?)(?P<name1>[A-Z][\w.]{{0,60}}|[a-z]+-[\w-]{{1,60}}|speaker|question|answer)\b"
    rf"(?P<with1>{_ATTRIBUTES})(?P<empty1>/?)>"
    r"|\{\{(?P<kind>[<%])\s*(?P<end2>/?)\s*(?P<name2>[a-zA-Z][\w./-]{0,60})(?P<with2>[^<>{}\n]{0,400}?)(?P<empty2>/?)[%>]\}\}"
    r"|\{%-?\s*(?P<end3>/|end)?(?P<name3>[a-zA-Z][\w-]{0,60})(?P<with3>[^{}%\n]{0,400}?)(?P<empty3>/?)-?%\}"
    r"|^[ \t]*:::+[ \t]*(?P<name4>[a-zA-Z][\w-]{0,60})?(?P<with4>[^\n]{0,200})$",
    re.MULTILINE,
)
_ASKING = re.compile(
    r"q|quest(?:ion)?|ask(?:s|ed|ing)?|interviewer|host|frage|pregunta|pergunta|domanda|vraag|fråga|otazka|pytanie|вопрос",
    re.IGNORECASE,
)
_ANSWERING = re.compile(
    r"a|ans|answer|reply|response|interviewee|guest|antwort|respuesta|resposta|réponse|reponse|risposta|antwoord|svar|ответ",
    re.IGNORECASE,
)
_SPEAKING = re.compile(
    r"speakers?|person|voice|says?|said|turn|dialog(?:ue)?|bubble|chat\w*|message|msg|utterance|speech|talk|line"
    r"|interview\w*|speak",
    re.IGNORECASE,
)
_FENCE = re.compile(r"^[ \t]*(```|~~~).*?^[ \t]*\1", re.MULTILINE | re.DOTALL)
_LETTER = re.compile(r"[^\n]")
_PARTS = re.compile(r"[-_.]|(?<=[a-z])(?=[A-Z])")
_WHO = re.compile(
    r"(?<![\w-])(speaker|who|by|name|person|author|from)\s*=\s*\{?\s*(?:\"([^\"]{1,80})\"|'([^']{1,80})'|([\w.-]{1,60}))",
    re.IGNORECASE,
)
_POSITIONAL = re.compile(r"\s*[\"']([^\"'=]{1,80})[\"']\s*")
_MODULE = re.compile(
    r"import\b.*[\"'][^\"']+[\"'];?\s*$|import\s+\{\s*$"
    r"|export\s+(?:default\b|(?:const|let|var|async|function|class)\s+\w).*[({\[=`]"
)
_REMARK = re.compile(r"\{/\*.{0,2000}?\*/\}")
_FEWEST = 4
"""Speeches from which on components are a conversation."""


class _Held(NamedTuple):
    """A component with a content."""

    name: str
    speaker: str | None
    start: int
    """Offset of its opening tag."""
    inner: int
    """Offset after that."""
    outer: int
    """Offset of its closing tag."""
    end: int
    """Offset after that."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """Lines in which speeches stand apart, without their tags."""

    lines: list[str]
    numbers: list[int]
    """The 1-based source line of each."""
    speakers: list[str | None]
    """Who says each line; None outside speeches."""
    opened: dict[int, int]
    """Source line of a speech's first words -> source line of its opening tag."""
    dropped: tuple[Dropped, ...] = ()

    def place(self, lines: Lines) -> Lines:
        """Give the source lines of rewritten lines."""
        last = len(self.numbers)
        return Lines(self.numbers[min(lines.first, last) - 1], self.numbers[min(lines.last, last) - 1])

    def block(self, block: Block) -> Block:
        """Give a block of the rewritten lines as one of the source; a speech begins at its tag."""
        place = self.place(block.lines)
        who = self.speakers[min(block.lines.first, len(self.speakers)) - 1]
        if who is None:
            return replace(block, lines=place)
        place = Lines(self.opened.get(place.first, place.first), place.last)
        return replace(block, lines=place, speaker=block.speaker or who)


def rewrite(lines: Sequence[str], taken: int) -> Rewritten:
    """Take the tags of speeches off, and what is code of the page; the first `taken` lines are front matter.

    Lines come back as they are where no two speakers take turns in components.
    """
    kept, dropped = _without_modules(lines, taken)
    text = "\n".join(kept)
    front = sum(len(line) + 1 for line in kept[:taken])
    held = _held(text, front)
    spoken = [each for each in held if each.speaker]
    if len(spoken) < _FEWEST or len({each.speaker for each in spoken}) < 2:
        count = len(kept)
        return Rewritten(kept, list(range(1, count + 1)), [None] * count, {}, tuple(dropped))
    return _cut(text, held, dropped)


def _held(text: str, start: int) -> list[_Held]:
    """Give the speeches and asides in order; what holds several others is their frame and left out."""
    opened: list[tuple[str, re.Match[str]]] = []
    found: list[_Held] = []
    for tag in _TAG.finditer(_FENCE.sub(_blank, text), start):
        name = next((tag[f"name{n}"] for n in (1, 2, 3, 4) if tag[f"name{n}"]), "")
        if any(tag[f"empty{n}"] for n in (1, 2, 3)):
            continue
        if name and not any(tag[f"end{n}"] for n in (1, 2, 3)):
            opened.append((name, tag))
            continue
        at = _opener(opened, name)
        if at is None:
            continue
        own, begun = opened[at]
        del opened[at:]
        who = _speaker(own, begun)
        inside = 0
        while inside < min(len(found), 2) and found[-inside - 1].start > begun.start():
            inside += 1
        if inside <= 1 and (who or _is_aside(own)):
            del found[len(found) - inside :]
            found.append(_Held(own, who, begun.start(), begun.end(), tag.start(), tag.end()))
    return found


def _opener(opened: Sequence[tuple[str, re.Match[str]]], name: str) -> int | None:
    """Give which of the innermost open components a closing tag ends; `:::` ends the last container."""
    for at in range(len(opened) - 1, max(len(opened) - 9, -1), -1):
        if opened[at][0] == name or (not name and opened[at][1]["name4"]):
            return at
    return None


def _blank(match: re.Match[str]) -> str:
    return _LETTER.sub(" ", match[0])


def _speaker(name: str, tag: re.Match[str]) -> str | None:
    """Give who speaks in a component: whom an attribute names, or who asks or answers by its own name."""
    parts = [part for part in _PARTS.split(name.rpartition("/")[2]) if part]
    asking = any(_ASKING.fullmatch(part) for part in parts)
    answering = any(_ANSWERING.fullmatch(part) for part in parts)
    speaking = asking or answering or any(_SPEAKING.fullmatch(part) for part in parts)
    attributes = next((tag[f"with{n}"] for n in (1, 2, 3, 4) if tag[f"with{n}"]), "")
    named = {key.lower(): one_line(a or b or c) for key, a, b, c in _WHO.findall(attributes)}
    keys = ("speaker", "who", "by", *(("name", "person", "author", "from") if speaking else ()))
    who = next((named[key] for key in keys if key in named), "")
    positional = _POSITIONAL.fullmatch(attributes) if speaking and not who else None
    who = positional[1].strip() if positional else who
    if has_letters(who):
        return who
    return "Question" if asking else "Answer" if answering else None


def _is_aside(name: str) -> bool:
    """Say whether a component beside speeches holds a remark of the page."""
    return (
        re.fullmatch(r"aside|note|callout|figure|pull-?quote|caption|newsletter|ad", name, re.IGNORECASE)
        is not None
    )


def _without_modules(lines: Sequence[str], taken: int) -> tuple[list[str], list[Dropped]]:
    """Blank imports and exports of MDX, each up to a blank line, and its comments."""
    kept, dropped = list(lines), list[Dropped]()
    inside = False
    for at in range(taken, len(lines)):
        line = lines[at]
        above = at == taken or not lines[at - 1].strip() or inside
        inside = bool(line.strip()) and (inside or (above and bool(_MODULE.match(line[:500]))))
        cut = [line] if inside else _REMARK.findall(line) if "{/*" in line else []
        kept[at] = "" if inside else _REMARK.sub("", line) if cut else line
        dropped += [Dropped(one_line(part), "template", Lines(at + 1, at + 1)) for part in cut]
    return kept, dropped


def _cut(text: str, held: Sequence[_Held], dropped: list[Dropped]) -> Rewritten:
    """Give the lines of every speech between blank ones, and those between the speeches."""
    result = Rewritten([], [], [], {})
    end, line = 0, 1

    def put(piece: str, who: str | None) -> None:
        for number, each in enumerate(piece.split("\n"), line):
            result.lines.append(each)
            result.numbers.append(number)
            result.speakers.append(who)

    for each in held:
        put(text[end : each.start], None)
        line += text.count("\n", end, each.start)
        tag = line
        end = each.end
        inner = text[each.inner : each.outer]
        last = tag + text.count("\n", each.start, each.end)
        if each.speaker is None:
            dropped.append(Dropped(one_line(inner), "aside", Lines(tag, last)))
        else:
            put("", None)
            line += text.count("\n", each.start, each.inner)
            dropped.append(Dropped(one_line(text[each.start : each.inner]), "template", Lines(tag, line)))
            dropped.append(Dropped(text[each.outer : each.end], "template", Lines(last, last)))
            put(inner, each.speaker)
            words = next((n for n, said in enumerate(inner.split("\n")) if said.strip()), 0)
            result.opened[line + words] = tag
            put("", None)
        line = last
    put(text[end:], None)
    return replace(result, dropped=tuple(dropped))

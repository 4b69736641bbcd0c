"""The canonical script: Markdown with YAML front matter, made to be edited and read back the same.

    ---
    vivavoce: script
    title: …
    speakers:
      Ada Lovelace:
        labels: [Ada Lovelace, AL]
        description: mathematician
    ---

    ## Introduction <!-- introduction -->

    > What the narrator says.

    ## What is a note?

    **Ada Lovelace:** A paragraph.

    Another paragraph of hers.

    <!-- not spoken
    - date: May 15, 2024
    -->

A `##` line begins a chapter; its kind stands in a comment where it is no question. A quoted paragraph is
narration. A paragraph without a label goes on with the last speaker. Words with an address behind
them, `[words](https://…)`, are a link; marks such as `[pause 2s]` and `*italics*` say how it is said. A
backslash before the first character of a paragraph takes its meaning away.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from audio.script.canonical.inline import with_marks
from audio.script.canonical.parsing import NEW_TURN, read_turns
from audio.script.text import one_line
from audio.script.values import Chapter, Dropped, Script, Speaker, Turn

_MEANS = ("#", ">", "**", "<!--", "-->", "\\", "---", "- ")
"""What a line may begin with that means something."""
_TAKE = re.compile(r"(?<!\\)\[take [1-9][0-9]?\][ \t]*", re.IGNORECASE)
_BEFORE = re.compile(r"(?:\*\*(?:[^*\\]|\\.)+?:\*\*[ \t]+|>[ \t]?)?")
"""What stands before a turn's first words: its label, or the narrator's mark."""


def write_canonical(script: Script) -> str:
    """Give the canonical script. `read_bytes` of it gives the same `Script`."""
    parts = (f"---\n{_front(script)}---", *_body(script), write_dropped(script.dropped))
    return "\n\n".join(filter(None, parts)) + "\n"


def write_dropped(dropped: Sequence[Dropped]) -> str:
    """Give the comment that holds what is not spoken; empty where all is."""
    return "\n".join(["<!-- not spoken", *map(_dropped, dropped), "-->"]) if dropped else ""


def write_turn(turn: Turn, chapters: Iterable[Chapter] = ()) -> str:
    """Give a turn with the lines of those chapters before its paragraphs that begin there."""
    starts: dict[int, list[Chapter]] = {}
    for chapter in chapters:
        starts.setdefault(chapter.paragraph, []).append(chapter)
    parts: list[str] = []
    for index, paragraph in enumerate(turn.paragraphs):
        parts += map(_chapter, starts.get(index, ()))
        parts.append(write_paragraph(turn, index, with_marks(paragraph)))
    return "\n\n".join(parts)


def _front(script: Script) -> str:
    from ruamel.yaml import YAML  # noqa: PLC0415 - 40 ms that reading plain text need not pay

    front: dict[str, Any] = {"vivavoce": "script", "title": script.title}
    if script.show:
        front["show"] = script.show
    if script.date:
        front["date"] = script.date
    front["language"] = script.language
    front["speakers"] = {who.name: _facts(who) for who in script.speakers}
    if script.settings:
        front["settings"] = dict(script.settings)
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style, yaml.allow_unicode, yaml.width = False, True, 100_000
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # annotated as None in ruamel
    out = io.StringIO()
    yaml.dump(front, out)
    return out.getvalue()


def _facts(who: Speaker) -> dict[str, Any]:
    """Tell what is to say of a person: nothing where the name is the only label."""
    facts: dict[str, Any] = {} if who.labels == (who.name,) else {"labels": list(who.labels)}
    return {**facts, "description": who.description} if who.description else facts


def _body(script: Script) -> Iterator[str]:
    starts: dict[int, list[Chapter]] = {}
    for chapter in script.chapters:
        starts.setdefault(chapter.turn, []).append(chapter)
    previous: Turn | None = None
    for turn in script.turns:
        if turn.narration and previous is not None and previous.narration:
            yield NEW_TURN
        yield write_turn(turn, starts.get(turn.number, ()))
        previous = turn


def write_paragraph(turn: Turn, index: int, text: str) -> str:
    """Give a paragraph as it stands in the script; whatever begins it is text."""
    escaped = _escaped(text)
    if turn.narration:
        return f"> {escaped}"
    return f"**{_name(turn.speaker)}:** {escaped}" if index == 0 else escaped


def _name(name: str) -> str:
    return name.replace("\\", "\\\\").replace("*", "\\*")


def _chapter(chapter: Chapter) -> str:
    plain = chapter.kind == "question" and not chapter.title.endswith("-->")
    return f"## {chapter.title}" if plain else f"## {chapter.title} <!-- {chapter.kind} -->"


def _dropped(item: Dropped) -> str:
    text = item.text.replace("\\", "\\\\").replace("--", "-\\-")
    who = f" [{_name(item.speaker)}]" if item.speaker else ""
    return f"- {item.reason}{who}: {text}"


def turn_text(turn: Turn) -> str:
    """Give what a turn says, with its marks: paragraphs parted by blank lines, nothing escaped."""
    return "\n\n".join(map(with_marks, turn.paragraphs))


def with_text(turn: Turn, text: str) -> tuple[Turn | None, tuple[Dropped, ...]]:
    """Give a turn that says a text as `turn_text` gives it, and what of that is not spoken, such as a cut.

    Whatever a paragraph begins with is text. None where no word is left.
    """
    lines = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    paragraphs = [told for told in map(one_line, lines) if told]
    written = [write_paragraph(turn, index, told) for index, told in enumerate(paragraphs)]
    turns, dropped = read_turns("\n\n".join(written))
    return (replace(turn, paragraphs=turns[0].paragraphs) if turns else None), dropped


def with_take(text: str, turn: Turn, take: int) -> str:
    """Give a canonical script with the mark of the take that is kept of a turn: none for take 1.

    `turn` is read from `text`, by whose lines it is found, since somebody may have edited it; no other line
    changes.
    """
    lines = text.split("\n")
    first = turn.paragraphs[0].lines.first - 1
    before = _BEFORE.match(lines[first])
    begin = before.end() if before else 0
    if not _TAKE.match(lines[first], begin):  # behind a mark no backslash guards the paragraph's beginning
        lines[first] = lines[first][:begin] + lines[first][begin:].removeprefix("\\")
    for paragraph in turn.paragraphs:
        for number in range(paragraph.lines.first - 1, paragraph.lines.last):
            lines[number] = _TAKE.sub("", lines[number])
    words = lines[first][begin:]
    lines[first] = lines[first][:begin] + (f"[take {take}] {words}" if take > 1 else _escaped(words))
    return "\n".join(lines)


def _escaped(text: str) -> str:
    """Give a paragraph whose beginning means nothing."""
    return "\\" + text if text.startswith(_MEANS) else text

"""Reading the canonical script back. `audio.script.canonical` says what it looks like."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from audio.errors import ScriptError
from audio.script.canonical.inline import Taken, take_marks
from audio.script.direction import closed_cuts, edited, merged
from audio.script.readers import parse_front_matter, split_front_matter
from audio.script.text import decode, harmless, language_tag, one_line
from audio.script.turns import direction_doubts, open_doubt, slips_of_directions
from audio.script.values import (
    NARRATOR,
    Chapter,
    ChapterKind,
    Direction,
    Doubt,
    Dropped,
    Lines,
    Paragraph,
    Script,
    Speaker,
    Turn,
)

_MARKER = re.compile(r"^vivavoce:[ \t]*script[ \t]*$", re.MULTILINE)
_CHAPTER = re.compile(
    r"^##[ \t]+(?P<title>.*?)(?:[ \t]+<!--[ \t]*(?P<kind>introduction|question|heading|farewell)["
    r" \t]*-->)?[ \t]*$"
)
_LABEL = re.compile(r"^\*\*(?P<name>(?:[^*\\]|\\.)+?):\*\*(?:[ \t]+|$)")
_DROPPED = re.compile(r"^- (?P<reason>[^:\[\]]+?)(?: \[(?P<who>(?:[^\]\\]|\\.)+)\])?: (?P<text>.*)$")
_NOT_SPOKEN, NEW_TURN = "<!-- not spoken", "<!-- turn -->"
_OWN_KEYS = ("vivavoce", "title", "show", "date", "language", "speakers", "settings")


def text_of(data: bytes) -> str:
    """Give the text of a canonical script, or an empty string where the front matter is not one's."""
    if not _MARKER.search(data[:2000].decode("latin-1").replace("\r\n", "\n")):
        return ""
    try:
        text = harmless(data.decode("utf-8-sig").replace("\r\n", "\n"))  # it was clean when written
    except UnicodeDecodeError:
        text = decode(data)
    front, taken = split_front_matter(text)
    return text if taken and _MARKER.search(front) else ""


def read(text: str, source: str) -> Script:
    """Read a canonical script. Raises `ScriptError` with the line that is wrong."""
    front, taken = split_front_matter(text)
    head = parse_front_matter(front, source)
    if not taken or not isinstance(head.get("speakers") or {}, Mapping):
        raise ScriptError(
            "`speakers` must be a mapping of names. See the top of any script.", source=source, line=1
        )
    body = _Body(source)
    body.read(text.split("\n"), taken)
    declared = _speakers(head.get("speakers") or {})
    spoken = dict.fromkeys(turn.speaker for turn in body.turns if not turn.narration)
    show = head.get("show")
    missing = tuple(Speaker(name, (name,)) for name in spoken if name not in {who.name for who in declared})
    return Script(
        title=one_line(harmless(str(head.get("title") or ""))),
        turns=tuple(body.turns),
        speakers=(*declared, *missing),
        chapters=tuple(body.chapters),
        dropped=tuple(body.dropped),
        date=_date(head.get("date"), source),
        language=language_tag(head.get("language")) or "en",
        show=one_line(harmless(str(show))) if isinstance(show, (str, int, float)) else "",
        settings=_settings(head),
        doubts=(
            *body.doubts,
            *direction_doubts((), body.dropped),
            *slips_of_directions(body.turns, body.dropped),
        ),
        source=source,
    )


def read_turns(text: str) -> tuple[tuple[Turn, ...], tuple[Dropped, ...]]:
    """Read turns without anything before them, and what of them is not spoken. Raises `ScriptError`."""
    body = _Body("")
    body.read(text.split("\n"), 0)
    return tuple(body.turns), tuple(body.dropped)


def _date(value: object, source: str) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if value is None or isinstance(value, dt.date):
        return value
    raise ScriptError(f"`date: {value}` is no date. Write it as 2024-05-31.", source=source, line=1)


def _speakers(listed: Mapping[Any, Any]) -> tuple[Speaker, ...]:
    found = []
    for name, about in listed.items():
        facts = about if isinstance(about, Mapping) else {}
        labels = facts["labels"] if facts.get("labels") is not None else (str(name),)
        given = tuple(map(str, labels)) if isinstance(labels, (list, tuple)) else (str(labels),)
        found.append(Speaker(str(name), given, str(facts.get("description") or "")))
    return tuple(found)


def _settings(head: Mapping[str, Any]) -> dict[str, Any]:
    """Give the settings: those under `settings`, any other key, and what else a speaker has."""
    settings = {str(key): value for key, value in head.items() if key not in _OWN_KEYS}
    if isinstance(head.get("show"), Mapping):
        settings["show"] = head["show"]
    for name, about in (head.get("speakers") or {}).items():
        facts = about if isinstance(about, Mapping) else {}
        more = {key: value for key, value in facts.items() if key not in ("labels", "description")}
        if more:
            settings.setdefault("speakers", {})[str(name)] = more
    own = head.get("settings")
    if isinstance(own, Mapping):
        settings.update((str(key), value) for key, value in own.items())
    return settings


class _Body:
    """The part after the front matter, read a paragraph at a time."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.turns: list[Turn] = []
        self.chapters: list[Chapter] = []
        self.dropped: list[Dropped] = []
        self.doubts: list[Doubt] = []
        self._speaker, self._narration, self._line = "", False, 0
        self._paragraphs: list[Paragraph] = []
        self._waiting: list[tuple[str, ChapterKind]] = []
        self._held: tuple[Direction, ...] = ()
        """What marks ask for that stand before any paragraph of their turn."""

    def read(self, lines: Sequence[str], taken: int) -> None:
        """Read everything after the first lines, `taken` of them."""
        here: list[str] = []
        comment = False
        for number, line in enumerate([*self._without_cuts(lines[taken:], taken), ""], taken + 1):
            single = not comment and (_CHAPTER.match(line) or line.strip() == NEW_TURN)
            apart = not line.strip() or single or line.strip() == _NOT_SPOKEN or _LABEL.match(line)
            if here and not comment and apart:
                self._paragraph(here, number - len(here))
                here = []
            if comment:
                self._not_spoken(line.rstrip())
                comment = line.strip() != "-->"
            elif single:
                self._mark(line)
            elif line.strip() == _NOT_SPOKEN:
                comment = True
            elif line.strip():
                here.append(line)
        self._close()

    def _without_cuts(self, lines: Sequence[str], taken: int) -> Sequence[str]:
        """Drop what stands between `[cut]` and `[/cut]`; the lines stay where they are."""
        begin = next((at for at, line in enumerate(lines) if line.strip() == _NOT_SPOKEN), len(lines))
        end = next((at for at in range(begin, len(lines)) if lines[at].strip() == "-->"), len(lines))
        said = [" " * len(line) if begin <= at <= end else line for at, line in enumerate(lines)]
        text = "\n".join(lines)
        (cuts,) = closed_cuts(["\n".join(said)])
        for start, stop in cuts:
            first = taken + 1 + text.count("\n", 0, start)
            place = Lines(first, first + text.count("\n", start, stop))
            self.dropped.append(Dropped(one_line(text[start:stop]), "cut", place))
        changes = ((start, stop, "\n" * text.count("\n", start, stop)) for start, stop in cuts)
        return edited(text, changes).text.split("\n") if cuts else lines

    def _mark(self, line: str) -> None:
        """Keep a chapter for the paragraph after it, or end a turn of the narrator."""
        chapter = _CHAPTER.match(line)
        if chapter is None:
            self._close()
        else:
            kind = cast("ChapterKind", chapter["kind"] or "question")
            self._waiting.append((one_line(chapter["title"]), kind))

    def _paragraph(self, lines: Sequence[str], number: int) -> None:
        quoted = lines[0].startswith(">")
        text = one_line(" ".join(line[1:] if quoted and line.startswith(">") else line for line in lines))
        label = None if quoted else _LABEL.match(text)
        if label:
            self._begin(_unescaped(label["name"]), number, narration=False)
            text = text[label.end() :]
        elif quoted and not (self._narration and self._paragraphs):
            self._begin(NARRATOR, number, narration=True)
        elif not quoted and (self._narration or not self._speaker):
            raise ScriptError(
                "this paragraph has no speaker. Begin it with `**Name:**`, or with `> ` for the narrator.",
                source=self.source,
                line=number,
            )
        taken = take_marks(text.removeprefix("\\"))
        self._said(taken, Lines(number, number + len(lines) - 1))

    def _said(self, taken: Taken, place: Lines) -> None:
        """Add a paragraph; what marks without words ask for is of the one before, or of the next."""
        self.dropped += [Dropped(mark, "unknown direction", place) for mark in taken.removed]
        self.doubts += [open_doubt(mark, place.first) for mark in taken.open]
        if taken.text:
            at = len(self.turns) + 1, len(self._paragraphs)
            self.chapters += [Chapter(title, at[0], kind, at[1]) for title, kind in self._waiting]
            asked = merged((*self._held, *taken.directions))
            self._paragraphs.append(Paragraph(taken.text, place, taken.links, asked))
            self._waiting, self._held = [], ()
        elif self._paragraphs:
            last = self._paragraphs[-1]
            end = len(last.text)
            more = (replace(each, start=end, end=end) for each in taken.directions)
            self._paragraphs[-1] = replace(last, directions=merged((*last.directions, *more)))
        else:
            self._held = merged((*self._held, *taken.directions))

    def _begin(self, speaker: str, line: int, *, narration: bool) -> None:
        self._close()
        self._speaker, self._line, self._narration = speaker, line, narration

    def _close(self) -> None:
        if self._paragraphs:
            number, paragraphs = len(self.turns) + 1, tuple(self._paragraphs)
            label = None if self._narration else self._speaker
            self.turns.append(Turn(number, self._speaker, paragraphs, label, self._narration, self._line))
        self._paragraphs = []

    def _not_spoken(self, line: str) -> None:
        found = _DROPPED.match(line)
        if found:
            who = _unescaped(found["who"]) if found["who"] else None
            self.dropped.append(Dropped(_unescaped(found["text"]), found["reason"], Lines(0, 0), who))


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)

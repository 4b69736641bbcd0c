"""What the walk looks like on a terminal, as lines of styled text; nothing is printed here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from rich.cells import cell_len, set_cell_size

from audio.cast import VoiceEntry
from audio.rehearsal.session import Session
from audio.speech import is_here

Line = list[tuple[str, str]]
"""Pieces of a line: the name of a style, and text."""

KEYS = (
    ("↑ ↓", "the turn before, the next"),
    ("PgUp PgDn", "ten turns"),
    ("Home End", "the first turn, the last"),
    ("space", "hear the turn; again: be still"),
    ("v", "other voices for whoever speaks it"),
    ("s", "save the chosen voices"),
    ("?", "these keys"),
    ("q", "leave"),
)
TURN_KEYS = (("↑↓", "turn"), ("space", "hear"), ("v", "voice"), ("s", "save"), ("?", "keys"), ("q", "leave"))
VOICE_KEYS = (("space", "hear it"), ("Enter", "take it"), ("letters", "search"), ("Esc", "back"))
COLOURS = 6
"""Styles of speakers, one after the other: `who0` to `who5`."""
_MOST_TOLD = 4
"""Lines of what is told."""
_NAME, _NARROW_NAME, _NARROW = 20, 12, 80
"""Columns that a name takes at most, and on a terminal of fewer columns than that."""


@dataclass(slots=True)
class View:
    """What is shown."""

    session: Session
    told: str = ""
    """What was done, or went wrong; until somebody goes on."""
    doing: str = ""
    """How far a hearing is."""
    playing: int | None = None
    """Number of the turn that is heard."""
    heard: set[int] = field(default_factory=set)
    """Numbers of turns that were heard to the end."""
    keys: bool = False
    """Whether the keys are shown instead of the turns."""
    voices: tuple[VoiceEntry, ...] = ()
    """Voices to choose from; empty while nobody chooses."""
    voice_at: int = 0
    search: str = ""

    def found(self) -> tuple[VoiceEntry, ...]:
        """Give the voices of which a word begins with what is searched for: `male` is not in `female`."""
        begins = re.compile(rf"(?<![a-z]){re.escape(self.search)}", re.IGNORECASE)
        return tuple(voice for voice in self.voices if begins.search(_about(voice)))


def lines_of(view: View, width: int, height: int) -> list[Line]:
    """Give as many lines as a terminal has, none wider: head, list, the turn, what may be typed."""
    view = replace(view, session=replace(view.session))  # as it is now: it may be read anew meanwhile
    head = [_head(view, width), [("rule", "─" * width)]]
    detail = [[("rule", "─" * width)], *_detail(view, width, max(3, height // 3))]
    detail += [[] for _ in range(max(3, height // 3) + 2 - len(detail))]
    foot = [[("rule", "─" * width)], *_foot(view, width)]
    room = max(1, height - len(head) - len(detail) - len(foot))
    if view.keys:
        listed = [[("key", f"  {key:<10}"), ("", what)] for key, what in KEYS]
    elif view.voices:
        listed = list(_voices(view, width, room))
    else:
        listed = list(_turns(view, width, room))
    listed += [[] for _ in range(room - len(listed))]
    lines = [*head, *listed[:room], *detail, *foot]
    return [_clipped(line, width) for line in lines[:height]]


def _head(view: View, width: int) -> Line:
    session = view.session
    title = session.plan.script.title or session.plan.request.source.name
    chosen = " · not saved" if session.chosen else ""
    right = (
        f" turn {session.turn.number} of {session.turns[-1].number} · {session.settings_file.name}{chosen} "
    )
    return [("title", _fit(f" {title}", width - cell_len(right))), ("quiet", right)]


def _turns(view: View, width: int, room: int) -> Iterator[Line]:
    session = view.session
    name = min(
        max(cell_len(turn.speaker) for turn in session.turns), _NAME if width >= _NARROW else _NARROW_NAME
    )
    number = len(str(session.turns[-1].number))
    for at in _window(session.place, len(session.turns), room):
        turn = session.turns[at]
        mark = "♪" if turn.number == view.playing else "✓" if turn.number in view.heard else " "
        text = _fit(" ".join(turn.text.split()), width - number - name - 8)
        here = " here" if at == session.place else ""
        yield [
            (f"quiet{here}", f" {'▸' if here else ' '} {turn.number:>{number}} "),
            (f"{_style_of(session, turn.speaker)}{here}", f"{_fit(turn.speaker, name)} "),
            (f"text{here}", f"{text} {mark} "),
        ]


def _voices(view: View, width: int, room: int) -> Iterator[Line]:
    found, own = view.found(), str(view.session.member.voice)
    asked = f" Voices for {view.session.turn.speaker}"
    yield [("title", asked), ("quiet", f"  search: {view.search}▏" if view.search else "")]
    for at in _window(view.voice_at, len(found), room - 1):
        here = " here" if at == view.voice_at else ""
        now = "now" if str(found[at]) == own else ""
        yield [(f"text{here}", f" {'▸' if here else ' '} {_fit(_about(found[at]), width - 8)}{now:>4} ")]
    if not found:
        yield [("quiet", "   no voice is called that; Backspace takes letters away")]


def _about(voice: VoiceEntry) -> str:
    gender = voice.gender if voice.gender != "unknown" else ""
    grade = f"grade {voice.grade}" if voice.grade else ""
    fetched = "" if is_here(voice) else "to fetch"
    return f"{voice!s:<22} " + " · ".join(filter(None, [voice.language, gender, grade, fetched]))


def _detail(view: View, width: int, room: int) -> Iterator[Line]:
    """Give the turn: whose it is, all of it as far as there is room, and what is said otherwise."""
    session = view.session
    turn, member = session.turn, session.member
    why = "chosen here, not saved" if turn.speaker in session.chosen else member.why
    about = f"{member.voice} · {why}"
    yield [
        (_style_of(session, turn.speaker), f" {turn.speaker}"),
        ("quiet", _fit(f"  {about}", width - cell_len(turn.speaker) - 1)),
    ]
    pairs = [f"{written or '…'} → {said or 'nothing'}" for written, said in session.otherwise()]
    otherwise = _wrapped("said otherwise: " + "; ".join(pairs), width - 2)[:2] if pairs else []
    text = _wrapped(turn.text, width - 2)
    most = max(1, room - len(otherwise))
    if len(text) > most:
        text = [*text[: most - 1], _fit(f"{text[most - 1]} {text[most]}", width - 2)]
    yield from ([("text", f" {line}")] for line in text)
    yield from ([("quiet", f" {line}")] for line in otherwise)


def _foot(view: View, width: int) -> list[Line]:
    if told := view.told or view.doing:
        return [[("told", f" {line}")] for line in _wrapped(told, width - 2)[:_MOST_TOLD]]
    return [_key_line(VOICE_KEYS if view.voices else TURN_KEYS, width)]


def _key_line(keys: Iterable[tuple[str, str]], width: int) -> Line:
    line: Line = []
    for key, what in keys:
        if sum(cell_len(text) for _, text in line) + cell_len(key) + cell_len(what) + 4 <= width:
            line += [("key", f" {key} "), ("quiet", f"{what} ")]
    return line


def _style_of(session: Session, speaker: str) -> str:
    names = [member.speaker for member in session.plan.cast.members]
    return f"who{names.index(speaker) % COLOURS}"


def _window(at: int, count: int, room: int) -> Sequence[int]:
    """Give which of a list are shown, so that `at` is among them and mostly in the middle."""
    first = max(0, min(at - room // 2, count - room))
    return range(first, min(count, first + room))


def _fit(text: str, width: int) -> str:
    """Give a text in exactly so many columns."""
    width = max(width, 1)
    return set_cell_size(text, width) if cell_len(text) <= width else f"{set_cell_size(text, width - 1)}…"


def _clipped(line: Line, width: int) -> Line:
    """Give as much of a line as there is room for."""
    clipped: Line = []
    for style, text in line:
        room = width - sum(cell_len(part) for _, part in clipped)
        clipped.append((style, text if cell_len(text) <= room else set_cell_size(text, room)))
    return clipped


def _wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines between its words, by the columns that its signs take."""
    from rich.console import Console  # noqa: PLC0415 - 20 ms, and previews without a walk need none
    from rich.text import Text  # noqa: PLC0415

    console = Console(width=max(width, 1))
    parts = (Text(part).wrap(console, max(width, 1)) for part in text.splitlines() if part.strip())
    return [line.plain.rstrip() for part in parts for line in part]

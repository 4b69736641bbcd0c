"""From a file to a `Script`: the stages of reading, in order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from audio import guard
from audio.errors import ScriptError
from audio.script import canonical
from audio.script.around import Judged, judge
from audio.script.convention import Convention, Piece, cut, decide
from audio.script.document import Document, Person
from audio.script.head import Around, Head, find_guest, find_host, find_title, portions, take_head
from audio.script.names import ANSWER_LABELS, QUESTION_LABELS, key_of
from audio.script.readers import read_document
from audio.script.speakers import (
    GUEST,
    INTERVIEWER,
    People,
    attribute,
    resolve,
)
from audio.script.text import detect, language_tag, one_line, words_of
from audio.script.turns import (
    build,
    direction_doubts,
    find_doubts,
    judged_doubts,
    slips_of_directions,
    unsaid_doubts,
    with_chapters,
)
from audio.script.unspoken import read_credits, unsaid
from audio.script.values import EVEN, Block, Dropped, Script, Speaker, Turn
from audio.source import open_source

_NOBODY: Mapping[str, str] = {}
_WITNESSES = words_of("witnesses")
_ASKING_OR_ANSWERING = QUESTION_LABELS | ANSWER_LABELS | words_of("host_keys") | words_of("guest_keys")
_WITH_LABELS = 0.5
"""Log-odds from which on what stands before tells who answers, where there are labels."""
_SHORT_LINE = 50
"""Characters of lines that nobody wrapped: each of such a paragraph stands by itself."""
_NEXT = 20_000
"""Characters of a line behind what was dropped last in which a paragraph is sought that begins so."""


def read_script(path: Path, known: Mapping[str, str] = _NOBODY) -> Script:
    """Read an interview. `known` are other labels of people in the settings: alias -> full name.

    Raises `ScriptError` where the file is missing, empty, or no text.
    """
    source = open_source(path)
    return read_bytes(source.data, source.name, known)


def read_bytes(
    data: bytes, source: str, known: Mapping[str, str] = _NOBODY, labels: Collection[str] = ()
) -> Script:
    """Read an interview from the bytes of a file.

    `source` is its name for messages; its suffix may hint at the format. `known` are labels of people in the
    settings: alias -> full name. With `labels`, as written, these are the labels of the file and no others.
    """
    text = canonical.text_of(data)
    if text:
        guard.check_text(data, source)
        return canonical.read(text, source)
    return read_interview(read_document(data, source), source, known, labels)


def read_interview(
    document: Document, source: str, known: Mapping[str, str] = _NOBODY, labels: Collection[str] = ()
) -> Script:
    """Read an interview from the blocks of a file, as `read_bytes` does.

    Raises `ScriptError` where there is nothing to read.
    """
    if not any(block.kind != "rule" for block in document.blocks):
        raise ScriptError(
            "there is no text in this file. Give a file with an interview in it.", source=source
        )
    meta = document.metadata
    found = prepare(document, known, labels)
    persons, convention = found.persons, found.convention
    judged = judge(found.pieces, found.names, found.speakers, found.title)
    said = attribute(judged, convention, persons, found.host or INTERVIEWER, found.guest or GUEST)
    turns, dropped = build(said, convention.questions.symbols)
    keys = {each.label.key for each in found.pieces if each.label and each.kind != "mark"}
    written = {each.written for each in convention.candidates if each.key in keys}
    scores = tuple(each for each in convention.scores if each.score < EVEN or each.label in written)
    left_out = _in_order(document.blocks, document.dropped, found.head.dropped, dropped)
    language = language_tag(meta.language) or detect(
        "\n".join(turn.text for turn in turns[:40]) or found.title
    )
    script = Script(
        title=found.title,
        turns=turns,
        speakers=_speakers(turns, dropped, found, _roles(judged, found.names)),
        dropped=left_out,
        date=meta.date or found.head.date,
        language=language,
        show=meta.show,
        settings=meta.settings,
        doubts=(
            *find_doubts(turns, convention, persons, scores),
            *direction_doubts(turns, left_out),
            *slips_of_directions(turns, left_out),
            *unsaid_doubts(turns, left_out),
            *judged_doubts(judged, said),
        ),
        scores=scores,
        source=source,
    )
    return with_chapters(script, "auto")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file whose signs are known, and not yet who says what has none."""

    head: Head
    convention: Convention
    pieces: Sequence[Piece]
    people: Sequence[Person]
    persons: People
    title: str
    host: str
    guest: str

    @property
    def speakers(self) -> Mapping[str, str]:
        """Whom each label means, by its key."""
        return {key: self.persons.name_of(key) for key in self.persons.keys}

    @property
    def names(self) -> tuple[str, ...]:
        """Who may be told of."""
        told = (*self.persons.names, self.host, self.guest)
        return tuple(dict.fromkeys(name for name in told if name))


def prepare(document: Document, known: Mapping[str, str] = _NOBODY, labels: Collection[str] = ()) -> Prepared:
    """Find the labels and looks of a file, and its people."""
    meta = document.metadata
    head = take_head([part for block in document.blocks for part in portions(block)])
    people = (*meta.people, *head.people)
    sure = frozenset(key_of(name) for name in (*known, *known.values()) if name)
    convention = decide(head.blocks, _keys_of(people), sure, frozenset(map(key_of, labels)))
    pieces = cut(head.blocks, convention)
    used = [piece.label for piece in pieces if piece.label and piece.kind != "mark"]
    spoken = next(
        (piece.index for piece in pieces if piece.label or piece.kind == "question"), len(head.blocks)
    )
    title = find_title(meta.title or head.title, head.blocks[:spoken])
    named = any(label.name.kind != "letter" and label.key not in _ASKING_OR_ANSWERING for label in used)
    told = around(document, pieces, convention, people, title)
    guest = find_guest(told, _WITH_LABELS if used else 0.0, "talked with" if named else "")
    host = find_host(told, guest)
    asked = _letters(host, guest or _witness(convention))
    letters = {key: name for key, name in asked.items() if key not in convention.facts.declared}
    listed = (*people, *(Person(name) for name in (guest, host) if name))
    persons = resolve(used, listed, convention.facts.declared, {**letters, **known})
    return Prepared(head, convention, pieces, people, persons, title, host, guest)


def around(
    document: Document, pieces: Sequence[Piece], convention: Convention, people: Sequence[Person], title: str
) -> Around:
    """Give what a file says around its conversation."""
    captions = [one.text for one in document.dropped if one.reason == "caption"]
    asked = [
        piece.text
        for piece in pieces
        if piece.kind == "question" or (piece.label and piece.label.key in QUESTION_LABELS)
    ]
    return Around(title, _before(pieces, convention), captions, people, convention.facts, asked)


def _roles(judged: Sequence[Judged], names: Sequence[str]) -> dict[str, str]:
    """Give what credits that nobody says tell of those who speak."""
    told = (read_credits(each.piece.text, names) for each in judged if each.by == "nobody")
    return {name: role for found in told for name, role in (found or {}).items() if role}


def _letters(host: str, guest: str) -> dict[str, str]:
    """Whom `Q`, `A` and `THE WITNESS` mean where the file tells who asks and who answers."""
    asking = dict.fromkeys(QUESTION_LABELS, host) if host else {}
    return {**asking, **dict.fromkeys(ANSWER_LABELS | _WITNESSES, guest)} if guest else asking


def _witness(convention: Convention) -> str:
    """Who answers in a court's record: `A` to counsel is `THE WITNESS` to everybody else."""
    found = (c.written for c in convention.candidates if c.key in _WITNESSES and c.key in convention.labels)
    return next(found, "")


def _keys_of(people: Sequence[Person]) -> frozenset[str]:
    """Every way in which somebody whom the file names may be labelled."""
    return frozenset(key_of(name) for person in people for name in (person.name, *person.aliases) if name)


def _before(pieces: Sequence[Piece], convention: Convention) -> str:
    """Give the text before the conversation."""
    texts = []
    for piece in pieces:
        if piece.label or piece.kind == "question":
            break
        lines = [one_line(line) for line in piece.text.split("\n") if not unsaid(line)]
        texts.append(("\n" if max(map(len, lines), default=0) <= _SHORT_LINE else " ").join(lines))
    return "\n".join(texts) if convention.has_conversation else ""


def _speakers(
    turns: Sequence[Turn], dropped: Sequence[Dropped], found: Prepared, roles: Mapping[str, str]
) -> tuple[Speaker, ...]:
    """Give everyone who says something, in order of first speaking, with what the source says of them."""
    about = {key_of(person.name): person.description for person in found.people if person.description}
    about.update({key_of(name): role for name, role in roles.items()})
    labels = found.persons.labels_of()
    names = dict.fromkeys(turn.speaker for turn in turns if not turn.narration)
    names.update(dict.fromkeys(item.speaker for item in dropped if item.speaker))
    return tuple(
        Speaker(name, labels.get(name, ()), about.get(key_of(name), "") or found.persons.role_of(name))
        for name in names
    )


def _in_order(blocks: Sequence[Block], *groups: Sequence[Dropped]) -> tuple[Dropped, ...]:
    """Give what is dropped in source order, also where a page is one line; each group is in order."""
    count = Counter(item.lines.first for group in groups for item in group)
    parts: defaultdict[int, list[str]] = defaultdict(list)
    for block in blocks:
        if count[block.lines.first] > 1:
            parts[block.lines.first].append(f"\n{one_line(block.text)}")
    texts = {line: "".join(own) for line, own in parts.items()}
    placed: list[tuple[int, int, Dropped]] = []
    for group in groups:
        after: Counter[int] = Counter()
        for item in group:
            line = item.lines.first
            text, start = texts.get(line, ""), after[line]
            begins = text.find(f"\n{item.text}", start, start + len(item.text) + _NEXT)
            at = begins if begins >= 0 else text.find(item.text, start)
            placed.append((line, max(at, start), item))
            after[line] = at + len(item.text) if at >= 0 else start
    return tuple(item for *_, item in sorted(placed, key=lambda each: each[:2]))

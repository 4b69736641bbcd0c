"""What in a file looks like a label: candidates with the evidence for each, no decision yet.

A label stands at the beginning of a line: perhaps a dash or `>>`, a timestamp, a name of at most 60
characters, brackets with initials, a role or a timestamp, then a delimiter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from audio.script.labels.line import begin, skip, spans_from
from audio.script.labels.parts import parted, without_stamps
from audio.script.labels.scan import Emphasis, emphasis, scan, speech_after
from audio.script.labels.signs import Delimiter
from audio.script.names import Name, bare, capitals, classify, key_of, surname_last
from audio.script.text import STAMP, ends_sentence, find_date
from audio.script.unspoken import PROCEEDINGS
from audio.script.values import Block

_MOST_SEEN = 400
"""Characters after a place in mid-line that are looked at for a label."""
_WRAPPED = 45
"""Characters from which on a line may have been wrapped."""
_LETTER_IN = re.compile(r"(?<=[.?!…”\"] )[A-Z]\.(?=[ \n])")
"""The answer's letter in the paragraph of its question: `Q. How long? A. A year.`."""
_INTRODUCED = re.compile(r"[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’.-]*){1,3} \([A-ZÀ-Þ]{2,4}\)")
_BLANK = re.compile(r"\s*")
_DEFINED = re.compile(r"\n[ \t]*:[ \t]+(?=\S)")
"""What a definition list of Markdown has between its term and what is said of it."""
_RUN_IN = re.compile(r"(?<=[.?!…][ ])[A-ZÀ-Þ][\w'’.-]{0,24}(?: [A-ZÀ-Þ][\w'’.-]{1,24}){0,2}:(?=[ ])")

Shape = tuple[str, str, str]
"""What kind of label it is: delimiter, emphasis or capitals, and the list item or quotation around it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be a label."""

    block: int
    """Index of its block."""
    start: int
    """Offset in the block's text where it begins, marks and timestamps before it included."""
    end: int
    """Offset where the speech begins."""
    written: str
    """The label as written, without punctuation and timestamps."""
    name: Name
    """The name in it."""
    delimiter: Delimiter
    alias: str = ""
    """Initials that it declares in brackets, or empty."""
    role: str = ""
    """What else it says in brackets, or empty."""
    emphasis: Emphasis = ""
    at: int = 0
    """Offset in the block's text where the name begins."""
    place: str = ""
    """`item` or `quote` where it stands in one, otherwise empty."""
    head: bool = True
    """It begins its block, or stands below a timestamp alone on its line."""
    alone: bool = False
    """Nothing else stands on its line, save timestamps."""
    stamped: bool = False
    """A timestamp stands in it or after it."""
    marked: bool = False
    """`>>` stands before it."""
    run_in: bool = False
    """It stands in mid-line, one of several."""
    wrapped: bool = False
    """The line before it breaks off in mid-sentence, as hard-wrapped text does."""
    shouted: bool = False
    """It stands in capitals, and so does what follows: a title with a colon may look so."""
    points: bool = False
    """Nothing but a link follows, or a name and its initials: `Presenter: Orla Finch (OF)`."""

    @property
    def key(self) -> str:
        """What different writings of this label share."""
        return key_of(self.name.text)

    @property
    def shape(self) -> Shape:
        """What kind of label it is, for comparison with the others of the file."""
        shouted = self.delimiter in ("own", "stop") and capitals(self.name.text)
        return (self.delimiter, self.emphasis or ("caps" if shouted else ""), self.place)


def find(blocks: Sequence[Block]) -> Iterator[Candidate]:
    """Give every candidate of a file, in order: at most one a line, and those that follow it there."""
    for index, block in enumerate(blocks):
        if block.kind in ("rule", "code"):
            continue
        if block.speaker:
            yield _given(index, block.speaker)
        else:
            yield from _in_lines(block, index)


def _in_lines(block: Block, index: int) -> Iterator[Candidate]:
    """Give the candidates of a block's lines."""
    start, head, before = 0, True, ""
    for line in block.text.split("\n"):
        end = start + len(line)
        found = _at(block, index, start, end, before, head=head)
        if found:
            yield found
            yield from _run_in(block, index, found, end)
        start = end + 1
        head = bool(STAMP.fullmatch(line.strip()))
        before = line.rstrip()


def _run_in(block: Block, index: int, first: Candidate, end: int) -> Iterator[Candidate]:
    """Give what may be labels behind the first on its line, or letters behind the first in its paragraph."""
    letter = first.name.kind == "letter" and first.delimiter == "stop" and first.start == 0
    if not letter and (first.delimiter != "colon" or first.emphasis):
        return
    pattern, end = (_LETTER_IN, len(block.text)) if letter else (_RUN_IN, end)
    starts = [match.start() for match in pattern.finditer(block.text, first.end, end)]
    for start, following in pairwise([*starts, end]):
        found = _at(block, index, start, min(following, start + _MOST_SEEN))
        if found and found.delimiter == first.delimiter and (found.name.kind == "letter" or not letter):
            yield replace(found, run_in=True)


def at_offset(block: Block, index: int, offset: int) -> Candidate | None:
    """Give the candidate that begins at an offset in the middle of a line, or None."""
    end = block.text.find("\n", offset)
    return _at(block, index, offset, min(len(block.text) if end < 0 else end, offset + _MOST_SEEN))


def _given(index: int, speaker: str) -> Candidate:
    """Give the label of a block whose speaker the format itself names: whatever it says, it is a name."""
    parts = parted(speaker)
    name = classify(surname_last(parts.name))
    told = Name(name.text or speaker, "handle") if name.prior < 0 else name
    return Candidate(index, 0, 0, speaker, told, "voice", parts.alias, parts.role)


def _at(
    block: Block, index: int, start: int, end: int, before: str = "", *, head: bool = False
) -> Candidate | None:
    """Give the candidate that begins with the line from `start` to `end`, `before` the line before it."""
    line = begin(block, start, end)
    found = scan(line)
    if found is None:
        return None
    written, delimited, delimiter = found
    parts = parted(written)
    name = classify(surname_last(parts.name) if delimiter == "bold" else parts.name)
    after, trailing = speech_after(block.text, delimited, end)
    rest = block.text[after:end].strip()
    own, close = delimiter == "own", skip(_BLANK, line.text, line.pos + len(written), line.end)
    after = skip(_DEFINED, block.text, after, len(block.text)) if own else after
    set_apart = emphasis(line, after)
    candidate = Candidate(
        index,
        start,
        after,
        bare(without_stamps(written)),
        name,
        delimiter,
        parts.alias,
        parts.role,
        set_apart,
        line.pos,
        block.kind if block.kind in ("item", "quote") else "",
        head=head,
        alone=own or not rest,
        stamped=trailing or parts.stamped or (own and (bool(rest) or after > close)),
        marked=line.marked,
        wrapped=len(before) >= _WRAPPED and not set_apart and not ends_sentence(before),
        shouted=capitals(name.text) and capitals(rest[:60]) and " " in rest,
        points=_points(block, after, end) or (delimiter == "sign" and _explains(name, rest)),
    )
    return candidate if _possible(candidate, block) else None


def _explains(name: Name, rest: str) -> bool:
    """Say whether what follows tells who is behind a label: `Speaker A = Ada Lovelace`."""
    return classify(rest).kind == "person" or (name.kind == "role" and classify(rest).kind == "word")


def _points(block: Block, start: int, end: int) -> bool:
    """Say whether what follows a label is a link, or a name with its initials, and nothing else."""
    rest = block.text[start:end].strip()
    ends = start + len(rest)
    linked = any(span.kind == "link" and span.end >= ends for span in spans_from(block, start - 1, start + 1))
    web = rest.startswith(("http://", "https://")) and " " not in rest
    return bool(rest) and (linked or web or bool(_INTRODUCED.fullmatch(rest)))


def _possible(candidate: Candidate, block: Block) -> bool:
    """Say whether a label can look so at all: a name, alone in a heading, with a clear delimiter in a cue."""
    name, delimiter = candidate.name, candidate.delimiter
    said = block.text[candidate.end : candidate.end + 40]
    small_role = name.kind == "role" and name.text[:1].islower()
    if (
        name.kind == "none"
        or (delimiter == "sign" and candidate.points)
        or name.text[:1] in "-–—~"
        or (name.kind == "field" and delimiter not in ("colon", "stop", "tab"))
        or (name.kind == "mark" and delimiter in ("own", "dash"))
        or find_date(candidate.role) is not None  # a byline: `Ada Lowe · 3 May 2024 · Photo:`
        or (name.kind == "phrase" and candidate.alone and PROCEEDINGS.search(name.text))
        or (small_role and delimiter not in ("colon", "bracket", "dash"))
        or (name.kind in ("phrase", "handle", "field") and said.startswith(("http://", "https://")))
        or (
            delimiter != "sign"
            and any(
                each.kind == "code" and not STAMP.fullmatch(block.text[each.start : each.end])
                for each in spans_from(block, candidate.start, candidate.end)
            )
        )
    ):
        return False
    if delimiter == "stop":  # the end of a sentence, dots, or a warning in capitals
        unsaid = said.strip() and not any(map(str.isalnum, said))
        if unsaid or candidate.alone or (capitals(name.text) and capitals(said)):
            return False
    if candidate.emphasis == "heading":
        return candidate.alone
    return block.kind != "cue" or delimiter not in ("own", "dash", "tab")

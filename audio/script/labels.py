"""What in a file looks like a label: candidates with the evidence for each, no decision yet.

A label stands at the beginning of a line: perhaps a dash or `>>`, a timestamp, a name of at most 60
characters, brackets with initials, a role or a timestamp, then a delimiter. The scan looks at no more than
the first 120 characters of a line, so that its cost is the same for every line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from audio.script.names import Name, bare, classify, joined, key_of
from audio.script.values import Block, Span
from audio.script.vocabulary import ANSWER_LABELS, QUESTION_LABELS

Delimiter = Literal["colon", "stop", "dash", "tab", "bracket", "own", "bold", "voice", "mark"]
Emphasis = Literal["", "strong", "emphasis", "cite", "heading"]

Shape = tuple[str, str, str]
"""What kind of label it is: delimiter, emphasis or capitals, and the list item or quotation around it."""

_REACH = 120
_CLOCK = r"(?:\d{1,3}: ?)?\d{1,2}:\d{2}(?:[.,:]\d{1,3})?"
STAMP = re.compile(rf"[\[(<]?\s*{_CLOCK}(?:\s*(?:-->|[-–—])\s*{_CLOCK})?\s*(?:[AaPp][Mm])?\s*[\])>]?")
"""A timestamp: hours may lack, brackets may stand round it, a second one may end it."""

_PREFIX = re.compile(r"[ \t]*(?:[-–—•·*]+[ \t]+|>{1,3}[ \t]*|——)?[ \t]*")
_AFTER_STAMP = re.compile(r"[ \t]*[-–—|:]?[ \t]*")
_IRC = re.compile(r"<[ @+]?([^<>\n]{1,40})>[ \t]+|\[([^\[\]\n\d]{2,40})\](?:[ \t]*[:：][ \t]*|[ \t]+)")
_BRACKETS = {"(": ")", "[": "]", "（": "）", "【": "】"}
_BRACKETED = re.compile(r"[(\[（【]([^()\[\]（）【】\n]{1,80})[)\]）】]")
_INITIALS = re.compile(r"^[A-ZÀ-Þ][A-Za-zÀ-ÿ]{0,3}\.?$")
_SPACE = re.compile(r"[ \t]*")
_INITIALS_GO_ON = re.compile(
    r"(?:[A-Z]\.[ \t]?){1,3}(?:(?:[A-Z][\w'’-]{1,30}[ \t]?){1,2}[:：(]|[A-Z][A-Z'’-]{1,30}\.)"
)
_LETTER_ALONE = re.compile(r"([QA])[ \t]+(?=[A-Z\"“'‘¿¡(\[—-])")
_CJK_ALONE = re.compile(
    r"([\u3040-\u30ff\u3400-\u9fff・]{1,6})(?:[ \u3000]+(?=[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef])"
    r"|(?=[「『]))"
)
_SUFFIX = re.compile(
    r"^(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d|esq|mba|msc|ma|ba|rn|cbe|obe|dds|jd)\.?$", re.IGNORECASE
)


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
    alias: str
    """Initials that it declares in brackets, or empty."""
    role: str
    """What else it says in brackets, or empty."""
    delimiter: Delimiter
    emphasis: Emphasis
    alone: bool
    """Nothing else stands on its line, save timestamps."""
    stamped: bool
    """A timestamp stands in it or after it."""
    head: bool
    """It begins its block."""
    place: str = ""
    """`item` or `quote` where it stands in one, otherwise empty."""
    marked: bool = False
    """`>>` stands before it."""

    @property
    def key(self) -> str:
        """What different writings of this label share."""
        return key_of(self.name.text)

    @property
    def shape(self) -> Shape:
        """What kind of label it is, for comparison with the others of the file."""
        capitals = self.delimiter in ("own", "stop") and _capitals(self.name.text)
        return (self.delimiter, self.emphasis or ("caps" if capitals else ""), self.place)


def find(blocks: Sequence[Block]) -> Iterator[Candidate]:
    """Give every candidate of a file, in order, at most one a line."""
    for index, block in enumerate(blocks):
        if block.kind in ("rule", "code"):
            continue
        if block.speaker:
            name = classify(block.speaker)
            yield Candidate(index, 0, 0, block.speaker, name, "", "", "voice", "", False, False, True)
            continue
        start, head = 0, True
        for line in block.text.split("\n"):
            found = _at(block, index, start, start + len(line))
            if found:
                yield replace(found, head=head)
            start += len(line) + 1
            head = head and bool(STAMP.fullmatch(line.strip()))


def at_offset(block: Block, index: int, offset: int) -> Candidate | None:
    """Give the candidate that begins at an offset in the middle of a line, or None."""
    end = block.text.find("\n", offset)
    return _at(block, index, offset, len(block.text) if end < 0 else end)


def _at(block: Block, index: int, start: int, end: int) -> Candidate | None:
    """Give the candidate that begins with the line from `start` to `end`."""
    text, reach = block.text, min(end, start + _REACH)
    pos = _match_end(_PREFIX, text, start, reach)
    marked = ">>" in text[start:pos]
    stamp = STAMP.match(text, pos, reach)
    if stamp:
        pos = _match_end(_AFTER_STAMP, text, stamp.end(), reach)
    scan = _Scan(block, pos, reach, end)
    found = _irc(scan) or scan.bold() or scan.delimited() or _letter(scan)
    if found is None:
        return None
    written, after, delimiter = found
    label, alias, role, inner_stamp = _brackets(written)
    name = classify(label)
    if (
        name.text[:1] in "-–—~"
        or name.kind == "none"
        or (name.kind == "mark" and delimiter in ("own", "dash"))
    ):
        return None
    after, trailing = _after(text, after, end)
    alone = delimiter == "own" or not text[after:end].strip()
    emphasis = scan.emphasis(after)
    if (emphasis == "heading" and not alone) or (block.kind == "cue" and delimiter in ("own", "dash", "tab")):
        return None
    place = block.kind if block.kind in ("item", "quote") else ""
    written_label = bare(_without_stamps(written))
    stamped = trailing or inner_stamp or (delimiter == "own" and bool(text[after:end].strip()))
    return Candidate(
        index,
        start,
        after,
        written_label,
        name,
        alias,
        role,
        delimiter,
        emphasis,
        alone,
        stamped,
        start == 0,
        place,
        marked,
    )


class _Scan:
    """One line, read from where a name may begin."""

    def __init__(self, block: Block, pos: int, reach: int, end: int) -> None:
        self.block, self.text, self.pos, self.reach, self.end = block, block.text, pos, reach, end

    def emphasis(self, after: int) -> Emphasis:
        """Tell what sets the label apart: a span that begins with it."""
        if self.block.kind == "heading":
            return "heading"
        for span in self._spans():
            if span.kind in ("strong", "cite", "emphasis"):
                return span.kind if span.start < after else ""  # type: ignore[return-value]  # narrowed above
        return ""

    def _spans(self) -> list[Span]:
        """Spans that begin where the name does, the outermost first."""
        return [span for span in self.block.spans if abs(span.start - self.pos) <= 1 and span.kind != "code"]

    def bold(self) -> tuple[str, int, Delimiter] | None:
        """Give a name set in bold with no delimiter after it."""
        strong = [span for span in self._spans() if span.kind in ("strong", "cite", "emphasis")]
        if not strong or strong[0].end > self.reach:
            return None
        name = self.text[self.pos : strong[0].end]
        if strong[0].kind == "emphasis" and not _brackets(name)[3]:
            return None
        after = _match_end(_SPACE, self.text, strong[0].end, self.end)
        if "\n" in name or self.text[after : after + 1] in (
            ":",
            "：",
            ";",
            ".",
            ",",
            "(",
            "[",
            "–",
            "—",
            "-",
        ):
            return None
        if any(span.start == after and span.kind == "strong" for span in self.block.spans):
            return None
        if any(char in _BRACKETED.sub("", name) for char in ":：") or name.rstrip().endswith((".", "?", "!")):
            return None
        plausible = classify(_brackets(name)[0]).prior > 0
        whole = after >= self.end
        if self.block.kind == "heading" or not plausible:
            return None
        return (name, after, "own" if whole else "bold")

    def delimited(self) -> tuple[str, int, Delimiter] | None:
        """Give a name with a delimiter after it; the first delimiter that leaves a likely name wins."""
        text, pos, depth = self.text, self.pos, ""
        for at in range(pos, self.reach):
            char = text[at]
            if depth:
                depth = "" if char == depth else depth
                continue
            if char in _BRACKETS:
                depth = _BRACKETS[char]
                continue
            found = self._delimiter(char, at)
            if found is not None:
                return found or None
            if at - pos > 90:
                return None
        if self.reach == self.end and self.end - pos <= 70 and not _LETTER_ALONE.match(text, pos, self.reach):
            return self._own()
        return None

    def _delimiter(self, char: str, at: int) -> tuple[str, int, Delimiter] | tuple[()] | None:
        """Tell what a character says: a label ends here, none can (an empty tuple), or go on (None)."""
        text, name = self.text, self.text[self.pos : at]
        following = text[at + 1 : at + 2]
        if char in ":：;":
            if (
                not name.strip()
                or text.startswith("//", at + 1)
                or (char == ";" and following not in (" ", ""))
            ):
                return ()
            if following.isdigit() and name[-1:].isdigit():
                return None
            return (name, at + 1, "colon")
        if char == "." and (following in (" ", "", "—", "-", "–") or at + 1 == self.end):
            return self._stop(name, at)
        if char == "\t" or (char == "|" and following in (" ", "")):
            return (name, at + 1, "tab") if classify(_brackets(name)[0]).prior > 0 else ()
        if char in "–—-" and name and (name[-1] == " " or char == "—") and following != char:
            if following in (" ", "") or char == "—":
                likely = classify(_brackets(name)[0]).prior > 0
                return (name, at + 1, "dash") if likely else ()
        if char in "?!,。！？，" and char != ",":
            return ()
        return None

    def _stop(self, name: str, at: int) -> tuple[str, int, Delimiter] | tuple[()] | None:
        """Give a full stop ends `Q.`, `Mr.

        SMITH.` and `THE CHAIRMAN.`; after a title or an initial it goes on.
        """
        kind = classify(_brackets(name)[0]).kind
        last = name.rsplit(maxsplit=1)[-1] if name.split() else ""
        if kind == "letter" and key_of(name) in QUESTION_LABELS | ANSWER_LABELS:
            goes_on = _INITIALS_GO_ON.match(self.text, self.pos, self.reach)
            return None if goes_on else (name, at + 1, "stop")
        if _is_title(last) or len(last) == 1:
            return None
        if kind in ("titled", "role", "joint") or (kind in ("person", "word") and _capitals(last)):
            return (name, at + 1, "stop")
        return ()

    def _own(self) -> tuple[str, int, Delimiter] | None:
        """Give a line that is a name and nothing else, save brackets and timestamps."""
        name = self.text[self.pos : self.end].rstrip()
        stamp = next((match for match in STAMP.finditer(name) if match.end() == len(name)), None)
        if stamp and stamp.start() > 0:
            name = name[: stamp.start()].rstrip(" \t-–—|,·")
        kind = classify(_brackets(name)[0])
        return (name, self.pos + len(name), "own") if kind.prior > 0 and kind.kind != "mark" else None


def _irc(scan: _Scan) -> tuple[str, int, Delimiter] | None:
    match = _IRC.match(scan.text, scan.pos, scan.reach)
    if not match:
        return None
    name = match[1] or match[2]
    return (name, match.end(), "bracket") if classify(name).prior >= 0 else None


def _letter(scan: _Scan) -> tuple[str, int, Delimiter] | None:
    """`Q`, `A` or a Japanese name before a sentence, with nothing but space between."""
    match = _LETTER_ALONE.match(scan.text, scan.pos, scan.reach) or _CJK_ALONE.match(
        scan.text, scan.pos, scan.reach
    )
    return (match[1], match.end(), "tab") if match else None


def _brackets(written: str) -> tuple[str, str, str, bool]:
    """Part a label into name, declared initials, role in brackets, and whether a timestamp stands in it."""
    alias = role = ""
    stamped = False
    for inside in _BRACKETED.findall(written):
        inside = inside.strip()  # noqa: PLW2901 - only its outer spaces go
        if STAMP.fullmatch(inside):
            stamped = True
        elif _INITIALS.match(inside):
            alias = alias or inside
        else:
            role = role or inside
    name = bare(_BRACKETED.sub(" ", written))
    first, comma, rest = name.partition(",")
    if comma and classify(first).kind in ("person", "titled") and _may_be_role(rest.strip()):
        several = [classify(part).kind in ("person", "word", "titled") for part in joined(rest)]
        if not (len(several) > 1 and all(several)):
            name, role = first, role or rest.strip()
    return name, alias, role, stamped


def _may_be_role(rest: str) -> bool:
    """Tell what follows a name and a comma: an organisation, a short role; not the rest of a sentence."""
    short = len(rest.split()) <= (6 if rest[:1].isupper() else 3)
    return bool(rest) and short and not _SUFFIX.match(rest)


def _without_stamps(written: str) -> str:
    return _BRACKETED.sub(lambda match: " " if STAMP.fullmatch(match[1].strip()) else match[0], written)


def _after(text: str, pos: int, end: int) -> tuple[int, bool]:
    """Step over spaces, leftover colons and a timestamp after a label."""
    stamped = False
    pos = _match_end(_SPACE, text, pos, end)
    if text[pos : pos + 1] in (":", "："):
        pos = _match_end(_SPACE, text, pos + 1, end)
    stamp = STAMP.match(text, pos, min(end, pos + 60))
    if stamp:
        rest = text[stamp.end() : end].strip()
        clear = stamp[0][:1] in "[(<" or stamp[0].count(":") >= 2
        if not rest or clear:
            stamped = True
            pos = _match_end(_SPACE, text, stamp.end(), end)
            if text[pos : pos + 1] in (":", "："):
                pos = _match_end(_SPACE, text, pos + 1, end)
    return pos, stamped


def _match_end(pattern: re.Pattern[str], text: str, pos: int, end: int) -> int:
    match = pattern.match(text, pos, max(pos, end))
    return match.end() if match else pos


def _capitals(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 1 and all(char.isupper() for char in letters)


def _is_title(token: str) -> bool:
    return token.casefold() in (
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "prof",
        "sen",
        "rep",
        "gen",
        "col",
        "lt",
        "sgt",
        "capt",
        "gov",
        "rev",
        "hon",
        "jr",
        "m",
        "mme",
        "sr",
        "sra",
        "srta",
        "dra",
        "maj",
    )

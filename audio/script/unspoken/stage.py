"""What stands in the text and is not said: timestamps, laughter in brackets, footnote marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audio.script.text import (
    ADDRESSES,
    STAMP,
    ends_sentence,
    has_case,
    has_letters,
    is_of_oneself,
    one_line,
    phrases_of,
)

_BRACKET = re.compile(r"\[([^\[\]\n]{0,120}(?:\n[^\[\]\n]{0,120})?)\]|【([^【】\n]{1,60})】")
_ROUND = re.compile(r"\({1,2}([^()\n]{1,60})\){1,2}|（([^（）\n]{1,30})）")
_STARRED = re.compile(r"(?<![\w*])\*([a-z][a-z ]{2,30})\*(?![\w*])")
_NOTES = re.compile(r"[♪♫♬]+(?:[^♪♫♬\n]{0,200}[♪♫♬]+)?")
_LINE = r"(?:^|(?<=\n))[ \t]*"
CLEAR_STAMPS = re.compile(
    rf"{_LINE}(?:[\[(<]{STAMP.pattern}|{STAMP.pattern}[ \t]*(?=\n|$)"
    rf"|\d{{1,2}}:\d{{2}}:\d{{2}}(?:[.,]\d{{1,3}})?(?=\s|$))"
)
"""Timestamps at the beginning of a line that cannot be a time of day in a sentence."""
ALL_STAMPS = re.compile(rf"{_LINE}{STAMP.pattern}[ \t]*(?=\n|$|[^\s\d])")
"""Timestamps at the beginning of a line in a file that sets them there."""
_FOOTNOTE = re.compile(
    r"^\^?\d{1,3}$|^\^\w{1,20}$|^(?:note|n|pp?|pag|page|págs?|str|стр|с|S)\.?\s?\d{1,4}$|^[a-z*†‡]$"
)
_SOUND = re.compile(rf"\b{phrases_of('sounds')}", re.IGNORECASE)
_MANNER = re.compile(rf"{phrases_of('manners')}(?!\w)", re.IGNORECASE)
"""How brackets begin that tell in what manner something is said."""
_LEAD = re.compile(r"^(?:[―—–-]{2,}\s*|[―—–*•·▪■◆-]\s+)(?=\S)")
"""Dashes and bullets before speech."""
_GONE_BEFORE_STOP = re.compile(r"[\s\0]*\0(?=[,.;:!?…。、，！？」』）])")
"""The place of a cut, a zero byte, right before a stop, with the space that stood before it."""
_STOP_OF_CUT = re.compile(r"(?<=[.!?…])([\s\0]*\0)\.(?!\.)")
"""The full stop of a cut sentence: `No. (laughs). Yes.`"""
PROCEEDINGS = re.compile(phrases_of("proceedings"), re.IGNORECASE)
"""What a record reports of the proceedings."""
_REPORT = re.compile(
    rf"{phrases_of('directions')}\.*|[(\[]\s*(?:[01]\d|2[0-3])[.:h]?[0-5]\d\s*[)\]]"
    r"|(?:\d{1,2}h(?:r|ours?)? ?)?\d{1,3} ?m(?:in)?\.? \d{1,2} ?s(?:ec)?\.?"
    rf"|[(\[]?\d{{1,2}}(?:[.:h]\d{{2}})? ?{phrases_of('hours')}[)\]]?",
    re.IGNORECASE,
)
"""A whole paragraph that reports, or is a time of day or a length."""
_LONGEST_DIRECTION = 400
_NEAR = 200
"""Characters beside a bracket that are looked at."""
_TAG = re.compile(r"</?[^\W\d_][\w.:-]{1,30}(?:\s[^<>\n]{0,200})?/?>|<[^<>\n]{2,40}/>")
"""A tag that a research transcript keeps in its text: `<silencio/>`."""
_BRACED = re.compile(rf"{_LINE}<[A-Z][A-Z ,.'’-]{{3,}}[^\n>]*(?=\n|$)")
"""What happens, in the transcripts of Australian courts: `<THE WITNESS WITHDREW`."""
_SPOKEN = re.compile(rf"{phrases_of('fillers')}\b", re.IGNORECASE)
"""How somebody begins to speak."""
_HASHED = re.compile(r"#\d{1,2}:\d{2}(?::\d{2})?(?:[-.,]\d{1,3})?#")
"""The time marks of German research transcripts: `#00:01:09-2#`."""
_DIRECTION_LINE = re.compile(
    rf"{_LINE}[\[(]?{phrases_of('direction_lines')}[\])]?\.?[ \t]*(?=\n|$)", re.IGNORECASE
)
_MEETING_NOTE = re.compile(rf"\s*{phrases_of('meeting_notes')}\.?\s*", re.IGNORECASE)
_MARKED = (
    ("", _DIRECTION_LINE, "stage direction"),
    ("", _NOTES, "music"),
    ("<", _TAG, "markup"),
    ("<", _BRACED, "stage direction"),
    ("#", _HASHED, "timestamp"),
)
"""What is cut wherever it stands: a sign without which there is none, the pattern, the reason."""

_CLOSING = re.compile(r"\[/([^\W\d_]{1,20})\]")
"""What closes a stretch that is to be said in some way which nobody here knows: `[/angry]`."""
_EDITORS_NOTE = re.compile(phrases_of("notes_in_brackets"), re.IGNORECASE)
_PRONOUNCED = re.compile(r"\w\|[\w/]")
"""In square brackets, what says how a word is pronounced: `[read|red]`."""
_EMPTY = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,3})[\s\0]*\1(?![\w*_])")
"""Marks of emphasis around what was cut out."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of text that is not spoken."""

    start: int
    end: int
    reason: str


def cuts(text: str, stamps: re.Pattern[str] = CLEAR_STAMPS) -> list[Cut]:
    """Give what is not spoken in a text, in order and without overlap.

    `stamps` finds timestamps at line starts.
    """
    kept: list[Cut] = []
    for cut in sorted(_all(text, stamps), key=lambda cut: (cut.start, -cut.end)):
        if cut.reason and (not kept or cut.start >= kept[-1].end):
            kept.append(cut)
    return kept


def _all(text: str, stamps: re.Pattern[str]) -> Iterator[Cut]:
    """Give every cut, in no order, and brackets that are none, without a reason."""
    closed = {f"[{name}]".casefold() for name in _CLOSING.findall(text)} if "[/" in text else set()
    for match in _BRACKET.finditer(text):
        marks = match[0].replace("/", "", 1).casefold() in closed
        yield Cut(*match.span(), "stage direction" if marks else _why_square(match, text))
    for match in _ROUND.finditer(text):
        inside = (match[1] or match[2]).strip()
        alone = _stands_alone(match, text)
        told = alone and has_case(inside) and not (ends_sentence(inside) or _is_said(inside))
        told = told or (alone and is_direction(match[0]))
        before, after = _beside(match, text)
        leads = not before.strip() and (inside.isupper() or _is_manner(inside, after))
        yield Cut(*match.span(), "stage direction" if told or leads else _why_round(inside))
    for match in _STARRED.finditer(text):
        yield Cut(*match.span(), "stage direction" if _SOUND.search(match[1]) else "")
    if len(text) < 80 and _MEETING_NOTE.fullmatch(text):
        yield Cut(0, len(text), "meeting note")
    for sign, pattern, reason in (*_MARKED, (":", stamps, "timestamp")):
        if sign in text:
            yield from (Cut(*match.span(), reason) for match in pattern.finditer(text))


def _why_round(inside: str) -> str:
    """Tell why what stands in round brackets is not spoken: a timestamp, or a sound in few words."""
    if STAMP.fullmatch(inside):
        return "timestamp"
    if _EDITORS_NOTE.search(inside):
        return "editor's note"
    count = len(inside.split())
    aside = count <= 3 and not inside[:1].isupper() and _SOUND.search(inside)
    return "stage direction" if count <= 5 and (aside or _SOUND.match(inside)) else ""


def _why_square(match: re.Match[str], text: str) -> str:
    """Tell why square brackets are not spoken; an editor's addition in a sentence is."""
    inside = (match[1] or match[2] or "").strip()
    if _PRONOUNCED.search(inside):
        return ""
    if STAMP.fullmatch(inside):
        return "timestamp"
    if _EDITORS_NOTE.search(inside):
        return "editor's note"
    if _FOOTNOTE.match(inside):
        return "footnote mark"
    if not has_letters(inside):
        return "mark" if not inside or inside.isdigit() else ""
    before, after = _beside(match, text)
    manner = (not before.strip() or ends_sentence(before.rstrip())) and _is_manner(inside, after)
    aside = manner or _SOUND.search(inside) or inside.isupper() or _stands_alone(match, text)
    return "stage direction" if aside else ""


def _stands_alone(match: re.Match[str], text: str) -> bool:
    """Say whether the bracket is a line of its own."""
    before = text[: match.start()].rsplit("\n", 1)[-1].strip() if match.start() < 2000 else "x"
    return not before and not _beside(match, text)[1].split("\n", 1)[0].strip(" .")


def _beside(match: re.Match[str], text: str) -> tuple[str, str]:
    """Give what stands right before a bracket and right behind it."""
    return text[max(0, match.start() - _NEAR) : match.start()], text[match.end() : match.end() + _NEAR]


def _is_manner(inside: str, following: str) -> bool:
    """Say whether brackets before a sentence tell how it is said: `(not looking up) By whom?`.

    Only known words do: `[the older one] Was he?` is a sentence with what an editor added.
    """
    goes_on = following.lstrip()[:1].islower()
    return bool(_MANNER.match(inside)) and not (goes_on or ends_sentence(inside))


def _is_said(inside: str) -> bool:
    """Say whether brackets hold what somebody says: `(no, in spring)`, `(you never heard that)`."""
    return is_of_oneself(inside) or bool(ADDRESSES.search(inside) or _SPOKEN.match(inside))


def names_sound(inside: str) -> bool:
    """Say whether what stands in square brackets names a sound or a gesture, not a person: `LAUGH`."""
    return bool(_SOUND.match(inside.strip()))


def names_direction(bracket: str) -> bool:
    """Say whether known words, or capitals, in brackets tell of a sound, a manner or the proceedings."""
    inside = bracket.strip("()[]（）【】 .")
    known = _SOUND.search(inside) or _MANNER.match(inside) or PROCEEDINGS.search(inside)
    return bool(known) or inside.isupper() or is_direction(bracket)


def is_direction(text: str) -> bool:
    """Say whether a paragraph only reports: `(Recess taken.)`, `The committee rose.`, or a time of day."""
    line = one_line(text)
    if len(line) > _LONGEST_DIRECTION:
        return False
    if _REPORT.fullmatch(line):
        return True
    bracketed = line[:1] in "([" and line.rstrip(".")[-1:] in ")]" and not set("()[]") & set(line[1:-2])
    if not bracketed or _is_said(line.strip("()[] ")):
        return False
    return bool(PROCEEDINGS.search(line) or _SOUND.search(line))


def spoken(text: str, removed: list[Cut]) -> str:
    """Give the text without its cuts, on one line, the spaces and stops around them mended."""
    starts, ends = (0, *(cut.end for cut in removed)), (*(cut.start for cut in removed), len(text))
    kept = "\0".join(text[start:end] for start, end in zip(starts, ends, strict=True))
    kept = _STOP_OF_CUT.sub(r"\1", _EMPTY.sub(" ", kept)) if removed else kept
    mended = one_line(_GONE_BEFORE_STOP.sub("", kept).replace("\0", " "))
    return _LEAD.sub("", mended, count=1)

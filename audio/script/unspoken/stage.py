"""What stands in the text and is not said: timestamps, laughter in brackets, footnote marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audio.script.text import STAMP, has_letters, one_line

_BRACKET = re.compile(r"\[([^\[\]\n]{0,120}(?:\n[^\[\]\n]{0,120})?)\]|【([^【】\n]{1,60})】")
_ROUND = re.compile(r"\(([^()\n]{1,60})\)|（([^（）\n]{1,30})）")
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
_FOOTNOTE = re.compile(r"^\^?\d{1,3}$|^\^\w{1,20}$|^(?:note|n)\s?\d{1,3}$|^[a-z*†‡]$")
_SOUND = re.compile(
    r"\b(?:laugh|chuckl|giggl|applau|clap|cheer|music|musik|música|musique|inaudible|indiscernible|unintelligible|cross-?talk|overlapping"
    r"|pause|silence|sigh|cough|sneez|snort|gasp|whistl|sing(?:s|ing)\b|hum(?:s|ming)|scoff|groan|cry|cries|crying|sob|nod|smil|grin"
    r"|shrug|gestur|clears? throat|knock|phone ring|door|noise|beep|bleep|sound|jingle|theme|foreign"
    r"|speaking in|in unison|off[ -]mic|off[ -]camera"
    r"|recording|tape|video|clip|break|interrupt|end of|begin|start of|continued|cont['’]?d|sic|mumbl"
    r"|whisper|shout|yell|scream|playing"
    r"|rires?|applaudissements|lacht|lachen|gelächter|beifall|risas?|aplausos|risos|risate|ride|applausi)",
    re.IGNORECASE,
)
_CJK_SOUND = re.compile(r"^(?:笑|笑い|爆笑|苦笑|一同笑|拍手|笑声|掌声|音乐|音楽|沉默|沈黙|哭|泣)")


_LEAD = re.compile(r"^(?:[―—–-]{2,}\s*|[―—–*•·▪■◆-]\s+)(?=\S)")
"""Dashes and bullets before speech."""
_PROCEEDINGS = re.compile(
    r"whereupon|thereupon|\brecess|discussion (?:held|had|was|off)|off the record|at the bench|sidebar"
    r"|\bexhibits?\b|\bjur(?:y|ors?) (?:is |was |are |were )?"
    r"(?:enter|exit|leav|left|excus|return|sworn|out\b|in\b)"
    r"|adjourn|\bconfer(?:s|red)?\b|\bsworn\b"
    r"|witness (?:is |was )?(?:excused|steps|complies|nods|shakes|reviews)"
    r"|proceedings|(?:question|record|answer) (?:was )?read|reporter|resum(?:e|ed) at"
    r"|no (?:audible )?response|lunch|off microphone|rises?\b|rose at|standing ovation|interpret|translat"
    r"|sitzung|unterbroch|suspend|suspen[sd]|séance|sesión|sessão|seduta|posiedzen|заседан",
    re.IGNORECASE,
)
_ADJOURNED = re.compile(
    r"(?:whereupon,? |at [\d:.]+ ?[ap]\.?m\.?,? )?(?:the )?(?:sub-?)?"
    r"(?:committee|court|council|board|house|commission|meeting|hearing|sitting|session|tribunal|assembly"
    r"|proceedings|debate|inquiry|deposition|senate|panel)s?"
    r" (?:then )?(?:was |were |stands? |stood )?(?:adjourned|recessed|suspended|concluded|rose|resumed)\b"
    r"[^?!]{0,80}",
    re.IGNORECASE,
)
_TIME_MARK = re.compile(
    r"[(\[]\s*(?:[01]\d|2[0-3])[.:h]?[0-5]\d\s*[)\]]"
    r"|(?:\d{1,2}h(?:r|ours?)? ?)?\d{1,3} ?m(?:in)?\.? \d{1,2} ?s(?:ec)?\.?"
    r"|[(\[]?\d{1,2}(?:[.:h]\d{2})? ?(?:[ap]\.?m\b\.?|uhr|noon)[)\]]?",
    re.IGNORECASE,
)
_LONGEST_DIRECTION = 400
_TAG = re.compile(r"</?[^\W\d_][\w.:-]{1,30}(?:\s[^<>\n]{0,200})?/?>|<[^<>\n]{2,40}/>")
"""A tag that a research transcript keeps in its text: `<silencio/>`."""
_BRACED = re.compile(rf"{_LINE}<[A-Z][A-Z ,.'’-]{{3,}}[^\n>]*(?=\n|$)")
"""What happens, in the transcripts of Australian courts: `<THE WITNESS WITHDREW`."""
_HASHED = re.compile(r"#\d{1,2}:\d{2}(?::\d{2})?(?:[-.,]\d{1,3})?#")
"""The time marks of German research transcripts: `#00:01:09-2#`."""
_TAPE = re.compile(
    rf"{_LINE}[\[(]?(?:end|start|beginning) of (?:the )?"
    r"(?:tape|side|part|session|interview|recording|transcript"
    r"|disc|disk|reel|file|audio|video|track)\b[^\n.?!]{0,40}[\])]?\.?[ \t]*(?=\n|$)",
    re.IGNORECASE,
)
_EXAMINED = re.compile(
    rf"{_LINE}(?:(?:further|continued) )?(?:re-?)?(?:direct|cross)[- ]?examination"
    r"(?: \(?(?:continued|resumed)\)?)?"
    r"[ \t]*(?=\n|$)",
    re.IGNORECASE,
)
_SYSTEM = re.compile(
    r"\s*(?:(?:has )?(?:started|stopped) (?:the )?(?:transcription|recording)"
    r"|(?:has )?(?:joined|left) the (?:meeting|call|chat|conversation))\.?\s*",
    re.IGNORECASE,
)
"""What meeting software notes."""

_PRONOUNCED = re.compile(r"\w\|[\w/]")
"""In square brackets, what says how a word is pronounced: `[read|red]`."""
_EMPTY = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,3})\s*\1(?![\w*_])")
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
    found = sorted(_all(text, stamps), key=lambda cut: (cut.start, -cut.end))
    kept: list[Cut] = []
    for cut in found:
        if not kept or cut.start >= kept[-1].end:
            kept.append(cut)
    return kept


def _all(text: str, stamps: re.Pattern[str]) -> Iterator[Cut]:
    """Give every cut, in no order; each pattern is tried only where its first character occurs."""
    if "[" in text or "【" in text:
        for match in _BRACKET.finditer(text):
            yield from _bracket(match, text)
    if "(" in text or "（" in text:
        yield from _round(text)
    if "*" in text:
        starred = (match for match in _STARRED.finditer(text) if _SOUND.search(match[1]))
        yield from (Cut(match.start(), match.end(), "stage direction") for match in starred)
    yield from (Cut(match.start(), match.end(), "stage direction") for match in _TAPE.finditer(text))
    yield from (Cut(match.start(), match.end(), "stage direction") for match in _EXAMINED.finditer(text))
    if len(text) < 80 and _SYSTEM.fullmatch(text):
        yield Cut(0, len(text), "meeting note")
    if any(note in text for note in "♪♫♬"):
        yield from (Cut(match.start(), match.end(), "music") for match in _NOTES.finditer(text))
    if "<" in text:
        yield from (Cut(match.start(), match.end(), "markup") for match in _TAG.finditer(text))
        yield from (Cut(match.start(), match.end(), "stage direction") for match in _BRACED.finditer(text))
    if "#" in text:
        yield from (Cut(match.start(), match.end(), "timestamp") for match in _HASHED.finditer(text))
    if ":" in text:
        yield from (Cut(match.start(), match.end(), "timestamp") for match in stamps.finditer(text))


def _round(text: str) -> Iterator[Cut]:
    """Give timestamps and sounds in round brackets."""
    for match in _ROUND.finditer(text):
        inside = (match[1] or match[2]).strip()
        if STAMP.fullmatch(inside):
            yield Cut(match.start(), match.end(), "timestamp")
        elif (_is_sound(inside) and len(inside.split()) <= 5) or _CJK_SOUND.match(inside):
            yield Cut(match.start(), match.end(), "stage direction")


def _bracket(match: re.Match[str], text: str) -> Iterator[Cut]:
    """Square brackets: a stamp, a footnote mark, a sound; an editor's addition in a sentence is spoken."""
    inside = (match[1] or match[2] or "").strip()
    if _PRONOUNCED.search(inside):
        return
    if STAMP.fullmatch(inside):
        yield Cut(match.start(), match.end(), "timestamp")
    elif _FOOTNOTE.match(inside):
        yield Cut(match.start(), match.end(), "footnote mark")
    elif not inside or not has_letters(inside):
        if not inside or inside.isdigit():
            yield Cut(match.start(), match.end(), "mark")
    elif _SOUND.search(inside) or _CJK_SOUND.match(inside) or inside.isupper() or _stands_alone(match, text):
        yield Cut(match.start(), match.end(), "stage direction")


def _stands_alone(match: re.Match[str], text: str) -> bool:
    """Say whether the bracket is a line of its own."""
    before = text[: match.start()].rsplit("\n", 1)[-1].strip() if match.start() < 2000 else "x"
    return not before and not text[match.end() : match.end() + 200].split("\n", 1)[0].strip(" .")


def names_sound(inside: str) -> bool:
    """Say whether what stands in square brackets names a sound or a gesture, not a person: `LAUGH`."""
    return bool(_SOUND.match(inside.strip())) or bool(_CJK_SOUND.match(inside.strip()))


def _is_sound(inside: str) -> bool:
    return bool(_SOUND.match(inside)) or (
        len(inside.split()) <= 3 and bool(_SOUND.search(inside)) and not inside[:1].isupper()
    )


def is_direction(text: str) -> bool:
    """Say whether a paragraph only reports: `(Recess taken.)`, `The committee rose.`, or a time of day."""
    line = one_line(text)
    if len(line) > _LONGEST_DIRECTION:
        return False
    if _TIME_MARK.fullmatch(line) or _ADJOURNED.fullmatch(line.rstrip(".")):
        return True
    bracketed = line[:1] in "([" and line.rstrip(".")[-1:] in ")]" and not set("()[]") & set(line[1:-2])
    return bracketed and bool(_PROCEEDINGS.search(line))


def spoken(text: str, removed: list[Cut]) -> str:
    """Give the text without its cuts, on one line, the spaces and stops around them mended."""
    parts, at = [], 0
    for cut in removed:
        parts.append(text[at : cut.start])
        at = cut.end
    parts.append(text[at:])
    joined = one_line(_EMPTY.sub(" ", " ".join(parts)) if removed else text)
    mended = re.sub(r" ([,.;:!?…。、，！？」』）])", r"\1", joined) if removed else joined
    return _LEAD.sub("", mended, count=1)

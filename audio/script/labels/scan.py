"""One line read for a label: where the name begins, what delimits it, where the speech begins."""

from __future__ import annotations

import re
from typing import Literal, cast

from audio.script.labels.line import Line, skip, spans_from
from audio.script.labels.parts import OPENING, parted, without_brackets
from audio.script.labels.signs import LETTER_ALONE, Found, alone, name_in, nick, shouted, signed
from audio.script.names import ABBREVIATED_TITLES, ANSWER_LABELS, QUESTION_LABELS, capitals, key_of
from audio.script.text import POSTED, STAMP, is_only_date
from audio.script.unspoken import names_sound

Emphasis = Literal["", "strong", "emphasis", "cite", "heading"]

_MOST_NAME = 90
_NO_LABEL: tuple[()] = ()

_GOES_ON = re.compile(r"[:：;,(\[–—-]|\.(?!\.)")
_ARROW = re.compile(r"[»→]|=>")
"""Signs that end a name before any colon does: `Ruth → One thing: the price`."""
_REACTION = re.compile(r"[(\[]([^()\[\]\n]{2,40})[)\]]")
_BEFORE_NUMBERS = frozenset(("no", "nr", "nos", "vol", "art", "pp", "ch", "fig", "núm"))
"""What is abbreviated before a figure: `of No. 44`."""
_DASH_AFTER = re.compile(r"[ ]?[–—]{1,2}[ ]*(?=\S)")
_GAP = re.compile(r"\S[ ]{3,}\S")
_IN_COLUMNS = re.compile(rf"(?:{STAMP.pattern}[ ]*\t[ \t]*){{2,3}}")
"""Beginning, end and length in columns of their own, as annotation tools export them."""
_SPACE = re.compile(r"[ \t]*")
_SIGN = re.compile(r"[:：;．.\t|｜‒–—―~?!。！？，()\[\]（）【】-]| (?= )")
"""What may end a label, or stand around what does not."""
_FOLDED = re.compile(r"\A\[[–+-]\]\s*")
"""By what a forum folds an answer, before the name of who gave it."""
_DOTTED = re.compile(r"(?:[A-ZÀ-Þ]\.[ ]?){1,3}[A-ZÀ-Þ]\.?")
"""Initials with their stops: `K.O.`."""
_INITIALS_GO_ON = re.compile(
    r"(?:[A-ZÀ-Þ]\.[ ]?){2,4}[:：–—-]"
    r"|(?:[A-Z]\.[ \t]?){1,3}(?:(?:[A-Z][\w'’-]{1,30}[ \t]?){1,2}[:：(]|[A-Z][A-Z'’-]{1,30}\.)"
)


def scan(line: Line) -> Found | None:
    """Give the label that a line begins with, or None."""
    found = nick(line) or _bold(line) or _delimited(line)
    kind = name_in(found[0]).kind if found else "none"
    if found and (found[2] == "period" or kind == "phrase"):  # `DAHL One thing: the price`
        found = shouted(line) or found
        kind = name_in(found[0]).kind
    if (
        kind == "none"
        or (found and "«" not in found[0] and _ARROW.search(found[0]))
        or (found and found[2] == "colon" and line.match(LETTER_ALONE) and name_in(found[0]).prior < 0)
    ):
        found = None  # `ada> One thing: the price`, `Q On the budget: who pays?`
    return found or alone(line) or signed(line) or shouted(line)


def emphasis(line: Line, after: int) -> Emphasis:
    """Tell what sets a label apart that ends at `after`: its heading or a span that begins with it."""
    if line.block.kind == "heading":
        return "heading"
    kinds = (
        span.kind
        for span in line.spans()
        if span.kind in ("strong", "cite", "emphasis") and span.start < after
    )
    return cast("Emphasis", next(kinds, ""))


def speech_after(text: str, pos: int, end: int) -> tuple[int, bool]:
    """Step over a leftover colon and a timestamp after a label; say whether there was a timestamp."""
    pos = _skip_colon(text, skip(_SPACE, text, pos, end), end)
    apart = text[max(0, pos - 2) : pos].isspace()
    if apart and is_only_date(text[pos:end].strip()):  # in a column of its own
        return end, True
    stamp = _IN_COLUMNS.match(text, pos, min(end, pos + 90)) or STAMP.match(text, pos, min(end, pos + 60))
    if stamp is None:
        return pos, False
    clear = (
        stamp[0][:1] in "[(<"
        or stamp[0].count(":") >= 2
        or text[stamp.end() : stamp.end() + 1] in (":", "：")
    )
    if text[stamp.end() : end].strip() and not clear:
        return pos, False  # a time of day in what is said
    return _skip_colon(text, skip(_SPACE, text, stamp.end(), end), end), True


def _skip_colon(text: str, pos: int, end: int) -> int:
    return skip(_SPACE, text, pos + 1, end) if text[pos : pos + 1] in (":", "：") else pos


def _bold(line: Line) -> Found | None:
    """Read a name set in bold, or in italics with a timestamp, with no delimiter after it."""
    span = next((span for span in line.spans() if span.kind in ("strong", "cite", "emphasis")), None)
    if span is None or span.end > line.reach or line.block.kind == "heading":
        return None
    name = line.text[line.pos : span.end]
    after = skip(_SPACE, line.text, span.end, line.end)
    reacting = _REACTION.match(line.text, after)
    reacts = bool(reacting) and names_sound(reacting[1] if reacting else "")
    stamped = line.text[after : after + 1] in "[(" and STAMP.match(line.text, after, line.end)
    goes_on = (bool(_GOES_ON.match(line.text, after)) and not (reacts or stamped)) or any(
        other.kind == "strong" for other in spans_from(line.block, after, after + 1)
    )
    ends = any(char in without_brackets(name) for char in ":：\n") or (
        name.rstrip().endswith((".", "?", "!")) and not _DOTTED.fullmatch(name.strip())
    )
    plain = span.kind == "emphasis" and not parted(name).stamped
    if goes_on or ends or plain or name_in(name).prior <= 0:
        return None
    return (name, after, "own" if after >= line.end else "bold")


def _delimited(line: Line) -> Found | None:
    """Read a name with a delimiter after it; the first that leaves a likely name wins."""
    closing, end = "", min(line.reach, line.pos + _MOST_NAME)
    for sign in _SIGN.finditer(line.text, line.pos, end + 1):  # one more, to see two spaces
        at, char = sign.start(), sign[0]
        if at == end:
            break
        if closing:
            closing = closing[1:] if char == closing[0] else OPENING.get(char, "") + closing
        elif char in OPENING:
            closing = OPENING[char]
        else:
            found = _delimiter(line, char, at)
            if found is not None:
                return found or None
    short = line.reach == line.end and line.end - line.pos <= 70
    return _own(line) if short and not line.match(LETTER_ALONE) else None


def _delimiter(line: Line, char: str, at: int) -> Found | tuple[()] | None:
    """Tell what a character says: a label ends here, none can (an empty tuple), or go on (None)."""
    name, following = line.text[line.pos : at], line.text[at + 1 : at + 2]
    found: Found | tuple[()] | None = None
    if char in ":：;":
        found = _colon(line, char, at)
    elif char == "．" or (char == "." and following in ("", " ", "—", "-", "–")):
        found = _stop(line, name, at)
    elif char == " " and following == " " and name and (capitals(name) or line.text[at : at + 3].isspace()):
        found = _column(line, name, at)
    elif char == "\t" or (char in "|｜" and following in (" ", "")):
        found = (name, at + 1, "tab") if name_in(name).prior > 0 else _NO_LABEL
    elif char in "‒–—―~-" and name and (char == "—" or (name[-1] == " " and following in (" ", "", char))):
        rule = line.text[at : at + 3] == char * 3 or bool(line.match(LETTER_ALONE))
        named = name_in(name)
        likely = not rule and (named.prior > 0 or named.kind == "handle")
        if likely and following == char:
            return (name, at + 2, "dash")
        stamp = STAMP.match(line.text, skip(_SPACE, line.text, at + 1, line.end), line.end)
        if stamp and not line.text[stamp.end() : line.end].strip():
            return None
        found = (name, at + 1, "dash") if likely else None if line.match(LETTER_ALONE) else _NO_LABEL
    elif char in "-–" and following == " " and name_in(name).prior > 0:  # `Grandpa- Go slow.`
        found = (name, at + 1, "dash")
    elif char in "?!。！？，" and not (char == "?" and following == ":"):  # `TBR?:`, who may have said it
        found = _NO_LABEL
    return found


def _column(line: Line, name: str, at: int) -> Found | tuple[()] | None:
    """Read a run of spaces: a name in a column of its own ends there."""
    following = skip(_SPACE, line.text, at, line.end)
    if _GAP.search(line.text, following, line.end):
        return None  # a list in columns
    if following - at < 2 or following >= line.end or line.text[following] in ":：.-–—(":
        return None
    named = name_in(name)
    likely = named.prior > 0 or (named.kind == "field" and capitals(name))
    return (name, following, "tab") if likely and len(name) <= 30 else None


def _colon(line: Line, char: str, at: int) -> Found | tuple[()] | None:
    """Read a colon: it ends a label, not a time or the beginning of an address."""
    name, following = line.text[line.pos : at], line.text[at + 1 : at + 2]
    address = line.text.startswith("//", at + 1)
    qualified = following == ":" and line.text[at + 2 : at + 3].isalnum()  # `Getopt::Long`
    said = line.text[at + 1 : at + 40]
    typo = following in (" ", "") and not capitals(said) and not said.lstrip()[:1].islower()
    if not name.strip() or address or (char == ";" and not typo) or qualified:
        return _NO_LABEL
    if following.isdigit() and name[-1:].isdigit():
        return None
    return (name, at + 1, "colon")


def _stop(line: Line, name: str, at: int) -> Found | tuple[()] | None:
    """Read a full stop: it ends `Q.`, `Mr. SMITH.` and `The CHAIRMAN.`, not a title or an initial."""
    rest = line.text[at + 1 : line.end].strip()
    if _DOTTED.fullmatch(name) and (not rest or rest[0] in "-–—:：" or STAMP.fullmatch(rest)):
        return None
    kind = name_in(name).kind
    last = name.rsplit(maxsplit=1)[-1] if name.split() else ""
    counts = rest[:1].isdigit() and last.casefold() in _BEFORE_NUMBERS
    if kind == "letter" and key_of(name_in(name).text) in QUESTION_LABELS | ANSWER_LABELS:
        return None if line.match(_INITIALS_GO_ON) else (name, at + 1, "stop")
    dashed = _DASH_AFTER.match(line.text, at + 1, line.end)
    if dashed and name_in(name).prior > 0 and last.casefold() not in ABBREVIATED_TITLES:
        return (name, dashed.end(), "stop")
    if counts or last.casefold() in ABBREVIATED_TITLES or (len(last) == 1 and last.isalpha()):
        return None
    said = name_in(name).text.rsplit(maxsplit=1)[-1:]
    shouted = bool(said) and capitals(said[0]) and not any(map(str.isdigit, said[0]))
    if kind in ("titled", "role", "joint") or (kind in ("person", "word", "initials") and shouted):
        return (name, at + 1, "stop")
    plain = kind in ("person", "word") and len(name.split()) <= 2 and line.text[at + 1 : at + 2] == " "
    return (name, at + 1, "period") if plain else _NO_LABEL


def _own(line: Line) -> Found | None:
    """Read a line that is a name and nothing else, save brackets and timestamps."""
    name = line.text[line.pos : line.end].rstrip()
    posted = POSTED.search(name)
    if posted and posted.start() > 0:
        handle = _FOLDED.sub("", name[: posted.start()]).rstrip()
        return (handle, line.end, "own") if name_in(handle).prior >= 0 else None
    stamp = next((match for match in STAMP.finditer(name) if match.end() == len(name)), None)
    end = line.pos + len(name)
    if stamp and stamp.start() > 0:
        name = name[: stamp.start()].rstrip(" \t-–—|,·")
        end = line.end
    named = name_in(name)
    likely = named.prior > 0 or (stamp is not None and named.kind == "handle")
    return (name, end, "own") if likely and named.kind != "mark" else None

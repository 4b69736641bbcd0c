"""What stands under an interview: credits with roles, licence lines, links. The rest is farewell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from audio.script.names import bare, classify, key_of
from audio.script.text import one_line, phrases_of
from audio.script.unspoken.stage import is_direction

_PARTICIPANTS = re.compile(rf"{phrases_of('participants')}\s*:?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…] +(?=\S)|[。！？]")
_LONGEST_CREDIT = 60
_SIGNED = re.compile(r"^[-–—~]{1,3}\s*(.{1,59}[^-–—~])$")
_SITE_LINE = re.compile(rf"{phrases_of('site_lines')}[.:…]?", re.IGNORECASE)
"""A line that a site sets into what it publishes, or a button of one."""
_PART = r"[^\n?!›»>/|·•→]{1,60}"
_TRAIL = re.compile(rf"[^\n.?!:›»>/|·•→]{{1,40}} ([›»>/|·•→]) {_PART}(?: \1 {_PART})+")
"""The way to a page, or other things side by side: `Home › Culture › Interviews`."""
_KEYED = re.compile(r"[^\W\d_][^\n:：.,?!]{0,40}[:：]\s*\S")
_MOST_KEY = 4
"""Words before a colon that are a key."""
_LINKED = re.compile(r"\s*[(<\[]?https?://\S+$")
"""The address of a button in plain text: `Read more (https://…)`."""
ADDRESS = re.compile(r"^(?:<?https?://\S+>?|www\.\S+)$", re.IGNORECASE)
"""An address on the web and nothing else."""
_LONGEST_LINE = 100
_LONGEST_FOOTER = 300
_FOOTNOTE = re.compile(r"^\[\^[^\]\s]{1,30}\]:")


@cache
def _footer() -> re.Pattern[str]:
    """Give what finds a footer's words; it takes long to compile, and few short files need it."""
    return re.compile(phrases_of("footers"), re.IGNORECASE)


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(rf"{phrases_of('closing_headings')}(?!\w)", re.IGNORECASE)


def unsaid(text: str) -> str:
    """Tell why a paragraph is nobody's, wherever it stands: `stage direction`, `site`, `trail`, or empty."""
    if is_direction(text):
        return "stage direction"
    line = _LINKED.sub("", one_line(text)) if len(text) <= _LONGEST_FOOTER else ""
    line = line.strip("-–—*#=~ ") if len(line) <= _LONGEST_LINE else ""
    button = any(map(_SITE_LINE.fullmatch, line.split(" | ")))  # `Add message | Report`
    return "site" if button else "trail" if _TRAIL.fullmatch(line) else ""


def lists_people(heading: str) -> bool:
    """Say whether a heading stands over a list of who took part: `Call participants:`."""
    return bool(_PARTICIPANTS.fullmatch(heading.strip()))


def signed_name(text: str) -> str:
    """Give the name in a line that is one after a dash, `— Ada Lowe`, or an empty string."""
    line = one_line(text)
    signed = _SIGNED.match(line) if len(line) <= 70 else None
    name = bare(signed[1]) if signed else ""
    return name if name and classify(name).prior >= 0 else ""


def heads_credits(heading: str) -> bool:
    """Say whether a heading begins what stands under an interview: `About the author`, `Related posts`."""
    return bool(_closing().match(heading.strip()))


def is_credits_heading(text: str) -> bool:
    """Say whether a line that is not marked as one is such a heading and no more: not `Sources of joy`."""
    return bool(_closing().fullmatch(text.strip(" \n:*_")))


def is_footer(text: str) -> bool:
    """Say whether a short paragraph is what a site puts under an article."""
    line = one_line(text)
    if _FOOTNOTE.match(line) or ADDRESS.match(line):
        return True
    if len(line) > _LONGEST_FOOTER:
        return False
    if len(line) <= _LONGEST_LINE and _SITE_LINE.fullmatch(line):
        return True
    found = _footer().search(line)  # in the first sentence: introductions go on
    return found is not None and not _SENTENCE_END.search(line[: found.start()])


def is_caption(text: str) -> bool:
    """Say whether sentences end with one that is a footer: `Ada at her lathe. Photo: Ben Cole`."""
    line = one_line(text)
    ends = (line[end.end() :] for end in _SENTENCE_END.finditer(line)) if len(line) <= _LONGEST_FOOTER else ()
    return any(0 < len(rest) <= _LONGEST_CREDIT and _footer().match(rest) for rest in ends)


def has_key(text: str) -> bool:
    """Say whether a line begins with a few words and a colon, as what stands below a conversation does."""
    found = _KEYED.match(text.lstrip())
    return found is not None and len(found[0].split(":")[0].split()) <= _MOST_KEY


def read_credits(text: str, names: Sequence[str]) -> dict[str, str] | None:
    """Names with their roles, one under the other: `Name`, perhaps a comma, a role without a full stop."""
    known = {key_of(name): name for name in names}
    lines = [line.strip() for line in text.split("\n") if line.strip(" ,•|-–—")]
    if not lines or len(lines) > 40:
        return None
    found: dict[str, str] = {}
    current = ""
    for line in lines:
        if line.endswith((".", "!", "?", "…")) or len(line.split()) > 14:
            return None
        name, _, role = re.sub(r"\s+[-–—|]\s+", ", ", line).partition(",")
        inline = known.get(key_of(name))
        if inline:
            current = inline
            found[current] = role.strip()
        elif current and not found[current]:
            found[current] = line
        elif not current:
            return None
    return found or None

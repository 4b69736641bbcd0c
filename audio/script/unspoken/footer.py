"""What stands under an interview: credits with roles, licence lines, links. The rest is farewell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from audio.script.names import bare, key_of
from audio.script.text import one_line
from audio.script.unspoken.stage import is_direction

_FOOTER = re.compile(
    r"©|\(c\)\s*\d{4}|\bcopyright\b|all rights reserved|creative commons|\blicen[cs]ed under\b|^share"
    r" (?:this|on|via)|^tweet$|^subscribe\b|^sign up"
    r"|^follow (?:us|me|\w+ on)\b|^read (?:more|next|also)|^related (?:articles?|posts?|content)|^filed under"
    r"|^tags?:|^posted in|^leave a comment|^comments?(?: \(\d+\))?$"
    r"|^transcri(?:bed|pt(?:ion)?) (?:by|provided by|courtesy)|^photo(?:s|graphs?)?(?: credit)?s?(?:"
    r" by|:)|^image(?:s)? (?:by|credit|courtesy)|^(?:previous|next)(?: post| article)?$"
    r"|^this (?:interview|transcript|conversation) (?:was|has been) (?:edited|condensed|lightly"
    r"|transcribed)|edited for (?:length|clarity)|^(?:[\d:]+ )?-!- |^-*\s*log (?:opened|closed)\b"
    r"|^\*\*\* \S+ has (?:joined|left|quit)"
    r"|^(?:mehr zum thema|lesen sie auch|lire aussi|à lire aussi|leggi anche|lea también|leia também|lees ook"
    r"|read also|see also|more on|czytaj także|читайте также|zum weiterlesen)\b"
    r"|^all \d+ comments|^sorted by:|\bpoints \(\d+% upvoted\)|^posted by u/"
    r"|^submitted .{1,40} by \w+$"
    r"|\bmessages and calls are end-to-end encrypted",
    re.IGNORECASE,
)
_PARTICIPANTS = re.compile(
    r"(?:(?:call|conference|corporate|company) )?(?:participants|attendees|panell?ists|speakers"
    r"|teilnehmer(?:innen)?|participantes|intervenants)\s*:?$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…] +\S")
_SIGNED = re.compile(r"^[-–—~]{1,3}\s*(.{2,60})$")
_SITE = re.compile(
    r"(?:advertisement|advertising|sponsored(?: content)?|permalink\w*(?: ?\w+){0,4}|reply|share|report"
    r"|newsletter|subscribe(?: now| here| today| for free)?(?: to (?:our|my|the|this) newsletter)?"
    r"|unsubscribe(?: here| from this list)?"
    r"|view (?:this |the )?(?:e-?mail |newsletter )?in (?:your|a) browser"
    r"|(?:article|story|interview) continues (?:below|after)(?: (?:the |this )?(?:ad|advertisement))?"
    r"|scroll (?:down )?to continue|read more|publicidad|publicité|anzeige|werbung|pubblicità|publicidade"
    r"|reklam[ae]?|advertentie|annons|mainos|реклама|広告|广告|廣告|إعلان|פרסומת)[.:…]?",
    re.IGNORECASE,
)
"""A line that a site sets into what it publishes."""
ADDRESS = re.compile(r"^(?:<?https?://\S+>?|www\.\S+)$", re.IGNORECASE)
"""An address on the web and nothing else."""
_FOOTNOTE = re.compile(r"^\[\^[^\]\s]{1,30}\]:")


_CLOSING = re.compile(
    r"^(?:conclusions?|in conclusion|wrap(?:ping)?[ -]?up|closing|summary|resources|references"
    r"|further reading|links|show notes"
    r"|about the authors?|about us|credits|acknowledge?ments|notes|footnotes|related|learn more"
    r"|getting involved|next steps|comments"
    r"|fazit|conclusión|conclusion|conclusão|conclusione)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Tail:
    """Why each of the last unspoken blocks is dropped, and what it says of people."""

    reasons: dict[int, str] = field(default_factory=dict)
    """Index into the given texts -> reason."""
    descriptions: dict[str, str] = field(default_factory=dict)
    """Name -> role."""


def read_tail(texts: Sequence[str], names: Sequence[str]) -> Tail:
    """Read what follows the conversation: credits with roles, licence lines, link lists.

    The rest is farewell.
    """
    tail = Tail()
    for index, text in enumerate(texts):
        found = read_credits(text, names)
        if found is not None:
            tail.reasons[index] = "credits"
            tail.descriptions.update(found)
        elif is_footer(text):
            tail.reasons[index] = "footer"
    for index in sorted(tail.reasons, reverse=True):
        before = index - 1
        if (
            tail.reasons[index] == "credits"
            and before >= 0
            and before not in tail.reasons
            and _is_caption(texts[before])
        ):
            tail.reasons[before] = "credits"
    return tail


def _is_site_line(text: str) -> bool:
    """Say whether a paragraph is what a site sets between others, wherever it stands: `Advertisement`."""
    return len(text) <= 80 and bool(_SITE.fullmatch(one_line(text)))


def unsaid(text: str) -> str:
    """Tell why a paragraph is nobody's: `stage direction`, `site`, or an empty string for speech."""
    return "stage direction" if is_direction(text) else "site" if _is_site_line(text) else ""


def lists_people(heading: str) -> bool:
    """Say whether a heading stands over a list of who took part: `Call participants:`."""
    return bool(_PARTICIPANTS.match(heading.strip()))


def _begins_footer(line: str) -> bool:
    """Say whether the first sentence is a footer's; a later one does not make an introduction unspoken."""
    found = _FOOTER.search(line)
    return found is not None and not _SENTENCE_END.search(line[: found.start()])


def signed_name(text: str) -> str:
    """Give the name in a line that is one after a dash, `— Ada Lowe`, or an empty string."""
    line = one_line(text)
    signed = _SIGNED.match(line) if len(line) <= 70 else None
    return bare(signed[1]) if signed else ""


def heads_credits(heading: str) -> bool:
    """Say whether a heading begins what stands under an interview: `About the author`, `Related`."""
    return bool(_CLOSING.match(heading.strip()))


def is_footer(text: str) -> bool:
    """Say whether a short paragraph is what a site puts under an article."""
    line = one_line(text)
    return (
        bool(_FOOTNOTE.match(line))
        or bool(ADDRESS.match(line))
        or _is_site_line(line)
        or (len(line) <= 300 and _begins_footer(line))
    )


def is_credits(text: str, names: Sequence[str]) -> bool:
    """Say whether a paragraph after the last label is what stands under an article."""
    return is_footer(text) or read_credits(text, names) is not None


def _is_caption(text: str) -> bool:
    line = one_line(text)
    return 0 < len(line.split()) <= 4 and line[-1] not in ".!?…" and line[-1].isalnum()


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

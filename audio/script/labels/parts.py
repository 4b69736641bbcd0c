"""What a written label consists of: a name, declared initials, a role, timestamps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from audio.script.names import ROLES, bare, capitals, classify, joined
from audio.script.text import STAMP, find_date, has_case, words_of
from audio.script.unspoken import PROCEEDINGS

OPENING = {"(": ")", "[": "]", "（": "）", "【": "】"}
"""Brackets that a label may hold, with what closes each."""
_BRACKETED = re.compile(
    r"[(\[（【]((?:[^()\[\]（）【】\n]|[(\[][^()\[\]（）【】\n]{1,60}[)\]]){1,100})[)\]）】]"
)
"""What stands in brackets, once more in it at most: `(Mr. Boyd (Northfield, Lib.))`."""
_INITIALS = re.compile(r"^[A-ZÀ-Þ][A-Za-zÀ-ÿ]{0,3}\.?$")
_SAYS = words_of("says")
_DATED = re.compile(r"(\S.{0,60}?)\s(?:[^\W\d]{1,4}\s)?((?=\d|[^\W\d_]{3,12}\.? \d).{6,40})$")
_DASHED_ROLE = re.compile(r"^(\S[^\n]{1,40}?)[*_\s]*\s(?:--|[–—·•])\s+(\S[^\n]{1,60})$")
_STAMP_BEHIND = re.compile(rf"\s*(?:[@|,·–—-]|\bat\b)\s*{STAMP.pattern}\s*$")
"""`Ada Lovelace @ 00:12`."""
_OFFICE = re.compile(r"(?:The|Le|La|El|Der|Die) (?=[A-ZÀ-Þ])")
"""How an office is named before the person who holds it: `The Minister for Ferries (Joan Hale)`."""
_SUFFIX = re.compile(
    r"^(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d|esq|mba|msc|ma|ba|rn|cbe|obe|dds|jd)\.?$", re.IGNORECASE
)


_CLASS = re.compile(r"\s+(?:(?:[BM]F?A|[BM]Sc?|MBA|JD|MD|PhD|M?Ed)\s?)?[’'‘]\d\d$")
"""When somebody left school, in what its alumni read: `Ada Lowe ’98`, `Ada Lowe MA ’04`."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A label taken apart."""

    name: str
    alias: str
    """Initials that it declares in brackets, or empty."""
    role: str
    """What else stands in brackets or after a comma, or empty."""
    stamped: bool
    """A timestamp stands in brackets."""


@lru_cache(maxsize=20_000)
def parted(written: str) -> Parts:
    """Part a label: `Ada Lovelace (AL), Royal Society [00:12]`."""
    alias = role = ""
    stamped = False
    for found in _BRACKETED.findall(written):
        inside = found.strip()
        if STAMP.fullmatch(inside):
            stamped = True
        elif _INITIALS.match(inside):
            alias = alias or inside
        else:
            role = role or inside
    outside, behind = _STAMP_BEHIND.subn("", _CLASS.sub("", _BRACKETED.sub(" ", written).rstrip(" ?")))
    stamped = stamped or bool(behind)
    titled = _DASHED_ROLE.match(outside.strip())
    name, about = (bare(titled[1]), bare(titled[2])) if titled else _without_role(_without_saying(outside))
    if (
        role
        and _OFFICE.match(name)
        and classify(name).prior < 0
        and classify(role).kind in ("person", "titled")
    ):
        return Parts(bare(role), alias, name, stamped)
    return Parts(name, alias, role or about, stamped)


def _without_saying(written: str) -> str:
    """Give `Ada Lovelace` for `Ada Lovelace asks`, and for `Ada Lovelace wrote on 4 May 2023`."""
    dated = _DATED.match(written)
    name, _, last = bare(dated[1] if dated and find_date(dated[2]) else written).rpartition(" ")
    says = (
        has_case(name)
        and last.casefold() in _SAYS
        and classify(name).kind in ("person", "titled", "word", "role", "handle")
    )
    return name if says else bare(written)


def without_brackets(written: str) -> str:
    """Give a label without what stands in brackets."""
    return _BRACKETED.sub("", written)


def without_stamps(written: str) -> str:
    """Give a label without timestamps in brackets."""
    return _BRACKETED.sub(lambda match: " " if STAMP.fullmatch(match[1].strip()) else match[0], written)


def _without_role(name: str) -> tuple[str, str]:
    """Part `Ada Lovelace, Royal Society`; `Ada, Ben and Cid` are three people."""
    first, comma, rest = name.partition(",")
    rest = rest.strip()
    if not comma or classify(first).kind not in ("person", "titled") or not _may_be_role(first, rest):
        return name, ""
    several = [classify(part).kind in ("person", "word", "titled") for part in joined(rest)]
    return (name, "") if len(several) > 1 and all(several) else (first, rest)


def _may_be_role(name: str, rest: str) -> bool:
    """Say whether an organisation or a short role follows the comma, not the rest of a sentence."""
    first = rest.split(maxsplit=1)[0].casefold() if rest else ""
    known = first in ROLES or first in ("on", "for", "of", "from") or (capitals(name) and not capitals(rest))
    most = 8 if known else 6 if rest[:1].isupper() else 5 if " " in name else 3
    short = len(rest.split()) <= most
    reports = rest.casefold() not in ROLES and PROCEEDINGS.search(rest)
    return bool(rest) and short and not _SUFFIX.match(rest) and not reports

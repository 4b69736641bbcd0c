"""Posts of a forum as they are pasted: a name, what the site says of whose it is and when, the words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from audio.script.labels.candidates import Candidate
from audio.script.names import Name
from audio.script.text import ends_sentence, find_date, phrases_of
from audio.script.values import Block

_AGO = re.compile(phrases_of("ago"), re.IGNORECASE)
HEADS_COMMENTS = re.compile(rf"\W*(?:\d+ )?{phrases_of('comments')}\W*\d*\W*", re.IGNORECASE)
_NUMBER = re.compile(r"#?\d{1,5}")
_MOST_LINES, _SEEN = 4, 8
"""Of a post's head above its time; of a paragraph in which one is sought."""
_LONGEST = 40
"""Characters of a line of it."""
_HEAD = 200
"""Characters of a post in which its head is sought."""
_FEWEST = 3
"""Posts from which on a file is a thread. Somebody posts again in it."""


_POSTER = re.compile(
    r"^(?:[^\W\d_]{2,6} )?(\S[^\n»]{0,38}?) » (?=[^\n]{0,40}\d{4})[^\n]{1,40}"
    r"|^[^\W\d_]{4,12}(?: (?:le|el|il))?: [^\n]{1,20}\d{4}[^\n]{0,20}\n"
    r"(?:by|von|por|par|da|di|door|av|od) (\S[^\n]{0,38})(?=\n)",
    re.MULTILINE,
)
"""How phpBB tells who wrote a post: `by Ada » Mon Feb 04, 2013`, printed `Posted: …` with `by Ada` below."""


def with_posts(found: Sequence[Candidate], blocks: Sequence[Block]) -> Sequence[Candidate]:
    """Give the candidates of a file with the heads of its posts in place of what else looks like labels."""
    told = {at: head for at, block in enumerate(blocks) if (head := _told(block))}
    heads = told or {at: head for at, block in enumerate(blocks) if (head := _head(block))}
    names = {name for name, _, _ in heads.values()}
    own = {at: _without_rank(name, names) for at, (name, _, _) in heads.items()}
    if len(heads) < _FEWEST or max(Counter(own.values()).values()) < 2:
        return found
    posts = [
        Candidate(
            at, start, end, own[at], Name(own[at], "handle"), "voice", at=start, alone=True, stamped=True
        )
        for at, (_, start, end) in heads.items()
    ]
    wrote = {each.key for each in posts}  # who stands alone elsewhere is what the site tells of somebody
    others = (
        each
        for each in found
        if not (each.key in wrote and each.alone)
        and (each.block not in heads or each.start >= heads[each.block][2])
    )
    return sorted((*posts, *others), key=lambda each: (each.block, each.start))


def _told(block: Block) -> tuple[str, int, int] | None:
    """Give the same as `_head` where the line says who wrote the post."""
    found = _POSTER.search(block.text[:_HEAD]) if block.kind == "paragraph" else None
    return (found[1] or found[2], 0, found.end()) if found else None


def _head(block: Block) -> tuple[str, int, int] | None:
    """Give the name over a post, and the offsets where it begins and where the words begin below its time."""
    lines = block.text.split("\n") if block.kind == "paragraph" else []
    when = next((at for at, line in enumerate(lines[:_SEEN]) if at and _is_when(line)), 0)
    first = when
    while first and when - first < _MOST_LINES and _is_short(lines[first - 1]):
        first -= 1
    if first == when:
        return None
    last = when + (when + 1 < len(lines) and bool(_NUMBER.fullmatch(lines[when + 1].strip())))
    start, end = (sum(len(line) + 1 for line in lines[:at]) for at in (first, last + 1))
    return lines[first].strip(), start, min(len(block.text), end)


def _is_short(line: str) -> bool:
    heading = HEADS_COMMENTS.fullmatch(line)
    return 0 < len(line) <= _LONGEST and not ends_sentence(line) and not heading


def _is_when(line: str) -> bool:
    text = line.strip(" •·|")
    return len(text) <= _LONGEST and (_AGO.fullmatch(text) is not None or find_date(text) is not None)


def _without_rank(name: str, names: Collection[str]) -> str:
    """Give the shortest name of another post that a line begins with: `ada_l` for `ada_l author`."""
    return min((each for each in names if f"{name} ".startswith(f"{each} ")), key=len)

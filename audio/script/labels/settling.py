"""What only the whole file tells of candidates.

Letters may be short for a question or an answer, or are somebody's; between a name and what is said an office
may stand, as in `Ada Lowe - Chief Executive: Yes.`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from audio.script.labels.candidates import Candidate
from audio.script.labels.posts import HEADS_COMMENTS, with_posts
from audio.script.names import ANSWER_LABELS, QUESTION_LABELS, Name, bare, classify, initials_of, key_of
from audio.script.text import asks, ends_sentence, one_line
from audio.script.values import Block

_NUMBERED = re.compile(r"[^\W\d_]{1,2}\s?(\d{1,2})")
_LETTER = re.compile(r"([^\W\d_])\.[ \t]+")
_LEAST = 4
"""Times that a letter with a number comes, from which on it may count people."""
_OFFICE = re.compile(r"[^\s.?!:：][^\n.?!:：]{1,60}?\s*?(?:([:：])(?!//)[ \t]*|(?=\n|\Z))")
_MOST_PAIRS = 0.8
"""The share of all paragraphs of a name and another line in which that line is what somebody is."""
_LONGEST_HEADING = 60
_SAME_OFFICE = 0.6
"""Share of those who come again that must have the same office each time."""


def settled(candidates: Iterable[Candidate], blocks: Sequence[Block]) -> tuple[Candidate, ...]:
    """Give the candidates of a file with letters told from names, and without those that want company.

    In mid-line something is a label only where it also begins lines: `Ash: one. Elm: two.` is a list. `A
    word` wants another letter with a mere space behind it, a name in capitals that comes again another.
    """
    found = _with_offices_below(with_posts(tuple(candidates), blocks), blocks)
    found = _people_numbered(_letters_before_speech(_with_offices(found, blocks), blocks))
    begin = {each.key for each in found if not each.run_in}
    most = 2 * sum(each.run_in for each in found) >= len(found)
    lonely = sum(map(_is_bare_letter, found)) == 1
    spaced = [each for each in found if each.delimiter == "space"]
    times = Counter(each.key for each in spaced)
    again = {key for key, count in times.items() if count > 1}
    # `ADA LOWE One thing.` at first, and from then on `AL`.
    again |= {each.key for each in spaced if initials_of(each.name.text) & again}
    talk = len(again) > 1 and any(asks(blocks[each.block].text) for each in spaced)  # not `PARIS It rained.`
    return tuple(
        each
        for each in found
        if (most or not each.run_in or each.key in begin)
        and not (lonely and _is_bare_letter(each))
        and (each.delimiter != "space" or (talk and each.key in again))
    )


def comments_from(found: Sequence[Candidate], blocks: Sequence[Block]) -> int:
    """Give the index of the block that heads what readers comment, or the number of blocks.

    It stands in the second half of the file, and nobody labelled above comes again below.
    """
    said = sum(len(block.text) for block in blocks) / 2
    for at, block in enumerate(blocks):
        said -= len(block.text)
        heading, goes_on, _ = block.text.partition("\n")
        alone = not goes_on or any(each.block == at for each in found)  # or the first comment follows
        if said < 0 and alone and len(heading) <= _LONGEST_HEADING and HEADS_COMMENTS.fullmatch(heading):
            above = {each.key for each in found if each.block < at}
            return at if above.isdisjoint(each.key for each in found if each.block >= at) else len(blocks)
    return len(blocks)


def _with_offices_below(found: Sequence[Candidate], blocks: Sequence[Block]) -> Sequence[Candidate]:
    """Give the candidates with the line below a name that tells who that is; what is said comes after it.

    Nearly all paragraphs of a name and another line must be so, and who comes again must have the same line:
    in other files these say something.
    """
    named = {each.block: each for each in found if each.delimiter == "own" and each.start == 0}
    pairs = [at for at in named if blocks[at].kind == "paragraph" and blocks[at].text.count("\n") == 1]
    offices: dict[str, Counter[str]] = defaultdict(Counter)
    below: set[int] = set()
    for at in pairs:
        office = blocks[at].text.partition("\n")[2].strip()
        following = blocks[at + 1].kind if at + 1 < len(blocks) and at + 1 not in named else ""
        if (
            following == "paragraph"
            and office[:1].isupper()
            and not ends_sentence(office)
            and office[-1] not in ":："
        ):
            offices[named[at].key][office] += 1
            below.add(at)
    again = [own for own in offices.values() if own.total() > 1]
    same = sum(len(own) == 1 for own in again) >= _SAME_OFFICE * len(again) if again else False
    if not same or len(below) < max(2, _MOST_PAIRS * len(pairs)):
        return found
    return [
        _with_line_below(each, blocks[each.block].text) if each.block in below else each
        for each in found
        if each.block not in below or each.start == 0
    ]


def _with_line_below(label: Candidate, text: str) -> Candidate:
    office = text.partition("\n")[2].strip()
    return replace(label, end=len(text), written=one_line(bare(text[label.at :])), role=label.role or office)


def _is_bare_letter(candidate: Candidate) -> bool:
    return candidate.name.kind == "letter" and candidate.delimiter == "tab"


def _letters_before_speech(found: Sequence[Candidate], blocks: Sequence[Block]) -> list[Candidate]:
    """Read `A. Monday: paint.` as said by `A` where `Q.` and `A.` begin lines, not as said by A. Monday."""
    letters = {c.key for c in found if c.name.kind == "letter" and c.delimiter == "stop"}
    if letters.isdisjoint(QUESTION_LABELS) or letters.isdisjoint(ANSWER_LABELS):
        return list(found)
    return [_as_letter(each, blocks[each.block].text, letters) for each in found]


def _as_letter(candidate: Candidate, text: str, letters: set[str]) -> Candidate:
    lead = _LETTER.match(text, candidate.at)
    if lead is None or key_of(lead[1]) not in letters or candidate.name.kind == "letter":
        return candidate
    name = classify(lead[1])
    plain = replace(candidate, end=lead.end(), written=lead[1], name=name, alias="", role="")
    return replace(plain, delimiter="stop", alone=False, stamped=False, points=False)


def _people_numbered(found: Sequence[Candidate]) -> list[Candidate]:
    """Give the candidates with the number in the name where it counts people.

    Questions are counted upwards; the participants of a discussion, `P1` to `P4`, come back in any order.
    """
    numbers: dict[str, list[int]] = defaultdict(list)
    for candidate in found:
        if number := _own_number(candidate):
            numbers[candidate.key].append(number)
    people = {key for key, counted in numbers.items() if _come_back(counted)}
    return [
        replace(each, name=Name(each.written, "initials"))
        if each.key in people and _own_number(each)
        else each
        for each in found
    ]


def _own_number(candidate: Candidate) -> int:
    """Give the number behind a letter that the name leaves out, or 0."""
    numbered = _NUMBERED.fullmatch(candidate.written) if len(candidate.name.text) <= 2 else None
    return int(numbered[1]) if numbered and candidate.name.text != candidate.written else 0


def _come_back(numbers: Sequence[int]) -> bool:
    """Say whether numbers fall nearly as often as they rise, or one comes again and no other."""
    if len(numbers) > 1 and len({*numbers}) == 1:
        return True
    falls = sum(after < before for before, after in pairwise(numbers))
    return len(numbers) >= _LEAST and falls >= max(2, 0.2 * len(numbers))


def _with_offices(found: Sequence[Candidate], blocks: Sequence[Block]) -> Sequence[Candidate]:
    """Give the candidates with what stands behind a dash as an office where it comes again with the name.

    Nobody says the same each time that he speaks.
    """
    offices: dict[str, Counter[str]] = defaultdict(Counter)
    told = {}
    for at, each in enumerate(found):
        if each.delimiter == "dash":
            office = _OFFICE.match(blocks[each.block].text, each.end)
            offices[each.key][bare(office[0].rstrip(":： \t")) if office else ""] += 1
            if office:
                told[at] = office
    again = [own for own in offices.values() if own.total() > 1]
    if not again or sum(len(own) == 1 and "" not in own for own in again) < _SAME_OFFICE * len(again):
        return found
    return [_with_office(each, told[at]) if at in told else each for at, each in enumerate(found)]


def _with_office(label: Candidate, office: re.Match[str]) -> Candidate:
    end = office.start(1) if office[1] else office.end()
    written = bare(office.string[label.at : end])
    about = bare(office.string[label.end : end])
    said = office.string[office.end() :].partition("\n")[0].strip()
    return replace(
        label,
        end=office.end(),
        written=written,
        role=about,
        delimiter="colon" if office[1] else "own",
        alone=not said,
        points=False,
    )

"""What stands around a conversation: introduction and farewell are said, what is added is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from audio.script.head import is_told
from audio.script.speakers.attribution import Attributed
from audio.script.speakers.prose import (
    announces,
    is_below,
    is_fragment,
    is_keyless,
    is_layout,
    is_speech,
    parted_lines,
)
from audio.script.speakers.repeated import nobodys, without_pull_quotes, without_recurring
from audio.script.text import ends_sentence, is_of_oneself, is_question, one_line, phrases_of, words
from audio.script.unspoken import Tail, cuts, is_caption, is_footer, read_tail, spoken, unsaid

_ENDS = re.compile(phrases_of("ends"), re.IGNORECASE)
_FOOT = ("no sentence", "footer", "credits", "site", "trail")
"""Why a paragraph behind the last label is not said that begins what stands below a conversation."""
_ADVERT = 4
"""Paragraphs between two rules that may be one advertisement."""
_PUNCTUATED = 0.7
"""How much of what people say ends with a stop in a text that is punctuated."""


def without_surroundings(
    said: Sequence[Attributed], names: Sequence[str], title: str
) -> tuple[list[Attributed], Tail]:
    """Give the pieces with furniture, credits and footers said by nobody, and what the credits tell.

    Introduction and farewell are sentences: in a text whose people end with a stop what they say, the lines
    before the first of them, and the last ones behind the last label, that do not are no speech. Where they
    set no stops, as recognisers do, those before them are judged by themselves.
    """
    said = _without_asides(without_recurring(without_pull_quotes(said)))
    people = [at for at, each in enumerate(said) if _is_persons(each)]
    if not people:
        return list(said), Tail()
    kept, tail = _without_footer(said, people[-1], names)
    last = _last_sign(said, people)
    before, within, behind = kept[: people[0]], kept[people[0] : last + 1], kept[last + 1 :]
    texts = (said[at].piece.text for at in people if at <= last and said[at].piece.block.kind != "item")
    inside = [ends_sentence(text) for text in texts if words(text)]
    punctuated = sum(inside) >= _PUNCTUATED * len(inside)
    behind = list(_without_foot(behind, is_below if punctuated else is_keyless))
    if punctuated:
        before, within = list(_without_head(before, title)), _without_fragments(within)
        within[-1:] = [part for each in within[-1:] for part in _without_credits(each)]
    elif any(ends_sentence(row) for each in before for row in each.piece.text.split("\n")):
        before = list(_without_head(before, title))
    return [*before, *within, *behind], tail


def _without_asides(said: Sequence[Attributed]) -> list[Attributed]:
    """Give the pieces with what stands between two rules below a line of the site's said by nobody."""
    kept = list(said)
    rules = [at for at, each in enumerate(said) if each.piece.kind == "rule"]
    for start, end in pairwise(rules):
        inside = said[start + 1 : end]
        site = 1 < len(inside) <= _ADVERT and bool(unsaid(inside[0].piece.text))
        if site and not any(each.piece.label for each in inside):
            kept[start + 1 : end] = [nobodys(each, "site") for each in inside]
    return kept


def _is_persons(said: Attributed) -> bool:
    return said.speaker is not None and not said.narration


def _last_sign(said: Sequence[Attributed], people: Sequence[int]) -> int:
    """Give the index of the last piece with words of which a label, a look or a mark tells who says it."""
    signs = (
        at
        for at in people
        if said[at].piece.label or said[at].piece.changed or said[at].piece.kind != "speech"
    )
    last = max(signs, default=people[-1])
    asked = said[last].piece.kind == "question"
    return next((at for at in range(last + asked, len(said)) if words(said[at].piece.text)), last)


def _without_head(before: Sequence[Attributed], title: str) -> Iterator[Attributed]:
    """Give what stands before the first speech, its lines that are no speech said by nobody.

    Items of a list belong to the sentence that announces them, and the title is what it is.
    """
    announced = False
    for each in before:
        item = each.piece.block.kind == "item"
        whole = (item and announced) or one_line(each.piece.text) == title
        parts = [each] if whole else list(_without_lines(each, is_speech))
        announced = (item and announced) or (
            parts[-1].speaker is not None and announces(parts[-1].piece.text)
        )
        yield from parts


def _without_fragments(within: Sequence[Attributed]) -> list[Attributed]:
    """Give the conversation with what is set between its paragraphs, in a few words without a stop, unsaid.

    Behind a question and behind a label that stands alone such words are an answer, and several are a list.
    """
    kept = list(within)
    for at, (before, here) in enumerate(pairwise(within), 1):
        piece, text = here.piece, here.piece.text.strip()
        after = within[at + 1].piece if at + 1 < len(within) else None
        if after and after.label:
            text = text.rstrip(":：")  # which announces nothing
        elif after and is_fragment(after.text.strip()):
            continue
        set_in = piece.block.kind == "paragraph" and not (piece.label or piece.changed)
        spoken_on = here.speaker is not None and piece.kind == "speech" and not is_question(before.piece.text)
        if set_in and spoken_on and ends_sentence(before.piece.text):
            fragment = "\n" not in text and is_fragment(text)
            site = unsaid(spoken(text, cuts(text)))
            footer = site or is_caption(text) or (is_footer(text) and not ends_sentence(text))
            kept[at] = nobodys(here, "no sentence" if fragment else "footer") if fragment or footer else here
    return kept


def _without_foot(behind: Sequence[Attributed], may_be_said: Callable[[str], bool]) -> Iterator[Attributed]:
    """Give what stands behind the last label, said by nobody from the first paragraph on that is no speech.

    Items of a list and quotations may be no sentences; and as long as somebody speaks of himself further on,
    he has not ended.
    """
    ended = False
    own = (at for at, each in enumerate(behind) if _tells_of_oneself(each.piece.text))
    last = max(own, default=-1)
    for at, each in enumerate(behind):
        said = each.speaker is not None
        goes_on = at + 1 < len(behind) and behind[at + 1].piece.text[:1].islower()
        first = each.piece.text.lstrip().partition("\n")[0]
        noted = each.reason == "stage direction" or first[:1] in "[("
        ended = ended or bool(noted and _ENDS.search(first))
        whole = [nobodys(each, "foot")] if ended and said else [each] if goes_on else []
        parts = whole or list(_without_lines(each, may_be_said, at_foot=True))
        foot = (
            parts[-1].reason in _FOOT
            and (each.piece.block.kind == "paragraph" or each.narration)
            and at > last
        )
        ended = ended or foot
        yield from parts


def _without_credits(last: Attributed) -> Iterator[Attributed]:
    """Give what is said last, without the lines below its first that tell who made it all."""
    text = last.piece.text
    ends = (
        start
        for start, end in parted_lines(text)[1:]
        if is_footer(text[start:end]) or is_told(text[start:end])
    )
    at = next(ends, len(text)) if last.piece.block.kind == "paragraph" else len(text)
    yield replace(last, piece=replace(last.piece, end=last.piece.start + at))
    if at < len(text):
        yield nobodys(
            replace(last, piece=replace(last.piece, start=last.piece.start + at, label=None)), "credits"
        )


def _tells_of_oneself(text: str) -> bool:
    return is_of_oneself(text) and ends_sentence(text) and is_speech(text)


def _without_lines(
    said: Attributed, may_be_said: Callable[[str], bool], *, at_foot: bool = False
) -> Iterator[Attributed]:
    """Give a piece in stretches of lines that are said and lines that are not."""
    piece = said.piece
    if said.speaker is None or piece.block.kind == "cue":
        yield said
        return
    if not at_foot and is_layout(piece.text):
        yield nobodys(said, "no sentence")
        return
    judge = is_speech if piece.block.kind == "item" else may_be_said  # items have keys
    spans = [(start, end, judge(piece.text[start:end])) for start, end in parted_lines(piece.text)]
    if at_foot:
        first = next((at for at, span in enumerate(spans) if not span[2]), len(spans))
        spans = [(start, end, at < first) for at, (start, end, _) in enumerate(spans)]
    for speech, run in groupby(spans, key=lambda span: span[2]):
        stretch = list(run)
        part = replace(piece, start=piece.start + stretch[0][0], end=piece.start + stretch[-1][1])
        parted = replace(said, piece=part)
        yield parted if speech else nobodys(parted, "no sentence")


def _without_footer(
    said: Sequence[Attributed], last: int, names: Sequence[str]
) -> tuple[list[Attributed], Tail]:
    """Find the narration that is footer or credits, at the end and, where it is plain, anywhere."""
    behind = [at for at in range(last + 1, len(said)) if said[at].narration]
    tail = read_tail([said[at].piece.text for at in behind], names)
    reasons = {behind[index]: reason for index, reason in tail.reasons.items()}
    plain = (
        at for at, each in enumerate(said) if at < last and each.narration and is_footer(each.piece.text)
    )
    reasons |= dict.fromkeys(plain, "footer")
    kept = [nobodys(each, reasons[at]) if at in reasons else each for at, each in enumerate(said)]
    return kept, tail

"""Readings that may be wrong, each in a sentence with its line."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from textwrap import shorten

from audio.script.around import Judged, is_sign
from audio.script.convention import Convention
from audio.script.direction import HIGHEST_TAKE, LIKE_A_MARK, LONGEST_PAUSE, PAIRED, unobeyed
from audio.script.names import QUESTION_LABELS, classify, key_of
from audio.script.speakers import Attributed, People
from audio.script.text import either, ends_sentence, has_word, one_line, whole_phrases_of, words_of
from audio.script.unspoken import names_direction
from audio.script.values import EVEN, Doubt, Dropped, LabelScore, Turn

_LONG_RUN = 12
_OPENING = re.compile(r"(?=[(\[（【])")
"""Before a bracket."""
_LOOKS = ("no sentence", "trail", "set in")
"""Reasons for which a line is dropped that no word of it tells."""
_MARKS_AMONG = ("stage direction", "unknown direction")
"""Reasons for which a mark may be dropped that directs nothing."""
_SLIP = re.compile(
    r"\[(?:/(?P<closes>[^\W\d_]{1,20})|(?P<pause>[^\W\d_]{3,9})[ :]{0,2}"
    r"(?P<amount>\d{1,4}(?:[.,]\d{1,3})?) ?(?P<unit>ms|s|secs?|seconds?)?)\]",
    re.IGNORECASE,
)
"""What stands in brackets as a mark of direction does."""
_LIKE_ONE = 0.75
"""Likeness to a mark, as difflib measures it, from which that may be meant: `slowr` and `puase` have it."""
_NEAR, _SURE = 0.25, 0.8
"""Scores from which on what is no label is told, and from which on a label is not doubted."""
_NARROWLY = 2.0
"""Log-odds by which a line below the conversation is no part of it, below which that is told."""
_MOST_NEAR, _MOST_SLIPS, _MOST_LABELS, _MOST_TURNS = 3, 50, 200, 1000
_ASKING = words_of("host_keys") | QUESTION_LABELS
_OWN_NAME = rf"{whole_phrases_of('own_name')},?\s*(?:[^\W\d_][\w'’-]*\.?\s+){{0,2}}"
_AS_HOST = re.compile(whole_phrases_of("as_host"), re.IGNORECASE)
_QUOTED = 50
"""Characters of a paragraph that are shown with the label it lacks."""
UNKNOWN = "Unknown Speaker"
"""Whom recognisers call what they give to nobody."""


def find_doubts(
    turns: Sequence[Turn], convention: Convention, people: People, scores: Sequence[LabelScore]
) -> tuple[Doubt, ...]:
    """Give what a person should look at before rendering."""
    told = [turn for turn in turns if not turn.narration]
    doubts = [*_of_the_whole(turns, convention, people), *_of_turns(told), *_near(scores), *_inside(turns)]
    doubts += [*_nameless(told), *_introductions(turns)]
    return tuple(sorted(doubts, key=lambda doubt: doubt.line))


def unsaid_doubts(turns: Sequence[Turn], dropped: Sequence[Dropped]) -> Iterator[Doubt]:
    """Give one doubt for brackets that no known word makes a direction, and one for what may be of a turn."""
    told = [turn.line for turn in turns if not turn.narration]
    behind = [item for item in dropped if item.speaker or (told and told[0] < item.lines.first)]
    acted = [item for item in behind if item.reason == "stage direction"]
    unheard = [each for each in acted if not names_direction(_OPENING.split(each.text)[-1])]
    last = max(told, default=0)
    lines = [item for item in behind if _may_be_said(item, within=item.lines.first < last)]
    for items, taken in ((unheard, "a stage direction"), (lines, "no part of what is said around it")):
        if items:
            more = f" and {len(items) - 1} more" if len(items) > 1 else ""
            text = shorten(items[0].text, _QUOTED, placeholder=" …")
            yield Doubt(f"Not spoken, since it was taken for {taken}: {text!r}{more}.", items[0].lines.first)


def judged_doubts(judged: Sequence[Judged], said: Sequence[Attributed]) -> Iterator[Doubt]:
    """Give one doubt for lines below the conversation that are narrowly left out, one for narration in it."""
    last = max((at for at, each in enumerate(judged) if is_sign(each.piece)), default=len(judged))
    labelled = any(each.piece.label for each in judged)
    left, read = list[tuple[Judged, str]](), list[tuple[Judged, str]]()
    who = ""
    for at, (each, given) in enumerate(zip(judged, said, strict=True)):
        line = each.margin < _NARROWLY and has_word(each.piece.text) and not ends_sentence(each.piece.text)
        if at > last and given.speaker is None and line:
            left.append((each, who))
        elif at < last and given.narration and each.margin < math.inf:
            read.append((each, who))
        who = given.speaker if given.speaker and not given.narration else who
    reasons = (
        "Not spoken, since it was taken for no part of what {} says",
        "Read by the narrator, not by {}",
    )
    for found, reason in zip((left, read), reasons, strict=True):
        for each, speaker in found[:1]:
            more = f" and {len(found) - 1} more" if len(found) > 1 else ""
            text = shorten(one_line(each.piece.text), _QUOTED, placeholder=" …")
            way = f"; the label {f'{speaker}:'!r} before it gives it to {speaker}" if labelled else ""
            yield Doubt(f"{reason.format(speaker)}: {text!r}{more}{way}.", each.piece.lines.first)


def _may_be_said(item: Dropped, *, within: bool) -> bool:
    """Say whether what is dropped behind the first label may be speech.

    Sentences may, but for those that begin as known footers do below the conversation; and `within` it, lines
    that are taken by their look alone.
    """
    if ends_sentence(item.text):
        return item.reason in (*_LOOKS, "foot", "site") or (within and item.reason in ("footer", "credits"))
    return within and item.reason in _LOOKS


def direction_doubts(turns: Sequence[Turn], dropped: Sequence[Dropped]) -> Iterator[Doubt]:
    """Give a doubt for each mark of direction that stands open."""
    for text, line, _ in _bracketed(turns, dropped):
        if mark := unobeyed(text):
            yield open_doubt(mark, line)


def slips_of_directions(turns: Sequence[Turn], dropped: Sequence[Dropped]) -> Iterator[Doubt]:
    """Give a doubt for the first of each mark of direction that there is not, with the one that is near."""
    found = [
        (slip, line, so)
        for text, line, so in _bracketed(turns, dropped)
        for slip in _SLIP.finditer(text)
        if not LIKE_A_MARK.fullmatch(slip[0])
    ]
    first = {slip[0]: (slip, line, so) for slip, line, so in reversed(found)}
    for slip, line, so in sorted(first.values(), key=lambda each: each[1])[:_MOST_SLIPS]:
        word, right = (slip["closes"] or slip["pause"]).casefold(), PAIRED if slip["closes"] else ("pause",)
        near = get_close_matches(word, right, 1, _LIKE_ONE)
        meant = f"/{near[0]}" if near else ""
        if slip["pause"]:
            sure = near and (slip["unit"] or word == near[0])
            meant = f"pause {slip['amount'].replace(',', '.')}{slip['unit'] or 's'}" if sure else ""
        if meant or slip["closes"]:
            told = f"'{slip[0]}' is no direction that there is, so it directs nothing and is {so}."
            yield Doubt(told + (f" Did you mean '[{meant}]'?" if meant else ""), line)


def _bracketed(turns: Sequence[Turn], dropped: Sequence[Dropped]) -> Iterator[tuple[str, int, str]]:
    """Give each text in which a mark may stand that directs nothing, its line, and what becomes of it."""
    said = [paragraph for turn in turns for paragraph in turn.paragraphs]
    texts = [(paragraph.text, paragraph.lines.first, "read out") for paragraph in said]
    texts += [(each.text, each.lines.first, "not spoken") for each in dropped if each.reason in _MARKS_AMONG]
    return (each for each in texts if "[" in each[0] and each[1])


def open_doubt(mark: str, line: int) -> Doubt:
    """Give the doubt for a mark of direction that cannot be obeyed."""
    reasons = {
        "pause": f"is not between 0 and {LONGEST_PAUSE:.0f} s",
        "take": f"is none of the takes 1 to {HIGHEST_TAKE}",
    }
    why = reasons.get(mark.strip("[]").split()[0].casefold(), "has no other end")
    return Doubt(f"'{mark}' {why}, so it directs nothing.", line)


def _of_the_whole(turns: Sequence[Turn], convention: Convention, people: People) -> Iterator[Doubt]:
    if not convention.has_conversation and turns:
        looks_so = list(dict.fromkeys(candidate.written for candidate in convention.candidates))[:_MOST_NEAR]
        way = f" If these are labels, --labels {','.join(looks_so)!r} says so." if len(looks_so) > 1 else ""
        yield Doubt(f"No labels were found, so that the narrator reads everything.{way}", turns[0].line)
    if convention.changes and len(people.names) < 2:
        yield Doubt("A mark says that the speaker changes, not who speaks; two were taken to alternate.", 1)


def _of_turns(turns: Sequence[Turn]) -> Iterator[Doubt]:
    count = Counter(turn.speaker for turn in turns)
    for turn in turns:
        if len(count) > 2 and count[turn.speaker] == 1 and turn.label and classify(turn.label).kind == "word":
            yield Doubt(f"{turn.label!r} is labelled only once and was read as a speaker.", turn.line)
        if len(turn.paragraphs) > _LONG_RUN:
            many = f"{turn.speaker} says {len(turn.paragraphs)} paragraphs in a row"
            yield Doubt(f"{many}; a label may lack among them.", turn.line)


def _near(scores: Sequence[LabelScore]) -> Iterator[Doubt]:
    """Give one doubt for what is nearly a label, and one for the label that is nearest to none."""
    labels = [each for each in scores if each.score >= EVEN]
    nearly = [each for each in scores if _NEAR <= each.score < EVEN][:_MOST_NEAR]
    if nearly:
        told = "; ".join(f"{each.label!r} ({each.score} of 1)" for each in nearly)
        way = f"{_option(*labels, *nearly)} or an alias in voices.yaml make it one"
        yield Doubt(f"Not read as a label, though it may be one: {told}. {way}.", nearly[0].line)
    least = min(labels, key=lambda each: each.score, default=None)
    if least and least.score < _SURE and len(labels) > 1:
        given = _option(*(each for each in labels if each is not least))
        told = f"{least.label!r} was read as a label, though it may be none ({least.score} of 1)"
        yield Doubt(f"{told}: {given} leaves it out.", least.line)


def _option(*labels: LabelScore) -> str:
    return f"--labels {','.join(each.label for each in labels)!r}"


def _inside(turns: Sequence[Turn]) -> Iterator[Doubt]:
    """Give a doubt for each label that stands with its colon inside what somebody says."""
    labels = sorted({turn.label for turn in turns if turn.label}, key=len, reverse=True)[:_MOST_LABELS]
    colon = re.compile(rf"(?<=\s)(?:{'|'.join(map(re.escape, labels))})[:：]\s")
    for turn in turns if labels else ():
        for paragraph in turn.paragraphs:
            if found := colon.search(paragraph.text):
                told = f"{found[0].strip()!r} stands inside what {turn.speaker} says."
                yield Doubt(told, paragraph.lines.first)


def _nameless(turns: Sequence[Turn]) -> Iterator[Doubt]:
    """Give one doubt for all turns that carry no label, and one for those that are given to nobody."""
    unlabelled = [turn for turn in turns if turn.label is None]
    count = Counter(turn.speaker for turn in unlabelled)
    if unlabelled:
        said = " and ".join(f"{name} ({times})" for name, times in count.items())
        told = f"Turns without a label were read as said by {said}; the first one is here."
        yield Doubt(told, min(turn.line for turn in unlabelled))
    unknown = [turn.line for turn in turns if turn.speaker == UNKNOWN]
    if unknown:
        yield Doubt(f"Nobody is named for {len(unknown)} of the turns; the first is here.", unknown[0])


def _introductions(turns: Sequence[Turn]) -> Iterator[Doubt]:
    """Give a doubt for what the narrator reads although somebody who speaks says it, by its words.

    That is whose name stands there as one's own, or who asks where a host speaks without a name.
    """
    labels = {turn.label: turn.speaker for turn in turns[:_MOST_TURNS] if turn.label}
    names = {name.casefold(): label for label, who in labels.items() for name in (label, who)}
    own = re.compile(rf"{_OWN_NAME}({either(names)})(?!\w|['’]s\b)", re.IGNORECASE)
    asking = next((label for label in labels if key_of(label) in _ASKING), "")
    for turn in turns if labels else ():
        for paragraph in turn.paragraphs if turn.narration else ():
            named, host = own.search(paragraph.text), _AS_HOST.search(paragraph.text)
            label = names[named[1].casefold()] if named else asking if host else ""
            if label:
                who, part = labels[label], ", the host," if host else ""
                line = f"{label}: {shorten(paragraph.text, _QUOTED, placeholder=' …')}"
                told = f"{who}{part} seems to say what the narrator reads here; a label gives it to {who}"
                yield Doubt(f"{told}: {line!r}.", paragraph.lines.first)

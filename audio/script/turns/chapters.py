"""Chapters: the questions of an interview or the headings of its source, titled for a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from audio.script.names import QUESTION_LABELS, key_of
from audio.script.text import asks, count_words, has_letters, is_question, lines_of, one_line, phrases_of
from audio.script.values import Chapter, Script, Turn

ChaptersBy = Literal["auto", "question", "heading", "none"]

MOST_CHARACTERS = 60
"""Longest chapter title; players cut longer ones."""

SHORTEST_WORDS = 75
"""A question's chapter with fewer words, about 30 seconds at 150 words a minute, joins its neighbour."""

MOST_CHAPTERS = 30
"""About how many chapters of questions a long interview has; two minutes each in an hour's talk."""

_FILLER = re.compile(rf"^(?:{phrases_of('fillers')}\b(?:[,.!…:;]+|\s*[-–—]+|(?=\s))\s*)+", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?…。！？؟]*[.!?…。！？؟]+[\"”’»)\]]*\s*|[^.!?…。！？؟]+$")


def with_chapters(script: Script, by: ChaptersBy = "auto") -> Script:
    """Give the script with its chapters set anew.

    `question`: one a question; `heading`: one a heading of the source; `none`: none. `auto` keeps those that
    the script has; without any it takes headings where the source has at least two inside the conversation,
    otherwise questions.
    """
    if not script.turns or by == "none":
        return replace(script, chapters=())
    if by == "auto" and script.chapters:
        return script
    headings = _by_heading(script)
    inside = [chapter for chapter in headings if chapter.kind == "heading"]
    if by == "heading" or (by == "auto" and len(inside) >= 2):
        return replace(script, chapters=headings)
    return replace(script, chapters=_by_question(script.turns, script.language))


def short_title(text: str) -> str:
    """Give a title of 1 to 60 characters: one line, whole words, an ellipsis where words were left out."""
    title = one_line(text).strip(" -–—:,;")
    if len(title) <= MOST_CHARACTERS:
        return title or "…"
    cut = title[: MOST_CHARACTERS - 1]
    at_word = cut if title[MOST_CHARACTERS - 1 : MOST_CHARACTERS] == " " else cut.rpartition(" ")[0]
    return (at_word if len(at_word) >= 20 else cut).rstrip(" ,;:–—-") + "…"


def question_title(turn: Turn) -> str:
    """Give the question that a turn asks, without greeting and filler, as a title."""
    sentences = [(_without_filler(sentence), is_question(sentence)) for sentence in _sentences(turn)]
    asked = [title for title, asks_here in sentences if asks_here and has_letters(title)]
    asked.sort(key=lambda title: count_words(title) < 4)
    told = (title for title, _ in sentences if count_words(title) >= 3)
    return short_title(next(iter(asked), "") or next(told, turn.text))


def _sentences(turn: Turn) -> list[str]:
    """Give the sentences of a turn, as far as a chapter's title may come from them."""
    return [one_line(found) for p in turn.paragraphs for found in _SENTENCE.findall(p.text[:4000])]


def _without_filler(sentence: str) -> str:
    bare = _FILLER.sub("", sentence, count=1)
    greeted = sentence[: len(sentence) - len(bare)].rstrip()
    if not has_letters(bare) or (count_words(bare) == 1 and greeted[-1:].isalpha()):
        return sentence  # `Hello there?` is more than its greeting
    return bare[0].upper() + bare[1:] if bare != sentence else bare


def _by_question(turns: Sequence[Turn], language: str) -> tuple[Chapter, ...]:
    """Make a chapter of each question; one too short goes on into the next."""
    shortest = max(SHORTEST_WORDS, sum(count_words(turn.text) for turn in turns) // MOST_CHAPTERS)
    asker = _askers(turns)
    asking = [
        at
        for at, turn in enumerate(turns)
        if turn.speaker in asker and not turn.narration and _really_asks(turn)
    ]
    farewell = _farewell(turns, asker, asking)
    starts: list[int] = []
    count, asks_here = shortest, frozenset(asking)
    for at in range(asking[0] if asking else len(turns), farewell):
        if at in asks_here and count >= shortest:
            starts.append(at)
            count = 0
        count += count_words(turns[at].text)
    if len(starts) > 1 and count < SHORTEST_WORDS:
        starts.pop()
    chapters = [Chapter(question_title(turns[at]), turns[at].number) for at in starts]
    if not starts or starts[0] > 0:
        chapters.insert(0, _named("introduction", turns[0], language))
    if 0 < farewell < len(turns):
        chapters.append(_named("farewell", turns[farewell], language))
    return tuple(chapters)


def _really_asks(turn: Turn) -> bool:
    """Say whether a turn asks a question worth a chapter: not `Really?`, nor just a name."""
    if not asks(turn.text):
        return False
    most = max((count_words(sentence) for sentence in _sentences(turn) if is_question(sentence)), default=0)
    return most >= 4 or (most >= 2 and count_words(turn.text) <= 12)


def _askers(turns: Sequence[Turn]) -> frozenset[str]:
    """Who asks: labelled so, or more than half of whose turns ask; else whoever asks most often."""
    spoken = [turn for turn in turns if not turn.narration]
    count = Counter(turn.speaker for turn in spoken)
    asked = Counter(turn.speaker for turn in spoken if _really_asks(turn))
    named = frozenset(name for name in count if key_of(name) in QUESTION_LABELS)
    if named or not asked:
        return named
    half = frozenset(name for name, times in asked.items() if times >= 0.5 * count[name] and count[name] >= 2)
    return half or frozenset([max(asked, key=lambda name: (asked[name] / count[name], asked[name]))])


def _farewell(turns: Sequence[Turn], asker: frozenset[str], asking: Sequence[int]) -> int:
    """Tell where the farewell begins: with thanks after the last question, or with the narrator."""
    for at in range(asking[-1] + 1 if asking else len(turns), len(turns)):
        turn = turns[at]
        thanks = turn.speaker in asker and not asks(turn.text) and at >= len(turns) - 4
        if turn.narration or thanks:
            return at
    return len(turns)


def _by_heading(script: Script) -> tuple[Chapter, ...]:
    """Make a chapter of each heading, at the paragraph after it; those of a canonical script are kept."""
    headings = [item for item in script.dropped if item.reason == "heading" and item.lines.first > 0]
    introduction = _named("introduction", script.turns[0], script.language)
    if not headings:
        kept = tuple(chapter for chapter in script.chapters if chapter.kind != "question")
        return kept if any(chapter.kind == "heading" for chapter in kept) else (introduction,)
    places = [
        (paragraph.lines.first, turn, index)
        for turn in script.turns
        for index, paragraph in enumerate(turn.paragraphs)
    ]
    found: dict[tuple[int, int], Chapter] = {}
    at = 0
    for heading in sorted(headings, key=lambda item: item.lines.first):
        while at < len(places) and places[at][0] < heading.lines.first:
            at += 1
        if at < len(places):
            _, turn, index = places[at]
            found[turn.number, index] = Chapter(short_title(heading.text), turn.number, "heading", index)
    chapters = [found[place] for place in sorted(found)]
    if not chapters or (chapters[0].turn, chapters[0].paragraph) != (script.turns[0].number, 0):
        chapters.insert(0, introduction)
    return tuple(chapters)


def _named(kind: Literal["introduction", "farewell"], turn: Turn, language: str) -> Chapter:
    """Give the first or the last chapter, titled in the interview's language, or in English."""
    titles = lines_of(kind)
    return Chapter(titles.get(language.partition("-")[0], titles["en"])[0], turn.number, kind)

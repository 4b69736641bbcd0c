"""The transcript in a page: as written, each word marked with the time at which it is heard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from audio.mix import Event, Timeline
from audio.publish.chapters import ChapterMark, milliseconds, short_clock
from audio.publish.heard import by_paragraph, turns_heard
from audio.publish.pieces import joined
from audio.publish.words import character_times
from audio.script import NARRATOR, Paragraph, Script, Turn

_HAN, _HIRAGANA, _KATAKANA = r"\u3400-\u4dbf\u4e00-\u9fff々", r"\u3041-\u309f", r"\u30a0-\u30ff"
_WORD = re.compile(
    rf"[{_HAN}]{{1,4}}[{_HIRAGANA}]*[^\w\s]*|[{_HIRAGANA}]+[^\w\s]*|[{_KATAKANA}]+[^\w\s]*"
    rf"|[^\s{_HAN}{_HIRAGANA}{_KATAKANA}]+"
)
"""What stands between two spaces; in Chinese and Japanese, which have none, about a word."""


def transcript_markup(
    script: Script, timeline: Timeline, chapters: Sequence[ChapterMark], colours: Mapping[str, int]
) -> Iterator[str]:
    """Give the turns as HTML; a heading stands where a chapter begins, a link to its time at each paragraph.

    The times of `data-s` are milliseconds. `colours` gives each person's number.
    """
    waiting = list(enumerate(chapters, 1))[::-1]

    def lines() -> Iterator[str]:
        for turn, heard in turns_heard(script, timeline):
            yield from _turn(turn, heard, timeline.rate, waiting, colours)
        while waiting:
            yield _heading(*waiting.pop())

    return joined("\n", lines())


def _turn(
    turn: Turn,
    heard: Sequence[Event],
    rate: int,
    waiting: list[tuple[int, ChapterMark]],
    colours: Mapping[str, int],
) -> Iterator[str]:
    """Give the lines of a turn, and before its paragraphs the chapters of `waiting` that begin with them."""
    for number, (paragraph, events) in enumerate(
        zip(turn.paragraphs, by_paragraph(turn, heard), strict=True)
    ):
        start = next((milliseconds(event.start, rate) for event in events if event.length), None)
        while waiting and start is not None and waiting[-1][1].start <= start:
            yield _heading(*waiting.pop())
        if not number:
            colour = f" s{colours[turn.speaker]}" if turn.speaker in colours else ""
            kind = "who narrator" if turn.speaker == NARRATOR else "who"
            yield f'<p class="{kind}" dir="auto"><span class="dot{colour}"></span>{escape(turn.speaker)}</p>'
        yield f'<p class="said" dir="auto">{_time(start)}{_words(paragraph, events, rate)}</p>'


def _heading(number: int, mark: ChapterMark) -> str:
    return f'<h3 id="c{number}" dir="auto">{escape(mark.title)}</h3>'


def _time(start: int | None) -> str:
    if start is None:
        return ""
    return (
        f'<a class="at" id="t{start}" href="#t{start}" data-s="{start}" dir="ltr">{short_clock(start)}</a> '
    )


def _words(paragraph: Paragraph, events: Sequence[Event], rate: int) -> str:
    """Give a paragraph in which each word that is heard has its time."""
    whole = "".join(event.take.segment.written + event.take.segment.joint for event in events).rstrip()
    if whole != paragraph.text:
        return escape(paragraph.text)
    parts: list[str] = []
    for event in events:
        parts.extend(_segment(event, rate) if event.length else [escape(event.take.segment.written)])
        parts.append(escape(event.take.segment.joint))
    return "".join(parts).rstrip()


def _segment(event: Event, rate: int) -> Iterator[str]:
    """Give a segment's words and what is between them; a mark alone, such as a dash, belongs to no time."""
    take = event.take
    written, times = take.segment.written, character_times(take)
    done = 0
    for word in _WORD.finditer(written):
        yield escape(written[done : word.start()])
        done = word.end()
        first = next((at for at in range(*word.span()) if written[at].isalnum()), None)
        if first is None:
            yield escape(word.group())
            continue
        start = milliseconds(event.start + round(times[first]) * rate // take.rate, rate)
        yield f'<span data-s="{start}">{escape(word.group())}</span>'
    yield escape(written[done:])

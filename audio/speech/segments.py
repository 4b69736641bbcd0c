"""From a script and its cast to segments: what is spoken in one go, and by whom."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from itertools import pairwise

from audio.cast import Cast, Voice
from audio.script import Paragraph, Script, Turn
from audio.speech.directing import manner, parted, take_of, within
from audio.speech.engines import Shaping, engine
from audio.speech.prosody import Opening, Place, asks, shapes_of
from audio.speech.spoken import (
    Speakable,
    clause_starts,
    read_pronunciations,
    sentence_starts,
    spoken,
    unmarked,
    word_starts,
)
from audio.speech.values import Border, Segment

SHORT = 150
"""Characters below which an engine may garble or rush what it is given; neighbours are joined up to here."""
LONG = 350
"""Characters above which a sentence is cut where its clauses meet."""


def segment_script(
    script: Script,
    cast: Cast,
    pronunciations: Mapping[str, str] | None = None,
    turns: Collection[int] | None = None,
) -> tuple[Segment, ...]:
    """Part every paragraph into segments, in order of speaking.

    With `turns` only those of these numbers; the others are what stands around them.
    Raises `VoiceError` for a speaker without a voice, an unknown engine, or a pronunciation that cannot be
    read.
    """
    return tuple(segment for segment, _ in prepared(script, cast, pronunciations or {}, turns))


def without_marks(script: Script) -> Script:
    """Give a script as it is read: its marks for pronunciation (`[read|red]`) are for who speaks it."""

    def plain(paragraph: Paragraph) -> Paragraph:
        def now(offset: int) -> int:
            return len(unmarked(paragraph.text[:offset]))

        return replace(
            paragraph,
            text=unmarked(paragraph.text),
            links=tuple(replace(link, start=now(link.start)) for link in paragraph.links),
            directions=tuple(
                replace(each, start=now(each.start), end=now(each.end)) for each in paragraph.directions
            ),
        )

    return replace(
        script,
        turns=tuple(replace(turn, paragraphs=tuple(map(plain, turn.paragraphs))) for turn in script.turns),
        chapters=tuple(replace(chapter, title=unmarked(chapter.title)) for chapter in script.chapters),
    )


def prepared(
    script: Script, cast: Cast, pronunciations: Mapping[str, str], turns: Collection[int] | None = None
) -> list[tuple[Segment, Speakable]]:
    """Give every segment with what the rules made of it. Raises as `segment_script` does."""
    made: list[tuple[Segment, Speakable]] = []
    for index, turn in enumerate(script.turns):
        if turns is not None and turn.number not in turns:
            continue
        voice = cast.voice_of(turn.speaker)
        speaker = engine(voice.engine)
        phonemes = voice.language.split("-")[0] in speaker.phonemes
        lexicon = read_pronunciations(pronunciations, voice.language)
        after = script.turns[index + 1] if index + 1 < len(script.turns) else None
        take = take_of(each for paragraph in turn.paragraphs for each in paragraph.directions)
        for number, paragraph in enumerate(turn.paragraphs):
            text, asked = paragraph.text, paragraph.directions
            spans = cut_as_directed(paragraph, min(LONG, speaker.max_chars))
            place = Place(_opening(script, index, number))
            for at, (start, end) in enumerate(spans):
                last = at + 1 == len(spans)
                written = text[start:end].rstrip()
                said = spoken(written, language=voice.language, lexicon=lexicon, phonemes=phonemes)
                segment = Segment(
                    number=len(made) + 1, turn=turn.number, paragraph=number, speaker=turn.speaker,
                    written=unmarked(written), spoken=said.text, voice=manner(voice, text, asked, start, end),
                    pause_after=_border(script, turn, number, after) if last else "sentence",
                    line=paragraph.lines.first, joint="" if last else text[start + len(written) : end],
                    directions=within(text, asked, start, start + len(written)), take=take,
                )  # fmt: skip
                place = replace(place, closes=segment.pause_after in ("chapter", "end"))
                made.append((_shaped(segment, place) if isinstance(speaker, Shaping) else segment, said))
                place = Place(sentence=place.sentence + len(sentence_starts(said.text)))
    return made


def _opening(script: Script, index: int, paragraph: int) -> Opening:
    """Tell what begins with a paragraph of the turn at an index."""
    turn, before = script.turns[index], script.turns[index - 1] if index else None
    if any((chapter.turn, chapter.paragraph) == (turn.number, paragraph) for chapter in script.chapters):
        return "topic"
    if paragraph or (before and before.speaker == turn.speaker):
        return "paragraph"
    return "answer" if before and asks(before.text) else "turn"


def _shaped(segment: Segment, place: Place) -> Segment:
    """Give a segment with the words that are said longer or higher."""
    voice = segment.voice
    shapes = shapes_of(
        segment.written, segment.spoken, place, segment.directions,
        expression=voice.expression, language=voice.language,
    )  # fmt: skip
    return replace(segment, shapes=shapes)


def _border(script: Script, turn: Turn, paragraph: int, after: Turn | None) -> Border:
    """Tell what lies behind a paragraph."""
    begins = {(chapter.turn, chapter.paragraph) for chapter in script.chapters}
    if paragraph + 1 < len(turn.paragraphs):
        return "chapter" if (turn.number, paragraph + 1) in begins else "paragraph"
    if after is None:
        return "end"
    if (after.number, 0) in begins:
        return "chapter"
    return "paragraph" if after.speaker == turn.speaker else "speaker"


def cut_as_directed(paragraph: Paragraph, longest: int) -> list[tuple[int, int]]:
    """Cut a paragraph as `cut` does, and where its directions begin and end that make it sound otherwise."""
    borders = pairwise(parted(paragraph.text, paragraph.directions))
    parts = ((first, cut(paragraph.text[first:last], longest)) for first, last in borders)
    return [(first + start, first + end) for first, spans in parts for start, end in spans]


def cut(text: str, longest: int = LONG) -> list[tuple[int, int]]:
    """Cut a paragraph into spans of whole sentences, each of `SHORT` to `longest` characters where possible.

    A sentence that is too long is cut where clauses meet, else between words. The spans cover the text
    without gaps.
    """
    starts = list(sentence_starts(text))
    for finer in (clause_starts, word_starts):
        starts = _refined(text, starts, finer, longest)
    return _packed([*starts, len(text)], longest)


def _refined(
    text: str, starts: list[int], finer: Callable[[str], tuple[int, ...]], longest: int
) -> list[int]:
    """Cut the spans that are too long at finer borders, into as few pieces as these allow."""
    refined: list[int] = []
    for start, end in pairwise([*starts, len(text)]):
        inner = [start + offset for offset in finer(text[start:end])] if end - start > longest else [start]
        refined += [first for first, _ in _packed([*inner, end], longest)]
    return refined


def _packed(borders: list[int], longest: int) -> list[tuple[int, int]]:
    """Choose among the borders those that give the best lengths: the cheapest way from first to last."""
    cheapest = {borders[0]: (0.0, borders[0])}  # border → cost of the way there, and the border before it
    for place, end in enumerate(borders[1:], 1):
        ways = []
        for start in reversed(borders[:place]):
            if end - start > longest and start != borders[place - 1]:
                break
            ways.append((cheapest[start][0] + _cost(end - start, longest), start))
        cheapest[end] = min(ways)
    spans = []
    end = borders[-1]
    while end != borders[0]:
        start = cheapest[end][1]
        spans.append((start, end))
        end = start
    return spans[::-1]


def _cost(length: int, longest: int) -> float:
    """Judge a span: too short is bad, too long worse; in between, few spans are better than many."""
    lacking = max(0, min(SHORT, longest // 2) - length)
    over = max(0, length - longest)
    return 1 + (lacking / 20) ** 2 + over


def speak_as(text: str, voice: Voice, pronunciations: Mapping[str, str] | None = None) -> Speakable:
    """Give the spoken form of any text for a voice, with what was changed. Raises `VoiceError`."""
    language = voice.language.split("-")[0]
    phonemes = language in engine(voice.engine).phonemes
    lexicon = read_pronunciations(pronunciations or {}, voice.language)
    return spoken(text, language=voice.language, lexicon=lexicon, phonemes=phonemes)

"""Where the words are in the JSON of each service, and who says them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from audio.script.readers.data.json_pairs import keyed, outline, questions
from audio.script.readers.data.json_places import placed_like
from audio.script.readers.data.json_speakers import timed, watson, with_names
from audio.script.readers.data.json_values import (
    Piece,
    first,
    member,
    members,
    span_of,
    speaker_of,
    text_of,
    word_of,
)

_LIST_KEYS = ("segments", "utterances", "turns", "audio_segments", "monologues", "entries", "cues",
              "captions", "messages", "dialogue", "transcript", "transcription", "sentences", "paragraphs",
              "lines", "items", "phrases", "results", "result", "data", "speech", "transcripts", "chunks",
              "words", "tokens")  # fmt: skip
UNKNOWN = "Unknown Speaker"
_MAX_DEPTH = 4
_OWN_SPACES = 0.3
"""Share of pieces with white space at an end from which on no other space belongs between them."""


def pieces(root: Any) -> list[Piece]:
    """Give the pieces of the first shape that fits; a shape with speakers wins over one without."""
    without: list[Piece] = []
    for shape in _SHAPES:
        found = list(shape(root))
        if not any(piece.text.strip() for piece in found):
            continue
        if any(piece.speaker is not None for piece in found):
            return list(_spaced(with_names(found, root)))
        without = without or found
    return list(_spaced(without))


def _spaced(found: Sequence[Piece]) -> Iterator[Piece]:
    """Give pieces that carry their own spaces as joined, and no piece that is nothing but a space to others.

    A space belongs to whoever spoke before it.
    """
    own = sum(piece.text != piece.text.strip() for piece in found) >= _OWN_SPACES * len(found)
    speaker: Any = None
    for piece in found:
        blank = not piece.text.strip()
        speaker = speaker if blank else piece.speaker
        if own:
            yield Piece(piece.text, speaker, joined=True)
        elif not blank or piece.joined:
            yield piece


def _deepgram(root: Any) -> Iterator[Piece]:
    """`results.utterances`, or the paragraphs or words of the first channel (developers.deepgram.com)."""
    results = member(root, "results")
    utterances = [Piece(text_of(item), member(item, "speaker")) for item in members(results, "utterances")]
    channels = [first(members(channel, "alternatives")) for channel in members(results, "channels")]
    best = first(channels)
    paragraphs = [
        Piece(text_of(sentence), member(paragraph, "speaker"))
        for paragraph in members(member(best, "paragraphs"), "paragraphs")
        for sentence in members(paragraph, "sentences")
    ]
    words = [Piece(word_of(word), member(word, "speaker")) for word in members(best, "words")]
    yield from utterances or _channels(channels) or paragraphs or words


def _channels(channels: Sequence[Any]) -> list[Piece]:
    """Give the words of several channels, one speaker each, in order of time; nothing where one has all."""
    timed_words = [
        (span, number, word)
        for number, channel in enumerate(channels)
        for word in members(channel, "words")
        if (span := span_of(word))
    ]
    if len({number for _, number, _ in timed_words}) < 2:
        return []
    return [
        Piece(word_of(word), number) for _, number, word in sorted(timed_words, key=lambda each: each[:2])
    ]


def _amazon(root: Any) -> Iterator[Piece]:
    """`results.items`, one a word; speakers there or in `speaker_labels` (docs.aws.amazon.com/transcribe)."""
    results = member(root, "results")
    at = {
        member(item, "start_time"): member(item, "speaker_label")
        for segment in members(member(results, "speaker_labels"), "segments")
        for item in members(segment, "items")
    }
    speaker: Any = None
    for item in members(results, "items"):
        speaker = member(item, "speaker_label") or at.get(member(item, "start_time")) or speaker
        content = member(first(members(item, "alternatives")), "content")
        if isinstance(content, str):
            yield Piece(content, speaker, joined=member(item, "type") == "punctuation")


def _google(root: Any) -> Iterator[Piece]:
    """Give the words that have speakers: all in the last result, or some in each; else a text a result.

    See cloud.google.com/speech-to-text, versions 1 and 2.
    """
    results = members(root, "results")
    if not results or member(results[0], "type"):
        return
    lists = [members(first(members(result, "alternatives")), "words") for result in results]
    before = sum(speaker_of(word) is not None for words in lists[:-1] for word in words)
    tagged = [
        Piece(word_of(word), speaker_of(word)) for word in chain(*lists) if speaker_of(word) is not None
    ]
    if before <= len(lists[-1]):
        tagged = [Piece(word_of(word), speaker_of(word)) for word in lists[-1]]
    if any(piece.speaker is not None for piece in tagged):
        yield from tagged
        return
    for result in results:
        yield Piece(text_of(first(members(result, "alternatives"))), member(result, "channelTag"))


def _listed(root: Any, depth: int = 0, speaker: Any = None) -> Iterator[Piece]:
    """Any list of objects with a text or words: Podcasting 2.0, Whisper, AssemblyAI, what people make.

    A group of texts, as Podlove makes them, hands its speaker down.
    """
    if isinstance(root, Sequence) and not isinstance(root, str):
        if sum(_has_text(item) for item in root) * 2 > len(root):
            diarised = any(_tells(item) for item in root)
            for item in root:
                own = _or(speaker_of(item), speaker)
                yield from _parted(item, own, diarised=diarised) or [
                    Piece(text_of(item) or word_of(item), own)
                ]
        elif sum(bool(members(item, "words")) for item in root) * 2 > len(root):
            yield from (
                Piece(word_of(word), speaker_of(item)) for item in root for word in members(item, "words")
            )
        elif depth < _MAX_DEPTH:
            for item in root:
                yield from _listed(item, depth + 1, _or(member(item, "speaker"), speaker))
    elif isinstance(root, Mapping) and depth < _MAX_DEPTH:
        lists = (root[key] for key in _LIST_KEYS if isinstance(root.get(key), (list, dict)))
        found = [pieces for each in lists if (pieces := list(_listed(each, depth + 1, speaker)))]
        yield from next((pieces for pieces in found if _told(pieces)), first(found) or ())


def _tells(item: Any) -> bool:
    """Say whether the single words of a segment have speakers."""
    return any(speaker_of(word) is not None for word in members(item, "words"))


def _parted(item: Any, speaker: Any, *, diarised: bool) -> list[Piece]:
    """Give the runs of a segment that several people say, as WhisperX has them; nothing for one person.

    In a file that tells the speakers of words, a segment without any is nobody's that is known.
    """
    if not _tells(item):
        unknown = diarised and speaker is None and members(item, "words")
        return [Piece(text_of(item), UNKNOWN)] if unknown else []
    runs: list[Piece] = []
    for word in members(item, "words"):
        who = _or(speaker_of(word), runs[-1].speaker if runs else speaker)
        if runs and who == runs[-1].speaker:
            runs[-1] = runs[-1]._replace(text=placed_like(f"{runs[-1].text} {word_of(word)}", runs[-1].text))
        else:
            runs.append(Piece(word_of(word), who))
    return runs if len(runs) > 1 else []


def _has_text(item: Any) -> bool:
    """Say whether an object holds words, or is the space between two."""
    spacing = member(item, "type") == "spacing"
    return bool(text_of(item) or isinstance(member(item, "word"), str) or spacing)


def _told(found: Sequence[Piece]) -> bool:
    """Say whether anything is known of who speaks."""
    return any(piece.speaker is not None for piece in found)


def _or(value: Any, other: Any) -> Any:
    return other if value is None else value


def _whole(root: Any) -> Iterator[Piece]:
    """One text for everything."""
    if isinstance(root, Mapping):
        inner = member(first(members(member(root, "results"), "transcripts")), "transcript")
        yield Piece(inner if isinstance(inner, str) else text_of(root), None)


_SHAPES: tuple[Callable[[Any], Iterator[Piece]], ...] = (
    _deepgram, _amazon, _google, questions, keyed, outline, watson, _listed,
    timed, _whole,
)  # fmt: skip

"""Where the words are in the JSON of each service, and who says them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple


class Piece(NamedTuple):
    """Some words of one speaker."""

    text: str
    speaker: Any
    """As the service writes it; None where it does not say."""
    joined: bool = False
    """True where no space comes before it, as before a full stop."""


_TEXT_KEYS = ("body", "text", "transcript", "content", "display", "utterance", "sentence", "message", "line",
              "value")  # fmt: skip
_SPEAKER_KEYS = ("speaker", "speaker_name", "speakerName", "speaker_label", "speakerLabel", "speakerTag",
                 "speaker_tag", "speaker_id", "speakerId", "channel_label", "role", "author", "who",
                 "name")  # fmt: skip
_LIST_KEYS = ("segments", "utterances", "turns", "audio_segments", "monologues", "entries", "cues",
              "captions", "messages", "dialogue", "transcript", "transcription", "sentences", "paragraphs",
              "lines", "items", "results", "data", "chunks")  # fmt: skip
_ASKED = {"question", "q", "frage", "pregunta", "pergunta", "domanda"}
_TOLD = {"answer", "a", "antwort", "respuesta", "resposta", "risposta", "réponse", "reponse"}
_MAX_DEPTH = 4


def pieces(root: Any) -> list[Piece]:
    """Give the pieces of the first shape that fits; a shape with speakers wins over one without."""
    without: list[Piece] = []
    for shape in _SHAPES:
        found = [piece for piece in shape(root) if piece.text.strip() or piece.joined]
        if any(piece.speaker is not None for piece in found):
            return found
        if not without and any(piece.text.strip() for piece in found):
            without = found
    return without


def _deepgram(root: Any) -> Iterator[Piece]:
    """`results.utterances`, or the paragraphs or words of the first channel (developers.deepgram.com)."""
    results = _in(root, "results")
    utterances = [Piece(_text(item), _in(item, "speaker")) for item in _list(results, "utterances")]
    best = _first(_list(_first(_list(results, "channels")), "alternatives"))
    paragraphs = [
        Piece(_text(sentence), _in(paragraph, "speaker"))
        for paragraph in _list(_in(best, "paragraphs"), "paragraphs")
        for sentence in _list(paragraph, "sentences")
    ]
    words = [Piece(_word(word), _in(word, "speaker")) for word in _list(best, "words")]
    yield from utterances or paragraphs or words


def _amazon(root: Any) -> Iterator[Piece]:
    """`results.items`, one a word; speakers there or in `speaker_labels` (docs.aws.amazon.com/transcribe)."""
    results = _in(root, "results")
    at = {
        _in(item, "start_time"): _in(item, "speaker_label")
        for segment in _list(_in(results, "speaker_labels"), "segments")
        for item in _list(segment, "items")
    }
    speaker: Any = None
    for item in _list(results, "items"):
        speaker = _in(item, "speaker_label") or at.get(_in(item, "start_time")) or speaker
        content = _in(_first(_list(item, "alternatives")), "content")
        if isinstance(content, str):
            yield Piece(content, speaker, joined=_in(item, "type") == "punctuation")


def _google(root: Any) -> Iterator[Piece]:
    """With speakers the last result has all words (cloud.google.com/speech-to-text); else a text a result."""
    results = _list(root, "results")
    if not results or _in(results[0], "type"):
        return
    words = _list(_first(_list(results[-1], "alternatives")), "words")
    tagged = [Piece(_word(word), _speaker(word)) for word in words]
    if any(piece.speaker is not None for piece in tagged):
        yield from tagged
        return
    for result in results:
        yield Piece(_text(_first(_list(result, "alternatives"))), _in(result, "channelTag"))


def _rev(root: Any) -> Iterator[Piece]:
    """`monologues` of `elements`, words and stops apart, spaces written out (docs.rev.ai)."""
    for monologue in _list(root, "monologues"):
        name = _in(_in(monologue, "speaker_info"), "display_name") or _in(monologue, "speaker")
        for element in _list(monologue, "elements"):
            if isinstance(_in(element, "value"), str):
                yield Piece(element["value"], name, joined=True)


def _speechmatics(root: Any) -> Iterator[Piece]:
    """`results` of words and punctuation, the speaker in the alternative (docs.speechmatics.com)."""
    for item in _list(root, "results"):
        best = _first(_list(item, "alternatives"))
        if _in(item, "type") in ("word", "punctuation") and isinstance(_in(best, "content"), str):
            yield Piece(best["content"], _in(best, "speaker"), joined=item["type"] == "punctuation")


def _azure(root: Any) -> Iterator[Piece]:
    """`recognizedPhrases`, the best reading first (learn.microsoft.com, batch transcription)."""
    for phrase in _list(root, "recognizedPhrases"):
        yield Piece(_text(_first(_list(phrase, "nBest"))), _in(phrase, "speaker"))


def _youtube(root: Any) -> Iterator[Piece]:
    """`events` of `segs` (the caption format json3)."""
    for event in _list(root, "events"):
        for seg in _list(event, "segs"):
            if isinstance(_in(seg, "utf8"), str):
                yield Piece(seg["utf8"], None, joined=True)


def _listed(root: Any, depth: int = 0) -> Iterator[Piece]:
    """Any list of objects with a text or words: Podcasting 2.0, Whisper, AssemblyAI, what people make."""
    if isinstance(root, Sequence) and not isinstance(root, str):
        if sum(bool(_text(item)) for item in root) * 2 > len(root):
            yield from (Piece(_text(item), _speaker(item)) for item in root)
        elif sum(bool(_list(item, "words")) for item in root) * 2 > len(root):
            yield from (Piece(_word(word), _speaker(item)) for item in root for word in _list(item, "words"))
        elif depth < _MAX_DEPTH:
            for item in root:
                yield from _listed(item, depth + 1)
    elif isinstance(root, Mapping) and depth < _MAX_DEPTH:
        for key in _LIST_KEYS:
            found = list(_listed(root[key], depth + 1)) if isinstance(root.get(key), (list, dict)) else []
            if found:
                yield from found
                return


def _questions(root: Any, depth: int = 0) -> Iterator[Piece]:
    """Give the pairs of a list of objects with a question and an answer."""
    if isinstance(root, Sequence) and not isinstance(root, str):
        for item in root:
            if _ASKED & set(item if isinstance(item, Mapping) else ()):
                asked = [(item.get(key), "Q") for key in _ASKED if key in item]
                told = [(item.get(key), "A") for key in _TOLD if key in item]
                yield from (Piece(text, who) for text, who in asked + told if isinstance(text, str))
    elif isinstance(root, Mapping) and depth < _MAX_DEPTH:
        for value in root.values():
            yield from _questions(value, depth + 1)


def _whole(root: Any) -> Iterator[Piece]:
    """One text for everything."""
    if isinstance(root, Mapping):
        inner = _in(_first(_list(_in(root, "results"), "transcripts")), "transcript")
        yield Piece(inner if isinstance(inner, str) else _text(root), None)


_SHAPES: tuple[Callable[[Any], Iterator[Piece]], ...] = (
    _deepgram, _amazon, _speechmatics, _google, _rev, _azure, _questions, _listed, _youtube, _whole,
)  # fmt: skip


def _in(value: Any, key: str) -> Any:
    """Give a member of an object, or None."""
    return value.get(key) if isinstance(value, Mapping) else None


def _list(value: Any, key: str) -> Sequence[Any]:
    """Give a member that is a list, or an empty one."""
    found = _in(value, key)
    return found if isinstance(found, list) else ()


def _first(values: Sequence[Any]) -> Any:
    return values[0] if values else None


def _text(item: Any) -> str:
    """Give the words of an object, as the string that stands in the file."""
    for key in _TEXT_KEYS:
        found = _in(item, key)
        if isinstance(found, str) and found.strip():
            return found
    return ""


def _word(item: Any) -> str:
    """Give a single word, with its punctuation where the service knows it."""
    for key in ("punctuated_word", "punctuatedWord", "word", *_TEXT_KEYS):
        found = _in(item, key)
        if isinstance(found, str):
            return found
    return ""


def _speaker(item: Any) -> Any:
    """Give who says an object's words: a name, a number, or an object with a name."""
    for key in _SPEAKER_KEYS:
        found = _in(item, key)
        if isinstance(found, Mapping):
            found = found.get("name") or found.get("displayName") or found.get("id")
        if found is not None and found != "":
            return found
    return None

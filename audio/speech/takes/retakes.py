"""Second tries: which takes are doubtful, and the best of what other ways of saying them give."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace

from audio.cast import Voice
from audio.errors import EngineError
from audio.speech.engines import Engine, engine
from audio.speech.spoken import sentences
from audio.speech.takes import cache
from audio.speech.takes.pace import Pace, pace_of
from audio.speech.takes.soundness import flaws_against, flaws_within, length_flaw, may_repeat
from audio.speech.takes.ways import Line, Speak, Way, said_as_take, ways_for
from audio.speech.values import Flaw, Segment, Speech, Take

logger = logging.getLogger(__name__)


def paces_of(takes: Iterable[Take]) -> dict[Voice, Pace]:
    """Learn from takes how fast each voice speaks at speed 1, by `pace_key`."""
    said: dict[Voice, list[tuple[str, float]]] = {}
    for take in takes:
        if take.length:
            said.setdefault(pace_key(take), []).append(
                (take.segment.spoken, take.length / take.rate * take.voice.speed)
            )
    return {voice: pace_of(lengths) for voice, lengths in said.items()}


def pace_key(take: Take) -> Voice:
    """Give the voice whose pace a take has; level and place do not matter, and speeds are set off."""
    return replace(take.voice, gain_db=0.0, pan=0.0, speed=1.0)


def compared(take: Take, pace: Pace) -> Take:
    """Judge a take beside its voice's others: what was sound by itself may be too long, or say things twice.

    Its clip is read only where its length raises a doubt. Raises `SpeechError` where it is gone by then.
    """
    seconds, text = take.length / take.rate, take.segment.spoken
    flaws = take.flaws
    if not flaws and (misfit := length_flaw(seconds, text, pace)):
        flaws = (misfit,)
    elif not flaws and may_repeat(seconds, text, pace):
        flaws = flaws_against(Speech(cache.read_take(take), take.rate, take.words), text, pace)
    return replace(take, flaws=flaws, judged=True)


def neighbour_of(segment: Segment, segments: Sequence[Segment]) -> str:
    """Give a sentence that the same voice says near a segment, best in its own turn; empty if none."""

    def distance(other: Segment) -> tuple[bool, int]:
        return other.turn != segment.turn, abs(other.number - segment.number)

    others = [
        other
        for other in segments
        if other.voice == segment.voice and other.spoken not in {"", segment.spoken}
    ]
    return sentences(min(others, key=distance).spoken)[-1] if others else ""


def sound_speech(line: Line, speaker: Engine, speak: Speak) -> Speech:
    """Speak a line, and where nothing is heard in other ways until something is.

    Raises `EngineError` where all is silent or the engine fails.
    """
    speech = said_as_take(line, speaker, speak)
    for way in ways_for(speaker, line.voice):
        if len(speech.samples):
            break
        logger.info("%s gave only silence; trying it %s", line.voice, way.__name__)
        speech = way(line, speak) or speech
    if not len(speech.samples):
        raise EngineError(f"{line.voice} gave only silence.")
    return speech


def better_take(take: Take, neighbour: str, pace: Pace, speak: Speak) -> Take:
    """Try a doubtful take in other ways until one has no flaw, and store the best of all.

    Of two that are equally good the first is kept. Where the engine fails, what there is by then counts.
    Where a try costs money, there is none.
    """
    line = Line(take.segment.spoken, take.segment.voice, neighbour, tuple(word.text for word in take.words))
    best: Speech | None = None
    flaws, won = take.flaws, "the first try"
    for way in ways_for(engine(take.voice.engine), take.voice):
        speech = _tried(way, line, speak)
        if speech is None:
            continue
        found = flaws_within(speech) or flaws_against(speech, line.text, pace)
        if _weight(found) < _weight(flaws):
            best, flaws, won = speech, found, way.__name__
        if not flaws:
            break
    before, after = ([flaw.kind for flaw in each] for each in (take.flaws, flaws))
    logger.info("segment %d had %s; %s won with %s", take.segment.number, before, won, after)
    if best is None:
        return take
    stored = cache.store(take.segment, take.key, best, flaws)
    return replace(stored, judged=True)


def _tried(way: Way, line: Line, speak: Speak) -> Speech | None:
    """Give what a way gives, or None where it fails, however it does: there is a take already."""
    try:
        return way(line, speak)
    except Exception as error:  # whatever an engine does; its sentence may quote the text
        logger.debug("%s, %s: %s", line.voice, way.__name__, type(error).__name__)
        return None


def _weight(flaws: Iterable[Flaw]) -> float:
    return sum(flaw.weight for flaw in flaws)


def flaw_warnings(takes: Iterable[Take]) -> tuple[str, ...]:
    """Say, a sentence for each take that stayed doubtful, where it is and what may be wrong with it."""
    return tuple(
        f"Turn {take.segment.turn} ({take.segment.speaker}) may not sound right: "
        f"{' and '.join(flaw.detail for flaw in take.flaws)}. {_beginning(take.segment.written)}"
        for take in takes
        if take.flaws
    )


def _beginning(text: str) -> str:
    """Give the first words of a text in quotes."""
    return f"“{text}”" if len(text) <= 50 else f"“{text[:47].rsplit(' ', 1)[0]}…”"

"""What a render will send to services, and about what that costs, counted before the first word is sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from audio.cast import Voice
from audio.errors import ConsentError
from audio.speech.engines import Priced, engine
from audio.speech.takes import cache
from audio.speech.values import Segment


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one online engine will be asked to speak."""

    engine: str
    segments: int
    characters: int
    """Characters that leave the machine; takes in the cache are not spoken again."""
    dollars: float | None
    """US dollars, about; 0 for a free service, None where the price is not known."""

    @property
    def paid(self) -> bool:
        """Tell whether it may cost money: also where the price is not known."""
        return self.dollars is None or self.dollars > 0

    def __str__(self) -> str:
        sent = f"{self.engine} will be sent {self.characters:,} characters"
        if self.dollars is None:
            return f"{sent}, at a price that is not known."
        return f"{sent}, about ${self.dollars:.2f}." if self.dollars else f"{sent}."


@dataclass(frozen=True, slots=True)
class Allow:
    """What the user has agreed to."""

    online: bool = False
    """Text may be sent to services that take no money."""
    paid: bool = False
    """Text may be sent to services that take money, or whose price is not known."""

    def covers(self, sent: Estimate) -> bool:
        """Tell whether this may be sent."""
        return self.paid if sent.paid else self.online


NOTHING = Allow()
"""No text leaves the machine."""


def check_allowed(segments: Sequence[Segment], fallback: Voice | None, allow: Allow) -> None:
    """Raise `ConsentError` where these segments, or a fallback for them, would send what is not allowed."""
    sent = [*estimate(segments), *filter(None, [fallback_estimate(segments, fallback)])]
    refused = [each for each in sent if not allow.covers(each)]
    if not refused:
        return
    told = " ".join(map(str, refused))
    if any(each.paid for each in refused):
        raise ConsentError(f"{told} Nobody has agreed to that: agree with --yes, or Allow(paid=True).")
    raise ConsentError(f"{told} Nobody has agreed to that: agree with Allow(online=True).")


def estimate(segments: Iterable[Segment]) -> tuple[Estimate, ...]:
    """Give an estimate for every online engine that has something to speak, in order of first use.

    Segments that say the same in the same voice are spoken once. Raises `VoiceError` for an unknown engine.
    """
    by_engine: dict[str, list[Segment]] = {}
    for segment in cache.unspoken(each for each in segments if engine(each.voice.engine).online):
        by_engine.setdefault(segment.voice.engine, []).append(segment)
    return tuple(_of_engine(name, spoken) for name, spoken in by_engine.items())


def fallback_estimate(segments: Iterable[Segment], fallback: Voice | None) -> Estimate | None:
    """Give what an online fallback voice is sent where every other voice fails: the most that it may be.

    None where there is no fallback, where it works on this machine, or where nothing is left to speak.
    Raises `VoiceError` for an unknown engine.
    """
    if fallback is None or not engine(fallback.engine).online:
        return None
    others = [
        replace(segment, voice=fallback)
        for segment in cache.unspoken(segments)
        if (segment.voice.engine, segment.voice.name) != (fallback.engine, fallback.name)
    ]
    return _of_engine(fallback.engine, others) if others else None


def _of_engine(name: str, segments: list[Segment]) -> Estimate:
    speaker = engine(name)
    dollars: float | None = 0.0
    for segment in segments:
        price = speaker.price(segment.voice) if isinstance(speaker, Priced) else 0.0
        dollars = None if dollars is None or price is None else dollars + price * len(segment.spoken) / 1e6
    return Estimate(name, len(segments), sum(len(segment.spoken) for segment in segments), dollars)

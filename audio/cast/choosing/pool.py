"""The voices that may be chosen from, and how well each fits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from audio.cast.names import fold
from audio.cast.values import Gender, VoiceEntry
from audio.cast.voices import ALIKE, Catalogue, nearest_distance, select


@dataclass(slots=True)
class Pool:
    """The voices of one engine for one language, and who has them so far."""

    engine: str
    language: str
    entries: tuple[VoiceEntry, ...]
    """Best grade first; all of them ready, where any is."""
    kept: frozenset[str]
    """Voices that the settings give to people who are not in this script."""
    taken: Counter[str] = field(default_factory=Counter)
    """Voice → how many speakers have it."""
    silent: frozenset[str] = frozenset()
    """The voice of a narrator who says nothing here: somebody else has it only if no other fits."""

    def misfit(self, entry: VoiceEntry, wanted: Gender) -> tuple[float, ...]:
        """Give how badly a voice fits now, the gravest first: of two voices, the lower fits better.

        Taken already; of another gender; kept for somebody else; of another accent; easily confused with a
        voice that is taken, the more the nearer.
        """
        gender = 0 if wanted in ("unknown", entry.gender) else 1 if entry.gender == "unknown" else 2
        accent = fold(entry.language) != fold(self.language) and "-" in self.language
        confusion = max(0.0, ALIKE - nearest_distance(str(entry), (*self.taken, *self.silent - {str(entry)})))
        return (self.taken[str(entry)], gender, str(entry) in self.kept | self.silent, accent, confusion)

    def at_hand(self, catalogue: Catalogue) -> str:
        """Say how many voices there are to choose from, and how to get more."""
        count = len(self.entries)
        voices = f"{count} voice{'s' if count != 1 else ''} at hand for the language {self.language!r}"
        more = len(select(catalogue, engine=self.engine, language=self.language)) - count
        fetch = f" `vivavoce engines fetch {self.engine}` gets {more} more." if more else ""
        return f"{self.engine} has {voices}.{fetch}"


def pool_of(catalogue: Catalogue, engine: str, language: str, kept: frozenset[str]) -> Pool:
    """Give the voices of an engine for a language; those that are ready, where any is.

    `kept` are voices of people who are not in the script.
    """
    found = select(catalogue, engine=engine, language=language)
    ready = tuple(entry for entry in found if entry.ready)
    return Pool(engine, language, ready or found, kept)

"""Which workers there are, which of them take part, and the ways of computing that all of them have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from audio.cluster.there import Ways
from audio.errors import VivavoceError


@dataclass(slots=True)
class Roster:
    """The workers by their addresses.

    One thread changes it, others look at it: who has answered is entered before it is struck off.
    """

    tell: Callable[[str], None]
    ways: Mapping[str, str] | None = None
    """The way that is agreed on for each engine; None before it is."""
    threads: dict[str, int] = field(default_factory=dict)
    """Of all workers that are there."""
    asked: set[str] = field(default_factory=set)
    """Who has not answered yet."""
    offers: dict[str, Ways] = field(default_factory=dict)
    """Of those that take part."""
    refused: dict[str, str] = field(default_factory=dict)
    """Why others do not, a sentence each."""

    def update(self, threads: Mapping[str, int]) -> list[str]:
        """Take note of who is there now; give those who are new, and are to be asked."""
        for gone in (self.asked | self.offers.keys() | self.refused.keys()) - threads.keys():
            self.asked.discard(gone)
            self.offers.pop(gone, None)
            self.refused.pop(gone, None)
        new = [each for each in threads if each not in {*self.asked, *self.offers, *self.refused}]
        self.asked.update(new)
        self.threads = dict(threads)
        return new

    def accept(self, address: str, offer: Ways) -> None:
        """Take note of what a worker has; it takes part unless it lacks what is agreed on."""
        for name, way in (self.ways or {}).items():
            if way not in offer.get(name, {}):
                self.refuse(address, f"it cannot compute {name} as the others do ({way}).")
                return
        self.offers[address] = offer
        self.asked.discard(address)

    def refuse(self, address: str, why: str) -> None:
        """Leave a worker out, and say so."""
        if address not in self.refused:
            self.refused[address] = f"The worker {address} is not used: {why}"
            self.tell(self.refused[address])
        self.offers.pop(address, None)
        self.asked.discard(address)

    def allowed(self) -> list[str] | None:
        """Give the workers that may be given work; None where all who are there may."""
        return sorted(self.offers) if self.refused or self.asked else None

    @property
    def count(self) -> int:
        """Give how many pieces of work those who take part do at once; 1 where nobody does just now."""
        return max(1, sum(self.threads.get(each, 0) for each in self.offers))


def best_ways(offers: Iterable[Ways]) -> dict[str, str]:
    """Give, for each engine, the way that all have and that is fastest over all of them.

    Raises `VivavoceError` where they have none in common.
    """
    given = list(offers)
    best: dict[str, str] = {}
    for name in sorted({name for offer in given for name in offer}):
        speeds = [offer[name] for offer in given if name in offer]
        common = set.intersection(*(set(each) for each in speeds))
        if not common:
            raise VivavoceError(
                f"The workers have no way of computing {name} in common: use those of one kind, or set "
                "VIVAVOCE_KOKORO=shipped for all of them."
            )
        best[name] = max(sorted(common), key=lambda way: sum(each[way] for each in speeds))
    return best

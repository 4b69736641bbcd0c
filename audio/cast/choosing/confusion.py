"""What a listener may confuse in a cast: one voice for several speakers, and voices that are much alike."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations

from audio.cast.names import listed
from audio.cast.values import CastMember
from audio.cast.voices import ALIKE, distance


def shared(members: Sequence[CastMember], automatic: Collection[str], at_hand: str) -> tuple[str, ...]:
    """Warn, in one line, of speakers who share a voice because voices ran out.

    `automatic` are the speakers whose voice was chosen for them: what the settings say is no surprise.
    `at_hand` is a sentence on how many voices there were.
    """
    groups = []
    for voice in dict.fromkeys(str(member.voice) for member in members):
        speakers = [member.speaker for member in members if str(member.voice) == voice]
        if len(speakers) > 1 and not set(automatic).isdisjoint(speakers):
            groups.append(f"{listed(speakers)} share {voice}")
    return (f"{'; '.join(groups)}: {at_hand}",) if groups else ()


def alike(members: Sequence[CastMember], automatic: Collection[str]) -> tuple[str, ...]:
    """Warn, in one line, of speakers whose voices are not the same but much alike."""
    pairs = []
    for one, other in combinations(members, 2):
        far = distance(str(one.voice), str(other.voice))
        differ = str(one.voice) != str(other.voice)
        if differ and far is not None and far < ALIKE and {one.speaker, other.speaker} & set(automatic):
            pairs.append(f"{one.speaker} and {other.speaker} ({one.voice}, {other.voice})")
    hear = "`vivavoce voices audition` lets you hear others."
    return (f"Voices that are much alike: {'; '.join(pairs)}. {hear}",) if pairs else ()

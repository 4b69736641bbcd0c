"""Which other voices might suit a speaker."""

from __future__ import annotations

from audio.cast.choosing.casting import cast_script
from audio.cast.choosing.pool import pool_of
from audio.cast.choosing.roles import Role, find_role, kept_voices, roles_of
from audio.cast.settings import Settings
from audio.cast.values import CastMember, Gender, VoiceEntry
from audio.cast.voices import Catalogue, grade_rank, likely_gender
from audio.script import NARRATOR, Script


def candidates(
    script: Script, settings: Settings, catalogue: Catalogue, speaker: str, count: int = 4
) -> tuple[VoiceEntry, ...]:
    """Give up to `count` voices to try for a speaker in place of the one they have, the best first.

    They are of the same engine and fit as an automatic choice would; as far as voices go, they sound
    different from each other, from the present voice and from everybody else's. Raises `InputError` for an
    unknown speaker, `VoiceError` as `cast_script` does.
    """
    role = find_role(script, settings, speaker)
    members = cast_script(script, settings, catalogue).members
    own = next(member for member in members if member.speaker == role.speaker)
    kept = kept_voices(roles_of(script, settings), settings)
    pool = pool_of(catalogue, own.voice.engine, script.language, kept)
    pool.taken.update(str(member.voice) for member in members)
    wanted = _gender(role, own, catalogue)
    chosen: list[VoiceEntry] = []
    while len(chosen) < count:
        free = [entry for entry in pool.entries if not pool.taken[str(entry)]]
        if not free:
            break
        chosen.append(min(free, key=lambda entry: (*pool.misfit(entry, wanted), grade_rank(entry.grade))))
        pool.taken[str(chosen[-1])] += 1
    return tuple(chosen)


def _gender(role: Role, own: CastMember, catalogue: Catalogue) -> Gender:
    """Give what fits: the gender of the voice that the settings chose, else that of the name."""
    if role.name == NARRATOR:
        return "unknown"
    if own.reason == "automatic":
        return likely_gender(role.name)
    return next((entry.gender for entry in catalogue if str(entry) == str(own.voice)), "unknown")

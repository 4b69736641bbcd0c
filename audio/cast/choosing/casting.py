"""Who gets which voice: the settings first, and for everybody else the same choice in every episode."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from audio.cast.choosing.confusion import alike, shared
from audio.cast.choosing.pool import Pool, pool_of
from audio.cast.choosing.roles import Role, kept_voices, roles_of
from audio.cast.names import fold, listed
from audio.cast.settings import Settings
from audio.cast.values import Cast, CastMember, Gender, Reason, Voice, VoiceEntry, split_voice
from audio.cast.voices import Catalogue, check_engine, engines, equivalent, grade_rank, likely_gender, select
from audio.errors import VoiceError
from audio.script import NARRATOR, Script

_GOOD = grade_rank("C")
"""The lowest grade that counts as good; among good voices the name decides, not the grade."""


def cast_script(script: Script, settings: Settings, catalogue: Catalogue) -> Cast:
    """Give everybody who speaks in a script a voice.

    A voice in the settings is taken as it is. The narrator's, where none is set, is the best there is.
    Everybody else gets one of `settings.engine` by their name alone: of the likely gender, of a good grade,
    not taken and not much like one that is, as long as voices last; where two names meet, the earlier speaker
    has the first pick. All are cast so as if nothing were set: who is given a voice moves nobody, except one
    who would now have the same voice.
    Where the engine was asked for by an option, it speaks everybody: voices of other engines give way to its
    version of them or, without one, to an automatic choice.

    Raises `VoiceError` where the engine is unknown or has no voice for the script's language.
    """
    roles = roles_of(script, settings)
    check_engine(catalogue, settings.engine)
    pool = pool_of(catalogue, settings.engine, script.language, kept_voices(roles, settings))
    given = ((role.speaker, _as_set(role, settings, pool, catalogue)) for role in roles)
    members = {speaker: member for speaker, member in given if member is not None}
    automatic = {role.speaker for role in roles} - members.keys()
    if automatic:
        silent = {role.speaker for role in roles} - {turn.speaker for turn in script.turns}
        members = _with_choices(roles, members, pool, catalogue, silent - members.keys())
    expressions = {role.speaker: settings.expression_of(role.settings) for role in roles}
    spoken = [
        _with_expression(members[name], expressions[name])
        for name in dict.fromkeys(turn.speaker for turn in script.turns)
    ]
    warnings = (*shared(spoken, automatic, pool.at_hand(catalogue)), *alike(spoken, automatic))
    return Cast(tuple(spoken), warnings)


def _with_choices(
    roles: Sequence[Role],
    given: Mapping[str, CastMember],
    pool: Pool,
    catalogue: Catalogue,
    silent: Collection[str],
) -> dict[str, CastMember]:
    """Add a choice for everybody else: as where nothing is set, unless that voice is somebody's now.

    A narrator who is `silent` keeps a voice too, but not from somebody whom no other fits.
    """
    roles = sorted(roles, key=lambda role: role.speaker != NARRATOR)
    alone = replace(pool, kept=frozenset(), taken=Counter())
    members: dict[str, CastMember] = {}
    for role in roles:
        members[role.speaker] = _chosen(role, alone, catalogue)
        if role.speaker in silent:
            alone.silent = pool.silent = frozenset({str(members[role.speaker].voice)})
        else:
            alone.taken[str(members[role.speaker].voice)] += 1
    members |= given
    pool.taken = Counter(str(member.voice) for name, member in members.items() if name not in silent)
    for role in reversed(roles):  # of two who share a voice, the later speaker moves
        if role.speaker in given or role.speaker in silent:
            continue
        voice = str(members[role.speaker].voice)
        pool.taken[voice] -= 1
        if voice in pool.kept or pool.taken[voice] > min(pool.taken[str(entry)] for entry in pool.entries):
            members[role.speaker] = _chosen(role, pool, catalogue)
        pool.taken[str(members[role.speaker].voice)] += 1
    return members


def fallback_voice(settings: Settings, language: str) -> Voice | None:
    """Give the voice that may stand in where an engine fails; None where none is allowed to."""
    return Voice(*split_voice(settings.fallback), language=language) if settings.fallback else None


def _as_set(role: Role, settings: Settings, pool: Pool, catalogue: Catalogue) -> CastMember | None:
    """Cast a role as the settings say; None where they leave it open."""
    if role.settings.voice is None:
        return None
    engine, name = split_voice(role.settings.voice)
    voice = _voice(role, engine, name, pool.language)
    reason: Reason = role.origin.reason if role.origin else "settings"
    place = role.origin.place if role.origin else "settings"
    asked = settings.origin("engine")
    if asked is None or asked.reason != "option" or reason == "option" or engine == pool.engine:
        return CastMember(role.speaker, voice, reason, place)
    same = equivalent(catalogue, voice, pool.engine)
    if same is None or same not in pool.entries:
        return None
    why = f"{asked.place} {pool.engine}: its version of {voice}"
    return CastMember(role.speaker, _voice(role, same.engine, same.name, pool.language), "option", why)


def _chosen(role: Role, pool: Pool, catalogue: Catalogue) -> CastMember:
    """Cast a role that the settings leave open."""
    if not pool.entries:
        raise VoiceError(_no_voice(pool, catalogue))
    wanted: Gender = "unknown" if role.name == NARRATOR else likely_gender(role.name)
    entry = min(pool.entries, key=lambda entry: (*pool.misfit(entry, wanted), *_taste(entry, role)))
    why = _why(role, entry, wanted, pool)
    if role.settings.voice is not None:
        why = f"in place of {role.settings.voice}: {why}"
    return CastMember(role.speaker, _voice(role, entry.engine, entry.name, pool.language), "automatic", why)


def _taste(entry: VoiceEntry, role: Role) -> tuple[int | str, ...]:
    """Give what decides between voices that fit equally well, the lowest first."""
    rank = grade_rank(entry.grade)
    if role.name == NARRATOR:
        return (rank,)  # and among equals the one that the engine names first
    return (max(rank, _GOOD), _draw(role.name, entry))


def _draw(name: str, entry: VoiceEntry) -> str:
    """Give a lot that depends on this name and this voice alone, so that new voices move few people."""
    return hashlib.sha256(f"{fold(name)}\n{entry}".encode()).hexdigest()


def _voice(role: Role, engine: str, name: str, language: str) -> Voice:
    who = role.settings
    slow, fast = who.speeds
    return Voice(engine, name, (slow + fast) / 2, who.gain, who.pan, language, fast - slow)


def _with_expression(member: CastMember, expression: float) -> CastMember:
    return replace(member, voice=replace(member.voice, expression=expression))


def _why(role: Role, entry: VoiceEntry, wanted: Gender, pool: Pool) -> str:
    """Say in a clause why a role got a voice."""
    free = "is free" if not pool.taken[str(entry)] else "is shared, since no other is left"
    if role.name == NARRATOR:
        return f"best voice of {entry.engine} that {free}"
    if wanted == "unknown":
        return f"whether {role.name} is a man or a woman is not told; {entry.name} {free}"
    fits = "" if entry.gender in (wanted, "unknown") else f", though {entry.gender},"
    return f"{role.name} is likely {wanted}; {entry.name}{fits} {free}"


def _no_voice(pool: Pool, catalogue: Catalogue) -> str:
    others = engines(select(catalogue, language=pool.language))
    remedy = f"{listed(others)} can: choose with --engine." if others else "no other engine can either."
    return f"{pool.engine} has no voice for the language {pool.language!r}; {remedy}"

"""Who gets which voice: the settings first, and for everybody else the same choice in every episode."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from audio.cast.catalogue import (
    Catalogue,
    check_engine,
    engines,
    equivalent,
    grade_rank,
    select,
)
from audio.cast.first_names import likely_gender
from audio.cast.names import fold, listed, nearest
from audio.cast.settings import Origin, Settings, SpeakerSettings
from audio.cast.values import Cast, CastMember, Gender, Reason, Voice, VoiceEntry, split_voice
from audio.errors import VoiceError
from audio.script import NARRATOR, Script

_GOOD = grade_rank("C")
"""The lowest grade that counts as good; among good voices the name decides, not the grade."""


@dataclass(frozen=True, slots=True)
class _Role:
    """A speaker of the script and what the settings say of them."""

    speaker: str
    """As the script has it."""
    name: str
    """As the settings have it, or else the script: what an automatic choice depends on."""
    settings: SpeakerSettings
    origin: Origin | None
    """Where the voice was set; None where it was not, or where the settings do not know."""


@dataclass(slots=True)
class _Pool:
    """The voices to choose from, and who has them so far."""

    engine: str
    language: str
    entries: tuple[VoiceEntry, ...]
    """Best grade first; all of them ready, where any is."""
    kept: frozenset[str]
    """Voices that the settings give to people who are not in this script."""
    taken: Counter[str] = field(default_factory=Counter)
    """Voice -> how many speakers have it."""


def cast_script(script: Script, settings: Settings, catalogue: Catalogue) -> Cast:
    """Give everybody who speaks in a script a voice.

    A voice in the settings is taken as it is. The narrator's, where none is set, is the best there is.
    Everybody else gets one of `settings.engine` by their name alone: of the likely gender, of a good grade,
    and not taken as long as voices last; where two names meet, the earlier speaker has the first pick.
    Where the engine was asked for by an option, it speaks everybody: voices of other engines give way to its
    version of them or, without one, to an automatic choice.

    Raises `VoiceError` where the engine is unknown or has no voice for the script's language.
    """
    roles = _roles(script, settings)
    pool = _pool(script, settings, catalogue, roles)
    members: dict[str, CastMember] = {}
    for role in roles:
        if (member := _as_set(role, settings, pool, catalogue)) is not None:
            members[role.speaker] = member
            pool.taken[str(member.voice)] += 1
    chosen: list[CastMember] = []
    for role in sorted(roles, key=lambda role: role.speaker != NARRATOR):
        if role.speaker not in members:
            member = _chosen(role, pool, catalogue)
            pool.taken[str(member.voice)] += 1
            members[role.speaker] = member
            chosen.append(member)
    spoken = [members[name] for name in dict.fromkeys(turn.speaker for turn in script.turns)]
    warnings = (*_shared(spoken, chosen, pool, catalogue), *_nobody(roles, settings))
    return Cast(tuple(spoken), warnings)


def fallback_voice(settings: Settings, language: str) -> Voice | None:
    """Give the voice that may stand in where an engine fails; None where none is allowed to."""
    return Voice(*split_voice(settings.fallback), language=language) if settings.fallback else None


def _roles(script: Script, settings: Settings) -> list[_Role]:
    """Give everybody who speaks, in order, and the narrator even where this script needs none.

    A narrator who is always there keeps the same voice away from the guests of every episode.
    """
    names = {fold(NARRATOR): NARRATOR}
    names |= {fold(alias): NARRATOR for alias in settings.narrator.aliases}
    names |= {fold(alias): name for alias, name in settings.aliases().items()}
    names |= {fold(name): name for name in settings.speakers}
    labels = {speaker.name: speaker.labels for speaker in script.speakers}
    roles = []
    for speaker in dict.fromkeys([*(turn.speaker for turn in script.turns), NARRATOR]):
        called = (speaker, *labels.get(speaker, ()))
        name = next((names[fold(label)] for label in called if fold(label) in names), speaker)
        if name == NARRATOR:
            roles.append(_Role(speaker, name, settings.narrator, settings.origin("narrator", "voice")))
            continue
        who = settings.speakers.get(name, SpeakerSettings())
        roles.append(_Role(speaker, name, who, settings.origin("speakers", name, "voice")))
    return roles


def _pool(script: Script, settings: Settings, catalogue: Catalogue, roles: list[_Role]) -> _Pool:
    check_engine(catalogue, settings.engine)
    here = {role.name for role in roles}
    kept = {who.voice for name, who in settings.speakers.items() if name not in here and who.voice}
    found = select(catalogue, engine=settings.engine, language=script.language)
    ready = tuple(entry for entry in found if entry.ready)
    return _Pool(settings.engine, script.language, ready or found, frozenset(kept))


def _as_set(role: _Role, settings: Settings, pool: _Pool, catalogue: Catalogue) -> CastMember | None:
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


def _chosen(role: _Role, pool: _Pool, catalogue: Catalogue) -> CastMember:
    """Cast a role that the settings leave open."""
    if not pool.entries:
        raise VoiceError(_no_voice(pool, catalogue))
    wanted: Gender = "unknown" if role.name == NARRATOR else likely_gender(role.name)
    entry = min(pool.entries, key=lambda entry: _preference(entry, role, wanted, pool))
    why = _why(role, entry, wanted, pool)
    if role.settings.voice is not None:
        why = f"in place of {role.settings.voice}: {why}"
    return CastMember(role.speaker, _voice(role, entry.engine, entry.name, pool.language), "automatic", why)


def _preference(entry: VoiceEntry, role: _Role, wanted: Gender, pool: _Pool) -> tuple[int | bool | str, ...]:
    """Give what voices are sorted by for a role, the best first."""
    misfit = 0 if wanted in ("unknown", entry.gender) else 1 if entry.gender == "unknown" else 2
    accent = fold(entry.language) != fold(pool.language) and "-" in pool.language
    rank = grade_rank(entry.grade)
    taste: tuple[int | bool | str, ...] = (max(rank, _GOOD), _draw(role.name, entry))
    if role.name == NARRATOR:
        taste = (rank,)  # and among equals the one that the engine names first
    return (pool.taken[str(entry)], misfit, str(entry) in pool.kept, accent, *taste)


def _draw(name: str, entry: VoiceEntry) -> str:
    """Give a lot that depends on this name and this voice alone, so that new voices move few people."""
    return hashlib.sha256(f"{fold(name)}\n{entry}".encode()).hexdigest()


def _voice(role: _Role, engine: str, name: str, language: str) -> Voice:
    who = role.settings
    speed = 1.0 if who.speed is None else who.speed
    return Voice(engine, name, speed, who.gain, who.pan, language)


def _why(role: _Role, entry: VoiceEntry, wanted: Gender, pool: _Pool) -> str:
    """Say in a clause why a role got a voice."""
    free = "is free" if not pool.taken[str(entry)] else "is shared, since no other is left"
    if role.name == NARRATOR:
        return f"best voice of {entry.engine} that {free}"
    if wanted == "unknown":
        return f"{role.name} may be anyone; {entry.name} {free}"
    fits = "" if entry.gender in (wanted, "unknown") else f", though {entry.gender},"
    return f"{role.name} is likely {wanted}; {entry.name}{fits} {free}"


def _no_voice(pool: _Pool, catalogue: Catalogue) -> str:
    others = engines(select(catalogue, language=pool.language))
    remedy = f"{listed(others)} can: choose with --engine." if others else "no other engine can either."
    return f"{pool.engine} has no voice for the language {pool.language!r}; {remedy}"


def _shared(
    spoken: list[CastMember], chosen: list[CastMember], pool: _Pool, catalogue: Catalogue
) -> list[str]:
    """Warn of speakers who sound alike because voices ran out."""
    automatic = {member.speaker for member in chosen}
    warnings = []
    for voice in dict.fromkeys(str(member.voice) for member in spoken):
        alike = [member.speaker for member in spoken if str(member.voice) == voice]
        if len(alike) > 1 and automatic.intersection(alike):
            count = len(pool.entries)
            has = f"{count} voice{'s' if count != 1 else ''} at hand for the language {pool.language!r}"
            warnings.append(
                f"{listed(alike)} share {voice}: {pool.engine} has {has}.{_more(pool, catalogue)}"
            )
    return warnings


def _more(pool: _Pool, catalogue: Catalogue) -> str:
    more = len(select(catalogue, engine=pool.engine, language=pool.language)) - len(pool.entries)
    return f" `vivavoce engines fetch {pool.engine}` gets {more} more." if more else ""


def _nobody(roles: list[_Role], settings: Settings) -> list[str]:
    """Warn of a voice given by an option to somebody who does not speak."""
    here = {role.name: role for role in roles}
    warnings = []
    for name in settings.speakers:
        origin = settings.origin("speakers", name, "voice")
        if name in here or origin is None or origin.reason != "option":
            continue
        meant = nearest(name, [role.speaker for role in roles])
        hint = f" Did you mean {meant}?" if meant else f" These do: {listed(here)}."
        warnings.append(f"{origin.place}: nobody called {name} speaks in this script.{hint}")
    return warnings

"""Who speaks in a script, under which names, and what the settings say of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from audio.cast.names import first_and_full, fold, listed, nearest
from audio.cast.settings import Origin, Settings, SpeakerSettings
from audio.errors import InputError, Problem, SettingsError
from audio.script import NARRATOR, Script


@dataclass(frozen=True, slots=True)
class Role:
    """A speaker of the script and what the settings say of them."""

    speaker: str
    """As the script has it."""
    name: str
    """As the settings have it, or else the script: what an automatic choice depends on."""
    settings: SpeakerSettings
    origin: Origin | None
    """Where the voice was set; None where it was not, or where the settings do not know."""
    labels: tuple[str, ...] = ()
    """Every way the script labels them."""


def roles_of(script: Script, settings: Settings) -> tuple[Role, ...]:
    """Give everybody who speaks, in order, and the narrator even where this script needs none.

    A narrator who is always there keeps the same voice away from the guests of every episode.
    """
    names = {fold(NARRATOR): NARRATOR}
    names |= {fold(alias): NARRATOR for alias in settings.narrator.aliases}
    names |= {fold(alias): name for alias, name in settings.aliases().items()}
    names |= {fold(name): name for name in settings.speakers}
    everybody = dict.fromkeys([*(turn.speaker for turn in script.turns), NARRATOR])
    labels = dict.fromkeys(everybody, ()) | {who.name: who.labels for who in script.speakers}
    named = {speaker: _named((speaker, *labels[speaker]), names) for speaker in everybody}
    by_first = _by_first_name([speaker for speaker in everybody if not named[speaker]], named, settings)
    roles = []
    for speaker in everybody:
        written = labels[speaker]
        name = named[speaker] or by_first.get(speaker, speaker)
        if name == NARRATOR:
            origin = settings.origin("narrator", "voice")
            roles.append(Role(speaker, name, settings.narrator, origin, written))
            continue
        who = settings.speakers.get(name, SpeakerSettings())
        roles.append(Role(speaker, name, who, settings.origin("speakers", name, "voice"), written))
    return tuple(roles)


def _named(labels: Iterable[str], names: Mapping[str, str]) -> str | None:
    return next((names[fold(label)] for label in labels if fold(label) in names), None)


def _by_first_name(
    unknown: Sequence[str], named: Mapping[str, str | None], settings: Settings
) -> dict[str, str]:
    """Give who the settings call by a full name and the script by the first, or the other way round.

    Only where nobody else can be meant: one such name that is free, and one such speaker.
    """
    free = [name for name in settings.speakers if name not in named.values()]
    pairs = [(speaker, name) for speaker in unknown for name in free if first_and_full(speaker, name)]
    speakers, names = Counter(speaker for speaker, _ in pairs), Counter(name for _, name in pairs)
    return {speaker: name for speaker, name in pairs if speakers[speaker] == names[name] == 1}


def find_role(script: Script, settings: Settings, written: str) -> Role:
    """Give who is meant by a name, alias or label in any case; `narrator` is the narrator.

    Raises `InputError` with the nearest right spelling where nobody of that name speaks.
    """
    roles = roles_of(script, settings)
    for role in roles:
        if fold(written) in map(fold, _called(role)):
            return role
    by_first = [role for role in roles if first_and_full(written, role.name)]
    if len(by_first) == 1:
        return by_first[0]
    raise InputError(f"Nobody called {written} speaks in {script.source}.{_hint(written, roles)}")


def kept_voices(roles: Iterable[Role], settings: Settings) -> frozenset[str]:
    """Give the voices that the settings give to people who are not among these."""
    here = {role.name for role in roles}
    given = (who.voice for name, who in settings.speakers.items() if name not in here)
    return frozenset(voice for voice in given if voice)


def check_given_voices(readings: Sequence[tuple[Script, Settings]]) -> None:
    """Raise `SettingsError` for a voice that an option gives to somebody who speaks in none of these."""
    strangers = [_strangers(script, settings) for script, settings in readings]
    nowhere = [name for name in strangers[0] if all(name in others for others in strangers[1:])]
    roles = [role for script, settings in readings for role in roles_of(script, settings)]
    where = "this script" if len(readings) == 1 else "any of these scripts"
    problems = tuple(
        Problem(strangers[0][name], None, f"nobody called {name} speaks in {where}.{_hint(name, roles)}")
        for name in nowhere
    )
    if problems:
        raise SettingsError(problems)


def _strangers(script: Script, settings: Settings) -> dict[str, str]:
    """Give everybody who has a voice by an option and does not speak, with the name of the option."""
    here = {role.name for role in roles_of(script, settings)}
    origins = {name: settings.origin("speakers", name, "voice") for name in settings.speakers}
    return {
        name: origin.place
        for name, origin in origins.items()
        if origin is not None and origin.reason == "option" and name not in here
    }


def _called(role: Role) -> Iterable[str]:
    return (role.speaker, role.name, *role.labels, *role.settings.aliases)


def _hint(written: str, roles: Sequence[Role]) -> str:
    """Say who may have been meant, or who there is."""
    speakers = list(dict.fromkeys(role.speaker for role in roles))
    words = {word: name for name in reversed(speakers) for word in name.split()}
    meant = nearest(written, speakers) or words.get(nearest(written, words) or "")
    return f" Did you mean {meant}?" if meant else f" These do: {listed(speakers)}."

"""The catalogue: every voice of every engine, as a tuple of entries that the engines supply."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import overload

from audio.cast.names import listed, nearest
from audio.cast.values import Gender, Voice, VoiceEntry, split_voice
from audio.errors import VoiceError

Catalogue = Sequence[VoiceEntry]


@dataclass(frozen=True, slots=True)
class OpenCatalogue(Sequence[VoiceEntry]):
    """A catalogue of engines that have more voices than they list: blends, files, those of a server."""

    entries: tuple[VoiceEntry, ...]
    """Those that are listed."""
    unlisted: Callable[[str, str], VoiceEntry | None]
    """Engine and name → a voice that is not listed, or None. May raise `VoiceError`."""
    not_offered: frozenset[str] = frozenset()
    """Engines for tests: they work when named, but messages do not name them."""
    services: frozenset[str] = frozenset()
    """Engines that send text away: they have to be named, since nobody may come to them by a voice's name."""

    @overload
    def __getitem__(self, index: int) -> VoiceEntry: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[VoiceEntry, ...]: ...
    def __getitem__(self, index: int | slice) -> VoiceEntry | tuple[VoiceEntry, ...]:
        return self.entries[index]

    def __len__(self) -> int:
        return len(self.entries)


_UNGRADED = "D"  # Below every grade that recommends a voice, above those that warn of one.


def find(catalogue: Catalogue, written: str) -> VoiceEntry:
    """Give the entry of a voice written `engine:name`.

    Raises `VoiceError` with the nearest right spelling where there is no such engine or voice.
    """
    wanted = with_engine(catalogue, written).replace(" ", "")
    for entry in catalogue:
        if str(entry) == wanted:
            return entry
    if ":" not in written:
        raise VoiceError(_without_engine(catalogue, written.strip()))
    engine, name = split_voice(written)
    check_engine(catalogue, engine)
    if isinstance(catalogue, OpenCatalogue) and (more := catalogue.unlisted(engine, name)) is not None:
        return more
    raise VoiceError(f"{engine} has no voice {name!r}; {_suggest(catalogue, engine, name)}")


def with_engine(catalogue: Catalogue, written: str) -> str:
    """Give a voice with its engine; as written where it has one, or where none or several have the voice.

    An engine that sends text away has to be named.
    """
    if ":" in written:
        return written
    having = [entry for entry in catalogue if entry.name == written.strip()]
    sure = len(having) == 1 and having[0].engine not in _services(catalogue)
    return str(having[0]) if sure else written


def _services(catalogue: Catalogue) -> frozenset[str]:
    return catalogue.services if isinstance(catalogue, OpenCatalogue) else frozenset()


def _without_engine(catalogue: Catalogue, name: str) -> str:
    having = [str(entry) for entry in catalogue if entry.name == name]
    if len(having) > 1:
        return f"{name!r} is a voice of several engines: write {listed(having[:4], last='or')}."
    here = [entry.name for entry in catalogue if entry.engine not in _services(catalogue)]
    near = nearest(name, here)
    if having:
        other = f", or {near}" if near else ""
        return f"{name!r} is a voice of a service that text would be sent to: write {having[0]}{other}."
    meant = f"did you mean {near}? `vivavoce voices` lists all" if near else "`vivavoce voices` lists them"
    return f"{name!r} is no voice; {meant}. A voice is written engine:name, such as kokoro:am_michael."


def check_engine(catalogue: Catalogue, engine: str) -> None:
    """Raise `VoiceError` with the nearest right spelling where no voice is of that engine."""
    known = engines(catalogue)
    if engine in known:
        return
    hidden = catalogue.not_offered if isinstance(catalogue, OpenCatalogue) else ()
    offered = [name for name in known if name not in hidden]
    meant = nearest(engine, offered)
    hint = f"Did you mean {meant}? " if meant else ""
    raise VoiceError(f"there is no engine {engine!r}. {hint}The engines are {listed(offered)}.")


def engines(catalogue: Catalogue) -> tuple[str, ...]:
    """Give the names of the engines that have voices, in the order of the catalogue."""
    return tuple(dict.fromkeys(entry.engine for entry in catalogue))


def select(
    catalogue: Catalogue,
    *,
    engine: str | None = None,
    language: str | None = None,
    gender: Gender | None = None,
) -> tuple[VoiceEntry, ...]:
    """Give the voices of an engine, a language (`en` takes every English) and a gender, best grade first."""
    found = (
        entry
        for entry in catalogue
        if (engine is None or entry.engine == engine)
        and (language is None or reads(entry, language))
        and (gender is None or entry.gender == gender)
    )
    return by_grade(found)


def reads(entry: VoiceEntry, language: str) -> bool:
    """Tell whether a voice is for the language of a BCP 47 tag, whatever the accents of the two."""
    return _primary(entry.language) == _primary(language)


def by_grade(entries: Iterable[VoiceEntry]) -> tuple[VoiceEntry, ...]:
    """Sort voices by published grade, best first; voices of one grade keep their order."""
    return tuple(sorted(entries, key=lambda entry: grade_rank(entry.grade)))


def grade_rank(grade: str) -> int:
    """Give a number to sort grades by: `A+` is 0, each step down 1 more; no grade counts as a D."""
    letter, sign = (grade or _UNGRADED)[0], grade[1:]
    return 3 * "ABCDEF".find(letter.upper()) + {"+": 0, "": 1, "-": 2}.get(sign, 1)


def equivalent(catalogue: Catalogue, voice: Voice | VoiceEntry, engine: str) -> VoiceEntry | None:
    """Give an engine's own version of another engine's voice; None where it has none.

    Two voices are versions of one where their names are equal without the prefix that tells accent and
    gender: `kokoro:af_heart` and `hibari:heart`. Names of one or two letters are language tags.
    """
    given = _given_name(voice.name)
    if len(given) <= 2:
        return None
    ours = (entry for entry in catalogue if entry.engine == engine)
    return next((entry for entry in ours if _given_name(entry.name) == given), None)


def _given_name(voice: str) -> str:
    return voice.rpartition("_")[2].casefold()


def _primary(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].casefold()


def _suggest(catalogue: Catalogue, engine: str, name: str) -> str:
    """Say which voice of an engine may have been meant."""
    names = [entry.name for entry in catalogue if entry.engine == engine]
    meant = nearest(name, names)
    if meant:
        return f"did you mean {engine}:{meant}?"
    shown = listed([*names[:4], "others"] if len(names) > 5 else names, last="and")
    return f"it has {shown}: `vivavoce voices` lists them."

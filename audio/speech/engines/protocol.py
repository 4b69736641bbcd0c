"""What an engine is: the one door between the text to be spoken and whatever speaks it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, runtime_checkable

from audio.cast import Voice, VoiceEntry
from audio.models import ModelFile, OnBytes
from audio.speech.values import Shape, Speech


@runtime_checkable
class Engine(Protocol):
    """Speaks text. Knows nothing of caches, turns, retries and threads; those are the same for all.

    An engine is made without arguments and without cost: models are loaded when the first text is spoken. All
    its methods may be called from several threads at once.
    """

    @property
    def name(self) -> str:
        """Give the name it is asked for by, such as `kokoro`."""
        ...

    @property
    def version(self) -> str:
        """Give what its sound depends on besides voice and text: code and model. A change makes new takes."""
        ...

    @property
    def online(self) -> bool:
        """Tell whether text leaves the machine."""
        ...

    @property
    def licence(self) -> str:
        """Give the licence of engine and voices, in a few words."""
        ...

    @property
    def languages(self) -> tuple[str, ...]:
        """Give the BCP 47 tags, without region, of what it can read."""
        ...

    @property
    def phonemes(self) -> tuple[str, ...]:
        """Give the languages in which it reads inline pronunciations in misaki's alphabet.

        They are written `[Pamer](/pˈAməɹ/)`.
        """
        ...

    @property
    def max_chars(self) -> int:
        """Give the longest text in characters that it speaks well in one go."""
        ...

    @property
    def parallel(self) -> int | None:
        """Give how many callers at once it serves best, and at most; None for one a processor core."""
        ...

    def voices(self) -> tuple[VoiceEntry, ...]:
        """Give the voices it has, without touching the network."""
        ...

    def check(self, voice: Voice) -> None:
        """Raise before the first costly step where the voice cannot be used.

        `VoiceError` where there is no such voice or it cannot do what is asked; `ModelFileError` where its
        files cannot be had.
        """
        ...

    def speak(self, text: str, voice: Voice) -> Speech:
        """Speak a text that is not empty. Raises `EngineError`, with `passing` where a retry may help."""
        ...


@runtime_checkable
class Shaping(Protocol):
    """An engine that can say single words longer or shorter, higher or lower."""

    def speak_shaped(self, text: str, voice: Voice, shapes: Sequence[Shape]) -> Speech:
        """Speak as `speak` does, with these shapes; without any, the same samples. Raises likewise."""
        ...


@runtime_checkable
class Interruptible(Protocol):
    """An engine whose `speak` may last for seconds and can be broken off."""

    def interrupt(self, callers: Collection[int]) -> None:
        """Make `speak` raise soon in the threads with these identifiers."""
        ...


@runtime_checkable
class KeepsFiles(Protocol):
    """An engine with model files that can be fetched ahead of time."""

    def files(self, voices: Sequence[str] | None = None) -> tuple[ModelFile, ...]:
        """Give the files that these voices need; None for all voices."""
        ...

    def fetch(self, voices: Sequence[str] | None = None, on_bytes: OnBytes | None = None) -> None:
        """Get the files that are missing. Raises `ModelFileError`."""
        ...


@runtime_checkable
class MakesFiles(Protocol):
    """An engine that makes other files of those it fetches, and can make them again."""

    def drop_made(self) -> int:
        """Remove them, and give how many bytes that frees."""
        ...


@runtime_checkable
class ChoosesDevice(Protocol):
    """An engine that is computed in the way that is best on this machine."""

    def device(self) -> str:
        """Say what a user may want to know of it before anything is spoken; empty for the processor."""
        ...

    def way(self) -> str:
        """Say how it is computed and why, in a few words, for whoever examines the machine.

        Raises `EngineError` where what was asked for cannot be.
        """
        ...


@runtime_checkable
class InSeveralWays(Protocol):
    """An engine that may be computed in several ways, in each of which it sounds a little otherwise.

    Machines that speak one episode agree on one of them.
    """

    def ways(self, voice: Voice) -> Mapping[str, float]:
        """Give the ways that are right on this machine, tried with a voice, and how fast each is.

        The plainest is 1, and what takes half its time is 2. Raises `ModelFileError`.
        """
        ...

    def in_way(self, way: str) -> AbstractContextManager[None]:
        """Have it computed in that way within the block, in this thread and what is done in its context."""
        ...


@runtime_checkable
class NeedsMemory(Protocol):
    """An engine of which each caller needs memory of its own, not a little."""

    @property
    def memory(self) -> tuple[int, int]:
        """Give about how many bytes it needs with one caller, and for each further one."""
        ...


@runtime_checkable
class Hastening(Protocol):
    """An engine that is heard sooner when it knows that somebody is about to listen."""

    def hasten(self, voice: Voice) -> None:
        """Load now what a voice speaks with, if it is here; nothing is fetched.

        From now on all cores may work for each caller: several at once are served a little more slowly.
        """
        ...


@runtime_checkable
class StandsIn(KeepsFiles, Protocol):
    """An engine that speaks in another of its voices where the files of one cannot be had."""

    def obtain(self, voices: Sequence[str], on_bytes: OnBytes | None = None) -> None:
        """Get the files that are missing where they can be had; not every render asks a place again."""
        ...

    def stand_in(self, voice: str) -> str:
        """Say who speaks for a voice whose files are missing; empty where it speaks itself."""
        ...


@runtime_checkable
class HasMoreVoices(Protocol):
    """An engine with voices beyond those it lists: blends, the user's files, whatever a server has."""

    def describe(self, name: str) -> VoiceEntry | None:
        """Give the voice of a name that `voices` does not list; None where the engine has none.

        Does not touch the network. Raises `VoiceError` where it can say better what is wrong with the name.
        """
        ...


@runtime_checkable
class MayBeUnusable(Protocol):
    """An engine that needs an extra package, a key or the like before it can speak."""

    def problem(self) -> str:
        """Say in a sentence what is missing and how to get it; empty where nothing is."""
        ...


@runtime_checkable
class Priced(Protocol):
    """An engine that costs money."""

    def price(self, voice: Voice) -> float | None:
        """Give about what a million characters cost, in US dollars; None where that is not known."""
        ...


@runtime_checkable
class ForDrafts(Protocol):
    """An engine that is quick rather than good: what it speaks at an option's wish is no master."""

    @property
    def for_drafts(self) -> bool:
        """Tell whether it is for drafts only."""
        ...


@runtime_checkable
class Versioned(Protocol):
    """An engine whose voices or languages depend on things that change by themselves."""

    def version_of(self, voice: Voice) -> str:
        """Give what the sound of a voice depends on besides its name and the text: `version`, and more."""
        ...


def version_of(engine: Engine, voice: Voice) -> str:
    """Give what the sound of a voice depends on besides its name, language, speed and the text."""
    return engine.version_of(voice) if isinstance(engine, Versioned) else engine.version


def may_cost(engine: Engine, voice: Voice) -> bool:
    """Tell whether each call of an engine in a voice may cost money: also where the price is not known."""
    return isinstance(engine, Priced) and engine.price(voice) != 0

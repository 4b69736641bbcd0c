"""Every error that a user may see. One root; a sentence that says what, where and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class VivavoceError(Exception):
    """Something could not be done. The message is one or more whole sentences for a person.

    `exit_status` is what the command ends with: 1 could not, 2 wrong use or bad input.
    """

    exit_status = 1


def sentence_of(error: Exception, advice: str = "") -> str:
    """Tell any error: its own sentence, or that nothing here knows of it, with `advice` behind that."""
    if isinstance(error, VivavoceError):
        return str(error)
    return f"This should not happen ({type(error).__name__}: {error}).{advice}"


class InputError(VivavoceError):
    """What the user gave cannot be used: a missing file, a broken script, an unknown voice."""

    exit_status = 2


class ScriptError(InputError):
    """A script cannot be read. Names the file and, where one is to blame, the 1-based line."""

    def __init__(self, sentence: str, *, source: str, line: int | None = None) -> None:
        self.sentence, self.source, self.line = sentence, source, line
        place = source if line is None else f"{source}:{line}"
        super().__init__(f"{place}: {sentence}")


@dataclass(frozen=True, slots=True)
class Problem:
    """One wrong setting."""

    source: str
    """The file, or what else the setting came from, such as `--engine`."""
    line: int | None
    """1-based line in that file, where there is one."""
    sentence: str
    """What is wrong, what is allowed, the nearest right spelling."""

    def __str__(self) -> str:
        place = self.source if self.line is None else f"{self.source}:{self.line}"
        return f"{place}: {self.sentence}"


class SettingsError(InputError):
    """Settings are wrong; all problems of all files at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class VoiceError(InputError):
    """No such engine or voice, or one that cannot do what is asked of it."""


class LocalAddressError(InputError):
    """An address lies in this machine or in a private network, and nobody has allowed that."""


class ConsentError(InputError):
    """Text would leave the machine, or cost money, and nobody has agreed to it. Nothing was sent."""


class TrustError(ConsentError):
    """A settings file that may be a stranger's asks for what only the user may; `folder` is where it lies."""

    def __init__(self, sentence: str, folder: Path) -> None:
        self.folder = folder
        super().__init__(sentence)


class ModelFileError(VivavoceError):
    """A model file could not be had from any source, or none of them was the right file."""


class EngineError(VivavoceError):
    """An engine could not speak a text.

    `passing` is true where the same call may succeed later (no network, too many requests);
    `retry_after` is the wait in seconds that the service asked for, where it did.
    """

    def __init__(self, sentence: str, *, passing: bool = False, retry_after: float | None = None) -> None:
        self.passing, self.retry_after = passing, retry_after
        super().__init__(sentence)


class UnfitMachineError(VivavoceError):
    """A machine cannot do what another asks of it: it has another version, or lacks what is needed."""


class SpeechError(VivavoceError):
    """A segment could not be spoken. Names the turn and the source line; finished takes are kept."""


class MixError(VivavoceError):
    """The takes could not be made into a programme."""


class PublishError(VivavoceError):
    """A file could not be written. Nothing half-done is left at its place."""

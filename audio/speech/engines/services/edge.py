"""Microsoft's online voices, as the browser Edge reads pages aloud with them: no key, through edge-tts.

Extra `edge`; the client is LGPL-3.0. The service is meant for the browser and may refuse others at any time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from audio.cast import Gender, Voice, VoiceEntry
from audio.errors import EngineError, VoiceError
from audio.extras import lacking
from audio.speech.engines.decoding import decode
from audio.speech.engines.services import online
from audio.speech.engines.table import find_voice
from audio.speech.values import Speech, Word
from audio.tables import rows

if TYPE_CHECKING:
    from edge_tts import Communicate

RATE = 24_000
_VOICES = {row["voice"]: cast("Gender", row["gender"]) for row in rows(__package__, "edge_voices.tsv")}
_TICKS = 10_000_000
"""Units of the service's times in a second."""
_NAME = re.compile(r"([a-z]{2,3}(?:-[A-Z][a-z]{3})?-[A-Z]{2})(?:-[a-z]+)?-[A-Z]\w+Neural")
"""How the service names a voice; group 1 is its language and region."""


@dataclass(slots=True)
class _Reply:
    """What came so far."""

    sound: bytearray = field(default_factory=bytearray)
    words: list[tuple[str, int, int]] = field(default_factory=list)
    """Text, start and duration in the service's units."""


class EdgeEngine:
    """Speaks through Microsoft's service; the text leaves the machine."""

    name = "edge"
    online = True
    licence = "Microsoft's terms; client LGPL-3.0"
    languages = tuple(sorted({name.split("-")[0] for name in _VOICES}))
    phonemes = ()
    max_chars = 800
    parallel = 3
    version = "1"

    def voices(self) -> tuple[VoiceEntry, ...]:
        """Give the voices that are known here; the service may have more by now."""
        ready = not self.problem()
        return tuple(
            VoiceEntry(self.name, name, "-".join(name.split("-")[:2]), gender, ready=ready)
            for name, gender in _VOICES.items()
        )

    def describe(self, name: str) -> VoiceEntry | None:
        """Take a name as the service forms them, in a language and region that it has voices for."""
        matched = _NAME.fullmatch(name)
        if matched is None or not any(known.startswith(f"{matched[1]}-") for known in _VOICES):
            return None
        return VoiceEntry(self.name, name, matched[1], "unknown", ready=not self.problem())

    def problem(self) -> str:
        """Say that the client is missing."""
        return lacking("The engine edge", self.name, "edge-tts", module="edge_tts")

    def check(self, voice: Voice) -> None:
        """Raise `VoiceError` for a missing client or a voice that there cannot be."""
        if problem := self.problem():
            raise VoiceError(problem)
        if self.describe(voice.name) is None:
            find_voice(self.voices(), self.name, voice.name)

    def speak(self, text: str, voice: Voice) -> Speech:
        """Speak, at 24 kHz, with the time of every word. Raises `EngineError`."""
        reply = _ask(text, voice)
        samples = decode(bytes(reply.sound), RATE)
        words: list[Word] = []
        for word, start, length in reply.words:
            first = min(start * RATE // _TICKS, len(samples))
            words.append(Word(word, first, min((start + length) * RATE // _TICKS, len(samples))))
        return Speech(samples, RATE, tuple(words))


def _ask(text: str, voice: Voice) -> _Reply:
    """Get the sound of a text within the limit of time."""
    import asyncio  # noqa: PLC0415 - slow to import

    import aiohttp  # noqa: PLC0415 - slow to import, and only there with the extra
    from edge_tts import Communicate  # noqa: PLC0415
    from edge_tts.exceptions import EdgeTTSException, NoAudioReceived  # noqa: PLC0415

    client = Communicate(
        text, voice.name, rate=f"{round((voice.speed - 1) * 100):+d}%", boundary="WordBoundary",
        connect_timeout=round(online.CONNECT_TIMEOUT), receive_timeout=max(1, round(online.READ_TIMEOUT)),
    )  # fmt: skip
    try:
        return asyncio.run(asyncio.wait_for(_gathered(client), online.WHOLE_TIMEOUT))
    except NoAudioReceived as error:
        known = voice.name in _VOICES
        raise EngineError(
            f"Edge gave no sound for {voice.name}{'' if known else ', which may not exist'}: {text[:60]!r}.",
            passing=known,
        ) from error
    except aiohttp.WSServerHandshakeError as error:
        raise online.refusal("Edge", error.status, error.headers or {}) from error
    except (TimeoutError, asyncio.TimeoutError) as error:
        raise online.unreachable("Edge", in_time=False) from error
    except (aiohttp.ClientConnectionError, OSError) as error:
        raise online.unreachable("Edge", in_time=True) from error
    except (aiohttp.ClientError, EdgeTTSException, ValueError, KeyError) as error:
        raise EngineError(f"Edge's reply cannot be read ({error}).", passing=True) from error


async def _gathered(client: Communicate) -> _Reply:
    reply = _Reply()
    async for part in client.stream():
        if part["type"] == "audio":
            reply.sound += part["data"]
        elif part["type"] == "WordBoundary":
            reply.words.append((part["text"], round(part["offset"]), round(part["duration"])))
        if len(reply.sound) > online.LARGEST_REPLY:
            raise EngineError("Edge's reply is far too large for speech.")
    return reply

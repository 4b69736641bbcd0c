"""The paid service of ElevenLabs, through its own client. Extra `elevenlabs`.

A voice is one of the service's standard ones by name, or any other by its identifier of twenty letters and
digits; `@` and a model may follow: `elevenlabs:george@eleven_flash_v2_5`.
"""

from __future__ import annotations

import base64
import os
import re
from typing import TYPE_CHECKING, Any

from audio.cast import Gender, Voice, VoiceEntry
from audio.errors import EngineError, VoiceError
from audio.extras import lacking
from audio.speech.engines.decoding import decode
from audio.speech.engines.services import online
from audio.speech.engines.table import find_voice
from audio.speech.values import Speech, Word

if TYPE_CHECKING:
    from elevenlabs.types import AudioWithTimestampsResponse, CharacterAlignmentResponseModel

RATE = 44_100
BASE_VARIABLE = "ELEVENLABS_BASE_URL"
"""Environment variable with another address than the service's usual one, such as that of a region."""
KEY_VARIABLE = "ELEVENLABS_API_KEY"
MODEL_VARIABLE = "VIVAVOCE_ELEVENLABS_MODEL"
_MODEL = "eleven_multilingual_v2"
_PRICE = 220.0
"""US dollars for a million characters: 22 for 100,000 credits (plan Creator), one a character."""
_HALF_PRICE = re.compile(r"flash|turbo")
"""Models that take half a credit for a character."""
_LANGUAGES = "ar bg cs da de el en es fi fil fr hi hr hu id it ja ko ms nb nl pl pt ro ru sk sv ta tr uk zh"
_IDENTIFIER = re.compile(r"[A-Za-z0-9]{20}")

_VOICES: dict[str, tuple[str, str, Gender]] = {
    "alice": ("Xb7hH8MSUJpSbSDYk0k2", "en-GB", "female"), "aria": ("9BWtsMINqrJLrRacOk9x", "en-US", "female"),
    "bill": ("pqHfZKP75CvOlQylNhV4", "en-US", "male"), "brian": ("nPczCjzI2devNBz1zQrb", "en-US", "male"),
    "callum": ("N2lVS1w4EtoT3dr4eOWO", "en-US", "male"), "charlie": ("IKne3meq5aSn9XLyUdCD", "en-AU", "male"),
    "chris": ("iP95p4xoKVk53GoZ742B", "en-US", "male"), "daniel": ("onwK4e9ZLuTAKqWW03F9", "en-GB", "male"),
    "eric": ("cjVigY5qzO86Huf0OWal", "en-US", "male"), "george": ("JBFqnCBsd6RMkjVDRZzb", "en-GB", "male"),
    "jessica": ("cgSgspJ2msm6clMCkdW9", "en-US", "female"),
    "laura": ("FGY2WhTYpPnrIDTdsKH5", "en-US", "female"),
    "liam": ("TX3LPaxmHKxFdv7VOQHJ", "en-US", "male"), "lily": ("pFZP5JQG7iQjIQuC4Bku", "en-GB", "female"),
    "matilda": ("XrExE9yKIg1WjnnlVkGX", "en-US", "female"),
    "river": ("SAz9YHcvj6GT2YYXdXww", "en-US", "unknown"),
    "roger": ("CwhRBWXzGAHq8TQ4Fs17", "en-US", "male"), "sarah": ("EXAVITQu4vr4xnSDxMaL", "en-US", "female"),
    "will": ("bIHbv24MWmeRgasZH58o", "en-US", "male"),
}  # fmt: skip
"""Each standard voice: its identifier, accent and gender."""


class ElevenlabsEngine:
    """Speaks through ElevenLabs; the text leaves the machine."""

    name = "elevenlabs"
    online = True
    licence = "ElevenLabs' terms; client MIT"
    languages = tuple(_LANGUAGES.split())
    phonemes = ()
    max_chars = 1500
    parallel = 2

    @property
    def version(self) -> str:
        """Give the model for voices that name none."""
        return f"1 {_model('')}"

    def voices(self) -> tuple[VoiceEntry, ...]:
        """Give the standard voices, which read every language."""
        ready = not self.problem()
        return tuple(
            VoiceEntry(self.name, name, tag, gender, ready=ready)
            for name, (_, tag, gender) in _VOICES.items()
        )

    def describe(self, name: str) -> VoiceEntry | None:
        """Take the identifier of any voice, and a model behind any voice."""
        plain = name.partition("@")[0]
        _, tag, gender = _VOICES.get(plain, ("", "en-US", "unknown"))
        if plain not in _VOICES and not _IDENTIFIER.fullmatch(plain):
            return None
        return VoiceEntry(self.name, name, tag, gender, ready=not self.problem())

    def problem(self) -> str:
        """Say what is missing: the client, or the key."""
        missing = lacking("The engine elevenlabs", self.name, "elevenlabs")
        if missing or os.environ.get(KEY_VARIABLE, "").strip():
            return missing
        return f"The engine elevenlabs needs a key in the environment variable {KEY_VARIABLE}."

    def price(self, voice: Voice) -> float | None:
        """Give US dollars for a million characters, on a middling plan."""
        usual = _PRICE / 2 if _HALF_PRICE.search(_model(voice.name)) else _PRICE
        given = online.price_from(self.name)
        return usual if given is None else given

    def check(self, voice: Voice) -> None:
        """Raise `VoiceError` for a missing client or key and for what can be no voice."""
        if problem := self.problem():
            raise VoiceError(problem)
        online.key_from(KEY_VARIABLE)
        if self.describe(voice.name) is None:
            find_voice(self.voices(), self.name, voice.name)

    def speak(self, text: str, voice: Voice) -> Speech:
        """Speak, at 44.1 kHz, with the time of every word. Raises `EngineError`."""
        reply = _ask(text, voice)
        samples = decode(base64.b64decode(reply.audio_base_64), RATE, voice.speed, again=False)
        words = _words(reply.alignment, len(samples), voice.speed) if reply.alignment else ()
        return Speech(samples, RATE, words)


def _model(voice: str) -> str:
    return voice.partition("@")[2] or os.environ.get(MODEL_VARIABLE, "").strip() or _MODEL


def _ask(text: str, voice: Voice) -> AudioWithTimestampsResponse:
    """Get sound and times. The client's own retries are off: all engines are tried again in one way."""
    import httpx  # noqa: PLC0415 - slow to import, and only there with the extra
    from elevenlabs.client import ElevenLabs  # noqa: PLC0415
    from elevenlabs.core.api_error import ApiError  # noqa: PLC0415

    key = online.key_from(KEY_VARIABLE)
    plain = voice.name.partition("@")[0]
    limits = httpx.Timeout(online.READ_TIMEOUT, connect=online.CONNECT_TIMEOUT)
    try:
        with httpx.Client() as connection:
            client = ElevenLabs(
                api_key=key, base_url=os.environ.get(BASE_VARIABLE) or None, httpx_client=connection,
                timeout=limits,  # type: ignore[arg-type]  # passed on to httpx, which takes this too
            )  # fmt: skip
            return client.text_to_speech.convert_with_timestamps(
                _VOICES[plain][0] if plain in _VOICES else plain,
                text=text, model_id=_model(voice.name), output_format="mp3_44100_128",
                request_options={"max_retries": 0},
            )  # fmt: skip
    except ApiError as error:
        status = error.status_code or 0
        if httpx.codes.is_success(status):
            raise EngineError("The reply of ElevenLabs cannot be read.", passing=True) from None
        raise online.refusal("ElevenLabs", status, error.headers or {}, _said(error.body), key=key) from None
    except httpx.TimeoutException:
        raise online.unreachable("ElevenLabs", in_time=False) from None
    except httpx.HTTPError:
        raise online.unreachable("ElevenLabs", in_time=True) from None


def _said(body: Any) -> str:
    """Give the explanation in a refusal: `{"detail": {"status": …, "message": …}}`, or text."""
    detail = body.get("detail", body) if isinstance(body, dict) else body
    if isinstance(detail, dict):
        return f"{detail.get('message', '')} ({detail.get('status', '')})"
    return detail if isinstance(detail, str) else ""


def _words(alignment: CharacterAlignmentResponseModel, length: int, speed: float) -> tuple[Word, ...]:
    """Place each word: from the start of its first character to the end of its last."""
    words: list[Word] = []
    text, start, end = "", 0.0, 0.0
    characters = zip(
        alignment.characters, alignment.character_start_times_seconds,
        alignment.character_end_times_seconds, strict=False,
    )  # fmt: skip
    for character, begins, ends in (*characters, (" ", 0.0, 0.0)):
        if not character.isspace():
            start = start if text else begins
            text, end = text + character, ends
        elif text:
            first, last = (min(round(time * RATE / speed), length) for time in (start, end))
            words.append(Word(text, first, last))
            text = ""
    return tuple(words)

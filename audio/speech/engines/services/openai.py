"""Any server with the OpenAI speech interface: OpenAI's own, or one of yours with a large model.

The interface is one request, `POST /audio/speech`. `requests`, which the package needs anyway, sends it: the
official client would bring retries and an error page of its own for it, and nothing else. A voice is written
`openai:nova`, or `openai:nova@tts-1-hd` where the model matters.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from audio import guard
from audio.cast import Gender, Voice, VoiceEntry
from audio.errors import VoiceError
from audio.speech.engines.decoding import decode
from audio.speech.engines.protocol import may_cost
from audio.speech.engines.services import online
from audio.speech.engines.table import find_voice
from audio.speech.values import Speech

if TYPE_CHECKING:
    import requests

RATE = 24_000
BASE_VARIABLE = "OPENAI_BASE_URL"
KEY_VARIABLE = "OPENAI_API_KEY"
MODEL_VARIABLE = "VIVAVOCE_OPENAI_MODEL"
"""Model for voices that name none."""
_BASE = "https://api.openai.com/v1"
_MODEL = "gpt-4o-mini-tts"
_ELSEWHERE = "tts-1"
"""What servers other than OpenAI's understand as their own model."""
_PRICES = {"gpt-4o-mini-tts": 16.0, "tts-1": 15.0, "tts-1-hd": 30.0}
"""US dollars for a million characters, as published in 2026; the first is 0.015 a minute of speech."""
_LANGUAGES = (
    "af ar az be bg bs ca cs cy da de el en es et fa fi fr gl he hi hr hu hy id is it ja kk kn ko lt lv mi mk"
    " mr ms nb ne nl pl pt ro ru sk sl sr sv sw ta th tl tr uk ur vi zh"
)
_VOICES: dict[str, Gender] = {
    "alloy": "female", "ash": "male", "ballad": "male", "coral": "female", "echo": "male", "fable": "male",
    "onyx": "male", "nova": "female", "sage": "female", "shimmer": "female", "verse": "male",
    "marin": "female", "cedar": "male",
}  # fmt: skip


class OpenaiEngine:
    """Speaks through a server; the text leaves the machine unless the server is on it."""

    name = "openai"
    online = True
    licence = "the server's terms"
    languages = tuple(_LANGUAGES.split())
    phonemes = ()
    max_chars = 1500
    parallel = 4

    @property
    def version(self) -> str:
        """Give the server and the model for voices that name none: another one speaks otherwise.

        The server is a digest of its address without what may be secret in it: manifests hold the version.
        """
        at = _address()
        place = f"{at.scheme}://{at.netloc.rpartition('@')[2]}{at.path}"
        return f"1 {hashlib.sha256(place.encode()).hexdigest()[:12]} {_model('')}"

    def voices(self) -> tuple[VoiceEntry, ...]:
        """Give OpenAI's voices, which read every language; other servers have others besides."""
        ready = not self.problem()
        return tuple(
            VoiceEntry(self.name, name, "en-US", gender, ready=ready) for name, gender in _VOICES.items()
        )

    def describe(self, name: str) -> VoiceEntry | None:
        """Take any name where the server is not OpenAI's, and a model behind any name."""
        plain, _, model = name.partition("@")
        if plain in _VOICES and model:
            return VoiceEntry(self.name, name, "en-US", _VOICES[plain], ready=not self.problem())
        if _base() != _BASE and plain:
            return VoiceEntry(self.name, name, "en-US", "unknown", ready=not self.problem())
        return None

    def problem(self) -> str:
        """Say what is missing: OpenAI's own server wants a key."""
        if _base() == _BASE and not os.environ.get(KEY_VARIABLE, "").strip():
            return (
                f"The engine openai needs a key in the environment variable {KEY_VARIABLE}, or the address "
                f"of another server in {BASE_VARIABLE}."
            )
        return ""

    def price(self, voice: Voice) -> float | None:
        """Give US dollars for a million characters; None where it is not known.

        Another server that asks for no key cannot send a bill.
        """
        elsewhere = None if os.environ.get(KEY_VARIABLE, "").strip() else 0.0
        known = _PRICES.get(_model(voice.name)) if _base() == _BASE else elsewhere
        given = online.price_from(self.name)
        return known if given is None else given

    def check(self, voice: Voice) -> None:
        """Raise `VoiceError` for an unknown voice, a missing key or an address that is none."""
        if problem := self.problem():
            raise VoiceError(problem)
        online.key_from(KEY_VARIABLE)
        if _address().scheme not in ("http", "https") or not _address().hostname:
            raise VoiceError(f"{BASE_VARIABLE} is no address; write one such as http://localhost:8000/v1.")
        if self.describe(voice.name) is None:
            find_voice(self.voices(), self.name, voice.name)

    def speak(self, text: str, voice: Voice) -> Speech:
        """Speak, at 24 kHz. Raises `EngineError`, `passing` where the server may answer later.

        The tempo is changed here, since not every model heeds the interface's `speed`.
        """
        name = voice.name.partition("@")[0]
        body = {"model": _model(voice.name), "voice": name, "input": text, "response_format": "wav"}
        sound = _post(f"{_base()}/audio/speech", body)
        return Speech(decode(sound, RATE, voice.speed, again=not may_cost(self, voice)), RATE)


def _base() -> str:
    return os.environ.get(BASE_VARIABLE, "").strip().rstrip("/") or _BASE


def _address() -> SplitResult:
    """Give the parts of the server's address, empty ones where it is none."""
    try:
        return urlsplit(_base())
    except ValueError:  # brackets that are no IPv6 address
        return urlsplit("")


def _model(voice: str) -> str:
    """Give the model of a voice: its own, else the user's, else what the server is likely to have."""
    own = voice.partition("@")[2] or os.environ.get(MODEL_VARIABLE, "").strip()
    return own or (_MODEL if _base() == _BASE else _ELSEWHERE)


def _post(url: str, body: Mapping[str, str]) -> bytes:
    """Send the request and give the sound. Raises `EngineError`, never with the key in it."""
    host = urlsplit(url).hostname or url
    key = online.key_from(KEY_VARIABLE)

    def sign(request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Add the key. A plain header would give way to the user's netrc."""
        if key:
            request.headers["Authorization"] = f"Bearer {key}"
        return request

    limits = (online.CONNECT_TIMEOUT, online.READ_TIMEOUT)
    with (
        online.explained(host),
        guard.session(online.WHOLE_TIMEOUT, allow_local=True) as web,  # the user's own address
        web.post(url, json=body, auth=sign, timeout=limits, stream=True, allow_redirects=False) as reply,
    ):
        sound = guard.body_of(reply, online.LARGEST_REPLY)
        if reply.status_code == HTTPStatus.OK:
            return sound
        raise online.refusal(host, reply.status_code, reply.headers, _said(sound), key=key)


def _said(content: bytes) -> str:
    """Give the explanation in a refusal: OpenAI's JSON, or plain text."""
    text = content[:4000].decode("utf-8", "replace")
    try:
        error = json.loads(text)["error"]
        return f"{error['message']} ({error['code']})" if error.get("code") else str(error["message"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return "" if text.lstrip().startswith("<") else text

"""The online engine that needs no key: Google Translate's voices, through the gTTS client."""

from __future__ import annotations

import base64
import os
import re
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np

from audio import guard
from audio.cast import Voice, VoiceEntry
from audio.errors import EngineError
from audio.speech.engines.decoding import decode
from audio.speech.engines.services.online import LARGEST_REPLY, WHOLE_TIMEOUT, explained, refusal
from audio.speech.engines.table import find_voice
from audio.speech.sound import trim_edges
from audio.speech.values import Samples, Speech

if TYPE_CHECKING:
    from requests import PreparedRequest

RATE = 24_000
BASE_VARIABLE = "VIVAVOCE_GTTS_URL"
"""Environment variable with another base address than Google's, such as that of a relay."""
TIMEOUT = (4.0, 20.0)
"""Seconds to wait for a connection, and for the next byte."""
_REQUEST_CHARS = 100
"""The most characters that Google takes at a time."""
_SOUND = re.compile(rb'jQ1olc","\[\\"([^"\\]*)')
"""Where in a reply the sound is, as base64."""
_GAP = 0.12
"""Seconds between pieces of one text, in place of the silences that each reply brings."""

_ACCENTS = {
    "en-us": ("en-US", "en", "us"), "en-gb": ("en-GB", "en", "co.uk"), "en-au": ("en-AU", "en", "com.au"),
    "en-ca": ("en-CA", "en", "ca"), "en-in": ("en-IN", "en", "co.in"), "en-ie": ("en-IE", "en", "ie"),
    "en-ng": ("en-NG", "en", "com.ng"), "en-za": ("en-ZA", "en", "co.za"), "fr-fr": ("fr-FR", "fr", "fr"),
    "fr-ca": ("fr-CA", "fr-CA", "ca"), "pt-br": ("pt-BR", "pt", "com.br"), "pt-pt": ("pt-PT", "pt-PT", "pt"),
    "es-mx": ("es-MX", "es", "com.mx"), "es-es": ("es-ES", "es", "es"), "es-us": ("es-US", "es", "us"),
    "zh-cn": ("zh-CN", "zh-CN", "com"), "zh-tw": ("zh-TW", "zh-TW", "com"),
}  # fmt: skip
_OTHERS = (
    "af am ar bg bn bs ca cs cy da de el et eu fi gl gu ha hi hr hu id is it iw ja jw km kn ko la lt lv ml mr"
    " ms my ne nl no pa pl ro ru si sk sq sr su sv sw ta te th tl tr uk ur vi yue"
)
"""Languages with one accent, by Google's codes."""
_BCP = {"iw": "he", "jw": "jv", "no": "nb"}
"""Where Google's code is not the BCP 47 tag."""
_VOICES = _ACCENTS | {code: (_BCP.get(code, code), code, "com") for code in _OTHERS.split()}
"""Each voice: what it speaks, and the language and top-level domain that the client is asked for."""


class GttsEngine:
    """Speaks through Google Translate; the text leaves the machine."""

    name = "gtts"
    online = True
    licence = "Google's terms of service"
    languages = tuple(sorted({tag.split("-")[0] for tag, _, _ in _VOICES.values()}))
    phonemes = ()
    max_chars = 400
    parallel = 2
    version = "1"

    def voices(self) -> tuple[VoiceEntry, ...]:
        """Give the accents; Google does not say whose voice it is."""
        return tuple(VoiceEntry(self.name, name, tag, "unknown") for name, (tag, _, _) in _VOICES.items())

    def check(self, voice: Voice) -> None:
        """Raise `VoiceError` for a voice that there is not."""
        find_voice(self.voices(), self.name, voice.name)

    def speak(self, text: str, voice: Voice) -> Speech:
        """Speak, at 24 kHz. Raises `EngineError`, `passing` where Google may answer later."""
        gap = np.zeros(round(_GAP * RATE), np.float32)
        parts: list[Samples] = []
        for piece in pieces(text):
            spoken = decode(_ask(piece, voice), RATE, voice.speed)
            head, tail = trim_edges(spoken, RATE)
            parts += [spoken[head:tail], gap]
        if not parts:
            raise EngineError(f"gtts finds nothing to say in {text!r}.")
        return Speech(np.concatenate(parts[:-1]), RATE)


def pieces(text: str, limit: int = _REQUEST_CHARS) -> list[str]:
    """Cut a text into pieces that Google takes: at sentences, else at clauses, else at words."""
    for boundary in (r"(?<=[.!?…])\s+", r"(?<=[,;:—])\s+|\s+(?=[—(])", r"\s+"):
        if len(text) <= limit:
            break
        parts = [part for whole in re.split(boundary, text) for part in [whole.strip()] if part]
        if len(parts) > 1:
            return _packed([piece for part in parts for piece in pieces(part, limit)], limit)
    return [text[at : at + limit] for at in range(0, len(text), limit)] if text.strip() else []


def _packed(parts: list[str], limit: int) -> list[str]:
    packed: list[str] = []
    for part in parts:
        if packed and len(packed[-1]) + 1 + len(part) <= limit:
            packed[-1] += f" {part}"
        else:
            packed.append(part)
    return packed


def _ask(text: str, voice: Voice) -> bytes:
    """Get the MP3 of a piece. Raises `EngineError`."""
    base = os.environ.get(BASE_VARIABLE)
    with (
        explained("Google"),
        guard.session(WHOLE_TIMEOUT, allow_local=bool(base)) as web,
    ):
        request = _prepared(text, voice)
        if base:
            request.prepare_url(base.rstrip("/") + urlsplit(str(request.url)).path, None)
        surroundings = web.merge_environment_settings(request.url, {}, stream=True, verify=None, cert=None)
        with web.send(request, timeout=TIMEOUT, allow_redirects=False, **surroundings) as reply:
            content = guard.body_of(reply, LARGEST_REPLY)
            if reply.status_code != HTTPStatus.OK:
                raise refusal("Google", reply.status_code, reply.headers)
    sound = b"".join(map(_decoded, _SOUND.findall(content)))
    if not sound:
        raise EngineError("Google gave a reply without sound.", passing=True)
    return sound


def _prepared(text: str, voice: Voice) -> PreparedRequest:
    """Give gTTS's request for a piece, which it is not to cut any further.

    It is not sent by gTTS, which accepts any certificate, and so whoever stands between as well.
    """
    from gtts import gTTS  # noqa: PLC0415 - imports requests

    _, language, domain = _VOICES[voice.name]
    client = gTTS(
        text, tld=domain, lang=language, lang_check=False, pre_processor_funcs=[],
        tokenizer_func=lambda whole: [whole],
    )  # fmt: skip
    prepared: PreparedRequest = client._prepare_requests()[0]  # noqa: SLF001 - all that is wanted of it
    return prepared


def _decoded(sound: bytes) -> bytes:
    """Give the MP3 that stands in a reply. Raises `EngineError` where it broke off."""
    try:
        return base64.b64decode(sound, validate=True)
    except ValueError as error:
        raise EngineError("The reply of Google broke off.", passing=True) from error

"""The online engine that needs no key: Google Translate's voices, through the gTTS client."""

from __future__ import annotations

import email.utils
import io
import os
import re
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np

from audio.cast import Voice, VoiceEntry
from audio.errors import EngineError
from audio.speech.engines import find_voice
from audio.speech.trim import trim_edges
from audio.speech.values import Samples, Speech

if TYPE_CHECKING:
    from gtts import gTTS, gTTSError

RATE = 24_000
BASE_VARIABLE = "VIVAVOCE_GTTS_URL"
"""Environment variable with another base address than Google's, such as that of a relay."""
TIMEOUT = (4.0, 20.0)
"""Seconds to wait for a connection, and for the next byte."""
_REQUEST_CHARS = 100
"""The most characters that Google takes at a time."""
_GAP = 0.12
"""Seconds between pieces of one text, in place of the silences that each reply brings."""

_VOICES = {
    "en-us": ("en-US", "en", "us"), "en-gb": ("en-GB", "en", "co.uk"), "en-au": ("en-AU", "en", "com.au"),
    "en-ca": ("en-CA", "en", "ca"), "en-in": ("en-IN", "en", "co.in"), "en-ie": ("en-IE", "en", "ie"),
    "en-za": ("en-ZA", "en", "co.za"), "fr-fr": ("fr-FR", "fr", "fr"), "fr-ca": ("fr-CA", "fr", "ca"),
    "pt-br": ("pt-BR", "pt", "com.br"), "pt-pt": ("pt-PT", "pt-PT", "pt"), "es-mx": ("es-MX", "es", "com.mx"),
    "es-es": ("es-ES", "es", "es"), "es-us": ("es-US", "es", "com"), "de": ("de-DE", "de", "de"),
    "it": ("it-IT", "it", "it"), "hi": ("hi-IN", "hi", "co.in"), "ja": ("ja-JP", "ja", "co.jp"),
    "ko": ("ko-KR", "ko", "co.kr"), "nl": ("nl-NL", "nl", "nl"), "pl": ("pl-PL", "pl", "pl"),
    "ru": ("ru-RU", "ru", "ru"), "sv": ("sv-SE", "sv", "se"), "zh-cn": ("zh-CN", "zh-CN", "com"),
    "zh-tw": ("zh-TW", "zh-TW", "com"),
}  # fmt: skip
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
            spoken = decode(_ask(piece, voice), voice.speed)
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
    """Get the MP3 of a piece."""
    from gtts import gTTSError  # noqa: PLC0415

    reply = io.BytesIO()
    try:
        _client(text, voice).write_to_fp(reply)
    except gTTSError as error:
        raise _explained(error) from error
    except (
        OSError,
        ValueError,
        AssertionError,
    ) as error:  # the reply broke off, or is not what the client expects
        raise EngineError(f"gTTS could not read Google's reply ({error}).", passing=True) from error
    if not reply.tell():
        raise EngineError(f"gTTS got an empty reply from Google for {text!r}.", passing=True)
    return reply.getvalue()


def _client(text: str, voice: Voice) -> gTTS:
    """Make the client for a piece, which it is not to cut any further."""
    from gtts import gTTS  # noqa: PLC0415 - imports requests

    class Client(gTTS):  # type: ignore[misc]  # gtts ships no types
        """gTTS, asking another host where one is named."""

        def _prepare_requests(self) -> list[Any]:
            prepared: list[Any] = super()._prepare_requests()
            if base := os.environ.get(BASE_VARIABLE):
                for request in prepared:
                    request.prepare_url(base.rstrip("/") + urlsplit(request.url).path, None)
            return prepared

    _, language, domain = _VOICES[voice.name]
    return Client(
        text, tld=domain, lang=language, lang_check=False, pre_processor_funcs=[],
        tokenizer_func=lambda whole: [whole], timeout=TIMEOUT,
    )  # fmt: skip


def _explained(error: gTTSError) -> EngineError:
    """Say in one sentence what happened, and whether it may pass."""
    import requests  # noqa: PLC0415

    reply = error.rsp
    if reply is None:
        if isinstance(error.__context__, requests.Timeout):
            return EngineError("gTTS waited for Google in vain: no answer in time.", passing=True)
        return EngineError(
            "gTTS cannot reach Google: check the network, or choose an engine that works offline: kokoro.",
            passing=True,
        )
    status = reply.status_code
    if status == requests.codes.too_many_requests:
        wait = _seconds(reply.headers.get("Retry-After"))
        return EngineError(
            "Google refuses gTTS for too many requests (429): wait some minutes or take another engine.",
            passing=True, retry_after=wait,
        )  # fmt: skip
    if status == requests.codes.ok:
        return EngineError("gTTS got a reply without audio from Google.", passing=True)
    passing = status >= requests.codes.internal_server_error
    return EngineError(f"Google refuses gTTS: {status} {reply.reason}.", passing=passing)


def _seconds(retry_after: str | None) -> float | None:
    """Read the header Retry-After, seconds or a date (RFC 9110, 10.2.3)."""
    if not retry_after:
        return None
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(retry_after).timestamp() - time.time())
    except ValueError:
        return None


def decode(mp3: bytes, speed: float = 1.0) -> Samples:
    """Decode to mono at 24 kHz, faster or slower at the same pitch. Raises `EngineError`."""
    import av  # noqa: PLC0415 - loads ffmpeg's libraries
    from av.filter import Graph  # noqa: PLC0415

    blocks: list[Samples] = []
    try:
        with av.open(io.BytesIO(mp3), "r") as container:
            stream = container.streams.audio[0]
            graph = Graph()
            source = graph.add_abuffer(template=stream)
            steps = [source, graph.add("aresample", str(RATE)), graph.add("atempo", f"{speed:.4f}")]
            steps.append(graph.add("aformat", "sample_fmts=fltp:channel_layouts=mono"))
            steps.append(graph.add("abuffersink"))
            graph.link_nodes(*steps).configure()
            for frame in (*container.decode(stream), None):
                graph.push(frame)
                blocks += _pull(graph)
    except (av.FFmpegError, IndexError) as error:
        raise EngineError(f"Google's reply is no audio that can be read ({error}).", passing=True) from error
    return np.concatenate(blocks) if blocks else np.zeros(0, np.float32)


def _pull(graph: Any) -> list[Samples]:
    """Take what the filters have ready."""
    import av  # noqa: PLC0415

    ready: list[Samples] = []
    while True:
        try:
            ready.append(np.asarray(graph.pull().to_ndarray(), np.float32).ravel())
        except (av.BlockingIOError, av.EOFError):  # noqa: PERF203 - that is how a graph says it has no more
            return ready

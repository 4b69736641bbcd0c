"""espeak-ng: a hundred languages at once, by rule, small and robotic.

One caller speaks at a time; it is some hundred times faster than real time. A voice is a
language, and a variant may follow it: `espeak:en-gb+f3`.
"""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np

from audio.cast import Gender, Voice, VoiceEntry
from audio.errors import EngineError, VoiceError
from audio.extras import installed
from audio.speech.engines.espeak_library import LOCK, data_folder, loaded, set_voice
from audio.speech.engines.table import find_voice
from audio.speech.values import Samples, Speech, Word

_LISTED = (
    "af am ar az be bg bn bs ca cs cy da de el en-029 en-gb en-gb-scotland en-us en-us-nyc eo es es-419 et eu"
    " fa fi fr-be fr-ch fr-fr ga gd gu he hi hr hu hy ia id is it ja ka kk kn ko la lb lt lv mk ml mr ms mt"
    " nb ne nl pa pl pt pt-br ro ru si sk sl sq sr sv sw ta te th tr tt ug uk ur uz vi cmn yue"
)
"""The library's names of the languages that are listed; it has some fifty small or constructed ones more."""
_TAGS = _LISTED.split()
_VARIANTS: dict[str, Gender] = {"": "male", "+f3": "female", "+m3": "male"}
_BCP = {"cmn": "zh-CN", "en-029": "en", "en-gb-scotland": "en-GB", "en-us-nyc": "en-US", "yue": "zh-HK"}
_WORDS_A_MINUTE = 165
"""At speed 1; the library's own 175 is hurried for an interview."""
_UTF8, _WORD_EVENT, _RATE_PARAMETER = 1, 1, 1
"""espeakCHARS_UTF8, espeakEVENT_WORD and espeakRATE of speak_lib.h."""


class _Event(ctypes.Structure):
    """espeak_EVENT of speak_lib.h."""

    _fields_ = (
        ("kind", ctypes.c_int), ("identifier", ctypes.c_uint), ("position", ctypes.c_int),
        ("length", ctypes.c_int), ("milliseconds", ctypes.c_int), ("sample", ctypes.c_int),
        ("user", ctypes.c_void_p), ("about", ctypes.c_char * 8),
    )  # fmt: skip


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


class EspeakEngine:
    """Speaks by rule, on this machine."""

    name = "espeak"
    online = False
    for_drafts = True
    licence = "GPL-3.0"
    languages = tuple(sorted({_BCP.get(tag, tag).split("-")[0] for tag in _TAGS}))
    phonemes = ()
    max_chars = 2000
    parallel = 1
    version = f"1 {installed('espeakng-loader')}"

    def voices(self) -> tuple[VoiceEntry, ...]:
        """Give three voices a language: the library's own and two variants, so that speakers differ."""
        return tuple(
            VoiceEntry(self.name, tag + variant, _bcp(tag), gender, "F")
            for tag in _TAGS
            for variant, gender in _VARIANTS.items()
        )

    def describe(self, name: str) -> VoiceEntry | None:
        """Take a variant that the library has behind a language: `en-gb+f3`."""
        tag, _, variant = name.partition("+")
        if not variant:
            return None
        if tag not in _TAGS:
            find_voice(self.voices(), self.name, tag)
        variants = sorted(path.name for path in (data_folder() / "voices" / "!v").iterdir())
        if variant not in variants:
            raise VoiceError(f"espeak has no variant {variant!r}; it has {', '.join(variants)}.")
        gender: Gender = {"f": "female", "m": "male"}.get(
            variant[0] if variant[1:].isdigit() else "", "unknown"
        )  # type: ignore[assignment] # mypy widens the values to str
        return VoiceEntry(self.name, name, _bcp(tag), gender, "F")

    def check(self, voice: Voice) -> None:
        """Raise `VoiceError` for an unknown language or variant."""
        if self.describe(voice.name) is None:
            find_voice(self.voices(), self.name, voice.name)

    def speak(self, text: str, voice: Voice) -> Speech:
        """Speak, at the library's 22.05 kHz, with the time of every word. Raises `EngineError`."""
        blocks: list[Samples] = []
        starts: list[tuple[int, int, int]] = []  # character, length, sample

        def receive(wave: Any, count: int, events: Any) -> int:
            """Take a block of samples and the events up to it; the library calls it."""
            if wave and count:
                blocks.append(np.ctypeslib.as_array(wave, (count,)).astype(np.float32) / np.float32(32768))
            at = 0
            while events and events[at].kind:
                if events[at].kind == _WORD_EVENT:
                    starts.append((events[at].position - 1, events[at].length, events[at].sample))
                at += 1
            return 0

        with LOCK:
            rate, library = loaded()
            tag, plus, variant = voice.name.partition("+")
            set_voice(tag, plus + variant)
            library.espeak_SetParameter(_RATE_PARAMETER, round(_WORDS_A_MINUTE * voice.speed), 0)
            callback = _Callback(receive)
            library.espeak_SetSynthCallback(callback)
            data = text.encode()
            library.espeak_Synth(data, len(data) + 1, 0, 0, 0, _UTF8, None, None)
            library.espeak_Synchronize()
        samples = np.concatenate([np.zeros(0, np.float32), *blocks])
        if not samples.any():
            raise EngineError(f"espeak finds nothing to say in {text!r}.")
        return Speech(samples, rate, _words(text, starts, len(samples)))


def _bcp(tag: str) -> str:
    """Write the library's name of a language as a BCP 47 tag."""
    language, _, region = tag.partition("-")
    return _BCP.get(tag) or (f"{language}-{region.upper()}" if region else language)


def _words(text: str, starts: list[tuple[int, int, int]], length: int) -> tuple[Word, ...]:
    """Give each word from its start to the next one's."""
    ends = [sample for _, _, sample in (*starts[1:], (0, 0, length))]
    return tuple(
        Word(text[at : at + letters], min(sample, length), min(end, length))
        for (at, letters, sample), end in zip(starts, ends, strict=False)
    )

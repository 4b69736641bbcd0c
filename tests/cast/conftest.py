"""A catalogue such as the engines supply, and scripts to cast."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from audio.cast import VoiceEntry
from audio.script import NARRATOR, Lines, Paragraph, Script, Speaker, Turn

_GRADES = {
    "af_heart": "A",
    "af_bella": "A-",
    "bf_emma": "B-",
    "bm_fable": "C",
    "bm_george": "C",
    "bf_isabella": "C",
    **dict.fromkeys(["am_fenrir", "am_michael", "am_puck", "af_aoede", "af_kore", "af_sarah"], "C+"),
}
_UNGRADED = "af_nova af_sky am_adam am_echo am_eric am_liam bf_alice bm_lewis ef_dora em_alex pf_dora pm_alex"
_LANGUAGES = {"a": "en-US", "b": "en-GB", "e": "es-ES", "p": "pt-BR"}


def _kokoro(name: str) -> VoiceEntry:
    gender = "female" if name[1] == "f" else "male"
    return VoiceEntry("kokoro", name, _LANGUAGES[name[0]], gender, _GRADES.get(name, ""))


@pytest.fixture(scope="session")
def catalogue() -> tuple[VoiceEntry, ...]:
    """Four engines: many voices, one of five at hand, no genders, no genders and online."""
    return (
        *map(_kokoro, [*_GRADES, *_UNGRADED.split()]),
        VoiceEntry("hibari", "heart", "en-US", "female"),
        VoiceEntry("hibari", "fenrir", "en-US", "male", ready=False),
        VoiceEntry("hibari", "emma", "en-GB", "female", ready=False),
        VoiceEntry("hibari", "fable", "en-GB", "male", ready=False),
        VoiceEntry("hibari", "kore", "en-US", "female", ready=False),
        *(VoiceEntry("tone", name, "en-US", "unknown") for name in ("low", "mid", "high", "top")),
        VoiceEntry("gtts", "de", "de-DE", "unknown"),
    )


MakeScript = Callable[..., Script]


@pytest.fixture(scope="session")
def make_script() -> MakeScript:
    """Give a function that makes a script in which these people speak, in this order."""

    def make(
        *names: str,
        language: str = "en",
        settings: Mapping[str, Any] | None = None,
        labels: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Script:
        said = Paragraph("Something is said.", Lines(1, 1))
        turns = tuple(
            Turn(number, name, (said,), narration=name == NARRATOR) for number, name in enumerate(names, 1)
        )
        people = dict.fromkeys(name for name in names if name != NARRATOR)
        speakers = tuple(Speaker(name, (labels or {}).get(name, (name,))) for name in people)
        return Script("Talk", turns, speakers, language=language, settings=settings or {}, source="talk.md")

    return make

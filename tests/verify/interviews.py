"""What is said in the episodes of these tests, and what an episode that was listened to is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from audio.episode import Plan
from audio.speech import Samples
from audio.verify import Heard

KOKORO = {"voices": {"Ada Stone": "kokoro:bf_emma", "Ben Wray": "kokoro:am_michael"}}

TURNS = (
    ("Ada Stone", "How do you mend a clock that has been lying in a river for a whole week?"),
    ("Ben Wray", "Slowly, and with a warm oven. First you take it apart and count 42 screws."),
    ("Ada Stone", "Your grandfather kept three wheels that he could not put back. What were they for?"),
    ("Ben Wray", "Nobody knows. They sit in a jar on the window and turn green, about 10% more every year."),
    ("Ada Stone", "Which tools do you use most often in the workshop?"),
    ("Ben Wray", "A small brass hammer, a loupe, and a great deal of patience with my neighbours."),
)
"""The interview that should be said."""


def written(*turns: tuple[str, str]) -> str:
    """An interview as a text file has it."""
    return "\n\n".join(f"{speaker}: {text}" for speaker, text in turns) + "\n"


@dataclass(frozen=True)
class Listening:
    """An episode, the plan it was made from, and what was heard of it."""

    file: Path
    plan: Plan
    samples: Samples
    heard: tuple[Heard, ...]


Listen = Callable[..., Listening]

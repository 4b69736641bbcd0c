"""A finished programme and the script that it came from, of takes whose sound and words the tests know."""

from __future__ import annotations

import datetime as dt
import json
import wave
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from other_programs import TITLES
from PIL import Image

from audio.cast import ChapterDetails, ChapterSettings, Loudness, Output, Pauses, Settings, Show, Voice
from audio.mix import Mark, Measure, Programme, Timeline, lay_out, master
from audio.publish import Published, publish
from audio.publish.about import About, about
from audio.publish.sound.encoding import encode
from audio.publish.tags.content import TagContent
from audio.script import Chapter, Lines, Paragraph, Script, Speaker, Turn
from audio.speech import Segment, Take, Word

RATE = 24_000
MakeTake = Callable[..., Take]


def speech_like(seconds: float, level: float, pitch: float, seed: int) -> np.ndarray:
    """Give syllables: a harmonic tone with accents that a limiter has to catch, parted by short gaps."""
    at = np.arange(round(seconds * RATE)) / RATE
    voice = sum(np.cos(2 * np.pi * pitch * k * at + k * k / 20) / k for k in range(1, 13))
    syllables = np.clip(np.sin(2 * np.pi * 4 * at), 0, 1) ** 0.5
    accents = np.random.default_rng(seed).uniform(0.2, 1.0, int(seconds * 4) + 2)[(at * 4).astype(int)]
    return level * voice * syllables * accents / 3


@pytest.fixture
def make_take(tmp_path: Path) -> MakeTake:
    """Give a function that makes a take of the next number."""
    return _take_maker(tmp_path)


@pytest.fixture(scope="session")
def take_maker() -> Callable[[Path], MakeTake]:
    """Give the same for a folder, for what several tests share."""
    return _take_maker


@pytest.fixture(scope="session")
def script_of() -> Callable[[Sequence[str]], Script]:
    """Give a function that makes a script of so many turns, each a chapter of that title."""
    return a_script


def _take_maker(folder: Path) -> MakeTake:
    made: list[Take] = []

    def make(
        written: str = "Hello there.",
        seconds: float = 2.0,
        *,
        speaker: str = "Ada",
        turn: int = 1,
        level: float = 0.3,
        pan: float = 0.0,
        words: Sequence[Word] = (),
    ) -> Take:
        number = len(made) + 1
        sound = speech_like(seconds, level, 110.0 + 25 * (len(speaker) % 5), number)
        clip = folder / f"take-{number}.wav"
        with wave.open(str(clip), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(np.round(np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
        voice = Voice("tone", speaker.lower(), pan=pan)
        segment = Segment(number, turn, 0, speaker, written, written, voice, "speaker", number)
        made.append(Take(segment, clip, RATE, len(sound), tuple(words)))
        return made[-1]

    return make


def a_script(titles: Sequence[str]) -> Script:
    """Give a script with a turn and a chapter for each title."""
    return Script(
        "An interview with Ada",
        tuple(Turn(n, "Ada", (Paragraph("Hello there.", Lines(n, n)),)) for n, _ in enumerate(titles, 1)),
        speakers=(Speaker("Ada Lovelace"), Speaker("Charles Babbage")),
        chapters=tuple(Chapter(title, n) for n, title in enumerate(titles, 1)),
        date=dt.date(2026, 3, 9),
        language="en-GB",
    )


@pytest.fixture
def script() -> Script:
    """Give three turns, a chapter each."""
    return a_script(["One", "Two", "Three"])


@pytest.fixture(scope="session")
def programme(tmp_path_factory: pytest.TempPathFactory, script_of: Callable[..., Script]) -> Programme:
    """Give three turns of two seconds, mastered; all tests share them and their clips."""
    make = _take_maker(tmp_path_factory.mktemp("programme"))
    takes = [make(turn=n, speaker="Ada" if n % 2 else "Bob") for n in (1, 2, 3)]
    return master(lay_out(takes, script_of(["One", "Two", "Three"]), Pauses()), Loudness())


@pytest.fixture(scope="session")
def timeline(programme: Programme) -> Timeline:
    """Give the places of these turns."""
    return programme.timeline


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Give an episode in every format with all companions, chapters of difficult titles and a picture."""
    folder = tmp_path_factory.mktemp("everything")
    make, script = _take_maker(folder), a_script(TITLES)
    said = "It's 10:30, see https://example.org/a?b=c&d=e for <more> of it -- or --> not."
    takes = [make(said, 5.0, turn=n, speaker=("Ada Lovelace", "Charles Babbage")[n % 2]) for n in range(1, 7)]
    Image.effect_noise((400, 400), 60).convert("RGB").save(folder / "mill.jpg")
    details = {TITLES[1]: ChapterDetails(image=folder / "mill.jpg", url="https://example.org/mill")}
    settings = Settings(
        show=Show(title="Engines", author="Press"),
        chapters=ChapterSettings(details=details),
        output=Output(formats=("mp3", "m4a", "opus", "flac", "wav"), files=("all",)),
    )
    programme = master(lay_out(takes, script, Pauses()), Loudness())
    return publish(programme, script, settings, folder / "e.mp3")


@pytest.fixture(scope="session")
def starts(everything: Published) -> list[int]:
    """Give where the chapters of that episode begin, milliseconds."""
    chapters = json.loads(everything.companions["chapters"].read_text("utf-8"))["chapters"]
    return [round(1000 * chapter["startTime"]) for chapter in chapters]


def _timeline_of(count: int) -> Timeline:
    """Give chapters at times that are no whole milliseconds, with titles of very different sizes."""
    starts = [0, *(number * 44_100 + 13 * number for number in range(1, count))]
    ends = [*starts[1:], count * 44_100 + 20_000]
    titles = [f"{TITLES[number % len(TITLES)]}{number}" for number in range(count)]
    return Timeline(44_100, (), tuple(map(Mark, titles, starts, ends)), ends[-1])


def _said_of(about: About, **changes: object) -> TagContent:
    """Give what a tag says, with a level and a transcript."""
    fields = {
        "transcript": "Ada: Hello there.",
        "cover": None,
        "heard": Measure(-16.0, -1.5, 1000),
        **changes,
    }
    return TagContent(about, **fields)


@pytest.fixture
def timeline_of() -> Callable[[int], Timeline]:
    """Give a function that makes a timeline of so many chapters and nothing else."""
    return _timeline_of


@pytest.fixture
def said_of() -> Callable[..., TagContent]:
    """Give a function that makes what a tag says of what is said of an episode."""
    return _said_of


@pytest.fixture
def said(script: Script, timeline: Timeline) -> TagContent:
    """Give what the tags of the programme say."""
    return _said_of(about(script, Settings(), timeline, "e"))


@pytest.fixture
def bare(programme: Programme, tmp_path: Path) -> Callable[..., Path]:
    """Give a function that makes a file of a format without tags."""

    def make(name: str, chapters: Sequence = ()) -> Path:
        path = tmp_path / f"bare.{name}"
        encode(programme, {name: path}, None, chapters)
        return path

    return make

"""Every kind of episode comes out as loud as it was asked for."""

from __future__ import annotations

import re
import shutil
import subprocess
import wave
from pathlib import Path

import numpy as np
import pytest

from audio.cast import LOUDNESS_TARGETS, Bed, Loudness, Music, Pauses, Theme
from audio.mix import RATE, lay_out, master, measure, read_score
from audio.script import Chapter, Lines, Paragraph, Script, Turn
from audio.speech import read_take

TAKE_RATE = 24_000
WITH_MUSIC = {"intro": 2.0, "outro": 2.0, "sting": 1.0, "bed": 3.0}


def voiced(seconds: float, pitch: float, level: float, seed: int) -> np.ndarray:
    """Give syllables of a voice with accents 12 dB apart."""
    at = np.arange(round(seconds * TAKE_RATE)) / TAKE_RATE
    drift = pitch * at + 2 * np.sin(2 * np.pi * 0.7 * at)
    voice = sum(np.cos(2 * np.pi * k * drift + k * k / 20) / k for k in range(1, 13))
    accents = np.random.default_rng(seed).uniform(0.25, 1.0, int(seconds * 4) + 2)[(at * 4).astype(int)]
    return level * voice * accents * np.clip(np.sin(2 * np.pi * 4 * at), 0, 1) ** 0.5 / 3


def whispered(seconds: float, pitch: float, level: float, seed: int) -> np.ndarray:
    """Give syllables of breath."""
    noise = np.random.default_rng(seed).standard_normal(round(seconds * TAKE_RATE))
    at = np.arange(len(noise)) / TAKE_RATE
    return level * np.convolve(noise, np.ones(4) / 4, "same") * np.clip(np.sin(2 * np.pi * 3 * at), 0, 1)


def shouted(seconds: float, pitch: float, level: float, seed: int) -> np.ndarray:
    """Give a voice that overloads its microphone."""
    return np.clip(voiced(seconds, 1.6 * pitch, 4.0, seed), -level, level)


KINDS = {
    "short": (voiced, 0.9, 2, 0.3),
    "long": (voiced, 5.0, 6, 0.3),
    "whispering": (whispered, 2.5, 4, 0.004),
    "shouting": (shouted, 2.5, 4, 0.99),
}


@pytest.fixture
def episode(make_take, tmp_path):
    """Give a function that lays out an episode of a kind; the narrator begins it and two people go on."""

    def make(kind: str, *, music: bool):
        sound, seconds, count, level = KINDS[kind]
        who = ["Narrator", *["Ada", "Bob"] * count][: count + 1]
        turns = tuple(
            Turn(n, name, (Paragraph("Hello there.", Lines(n, n)),), narration=name == "Narrator")
            for n, name in enumerate(who, 1)
        )
        takes = [
            make_take(
                samples=sound(seconds, 95 + 60 * (other), level / (1 + other), turn.number),
                turn=turn.number, speaker=turn.speaker, written=f"Turn {turn.number}.",
                pause_after="chapter" if turn.number == 1 else "speaker",
            )
            for turn in turns
            for other in [turn.number % 2]
        ]  # fmt: skip
        script = Script("T", turns, chapters=(Chapter("Introduction", 1, "introduction"), Chapter("All", 2)))
        score = read_score(_music(tmp_path) if music else Music(), RATE)
        return lay_out(takes, script, Pauses(), score=score)

    return make


def _music(folder: Path) -> Music:
    paths = {}
    for number, (role, seconds) in enumerate(WITH_MUSIC.items()):
        at = np.arange(round(seconds * RATE)) / RATE
        notes = (220, 277, 330, 55 * number + 110)
        notes = (220, 277, 330, 55 * number + 110)
        chord = sum(np.sin(2 * np.pi * hertz * at + hertz) * np.exp(-((at * 2) % 1)) for hertz in notes)
        paths[role] = folder / f"{role}.wav"
        with wave.open(str(paths[role]), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes((chord / 5 * 32767).astype("<i2").tobytes())
    themes = {
        role: Theme(path=path, overlap=0.5, fade_out=0.5) for role, path in paths.items() if role != "bed"
    }
    return Music(**themes, bed=Bed(path=paths["bed"]))


@pytest.mark.parametrize("music", [False, True], ids=["alone", "with music"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_episode_has_the_loudness_and_the_peaks_asked_for(episode, kind, music):
    programme = master(episode(kind, music=music), Loudness())
    measured = measure(programme.blocks(), programme.rate, programme.channels)
    assert measured.lufs == pytest.approx(-16.0, abs=0.3)
    assert measured.peak <= -1.0
    assert measured.length == programme.length


@pytest.mark.parametrize("name", LOUDNESS_TARGETS)
def test_a_target_may_be_named(episode, name):
    loudness = Loudness(target=name)
    programme = master(episode("shouting", music=False), loudness)
    measured = measure(programme.blocks(), programme.rate, programme.channels)
    assert measured.lufs == pytest.approx(LOUDNESS_TARGETS[name], abs=0.3)
    assert measured.peak <= loudness.peak


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")
@pytest.mark.parametrize("kind", ["shouting", "whispering"])
def test_ffmpeg_measures_the_same(episode, tmp_path, kind):
    programme = master(episode(kind, music=True), Loudness())
    path = tmp_path / "e.f32"
    path.write_bytes(b"".join(block.astype("<f4").tobytes() for block in programme.blocks()))
    done = subprocess.run(
        ["ffmpeg", "-hide_banner", "-nostats", "-f", "f32le", "-ar", str(RATE), "-ac", "1", "-i", path,
         "-af", "ebur128=peak=true:dualmono=true", "-f", "null", "-"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    summary = done.stderr.rpartition("Summary:")[2]
    assert float(re.search(r"I:\s+(\S+) LUFS", summary)[1]) == pytest.approx(-16.0, abs=0.3)
    assert float(re.search(r"Peak:\s+(\S+) dBFS", summary)[1]) <= -1.0


def test_what_is_below_every_voice_is_taken_away_and_the_voice_stays(make_take):
    at = np.arange(8 * TAKE_RATE) / TAKE_RATE
    voice = voiced(8.0, 110, 0.3, 1)
    clean, rumbling = (
        make_take(samples=voice + rumble * np.sin(2 * np.pi * 20 * at), written="One.")
        for rumble in (0.0, 0.05)
    )
    before = [spectrum(read_take(take), TAKE_RATE) for take in (clean, rumbling)]
    after = []
    for take in (clean, rumbling):
        timeline = lay_out([take], Script("T", ()), Pauses())
        programme = master(timeline, Loudness(target=-26, room_tone="none"))
        (event,) = timeline.events
        after.append(spectrum(np.concatenate(list(programme.blocks()))[event.start : event.end, 0], RATE))
    assert before[1][0] - before[1][1] > after[1][0] - after[1][1] + 17
    assert after[1][1] == pytest.approx(after[0][1], abs=0.5)


def spectrum(samples: np.ndarray, rate: int) -> tuple[float, float]:
    """Give the power in dB around 20 Hz and from 85 Hz on."""
    power = np.abs(np.fft.rfft(samples)) ** 2
    hertz = np.fft.rfftfreq(len(samples), 1 / rate)
    return tuple(
        10 * np.log10(power[(hertz > low) & (hertz < high)].sum()) for low, high in ((15, 25), (85, 1e4))
    )

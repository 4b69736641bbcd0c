"""Joins in an episode of real speech with music: nothing at a border that the sound beside it has not."""

from __future__ import annotations

import av
import numpy as np
import pytest
from shaped_speech import KINDS, SENTENCES, episode

from audio.publish.sound.files import write_audio

pytestmark = pytest.mark.model
NEAR = 882
"""Samples on both sides of a border that are looked at: 20 ms."""
WINDOW = 256


def decoded(programme, folder) -> np.ndarray:
    """Give the samples of the programme's MP3."""
    write_audio(programme, {"mp3": folder / "e.mp3"})
    with av.open(str(folder / "e.mp3")) as container:
        return np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)[0]


def steps(sound: np.ndarray) -> float:
    return float(np.abs(np.diff(sound)).max())


def highs(sound: np.ndarray) -> float:
    """Give the highest level between 12 and 20 kHz, above all that these voices and this music have."""
    windows = np.lib.stride_tricks.sliding_window_view(sound, WINDOW)[:: WINDOW // 4]
    power = np.abs(np.fft.rfft(windows * np.hanning(WINDOW), axis=1)) ** 2
    hertz = np.fft.rfftfreq(WINDOW, 1 / 44_100)
    return float(np.sqrt(power[:, (hertz > 12_000) & (hertz < 20_000)].sum(axis=1).max()))


@pytest.mark.parametrize("kind", KINDS)
def test_no_border_of_a_take_or_of_music_is_heard(tmp_path, kind):
    programme = episode(tmp_path, kind, music=True, texts=SENTENCES[:5])
    sound = decoded(programme, tmp_path)
    timeline = programme.timeline
    inside = [sound[event.start + NEAR : event.end - NEAR] for event in timeline.events]
    ends = [at for event in timeline.events for at in (event.start, event.end)]
    ends += [piece.end for piece in timeline.music]
    ends += [piece.start for piece in timeline.music if piece.fade_in]
    most_steps, most_highs = max(map(steps, inside)), max(map(highs, inside))
    for border in ends:
        there = sound[max(0, border - NEAR) : border + NEAR]
        assert steps(there) <= most_steps, border / timeline.rate
        assert highs(there) <= most_highs, border / timeline.rate


def test_a_click_at_a_border_would_be_found(tmp_path):
    programme = episode(tmp_path, "usual", texts=SENTENCES[:3])
    sound = decoded(programme, tmp_path)
    event = programme.timeline.events[1]
    inside = sound[event.start + NEAR : event.end - NEAR]
    sound[event.end : event.end + 2] += 0.3
    assert highs(sound[event.end - NEAR : event.end + NEAR]) > highs(inside)

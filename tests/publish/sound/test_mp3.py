"""MP3s that are put together from stretches."""

from __future__ import annotations

import hashlib
import wave
from dataclasses import replace

import numpy as np
import pytest

from audio.cast import Loudness, Pauses
from audio.media import FRAME, decoded
from audio.mix import lay_out, master, stretches
from audio.publish.sound.mp3 import write_mp3
from audio.speech import Take
from audio.tasks import kept_folder, workers


def sounds(programme, path) -> np.ndarray:
    """Write an MP3 and give what is decoded of it, one channel."""
    with workers() as hands:
        write_mp3(programme, path, None, hands)
    return np.concatenate(list(decoded(path)))[:, 0]


def in_db(samples: np.ndarray) -> float:
    return float(10 * np.log10(np.mean(np.square(samples)) + 1e-20))


def kept_takes(make_take, *lengths) -> list[Take]:
    """Give takes of these lengths in seconds that are known by their digests, as those of the cache are."""
    takes = [make_take(seconds=seconds) for seconds in lengths]
    return [replace(take, sha256=hashlib.sha256(take.clip.read_bytes()).hexdigest()) for take in takes]


def shortened(take: Take) -> Take:
    """Give a take without its last tenth, as a word less makes it."""
    clip, length = take.clip.with_name("shorter.wav"), take.length * 9 // 10
    with wave.open(str(take.clip)) as old, wave.open(str(clip), "wb") as new:
        new.setparams(old.getparams())
        new.writeframes(old.readframes(length))
    return replace(take, clip=clip, length=length, sha256=hashlib.sha256(clip.read_bytes()).hexdigest())


@pytest.mark.parametrize("room_tone", [-65.0, "none"])
def test_where_stretches_meet_the_sound_is_as_near_to_the_programme_as_elsewhere(
    make_take, script, tmp_path, cache, room_tone
):
    takes = [make_take(seconds=2.0, turn=n) for n in (1, 2, 3)]
    programme = master(lay_out(takes, script, Pauses()), Loudness(room_tone=room_tone))
    whole = np.concatenate(list(programme.blocks()))[:, 0]
    heard = sounds(programme, tmp_path / "e.mp3")
    assert len(heard) == len(whole)
    off = heard - whole
    assert in_db(off) < in_db(whole) - 25
    parts = stretches(programme.timeline)
    assert len(parts) == 3
    for part in parts[1:]:
        at, around = part.start, 2 * FRAME
        assert in_db(off[at - around : at + around]) < -75


def test_a_changed_take_changes_its_own_stretch_and_no_other(make_take, script, tmp_path, cache):
    takes = kept_takes(make_take, *[4.0] * 8)
    whole = master(lay_out(takes, script, Pauses()), Loudness())
    sounds(whole, tmp_path / "a.mp3")
    before = set(kept_folder().glob("*/*"))

    takes[2] = shortened(takes[2])
    changed = replace(master(lay_out(takes, script, Pauses()), Loudness()), gain_db=whole.gain_db)
    before |= set(kept_folder().glob("*/*"))
    sounds(changed, tmp_path / "b.mp3")

    new = [path for path in kept_folder().glob("*/*") if path not in before]
    assert len(new) == 1
    for path in kept_folder().glob("*/*"):
        path.unlink()
    sounds(changed, tmp_path / "c.mp3")
    assert (tmp_path / "b.mp3").read_bytes() == (tmp_path / "c.mp3").read_bytes()


def test_what_is_kept_and_damaged_is_made_again(make_take, script, tmp_path, cache):
    programme = master(lay_out(kept_takes(make_take, 3.0, 4.0, 5.0), script, Pauses()), Loudness())
    sounds(programme, tmp_path / "a.mp3")
    for path in kept_folder().glob("*/*"):
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    sounds(programme, tmp_path / "b.mp3")
    assert (tmp_path / "a.mp3").read_bytes() == (tmp_path / "b.mp3").read_bytes()

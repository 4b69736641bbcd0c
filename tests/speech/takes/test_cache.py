"""Takes on disk."""

from __future__ import annotations

import json
import logging
import os
import time
from pathlib import Path

import numpy as np
import pytest
from making import segment

from audio.errors import PublishError
from audio.speech import Speech, prune, show, speak_segments, takes_folder
from audio.speech.takes.cache import store


@pytest.mark.parametrize(
    "damage", ["cut the clip", "cut the sidecar", "lose the clip", "lose the sidecar", "other words"]
)
def test_a_damaged_take_is_made_again(cache: Path, damage: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "audio")
    take = speak_segments([segment("hello there")])[0]
    whole = take.clip.read_bytes()
    about = take.clip.with_suffix(".json")
    if damage == "cut the clip":
        take.clip.write_bytes(whole[:-100])
    elif damage == "cut the sidecar":
        about.write_text(about.read_text()[:-5])
    elif damage == "lose the clip":
        take.clip.unlink()
    elif damage == "lose the sidecar":
        about.unlink()
    else:
        about.write_text(json.dumps(json.loads(about.read_text()) | {"words": 5}))
    again = speak_segments([segment("hello there")])[0]
    assert not again.cached
    assert len(caplog.messages) == ("lose" not in damage), "it is told, but not of one that is not there"
    assert all(message.startswith("segment 1: its take ") for message in caplog.messages)
    assert again.clip.read_bytes() == whole
    assert speak_segments([segment("hello there")])[0].cached


def test_the_cache_is_counted(cache: Path) -> None:
    assert show().takes == 0
    speak_segments([segment("one", number=1), segment("two two", number=2)])
    state = show()
    assert state.folder == takes_folder() == cache / "takes"
    assert state.takes == 2
    assert state.size == sum(path.stat().st_size for path in takes_folder().rglob("*") if path.is_file())


def test_takes_that_were_not_used_for_long_are_pruned(cache: Path) -> None:
    old, new = speak_segments([segment("old", number=1), segment("new", number=2)])
    ages_ago = time.time() - 40 * 86_400
    for path in (old.clip, old.clip.with_suffix(".json"), new.clip):
        os.utime(path, (ages_ago, ages_ago))
    speak_segments([segment("new")])
    assert prune(older_than_days=30).takes == 1
    assert not old.clip.exists()
    assert speak_segments([segment("new")])[0].cached


def test_the_longest_unused_go_first_where_room_is_short(cache: Path) -> None:
    takes = speak_segments([segment(f"text {n}", number=n) for n in range(4)])
    for age, take in enumerate(takes):
        os.utime(take.clip.with_suffix(".json"), (time.time() - 100 * age,) * 2)
    before = show()
    pruned = prune(largest=before.size // 2)
    assert pruned.takes == 2
    assert show().size == before.size - pruned.size <= before.size // 2
    assert [take.clip.exists() for take in takes] == [True, True, False, False]


def test_nothing_is_pruned_without_being_asked_for(cache: Path) -> None:
    speak_segments([segment("hello")])
    assert prune().takes == 0
    assert show().takes == 1


def test_a_cache_that_cannot_be_written_is_named_with_its_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_text("a file")
    monkeypatch.setenv("VIVAVOCE_CACHE", str(tmp_path / "taken"))
    with pytest.raises(PublishError, match=r"taken.*name another folder in VIVAVOCE_CACHE"):
        store(segment("hello"), "abcd", Speech(np.zeros(9, np.float32), 24_000))


def test_a_take_that_cannot_be_removed_stays_and_is_not_counted(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, free = speak_segments([segment("one", number=1), segment("two two", number=2)])
    unlink = Path.unlink

    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        if path == held.clip:
            raise PermissionError
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    assert prune(largest=0).takes == 1
    assert not free.clip.exists()
    assert speak_segments([segment("one")])[0].cached


def test_takes_are_used_from_a_cache_that_is_only_read(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    speak_segments([segment("hello there")])

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "utime", refused)
    assert speak_segments([segment("hello there")])[0].cached

"""Memory: how long what is computed at a time may be, and how many speak at once."""

from __future__ import annotations

import threading

import pytest

from audio.speech import engine
from audio.speech.engines.kokoro.batches import MAX_PHONEMES, WELL, joined, split
from audio.speech.engines.kokoro.model import Room
from audio.speech.engines.phonemes import Reading
from audio.speech.takes import room


def sentences(count: int, words: int) -> list[Reading]:
    return [Reading("w", "a" * 7 + "." * (at % words == words - 1)) for at in range(count * words)]


def test_sentences_are_said_apart_above_a_length_and_none_is_torn() -> None:
    readings = sentences(8, 9)
    batches = split(readings)
    assert [reading for batch in batches for reading in batch] == readings
    assert all(60 <= len(joined(batch)) <= WELL for batch in batches)
    assert all(batch[-1].phonemes.endswith(".") for batch in batches)


def test_a_long_sentence_stays_whole_as_long_as_the_model_takes_it() -> None:
    assert len(split(sentences(1, MAX_PHONEMES // 9))) == 1
    assert len(split(sentences(1, MAX_PHONEMES // 4))) == 3


def test_a_last_word_of_one_sentence_is_not_said_alone() -> None:
    assert len(split([*sentences(1, 30), Reading("Yes.", "jˈɛs.")])) == 1


def test_long_texts_wait_for_each_other_and_short_ones_do_not() -> None:
    made = Room(100)
    inside, go_on = threading.Semaphore(0), threading.Event()

    def work(tokens: int) -> None:
        with made.taken(tokens):
            inside.release()
            go_on.wait(10)

    threads = [threading.Thread(target=work, args=(tokens,)) for tokens in (60, 40, 500)]
    for thread in threads:
        thread.start()
        started = inside.acquire(timeout=0.3)
        assert started == (thread is not threads[-1])  # more than there is room for waits until all is free
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert inside.acquire(timeout=1)


@pytest.mark.parametrize(
    ("megabytes", "cores", "callers"), [(8000, 2, 2), (8000, 16, 16), (1600, 16, 5), (900, 4, 2), (300, 4, 1)]
)
def test_callers_follow_the_cores_and_the_free_memory(monkeypatch, megabytes, cores, callers) -> None:
    monkeypatch.setattr(room, "free_memory", lambda: megabytes * 1_000_000)
    monkeypatch.setattr(room, "cores", lambda: cores)
    assert room.callers_for(engine("kokoro")) == callers
    assert room.callers_for(engine("tone")) == cores


def test_in_a_container_its_limit_counts_without_what_is_cached(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(room, "_CGROUP", tmp_path)
    whole = room.free_memory()
    assert whole > 0
    for name, text in {"max": "max", "current": "90", "stat": "anon 60\ninactive_file 30\n"}.items():
        (tmp_path / f"memory.{name}").write_text(text)
    assert room.free_memory() > 100
    (tmp_path / "memory.max").write_text("100\n")
    assert room.free_memory() == 40

"""Takes on disk."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from making import segment, voice

from audio.errors import PublishError, SpeechError
from audio.speech import (
    Speech,
    Take,
    prune,
    read_take,
    show,
    sound,
    speak_segments,
    takes_folder,
    takes_in_use,
)
from audio.speech.engines.kokoro import reading
from audio.speech.engines.tone import ToneEngine
from audio.speech.takes.cache import find, keeping, key_of, load, store, unspoken
from audio.speech.takes.cache.index import NAME
from audio.speech.takes.cache.records import record_place
from audio.speech.values import Flaw, Word


def record_of(take: Take) -> Path:
    return record_place(take.key)


def edited(**changes: object) -> Callable[[Take], None]:
    """A record with other values."""

    def edit(take: Take) -> None:
        about = record_of(take)
        about.write_text(json.dumps(json.loads(about.read_text()) | changes))

    return edit


DAMAGES: dict[str, Callable[[Take], object]] = {
    "cut the clip": lambda take: take.clip.write_bytes(take.clip.read_bytes()[:-100]),
    "cut the record": lambda take: record_of(take).write_text(record_of(take).read_text()[:-5]),
    "lose the clip": lambda take: take.clip.unlink(),
    "lose the record": lambda take: record_of(take).unlink(),
    "other words": edited(words=5),
    "no words": edited(words=None),
    "a word beyond the end of any clip": edited(words=[["hello", 0, 1 << 40]]),
    "a rate of nothing": edited(rate=0),
    "an endless flaw": edited(flaws=[["noise", "", float("inf")]]),
    "deep nesting": lambda take: record_of(take).write_text("[" * 100_000),
    "no text": lambda take: record_of(take).write_bytes(b"\xff\xfe\x00"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_take_is_made_again_and_told(
    cache: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "audio")
    take = speak_segments([segment("hello there")])[0]
    whole = take.clip.read_bytes()
    DAMAGES[damage](take)
    assert unspoken([segment("hello there")]), "consent and estimate see what synthesis sees"
    again = speak_segments([segment("hello there")])[0]
    assert not again.cached
    assert len(caplog.messages) == ("lose" not in damage), "it is told, but not of one that is not there"
    assert again.clip.read_bytes() == whole
    assert speak_segments([segment("hello there")])[0].cached


def test_a_clip_that_is_changed_behind_the_back_of_its_times_is_found_out(cache: Path) -> None:
    take = speak_segments([segment("hello there")])[0]
    state = take.clip.stat()
    with take.clip.open("r+b") as clip:
        clip.seek(1000)
        clip.write(b"\x55\x55\x55\x55")
    os.utime(take.clip, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert unspoken([segment("hello there")])
    assert not speak_segments([segment("hello there")])[0].cached


def test_a_clip_that_is_damaged_though_it_looks_the_same_is_found_out_when_it_is_read(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_proof", lambda *_: "the same")
    take = speak_segments([segment("hello there")])[0]
    with take.clip.open("r+b") as clip:
        clip.seek(1000)
        clip.write(b"\x55\x55\x55\x55")
    with pytest.raises(SpeechError, match=r"is damaged\. Render again"):
        read_take(take)
    assert not speak_segments([segment("hello there")])[0].cached


def test_a_clip_is_named_by_its_content_and_another_take_leaves_it_as_it_is(cache: Path) -> None:
    take = speak_segments([segment("hello there")])[0]
    whole = take.clip.read_bytes()
    assert take.clip.stem == take.sha256 == hashlib.sha256(whole).hexdigest()
    louder = Speech(np.full(4800, 0.5, np.float32), 24_000)
    other = store(segment("hello there"), take.key, louder)
    assert take.clip.read_bytes() == whole
    assert len(read_take(take)) == take.length
    assert find([take.key])[take.key].clip == other.clip != take.clip


def test_what_a_take_is_like_is_kept_beside_it(cache: Path) -> None:
    half = Speech(np.full(4800, 0.5, np.float32), 24_000)
    store(segment("hum"), key_of("hum", segment("hum").voice), half, [Flaw("length", "it is long", 1.5)])
    ((key, held),) = find([key_of("hum", segment("hum").voice)]).items()
    assert (held.record.peak, held.record.level) == pytest.approx((-6.02, -6.02), abs=0.01)
    assert held.record.flaws == [("length", "it is long", 1.5)]
    assert held.record.spoken == "hum"
    assert record_place(key).is_file()


def test_the_words_of_a_take_are_those_that_were_spoken_and_need_a_few_bytes_each(cache: Path) -> None:
    key = key_of("hum", segment("hum").voice)
    words = tuple(Word(f"word{number}", 10 * number, 10 * number + 9) for number in range(2000))
    store(segment("hum"), key, Speech(np.full(24_000, 0.5, np.float32), 24_000, words))
    load({key: segment("hum")})  # what is made once is there
    tracemalloc.start()
    take = load({key: segment("hum")})[key]
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (tuple(take.words), len(take.words), take.words[-3:]) == (words, 2000, words[-3:])
    assert held < 60 * len(words)


@pytest.mark.parametrize("damage", ["gone", "no index", "cut", "locked"])
def test_the_index_is_a_view_that_can_be_made_anew(cache: Path, damage: str) -> None:
    first = speak_segments([segment("one", number=1), segment("two two", number=2)])
    place = takes_folder() / NAME
    if damage == "gone":
        place.unlink()
    elif damage == "no index":
        place.write_bytes(b"this is none" * 100)
    elif damage == "cut":
        place.write_bytes(place.read_bytes()[:-2000])
    else:
        place.unlink()
        place.mkdir()
    again = speak_segments([segment("one", number=1), segment("two two", number=2)])
    assert [take.clip for take in again] == [take.clip for take in first]
    assert all(take.cached for take in again)
    assert place.is_dir() or not place.read_bytes().startswith(b"this is none")


def test_what_the_index_knows_is_not_read_again(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take = speak_segments([segment("hello there")])[0]
    read = Path.read_bytes
    opened: list[Path] = []
    monkeypatch.setattr(Path, "read_bytes", lambda path: (opened.append(path), read(path))[1])
    assert not unspoken([segment("hello there")])
    assert opened == []
    os.utime(take.clip)
    assert not unspoken([segment("hello there")])
    assert take.clip in opened


def test_takes_of_an_older_cache_are_used(cache: Path) -> None:
    take = speak_segments([segment("hello there")])[0]
    samples, record = read_take(take), json.loads(record_of(take).read_text())
    take.clip.rename(record_of(take).with_suffix(".wav"))
    old = {name: record[name] for name in ("sha256", "rate", "length", "voice", "spoken", "words", "flaws")}
    record_of(take).write_text(json.dumps(old))
    (takes_folder() / NAME).unlink()
    (again,) = speak_segments([segment("hello there")])
    assert again.cached
    assert np.array_equal(read_take(again), samples)
    assert prune(largest=0).takes == 1
    assert not list(takes_folder().glob("*/*.*"))


def test_the_cache_is_counted(cache: Path) -> None:
    assert show().takes == 0
    takes = speak_segments([segment("one", number=1), segment("two two", number=2)])
    state = show()
    assert state.folder == takes_folder() == cache / "takes"
    assert state.takes == 2
    files = [path for take in takes for path in (take.clip, record_of(take))]
    assert state.size == sum(path.stat().st_size for path in files)


def test_takes_that_were_not_used_for_long_are_pruned(cache: Path) -> None:
    texts = ("old", "new", "rather new")
    old, new, recent = speak_segments([segment(text, number=n) for n, text in enumerate(texts)])
    ages_ago = time.time() - 40 * 86_400
    os.utime(record_of(recent), (time.time() - 20 * 86_400,) * 2)
    for path in (old.clip, record_of(old), record_of(new), new.clip):
        os.utime(path, (ages_ago, ages_ago))
    speak_segments([segment("new")])
    assert prune(older_than_days=30).takes == 1
    assert not old.clip.exists()
    assert recent.clip.exists()
    assert speak_segments([segment("new")])[0].cached


def test_the_longest_unused_go_first_where_room_is_short(cache: Path) -> None:
    takes = speak_segments([segment(f"text {n}", number=n) for n in range(4)])
    for age, take in enumerate(takes):
        os.utime(record_of(take), (time.time() - 100 * age,) * 2)
    before = show()
    pruned = prune(largest=before.size // 2)
    assert pruned.takes == 2
    assert show().size == before.size - pruned.size <= before.size // 2
    assert [take.clip.exists() for take in takes] == [True, True, False, False]


def test_nothing_is_pruned_without_being_asked_for(cache: Path) -> None:
    speak_segments([segment("hello")])
    assert prune().takes == 0
    assert show().takes == 1


def test_a_clip_that_two_takes_share_stays_for_the_other(cache: Path) -> None:
    hum = Speech(np.full(4800, 0.5, np.float32), 24_000)
    keys = [key_of(text, segment(text).voice) for text in ("one", "other")]
    for key in keys:
        store(segment("hum"), key, hum)
    os.utime(record_place(keys[0]), (time.time() - 40 * 86_400,) * 2)
    assert prune(older_than_days=30).takes == 1
    assert set(find(keys)) == {keys[1]}


def test_what_no_take_names_is_cleared_away(cache: Path) -> None:
    take = speak_segments([segment("hello there")])[0]
    store(segment("hello there"), take.key, Speech(np.full(4800, 0.5, np.float32), 24_000))
    assert take.clip.exists()
    assert prune(older_than_days=30).size > 0
    assert not take.clip.exists()
    assert show().takes == 1


def test_the_takes_of_a_clock_that_was_set_back_age_from_now_on(cache: Path) -> None:
    take = speak_segments([segment("hello there")])[0]
    next_year = time.time() + 365 * 86_400
    os.utime(record_of(take), (next_year, next_year))
    assert prune(older_than_days=30).takes == 0
    assert record_of(take).stat().st_mtime <= time.time()


USING = """
import sys
from making import segment, voice
from audio.speech import speak_segments, takes_in_use
with takes_in_use():
    speak_segments([segment("old one")])
    print("spoken", flush=True)
    sys.stdin.read()
"""


def test_takes_that_another_process_uses_stay_until_it_ends_even_if_it_is_killed(cache: Path) -> None:
    here = Path(__file__).resolve().parents[1]
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join([str(here), *sys.path])}
    with subprocess.Popen(
        [sys.executable, "-c", USING], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=surroundings
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"spoken\n"
        (own,) = speak_segments([segment("another")])
        pruned = prune(older_than_days=0)
        assert (pruned.takes, pruned.in_use) == (1, 1)
        assert not own.clip.exists()
        assert speak_segments([segment("old one")])[0].cached
        process.kill()
    assert prune(older_than_days=0).takes == 1
    assert show().takes == 0
    assert not list((takes_folder() / ".in-use").iterdir()), "what it left is gone"


def test_a_block_that_uses_takes_may_hold_another(cache: Path) -> None:
    speak_segments([segment("hello")])
    with takes_in_use():
        assert speak_segments([segment("hello")])[0].cached
        assert prune(largest=0).in_use == 1
    assert prune(largest=0).takes == 1


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
        if path == record_of(held):
            raise PermissionError
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    assert prune(largest=0).takes == 1
    assert not free.clip.exists()
    assert speak_segments([segment("one")])[0].cached


def test_takes_are_used_from_a_cache_that_is_only_read(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take = speak_segments([segment("hello there")])[0]
    os.utime(record_of(take), (0, 0))

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "utime", refused)
    monkeypatch.setattr(Path, "mkdir", refused)
    assert speak_segments([segment("hello there")])[0].cached


def test_a_key_holds_all_that_the_samples_depend_on_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = key_of("hello", voice())
    assert key_of("hello", voice(gain_db=3.0, pan=0.5)) == usual
    others = [voice("tone:low"), voice(language="en-GB"), voice(speed=1.1), voice("gtts:mid")]
    keys = {usual, key_of("Hello", voice()), *(key_of("hello", other) for other in others)}
    monkeypatch.setattr(ToneEngine, "version", "2")
    keys.add(key_of("hello", voice()))
    monkeypatch.setattr(sound, "VERSION", 99)
    keys.add(key_of("hello", voice()))
    assert len(keys) == 8


def test_other_rules_of_reading_make_other_takes_of_that_language(monkeypatch: pytest.MonkeyPatch) -> None:
    voices = [voice(f"kokoro:{name}", language=tag) for name, tag in (("af_heart", "en"), ("ef_dora", "es"))]
    before = [key_of("hello", each) for each in voices]
    monkeypatch.setattr(reading, "installed", lambda package: f"{package} {99 if 'hibari' in package else 1}")
    monkeypatch.setitem(reading._READERS, "es", ())
    english, _ = (key_of("hello", each) for each in voices)
    assert english != before[0]
    assert len({reading.version(language) for language in ("en", "ja", "zh", "fr")}) == 4


def test_another_voice_file_of_piper_under_the_same_name_makes_other_takes(
    cache: Path, tmp_path: Path
) -> None:
    file = tmp_path / "en_GB-mine-low.onnx"
    keys = []
    for model, settings in ((b"one", "{}"), (b"two", "{}"), (b"two", '{"a": 1}'), (b"one", "{}")):
        file.write_bytes(model)
        file.with_name(f"{file.name}.json").write_text(settings)
        keys.append(key_of("hello", voice(f"piper:{file}")))
    assert len(set(keys)) == 3
    assert keys[0] == keys[3]

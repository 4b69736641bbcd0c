"""Takes in a store that machines share: a folder of each in front of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from making import segment

from audio.errors import VivavoceError
from audio.models import cache_folder
from audio.speech import marked, read_take, sees, speak_segments, unspoken
from audio.speech.takes.cache import prune, shared

pytest.importorskip("fsspec")
SEGMENTS = [segment(f"Text number {n}", number=n) for n in range(1, 6)]

On = Callable[[str], None]


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty store."""
    address = {"memory": f"memory://{tmp_path.name}", "file": f"file://{tmp_path}/store"}[request.param]
    monkeypatch.setenv("VIVAVOCE_CACHE", address)
    yield address
    shared._opened.cache_clear()


@pytest.fixture
def on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> On:
    """Goes on as another machine, by its name: in a folder of its own, knowing nothing of the store."""

    def go(name: str) -> None:
        monkeypatch.setattr("platformdirs.user_cache_path", lambda _: tmp_path / name)
        shared._there.clear()
        shared._absent.clear()

    return go


def _stored(store: str) -> dict[str, bytes]:
    system, root = shared._opened(store)
    return {path: system.cat_file(path) for path in system.find(root)}


def test_what_one_machine_has_spoken_another_finds(store: str, on: On) -> None:
    on("one")
    first = speak_segments(SEGMENTS)
    on("two")
    second = speak_segments(SEGMENTS)
    assert [take.cached for take in second] == [True] * 5
    assert all(take.judged for take in second)
    assert [read_take(a).tobytes() for a in first] == [read_take(b).tobytes() for b in second]
    assert second[0].clip.is_relative_to(cache_folder())
    assert first[0].clip != second[0].clip


def test_the_store_has_the_files_of_the_folder_at_the_same_names(store: str, on: On) -> None:
    on("one")
    takes = speak_segments(SEGMENTS)
    root = shared._opened(store)[1]
    names = {Path(path).relative_to(root).as_posix(): data for path, data in _stored(store).items()}
    for take in takes:
        assert names[take.clip.relative_to(cache_folder()).as_posix()] == take.clip.read_bytes()
        record = f"takes/{take.key[:2]}/{take.key}.json"
        assert names[record] == (cache_folder() / record).read_bytes()
    assert len(names) == 10


def test_pruning_frees_this_machine_and_leaves_the_store(store: str, on: On) -> None:
    on("one")
    speak_segments(SEGMENTS)
    assert prune(older_than_days=0).takes == 5
    assert all(take.cached for take in speak_segments(SEGMENTS))


@pytest.mark.parametrize("harm", [lambda _: b"", lambda data: data[:-1], lambda data: b"x" * len(data)])
def test_what_is_damaged_in_the_store_is_spoken_again_and_made_good(store: str, on: On, harm) -> None:
    on("one")
    speak_segments(SEGMENTS)
    system, _ = shared._opened(store)
    whole = _stored(store)
    for path, data in whole.items():
        system.pipe_file(path, harm(data))
    on("two")
    assert not any(take.cached for take in speak_segments(SEGMENTS))
    assert _stored(store) == whole


def test_a_record_whose_clip_is_gone_is_no_take(store: str, on: On) -> None:
    on("one")
    (take,) = speak_segments(SEGMENTS[:1])
    system, root = shared._opened(store)
    system.rm_file(f"{root}/{take.clip.relative_to(cache_folder()).as_posix()}")
    on("two")
    assert unspoken(SEGMENTS[:1]) == tuple(SEGMENTS[:1])


def test_machines_see_each_others_marks_where_they_have_one_store(store: str, on: On) -> None:
    on("one")
    with marked() as mark:
        on("two")
        assert sees(mark)
        assert not sees("another")
        on("one")
    on("two")
    assert not sees(mark)


def test_marks_that_killed_processes_left_go_when_the_next_is_left_and_those_of_renders_that_run_stay(
    store: str, on: On, monkeypatch: pytest.MonkeyPatch
) -> None:
    on("one")
    killed, running = marked(), marked()
    now = time.time()
    monkeypatch.setattr(shared.time, "time", lambda: now - 8 * 86_400)
    old = killed.__enter__()
    monkeypatch.setattr(shared.time, "time", lambda: now - 6 * 86_400)
    with running as there:
        monkeypatch.setattr(shared.time, "time", lambda: now)
        assert (sees(old), sees(there)) == (True, True)
        with marked():
            assert (sees(old), sees(there)) == (False, True)
            assert not any(old in path for path in _stored(store))
            assert not list(cache_folder().rglob(old))


def test_a_take_that_was_absent_is_not_asked_for_at_once_again(
    store: str, on: On, monkeypatch: pytest.MonkeyPatch
) -> None:
    on("one")
    asked: list[Path] = []
    read = shared._read

    def noted(places: Iterable[Path]) -> list[bytes | None]:
        wanted = list(places)
        asked.extend(wanted)
        return read(wanted)

    monkeypatch.setattr(shared, "_read", noted)
    for _ in range(3):
        assert len(unspoken(SEGMENTS)) == 5
    assert len(asked) == 5


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("nothing://here", "Protocol not known: nothing"),
        ("file:///proc/nowhere", "/proc/nowhere"),
    ],
)
def test_a_store_that_cannot_be_used_is_told_and_nothing_is_taken_for_absent(
    on: On, monkeypatch: pytest.MonkeyPatch, address: str, why: str
) -> None:
    on("one")
    monkeypatch.setenv("VIVAVOCE_CACHE", address)
    with pytest.raises(VivavoceError, match=f"The shared cache {address} cannot be used: .*{why}"):
        speak_segments(SEGMENTS)
    shared._opened.cache_clear()


def test_an_address_without_the_package_says_how_to_get_it(on: On, monkeypatch: pytest.MonkeyPatch) -> None:
    on("one")
    monkeypatch.setenv("VIVAVOCE_CACHE", "s3://bucket/takes")
    monkeypatch.setattr(shared, "present", lambda _: False)
    with pytest.raises(VivavoceError, match=r"pip install 'vivavoce\[cluster\]'"):
        unspoken(SEGMENTS)


def test_the_password_in_an_address_is_told_to_nobody(on: On, monkeypatch: pytest.MonkeyPatch) -> None:
    on("one")
    monkeypatch.setenv("VIVAVOCE_CACHE", "nothing://ada:se@cret@here/takes")
    with pytest.raises(VivavoceError, match="The shared cache nothing://here/takes cannot") as refused:
        speak_segments(SEGMENTS)
    assert "cret" not in str(refused.value)
    shared._opened.cache_clear()

"""The builds of kokoro's model: what they compute, how they are kept, which one speaks."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from making import voice
from places import ROOT

from audio.errors import EngineError, ModelFileError
from audio.speech import Engine, Samples, engine, way_of
from audio.speech.engines import version_of
from audio.speech.engines.kokoro.builds import choosing, devices
from audio.speech.engines.kokoro.builds.choosing import (
    VARIABLE,
    Way,
    agreed_way,
    chosen_way,
    decibels_apart,
    kept_way,
    right_ways,
    way_named,
)
from audio.speech.engines.kokoro.builds.devices import CPU, Gpu
from audio.speech.engines.kokoro.builds.kept import builds_folder, drop_builds, have_build
from audio.speech.engines.kokoro.engine import _TRIAL
from audio.speech.engines.kokoro.model import Model, _timed

TEXT = "The quick brown fox jumps over the lazy dog."
MAIN_VOICE = voice("kokoro:am_michael")


@pytest.fixture
def own_builds(kokoro_models: Path, cache: Path) -> Path:
    """A cache with the shipped model and no builds."""
    folder = cache / "models" / "kokoro"
    folder.mkdir(parents=True)
    for name in ("kokoro-v1.0.int8.onnx", "voices"):
        (folder / name).symlink_to(kokoro_models / "kokoro" / name)
    return folder / "builds"


def spoken(made: Engine, build: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Samples, list[int]]:
    monkeypatch.setenv(VARIABLE, build)
    speech = made.speak(TEXT, MAIN_VOICE)
    return speech.samples, [word.end for word in speech.words]


@pytest.mark.model
def test_exact_gives_the_samples_of_the_shipped_graph_and_fast_its_words_and_nearly_its_sound(
    kokoro: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped, ends = spoken(kokoro, "shipped", monkeypatch)
    exact, exact_ends = spoken(kokoro, "exact", monkeypatch)
    assert np.array_equal(shipped, exact)
    assert exact_ends == ends
    fast, fast_ends = spoken(kokoro, "fast", monkeypatch)
    assert fast_ends == ends
    assert 0 < decibels_apart(fast, shipped) < 1  # dB
    assert np.array_equal(fast, spoken(kokoro, "fast", monkeypatch)[0])


@pytest.mark.model
def test_a_damaged_build_is_made_again_the_same_as_before(own_builds: Path) -> None:
    place = have_build("exact")
    whole = place.read_bytes()
    place.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert have_build("exact") == place
    assert place.read_bytes() == whole
    place.write_bytes(b"")
    assert have_build("exact").read_bytes() == whole
    assert drop_builds() > len(whole)
    assert not list(own_builds.glob("exact-*"))


@pytest.mark.model
def test_a_build_that_is_tried_in_another_process_says_the_same_as_here_and_leaves_nothing(
    kokoro: Engine,
) -> None:
    inputs = kokoro._inputs(_TRIAL, MAIN_VOICE)  # type: ignore[attr-defined]
    before = set(builds_folder().iterdir())
    samples, seconds = _timed(inputs, Way("fast"), 1)
    assert set(builds_folder().iterdir()) == before
    assert seconds > 0
    assert np.array_equal(samples, Model().run(inputs, Way("fast"))[0])


@pytest.mark.model
def test_two_processes_that_want_a_build_at_once_get_the_same_whole_one(own_builds: Path) -> None:
    code = "from audio.speech.engines.kokoro.builds import have_build as have; import sys; "
    code += "print(have('exact'), 'onnx' in sys.modules)"
    both = [
        subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = {process.communicate(timeout=120)[0].strip() for process in both}
    assert [process.returncode for process in both] == [0, 0]
    assert said == {f"{have_build('exact')} False"}  # a third process needs the memory that making takes
    assert len(list(own_builds.glob("*.onnx"))) == 1


@pytest.mark.model
def test_takes_of_different_builds_have_different_keys(
    kokoro: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = set()
    for build in ("shipped", "exact", "fast"):
        monkeypatch.setenv(VARIABLE, build)
        assert f" {build} " in kokoro.version
        versions.add(kokoro.version)
    assert len(versions) == 3


def test_a_build_that_there_is_not_is_refused_in_a_sentence(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "quick")
    with pytest.raises(EngineError, match=r"'quick'.* may be shipped, exact, fast"):
        _ = engine("kokoro").version


# Which one speaks, tried with stand-ins for the model: seconds and samples by build.

REFERENCE = np.random.default_rng(0).standard_normal(24_000).astype(np.float32)


def saying(seconds: Mapping[str, float], wrong: frozenset[str] = frozenset(), asked: list[str] | None = None):
    def say(way: Way, times: int) -> tuple[Samples, float]:
        assert times > 1
        if asked is not None:
            asked.append(way.build)
        if way.build not in seconds:
            raise RuntimeError("it does not run here")
        samples = np.clip(REFERENCE, -0.1, 0.1) if way.build in wrong else REFERENCE
        return samples, seconds[way.build]

    return say


@pytest.mark.parametrize(
    ("seconds", "wrong", "best"),
    [
        ({"shipped": 2.0, "exact": 1.5, "fast": 1.0}, frozenset(), "fast"),
        ({"shipped": 2.0, "exact": 1.5, "fast": 1.0}, frozenset({"fast"}), "exact"),
        ({"shipped": 2.0, "exact": 1.5, "fast": 1.6}, frozenset(), "exact"),
        ({"shipped": 2.0, "exact": 2.0, "fast": 1.99}, frozenset(), "shipped"),
        ({"shipped": 2.0, "fast": 1.0}, frozenset(), "fast"),
    ],
)
def test_the_fastest_build_that_says_the_sentence_right_speaks(cache, seconds, wrong, best) -> None:
    assert chosen_way(saying(seconds, wrong)).build == best


def test_a_choice_is_kept_until_processor_runtime_or_builds_are_others(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    say = saying({"shipped": 2.0, "exact": 1.5, "fast": 1.0}, asked=asked)
    assert kept_way() is None
    way = chosen_way(say)
    assert way == kept_way() == chosen_way(say) == Way("fast", times_shipped=2.0, careful="exact")
    assert asked == ["shipped", "exact", "fast"]
    assert way_of("kokoro").startswith("the fast build on the processor, 2.0 times")
    monkeypatch.setattr(choosing, "runtime_packages", lambda: {"onnxruntime": "99"})
    assert kept_way() is None
    monkeypatch.undo()


@pytest.mark.parametrize(("wrong", "careful"), [(frozenset(), "exact"), (frozenset({"exact"}), "shipped")])
def test_a_voice_that_the_fast_build_does_not_suit_keeps_the_shipped_samples(
    cache, monkeypatch, wrong, careful
) -> None:
    chosen_way(saying({"shipped": 2.0, "exact": 1.5, "fast": 1.0}, wrong))
    builds = {
        name: engine("kokoro")._way(voice(f"kokoro:{name}")).build
        for name in ("bf_emma", "bf_isabella", "bf_emma*0.7+bf_isabella*0.3", "bf_isabella*0.7+bf_emma*0.3")
    }
    assert list(builds.values()) == [careful, "fast", careful, "fast"]
    assert f"bf_emma by the {careful} build" in way_of("kokoro")
    assert f" {careful} " in version_of(engine("kokoro"), voice("kokoro:bf_emma"))
    assert " fast " in version_of(engine("kokoro"), voice("kokoro:bf_isabella"))
    monkeypatch.setenv(VARIABLE, "fast")
    assert " fast " in version_of(engine("kokoro"), voice("kokoro:bf_emma"))


def test_a_cache_that_cannot_be_written_is_told_with_its_remedy(cache: Path) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    (cache / "models").write_text("in the way")
    with pytest.raises(ModelFileError, match=r"choice of kokoro could not be written.*VIVAVOCE_CACHE"):
        chosen_way(saying({"shipped": 2.0, "exact": 1.5, "fast": 1.0}))


def test_a_choice_that_is_kept_holds_where_nothing_can_be_written(cache: Path) -> None:
    say = saying({"shipped": 2.0, "exact": 1.5, "fast": 1.0})
    chosen = chosen_way(say)
    (builds_folder() / "choosing").unlink()
    (builds_folder() / "choosing").mkdir()  # so that no lock can be had
    assert chosen_way(say) == chosen
    assert len(right_ways(say)) == 3


def test_machines_are_told_all_ways_that_are_right_and_each_may_be_agreed_on(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    say = saying({"shipped": 2.0, "exact": 1.6, "fast": 1.0}, frozenset({"fast"}), asked)
    chosen = chosen_way(say)
    assert chosen.build == "exact"
    ways = {way.name: way.times_shipped for way in right_ways(say)}
    assert ways == {f"shipped {CPU}": 1.0, f"exact {CPU}": 1.25}
    assert asked == ["shipped", "exact", "fast"]
    with agreed_way(way_named(f"shipped {CPU}")):
        assert kept_way() == Way("shipped")
    assert kept_way() == chosen
    monkeypatch.setenv(VARIABLE, "fast")
    assert right_ways(say) == (Way("fast"),)


def test_a_choice_of_before_ways_were_kept_stays_when_they_are_tried(cache: Path) -> None:
    say = saying({"shipped": 2.0, "exact": 1.5, "fast": 1.0})
    chosen_way(say)
    (place,) = builds_folder().glob("choice-*.json")
    kept = json.loads(place.read_text())
    place.write_text(json.dumps({"way": {**kept["way"], "build": "exact"}, "keys": kept["keys"]}))
    assert [way.build for way in right_ways(say)] == ["shipped", "exact", "fast"]
    assert kept_way() == Way("exact", times_shipped=2.0, careful="exact")


def test_machines_agree_on_what_a_careful_voice_has_too(cache: Path) -> None:
    chosen = chosen_way(saying({"shipped": 2.0, "exact": 1.5, "fast": 1.0}))
    assert chosen.name == f"fast {CPU} exact"
    with agreed_way(way_named(chosen.name)):
        assert kept_way() == Way("fast", CPU, careful="exact")


def test_a_choice_that_cannot_be_read_is_made_anew(cache: Path) -> None:
    say = saying({"shipped": 2.0, "exact": 1.5, "fast": 1.0})
    chosen_way(say)
    (place,) = builds_folder().glob("choice-*.json")
    for text in ("", "[]", "{}", json.dumps({"way": {"build": "quick"}, "keys": choosing._keys()})):
        place.write_text(text)
        assert kept_way() is None
    assert chosen_way(say).build == "fast"


def test_before_the_model_is_here_no_build_is_chosen_and_no_take_is_found(cache: Path) -> None:
    assert "no build" in engine("kokoro").version
    assert "first render" in way_of("kokoro")


# Graphics processors, with a stand-in for ONNX Runtime.


class StandIn:
    """ONNX Runtime with some providers, of which some load."""

    def __init__(self, providers: tuple[str, ...], loading: tuple[str, ...]) -> None:
        self._providers, self._loading = providers, loading

    def get_available_providers(self) -> list[str]:
        return [*self._providers, devices.CPU]

    class SessionOptions:
        log_severity_level = 0

    def InferenceSession(self, _model, _options, providers):  # noqa: N802 - the runtime's name
        got = [name for name in providers if name in self._loading or name == devices.CPU]
        return type("Session", (), {"get_providers": lambda _: got})()


@pytest.fixture
def gpu_of(monkeypatch: pytest.MonkeyPatch):
    """Look for a graphics processor with these packages, providers and those of them that load."""

    def look(packages: Mapping[str, str], providers: tuple[str, ...], loading: tuple[str, ...]) -> Gpu:
        monkeypatch.setattr(devices, "runtime_packages", lambda: packages)
        monkeypatch.setattr(devices, "runtime", lambda: StandIn(providers, loading))
        monkeypatch.setattr(devices.sys, "platform", "linux")
        devices.gpu.cache_clear()
        return devices.gpu()

    yield look
    devices.gpu.cache_clear()


CUDA = "CUDAExecutionProvider"


def test_a_provider_that_loads_is_used(gpu_of) -> None:
    assert gpu_of({"onnxruntime-gpu": "1"}, (CUDA,), (CUDA,)) == Gpu(CUDA)
    directml = "DmlExecutionProvider"
    assert gpu_of({"onnxruntime-directml": "1"}, (directml,), (directml,)) == Gpu(directml)


def test_a_provider_that_does_not_load_is_one_sentence_and_the_processor(gpu_of) -> None:
    found = gpu_of({"onnxruntime-gpu": "1"}, (CUDA,), ())
    assert found.provider == ""
    assert CUDA in found.problem
    assert "docs/gpu.md" in found.problem


def test_two_packages_of_the_runtime_are_told(gpu_of) -> None:
    found = gpu_of({"onnxruntime": "1", "onnxruntime-gpu": "1"}, (), ())
    assert "pip uninstall -y onnxruntime onnxruntime-gpu" in found.problem


def test_the_usual_package_is_silent(gpu_of) -> None:
    assert gpu_of({"onnxruntime": "1"}, ("AzureExecutionProvider",), ()) == Gpu()


@pytest.mark.parametrize("seconds", [{"float": 0.1}, {}])
def test_a_graphics_processor_speaks_where_it_is_faster_and_works(cache, monkeypatch, seconds) -> None:
    monkeypatch.setattr(choosing, "gpu", lambda: Gpu(CUDA))
    way = chosen_way(saying({"shipped": 2.0, "exact": 1.5, "fast": 1.0, **seconds}))
    assert (way.build, way.device) == (("float", CUDA) if seconds else ("fast", devices.CPU))
    assert choosing.device_sentence() == (
        "kokoro speaks on the NVIDIA graphics processor (CUDA)." if seconds else ""
    )
    assert (CUDA in way.named) == bool(seconds)

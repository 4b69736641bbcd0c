"""Who takes part in a cluster, and how all of them compute."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from places import ROOT

from audio.cast import Voice
from audio.cluster import lacking_cluster
from audio.cluster.roster import Roster, best_ways
from audio.cluster.there import VOICES, prepare
from audio.errors import UnfitMachineError, VivavoceError
from audio.speech import marked

SHIPPED = {"kokoro": {"shipped": 1.0}}
EXACT = {"kokoro": {"shipped": 1.0, "exact": 1.4}}
FAST = {"kokoro": {"shipped": 1.0, "exact": 1.4, "fast": 1.9}}
SLOW = {"kokoro": {"shipped": 1.0, "exact": 0.5, "fast": 1.2}}


@pytest.mark.parametrize(
    ("offers", "best"),
    [
        ([FAST, FAST], "fast"),
        ([FAST, EXACT], "exact"),
        ([FAST, EXACT, SHIPPED], "shipped"),
        ([EXACT, SLOW, SLOW], "shipped"),
        ([FAST, {}], "fast"),
    ],
)
def test_a_cluster_computes_in_the_best_way_that_all_have(offers, best) -> None:
    assert best_ways(offers) == {"kokoro": best}


def test_machines_without_a_way_in_common_are_told() -> None:
    with pytest.raises(VivavoceError, match="no way of computing kokoro in common"):
        best_ways([{"kokoro": {"float CUDA": 9.0}}, SHIPPED])


def test_who_lacks_what_is_agreed_on_takes_no_part_and_gone_ones_are_forgotten() -> None:
    told: list[str] = []
    roster = Roster(told.append)
    assert roster.update({"a": 2, "b": 3}) == ["a", "b"]
    roster.accept("a", FAST)
    roster.accept("b", FAST)
    assert (roster.allowed(), roster.count) == (None, 5)
    roster.ways = {"kokoro": "fast"}
    assert roster.update({"a": 2, "b": 3, "c": 4}) == ["c"]
    assert roster.allowed() == ["a", "b"]
    roster.accept("c", EXACT)
    assert roster.allowed() == ["a", "b"]
    assert told == ["The worker c is not used: it cannot compute kokoro as the others do (fast)."]
    assert roster.update({"b": 3}) == []
    assert (roster.allowed(), roster.count) == (None, 3)


def test_a_machine_gets_ready_for_voices_where_it_sees_the_takes(cache) -> None:
    voices = VOICES.dump_json((Voice("tone", "low"), Voice("tone", "loud"))).decode()
    with marked() as mark:
        assert prepare(VOICES.dump_json((Voice("tone", "low"),)).decode(), mark) == {}
        with pytest.raises(UnfitMachineError, match="tone has no voice 'loud'"):
            prepare(voices, mark)
    with pytest.raises(UnfitMachineError, match="it does not see this machine's takes: give both one cache"):
        prepare(voices, mark)


def test_one_machine_speaks_without_any_of_dask(cache) -> None:
    speaking = (
        "import sys; from making import segment; from audio.speech import speak_segments\n"
        "import audio.cli.render; speak_segments([segment('Hello there')])\n"
        "sys.exit(str(sorted({'dask', 'distributed', 'fsspec', 'audio.cluster'} & sys.modules.keys())))"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests" / "speech")])}
    command = [sys.executable, "-c", speaking]
    done = subprocess.run(command, check=False, env=env, capture_output=True, text=True)
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("address", ["scheduler", "scheduler:8786", "http://scheduler", ""])
def test_what_is_no_address_of_a_scheduler_is_told(address: str) -> None:
    assert f"{address!r} is no scheduler" in lacking_cluster(address)

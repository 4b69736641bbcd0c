"""A show of forty interviews: built, built again, changed, and killed in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from forty import COUNT, put
from shows import Trial

from audio.show.site.search import words_of

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def forty(new_show) -> Trial:
    """Forty interviews of which nothing is built."""
    show = new_show()
    assert len(put(show.folder)) == COUNT
    return show


def test_a_build_that_is_killed_in_the_middle_is_finished_by_the_next(forty):
    with forty.here():
        running = subprocess.Popen(
            [sys.executable, "-m", "audio", "build", "-q"], env={**os.environ, "PYTHONUTF8": "1"}
        )
        end = time.monotonic() + 120
        while len(list(forty.out.glob("*.manifest.json"))) < 5:
            assert time.monotonic() < end
            assert running.poll() is None
            time.sleep(0.05)
        running.send_signal(signal.SIGKILL)
        running.wait()
    there = {path.name.removesuffix(".manifest.json") for path in forty.out.glob("*.manifest.json")}
    assert not (forty.out / "feed.xml").exists()

    finished = forty.build()
    assert finished.done.returncode == 0, finished.done.stderr
    assert len(finished.made) == COUNT - len(there)
    assert not set(finished.made) & there
    assert finished.whole["episodes"] == COUNT
    assert not list(forty.out.glob(".vivavoce-*"))


def test_all_of_it_is_in_order_of_date_and_whole(forty):
    manifests = [json.loads(path.read_text("utf-8")) for path in forty.out.glob("*.manifest.json")]
    assert len(manifests) == COUNT
    for each in (file for manifest in manifests for file in manifest["files"]):
        assert (forty.out / each["name"]).stat().st_size == each["bytes"]
    assert (forty.out / "feed.xml").read_text("utf-8").count("<item>") == COUNT


def test_nothing_is_rendered_or_written_when_nothing_changed(forty):
    before = forty.times()
    again = forty.build()
    assert again.made == []
    assert again.whole["unchanged"] == COUNT
    assert forty.times() == before


def test_one_word_renders_one_episode(forty):
    (place,) = forty.folder.glob("*/04 *")
    text = place.read_text("utf-8")
    place.write_text(", now?".join(text.rsplit("?", 1)), "utf-8")
    assert place.read_text("utf-8") != text
    again = forty.build()
    assert len(again.made) == 1
    assert "04" in again.made[0]
    assert again.rows[0]["takes_new"] == 1


def test_the_search_is_small(forty):
    said = [json.loads(path.read_text("utf-8"))["turns"] for path in forty.out.glob("*.manifest.json")]
    words = sum(len(words_of(turn["written"])) for turns in said for turn in turns)
    index = sum(path.stat().st_size for path in (forty.out / "show" / "search").glob("words-*.js"))
    assert index < 6 * words

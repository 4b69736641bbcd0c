"""The page of an audition in a browser: keys play, one voice at a time, and axe-core finds nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from other_programs import NODE_MODULES
from page_browser import PROGRAM, chromium

from audio import library
from audio.audition import audition, choose_line, voices_to_try
from audio.cast import find_role
from audio.models import CACHE_VARIABLE

pytestmark = pytest.mark.skipif(not PROGRAM, reason="Chromium is not installed")

TALK = (
    "**Ada:** Is <b>that</b> the clock?\n\n**Ben & Co:** " + "It is, and it has stopped at noon & nine. " * 6
)


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> Path:
    """Give the page of an audition in four voices."""
    folder = tmp_path_factory.mktemp("audition")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CACHE_VARIABLE, str(folder / "cache"))
        (folder / "talk.md").write_text(TALK, encoding="utf-8")
        plan = library.plan(folder / "talk.md", options={"engine": "tone"})
        role = find_role(plan.script, plan.settings, "ben & co")
        voices = voices_to_try(plan, role, ["low", "mid", "high", "top"])
        return audition(plan, role, choose_line(plan.script, role), voices, folder).page


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
def test_keys_play_one_voice_at_a_time_and_nothing_is_wrong_with_the_page(page, tmp_path, width, dark):
    with chromium(tmp_path) as browser:
        browser.open(page, width=width, dark=dark)
        browser.until("[...document.querySelectorAll('audio')].every((a) => a.duration > 5)")
        assert browser.run("document.documentElement.scrollWidth") <= width
        assert browser.run("document.querySelectorAll('.now').length") == 1
        playing = "[...document.querySelectorAll('audio')].map((a) => !a.paused)"
        for key, expected in (("2", [False, True, False, False]), ("4", [False, False, False, True])):
            browser.press(key)
            browser.until(f"JSON.stringify({playing}) === '{str(expected).lower().replace(' ', '')}'")
        browser.press(" ")
        browser.until(f"!{playing}.includes(true)")
        axe = NODE_MODULES / "axe-core" / "axe.min.js"
        if axe.is_file():
            browser.run(axe.read_text("utf-8") + "; 0")
            assert browser.run("axe.run().then((r) => r.violations.map((v) => v.id + v.nodes[0].html))") == []
        assert not browser.complaints

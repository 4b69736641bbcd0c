"""A studio that was killed and started again, while its page stayed open."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from offices import until
from opened_page import SAVED, TALK, Page, started
from page_browser import PROGRAM, chromium

BANNER = "document.querySelector('#lost')"


@pytest.mark.skipif(not PROGRAM, reason="Chromium is not installed")
def test_what_was_typed_while_the_studio_was_away_is_saved_by_the_next_one_and_the_page_goes_on_with_it(
    tmp_path: Path,
):
    folder, cache = tmp_path / "show", tmp_path / "cache"
    folder.mkdir()
    cache.mkdir()
    (folder / "talk.md").write_text(TALK, encoding="utf-8")
    (folder / "voices.yaml").write_text("engine: tone\n", encoding="utf-8")
    with chromium(tmp_path / "profile") as browser:
        with started(folder, cache, end=signal.SIGKILL) as first:
            page = Page(folder, first.partition("?")[0], browser)
            browser.visit(first)
            page.open("talk")
            page.edit("t5")
            browser.type("Oh. ")
            page.until_saved()
            browser.press("Escape")
            for _ in range(3):
                browser.press("z", ctrl=True)
                browser.press("z", ctrl=True, shift=True)
            page.until_saved()
            page.edit("t5")
        browser.type("Still: ")
        browser.until(f"{BANNER}.textContent.startsWith('The studio does not answer')")
        browser.click("#turn-t2 .gutter .play")
        browser.until("document.querySelector('#toast').textContent.startsWith('The studio does not answer')")
        port = page.address.rpartition(":")[2].strip("/")
        with started(folder, cache, port=port) as again:
            browser.until(f"{BANNER}.textContent.startsWith('The studio was started again')")
            stranger = browser.tab()
            stranger.visit(page.address)
            assert stranger.run("document.body.innerText").startswith("This browser was not let in")
            stranger.visit(again)
            browser.until(f"{BANNER}.hidden && {SAVED}")
            until(lambda: "Oh. Still: Nothing happens" in (folder / "talk.script.md").read_text("utf-8"))
            browser.until("document.querySelector('#turn-t5 p.text').textContent.startsWith('Oh. Still: ')")
            other = browser.tab()
            page.open("talk", browser=other)
            page.edit("t2", browser=other)
            other.type("Now: ")
            browser.until("document.querySelector('#turn-t2 p.text').textContent.startsWith('Now: ')")

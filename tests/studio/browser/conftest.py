"""A studio on a folder of interviews, started as a person does, and a browser that shows it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from opened_page import SCRIPTS, SETTINGS, Page, started
from page_browser import PROGRAM, chromium


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Start the studio and the browser for all tests."""
    if not PROGRAM:
        pytest.skip("Chromium is not installed")
    folder = tmp_path_factory.mktemp("studio")
    for name, text in SCRIPTS.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    (folder / "voices.yaml").write_text(SETTINGS, encoding="utf-8")
    with (
        started(folder, tmp_path_factory.mktemp("cache")) as first,
        chromium(tmp_path_factory.mktemp("profile")) as browser,
    ):
        browser.visit(first)
        browser.until("document.querySelector('#scripts li')")
        yield Page(folder, first.partition("?")[0], browser)


@pytest.fixture
def page(running: Page) -> Iterator[Page]:
    """Give the page; nothing may be wrong with it when the test is over."""
    running.browser.complaints.clear()
    yield running
    assert not running.browser.complaints

"""A studio on a folder of interviews, started as a person does, and a browser that shows it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from opened_page import SCRIPTS, Page
from page_browser import PROGRAM, chromium
from places import ROOT

from audio.models import CACHE_VARIABLE


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Start the studio and the browser for all tests."""
    if not PROGRAM:
        pytest.skip("Chromium is not installed")
    folder = tmp_path_factory.mktemp("studio")
    for name, text in SCRIPTS.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    (folder / "voices.yaml").write_text("# Ours.\nengine: tone\n", encoding="utf-8")
    command = [sys.executable, "-u", "-m", "audio", "studio", str(folder), "--no-browser", "--port", "0"]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        CACHE_VARIABLE: str(tmp_path_factory.mktemp("cache")),
    }
    with (
        (tmp_path_factory.mktemp("log") / "studio.log").open("w+") as log,
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=log, text=True) as process,
    ):
        try:
            first = re.findall(r"http://\S+", process.stdout.readline())[0]
            with chromium(tmp_path_factory.mktemp("profile")) as browser:
                browser.visit(first)
                browser.until("document.querySelector('#scripts li')")
                yield Page(folder, first.partition("?")[0], browser)
        finally:
            process.terminate()


@pytest.fixture
def page(running: Page) -> Iterator[Page]:
    """Give the page; nothing may be wrong with it when the test is over."""
    running.browser.complaints.clear()
    yield running
    assert not running.browser.complaints

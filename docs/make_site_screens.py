"""Take the pictures in docs/ of a show's site: `python docs/make_site_screens.py` needs Chromium.

The show is the example in seeds/shows, built in a temporary folder with the default voices.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).parent
ROOT = DOCS.parent
SHOW = ROOT / "seeds" / "shows" / "talks-at-noon"
EPISODE = "2024-the-keeper-of-noon"
SOUGHT = "clock"
sys.path += [str(ROOT / "tests" / each) for each in ("", "publish", "show")]

from page_browser import Browser, chromium  # noqa: E402 - the tests' own way to drive Chromium
from served import served, visit  # noqa: E402

FROM = 4.0
"""Seconds, amid what the narrator says."""


def main() -> None:
    """Build the show, and take every picture."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        show = Path(name) / "show"
        shutil.copytree(SHOW, show, ignore=shutil.ignore_patterns("out"))
        command = [sys.executable, "-m", "audio", "build", str(show)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
        with served(show / "out") as address, chromium(Path(name) / "profile") as browser:
            for kind, width, dark in (("dark", 1280, True), ("phone", 390, False)):
                visit(browser, f"{address}{EPISODE}/index.html", width=width, dark=dark)
                listen(browser, ".play")
                picture(browser, kind)
            visit(browser, address)
            listen(browser, f".play[data-name='{EPISODE}']")
            browser.click("#search")
            browser.type(SOUGHT)
            browser.until("document.querySelector('#results p a')")
            picture(browser, "search")


def listen(browser: Browser, button: str) -> None:
    """Have the episode heard from amid its introduction on."""
    browser.call("Emulation.setScrollbarsHidden", hidden=True)
    browser.click(button)
    browser.run(f"document.querySelector('#bar audio').currentTime = {FROM}")
    browser.until(f"document.querySelector('#bar audio').currentTime > {FROM}", 30)


def picture(browser: Browser, kind: str) -> None:
    """Take a picture of the top of the page; the next one does not go on playing."""
    browser.run("scrollTo(0, 0)")
    (DOCS / f"site-{kind}.png").write_bytes(browser.picture())
    browser.run("addEventListener('pagehide', () => sessionStorage.clear())")


if __name__ == "__main__":
    main()

"""A studio on a folder of interviews, started as a person does, and a browser that shows it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from page_browser import PROGRAM, Browser, chromium
from places import ROOT

from audio.models import CACHE_VARIABLE

TALK = """# The noon hour

Welcome. I am your host, Maya Okonkwo, and today I talk to a keeper of clocks.

## The big one

**Maya Okonkwo:** Which one do you wind first?

**Ben Wray:** The big one. It sulks otherwise. There are 23 of them in St. James's Street.

**Maya Okonkwo:** And at midnight?

## Midnight

**Ben Wray:** Nothing happens, if I did my work. All of them strike within five seconds, and then I go home.
"""
HOSTILE = """<img src=x onerror="window.ran=1"><script>window.ran=2</script>"""
SCRIPTS = {
    "round": TALK,
    "keys": TALK,
    "tabs": TALK,
    "hostile": "# Trouble\n\n## More of it\n\n**Ada:** What is this?\n\n**Ben:** What was that?\n",
}
HEARD = "parseFloat(document.querySelector('#level').style.scale.split(' ')[1]) > 0.02"
"""Whether sound comes out at this moment."""


@dataclass
class Page:
    """The studio in a browser."""

    folder: Path
    address: str
    browser: Browser

    def open(self, name: str, *, width: int = 1280, dark: bool = False, browser: Browser | None = None) -> None:
        """Show an interview, anew, and wait until all of it is there."""
        browser = browser or self.browser
        browser.call("Page.navigate", url="about:blank")
        browser.until("location.protocol === 'about:'")
        browser.visit(self.address, width=width, dark=dark)
        link = f"[...document.querySelectorAll('#scripts a')].find((a) => a.textContent.includes('{name}'))"
        browser.until(link)
        browser.run(f"sessionStorage.clear(); {link}.click()")
        browser.until("document.querySelector('.turn.current') && !document.querySelector('[aria-busy]')")

    def text(self, selector: str, browser: Browser | None = None) -> str:
        """Give what an element says."""
        return (browser or self.browser).run(f"document.querySelector({selector!r}).textContent")

    def texts(self) -> list[str]:
        """Give what all turns say."""
        return self.browser.run("[...document.querySelectorAll('p.text')].map((each) => each.textContent)")

    def click_word(self, turn: str, word: str) -> None:
        """Click at the beginning of a word of a turn."""
        x, y = self.browser.run(f"""(() => {{
            const text = document.querySelector("#turn-{turn} p.text").firstChild, range = new Range();
            text.parentElement.scrollIntoView({{ block: "center" }});
            range.setStart(text, text.data.indexOf({word!r}));
            range.setEnd(text, text.data.indexOf({word!r}) + 2);
            const box = range.getBoundingClientRect();
            return [box.x + 1, box.y + box.height / 2];
        }})()""")
        for kind in ("mousePressed", "mouseReleased"):
            self.browser.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def until_saved(self) -> None:
        """Wait until all that was typed is in the file."""
        self.browser.until("document.querySelector('#saved').textContent.startsWith('saved ')")


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
    environment = {**os.environ, "PYTHONPATH": str(ROOT), CACHE_VARIABLE: str(tmp_path_factory.mktemp("cache"))}
    with (tmp_path_factory.mktemp("log") / "studio.log").open("w+") as log:
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=log, text=True) as process:
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

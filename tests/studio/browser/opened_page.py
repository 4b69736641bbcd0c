"""The studio's page as tests use it, and the interviews it shows."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from page_browser import Browser
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
    "names": "# Names\n\n**Ada:** Who came?\n\n**Olga Petrova:** It was Novak who came, with a lamp.\n",
    "hostile": "# Trouble\n\n## More of it\n\n**Ada:** What is this?\n\n**Ben:** What was that?\n",
}
SETTINGS = "# Ours.\nengine: tone\nspeakers:\n  Olga Petrova:\n    voice: kokoro:bf_emma\n"
"""Of the show; one person has a voice that knows which names are a guess."""

HEARD = "parseFloat(document.querySelector('#level').style.scale.split(' ')[1]) > 0.02"
"""Whether sound comes out at this moment."""

FIELD = "document.activeElement.matches('textarea')"
"""Whether somebody may type into a turn."""
SAVED = "document.querySelector('#saved').textContent.startsWith('saved ')"
"""Whether all that was typed is in the file."""


@contextmanager
def started(folder: Path, cache: Path, *, port: str = "0", end: int = signal.SIGTERM) -> Iterator[str]:
    """Start a studio on a folder as a person does; give its first address, and end it by a signal."""
    command = [sys.executable, "-u", "-m", "audio", "studio", str(folder), "--no-browser", "--port", port]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), CACHE_VARIABLE: str(cache)}
    with (
        (cache / "studio.log").open("w+") as log,
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=log, text=True) as process,
    ):
        try:
            yield re.findall(r"http://\S+", process.stdout.readline())[0]
        finally:
            process.send_signal(end)


@dataclass
class Page:
    """The studio in a browser."""

    folder: Path
    address: str
    browser: Browser

    def open(
        self, name: str, *, width: int = 1280, dark: bool = False, browser: Browser | None = None
    ) -> None:
        """Show an interview, anew, and wait until all of it is there."""
        browser = browser or self.browser
        browser.call("Page.navigate", url="about:blank")
        browser.until("location.protocol === 'about:'")
        browser.visit(self.address, width=width, dark=dark)
        links = "[...document.querySelectorAll('#scripts a')]"
        link = f"{links}.find((each) => each.textContent.includes('{name}'))"
        browser.until(link)
        browser.run(f"sessionStorage.clear(); {link}.click()")
        browser.until("document.querySelector('.turn.current') && !document.querySelector('[aria-busy]')")

    def edit(self, turn: str, browser: Browser | None = None) -> None:
        """Begin to edit a turn by its key."""
        browser = browser or self.browser
        browser.run(f"document.querySelector('#turn-{turn}').focus()")
        browser.press("Enter")
        browser.until(FIELD)

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
        self.browser.until(SAVED)

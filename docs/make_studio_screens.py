"""Take the pictures in docs/ of the studio: `python docs/make_studio_screens.py [FOLDER]` needs Chromium.

With a folder, pictures of every state go there, to be looked at; otherwise those in docs/ are renewed.

It writes an interview and a script of three hours into a temporary folder, opens the studio there with the
default voices, does with its page what a person does, and takes a picture of each state.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DOCS = Path(__file__).parent
ROOT = DOCS.parent
sys.path += [str(ROOT / "tests" / "publish"), str(ROOT / "tests"), str(ROOT / "bench")]

from page_browser import Browser, chromium  # noqa: E402 - the tests' own way to drive Chromium
from studio_page import script as long_script  # noqa: E402 - the bench's script of three hours

TALK = """# The keeper of noon

Every town has one clock that is right. Maya Okonkwo talks to the man who winds it.

## A big one that sulks

**Maya Okonkwo:** You wind 23 clocks, every morning. Which one do you wind first?

**Ben Wray:** The big one, over St. James's Street. It sulks otherwise.

**Maya Okonkwo:** How does a clock sulk?

**Ben Wray:** It loses four minutes by lunchtime, and it does it in front of everybody. Mrs. Nguyen rings me \
from the bakery before I have read the second page of the paper.

## What is true

**Maya Okonkwo:** I read that nobody needs you any more, that every phone knows better.

**Ben Wray:** They all know the same thing, and nobody looks up. A clock in a square is something a town has \
agreed on. In 1987 it stopped for two days, and people were late who had never once looked at it.

**Maya Okonkwo:** And at midnight?

**Ben Wray:** At midnight they strike within five seconds of one another, if I did my work. Then I go home.
"""
SETTINGS = """narrator:
  voice: kokoro:af_heart
speakers:
  Maya Okonkwo:
    voice: kokoro:bf_emma
  Ben Wray:
    voice: kokoro:bm_george
"""
TALKS = {"the-keeper-of-noon": TALK, "three-hours": long_script(3000)}
SHOWN = ("desktop", "dark", "casting", "pronouncing", "phone")
"""The pictures that docs/ shows."""
READY = "document.querySelector('#turns:not([aria-busy])') && document.querySelector('.turn.current')"

ELSEWHERE = """(async () => {
    const script = `/api/scripts/${location.hash.slice(1)}`;
    const { revision } = await (await fetch(script)).json();
    const edit = { kind: "text", turn: "t4", text: "And how does one see that a clock sulks?" };
    const headers = { "Content-Type": "application/json" };
    await fetch(`${script}/edits`, { method: "POST", headers, body: JSON.stringify({ revision, edit }) });
})()"""
"""Changes a turn as another tab does."""


class Studio:
    """The studio in a browser, and where pictures of it go."""

    def __init__(self, browser: Browser, address: str, target: Path) -> None:
        self.browser, self.address, self.target = browser, address, target

    def open(self, name: str = "", *, width: int = 1440, height: int = 900, dark: bool = False) -> None:
        """Show an interview, or the folder."""
        self.browser.call("Page.navigate", url="about:blank")
        self.browser.until("location.protocol === 'about:'")
        self.browser.visit(self.address, width=width, height=height, dark=dark)
        self.browser.until("document.querySelector('#scripts li')")
        if name:
            link = (
                f"[...document.querySelectorAll('#scripts a')].find((a) => a.textContent.includes('{name}'))"
            )
            self.browser.run(f"sessionStorage.clear(); {link}.click()")
            self.browser.until(READY, 30)

    def picture(self, name: str) -> None:
        """Take a picture when everything stands still."""
        if self.target == DOCS and name not in SHOWN:
            return
        self.browser.run("new Promise((done) => setTimeout(done, 800))")
        (self.target / f"studio-{name}.png").write_bytes(self.browser.picture())


def main(target: Path) -> None:
    """Take all pictures."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name) / "interviews"
        folder.mkdir()
        for stem, text in TALKS.items():
            (folder / f"{stem}.md").write_text(text, encoding="utf-8")
        (folder / "voices.yaml").write_text(SETTINGS, encoding="utf-8")
        (empty := Path(name) / "new-show").mkdir()
        with studio(folder) as first, chromium(Path(name) / "profile") as browser:
            browser.visit(first)
            shown = Studio(browser, first.partition("?")[0], target)
            talk(shown)
            others(shown)
            with studio(empty) as address:
                browser.visit(address)
                browser.until("document.querySelector('#folder').textContent")
                shown.picture("empty")


def talk(shown: Studio) -> None:
    """Show an interview from its first sight to the finished episode."""
    browser = shown.browser
    shown.open("the-keeper-of-noon")
    browser.press("Enter", ctrl=True)
    browser.until("document.querySelector('#job progress')?.value > 0.25", 120)
    shown.picture("rendering")
    browser.until("document.querySelector('#job audio')", 300)
    browser.run("document.querySelector('#turn-t3').scrollIntoView({ block: 'center' })")
    browser.click("#turn-t3 .gutter .play")
    browser.until("document.body.dataset.heard === 'turn t3'")
    browser.run("new Promise((done) => setTimeout(done, 1500))")
    browser.press(" ")
    shown.picture("desktop")
    browser.click("[data-speaker='Ben Wray'] .card")
    browser.until("document.querySelector('.audition .slider')")
    shown.picture("casting")
    browser.run("document.querySelector('#turn-t5').focus()")
    browser.press("Enter")
    browser.until("document.activeElement.matches('textarea')")
    browser.press("Escape")
    browser.run("getSelection().selectAllChildren(document.querySelector('#turn-t5 p.text'))")
    browser.run("document.querySelector('#turn-t5').focus()")
    browser.run("""(() => {
        const text = document.querySelector("#turn-t5 p.text").firstChild;
        const at = text.data.indexOf("Nguyen");
        getSelection().setBaseAndExtent(text, at, text, at + 6);
    })()""")
    browser.press("w")
    browser.until("document.querySelector('#pronounce').open")
    shown.picture("pronouncing")
    shown.open("the-keeper-of-noon", dark=True)
    shown.picture("dark")
    shown.open("the-keeper-of-noon", width=390, height=800)
    shown.picture("phone")
    browser.click("[data-pane=cast]")
    shown.picture("phone-cast")


def others(shown: Studio) -> None:
    """Show a folder and a long script."""
    browser = shown.browser
    shown.open()
    shown.picture("folder")
    shown.open("the-keeper-of-noon")
    browser.run("document.querySelector('#turn-t4').focus()")
    browser.press("Enter")
    browser.until("document.activeElement.matches('textarea')")
    browser.run(ELSEWHERE)
    browser.type("Tell me: ")
    browser.until("document.querySelector('.conflict')")
    shown.picture("conflict")
    shown.open("three-hours")
    browser.run("document.querySelector('#middle').scrollTop = 40000")
    shown.picture("long")


@contextmanager
def studio(folder: Path) -> Iterator[str]:
    """Run the studio on a folder, and give its first address."""
    command = [sys.executable, "-u", "-m", "audio", "studio", str(folder), "--no-browser", "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield re.findall(r"http://\S+", next(iter(process.stdout or ())))[0]
        finally:
            process.terminate()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS)

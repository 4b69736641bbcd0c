"""Is the studio's page quick with three hours of script? `python bench/studio_page.py [TURNS]` (Chromium).

It opens a made-up script of 3,000 turns and prints, by Chromium's own trace and timing of events: when the
first paint is there, the longest tasks of the page's thread while the turns are built, scrolled through,
jumped about in and typed in, and how long a keystroke in the middle takes to be on the screen. On a machine
that does other things only the processor's time means something.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path += [str(ROOT / "tests" / "publish"), str(ROOT / "tests")]

from page_browser import Browser, chromium  # noqa: E402 - the tests' own way to drive Chromium
from processes import environment  # noqa: E402 - in this folder

SOUNDS = "the keeper wound every clock before light came over roofs and nobody noticed how late it was"
TOO_LONG = 50
"""Milliseconds of a task that somebody notices."""
KEYS = """new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === "keydown") window.keys.push(entry.duration);
}).observe({ type: "event", durationThreshold: 16 })"""

SHIFT = """new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => { for (const each of list.getEntries()) sum += each.value; })
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 100);
})"""


def main(turns: int) -> None:
    """Print what was measured."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "long.md").write_text(script(turns), encoding="utf-8")
        (folder / "voices.yaml").write_text("engine: tone\n", encoding="utf-8")
        with studio(folder) as address, chromium(folder / "profile") as browser:
            browser.visit(address)
            browser.until(f"document.querySelectorAll('.turn').length === {turns}", 60)
            again = browser.run("location.href")
            with traced(browser, "built"):
                browser.call("Page.navigate", url="about:blank")
                browser.until("location.protocol === 'about:'")
                browser.visit(again)
                browser.until(f"document.querySelectorAll('.turn').length === {turns}", 60)
                browser.until("!document.querySelector('#turns').hasAttribute('aria-busy')")
                browser.run("new Promise((done) => setTimeout(done, 5000))")
            paint = browser.run("performance.getEntriesByName('first-contentful-paint')[0].startTime")
            print(f"first paint after {paint:.0f} ms, layout shift {browser.run(SHIFT):.3f}")
            with traced(browser, "scrolled"):
                for speed in (3000, 20_000):
                    browser.call(
                        "Input.synthesizeScrollGesture", x=640, y=400, yDistance=-40_000, speed=speed
                    )
            with traced(browser, "jumped about in"):
                browser.run("""(async () => {
                    const pane = document.querySelector("#middle");
                    for (const share of [0.9, 0.2, 0.6, 0, 1, 0.5]) {
                        pane.scrollTop = share * pane.scrollHeight;
                        await new Promise((done) => setTimeout(done, 300));
                    }
                })()""")
            with traced(browser, "typed in"):
                print(typed(browser, f"#turn-t{turns // 2}"))


def script(turns: int) -> str:
    """Give a conversation of three people in chapters of sixty turns."""
    chance = random.Random(1)  # noqa: S311 - the same script every time

    def sentence() -> str:
        return " ".join(chance.choices(SOUNDS.split(), k=chance.randint(3, 9))).capitalize() + "."

    lines = ["# Three hours of clocks"]
    for number in range(turns):
        if number % 60 == 0:
            lines.append(f"## {sentence()}")
        who = ("Maya Okonkwo", "Ben Wray", "Lena Fischer")[number % 3]
        lines.append(f"**{who}:** " + " ".join(sentence() for _ in range(chance.randint(1, 2))))
    return "\n\n".join(lines) + "\n"


@contextmanager
def studio(folder: Path) -> Iterator[str]:
    """Run the studio on a folder, and give its first address."""
    command = [sys.executable, "-u", "-m", "audio", "studio", "long.md", "--no-browser", "--port", "0"]
    env = environment(folder / "cache")
    with subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield re.findall(r"http://\S+", next(iter(process.stdout or ())))[0]
        finally:
            process.terminate()


@contextmanager
def traced(browser: Browser, what: str) -> Iterator[None]:
    """Print the longest tasks of the page's main thread meanwhile."""
    browser.call("Tracing.start", categories="toplevel,devtools.timeline", transferMode="ReturnAsStream")
    yield
    browser.call("Tracing.end")
    stream = browser.event("Tracing.tracingComplete")["stream"]
    parts: list[str] = []
    while True:
        part = browser.call("IO.read", handle=stream)
        parts.append(part["data"])
        if part["eof"]:
            break
    tasks = list(tasks_of(json.loads("".join(parts))["traceEvents"]))
    for kind, times in zip(("by the clock", "of the processor"), zip(*tasks, strict=True), strict=True):
        over = [f"{each:.0f}" for each in sorted(times, reverse=True) if each > TOO_LONG]
        print(
            f"{what}: longest task {max(times):.0f} ms {kind}, over {TOO_LONG}: {', '.join(over) or 'none'}"
        )


def tasks_of(events: list[dict[str, Any]]) -> Iterator[tuple[float, float]]:
    """Give the milliseconds of each task of the pages' main threads, by the clock and of the processor."""
    names = {(e["pid"], e["tid"]): e["args"]["name"] for e in events if e.get("name") == "thread_name"}
    for event in events:
        main_thread = names.get((event.get("pid"), event.get("tid"))) == "CrRendererMain"
        if main_thread and event.get("ph") == "X" and event["name"].endswith("RunTask"):
            yield event.get("dur", 0) / 1000, event.get("tdur", 0) / 1000


def typed(browser: Browser, turn: str) -> str:
    """Type into a turn, and say how long it took until the letters were seen."""
    browser.run(
        f"document.querySelector({turn!r}).scrollIntoView({{block: 'center'}}); window.keys = []; {KEYS}"
    )
    browser.run("new Promise((done) => setTimeout(done, 500))")
    browser.run(f"document.querySelector({turn!r}).focus()")
    browser.press("Enter")
    browser.until("document.activeElement.matches('textarea')")
    text = "He said that the clocks were never late, not once. " * 3
    for letter in text:
        browser.press(letter, letter)
        browser.run("new Promise((done) => setTimeout(done, 30))")
    browser.until("document.querySelector('#undo:enabled')")
    slow = browser.run("window.keys")
    longest = f"the longest {max(slow):.0f} ms" if slow else "all within 16 ms"
    return f"{len(text)} keystrokes on the screen: {len(slow)} after more than 16 ms, {longest}"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000)

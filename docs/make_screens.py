"""Take the pictures in docs/ of a terminal, 60 and 120 columns wide, and of an episode's page.

`python docs/make_screens.py` needs tmux and chromium. What is shown is rendered in a temporary folder.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.text import Text

DOCS = Path(__file__).parent
ROOT = DOCS.parent
EPISODE = "mending-the-internet"
SCRIPTS = {
    "lighthouse.txt": """Ada Stone: What does a lighthouse keeper do at noon?
Ben Wray: Sleeps, if he has any sense.
Ada Stone: And at midnight?
Ben Wray: He writes letters, and counts to five between two flashes.
""",
    "the-noon-hour.md": """# The Noon Hour

Welcome. I'm your host, Maya Okonkwo, and today I talk to a keeper of clocks.

**Maya:** Which one do you wind first?

**Ben:** The big one. It sulks otherwise.
""",
    "empty.md": "# Nothing yet\n",
}
PAGES = {
    "desktop": ("1024,700", "light", ""),
    "dark": ("1024,700", "dark", ""),
    "no-script": ("1024,700", "light", "no script"),
    "phone": ("390,760", "light", ""),
    "halfway": ("1024,700", "light", "halfway"),
    "phone-halfway": ("390,760", "light", "halfway"),
}
"""Size of the window, colours, and what is otherwise than at the beginning."""
COLOURS = {"light": "preferredColorScheme=1", "dark": "preferredColorScheme=0"}
LINK = re.compile(r'<a href="#c[^>]* data-s="(\d+)"')
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
"""What allows the page its own script and no other."""
SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
BEGIN = """<script>
const sound = document.querySelector("audio");
const go = () => { sound.currentTime = %s / 1000; sound.dispatchEvent(new Event("timeupdate")); };
sound.addEventListener("loadedmetadata", go);
go();
</script>"""
STYLE = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>.{unique_id}-matrix {{ font-family: Consolas, Menlo, "DejaVu Sans Mono", monospace;
font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
.{unique_id}-title {{ font-size: 18px; font-family: sans-serif; }}
{styles}</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g></svg>
"""
"""rich's drawing of a terminal, with fonts that a reader has."""


def main() -> None:
    """Render, and take every picture."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for script, text in SCRIPTS.items():
            (folder / script).write_text(text, encoding="utf-8")
        for columns in (60, 120):
            terminal(folder, columns)
        source = ROOT / "seeds" / f"{EPISODE}.txt"
        run([*vivavoce(), "render", str(source), "-o", str(folder)])
        for kind, (size, colours, otherwise) in PAGES.items():
            page(folder / f"{EPISODE}.html", DOCS / f"page-{kind}.png", size, colours, otherwise)


def vivavoce() -> list[str]:
    """Give what runs this tree's command."""
    return ["env", f"PYTHONPATH={ROOT}", sys.executable, "-m", "audio"]


def run(line: list[str]) -> None:
    """Run a command that has to succeed."""
    subprocess.run(line, check=True)


def terminal(folder: Path, columns: int) -> None:
    """Draw what a render of all scripts leaves on a terminal so wide."""
    session = f"vivavoce-{os.getpid()}-{columns}"
    shown = f"$ vivavoce render {' '.join(SCRIPTS)}"
    line = shlex.join([*vivavoce(), "render", *SCRIPTS])
    words = f"cd {folder}; clear; echo {shlex.quote(shown)}; {line}; echo '$'; touch done; sleep 60"
    run(["tmux", "new-session", "-d", "-s", session, "-x", str(columns), "-y", "40", words])
    try:
        while not (folder / "done").exists():
            time.sleep(0.5)
        time.sleep(1)
        capture = ["tmux", "capture-pane", "-e", "-p", "-t", session]
        seen = subprocess.run(capture, check=True, capture_output=True, text=True).stdout.rstrip()
    finally:
        run(["tmux", "kill-session", "-t", session])
        (folder / "done").unlink(missing_ok=True)
    with (folder / "drawn").open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=columns, file=nowhere)
        console.print(Text.from_ansi(seen), crop=False)
        console.save_svg(str(DOCS / f"terminal-{columns}.svg"), title="vivavoce", code_format=STYLE)


def page(source: Path, target: Path, size: str, colours: str, otherwise: str) -> None:
    """Take a picture of a page in a browser."""
    html = source.read_text(encoding="utf-8")
    if otherwise == "no script":
        html = SCRIPT.sub("", html)
    elif otherwise:
        starts = LINK.findall(html)
        html = POLICY.sub("", html) + BEGIN % starts[len(starts) // 2]
    copy = source.with_name(target.stem + ".html")
    copy.write_text(html, encoding="utf-8")
    run([
        "chromium", "--headless", "--no-sandbox", "--hide-scrollbars", "--virtual-time-budget=5000",
        f"--window-size={size}", f"--blink-settings={COLOURS[colours]}", f"--screenshot={target}",
        copy.as_uri(),
    ])  # fmt: skip


if __name__ == "__main__":
    main()

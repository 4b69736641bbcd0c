"""How much memory does a studio with three hours of script need? `python bench/studio_memory.py [ENGINE...]`.

Linux only.

For each engine (tone and hibari, or those named) it prints the megabytes that are resident of a process that
reads a short script, has the model and speaks one turn of it, and those of a studio that has a made-up script
of 3,000 turns open: when its page was given and every turn examined, when a turn was heard, and when a
hundred turns were edited; and how many those are above the first.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "bench"))

from processes import environment, make_cache  # noqa: E402 - in this folder
from studio_page import script  # noqa: E402 - the same three hours

TURNS = 3000
MOST = 150
"""Megabytes that a studio may need above its model."""
ALONE = """
import sys
from pathlib import Path
from audio import preview_turns
preview_turns("short.md", "1", Path("heard"))
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmRSS")))
"""


def main() -> None:
    """Print what was measured."""
    for engine in sys.argv[1:] or ("tone", "hibari"):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
            folder = Path(name)
            (folder / "short.md").write_text(script(3), "utf-8")
            (folder / "long.md").write_text(script(TURNS), "utf-8")
            (folder / "voices.yaml").write_text(f"engine: {engine}\n", "utf-8")
            make_cache(folder / "cache")
            alone = speaks_one_turn(folder)
            print(f"{engine}: {alone:.0f} MB where a process has the model and has spoken one turn")
            for what, megabytes in studio(folder):
                over = megabytes - alone
                print(f"{engine}: {megabytes:.0f} MB {what}: {over:.0f} above the model, at most {MOST}")


def speaks_one_turn(folder: Path) -> float:
    """Give the megabytes of a process that has spoken a turn."""
    command = [sys.executable, "-c", ALONE]
    ended = subprocess.run(
        command, cwd=folder, env=environment(folder / "cache"), check=True, capture_output=True, text=True
    )
    return int(ended.stdout.split()[-1]) / 1000


def studio(folder: Path) -> list[tuple[str, float]]:
    """Give the megabytes of a studio, at three times."""
    command = [sys.executable, "-m", "audio", "studio", "long.md", "--no-browser", "--port", "0", "-q"]
    with subprocess.Popen(
        command, cwd=folder, env=environment(folder / "cache"), stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            first = (server.stdout.readline() if server.stdout else "").strip()
            base, http = first.partition("/?")[0], requests.Session()
            http.headers["Origin"] = base
            http.get(first, timeout=60)
            path = f"{base}/api/scripts/{http.get(f'{base}/api/folder', timeout=60).json()['open']}"
            document = http.get(path, timeout=120).json()
            rest(server.pid)
            found = [("with the script open", resident(server.pid))]
            http.get(f"{path}/turns/t100/sound", timeout=120).raise_for_status()
            rest(server.pid)
            found.append(("when a turn was heard", resident(server.pid)))
            for n in range(1, 101):
                text = f"Now it says {n}."
                edit = {"kind": "text", "turn": f"t{30 * n}", "text": text}
                about = {"revision": document["revision"] + n - 1, "edit": edit}
                http.post(f"{path}/edits", json=about, timeout=60).raise_for_status()
            rest(server.pid)
            found.append(("when a hundred turns were edited", resident(server.pid)))
            return found
        finally:
            server.terminate()


def rest(pid: int) -> None:
    """Wait until a process has done almost nothing for three seconds."""
    busy = 1.0
    while busy > 0.1:
        before = spent(pid)
        time.sleep(3)
        busy = spent(pid) - before


def spent(pid: int) -> float:
    """Give the processor's seconds that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> float:
    """Give the megabytes that a process has in memory."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1000


if __name__ == "__main__":
    main()

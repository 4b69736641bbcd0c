"""How loud every kind of episode comes out in every format, measured on the decoded files by FFmpeg.

    python bench/loudness.py [MINUTES]        (the long episode; 4 by default)

Speech by hibari: as it is, whispered (−45 dBFS, no voice), shouted (pressed close to full scale). Needs the
`ffmpeg` program, whose `ebur128` filter measures; mono counts as the same signal on two speakers.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "publish"))
from shaped_speech import KINDS, SENTENCES, episode, mastered, spoken, written_take

from audio.cast import Loudness
from audio.mix import Programme
from audio.publish.sound.files import write_audio

FORMATS = ("mp3", "m4a", "opus")
_ROUND = 31.0
"""Seconds that all sentences take once, about."""


def heard(path: Path) -> tuple[float, float]:
    """Give LUFS and dBTP of a file, decoded and measured by the `ffmpeg` program."""
    command = ["ffmpeg", "-hide_banner", "-nostats", "-i", str(path), "-af"]
    command += ["ebur128=peak=true:dualmono=true", "-f", "null", "-"]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    summary = report[report.rindex("Summary") :]
    lufs = re.search(r"I:\s+(\S+) LUFS", summary)
    peak = re.search(r"Peak:\s+(\S+) dBFS", summary)
    if not lufs or not peak:
        raise SystemExit(f"ffmpeg did not measure {path}.")
    return float(lufs[1]), float(peak[1])


def programmes(folder: Path, minutes: float) -> Iterator[tuple[str, Programme]]:
    """Give every programme that is measured, with what it is."""
    times = max(1, round(minutes * 60 / _ROUND))
    lengths = {"short": SENTENCES[:1], "long": SENTENCES * times}
    for kind in ("short", *KINDS, "long"):
        for music in (False, True):
            name = f"{kind}{', music' if music else ''}"
            yield name, episode(folder, kind, music=music, texts=lengths.get(kind, SENTENCES))
    yield "usual, stereo, music", episode(folder, "usual", music=True, pan=0.4)
    for target in ("spotify", "ebu", "acx"):
        yield f"shouting, {target}", episode(folder, "shouting", loudness=Loudness(target=target))
        yield f"whispering, {target}", episode(folder, "whispering", loudness=Loudness(target=target))
    word = written_take(folder, 1, spoken("No!", low=False), "No!")
    yield "one word", mastered([word])
    blip = written_take(folder, 1, spoken("No!", low=False)[4000:8000], "No!")
    yield "a sixth of a second", mastered([blip])


def main() -> None:
    """Print the table: LUFS and dBTP of every file, and the worst of them."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 4.0
    print(f"{'':28} {'s':>5} {'target':>7}  " + "".join(f"{name:>14}" for name in FORMATS))
    furthest, highest = 0.0, -99.0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for about, programme in programmes(folder, minutes):
            places = {form: folder / f"e.{form}" for form in FORMATS}
            write_audio(programme, places)  # type: ignore[arg-type] # a dict of names
            figures = [heard(places[form]) for form in FORMATS]
            target = programme.loudness.target
            furthest = max(furthest, *(abs(lufs - target) for lufs, _ in figures))
            highest = max(highest, *(peak - programme.loudness.peak for _, peak in figures))
            cells = "".join(f"{lufs:8.1f} {peak:5.1f}" for lufs, peak in figures)
            print(f"{about:28} {programme.length / programme.rate:5.0f} {target:7.1f}  {cells}", flush=True)
    print(f"furthest from the target {furthest:.1f} LU; highest peak {highest:+.1f} dB from the one allowed")


if __name__ == "__main__":
    main()

"""Draw docs/episode.svg: the waveform of a rendered episode, a colour a speaker, and its chapters.

`python docs/make_picture.py out/mending-the-internet.mp3`
"""

from __future__ import annotations

import json
import re
import sys
from html import escape
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT, TOP = 960, 150, 34
COLUMNS = 480
COLOURS = ("#8a8f98", "#3b82c4", "#d9822b", "#4f9d69", "#a765b5")


def loudness_of(path: Path) -> tuple[NDArray[np.float32], float]:
    """Give the peak, 0 to 1, of each of `COLUMNS` equal stretches, and the length in seconds."""
    with av.open(str(path)) as container:
        rate = container.streams.audio[0].rate
        sound = np.concatenate(
            [np.abs(frame.to_ndarray()).max(axis=0) for frame in container.decode(audio=0)]
        )
    peaks = np.array([part.max() for part in np.array_split(sound, COLUMNS)], dtype=np.float32)
    return peaks / peaks.max(), len(sound) / rate


def speakers_of(captions: str) -> list[tuple[float, float, str]]:
    """Give the start and end in seconds and the speaker of every cue of a WebVTT."""
    cue = re.compile(r"([\d:.]+) --> ([\d:.]+).*\n<v ([^>]+)>")
    return [(seconds(start), seconds(end), who) for start, end, who in cue.findall(captions)]


def seconds(clock: str) -> float:
    """Read `00:01:02.500`."""
    total = 0.0
    for part in clock.split(":"):
        total = 60 * total + float(part)
    return total


def draw(path: Path) -> str:
    """Give the SVG of an episode; its captions and chapters stand beside it."""
    peaks, length = loudness_of(path)
    cues = speakers_of(path.with_suffix(".vtt").read_text(encoding="utf-8"))
    chapters = json.loads(path.with_name(f"{path.stem}.chapters.json").read_text(encoding="utf-8"))[
        "chapters"
    ]
    colour = dict(zip(dict.fromkeys(who for _, _, who in cues), COLOURS, strict=False))
    drawn = []
    for column, peak in enumerate(peaks):
        at = (column + 0.5) * length / COLUMNS
        who = next((name for start, end, name in cues if start <= at <= end), "")
        tall = max(1.0, float(peak) * (HEIGHT - TOP - 30))
        x, y = column * WIDTH / COLUMNS, TOP + (HEIGHT - TOP - 30 - tall) / 2
        fill = colour.get(who, "#c8ccd2")
        drawn.append(f'<rect x="{x:.0f}" y="{y:.1f}" width="1.4" height="{tall:.1f}" fill="{fill}"/>')
    for number, chapter in enumerate(chapters, 1):
        x = chapter["startTime"] / length * WIDTH
        drawn.append(f'<path d="M{x:.1f} {TOP - 6}V{HEIGHT - 26}" stroke="#8a8f98" stroke-dasharray="2 3"/>')
        drawn.append(f'<text x="{x + 3:.1f}" y="{HEIGHT - 12}" fill="#8a8f98">{number}</text>')
    names = "".join(f'<tspan dx="14" fill="{colour[name]}">● {escape(name)}</tspan>' for name in colour)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" '
        'font-family="sans-serif" font-size="13">'
        f'<text y="16">{names}<tspan dx="14" fill="#8a8f98">{int(length // 60)}:{int(length % 60):02d}, '
        f"{len(chapters)} chapters</tspan></text>{''.join(drawn)}</svg>\n"
    )


if __name__ == "__main__":
    Path(__file__).with_name("episode.svg").write_text(draw(Path(sys.argv[1])), encoding="utf-8")

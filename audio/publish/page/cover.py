"""A cover, drawn: the podcast, the title, the people, and as a pattern who speaks when."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from audio.mix import RATE, Timeline
from audio.publish.about import About
from audio.publish.pictures import SIDE, Drawing
from audio.script import NARRATOR

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

MARGIN = 250
"""All measures are those of a picture of 3000 pixels."""
TITLE_TOP, TITLE_BOTTOM = 520, 1600
TITLE_SIZES = range(330, 100, -10)
LANES_TOP, LANE = 1760, 96
"""Where the pattern begins, and how high a speaker's lane is."""
NAMES_TOP, NAMES_BOTTOM = 2060, 2400
"""Players lay their buttons over the lowest fifth."""
NAME_SIZES = range(120, 50, -10)
LANES = 3
"""Most speakers with a lane and a colour of their own; the others share the last."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours that go together."""

    ground: str
    text: str
    faint: str
    lanes: tuple[str, str, str]


PALETTES = (
    Palette("#14213d", "#fdf6e3", "#2b3a5c", ("#fca311", "#8ecae6", "#e5e5e5")),
    Palette("#f4efe6", "#22223b", "#ddd5c5", ("#c8553d", "#2a6f77", "#8d7a5b")),
    Palette("#1b4332", "#f1faee", "#2d5f48", ("#ffb703", "#95d5b2", "#e9d8a6")),
    Palette("#3c1642", "#fdf0ff", "#58305e", ("#f4a261", "#b5a7ff", "#f7d6e0")),
    Palette("#e9edf2", "#1d2733", "#cdd5df", ("#d1495b", "#30638e", "#7d8597")),
    Palette("#5f0f16", "#fff4e6", "#7d262d", ("#ffba49", "#f7c6c7", "#e0d3b8")),
)
"""One is chosen by the podcast's name, so that its episodes look alike; without one, by the title."""

_FONTS = "font_source_serif_pro"
"""Source Serif Pro (SIL Open Font License): Latin, Greek and Cyrillic."""
_OTHER_FONTS = (
    "NotoSansCJK-Regular.ttc", "NotoSansArabic-Regular.ttf", "NotoSans-Regular.ttf", "DejaVuSans.ttf",
    "Arial Unicode.ttf", "arialuni.ttf", "msgothic.ttc",
)  # fmt: skip
"""Looked for on the machine where the title is in a script that the first has no letters for."""
_NO_LETTER = "\U0010ffff"


def draw_cover(about: About, timeline: Timeline) -> Drawing:
    """Give an episode's cover, which is drawn the same every time.

    A line that no font at hand has the letters for is left out: a pattern alone is better than empty boxes.
    """
    return Drawing(partial(_drawn, about, timeline))


def draw_show_cover(title: str, author: str) -> Drawing:
    """Give a podcast's cover, in the colours of its episodes' covers."""
    about = About(title, (), "", author, None, "en", (), ())
    return draw_cover(about, Timeline(RATE, (), (), 0))


def _drawn(about: About, timeline: Timeline) -> Image:
    from PIL import Image as Images  # noqa: PLC0415 - costs 40 ms, and only rendering needs it
    from PIL import ImageDraw  # noqa: PLC0415

    palette = PALETTES[zlib.crc32((about.album or about.title).encode()) % len(PALETTES)]
    picture = Images.new("RGB", (SIDE, SIDE), palette.ground)
    draw = ImageDraw.Draw(picture)
    if about.album:
        _line(draw, (MARGIN, MARGIN), about.album, palette.text, [92])
        draw.rectangle((MARGIN, 420, MARGIN + 300, 430), fill=palette.lanes[0])
    _block(draw, about.title, palette.text)
    speakers = _lanes(timeline)
    _pattern(draw, timeline, speakers, palette)
    _people(draw, about, speakers, palette)
    return picture


def _lanes(timeline: Timeline) -> list[str]:
    """Give the speakers in order of first speaking, without the narrator unless nobody else is heard."""
    heard = list(dict.fromkeys(event.take.segment.speaker for event in timeline.events))
    return [speaker for speaker in heard if speaker != NARRATOR] or heard


def _pattern(draw: ImageDraw, timeline: Timeline, speakers: Sequence[str], palette: Palette) -> None:
    """Draw a lane for each speaker over the whole width, with a bar wherever they are heard."""
    count = max(1, min(len(speakers), LANES))
    height = 2 * LANE / count
    for lane in range(count):
        top = LANES_TOP + lane * height
        draw.rectangle((0, top + height / 2 - 3, SIDE, top + height / 2 + 3), fill=palette.faint)
    for event in timeline.events:
        if event.take.segment.speaker not in speakers or not timeline.length:
            continue
        lane = min(speakers.index(event.take.segment.speaker), LANES - 1)
        left = SIDE * event.start / timeline.length
        right = max(left + 8, SIDE * (event.start + event.length) / timeline.length)
        top = LANES_TOP + lane * height
        draw.rounded_rectangle(
            (left, top + 0.12 * height, right, top + 0.88 * height), radius=14, fill=palette.lanes[lane]
        )


def _people(draw: ImageDraw, about: About, speakers: Sequence[str], palette: Palette) -> None:
    """Write the names one under the other, each with the colour of its bars; more than fit share a line."""
    names = list(about.people or filter(None, [about.publisher]))
    if len(names) > LANES:
        names = [*names[: LANES - 1], ", ".join(names[LANES - 1 :])]
    sizes = NAME_SIZES[3:] if len(names) > 2 else NAME_SIZES
    step = (NAMES_BOTTOM - NAMES_TOP) / max(2, len(names))
    for number, name in enumerate(names):
        top = NAMES_TOP + number * step
        lane = min(speakers.index(name), LANES - 1) if name in speakers else LANES - 1
        if size := _line(draw, (MARGIN + 90, top), name, palette.text, sizes):
            middle = top + 0.74 * size
            draw.ellipse((MARGIN, middle - 25, MARGIN + 50, middle + 25), fill=palette.lanes[lane])


def _line(
    draw: ImageDraw, place: tuple[float, float], text: str, colour: str, sizes: Sequence[int]
) -> float | None:
    """Write one line in the largest size that fits, cut where none does, and give its size.

    None where no font has the letters and nothing was written.
    """
    room = SIDE - MARGIN - place[0]
    font = None
    for size in sizes:
        font = _font(text, "Regular", size)
        if font is None:
            return None
        if draw.textlength(text, font) <= room:
            break
    if font is None:
        return None
    while len(text) > 1 and draw.textlength(text, font) > room:
        text = text[:-2].rstrip() + "…"
    draw.text(place, text, colour, font)
    return font.size


def _block(draw: ImageDraw, text: str, colour: str) -> None:
    """Write the title in the largest size at which it fits into its place, cut where none does."""
    lines: list[str] = []
    font = None
    for size in TITLE_SIZES:
        font = _font(text, "Semibold", size)
        if font is None:
            return
        lines = _wrapped(draw, text, font)
        if len(lines) * size * 1.15 <= TITLE_BOTTOM - TITLE_TOP:
            break
    if font is not None:
        room = int((TITLE_BOTTOM - TITLE_TOP) / (font.size * 1.15))
        if len(lines) > room:
            lines = [*lines[: room - 1], lines[room - 1][:-1].rstrip() + "…"]
        for number, line in enumerate(lines):
            draw.text((MARGIN, TITLE_TOP + number * font.size * 1.15), line, colour, font)


def _wrapped(draw: ImageDraw, text: str, font: FreeTypeFont) -> list[str]:
    """Part a text at words, or anywhere in a word longer than a line."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if draw.textlength(longer, font) <= SIDE - 2 * MARGIN:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if lines[-1] and draw.textlength(lines[-1] + letter, font) > SIDE - 2 * MARGIN:
                lines.append("")
            lines[-1] += letter
    return lines


def _font(text: str, style: str, size: int) -> FreeTypeFont | None:
    """Give a font that has a letter for every character of a text; None where there is none."""
    from PIL import ImageFont  # noqa: PLC0415 - see above

    path = _font_file(frozenset(text), style)
    return ImageFont.truetype(path, size) if path else None


@cache
def _font_file(characters: frozenset[str], style: str) -> str | None:
    from PIL import ImageFont  # noqa: PLC0415 - see above

    own = Path(str(files(_FONTS))) / "files" / f"SourceSerifPro-{style}.otf"
    for candidate in (str(own), *_OTHER_FONTS):
        try:
            font = ImageFont.truetype(candidate, 40)
        except OSError:
            continue
        nothing = bytes(font.getmask(_NO_LETTER))
        if all(bytes(font.getmask(one)) != nothing for one in characters if not one.isspace()):
            return str(font.path)
    return None

"""What a feed needs that nobody can guess: looked for before anything is spoken, and asked for at once."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path

from audio.cast import SETTINGS_NAME, Settings, nearest
from audio.errors import InputError
from audio.publish import read_picture
from audio.script import language_tag, unaccented
from audio.show.folder import ShowFolder

SMALLEST, LARGEST = 1400, 3000
"""Pixels a side of a podcast's picture, by Apple's requirements for show art."""
PLAYED = ("mp3", "m4a")
"""Formats that every podcast app plays; one of them is the enclosure."""
_NEEDED = (
    ("show", "title", "Talks at Noon", "the podcast's name"),
    ("show", "description", "People who mend things, and what they found inside.", "what it is about"),
    ("show", "author", "Ada Stone", "who publishes it"),
    ("show", "email", "ada@example.org", "the owner's; everybody can read it in the feed"),
    ("show", "language", "en", "or de, pt-BR, …"),
    ("show", "category", "[Society & Culture > Documentary]", "Apple's, the main one first"),
    ("show", "explicit", "false", "true where it is for adults alone"),
    ("output", "base_url", "https://example.org/talks", "where the folder out/ will be on the web"),
)
"""Section, key, an example, and what it is."""


def check_feed(show: ShowFolder) -> None:
    """Raise `InputError` that names all that a feed lacks, with the lines to write, and all that is wrong."""
    settings, file = show.settings, show.settings_file or show.folder / SETTINGS_NAME
    wrong = list(_wrong(settings))
    lines: list[str] = []
    for section, wanted in groupby(_NEEDED, key=lambda each: each[0]):
        missing = [each for each in wanted if getattr(getattr(settings, section), each[1]) in ("", (), None)]
        if missing:
            lines.append(_heading(section, show.settings_file))
            lines += [f"  {key}: {example}  # {what}" for _, key, example, what in missing]
    if lines:
        asked = (
            f"A podcast's feed needs what nobody can guess. Write it into {file}, in place of a line that "
            "begins alike, such as:"
        )
        wrong.append("\n".join([asked, "", *lines]))
    if wrong:
        raise InputError("\n".join(wrong))


def _heading(section: str, file: Path | None) -> str:
    """Say under which line of the settings file something goes; where it has none, give that line."""
    lines = file.read_text("utf-8", "replace").splitlines() if file else []
    there = next((at for at, line in enumerate(lines, 1) if line.startswith(f"{section}:")), None)
    return f"{section}:" if there is None else f"under `{section}:` in line {there}:"


def _wrong(settings: Settings) -> Iterator[str]:
    """Say what of the settings no podcast directory takes, a sentence each."""
    show = settings.show
    for written in show.category:
        if not split_category(written):
            yield f"show.category is {written!r}, which is none of Apple's.{_nearest(written)}"
    if show.language and language_tag(show.language) is None:
        yield f"show.language is {show.language!r}, which is no language's tag: write such as en or pt-BR."
    if not set(settings.output.formats) & set(PLAYED):
        yield "output.formats has neither mp3 nor m4a, and podcast apps play nothing else: add one of them."
    if show.cover:
        yield from _artwork(settings)


def _artwork(settings: Settings) -> Iterator[str]:
    """Say what is wrong with the podcast's picture. Raises `InputError` for one that cannot be read."""
    from PIL import Image  # noqa: PLC0415 - costs 40 ms, and few runs need it

    cover = settings.show.cover
    if cover is None:
        return
    with Image.open(io.BytesIO(read_picture(cover, "show.cover").data)) as picture:
        width, height = picture.size
        mode = picture.mode
    asked = f"podcast apps ask for a square of {SMALLEST} to {LARGEST} pixels a side"
    if width != height or not SMALLEST <= width <= LARGEST:
        yield f"{cover}, which show.cover names, has {width} × {height} pixels: {asked}."
    if mode not in ("RGB", "L", "P"):
        yield f"{cover}, which show.cover names, is {mode}: save it as RGB without transparency."


@cache
def categories() -> Mapping[str, list[str]]:
    """Give Apple's categories, and the ones within each.

    From https://podcasters.apple.com/support/1691-apple-podcasts-categories.
    """
    table: dict[str, list[str]] = json.loads((files("audio.show") / "categories.json").read_text("utf-8"))
    return table


def split_category(written: str) -> tuple[str, ...]:
    """Give a category, or one and one within it, as Apple spells them; empty for what is none.

    A category within another may be written alone: `Documentary` is `Society & Culture > Documentary`.
    """
    outer, _, inner = (unaccented(part.strip()) for part in written.partition(">"))
    for name, within in categories().items():
        known = {unaccented(each): each for each in within}
        if unaccented(name) == outer and (not inner or inner in known):
            return (name, known[inner]) if inner else (name,)
        if not inner and outer in known:
            return (name, known[outer])
    return ()


def _nearest(written: str) -> str:
    known = [*categories(), *(f"{name} > {each}" for name, within in categories().items() for each in within)]
    meant = nearest(written, known) or nearest(
        written.rpartition(">")[2], [k.rpartition("> ")[2] for k in known]
    )
    return f" Did you mean {meant}?" if meant else f" Write one such as {', '.join(list(categories())[:3])}."

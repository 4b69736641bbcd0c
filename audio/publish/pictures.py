"""Pictures as they are given: read, and made small enough for where they go."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from audio import guard
from audio.errors import InputError

if TYPE_CHECKING:
    from PIL import Image

SIDE = 3000
"""Pixels of the cover that podcast hosts ask for, square."""
TAG_SIDE = SIDE // 2
"""Pixels of the cover in a tag: it stands before the sound, and everybody who listens loads it.

A whole part of what is drawn, as is the page's: means of squares take a tenth of the time of a filter.
"""
PAGE_SIDE = SIDE // 6
"""Pixels of the cover in the page, of which it shows half a side at most."""
CHAPTER_SIDE = 640
"""Pixels of a chapter's picture: there may be many, and they stand before the sound too."""

_LARGEST_IN_TAG = 300_000
"""Bytes; a given picture with more is made smaller for the tag."""
_LARGEST = 512_000
"""Bytes that podcast hosts advise for the cover."""
_LARGEST_OF_CHAPTER = 100_000
"""Bytes; a chapter's picture with more is made smaller."""
_QUALITY = 88
"""JPEG's, of 100."""
_drawing = threading.Lock()
"""One picture is drawn at a time, for the sake of memory."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a file has it."""

    data: bytes
    mime: str
    """`image/jpeg` or `image/png`."""

    @property
    def suffix(self) -> str:
        """What a file of it is called: `.jpg` or `.png`."""
        return ".jpg" if self.mime == "image/jpeg" else ".png"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture that is drawn here, and saved at the sizes that are asked for."""

    draw: Callable[[], Image.Image]
    """Draws it, `SIDE` × `SIDE` pixels, the same every time: that takes 30 ms, and to hold it 36 MB."""

    _small: dict[int, Picture] = field(default_factory=dict, init=False, repr=False, compare=False)
    """It in the tag and in the page, from one drawing, once either was asked for."""

    def sized(self, side: int) -> Picture:
        """Give a JPEG of `SIDE`, `TAG_SIDE` or `PAGE_SIDE` pixels a side, the same every time."""
        with _drawing:
            if side == SIDE:
                return Picture(as_jpeg(self.draw()), "image/jpeg")
            if not self._small:
                whole = self.draw()
                for small in (TAG_SIDE, PAGE_SIDE):
                    self._small[small] = Picture(as_jpeg(whole.reduce(SIDE // small)), "image/jpeg")
            return self._small[side]


def read_picture(path: Path, setting: str) -> Picture:
    """Give a JPEG or PNG picture, known by its content; `setting` is what names it, for messages.

    Raises `InputError` for anything else, and for a picture that is damaged or far too large.
    """
    try:
        with path.open("rb") as file:
            data = file.read(guard.at_most("picture_bytes") + 1)
    except OSError as error:
        raise InputError(
            f"The picture {path} cannot be read: {error.strerror}. Correct {setting} in voices.yaml."
        ) from error
    if len(data) > guard.at_most("picture_bytes"):
        raise _too_large(path, setting, "picture_bytes")
    if data.startswith(b"\xff\xd8\xff"):
        picture = Picture(data, "image/jpeg")
    elif data.startswith(b"\x89PNG\r\n\x1a\n"):
        picture = Picture(data, "image/png")
    else:
        raise InputError(
            f"{path}, which {setting} names, is no JPEG or PNG picture. Save it as one of them and name that."
        )
    _check(picture, path, setting)
    return picture


def for_tag(picture: Picture | Drawing) -> Picture:
    """Give a cover small enough to stand before the sound."""
    if isinstance(picture, Drawing):
        return picture.sized(TAG_SIDE)
    return picture if len(picture.data) <= _LARGEST_IN_TAG else shrunk(picture, TAG_SIDE)


def for_host(picture: Picture | Drawing) -> Picture:
    """Give a cover as a JPEG of at most 3000 pixels a side."""
    if isinstance(picture, Drawing):
        return picture.sized(SIDE)
    fine = picture.mime == "image/jpeg" and len(picture.data) <= _LARGEST
    return picture if fine else shrunk(picture, SIDE)


def for_chapter(picture: Picture) -> Picture:
    """Give a chapter's picture small enough to stand before the sound with all the others."""
    return picture if len(picture.data) <= _LARGEST_OF_CHAPTER else shrunk(picture, CHAPTER_SIDE)


def shrunk(picture: Picture, side: int, quality: int = _QUALITY) -> Picture:
    """Give a picture as a JPEG of at most `side` pixels a side, on white where it is transparent."""
    from PIL import Image  # noqa: PLC0415 - costs 40 ms, and few runs need it

    with Image.open(io.BytesIO(picture.data)) as given:
        given.draft("RGB", (side, side))  # a JPEG is decoded no larger than that needs
        if given.mode in {"RGBA", "LA", "PA"} or "transparency" in given.info:
            white = Image.new("RGBA", given.size, "white")
            flat = Image.alpha_composite(white, given.convert("RGBA")).convert("RGB")
        else:
            flat = given.convert("RGB")
    flat.thumbnail((side, side), Image.Resampling.LANCZOS)
    return Picture(as_jpeg(flat, quality), "image/jpeg")


def as_jpeg(image: Image.Image, quality: int = _QUALITY) -> bytes:
    """Give an image as a JPEG that is the same every time, at 72 dots an inch."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True, dpi=(72, 72))
    return out.getvalue()


def _too_large(path: Path, setting: str, what: str) -> InputError:
    return InputError(
        f"{path}, which {setting} names, {guard.overspent(what)}. Save it with {SIDE} pixels a side."
    )


def _check(picture: Picture, path: Path, setting: str) -> None:
    """Raise `InputError` where not all of a picture can be read."""
    from PIL import Image  # noqa: PLC0415 - costs 40 ms, and few runs need it

    try:
        with Image.open(io.BytesIO(picture.data)) as checked:
            _measure(checked.size)
            checked.verify()  # the digests of a PNG, which loading passes over
        with Image.open(io.BytesIO(picture.data)) as whole:
            whole.load()
    except Image.DecompressionBombError as error:
        raise _too_large(path, setting, "picture_pixels") from error
    except Exception as error:  # a damaged picture fails in many ways
        raise InputError(f"{path}, which {setting} names, is damaged. Save the picture again.") from error


def _measure(size: tuple[int, int]) -> None:
    """Raise Pillow's own `DecompressionBombError` where it would not yet, by what a file's head says."""
    from PIL import Image  # noqa: PLC0415 - see above

    if size[0] * size[1] > guard.at_most("picture_pixels"):
        raise Image.DecompressionBombError

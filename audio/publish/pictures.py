"""The cover: the picture that the show gives, or one drawn of the title, the people and who speaks when."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from audio.errors import InputError

if TYPE_CHECKING:
    from PIL import Image

SIDE = 3000
"""Pixels of the cover that podcast hosts ask for, square."""
TAG_SIDE = 1400
"""Pixels of the cover in a tag: it stands before the sound, and everybody who listens loads it."""

_LARGEST_IN_TAG = 300_000
"""Bytes; a given picture with more is made smaller for the tag."""
_LARGEST = 512_000
"""Bytes that podcast hosts advise for the cover."""


@dataclass(frozen=True, slots=True)
class Cover:
    """A picture."""

    data: bytes
    mime: str
    """`image/jpeg` or `image/png`."""


def read_cover(path: Path) -> Cover:
    """Give a JPEG or PNG picture, known by its content.

    Raises `InputError` for anything else, and for a picture that is damaged or far too large.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"The cover {path} cannot be read: {error.strerror}. Correct show.cover in voices.yaml."
        ) from error
    if data.startswith(b"\xff\xd8\xff"):
        cover = Cover(data, "image/jpeg")
    elif data.startswith(b"\x89PNG\r\n\x1a\n"):
        cover = Cover(data, "image/png")
    else:
        raise InputError(f"The cover {path} is no JPEG or PNG picture. Save it as one of them and name that.")
    _decoded(cover)
    return cover


def for_tag(cover: Cover) -> Cover:
    """Give a picture small enough to stand before the sound. Raises `InputError` for a broken one."""
    return cover if len(cover.data) <= _LARGEST_IN_TAG else _shrunk(cover, TAG_SIDE)


def for_host(cover: Cover) -> Cover:
    """Give a picture as a JPEG of at most 3000 pixels a side. Raises `InputError` for a broken one."""
    fine = cover.mime == "image/jpeg" and len(cover.data) <= _LARGEST
    return cover if fine else _shrunk(cover, SIDE)


def as_jpeg(picture: Image.Image, quality: int = 88) -> bytes:
    """Give a picture as a JPEG that is the same every time, at 72 dots an inch."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True, dpi=(72, 72))
    return out.getvalue()


def _shrunk(cover: Cover, side: int) -> Cover:
    from PIL import Image  # noqa: PLC0415 - costs 40 ms, and few runs need it

    picture = _decoded(cover)
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture.convert("RGBA"))
    picture = picture.convert("RGB")
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    return Cover(as_jpeg(picture), "image/jpeg")


def _decoded(cover: Cover) -> Image.Image:
    """Give the pixels of a picture. Raises `InputError` where not all of it can be read."""
    from PIL import Image  # noqa: PLC0415 - costs 40 ms, and few runs need it

    try:
        with Image.open(io.BytesIO(cover.data)) as checked:
            checked.verify()  # the digests of a PNG, which loading passes over
        picture = Image.open(io.BytesIO(cover.data))
        picture.load()
    except Image.DecompressionBombError as error:
        raise InputError(
            f"The cover in show.cover has far too many pixels. Save it with {SIDE} a side."
        ) from error
    except Exception as error:  # a damaged picture fails in many ways
        raise InputError("The cover in show.cover is damaged. Save the picture again.") from error
    return picture

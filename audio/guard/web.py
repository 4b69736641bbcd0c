"""Asking the web within the budget: one deadline for all of a request, no way into the user's own network.

A read time-out alone is started anew by every byte that drips in, and an address may lead on to any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from audio.guard.budget import at_most
from audio.guard.deadline import Deadline

if TYPE_CHECKING:
    import requests


class CutOffError(Exception):
    """A request took longer than it may altogether."""


class BrokenOffError(Exception):
    """A reply ended before its end."""


class TooLongError(Exception):
    """A reply has more bytes than it may have."""


@contextmanager
def session(seconds: float, *, allow_local: bool) -> Iterator[requests.Session]:
    """Give a session that asks http and https addresses, all of it within `seconds`.

    Unless `allow_local`, whatever is asked must resolve to public addresses, and these are what is connected
    to; that is so after each redirect too. A proxy of the user's resolves names itself. Raises
    `LocalAddressError` for any other address, `CutOffError` when time is up, and what requests raises.
    """
    import requests  # noqa: PLC0415 - 100 ms that most commands need not pay

    from audio.guard.connections import Adapter  # noqa: PLC0415 - see above

    deadline = Deadline(seconds)
    try:
        with requests.Session() as opened:
            opened.max_redirects = at_most("redirects")
            for scheme in ("http://", "https://"):
                opened.mount(scheme, Adapter(deadline, allow_local=allow_local))
            yield opened
    except Exception as error:  # whatever a connection that is cut off looks like
        if deadline.over:
            raise CutOffError from error
        raise
    finally:
        deadline.end()
    if deadline.over:  # what came until then may look whole
        raise CutOffError


def body_of(reply: requests.Response, most: int) -> bytes:
    """Give a reply's content, unpacked.

    Raises `TooLongError` for more than `most` bytes, `BrokenOffError` where there is less than it promised.
    """
    import requests  # noqa: PLC0415 - see above

    content = bytearray()
    try:
        for part in reply.iter_content(65_536):
            content += part
            if len(content) > most:
                raise TooLongError
    except (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError) as error:
        raise BrokenOffError from error
    return bytes(content)

"""A script that is a page on the web."""

from __future__ import annotations

from audio.errors import InputError, VivavoceError

MOST_BYTES = 32_000_000
"""A page that is longer is no interview."""
_PATIENCE = 20
"""Seconds that a server may be silent."""
_HEADERS = {"User-Agent": "vivavoce"}


class PageError(VivavoceError):
    """A page could not be had."""


def fetch_page(address: str) -> bytes:
    """Give the bytes of a page.

    Raises `PageError` where it cannot be had, `InputError` where it is longer than `MOST_BYTES`.
    """
    import requests  # noqa: PLC0415 - 100 ms, and most scripts are files

    try:
        with requests.get(address, timeout=_PATIENCE, stream=True, headers=_HEADERS) as answer:
            answer.raise_for_status()
            page = bytearray()
            for part in answer.iter_content(65_536):
                page += part
                if len(page) > MOST_BYTES:
                    raise InputError(
                        f"{address} is longer than {MOST_BYTES // 1_000_000} MB: is it an interview?"
                    )
            return bytes(page)
    except requests.HTTPError as error:
        raise PageError(f"{address} answers {error.response.status_code} {error.response.reason}.") from error
    except requests.RequestException as error:
        raise PageError(
            f"{address} cannot be reached: check the address and the network, or save the page and "
            "give its file."
        ) from error

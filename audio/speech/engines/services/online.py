"""What online engines share: time limits, keys, and what a service's refusal means.

Keys come from environment variables alone. They go into one request header and nowhere else: what a service
says is cleared of them before it is shown, and its client's own exceptions, which may carry headers, are not
chained to ours.
"""

from __future__ import annotations

import email.utils
import logging
import os
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from audio import guard
from audio.errors import EngineError, VoiceError

logger = logging.getLogger(__name__)
CONNECT_TIMEOUT = 5.0
"""Seconds to wait for a connection."""
READ_TIMEOUT = 60.0
"""Seconds to wait for the next byte; large models think before they speak."""
WHOLE_TIMEOUT = 180.0
"""Seconds that one request may take altogether, however steadily its reply trickles in."""
LARGEST_REPLY = 64 << 20
"""Bytes; a reply that is larger is no speech of a segment."""

_MAY_PASS = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})
"""Statuses after which the same request may succeed: time-outs, too many requests, servers in trouble."""
_USED_UP = re.compile(r"insufficient_quota|quota_exceeded|billing|credit", re.IGNORECASE)
"""What a service says where the account is empty; no wait helps."""


def key_from(variable: str) -> str:
    """Give the key in an environment variable, without spaces around it; empty where there is none.

    Raises `VoiceError` for one that cannot be sent; the HTTP client's own complaint would show it.
    """
    key = os.environ.get(variable, "").strip()
    if not re.fullmatch(r"[!-~]*", key):
        raise VoiceError(f"{variable} holds something other than a key: it has spaces or odd characters.")
    return key


def price_from(engine: str) -> float | None:
    """Give the price in US dollars for a million characters that the user has set; None where not.

    Raises `VoiceError` where `VIVAVOCE_<ENGINE>_PRICE` is no number.
    """
    variable = f"VIVAVOCE_{engine.upper()}_PRICE"
    written = os.environ.get(variable, "").strip()
    try:
        return float(written) if written else None
    except ValueError as error:
        raise VoiceError(
            f"{variable} is {written!r}; it must be US dollars for a million characters, such as 15."
        ) from error


def refusal(
    service: str, status: int, headers: Mapping[str, str], said: str = "", *, key: str = ""
) -> EngineError:
    """Say what a reply other than success means, and whether it may pass.

    `said` is the service's own explanation; it is shortened, and cleared of `key`.
    """
    used_up = bool(_USED_UP.search(said))
    passing = status in _MAY_PASS and not used_up
    wait = seconds_of(headers.get("Retry-After") or headers.get("retry-after")) if passing else None
    what = {
        400: "refuses the request",
        401: "refuses the key",
        402: "wants to be paid",
        403: "refuses access",
        404: "knows no such voice, model or address",
        422: "refuses the request",
        429: "has had too many requests: wait some minutes or take another engine",
    }.get(status, "is in trouble" if passing else "refuses")
    if used_up:
        what = "has nothing left on this account"
    logger.info("%s %s (%d)", service, what, status)  # not what it says: that may quote the text
    quoted = redacted(" ".join(said.split()), key)
    quoted = quoted if len(quoted) <= 200 else f"{quoted[:199]}…"
    told = f" It says: {quoted.rstrip('.')}." if quoted else ""
    return EngineError(f"{service} {what} ({status}).{told}", passing=passing, retry_after=wait)


def unreachable(service: str, *, in_time: bool) -> EngineError:
    """Say that there is no network or no such server, or that no answer came in time."""
    logger.info("%s %s", service, "cannot be reached" if in_time else "gave no answer in time")
    if not in_time:
        return EngineError(f"{service} gave no answer in time.", passing=True)
    return EngineError(
        f"{service} cannot be reached: check the network, or choose an engine that works offline: kokoro.",
        passing=True,
    )


@contextmanager
def explained(service: str) -> Iterator[None]:
    """Say in one way what goes wrong with requests to a service: `EngineError`, never with a key in it."""
    import requests  # noqa: PLC0415 - slow to import

    try:
        yield
    except (requests.Timeout, guard.CutOffError):
        raise unreachable(service, in_time=False) from None
    except guard.BrokenOffError:
        raise EngineError(f"The reply of {service} broke off.", passing=True) from None
    except guard.TooLongError:
        raise EngineError(f"The reply of {service} is far too large for speech.") from None
    except requests.exceptions.SSLError:
        raise EngineError(
            f"{service} has no certificate that can be trusted: somebody may be listening. Nothing was sent."
        ) from None
    except requests.RequestException:
        raise unreachable(service, in_time=True) from None


def redacted(text: str, key: str) -> str:
    """Give a text without the key, without its beginning and end, and without whatever looks like one."""
    if key:
        text = text.replace(key, "***")
    return re.sub(r"\b(?:sk|xi|key|Bearer)[-_ ][\w*.-]{6,}", "***", text)


def seconds_of(retry_after: str | None) -> float | None:
    """Read the header Retry-After, seconds or a date (RFC 9110, 10.2.3)."""
    if not retry_after:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):  # no date, or none of this era
        return None

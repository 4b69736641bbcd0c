"""Who may ask the studio: only the browser that was given the address, from the studio's own page.

The page's address is this machine's, which every other page and program here can reach. So a request is
answered where its Host is one of the studio's (against DNS rebinding), its Origin is the studio's own
(against requests from other sites), and its cookie is the one that the one-time token of the first address
was changed for.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import secrets
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "vivavoce_studio"
"""Followed by the port: browsers give a cookie to all ports of a machine, and each may have a studio."""
MOST_BODY = 1_000_000
"""Bytes of a request's body."""
PATIENCE = 10.0
"""Seconds that a body may take to come in."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


class RefusedError(Exception):
    """A request that is not answered: its status and a sentence that says why."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status, self.sentence = status, sentence
        super().__init__(sentence)


class StrangerError(RefusedError):
    """A browser that has no cookie of this studio; its page may be one of the studio before."""


class Gate:
    """Stands before the studio and lets nobody else in. An ASGI application around another."""

    def __init__(self, inner: ASGIApp, host: str, port: int) -> None:
        self._inner = inner
        self._host, self._port = host, port
        self.token = secrets.token_urlsafe(24)
        """What the first address has; it opens once."""
        self._name, self._cookie = f"{COOKIE}_{port}", secrets.token_urlsafe(24)
        self._used = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._inner(scope, receive, send)
            return None
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        try:
            self._check_source(scope, headers)
            token = parse_qs(scope["query_string"].decode("latin-1")).get("token")
            if token and scope["path"] == "/" and scope["method"] == "GET":
                return await self._let_in(token[0], headers, send)
            self._check_known(headers)
            bounded = await _body(scope, headers, receive)
        except RefusedError as refused:
            return await _answer(send, refused, headers)
        await self._inner(scope, bounded, _with_headers(send))
        return None

    def _check_source(self, scope: Scope, headers: dict[str, str]) -> None:
        host = headers.get("host", "").lower()
        if not self._is_called(host):
            raise RefusedError(
                421, "The studio is not called by that name: open the address that it printed."
            )
        origin = headers.get("origin")
        site = headers.get("sec-fetch-site", "same-origin")
        other = origin is not None and origin.lower() != f"http://{host}"
        if scope["method"] not in ("GET", "HEAD"):
            kind = headers.get("content-type", "").partition(";")[0].strip().lower()
            if other or origin is None or site != "same-origin":
                raise RefusedError(403, "Only the studio's own page may change anything.")
            if kind != "application/json":
                raise RefusedError(415, "A change is sent as JSON, with that content type.")
        elif other or site not in ("same-origin", "none"):
            raise RefusedError(403, "Only the studio's own page may ask that.")

    def _is_called(self, host: str) -> bool:
        """Tell whether a Host is one of the studio's; where it listens on all addresses, any of figures is.

        A name that somebody else may lead here at any time is none.
        """
        name, _, port = host.rpartition(":")
        if port != str(self._port):
            return False
        if self._host in ("0.0.0.0", "::"):  # noqa: S104 - asked for by the user
            return name == "localhost" or _is_address(name.strip("[]"))
        return name in ("localhost", "127.0.0.1", self._host, f"[{self._host}]")

    async def _let_in(self, token: str, headers: dict[str, str], send: Send) -> None:
        """Change the token for a cookie, once; who has the cookie already only loses the token's address."""
        cookies: list[tuple[bytes, bytes]] = []
        if not self._is_known(headers):
            if self._used or not hmac.compare_digest(token.encode(), self.token.encode()):
                raise RefusedError(
                    403, "This address was opened already. Start the studio again for another one."
                )
            self._used = True
            value = f"{self._name}={self._cookie}; Path=/; HttpOnly; SameSite=Strict"
            cookies = [(b"set-cookie", value.encode())]
        head = [(b"location", b"/"), (b"content-length", b"0"), *cookies, *_HEADERS]
        await send({"type": "http.response.start", "status": 303, "headers": head})
        await send({"type": "http.response.body", "body": b""})

    def _check_known(self, headers: dict[str, str]) -> None:
        if not self._is_known(headers):
            raise StrangerError(
                403,
                "This browser was not let in: open the address that `vivavoce studio` printed. "
                "It opens once; start the studio again for another one.",
            )

    def _is_known(self, headers: dict[str, str]) -> bool:
        try:
            given = SimpleCookie(headers.get("cookie", "")).get(self._name)
        except CookieError:
            return False
        return given is not None and hmac.compare_digest(given.value.encode(), self._cookie.encode())


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


async def _body(scope: Scope, headers: dict[str, str], receive: Receive) -> Receive:
    """Take in a body that is not too long and comes soon; give what hands it on."""
    if scope["method"] in ("GET", "HEAD"):
        return receive
    length = headers.get("content-length", "0")
    if not length.isdigit() or int(length) > MOST_BODY:
        raise RefusedError(413, f"That is too much at once: at most {MOST_BODY // 1_000_000} MB.")
    try:
        data = await asyncio.wait_for(_read(receive), PATIENCE)
    except asyncio.TimeoutError as error:
        raise RefusedError(408, f"That took longer than {PATIENCE:.0f} seconds to come.") from error
    waiting = [{"type": "http.request", "body": data, "more_body": False}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again


async def _read(receive: Receive) -> bytes:
    data = bytearray()
    more = True
    while more:
        message = await receive()
        data += message.get("body", b"")
        more = message.get("more_body", False)
        if len(data) > MOST_BODY:
            raise RefusedError(413, f"That is too much at once: at most {MOST_BODY // 1_000_000} MB.")
    return bytes(data)


def _with_headers(send: Send) -> Send:
    """Have every answer say what its page may do; an answer that says so itself is left as it is."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            there = {name.lower() for name, _ in message["headers"]}
            ours = (*_HEADERS, (b"content-security-policy", POLICY.encode()))
            message["headers"] = [*message["headers"], *(one for one in ours if one[0] not in there)]
        await send(message)

    return sent


async def _answer(send: Send, refused: RefusedError, headers: dict[str, str]) -> None:
    """Say why: to whoever opened an address as a sentence, to a page as JSON."""
    about = {"error": refused.sentence, "stranger": isinstance(refused, StrangerError)}
    read = headers.get("sec-fetch-dest") == "document"
    kind, text = (
        ("text/plain; charset=utf-8", refused.sentence) if read else ("application/json", json.dumps(about))
    )
    data = text.encode()
    head = [(b"content-type", kind.encode()), (b"content-length", str(len(data)).encode()), *_HEADERS]
    await send({"type": "http.response.start", "status": refused.status, "headers": head})
    await send({"type": "http.response.body", "body": data})

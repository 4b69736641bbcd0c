"""Connections that go where they were checked to go: what is between requests and the sockets."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import urlsplit

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.utils import select_proxy
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.connection import create_connection

from audio.errors import LocalAddressError
from audio.guard.deadline import Deadline

_NAT64 = IPv6Network("64:ff9b::/96")
"""IPv4 addresses as a network that has IPv6 alone writes them (RFC 6052)."""


def is_public(written: str) -> bool:
    """Tell whether an IP address is one of the internet's, by IANA's registries; so is what it stands for."""
    address = ip_address(written.partition("%")[0])
    if isinstance(address, IPv6Address):
        within = IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None
        address = address.ipv4_mapped or address.sixtofour or within or address
    return address.is_global and not address.is_multicast


class Adapter(HTTPAdapter):
    """Sends requests over connections that a deadline watches, to public addresses unless all are allowed."""

    def __init__(self, deadline: Deadline, *, allow_local: bool) -> None:
        self._allow_local = allow_local
        self._pools = _pools(deadline, checked=not allow_local)
        self._proxied_pools = _pools(deadline, checked=False)
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make connections of our own kind."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        """Connect to the user's proxy, wherever it is."""
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = self._proxied_pools
        return manager

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        """Send a request; one for a proxy to send on is refused here where its address is called local."""
        host = urlsplit(request.url or "").hostname or ""
        proxied = select_proxy(str(request.url), kwargs.get("proxies"))
        if proxied and not self._allow_local and _is_called_local(host):
            raise _refused(host)
        return super().send(request, *args, **kwargs)


def _pools(deadline: Deadline, *, checked: bool) -> dict[str, type[HTTPConnectionPool]]:
    """Give the kinds of pools whose connections know the deadline."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _connected(self, deadline, checked=checked)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _connected(self, deadline, checked=checked)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _connected(asked: HTTPConnection, deadline: Deadline, *, checked: bool) -> socket.socket:
    """Resolve a host once, check what it is, and connect to just that: a second look might see another."""
    try:
        found = socket.getaddrinfo(asked.host, asked.port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        why = error if isinstance(error, socket.gaierror) else socket.gaierror(str(error))
        raise NameResolutionError(asked.host, asked, why) from error
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if checked and not all(map(is_public, addresses)):
        raise _refused(asked.host)
    failed: OSError | None = None
    for address in addresses:
        try:
            place = (address, asked.port)
            return deadline.watch(create_connection(place, asked.timeout, None, asked.socket_options))
        except OSError as error:  # noqa: PERF203 - the next address may answer
            failed = error
    if isinstance(failed, TimeoutError):
        raise ConnectTimeoutError(asked, f"{asked.host} gave no answer") from failed
    raise NewConnectionError(asked, f"{asked.host} cannot be reached: {failed}") from failed


def _is_called_local(host: str) -> bool:
    try:
        return not is_public(host)
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))


def _refused(host: str) -> LocalAddressError:
    return LocalAddressError(
        f"{host} is an address of this machine or of a private network. If you mean it, add --allow-local; "
        "or save the page and give its file."
    )

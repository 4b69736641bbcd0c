"""A page is fetched from the internet alone, within a deadline, or refused in one sentence."""

from __future__ import annotations

import gzip
import socket
import time

import pytest
from web import PAGE, drip, half, hang, head, reset, serving, to, whole

from audio.errors import InputError, LocalAddressError, ModelFileError, VivavoceError
from audio.guard.connections import is_public
from audio.models import Address, ModelFile, fetch_files, models_folder
from audio.source import PageError, open_source

LOCAL = (
    "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "0.1.2.3", "224.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1",
    "64:ff9b::7f00:1", "2002:7f00:1::",
)  # fmt: skip


def resolving(monkeypatch: pytest.MonkeyPatch, **names: list[str]) -> list[str]:
    """Let names resolve to addresses, each look to the next; gives what was looked up."""
    real, asked = socket.getaddrinfo, []

    def look_up(host: str, port: int, *args: object, **kwargs: object) -> object:
        asked.append(host)
        found = names.get(host.partition(".")[0])
        if found is None:
            return real(host, port, *args, **kwargs)
        address = found.pop(0) if len(found) > 1 else found[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


@pytest.mark.parametrize("address", LOCAL)
def test_an_address_that_is_not_the_internets_is_known(address):
    assert not is_public(address)


def test_addresses_of_the_internet_are_known():
    assert all(map(is_public, ("1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808")))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1"])
def test_a_local_address_is_refused_before_anything_is_asked(stranger, host):
    with serving(whole()) as wire:
        port = wire.address.rpartition(":")[2]
        with pytest.raises(LocalAddressError, match="--allow-local"):
            open_source(f"http://{host}:{port}/talk")
        assert wire.asked == []


def test_a_local_address_is_read_where_it_is_allowed(stranger):
    with serving(whole()) as wire:
        assert open_source(f"{wire.address}/talk", allow_local=True).data == PAGE


def test_a_name_that_resolves_to_a_local_address_is_refused(stranger, monkeypatch):
    resolving(monkeypatch, innocent=["127.0.0.1"])
    with serving(whole()) as wire, pytest.raises(LocalAddressError, match=r"innocent\.example"):
        open_source(f"http://innocent.example:{wire.address.rpartition(':')[2]}/")
    assert wire.asked == []


def test_the_connection_goes_to_the_address_that_was_checked(stranger, monkeypatch):
    """A name that resolves to another address at the second look (DNS rebinding) is looked up once."""
    connected = []

    def connect(place: tuple[str, int], *_: object) -> socket.socket:
        connected.append(place[0])
        raise OSError("far away")

    monkeypatch.setattr("audio.guard.connections.create_connection", connect)
    asked = resolving(monkeypatch, rebinding=["93.184.216.34", "127.0.0.1"])
    with pytest.raises(PageError, match="cannot be reached"):
        open_source("http://rebinding.example/")
    assert (asked, connected) == (["rebinding.example"], ["93.184.216.34"])


def test_a_redirect_into_the_private_network_is_refused(stranger, monkeypatch):
    """The first address counts as public here; what it leads to does not."""
    monkeypatch.setattr("audio.guard.connections.is_public", lambda address: address == "127.0.0.1")
    with serving(to("http://169.254.169.254/latest/meta-data/")) as wire:
        with pytest.raises(LocalAddressError, match=r"169\.254\.169\.254"):
            open_source(wire.address)
        assert len(wire.asked) == 1


def test_behind_a_proxy_an_address_that_is_called_local_is_refused_too(stranger, monkeypatch):
    with serving(whole()) as proxy:
        monkeypatch.setenv("http_proxy", proxy.address)
        monkeypatch.delenv("NO_PROXY")
        for host in ("localhost", "10.0.0.1", "[::1]", "printer.local"):
            with pytest.raises(LocalAddressError):
                open_source(f"http://{host}/")
        assert proxy.asked == []
        assert open_source("http://far.example/").data == PAGE


@pytest.mark.parametrize("times", [5, 6])
def test_no_more_than_five_redirects_are_followed(stranger, times):
    with serving(*[to(f"/{n}") for n in range(times)], whole()) as wire:
        if times == 5:
            assert open_source(wire.address, allow_local=True).data == PAGE
        else:
            with pytest.raises(PageError, match="leads on to other addresses more than 5 times"):
                open_source(wire.address, allow_local=True)
        assert len(wire.asked) == 6


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://a.example/x", "gopher://a.example"])
def test_a_redirect_to_anything_but_the_web_is_refused(stranger, target):
    with serving(to(target)) as wire, pytest.raises(PageError, match="no http or https"):
        open_source(wire.address, allow_local=True)


@pytest.mark.parametrize("answer", [drip(), drip(in_head=True), hang], ids=["body", "head", "silence"])
def test_the_deadline_is_of_the_whole_request(stranger, limits, answer):
    limits["page_seconds"] = 0.4
    with serving(answer) as wire:
        began = time.monotonic()
        with pytest.raises(PageError, match=r"took longer than|cannot be reached"):
            open_source(wire.address, allow_local=True)
        assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (half(PAGE * 9), "broke off"),
        (reset, "cannot be reached"),
        (whole(b"", "500 Trouble"), "answers 500 Trouble"),
        (whole(b"", "429 Too Many"), "answers 429"),
        (whole(gzip.compress(bytes(40_000_000)), "200 OK", "Content-Encoding: gzip"), "is longer than 32 MB"),
        (whole(b"\x1f\x8bnonsense", "200 OK", "Content-Encoding: gzip"), "broke off"),
        (lambda line, _: line.sendall(b"nonsense\r\n\r\n"), "cannot be reached"),
        (to("http://["), "cannot be reached|no http"),
    ],
    ids=["half", "reset", "500", "429", "gzip bomb", "no gzip", "no HTTP", "no address"],
)
def test_what_a_server_may_do_wrong_is_one_sentence(stranger, answer, sentence):
    with serving(answer) as wire, pytest.raises(VivavoceError, match=sentence) as raised:
        open_source(wire.address, allow_local=True)
    assert isinstance(raised.value, PageError | InputError)


def test_a_source_of_a_model_file_that_gives_too_much_is_stopped(stranger):
    def endless(line: socket.socket, _: str) -> None:
        line.sendall(head(None))
        while True:
            line.sendall(bytes(1 << 16))

    with serving(endless) as wire:
        file = ModelFile("a/b.onnx", 300_000, "0" * 64, (Address(wire.address),))
        with pytest.raises(ModelFileError, match=r"127\.0\.0\.1 gives more than the 300000 bytes"):
            fetch_files([file])
    staged = sum(path.stat().st_size for path in models_folder().rglob("*.part"))
    assert staged < 1_000_000


def test_a_reply_without_a_length_is_whole_where_the_connection_ends(stranger):
    with serving(lambda line, _: line.sendall(head(None) + PAGE)) as wire:
        assert open_source(wire.address, allow_local=True).data == PAGE

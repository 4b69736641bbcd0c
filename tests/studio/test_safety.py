"""Each promise of who may ask the studio, and what for, attacked."""

from __future__ import annotations

import errno
import re
import socket
import time

import pytest
import requests
from offices import PATIENCE, opened

from audio.errors import InputError
from audio.speech import Allow
from audio.studio import Desk, taken
from audio.studio.folder import listed
from audio.studio.panels import cast
from audio.studio.sitting import Sitting
from audio.studio.web import guarding, open_socket

PATHS = ("/", "/page/main.js", "/api/folder", "/api/events", "/api/jobs", "/api/voices", "/files/s1/talk.mp3")


def plain(studio, path="/api/folder", method="get", **headers):
    """Ask as somebody else does, with the cookie where it is given."""
    return requests.request(method, studio.address + path, headers=headers, timeout=PATIENCE)


def cookie(studio):
    return "; ".join(f"{name}={value}" for name, value in studio.http.cookies.items())


def raw(studio, data, wait=PATIENCE):
    """Send bytes as they are, and give the first line of the answer."""
    host, port = studio.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=wait) as opened:
        opened.sendall(data)
        return opened.recv(10_000).split(b"\r\n", 1)[0].decode()


@pytest.mark.parametrize("path", PATHS)
def test_nobody_is_answered_without_the_cookie(studio, path):
    for headers in ({}, {"Cookie": f"{guarding.COOKIE}=guess"}, {"Cookie": "\x00=;;"}):
        answer = plain(studio, path, **{k: v for k, v in headers.items() if "\x00" not in v})
        assert answer.status_code == 403
        assert "vivavoce studio" in answer.json()["error"]


def test_the_token_opens_once_and_nobody_else(studio):
    again = requests.get(studio.serving.first_address, timeout=PATIENCE, allow_redirects=False)
    assert again.status_code == 403
    assert "Set-Cookie" not in again.headers
    assert studio.get(f"/?token={studio.serving.gate.token}", allow_redirects=False).status_code == 303
    assert plain(studio, "/?token=guess").status_code == 403
    assert plain(studio, f"/api/folder?token={studio.serving.gate.token}").status_code == 403


def test_the_cookie_is_for_no_script_and_no_other_site(studio):
    sent = next(iter(studio.http.cookies))
    assert sent.has_nonstandard_attr("HttpOnly")
    assert sent.get_nonstandard_attr("SameSite") == "Strict"
    assert studio.serving.gate.token not in cookie(studio)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "localhost:1", "", "0.0.0.0:{port}"]
)
def test_a_name_that_was_led_here_is_refused(studio, host):
    port = studio.address.rpartition(":")[2]
    answer = plain(studio, Host=host.format(port=port), Cookie=cookie(studio))
    assert answer.status_code == 421
    assert "not called by that name" in answer.json()["error"]


def test_another_site_may_ask_nothing(studio):
    own = {"Cookie": cookie(studio)}
    origins = ("http://evil.example", "null", studio.address.replace("http", "https"))
    sites = ("cross-site", "same-site")
    for more in (*({"Origin": one} for one in origins), *({"Sec-Fetch-Site": one} for one in sites)):
        assert plain(studio, **own, **more).status_code == 403


def test_another_site_may_change_nothing(studio):
    path = f"{studio.script()}/edits"
    before = studio.document()
    edit = b'{"revision": 1, "edit": {"kind": "title", "title": "Mine now"}}'
    own, kind = {"Cookie": cookie(studio)}, {"Content-Type": "application/json"}
    for headers in (
        {**own, **kind},
        {**own, **kind, "Origin": "http://evil.example"},
        {**own, **kind, "Origin": studio.address, "Sec-Fetch-Site": "cross-site"},
        {**own, "Content-Type": "text/plain", "Origin": studio.address},
        {**own, "Content-Type": "application/x-www-form-urlencoded", "Origin": studio.address},
        {**kind, "Origin": studio.address},
    ):
        answer = requests.post(studio.address + path, edit, headers=headers, timeout=PATIENCE)
        assert answer.status_code in (403, 415)
    assert studio.document() == before


@pytest.mark.parametrize(
    "path",
    ["/page/..%2f..%2fcli%2fapp.py", "/page/%2e%2e/desk.py", "/page/../desk.py", "/page/desk.py",
     "/page/words", "/files/{script}/..%2ftalk.script.md", "/files/{script}/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
     "/files/..%2f..%2f/passwd", "/api/scripts/..%2ftalk", "/api/scripts/talk.script.md", "/files/{script}/",
     "/page/main.js%00.css", "/api/scripts/{script}/turns/..%2ft1/words", "//etc/passwd"],
)  # fmt: skip
def test_nothing_is_reached_by_a_path(studio, path):
    given = path.format(script=studio.script().rpartition("/")[2])
    line = raw(studio, f"GET {given} HTTP/1.1\r\nHost: {studio.address[7:]}\r\nCookie: {cookie(studio)}\r\n"
                       "Connection: close\r\n\r\n".encode())  # fmt: skip
    assert line.split()[1] in ("400", "404"), line


def test_a_body_that_is_too_long_is_refused_before_it_is_read(studio):
    revision = studio.document()["revision"]
    head = (
        f"POST {studio.script()}/edits HTTP/1.1\r\nHost: {studio.address[7:]}\r\nOrigin: {studio.address}\r\n"
        f"Cookie: {cookie(studio)}\r\nContent-Type: application/json\r\n"
    )
    assert " 413 " in raw(studio, f"{head}Content-Length: 99999999999\r\n\r\n".encode())
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    assert " 413 " in raw(studio, f"{head}Transfer-Encoding: chunked\r\n\r\n".encode() + chunk * 17)
    assert studio.document()["revision"] == revision


def test_a_body_that_does_not_come_is_not_waited_for(studio, monkeypatch):
    monkeypatch.setattr(guarding, "PATIENCE", 0.3)
    head = (
        f"POST {studio.script()}/edits HTTP/1.1\r\nHost: {studio.address[7:]}\r\nOrigin: {studio.address}\r\n"
        f"Cookie: {cookie(studio)}\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n"
    )
    began = time.monotonic()
    assert " 408 " in raw(studio, head.encode() + b"{")
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"[" * 50_000, b'{"edit": 1e999}', b"\xff\xfe"])
def test_what_is_no_json_is_answered_with_a_sentence(studio, body):
    answer = studio.http.post(
        f"{studio.address}{studio.script()}/edits", body,
        headers={"Content-Type": "application/json"}, timeout=PATIENCE,
    )  # fmt: skip
    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")


def test_every_answer_says_what_its_page_may_do(studio):
    answers = [
        studio.get("/api/folder"),
        studio.get("/nowhere"),
        studio.get("/api/scripts/s0"),
        studio.get("/"),
    ]
    answers.append(studio.http.delete(studio.address + "/api/folder", timeout=PATIENCE))
    for answer in answers[:4]:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert not re.search(r"unsafe|\*|https?:", policy)
    for answer in answers:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_what_a_script_says_never_is_markup_of_an_answer(studio):
    wicked = '</script><img src=x onerror="alert(1)">{{ 7*7 }}{% raw %}'
    for edit in (
        {"kind": "title", "title": wicked},
        {"kind": "text", "turn": "t2", "text": wicked},
        {"kind": "speaker", "turn": "t2", "speaker": wicked},
        {"kind": "chapter", "turn": "t4", "title": wicked},
        {"kind": "rename", "speaker": "Ben Wray", "to": wicked + "2"},
    ):
        assert studio.edit(**edit).status_code == 200
    document = studio.get(studio.script())
    assert document.headers["Content-Type"] == "application/json"
    assert document.json()["title"] == wicked
    assert "onerror" not in studio.get("/").text


def test_a_page_that_somebody_put_among_the_finished_files_runs_nothing(studio, show):
    (show / "out").mkdir()
    (show / "out" / "talk.html").write_text("<script>fetch('/api/folder')</script>", "utf-8")
    name = studio.script().rpartition("/")[2]
    policy = studio.get(f"/files/{name}/talk.html").headers["Content-Security-Policy"]
    scripts = re.search(r"script-src ([^;]+)", policy)[1]
    assert re.fullmatch(r"'sha256-[\w+/=]+'", scripts)
    assert "default-src 'none'" in policy


def test_it_listens_on_this_machine_alone(studio):
    assert studio.serving.address.startswith("http://127.0.0.1:")
    port = int(studio.address.rpartition(":")[2])
    other = socket.gethostbyname(socket.gethostname())
    for host in {"127.0.0.2", other} - {"127.0.0.1"}:
        with socket.socket() as tried:
            tried.settimeout(2)
            assert tried.connect_ex((host, port)) != 0


def test_a_port_that_only_an_administrator_may_have_is_called_so(monkeypatch):
    def bind(_, address):
        raise PermissionError(errno.EACCES, f"Permission denied: {address}")

    monkeypatch.setattr(socket.socket, "bind", bind)
    with pytest.raises(InputError, match=r"not let you listen on port 80: .* from 1024 on with --port"):
        open_socket(port=80)
    with pytest.raises(InputError, match=r"Every port from 8420 on is taken"):
        open_socket()


def test_a_port_that_is_taken_means_the_next_one():
    with open_socket(port=0) as first:
        port = first.getsockname()[1]
        with open_socket(port=port) as second:
            assert port < second.getsockname()[1] <= port + 20


@pytest.mark.parametrize("name", ["talk.script.md", "voices.yaml", ".vivavoce-studio", "out"])
def test_a_link_that_leads_out_of_the_folder_is_not_followed(show, tmp_path, name):
    outside = tmp_path / "outside"
    outside.mkdir()
    inner = show / name
    target = outside / name
    if inner.exists():
        inner.replace(target)
    elif name != "voices.yaml":
        target.mkdir()
    inner.symlink_to(target)
    before = sorted((file, file.stat().st_mtime_ns) for file in outside.rglob("*"))
    desk = Desk(show, None, Allow(online=True))
    try:
        if name == ".vivavoce-studio":
            with pytest.raises(InputError, match="leads out"), taken(show, "x"):
                pass
        if name == "talk.script.md":
            assert [one.name for one in desk._listed().values()] == ["raw"]
            with pytest.raises(InputError, match="leads out"):
                Sitting(listed(show / "talk.script.md"))
        if name in ("voices.yaml", "out"):
            sitting = Sitting(listed(show / "talk.script.md"))
            wish = {"speaker": "Ada Stone", "speed": 1.1}
            with pytest.raises(InputError, match=r"leads out|outside"):
                desk.renders.render(sitting, {}) if name == "out" else cast(sitting, wish)
    finally:
        desk.close()
    assert sorted((file, file.stat().st_mtime_ns) for file in outside.rglob("*")) == before


def test_settings_that_came_with_the_script_send_nothing_away(show):
    (show / "voices.yaml").write_text("engine: tone\nnarrator: gtts:en-us\n", "utf-8")
    with opened(show) as studio:
        answer = studio.get(f"{studio.script()}/turns/t1/sound")
        assert answer.status_code == 403
        assert "vivavoce trust" in answer.json()["error"]
        job = studio.post(f"{studio.script()}/render", {}).json()["job"]["id"]
        assert "vivavoce trust" in studio.job(job)["error"]


def test_a_script_that_is_too_much_is_refused_in_a_sentence(studio, show):
    (show / "bomb.script.md").write_text(
        "---\nvivavoce: script\n---\n\n" + "**A:** b\n\n" * 2_000_000, "utf-8"
    )
    answer = studio.get(studio.script("bomb"))
    assert answer.status_code == 400
    assert "bomb.script.md" in answer.json()["error"]


def test_a_browser_is_let_into_two_studios_of_one_machine(studio, tmp_path):
    """Browsers send a host's cookies to all its ports (RFC 6265, 8.5)."""
    with opened(tmp_path) as other:
        browser = requests.Session()
        browser.cookies.update(studio.http.cookies)
        browser.cookies.update(other.http.cookies)
        for each in (studio, other):
            assert browser.get(f"{each.address}/api/folder", timeout=PATIENCE).status_code == 200


def test_what_no_page_would_ask_is_answered_with_a_sentence(studio):
    turn = f"{studio.script()}/turns/{studio.document()['turns'][1]['id']}"
    assert "no take 0" in studio.get(f"{turn}/sound?take=%C2%B2").json()["error"]
    answer = studio.post(f"{studio.script()}/render", {"files": [{"page": 1}]})
    assert "The files are some of" in answer.json()["error"]

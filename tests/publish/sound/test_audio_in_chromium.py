"""An episode's audio and captions in a browser: played, sought, decoded and shown."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator

import pytest
from page_browser import PROGRAM, Browser, chromium

pytestmark = pytest.mark.skipif(not PROGRAM, reason="Chromium is not installed")


@pytest.fixture(scope="module")
def browser(tmp_path_factory) -> Iterator[Browser]:
    """Give a browser that shows an empty page and can take a file in."""
    folder = tmp_path_factory.mktemp("player")
    (folder / "empty.html").write_text("<!DOCTYPE html><title>Empty</title>")
    with chromium(folder / "profile") as running:
        running.open(folder / "empty.html")
        running.run(
            "window.taken = (data, type) =>"
            " new Blob([Uint8Array.from(atob(data), (each) => each.charCodeAt(0))], {type});"
            "window.heard = (element, name) => new Promise((resolve, reject) => {"
            " element.addEventListener(name, resolve, {once: true});"
            " element.addEventListener('error', () => reject(element.error.message), {once: true}); }); 0"
        )
        yield running


def take_in(browser: Browser, data: bytes, kind: str) -> None:
    """Hand bytes over, as `file`."""
    browser.run(f"window.file = taken({json.dumps(base64.b64encode(data).decode())}, {kind!r}); 0")


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        (".mp3", "audio/mpeg"),
        (".m4a", "audio/mp4"),
        (".opus", "audio/ogg"),
        (".flac", "audio/flac"),
        (".wav", "audio/wav"),
    ],
)
def test_chromium_plays_every_format_seeks_to_each_chapter_and_decodes_every_sample(
    browser, everything, starts, suffix, kind
):
    (recording,) = [each for each in everything.recordings if each.path.suffix == suffix]
    take_in(browser, recording.path.read_bytes(), kind)
    length = browser.run(
        f"new OfflineAudioContext(1, 1, {recording.rate}).decodeAudioData(await file.arrayBuffer())"
        ".then(sound => sound.length)".join(("(async () => ", ")()"))
    )
    # Chromium plays the silence that fills the last packet of an MP4.
    assert 0 <= length - recording.length <= (1024 if suffix == ".m4a" else 0)
    browser.run(
        "(async () => { window.player = new Audio(URL.createObjectURL(file));"
        " await heard(player, 'loadeddata'); await player.play(); })()"
    )
    assert browser.run("player.duration") == pytest.approx(everything.seconds, abs=0.06)
    for start in starts:
        sought = f"(async () => {{ player.currentTime = {start / 1000}; await heard(player, 'seeked'); }})()"
        browser.run(sought)
        assert start / 1000 <= browser.run("player.currentTime") < start / 1000 + 1
    browser.until("!player.seeking && player.readyState > 2")
    browser.run("player.pause()")


def test_chromium_shows_every_cue_with_its_speaker_and_its_text(browser, everything):
    take_in(browser, everything.companions["vtt"].read_bytes(), "text/vtt")
    cues = browser.run(
        "(async () => { const make = (name) => document.createElement(name);"
        " const video = make('video'), track = make('track');"
        " track.src = URL.createObjectURL(file); track.default = true; track.kind = 'captions';"
        " video.append(track); document.body.append(video); track.track.mode = 'showing';"
        " await heard(track, 'load');"
        " return [...track.track.cues].map((cue) => { const shown = cue.getCueAsHTML();"
        "  const who = shown.querySelector('span').title;"
        "  return [cue.startTime, cue.endTime, who, shown.textContent]; }); })()"
    )
    segments = json.loads(everything.companions["transcript"].read_text("utf-8"))["segments"]
    assert [[a, b, who, " ".join(text.split())] for a, b, who, text in cues] == [
        [s["startTime"], s["endTime"], s["speaker"], s["body"]] for s in segments
    ]

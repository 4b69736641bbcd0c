"""hibari's voices: fetched when they are needed, and told apart where they cannot be had."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import hibari.voices
import pytest
from making import pitch, segment, voice

from audio.errors import ModelFileError
from audio.speech import engine, fetch_engine, obtain_voices, speak_segments, stand_ins
from audio.speech.engines.hibari.engine import SITE

TEXT = "The clock on the tower has stopped again, and nobody is in a hurry."


@pytest.fixture
def publisher(cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A publisher on the loopback who has one file, heart's as emma's; give what it was asked for."""
    heart = Path(hibari.voices.voice_path("heart")).read_bytes()
    about = hibari.voices.VOICES
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path.removeprefix("/voices/"))
            if asked[-1] != about["emma"]["file"]:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(heart)))
            self.end_headers()
            self.wfile.write(heart)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    monkeypatch.setattr(
        "audio.speech.engines.hibari.engine.SITE", f"http://127.0.0.1:{server.server_address[1]}/voices/"
    )
    same = {"bytes": about["heart"]["bytes"], "sha256": about["heart"]["sha256"]}
    monkeypatch.setitem(engine("hibari")._about, "emma", about["emma"] | same)  # type: ignore[attr-defined]
    yield asked
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_publishers_site_is_the_one_that_hibari_names() -> None:
    assert hibari.voices.BASE_URL == SITE


def test_a_voice_is_fetched_once_when_it_is_needed_and_its_progress_told(publisher: list[str]) -> None:
    told: list[tuple[str, int, int]] = []
    for _ in range(2):
        obtain_voices("hibari", ["heart", "emma"], lambda *step: told.append(step))
    assert publisher == [hibari.voices.VOICES["emma"]["file"]]
    assert told[-1][1] == told[-1][2] > 7_000_000
    assert not stand_ins([voice("hibari:emma"), voice("hibari:heart")])


def test_of_voices_that_cannot_be_had_one_sentence_tells_and_the_place_is_left_alone_for_an_hour(
    publisher: list[str],
) -> None:
    for _ in range(2):
        obtain_voices("hibari", ["fenrir", "kore"])
    assert publisher == [hibari.voices.VOICES["fenrir"]["file"]]
    (told,) = stand_ins([voice("hibari:kore"), voice("hibari:fenrir"), voice("hibari:heart")])
    assert told.startswith("hibari:fenrir, hibari:kore could not be had: hibari:heart at another pitch")
    with pytest.raises(ModelFileError, match="404"):
        fetch_engine("hibari")


@pytest.mark.model
def test_people_whose_voices_cannot_be_had_differ_in_pitch_and_speak_as_fast(publisher: list[str]) -> None:
    heart, kore, fenrir, fable = (
        engine("hibari").speak(TEXT, voice(f"hibari:{name}")) for name in ("heart", "kore", "fenrir", "fable")
    )
    pitches = [pitch(each) for each in (heart, kore, fenrir, fable)]
    for one, lower in pairwise(pitches):
        assert one / lower > 1.06, pitches
    for each in (kore, fenrir, fable):
        assert 0.85 < len(each.samples) / len(heart.samples) < 1.15
        assert [word.text for word in each.words] == [word.text for word in heart.words]
        assert each.words[-1].end <= len(each.samples)


@pytest.mark.model
def test_a_take_by_a_voice_that_stood_in_is_made_anew_once_the_voice_is_here(publisher: list[str]) -> None:
    spoken = [segment("Who winds it?", "hibari:emma")]
    file = engine("hibari")._about["emma"]["file"]  # type: ignore[attr-defined]
    engine("hibari")._about["emma"]["file"] = "another"  # type: ignore[attr-defined]
    (stood_in,) = speak_segments(spoken)
    engine("hibari")._about["emma"]["file"] = file  # type: ignore[attr-defined]
    fetch_engine("hibari", ["emma"])
    (own,) = speak_segments(spoken)
    assert not own.cached
    assert own.sha256 != stood_in.sha256

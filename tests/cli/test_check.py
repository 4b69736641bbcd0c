"""`vivavoce check`, and scripts that are pages."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from places import ROOT

from audio import check_reading, render
from audio.script import find_gap, read_bytes

PAGE = """\
<html lang="en"><head><title>The Clockmaker</title></head><body><nav><a href="/">Home</a></nav><article>
<h1>The Clockmaker</h1>
<p><strong>Ada Stone:</strong> What do you do first?</p>
<p><strong>Ben Wray:</strong> I wind the big one.</p>
<p><strong>Ada Stone:</strong> And what do you do last?</p>
<p><strong>Ben Wray:</strong> I stop the small one.</p>
</article></body></html>
"""


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGE.encode() if self.path == "/clock.html" else b"gone"
        self.send_response(200 if self.path == "/clock.html" else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    """A web server on the loopback address."""
    with HTTPServer(("127.0.0.1", 0), _Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_what_is_only_marked_for_the_engine_is_not_shown_as_said_otherwise(folder, vivavoce):
    text = "Ada Stone: Who made it?\n\nBen Wray: Queen Victoria did, with F# of Type C.\n"
    (folder / "queen.txt").write_text(text)
    shown = vivavoce("check", "queen.txt").stdout
    assert "F# → F sharp" in shown
    assert "•" not in shown
    assert "Victoria" not in shown


def test_the_whole_reading_is_shown_before_anything_is_spoken(folder, vivavoce):
    done = vivavoce("check", "clock.txt")

    assert done.returncode == 0, done.stderr
    for shown in (
        "Ada Stone",
        "Ben Wray",
        "Narrator",
        "What is the first thing",
        "date: 3 May 2021",
        "signature",
    ):
        assert shown in done.stdout
    assert "Every word of the source" in done.stdout
    assert not (folder / "out").exists()


def test_the_estimate_is_near_what_is_rendered(folder):
    hibari = {"engine": "hibari"}

    estimate = check_reading("clock.txt", options=hibari)
    episode = render("clock.txt", folder, options=hibari)

    assert estimate.seconds == pytest.approx(episode.published.seconds, rel=0.12)
    for chapter, mark in zip(estimate.chapters, episode.plan.script.chapters, strict=True):
        assert chapter.title == mark.title


def test_what_is_said_otherwise_is_shown_with_its_line(folder, vivavoce):
    Path("s.txt").write_text(
        "Ada Stone: Do you write F#?\n\nBen Wray: Only on Sundays.\n\n"
        "Ada Stone: Why?\n\nBen Wray: It rains.\n",
        encoding="utf-8",
    )

    checked = json.loads(vivavoce("check", "s.txt", "--json").stdout)

    assert {"line": 1, "before": "F#", "after": "F sharp"}.items() <= checked["changes"][0].items()
    assert checked["complete"] is True


def test_a_pronunciation_is_shown_as_people_read_it_with_the_capitals_that_somebody_wrote(folder, vivavoce):
    Path("s.txt").write_text(
        "Ada Stone: Is Xochitl's clock in Braga, Wray?\n\nBen Wray: Where Osei is.\n", encoding="utf-8"
    )
    Path("voices.yaml").write_text("pronunciations: {Braga: bry-GOO, Osei: /ˈɑsi/, Wray: woray}\n", "utf-8")

    shown = vivavoce("check", "s.txt", "--engine", "hibari").stdout

    for line in (
        "Xochitl's → SOH-cheel's (lexicon)",
        "Braga → bry-GOO (pronunciation)",
        "Wray → woray (pronunciation)",
        "Osei → AH-see (pronunciation)",
    ):
        assert line in shown
    (own,) = [
        each
        for each in json.loads(vivavoce("check", "s.txt", "--engine", "hibari", "--json").stdout)["changes"]
        if each["before"] == "Osei"
    ]
    assert own["after"].startswith("[Osei](/")


def test_a_language_that_nobody_speaks_is_read_and_shown_all_the_same(folder, vivavoce):
    Path("s.txt").write_text(
        "Frage: Was machen Sie morgens zuerst?\n\nAntwort: Ich ziehe die große Uhr auf, jeden Tag.\n\n"
        "Frage: Und was machen Sie abends?\n\nAntwort: Ich halte die kleine an, damit ich schlafen kann.\n",
        encoding="utf-8",
    )

    done = vivavoce("check", "s.txt", "--engine", "hibari", "--json")

    assert done.returncode == 0, done.stderr
    checked = json.loads(done.stdout)
    assert "'de'" in checked["uncast"]
    assert [who["turns"] for who in checked["speakers"]] == [2, 2]


def test_a_reading_that_lost_a_word_fails_the_proof():
    source = b"Ada Stone: What now?\n\nBen Wray: Nothing at all.\n\nAda Stone: Why?\n\nBen Wray: It rains.\n"
    short = read_bytes(source.replace(b" at all", b""), "s.txt", {})

    assert find_gap(source, "s.txt", read_bytes(source, "s.txt", {})) is None
    gap = find_gap(source, "s.txt", short)
    assert gap is not None
    assert gap.line == 3


def test_a_page_is_read_by_its_address(folder, vivavoce, site):
    done = vivavoce("script", "--allow-local", f"{site}/clock.html", "--json")

    assert done.returncode == 0, done.stderr
    said = [turn["speaker"] for turn in json.loads(done.stdout)["turns"] if not turn["narration"]]
    assert said == ["Ada Stone", "Ben Wray", "Ada Stone", "Ben Wray"]


def test_a_page_that_is_not_there_is_one_sentence_and_status_1(folder, vivavoce, site):
    done = vivavoce("script", "--allow-local", f"{site}/gone.html")

    assert done.returncode == 1
    assert "404" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_canonical_script_is_its_own_source_and_nothing_is_lost_in_it(folder, vivavoce):
    Path("script.md").write_text(vivavoce("script", "clock.txt").stdout, "utf-8")
    done = vivavoce("check", "script.md", "--engine", "tone")
    assert done.returncode == 0, done.stderr


def test_what_the_show_itself_says_has_no_line_of_the_script(folder, vivavoce):
    Path("voices.yaml").write_text("narration:\n  outro: I read it, and thank Osei.\n", "utf-8")

    told = vivavoce("check", "clock.txt").stdout

    assert "line 0" not in told
    assert "  the show: turn 6: Osei: OH-say" in told


def test_what_is_said_otherwise_and_what_is_a_guess_is_told_as_the_page_on_speaking_shows(folder, vivavoce):
    said = ("Who is there?", "I have read it.", "So has Kowalczyk.", "Call 911.")
    turns = (f"{who}: {what}" for who, what in zip(("Ada", "Ben") * 2, said, strict=True))
    Path("talk.txt").write_text("\n\n".join(turns) + "\n", encoding="utf-8")
    done = vivavoce("check", "talk.txt", "--engine", "hibari")
    page = (ROOT / "docs" / "speaking.md").read_text("utf-8")
    shown = page[page.index("    said otherwise\n") :].partition("\n\n")[0]
    assert len(shown.splitlines()) == 6
    for line in shown.splitlines():
        assert line.removeprefix("    ") in done.stdout.splitlines()

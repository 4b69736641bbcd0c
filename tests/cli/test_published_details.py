"""Pictures and links of chapters, signing and the page, as the command's user meets them."""

from __future__ import annotations

import json
import threading
from http.server import HTTPServer, SimpleHTTPRequestHandler

from mutagen.id3 import ID3
from PIL import Image

from audio.guard import trust_folder

TONE = ("--engine", "tone")
FRONT_MATTER = """\
---
title: The Clockmaker
chapters:
  by: question
  details:
    1: {image: clock.png, url: "https://example.org/clock"}
    What is the lst thing you do at night?: {url: "https://example.org/night"}
---

"""
TURNS = (
    "**Ada Stone:** What is the first thing you do?\n\n**Ben Wray:** I wind the big one. It sulks.\n\n"
    "**Ada Stone:** What is the last thing you do at night?\n\n**Ben Wray:** I stop the small one.\n"
)


def test_a_script_may_bring_the_pictures_and_links_of_its_chapters(folder, vivavoce):
    (folder / "talk.md").write_text(FRONT_MATTER + TURNS, encoding="utf-8")
    Image.new("RGB", (200, 200), "navy").save(folder / "clock.png")

    done = vivavoce("render", "talk.md", *TONE)

    assert done.returncode == 0, done.stderr
    chapter = ID3(folder / "out" / "talk.mp3").getall("CHAP")[0]
    assert chapter.sub_frames["WXXX:chapter url"].url == "https://example.org/clock"
    assert chapter.sub_frames.getall("APIC")[0].data == (folder / "clock.png").read_bytes()
    assert (folder / "out" / "talk.chapter-1.png").read_bytes() == (folder / "clock.png").read_bytes()
    assert (
        "'What is the lst thing you do at night?', which is the title or number of no chapter" in done.stderr
    )


def test_a_picture_of_a_chapter_is_an_input_that_the_episode_does_not_write_over(folder, vivavoce):
    (folder / "talk.md").write_text(
        FRONT_MATTER.replace("clock.png", "out/talk.chapter-1.png") + TURNS, "utf-8"
    )
    (folder / "out").mkdir()
    given = folder / "out" / "talk.chapter-1.png"
    Image.new("RGB", (200, 200), "navy").save(given)
    before = given.read_bytes()

    done = vivavoce("render", "talk.md", *TONE)

    assert done.returncode == 2
    assert "would overwrite" in done.stderr
    assert given.read_bytes() == before
    assert [path.name for path in given.parent.iterdir()] == [given.name]


def test_the_page_is_written_unless_other_files_are_asked_for(folder, vivavoce):
    vivavoce("render", "clock.txt", *TONE)
    assert (folder / "out" / "clock.html").is_file()


def test_a_picture_that_is_not_there_is_one_sentence_with_its_setting(folder, vivavoce):
    (folder / "voices.yaml").write_text("chapters:\n  details:\n    1: {image: none.jpg}\n", encoding="utf-8")

    done = vivavoce("render", "clock.txt", *TONE)

    assert done.returncode == 2
    assert "voices.yaml:3: chapters.details.1.image is 'none.jpg', but there is no file" in done.stderr


def test_a_web_address_that_is_none_is_one_sentence(folder, vivavoce):
    (folder / "voices.yaml").write_text(
        "chapters:\n  details:\n    1: {url: example.org}\n", encoding="utf-8"
    )

    done = vivavoce("render", "clock.txt", *TONE)

    assert done.returncode == 2
    assert "chapters.details.1.url is 'example.org'; it must be an address that begins with" in done.stderr


def test_a_key_that_is_none_is_told_before_anything_is_spoken(folder, vivavoce):
    (folder / "key.pem").write_text("no key")
    (folder / "chain.pem").write_text("no certificate")

    done = vivavoce("render", "clock.txt", *TONE, "--sign-key", "key.pem", "--sign-cert", "chain.pem")

    assert done.returncode == 2
    assert done.stderr.strip().endswith("The file that signing.key names holds no private key in PEM form.")
    assert not (folder / "out").exists()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...


def test_whoever_only_listens_needs_no_key(folder, vivavoce):
    (folder / "voices.yaml").write_text("signing: {key: away.pem, certificate: away.pem}\n", encoding="utf-8")
    trust_folder(folder)

    done = vivavoce("preview", "clock.txt", "2", *TONE, "--no-play")
    refused = vivavoce("render", "clock.txt", *TONE)

    assert done.returncode == 0, done.stderr
    assert refused.returncode == 2
    assert "signing.key" in refused.stderr
    assert not (folder / "out" / "clock.mp3").exists()


def test_a_page_on_the_web_is_named_by_its_whole_address(folder, vivavoce):
    lines = "".join(f"<p>{turn}</p>" for turn in TURNS.replace("**", "").split("\n\n"))
    (folder / "talk.html").write_text(f"<title>T</title><h1>A talk</h1>{lines}", encoding="utf-8")
    with HTTPServer(("127.0.0.1", 0), _Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/talk.html"
        done = vivavoce("render", address, *TONE, "--allow-local", "--json", "--files", "manifest")
        server.shutdown()

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["source"] == address
    manifest = json.loads((folder / "out" / "talk.manifest.json").read_text("utf-8"))
    assert manifest["inputs"][0]["path"] == address

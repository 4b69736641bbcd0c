"""A mail gives its text to the reader of such text, and its headers to the metadata."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from audio.errors import ScriptError
from audio.script import find_gap, read_bytes
from audio.script.readers import read_document

TALK = "Ada: Is it cold up there?\n\nBen: Very – and windy.\n\nAda: Why?\n\nBen: The sea is near.\n"


def mail(subject: str = "Re: AW: The bell ringer") -> EmailMessage:
    message = EmailMessage()
    message["Received"] = "from a by b"
    message["From"] = "Ben Roe <ben@b.example>"
    message["To"] = "Ada Quist <ada@a.example>"
    message["Date"] = "Sat, 04 May 2019 10:00:00 +0200"
    message["Subject"] = subject
    return message


@pytest.mark.parametrize("charset", ["utf-8", "cp1252"])
def test_the_text_is_read_and_the_headers_are_metadata(charset: str) -> None:
    message = mail()
    message.set_content(TALK, charset=charset, cte="quoted-printable")
    message.add_alternative("<p>Nothing of this.</p>", subtype="html")
    message.add_attachment(b"\x89PNG", "image", "png", filename="tower.png")
    data = message.as_bytes()
    script = read_bytes(data, "talk.eml")
    assert [turn.text for turn in script.turns] == [
        "Is it cold up there?",
        "Very – and windy.",
        "Why?",
        "The sea is near.",
    ]
    assert (script.title, str(script.date)) == ("The bell ringer", "2019-05-04")
    assert [who.name for who in script.speakers] == ["Ada", "Ben Roe"]
    told = {item.reason: item.text for item in script.dropped}
    assert told["attachment"] == "tower.png"
    assert "mail header" in told
    assert find_gap(data, "talk.eml", script) is None


def test_a_mail_without_plain_text_is_its_page() -> None:
    message = mail()
    message.set_content("".join(f"<p>{line}</p>" for line in TALK.split("\n\n")), subtype="html")
    read = read_document(message.as_bytes(), "talk.eml")
    assert [block.text[:4] for block in read.blocks] == ["Ada:", "Ben:", "Ada:", "Ben:"]
    assert read.format == "mail"


def test_a_page_that_a_browser_saved_as_one_file_is_the_page() -> None:
    said = "".join(f"<p>{line}</p>" for line in TALK.split("\n\n"))
    page = f"<html><head><title>Bells</title></head><body>{said}</body></html>"
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Subject"] = "The bell ringer"
    message["Date"] = "Sat, 04 May 2019 10:00:00 +0200"
    message.set_content(page, subtype="html", charset="utf-8", cte="quoted-printable")
    message.make_related()
    message.add_related(b"\x89PNG", "image", "png")
    read, plain = read_document(message.as_bytes(), "talk.mhtml"), read_document(page.encode(), "talk.html")
    assert (read.blocks, read.metadata, read.dropped) == (plain.blocks, plain.metadata, plain.dropped)


@pytest.mark.parametrize("depth", [1, 2000])
def test_a_mail_without_text_is_refused_in_one_sentence(depth: int) -> None:
    parts = "".join(f"Content-Type: multipart/related; boundary=b{n}\n\n--b{n}\n" for n in range(depth))
    with pytest.raises(ScriptError, match=r"talk\.mhtml: the mail is damaged"):
        read_document(f"MIME-Version: 1.0\n{parts}".encode(), "talk.mhtml")


@pytest.mark.parametrize(
    "text", ["From: Ada\nTo: Ben\n\nAda: Is it?\n", f"Date: today\nHost: Ada\n\n{TALK}", TALK]
)
def test_lines_that_people_write_above_a_text_do_not_make_it_a_mail(text: str) -> None:
    assert read_document(text.encode(), "talk.txt").format == "text"

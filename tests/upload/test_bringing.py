"""Files are brought to where people fetch them: whole, in order, and only what changed."""

from __future__ import annotations

import pytest

from audio.errors import InputError, PublishError
from audio.upload import item_of, open_target, plan_sending, send


def items_in(folder):
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return [item_of(folder, file.relative_to(folder).as_posix()) for file in files]


def bring(folder, address, on_file=lambda *_: None):
    target = open_target(str(address))
    sending = plan_sending(items_in(folder), target)
    send(sending, target, on_file)
    return [item.name for item in sending.new]


def lying_in(folder):
    found = {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }
    return {name: data for name, data in found.items() if name != ".vivavoce-uploaded.json"}


def test_sound_goes_first_then_what_goes_with_it_then_pages_and_the_feed_last(folder, tmp_path):
    names = bring(folder, tmp_path / "www")
    assert names == [
        "talk.mp3", "talk.chapters.json", "talk.vtt", "talk/art.jpg", "index.html", "talk.html", "feed.xml",
    ]  # fmt: skip
    assert lying_in(tmp_path / "www") == lying_in(folder)


def test_only_what_changed_is_sent_and_what_was_lost_or_cut_there(folder, tmp_path):
    bring(folder, tmp_path / "www")
    assert bring(folder, tmp_path / "www") == []
    (folder / "talk.vtt").write_text("WEBVTT", encoding="utf-8")
    (tmp_path / "www" / "talk.mp3").unlink()
    (tmp_path / "www" / "index.html").write_text("cut", encoding="utf-8")
    assert bring(folder, tmp_path / "www") == ["talk.mp3", "talk.vtt", "index.html"]
    assert lying_in(tmp_path / "www") == lying_in(folder)


def test_a_server_of_sftp_gets_all_and_its_password_is_told_to_nobody(folder, server):
    assert len(bring(folder, server.address)) == 7
    assert lying_in(server.folder / "www") == lying_in(folder)
    (folder / "talk.mp3").write_bytes(b"anew")
    assert bring(folder, server.address) == ["talk.mp3"]
    assert (server.folder / "www" / "talk.mp3").read_bytes() == b"anew"
    assert "secret" not in open_target(server.address).address
    with pytest.raises(InputError) as refused:
        open_target(server.address.replace("secret", "wrong-word"))
    assert "wrong-word" not in str(refused.value)


def test_what_has_arrived_before_a_place_fails_is_not_sent_again(folder, tmp_path):
    def blocking(name, done, size):
        if name == "index.html":
            (tmp_path / "www" / "index.html.part").mkdir()

    with pytest.raises(PublishError, match=r"could not take index\.html.*goes on from there"):
        bring(folder, tmp_path / "www", blocking)
    (tmp_path / "www" / "index.html.part").rmdir()
    assert bring(folder, tmp_path / "www") == ["index.html", "talk.html", "feed.xml"]


def test_a_file_that_is_written_anew_while_it_is_sent_goes_again(folder, tmp_path):
    def writing(name, done, size):
        if name == "talk.vtt":
            (folder / name).write_text("WEBVTT\n", encoding="utf-8")

    bring(folder, tmp_path / "www", writing)
    assert bring(folder, tmp_path / "www") == ["talk.vtt"]


def test_a_note_that_is_somebody_elses_means_that_everything_is_sent(folder, tmp_path):
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / ".vivavoce-uploaded.json").write_text("[1, 2]", encoding="utf-8")
    assert len(bring(folder, tmp_path / "www")) == 7


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nope://bucket/show", "cannot be opened"),
        ("s3://", "no folder"),
        ("gs://bucket/show", "package of its own"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_with_what_would_be_one(address, said):
    with pytest.raises(InputError, match=said):
        open_target(address)


def test_no_part_of_a_password_with_an_at_sign_is_shown():
    with pytest.raises(InputError) as refused:
        open_target("nope://ada:sec@ret@example.org/www")
    assert "sec" not in str(refused.value)
    assert "ret" not in str(refused.value)
    assert "example.org" in str(refused.value)

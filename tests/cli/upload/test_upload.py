"""A show is brought to where people fetch it: whole, in order, and only what changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audio.errors import InputError, PublishError
from audio.upload import items_in, open_target, plan_sending, send

NAMES = {"talk.mp3", "talk.vtt", "talk.chapters.json", "talk.html", "index.html", "feed.xml"}


def lying_in(folder: Path) -> set[str]:
    found = (file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    return set(found) - {".vivavoce-uploaded.json"}


def test_sound_goes_first_and_the_feed_last_and_nothing_of_the_workshop_goes(show):
    names = [item.name for item in items_in(show / "out")]
    assert names == ["talk.mp3", "talk.chapters.json", "talk.vtt", "index.html", "talk.html", "feed.xml"]


def test_a_folder_gets_what_is_published(show, tmp_path, vivavoce):
    made = vivavoce("upload", str(show), str(tmp_path / "www"))
    assert "6 files sent" in made.stdout
    assert lying_in(tmp_path / "www") == NAMES
    again = vivavoce("upload", str(show), str(tmp_path / "www"))
    assert "0 files sent, 0.00 MB; 6 unchanged there" in again.stdout


def test_only_what_changed_is_sent_and_what_was_lost_there(show, tmp_path, vivavoce):
    vivavoce("upload", str(show), str(tmp_path / "www"))
    (show / "out" / "talk.vtt").write_text("WEBVTT", encoding="utf-8")
    (tmp_path / "www" / "talk.mp3").unlink()
    made = json.loads(vivavoce("upload", str(show), str(tmp_path / "www"), "--json").stdout)
    assert [file["name"] for file in made["files"]] == ["talk.mp3", "talk.vtt"]
    assert made["unchanged"] == 4


def test_a_dry_run_tells_and_sends_nothing(show, tmp_path, vivavoce):
    made = vivavoce("upload", str(show), str(tmp_path / "www"), "--dry-run")
    assert "6 files would be sent" in made.stdout
    assert not (tmp_path / "www").exists()


def test_without_a_folder_it_is_the_one_worked_in(show, tmp_path, vivavoce, monkeypatch):
    monkeypatch.chdir(show)
    assert "6 files sent" in vivavoce("upload", str(tmp_path / "www")).stdout


def test_a_store_says_of_each_file_what_it_is_and_how_long_it_may_be_kept(show, store, vivavoce):
    made = vivavoce("upload", str(show), f"{store.address}/noon")
    assert "6 files sent" in made.stdout
    told = {name: store.client.head_object(Bucket="shows", Key=f"noon/{name}") for name in NAMES}
    assert {name: of["ContentType"] for name, of in told.items()} == {
        "talk.mp3": "audio/mpeg",
        "talk.vtt": "text/vtt; charset=utf-8",
        "talk.chapters.json": "application/json+chapters",
        "talk.html": "text/html; charset=utf-8",
        "index.html": "text/html; charset=utf-8",
        "feed.xml": "application/rss+xml; charset=utf-8",
    }
    assert told["feed.xml"]["CacheControl"] == "public, max-age=300"
    body = store.client.get_object(Bucket="shows", Key="noon/talk.mp3")["Body"].read()
    assert body == (show / "out" / "talk.mp3").read_bytes()
    assert "0 files sent" in vivavoce("upload", str(show), f"{store.address}/noon").stdout


def test_a_bucket_that_is_not_there_is_told_in_a_sentence(show, store, vivavoce):
    made = vivavoce("upload", str(show), "s3://nowhere/noon")
    assert made.returncode == 1
    assert "s3://nowhere/noon could not take talk.mp3" in made.stderr


def test_a_server_of_sftp_gets_the_show_and_its_password_is_told_to_nobody(show, server, vivavoce):
    made = vivavoce("upload", str(show), server.address)
    assert "6 files sent" in made.stdout
    assert lying_in(server.folder / "www") == NAMES
    (show / "out" / "talk.mp3").write_bytes(b"anew")
    again = vivavoce("upload", str(show), server.address)
    assert (server.folder / "www" / "talk.mp3").read_bytes() == b"anew"
    assert "secret" not in made.stdout + made.stderr + again.stdout + again.stderr


def test_what_has_arrived_before_a_store_fails_is_not_sent_again(show, tmp_path):
    items = items_in(show / "out")
    target = open_target(str(tmp_path / "www"))

    def failing(name: str, done: int, size: int) -> None:
        if name == "index.html":
            (tmp_path / "www" / "index.html.part").mkdir()

    with pytest.raises(PublishError, match=r"could not take index\.html.*goes on from there"):
        send(plan_sending(items, target), target, failing)
    (tmp_path / "www" / "index.html.part").rmdir()
    assert [item.name for item in plan_sending(items, target).new] == ["index.html", "talk.html", "feed.xml"]


def test_a_file_that_is_written_anew_while_it_is_sent_goes_again(show, tmp_path):
    items = items_in(show / "out")
    target = open_target(str(tmp_path / "www"))

    def writing(name: str, done: int, size: int) -> None:
        if name == "talk.vtt":
            (show / "out" / name).write_text("WEBVTT\n", encoding="utf-8")

    send(plan_sending(items, target), target, writing)
    assert [item.name for item in plan_sending(items_in(show / "out"), target).new] == ["talk.vtt"]


def test_an_index_that_is_somebody_elses_means_that_everything_is_sent(show, tmp_path):
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / ".vivavoce-uploaded.json").write_text("[1, 2]", encoding="utf-8")
    assert len(plan_sending(items_in(show / "out"), open_target(str(tmp_path / "www"))).new) == 6


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


def test_a_folder_without_an_episode_is_told(tmp_path, vivavoce):
    made = vivavoce("upload", str(tmp_path), str(tmp_path / "www"))
    assert (made.returncode, "vivavoce build" in made.stderr) == (2, True)
    (tmp_path / "out").mkdir()
    assert "nothing in it" in vivavoce("upload", str(tmp_path), str(tmp_path / "www")).stderr

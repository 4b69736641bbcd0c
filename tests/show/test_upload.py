"""`vivavoce upload`: a built show to an S3 server on this machine."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from typing import Any

import pytest
from shows import Trial

NEEDED = ("boto3", "s3fs", "moto")
pytestmark = pytest.mark.skipif(
    not all(map(find_spec, NEEDED)), reason="the extra `upload` or what serves S3 is not installed"
)


@pytest.fixture(scope="module")
def built(new_show) -> Trial:
    show = new_show()
    show.talk("one.md")
    show.talk("two.md", guest="Cleo Finch", date="2024-01-01")
    assert show.build().made == ["two", "one"]
    return show


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    from moto.server import ThreadedMotoServer  # noqa: PLC0415 - a second for whoever only lists tests

    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    running.start()
    yield f"http://127.0.0.1:{running.get_host_and_port()[1]}"
    running.stop()


@pytest.fixture
def bucket(server, monkeypatch) -> Any:
    for name, value in {
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": server,
    }.items():
        monkeypatch.setenv(name, value)
    import boto3  # noqa: PLC0415 - as above

    client = boto3.client("s3")
    client.create_bucket(Bucket="talks")
    yield client
    for each in client.list_objects_v2(Bucket="talks").get("Contents", []):
        client.delete_object(Bucket="talks", Key=each["Key"])
    client.delete_bucket(Bucket="talks")


def sent(show: Trial, *arguments: str) -> dict[str, Any]:
    done = show.run("upload", *arguments, "--json", "-q")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_show_goes_to_s3_audio_before_pages_before_the_feed(built, bucket):
    row = sent(built, "s3://talks/noon")
    names = row["files"]
    assert names[:2] == ["one.mp3", "two.mp3"]
    assert names[-1] == "feed.xml"
    pages = [number for number, name in enumerate(names) if name.endswith(".html")]
    others = [number for number, name in enumerate(names) if name.endswith((".vtt", ".jpg", ".json"))]
    assert min(pages) > max(others)
    there = {each["Key"]: each["Size"] for each in bucket.list_objects_v2(Bucket="talks")["Contents"]}
    for name in names:
        assert there[f"noon/{name}"] == (built.out / name).stat().st_size
    assert not [name for name in names if "manifest" in name or name.startswith(".")]


def test_media_types_and_how_long_copies_may_be_kept_are_told(built, bucket):
    sent(built, "s3://talks/noon")

    def head(name: str) -> tuple[str, str]:
        about = bucket.head_object(Bucket="talks", Key=f"noon/{name}")
        return about["ContentType"], about["CacheControl"]

    assert head("one.mp3") == ("audio/mpeg", "public, max-age=86400")
    assert head("one.vtt") == ("text/vtt; charset=utf-8", "public, max-age=3600")
    assert head("one.chapters.json")[0] == "application/json+chapters"
    assert head("index.html") == ("text/html; charset=utf-8", "public, max-age=300")
    assert head("feed.xml") == ("application/rss+xml; charset=utf-8", "public, max-age=300")


def test_only_what_changed_goes_there_again(built, bucket):
    first = sent(built, "s3://talks/noon")
    again = sent(built, "s3://talks/noon")
    assert again["files"] == []
    assert again["unchanged"] == len(first["files"])
    text = (built.folder / "one.md").read_text("utf-8")
    built.write("one.md", text.replace("nearest", "the one that is nearest"))
    try:
        built.build()
        changed = sent(built, "s3://talks/noon")["files"]
    finally:
        built.write("one.md", text)
        built.build()
    assert "one.mp3" in changed
    assert "feed.xml" in changed
    assert not [name for name in changed if name.startswith("two")]


def test_a_file_that_somebody_removed_there_goes_there_again(built, bucket):
    sent(built, "s3://talks")
    bucket.delete_object(Bucket="talks", Key="two.mp3")
    assert sent(built, "s3://talks", "--dry-run")["files"] == ["two.mp3"]
    assert sent(built, "s3://talks")["files"] == ["two.mp3"]


def test_a_dry_run_brings_nothing(built, bucket):
    row = sent(built, "s3://talks", "--dry-run")
    assert len(row["files"]) > 20
    assert "Contents" not in bucket.list_objects_v2(Bucket="talks")


def test_what_is_served_is_read_back_as_it_was_built(built, bucket, server):
    feedparser, podcastparser = pytest.importorskip("feedparser"), pytest.importorskip("podcastparser")
    sent(built, "s3://talks")
    bucket.put_bucket_acl(Bucket="talks", ACL="public-read")
    data = bucket.get_object(Bucket="talks", Key="feed.xml")["Body"].read()
    read = feedparser.parse(data)
    for entry in read.entries:
        (enclosure,) = entry.enclosures
        name = enclosure.href.rpartition("/")[2]
        body = bucket.get_object(Bucket="talks", Key=name)["Body"].read()
        assert len(body) == int(enclosure.length)
        assert body == (built.out / name).read_bytes()
    episodes = podcastparser.parse("https://example.org/talks/feed.xml", BytesIO(data))["episodes"]
    assert [len(each["chapters"]) for each in episodes] == [
        len(json.loads((built.out / f"{name}.chapters.json").read_text("utf-8"))["chapters"])
        for name in ("one", "two")
    ]


@pytest.mark.parametrize(
    ("target", "why"), [("nowhere://x", "cannot be opened"), ("s3://no-such-bucket/x", "could not")]
)
def test_a_target_that_cannot_take_files_is_told_in_a_sentence(built, bucket, target, why):
    done = built.run("upload", target)
    assert done.returncode in (1, 2)
    assert why in done.stderr
    assert "Traceback" not in done.stderr


def test_a_show_that_was_not_built_says_so(show):
    show.talk("one.md")
    done = show.run("upload", "elsewhere")
    assert done.returncode == 2
    assert "vivavoce build" in done.stderr


def test_sizes_are_told_as_people_read_them_and_of_many_files_the_sum_alone(built, tmp_path):
    target = str(tmp_path / "www")
    foreseen = built.run("upload", target, "--dry-run").stdout.splitlines()
    assert all(re.match(r" *\d[\d.]* (bytes|kB|MB)  \S", line) for line in foreseen[:-1])
    assert len(foreseen) > 21
    assert re.fullmatch(rf"{len(foreseen) - 1} files would be sent, [\d.]+ kB; 0 there already", foreseen[-1])
    (only,) = built.run("upload", target).stdout.splitlines()
    assert only == foreseen[-1].replace("would be sent", "sent")
    (tmp_path / "www" / "feed.xml").unlink()
    feed, count = built.run("upload", target).stdout.splitlines()
    assert feed.endswith("  feed.xml")
    assert count.startswith("1 file sent, ")

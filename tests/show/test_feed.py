"""The feed: the rules of PSP-1, of Apple and of the podcast namespace, a test each."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from lxml import etree
from other_programs import node, run
from PIL import Image
from shows import SETTINGS, Trial

from audio.errors import InputError
from audio.publish import listen
from audio.show import categories, check_feed, open_show
from audio.show.identity import podcast_guid

BASE = "https://example.org/talks/"
SPACES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "psc": "http://podlove.org/simple-chapters",
}
CHANNEL = [
    "title", "description", "link", "language", "atom:link[@rel='self']", "itunes:category",
    "itunes:explicit", "itunes:image", "itunes:author", "podcast:guid", "podcast:locked",
]  # fmt: skip
ITEM = [
    "title", "enclosure", "guid", "link", "pubDate", "description", "itunes:duration", "itunes:explicit",
    "podcast:transcript",
]  # fmt: skip
SCHEMA = Path(__file__).parent / "schemas" / "rss.xsd"


@pytest.fixture(scope="module")
def feed(whole: Trial) -> Path:
    return whole.out / "feed.xml"


@pytest.fixture(scope="module")
def channel(feed: Path) -> Any:
    return etree.parse(feed).getroot()[0]


@pytest.fixture(scope="module")
def items(channel: Any) -> list[Any]:
    return channel.findall("item")


def found(element: Any, path: str) -> list[Any]:
    return element.xpath(path, namespaces=SPACES)


def seconds(file: Path) -> float:
    """Give how long a file is, decoded."""
    return listen(file).length / 44_100


def bells(items: list[Any]) -> Any:
    (item,) = [item for item in items if item.findtext("title") == "Bells of brass"]
    return item


@pytest.mark.parametrize("tag", CHANNEL)
def test_the_channel_has_what_psp_1_requires_and_recommends(channel, tag):
    assert found(channel, tag)


@pytest.mark.parametrize("tag", ITEM)
def test_every_item_has_what_psp_1_requires_and_recommends(items, tag):
    assert len(items) == 3
    assert all(found(item, tag) for item in items)


def test_it_is_utf_8_with_the_namespaces_of_psp_1(feed):
    data = feed.read_bytes()
    data.decode("utf-8")
    assert data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    assert etree.fromstring(data).nsmap == SPACES


def test_no_value_is_longer_than_255_characters_or_has_blanks_around_it(channel):
    for element in channel.iter():
        values = [*element.attrib.values(), *([element.text or ""] if not len(element) else [])]
        if element.tag == "description":
            assert len((element.text or "").encode()) <= 4000
            continue
        assert all(len(value) <= 255 and value == value.strip() for value in values), element.tag


def test_enclosures_have_the_length_the_type_and_the_name_of_their_files(items, whole):
    for item in items:
        (enclosure,) = item.findall("enclosure")
        file = whole.out / enclosure.get("url").removeprefix(BASE)
        assert int(enclosure.get("length")) == file.stat().st_size
        assert (enclosure.get("type"), file.suffix) == ("audio/mpeg", ".mp3")
        assert int(found(item, "itunes:duration")[0].text) == round(seconds(file))


def test_addresses_are_ascii_and_each_enclosure_has_its_own(items):
    addresses = [item.find("enclosure").get("url") for item in items]
    assert len(set(addresses)) == len(addresses)
    assert all(re.fullmatch(r"https://[A-Za-z0-9/._-]+", address) for address in addresses)


def test_every_file_that_the_feed_names_is_there(channel, whole):
    named = [value for each in channel.iter() for value in each.attrib.values() if value.startswith(BASE)]
    assert len(named) > 20
    for address in named:
        assert (whole.out / address.removeprefix(BASE)).is_file(), address


def test_dates_are_those_of_the_interviews_and_the_newest_is_first(items):
    dates = [parsedate_to_datetime(item.findtext("pubDate")) for item in items]
    assert [date.date().isoformat() for date in dates] == ["2024-05-01", "2023-02-03", "2023-01-01"]
    assert all(date.utcoffset().total_seconds() == 0 for date in dates)


def test_categories_are_apples_one_within_another(channel):
    (main, other) = found(channel, "itunes:category")
    assert (main.get("text"), main[0].get("text")) == ("Society & Culture", "Documentary")
    assert other.get("text") == "Technology"
    assert not other.text


def test_seasons_numbers_and_kinds_are_told_to_apple_and_to_others(items):
    item = bells(items)
    for space in ("itunes", "podcast"):
        assert found(item, f"{space}:season")[0].text == "2"
        assert found(item, f"{space}:episode")[0].text == "7"
    assert [found(each, "itunes:episodeType")[0].text for each in items] == ["full", "full", "trailer"]


def test_a_trailer_is_named_in_the_channel(channel, whole):
    (trailer,) = found(channel, "podcast:trailer")
    assert trailer.text == "Why we mend"
    assert trailer.get("url") == f"{BASE}trailer.mp3"
    assert int(trailer.get("length")) == (whole.out / "trailer.mp3").stat().st_size
    assert parsedate_to_datetime(trailer.get("pubdate")).year == 2023
    assert trailer.get("season") == "1"


def test_people_have_the_roles_of_who_asks_and_who_answers(items):
    people = found(bells(items), "podcast:person")
    assert [(each.text, each.get("role")) for each in people] == [
        ("Ada Stone", "host"),
        ("Dora Lind", "guest"),
    ]


def test_a_soundbite_is_the_turn_that_was_chosen_and_fifteen_seconds_or_more(items, whole):
    (bite,) = found(bells(items), "podcast:soundbite")
    made = json.loads((whole.out / "bells.manifest.json").read_text("utf-8"))
    (turn,) = [turn for turn in made["turns"] if turn["number"] == 3]
    assert float(bite.get("startTime")) == pytest.approx(turn["start"], abs=0.06)
    assert 15 <= float(bite.get("duration")) <= 120
    assert bite.text.startswith("Whatever is nearest. It waits")
    assert len(bite.text) <= 128


def test_transcripts_and_chapters_have_their_media_types(items, whole):
    item = bells(items)
    kinds = {each.get("type") for each in found(item, "podcast:transcript")}
    assert kinds == {"text/vtt", "application/x-subrip", "application/json"}
    (chapters,) = found(item, "podcast:chapters")
    assert chapters.get("type") == "application/json+chapters"
    assert json.loads((whole.out / "bells.chapters.json").read_text("utf-8"))["chapters"]


def test_the_voices_are_told_to_be_synthetic_to_machines_and_people(channel, items):
    for element in (channel, *items):
        (mark,) = found(element, "podcast:txt[@purpose='ai-content']")
        assert mark.text == "true"
    assert all("The voices in this episode are synthetic." in item.findtext("description") for item in items)


def test_a_description_has_the_introduction_and_chapters_as_apps_read_them(items):
    html = bells(items).findtext("description")
    assert "Ada Stone went to see somebody who mend." in html
    assert re.search(r"00:00:00 [^<]+<br>00:00:\d\d What do you mend", html)


def test_other_formats_are_alternate_enclosures_with_length_and_digest(items, whole):
    others = found(bells(items), "podcast:alternateEnclosure")
    assert [(each.get("type"), each.get("default")) for each in others] == [
        ("audio/mpeg", "true"),
        ("audio/x-m4a", "false"),
    ]
    for each in others:
        file = whole.out / found(each, "podcast:source")[0].get("uri").removeprefix(BASE)
        data = file.read_bytes()
        assert int(each.get("length")) == len(data)
        digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
        assert found(each, "podcast:integrity")[0].get("value") == f"sha256-{digest}"


def test_the_podcasts_guid_is_made_as_the_namespace_says():
    assert podcast_guid("https://podnews.net/rss") == "9b024349-ccf0-5f69-a609-6b82873eab3c"
    assert podcast_guid("http://podnews.net/rss/") == "9b024349-ccf0-5f69-a609-6b82873eab3c"


def test_guids_stay_when_titles_addresses_and_the_out_folder_change(new_show):
    show = new_show()
    show.talk("a/one.md", date="")
    show.build()
    before = etree.parse(show.out / "feed.xml").getroot()[0]
    (show.folder / "out").rename(show.folder / "elsewhere")
    show.talk("a/one.md", title="Another title", date="")
    with show.with_settings(
        SETTINGS.replace("/talks", "/other").replace("  cover", "  exclude: [elsewhere]\n  cover")
    ):
        show.build()
    after = etree.parse(show.out / "feed.xml").getroot()[0]
    for path in ("podcast:guid", "item/guid", "item/pubDate"):
        assert found(after, path)[0].text == found(before, path)[0].text
    assert after.findtext("item/title") == "Another title"
    UUID(after.findtext("item/guid"))


def test_a_kept_file_that_is_damaged_is_not_written_anew(show):
    show.talk("one.md")
    show.write("feed-guids.json", "{")
    done = show.run("build")
    assert done.returncode == 2
    assert "bring back its last version" in done.stderr
    assert (show.folder / "feed-guids.json").read_text("utf-8") == "{"


@pytest.mark.parametrize(
    ("size", "mode", "why"),
    [
        ((1399, 1399), "RGB", "1399 × 1399"),
        ((3001, 3001), "RGB", "3001 × 3001"),
        ((1400, 1500), "RGB", "a square of 1400 to 3000"),
        ((1400, 1400), "RGBA", "without transparency"),
    ],
)
def test_artwork_that_directories_refuse_is_refused_first(show, size, mode, why):
    show.talk("one.md")
    Image.new(mode, size).save(show.folder / "cover.png")
    with pytest.raises(InputError, match=why):
        check_feed(open_show(show.folder))


def test_formats_that_no_app_plays_are_refused(show):
    show.talk("one.md")
    with (
        show.with_settings(f"{SETTINGS}  formats: [opus, flac]\n"),
        pytest.raises(InputError, match="neither"),
    ):
        check_feed(open_show(show.folder))


def test_xmllint_finds_the_tags_of_the_podcast_namespace_as_it_defines_them(feed):
    assert "validates" in run("xmllint", "--noout", "--schema", SCHEMA, feed)


def test_the_schema_finds_what_is_wrong(feed, tmp_path):
    wrong = tmp_path / "wrong.xml"
    for old, new in (
        ('role="host"', 'role="master"'),
        (">yes</podcast:locked>", ">perhaps</podcast:locked>"),
    ):
        wrong.write_text(feed.read_text("utf-8").replace(old, new), "utf-8")
        run("xmllint", "--noout", "--schema", SCHEMA, wrong, status=3)


def test_podcastparser_reads_what_gpodder_shows(feed, whole):
    podcastparser = pytest.importorskip("podcastparser")
    with feed.open("rb") as file:
        read = podcastparser.parse(f"{BASE}feed.xml", file)
    assert read["title"] == "Talks at Noon"
    assert read["cover_url"] == f"{BASE}show/cover.jpg"
    episodes = {each["title"]: each for each in read["episodes"]}
    assert set(episodes) == {"The <first> & the last", "Why we mend", "Bells of brass"}
    (file,) = episodes["Bells of brass"]["enclosures"]
    assert file["file_size"] == (whole.out / "bells.mp3").stat().st_size
    assert file["mime_type"] == "audio/mpeg"
    assert episodes["Bells of brass"]["total_time"] == round(seconds(whole.out / "bells.mp3"))
    chapters = json.loads((whole.out / "bells.chapters.json").read_text("utf-8"))["chapters"]
    assert [(each["start"], each["title"]) for each in episodes["Bells of brass"]["chapters"]] == [
        (int(each["startTime"]), each["title"]) for each in chapters
    ]


def test_feedparser_finds_nothing_wrong(feed):
    feedparser = pytest.importorskip("feedparser")
    read = feedparser.parse(feed.read_bytes())
    assert not read.bozo
    assert read.feed.language == "en"
    assert [each.published_parsed[:3] for each in read.entries] == [(2024, 5, 1), (2023, 2, 3), (2023, 1, 1)]
    assert all(each.guidislink is False and len(each.enclosures) == 1 for each in read.entries)


def test_podcast_partytime_reads_every_phase_of_the_namespace(feed, whole):
    program = (
        "const { parseFeed } = load(home + '/dist/index.js');"
        "const read = parseFeed(fs.readFileSync(path, 'utf8'), { allowMissingGuid: false });"
        "console.log(JSON.stringify(read))"
    )
    read = node("podcast-partytime", program, feed)
    assert read["medium"] == "podcast"
    assert read["locked"]
    assert read["guid"] == json.loads((whole.folder / "feed-guids.json").read_text("utf-8"))["podcast"]
    item = next(each for each in read["items"] if each["title"] == "Bells of brass")
    assert item["enclosure"] == {
        "url": f"{BASE}bells.mp3",
        "length": (whole.out / "bells.mp3").stat().st_size,
        "type": "audio/mpeg",
    }
    assert item["podcastChapters"]["url"] == f"{BASE}bells.chapters.json"
    assert len(item["podcastTranscripts"]) == 3
    assert [each["role"] for each in item["podcastPeople"]] == ["Host", "Guest"]
    assert item["podcastSeason"]["number"] == 2
    assert item["podcastEpisode"]["number"] == 7
    assert len(item["podcastSoundbites"]) == 1
    assert len(item["alternativeEnclosures"]) == 2


def test_feedsmith_reads_the_tags_of_apple_and_of_the_namespace(feed):
    program = (
        "const { parseFeed } = await import(home + '/dist/index.mjs');"
        "console.log(JSON.stringify(parseFeed(fs.readFileSync(path, 'utf8'))))"
    )
    read = node("feedsmith", program, feed)
    assert read["format"] == "rss"
    assert read["feed"]["itunes"]["explicit"] is False
    item = next(each for each in read["feed"]["items"] if each["title"] == "Bells of brass")
    assert item["podcast"]["txts"] == [{"display": "true", "purpose": "ai-content"}]
    assert item["podcast"]["soundbites"][0]["display"].startswith("Whatever is nearest.")


def test_the_categories_are_those_of_podcast_categories(tmp_path):
    ours = tmp_path / "ours.json"
    ours.write_text(json.dumps(categories()), "utf-8")
    program = "console.log(JSON.stringify(load(home + '/index.js')))"
    theirs = node("podcast-categories", program, ours)
    renamed = {"Games & Hobbies", "Leisure"}  # Apple has called one the other since
    differing = {
        name
        for name in {*theirs, *categories()}
        if set(theirs.get(name) or ()) != set(categories().get(name, ()))
    }
    assert differing <= renamed

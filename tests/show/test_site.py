"""The site as files: what its pages say, to people and to machines, and how small the search's files are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html
from other_programs import node
from shows import SETTINGS, Trial

from audio.publish import labels_for
from audio.show.site.search import words_of

BASE = "https://example.org/talks/"
PAGES = ["index.html", "bells/index.html", "2023-first/index.html", "trailer/index.html"]


def page(whole: Trial, name: str) -> Any:
    return html.fromstring((whole.out / name).read_bytes())


def meta(root: Any, name: str) -> str:
    (found,) = root.xpath(f"//meta[@property='{name}']/@content")
    return found


@pytest.mark.parametrize("name", PAGES)
def test_every_link_within_the_site_leads_to_a_file(whole, name):
    root, at = page(whole, name), (whole.out / name).parent
    links = root.xpath("//@href | //@src | //@data-src")
    inside = [unquote(urlsplit(link).path) for link in links if not urlsplit(link).scheme and link[0] != "#"]
    assert len(inside) > 5
    for link in inside:
        assert (at / link).is_file() or (whole.out / link).is_file(), link
    for link in [link for link in links if link.startswith(BASE)]:
        path = whole.out / link.removeprefix(BASE)
        assert path.is_file() or (path / "index.html").is_file(), link


@pytest.mark.parametrize("name", PAGES)
def test_parse5_finds_no_error_that_the_html_standard_names(whole, name):
    program = (
        "const { parse } = await import(home + '/dist/index.js'); const errors = [];"
        "const onParseError = (error) => errors.push(`${error.startLine}: ${error.code}`);"
        "parse(fs.readFileSync(path, 'utf8'), { sourceCodeLocationInfo: true, onParseError });"
        "console.log(JSON.stringify(errors))"
    )
    assert node("parse5", program, whole.out / name) == []


def test_an_episodes_page_says_by_schema_org_what_it_is_and_that_its_voices_are_synthetic(whole):
    (text,) = page(whole, "bells/index.html").xpath("//script[@type='application/ld+json']/text()")
    data = json.loads(text)
    assert data["@type"] == "PodcastEpisode"
    assert data["url"] == f"{BASE}bells/"
    assert data["partOfSeries"]["webFeed"] == f"{BASE}feed.xml"
    assert data["associatedMedia"]["contentUrl"] == f"{BASE}bells.mp3"
    assert data["digitalSourceType"].endswith("TrainedAlgorithmicMediaDigitalSource")
    assert data["datePublished"] == "2024-05-01"


def test_the_page_of_all_episodes_is_the_series(whole):
    (text,) = page(whole, "index.html").xpath("//script[@type='application/ld+json']/text()")
    assert json.loads(text)["@type"] == "PodcastSeries"


@pytest.mark.parametrize("name", PAGES)
def test_open_graph_names_title_picture_and_address(whole, name):
    root = page(whole, name)
    assert meta(root, "og:title") == root.findtext(".//title")
    assert meta(root, "og:image").startswith(BASE)
    assert meta(root, "og:url") == f"{BASE}{name.removesuffix('index.html')}"
    assert (len(root.xpath("//meta[@property='og:audio']")) == 1) == (name != "index.html")


def test_episodes_are_listed_the_newest_first_and_lead_to_their_neighbours(whole):
    titles = page(whole, "index.html").xpath("//h3/a/text()")
    assert titles == ["Bells of brass", "The <first> & the last", "Why we mend"]
    others = page(whole, "2023-first/index.html").xpath("//nav[@class='others']//b/text()")
    assert others == ["Bells of brass", "Why we mend"]


def test_the_page_has_links_that_subscribe(whole):
    links = page(whole, "index.html").xpath("//p[@class='subscribe']/a/@href")
    assert f"{BASE}feed.xml" in links
    assert "podcasts://example.org/talks/feed.xml" in links


@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_that_voices_are_synthetic(whole, name):
    assert "synthetic" in page(whole, name).xpath("string(//footer)")


def test_no_page_lets_a_script_run_but_the_sites(whole):
    for name in PAGES:
        root = page(whole, name)
        (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "'unsafe" not in policy
        scripts = root.xpath("//script[not(@type)]")
        assert [Path(each.get("src")).name for each in scripts] == ["site.js"]
        assert not root.xpath("//@style | //@onclick | //@onerror")


def test_the_index_knows_every_word_that_is_said(whole):
    folder = whole.out / "show" / "search"
    said = json.loads((whole.out / "bells.manifest.json").read_text("utf-8"))["turns"]
    known: set[str] = set()
    for file in folder.glob("words-*.js"):
        known |= set(json.loads(file.read_text("utf-8").partition(",")[2].partition(",")[2].rstrip(");\n")))
    assert {word for turn in said for word in words_of(turn["written"])} <= known


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Isn’t IT Érdi’s?", ["isnt", "it", "erdis"]),
        ("時計職人。", ["時計", "計職", "職人"]),
        ("一", ["一"]),
        ("किताबों वाली", ["किताबों", "वाली"]),
        ("Straße 12-b", ["straße", "12", "b"]),
        ("", []),
    ],
)
def test_words_are_looked_up_without_case_accents_and_apostrophes(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize("language", ["es", "fr", "hi", "it", "ja", "pt", "zh"])
def test_the_sites_words_are_in_every_language_that_pages_speak(language):
    english, own = labels_for("en"), labels_for(language)
    for name in ("episodes", "subscribe", "search_all", "newer", "older", "notice_all"):
        assert own[name]
        assert own[name] != english[name]


def test_a_site_is_written_again_where_files_are_gone_or_its_order_is_another(new_show):
    show = new_show()
    show.talk("one.md")
    show.build()
    before = {name: (show.out / name).read_bytes() for name in ("one/index.html", "show/search/episodes.js")}
    for name in before:
        (show.out / name).unlink()
    assert set(before) <= set(show.build().whole["written"])
    assert before == {name: (show.out / name).read_bytes() for name in before}
    (show.folder / "one.md").unlink()
    show.talk("two.md", title="Two", date="2024-05-02")
    show.talk("three.md", title="Three", date="2024-05-03")
    show.build()
    assert not (show.out / "one" / "index.html").exists()
    assert not (show.out / "show" / "search" / "said-one.js").exists()
    assert page(show, "index.html").xpath("//h3/a/text()") == ["Three", "Two"]
    with show.with_settings(SETTINGS.replace("show:\n", "show:\n  kind: serial\n")):
        assert show.build().made == []
        assert page(show, "index.html").xpath("//h3/a/text()") == ["Two", "Three"]

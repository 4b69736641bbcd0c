"""Chapters in files of their own, and the links in them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from audio.cast import Pauses, Settings
from audio.mix import Mark, Timeline, lay_out
from audio.publish.about import about
from audio.publish.chapters import ChapterMark, chapter_marks
from audio.publish.links import links_in
from audio.publish.words.chapter_files import PODLOVE, chapter_lines, json_chapters, podlove_chapters


def psc(text: str) -> list[tuple[str, str, str | None]]:
    """Give start, title and link of each chapter of Podlove Simple Chapters."""
    root = etree.fromstring(text.encode("utf-8"))
    assert (root.tag, root.get("version")) == (f"{{{PODLOVE}}}chapters", "1.2")
    return [(each.get("start"), each.get("title"), each.get("href")) for each in root]


def test_podlove_chapters_have_times_titles_and_links():
    marks = [
        ChapterMark("A <b> & “c”", 0, 61_005),
        ChapterMark("日本語", 61_005, 99_000, "https://x.org/?a=1&b=2"),
    ]
    assert psc(podlove_chapters(marks)) == [
        ("00:00:00.000", "A <b> & “c”", None),
        ("00:01:01.005", "日本語", "https://x.org/?a=1&b=2"),
    ]


@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=5))
def test_no_title_breaks_a_chapter_file(titles):
    marks = [ChapterMark(title, 1000 * n, 1000 * n + 1000) for n, title in enumerate(titles)]
    if all(title.isprintable() for title in titles):
        assert [title for _, title, _ in psc(podlove_chapters(marks))] == titles
    else:
        assert len(psc(podlove_chapters(marks))) == len(titles)


def test_lines_for_descriptions_begin_at_zero_and_are_in_order(timeline_of):
    lines = chapter_lines(chapter_marks(timeline_of(60)))
    assert lines[0] == "00:00:00 x0"
    assert lines[1].startswith("00:00:01 ")
    assert lines == sorted(lines)


def test_hours_are_counted_on():
    assert chapter_lines([ChapterMark("late", 36_061_000, 40_000_000)]) == ["10:01:01 late"]


def test_a_chapter_that_no_player_could_show_is_left_out():
    marks = (Mark("a", 0, 44_100), Mark("nothing", 44_100, 44_110), Mark("b", 44_110, 88_200))
    kept = chapter_marks(Timeline(44_100, (), marks, 88_200))
    assert [mark.title for mark in kept] == ["a", "b"]
    assert all(mark.start < mark.end for mark in kept)


def test_a_link_goes_with_the_chapter_in_which_it_is_said(make_take, script):
    takes = [
        make_take("Hello there.", turn=1),
        make_take("See www.example.org/a, or https://b.example/.", turn=2),
        make_take("Goodbye then.", turn=3),
    ]
    words = about(script, Settings(), lay_out(takes, script, Pauses()), "e")
    chapters = json.loads(json_chapters(words.chapters, words, "e.mp3"))["chapters"]
    assert [each.get("url") for each in chapters] == [None, "https://www.example.org/a", None]


def test_a_start_cut_to_whole_seconds_still_falls_into_the_pause_before(make_take, script):
    """AntennaPod cuts the starts in JSON: no word of the chapter before may be heard then."""
    takes = [make_take(turn=n, seconds=2.3) for n in (1, 2, 3)]
    takes = [replace(take, segment=replace(take.segment, pause_after="chapter")) for take in takes]
    timeline = lay_out(takes, script, Pauses(variation=0))
    for mark, before in zip(timeline.chapters[1:], timeline.events, strict=False):
        assert mark.start // 44_100 * 44_100 >= before.start + before.length


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("It is at https://example.org.", ["https://example.org"]),
        ("(see http://example.org/a_(b)) or not", ["http://example.org/a_(b)"]),
        ("www.example.org, twice: www.example.org!", ["https://www.example.org"]),
        (
            "https://müller.example/straße?q=ü#ß",
            ["https://xn--mller-kva.example/stra%C3%9Fe?q=%C3%BC#%C3%9F"],
        ),
        ("“https://example.org/x”, she said", ["https://example.org/x"]),
        ("<https://example.org/y>", ["https://example.org/y"]),
        ("https:// and www. and ftp://x and a@b.org", []),
        ("https://example.org/100%25", ["https://example.org/100%25"]),
    ],
)
def test_links_are_found_as_they_are_meant(text, links):
    assert links_in(text) == links


@given(st.text())
def test_looking_for_links_never_fails_and_gives_ascii(text):
    assert all(
        link.isascii() and link.startswith(("http://", "https://"))
        for link in links_in(f"https://{text} www.{text}")
    )

"""Show notes and the cover."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from markdown_it import MarkdownIt
from PIL import Image, ImageChops, ImageStat

from audio.cast import Settings, Show
from audio.errors import InputError
from audio.publish import publish
from audio.publish.about import About, about
from audio.publish.page import cover as drawing
from audio.publish.page.cover import LANES_TOP, MARGIN, draw_cover
from audio.publish.pictures import Picture, for_host, for_tag, read_picture
from audio.publish.words.notes import show_notes
from audio.script import Dropped, Lines, Link, Speaker


def about_of(title: str, people: tuple[str, ...] = ("Ada", "Bob"), album: str = "") -> About:
    return About(title, people, album, "", date(2026, 3, 9), "en", (), ())


def opened(cover: Picture) -> Image.Image:
    return Image.open(io.BytesIO(cover.data))


def test_the_notes_name_people_chapters_links_and_synthetic_voices(script, timeline):
    script = replace(
        script,
        speakers=(Speaker("Ada Lovelace", description="mathematician"), Speaker("Charles Babbage")),
        dropped=(Dropped("More at https://example.org/more.", "credits", Lines(9, 9)),),
    )
    notes = show_notes(script, about(script, Settings(show=Show(title="Engines")), timeline, "e"))
    assert notes.startswith("# An interview with Ada\n\nEngines, 2026-03-09\n")
    assert "- **Ada Lovelace**, mathematician\n- **Charles Babbage**\n" in notes
    assert "\n00:00:00 One  \n00:00:0" in notes
    assert "- <https://example.org/more>\n" in notes
    assert "voices in this episode are synthetic" in notes


def test_the_notes_name_the_addresses_of_chapters_once(script, timeline):
    words = about(replace(script, dropped=(Dropped("https://a.example", "credits", Lines(9, 9)),)),
                  Settings(), timeline, "e")  # fmt: skip
    links = ("https://a.example", "https://b.example", "https://b.example")
    marks = tuple(replace(words.chapters[0], link=link) for link in links)
    notes = show_notes(script, replace(words, chapters=marks))
    assert notes.count("<https://a.example>") == notes.count("<https://b.example>") == 1


def test_the_notes_give_words_and_addresses_by_chapter(script, timeline):
    said = [
        replace(turn, paragraphs=(replace(turn.paragraphs[0], links=(Link(0, words, address),)),))
        for turn, words, address in zip(
            script.turns,
            ("My *engine*", "again", "a mill"),
            ("https://a.example/ü", "https://a.example/ü", "http://b.example"),
            strict=False,
        )
    ]
    linked = replace(
        script,
        turns=tuple(said),
        dropped=(Dropped("See https://c.example.", "credits", Lines(9, 9)),),
    )
    said_of = about(linked, Settings(), timeline, "e")
    notes = show_notes(linked, said_of)
    assert (
        "## Links\n\n- <https://c.example>\n\n### One\n\n- My \\*engine\\*: <https://a.example/%C3%BC>\n"
    ) in notes
    assert notes.count("https://a.example") == 1
    assert [link.chapter for link in said_of.links][:1] == [script.chapters[0].title]


def test_the_notes_of_a_bare_script_have_no_empty_parts(script, timeline):
    bare = replace(script, title="", date=None, speakers=(), chapters=())
    notes = show_notes(bare, about(bare, Settings(), replace(timeline, chapters=()), "clock"))
    assert notes == "# clock\n\n## About the voices\n\nThe voices in this episode are synthetic.\n"


def test_only_people_with_a_name_are_the_artists(script, timeline):
    asked = replace(script, speakers=(Speaker("Interviewer"), Speaker("Dr. Ines Holt")))
    assert about(asked, Settings(), timeline, "e").artist == "Dr. Ines Holt"
    nameless = replace(script, speakers=(Speaker("Q"), Speaker("A")))
    assert about(nameless, Settings(show=Show(author="The Hive")), timeline, "e").artist == "The Hive"
    assert not about(nameless, Settings(), timeline, "e").artist


def test_nothing_in_a_title_becomes_markup(script, timeline):
    script = replace(script, title="A *b* [c](d) <e>", speakers=(Speaker("_Ada_ `x`"),))
    page = MarkdownIt().render(show_notes(script, about(script, Settings(), timeline, "e")))
    assert "<h1>A *b* [c](d) &lt;e&gt;</h1>" in page
    assert "<strong>_Ada_ `x`</strong>" in page


def test_a_drawn_cover_is_what_hosts_ask_for(timeline):
    cover = draw_cover(about_of("What the clock knew"), timeline).sized(3000)
    picture = opened(cover)
    assert (cover.mime, picture.format, picture.mode, picture.size) == (
        "image/jpeg",
        "JPEG",
        "RGB",
        (3000, 3000),
    )
    assert picture.info["dpi"] == (72, 72)
    assert len(cover.data) < 512_000


def test_the_cover_is_the_same_every_time_and_in_a_tag_small(timeline):
    words = about_of("What the clock knew")
    small = draw_cover(words, timeline).sized(1500)
    assert draw_cover(words, timeline).sized(1500) == small
    assert opened(small).size == (1500, 1500)
    assert len(small.data) < 200_000


@pytest.mark.parametrize("side", [1500, 500])
@pytest.mark.parametrize("title", ["Why?", "What the clock knew when nobody was there to ask it"])
def test_a_small_cover_is_the_large_one_shrunk(timeline, title, side):
    cover = draw_cover(about_of(title, ("Ada Stone", "Bob Reed"), "Engines"), timeline)
    small = opened(cover.sized(side)).convert("L")
    shrunk = cover.draw().resize((side, side), Image.Resampling.LANCZOS).convert("L")
    off, off_by_a_pixel = (
        ImageStat.Stat(ImageChops.difference(small, each)).mean[0]
        for each in (shrunk, ImageChops.offset(shrunk, 1, 0))
    )
    assert off < off_by_a_pixel / 2


@pytest.mark.parametrize(
    "title",
    [
        "Why?",
        "What " * 60,
        "Antidisestablishmentarianism" * 8,
        "Ήταν ένα μικρό καράβι",
        "Œuvre: ‘naïve’ – Škoda",
    ],
)
def test_every_title_is_drawn_inside_the_margins_and_off_the_lowest_fifth(timeline, title):
    picture = draw_cover(about_of(title, ("Émilie Škvorecká",) * 5, "Engines"), timeline).draw()
    ground = Image.new("RGB", picture.size, picture.getpixel((5, 5)))
    drawn = ImageChops.difference(picture, ground).convert("L").point(lambda value: 255 * (value > 40))
    assert drawn.crop((0, 0, 3000, LANES_TOP - 60)).getbbox()
    for margin in (
        drawn.crop((0, 0, MARGIN - 20, LANES_TOP - 60)),
        drawn.crop((3000 - MARGIN + 20, 0, 3000, LANES_TOP - 60)),
    ):
        assert margin.getbbox() is None
    assert drawn.crop((0, 2420, 3000, 3000)).getbbox() is None


def test_a_line_that_no_font_has_the_letters_for_is_left_out(timeline, monkeypatch):
    monkeypatch.setattr(drawing, "_OTHER_FONTS", ())
    drawing._font_file.cache_clear()
    picture = draw_cover(about_of("日本語", ()), timeline).draw()
    drawing._font_file.cache_clear()
    assert picture.crop((200, 500, 2800, 1600)).getextrema() == tuple(
        (c, c) for c in picture.getpixel((5, 5))
    )


def test_the_pattern_shows_who_speaks_when(timeline):
    picture = draw_cover(about_of("T"), timeline).draw()
    ada, bob, other_ada = timeline.events
    for event, lane in ((ada, 0), (bob, 1), (other_ada, 0)):
        middle = 3000 * (event.start + event.length // 2) // timeline.length
        heard = picture.getpixel((middle, LANES_TOP + 30 + 96 * lane))
        silent = picture.getpixel((middle, LANES_TOP + 30 + 96 * (1 - lane)))
        assert sum(abs(a - b) for a, b in zip(heard, silent, strict=True)) > 60


def test_a_large_picture_is_made_small_for_the_tag_and_fits_a_host(tmp_path):
    noise = Image.effect_noise((400, 400), 80).resize((3200, 3200)).convert("RGB")
    noise.save(tmp_path / "cover.jpg", quality=95)
    given = read_picture(tmp_path / "cover.jpg", "show.cover")
    assert len(given.data) > 512_000
    tag, host = for_tag(given), for_host(given)
    assert (tag.mime, opened(tag).size) == ("image/jpeg", (1500, 1500))
    assert (host.mime, opened(host).size, opened(host).mode) == ("image/jpeg", (3000, 3000), "RGB")


def test_a_png_with_see_through_parts_becomes_a_plain_jpeg_for_hosts(tmp_path):
    Image.new("RGBA", (1500, 1500), (10, 20, 30, 40)).save(tmp_path / "cover.png")
    host = for_host(read_picture(tmp_path / "cover.png", "show.cover"))
    assert (host.mime, opened(host).mode, opened(host).size) == ("image/jpeg", "RGB", (1500, 1500))


def test_what_shows_through_a_picture_is_white(tmp_path):
    Image.new("RGBA", (90, 90), (0, 0, 0, 0)).save(tmp_path / "cover.png")
    host = for_host(read_picture(tmp_path / "cover.png", "show.cover"))
    assert opened(host).getpixel((45, 45)) == (255, 255, 255)


@pytest.mark.parametrize("name", ["cover.png", "cover.jpg"])
def test_a_small_damaged_picture_is_refused(tmp_path, name):
    path = tmp_path / name
    Image.effect_noise((90, 90), 80).save(path)
    path.write_bytes(path.read_bytes()[:-900])
    with pytest.raises(InputError, match="damaged"):
        read_picture(path, "show.cover")


def test_a_picture_of_far_too_many_pixels_is_refused(tmp_path, monkeypatch):
    Image.new("1", (90, 90)).save(tmp_path / "cover.png")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    with pytest.raises(InputError, match="more than 50 million pixels"):
        read_picture(tmp_path / "cover.png", "show.cover")


def test_a_damaged_picture_is_refused(tmp_path):
    (tmp_path / "cover.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(400_000))
    with pytest.raises(InputError, match="damaged"):
        for_tag(read_picture(tmp_path / "cover.png", "show.cover"))


def test_a_cover_that_is_no_picture_is_refused_by_name(programme, script, tmp_path):
    (tmp_path / "cover.jpg").write_text("<svg/>")
    settings = Settings(show=Show(cover=tmp_path / "cover.jpg"))
    with pytest.raises(InputError, match=r"cover\.jpg, which show\.cover names, is no JPEG or PNG"):
        publish(programme, script, settings, tmp_path / "out" / "e.mp3")


def test_a_missing_cover_is_refused_by_name(tmp_path):
    with pytest.raises(InputError, match=r"none\.png cannot be read: No such file"):
        read_picture(tmp_path / "none.png", "show.cover")

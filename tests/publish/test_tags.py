"""Tags and chapters as other programs read them."""

from __future__ import annotations

from dataclasses import replace

import av
import pytest
from mutagen.id3 import ID3

from audio.cast import Settings, Show
from audio.errors import InputError
from audio.mix import Mark, Timeline
from audio.publish.about import about
from audio.publish.mp3 import write_mp3
from audio.publish.tags import alpha3, write_tags

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
JPEG = b"\xff\xd8\xff\xe0" + bytes(100)
TITLES = ["x", "日本語の章のタイトル", "مقابلة مع المهندس", "🎙️ Emoji 👩‍💻", "L" * 300, "Ü"]


@pytest.fixture
def bare(programme, tmp_path):
    """Give an MP3 without tags."""
    path = tmp_path / "e.mp3"
    write_mp3(programme, path)
    return path


def timeline_of(count: int) -> Timeline:
    """Give chapters at times that are no whole milliseconds, with titles of very different sizes."""
    starts = [0, *(number * 44_100 + 13 * number for number in range(1, count))]
    ends = [*starts[1:], count * 44_100 + 20_000]
    titles = [f"{TITLES[number % len(TITLES)]}{number}" for number in range(count)]
    return Timeline(44_100, (), tuple(map(Mark, titles, starts, ends)), ends[-1])


@pytest.mark.parametrize("count", [1, 60, 255, 256, 300])
def test_chapters_read_back_in_order_to_the_millisecond(bare, script, count):
    timeline = timeline_of(count)
    wanted = [
        (mark.title, mark.start * 1000 // 44_100, mark.end * 1000 // 44_100) for mark in timeline.chapters
    ]
    write_tags(bare, about(script, Settings(), "e"), timeline)

    tag = ID3(bare, translate=False)
    in_file = [frame for key, frame in tag.items() if key.startswith("CHAP")]
    assert [(c.sub_frames["TIT2"].text[0], c.start_time, c.end_time) for c in in_file] == wanted
    with av.open(str(bare)) as container:
        chapters = [
            (c["metadata"]["title"], c["start"] * c["time_base"] * 1000, c["end"] * c["time_base"] * 1000)
            for c in container.chapters()
        ]
    assert chapters == wanted
    assert wanted[0][1] == 0


def test_one_ordered_top_level_table_lists_all_chapters(bare, script):
    write_tags(bare, about(script, Settings(), "e"), timeline_of(60))
    tag = ID3(bare)
    (table,) = tag.getall("CTOC")
    assert table.flags == 3
    assert table.child_element_ids == [frame.element_id for frame in tag.getall("CHAP")]
    assert table.sub_frames["TIT2"].text == ["An interview with Ada"]


def test_more_chapters_than_a_table_can_list_are_in_several_and_none_is_lost(bare, script):
    write_tags(bare, about(script, Settings(), "e"), timeline_of(300))
    tables = ID3(bare).getall("CTOC")
    assert [len(table.child_element_ids) for table in tables] == [255, 45]
    listed = [child for table in tables for child in table.child_element_ids]
    assert listed == [f"chp{n:04d}" for n in range(300)]


def test_chapters_go_by_time_and_not_by_bytes(bare, script):
    write_tags(bare, about(script, Settings(), "e"), timeline_of(2))
    for chapter in ID3(bare).getall("CHAP"):
        assert chapter.start_offset == chapter.end_offset == 0xFFFFFFFF


def test_a_programme_without_chapters_has_no_table(bare, script, timeline):
    write_tags(bare, about(script, Settings(), "e"), replace(timeline, chapters=()))
    assert not ID3(bare).getall("CTOC")


def test_the_tag_is_version_2_3_in_utf_16_with_year_and_day(bare, script, timeline):
    write_tags(bare, about(script, Settings(), "e"), timeline)
    assert bare.read_bytes()[:4] == b"ID3\x03"
    tag = ID3(bare, translate=False)
    assert (tag["TYER"].text, tag["TDAT"].text) == (["2026"], ["0903"])
    assert {int(frame.encoding) for frame in tag.values() if frame.FrameID.startswith("T")} <= {0, 1}
    assert not tag.getall("TDRC")


def test_the_tag_says_what_the_episode_is(bare, script, timeline):
    settings = Settings(show=Show(title="Engines", author="Analytical Press"))
    write_tags(bare, about(script, settings, "e"), timeline)
    tag = ID3(bare, translate=False)
    said = {name: str(tag[name]) for name in ("TIT2", "TPE1", "TPE2", "TALB", "TLAN", "TCON")}
    assert said == {
        "TIT2": "An interview with Ada",
        "TPE1": "Ada Lovelace, Charles Babbage",
        "TPE2": "Analytical Press",
        "TALB": "Engines",
        "TLAN": "eng",
        "TCON": "Podcast",
    }
    assert str(tag["TSSE"]).startswith("Vivavoce ")


def test_who_publishes_it_is_the_artist_where_nobody_is_named(script):
    described = about(replace(script, speakers=()), Settings(show=Show(author="Press")), "e")
    assert described.artist == "Press"


def test_an_untitled_script_is_called_as_its_file_and_the_show_as_the_script_says(script):
    described = about(replace(script, title="", show="The Review"), Settings(), "episode-7")
    assert (described.title, described.album) == ("episode-7", "The Review")


def test_the_tag_says_to_people_and_to_machines_that_the_voices_are_synthetic(bare, script, timeline):
    write_tags(bare, about(script, Settings(), "e"), timeline)
    tag = ID3(bare)
    assert "voices in this episode are synthetic" in str(tag["COMM::eng"])
    assert str(tag["TXXX:DIGITAL_SOURCE_TYPE"]).endswith("/trainedAlgorithmicMedia")


@pytest.mark.parametrize(("data", "mime"), [(PNG, "image/png"), (JPEG, "image/jpeg")])
def test_the_cover_is_in_the_tag_with_the_kind_that_its_content_says(
    bare, script, timeline, tmp_path, data, mime
):
    (tmp_path / "cover.img").write_bytes(data)
    settings = Settings(show=Show(cover=tmp_path / "cover.img"))
    write_tags(bare, about(script, settings, "e"), timeline)
    (cover,) = ID3(bare).getall("APIC")
    assert (cover.mime, cover.type, cover.data) == (mime, 3, data)


def test_a_cover_that_is_no_picture_is_refused_by_name(script, tmp_path):
    (tmp_path / "cover.jpg").write_text("<svg/>")
    with pytest.raises(InputError, match=r"cover\.jpg is no JPEG or PNG"):
        about(script, Settings(show=Show(cover=tmp_path / "cover.jpg")), "e")


def test_a_missing_cover_is_refused_by_name(script, tmp_path):
    with pytest.raises(InputError, match=r"none\.png cannot be read: No such file"):
        about(script, Settings(show=Show(cover=tmp_path / "none.png")), "e")


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "eng"), ("pt-BR", "por"), ("de", "ger"), ("zh-Hant", "chi"), ("", "und"), ("no such", "und")],
)
def test_a_language_has_the_three_letters_that_id3_wants(tag, code):
    assert alpha3(tag) == code

"""ID3 tags and chapters as other programs read them."""

from __future__ import annotations

from dataclasses import replace

import av
import pytest
from mutagen.id3 import ID3
from PIL import Image

from audio.cast import Pauses, Settings, Show
from audio.mix import Measure, lay_out
from audio.publish.about import about
from audio.publish.pictures import Picture, read_picture
from audio.publish.tags.id3 import alpha3
from audio.publish.tags.tagging import write_tags


@pytest.fixture
def tagged(bare, script, said_of):
    """Give a function that makes an MP3 with its tag."""

    def make(timeline, settings=Settings(), **changes):  # noqa: B008 - frozen
        path = bare("mp3")
        write_tags("mp3", path, said_of(about(script, settings, timeline, "e"), **changes))
        return path

    return make


@pytest.mark.parametrize("count", [1, 60, 255, 256, 300])
def test_chapters_read_back_in_order_to_the_millisecond(count, tagged, timeline_of):
    timeline = timeline_of(count)
    wanted = [
        (mark.title, mark.start * 1000 // 44_100, mark.end * 1000 // 44_100) for mark in timeline.chapters
    ]
    path = tagged(timeline)

    tag = ID3(path, translate=False)
    in_file = [frame for key, frame in tag.items() if key.startswith("CHAP")]
    assert [(c.sub_frames["TIT2"].text[0], c.start_time, c.end_time) for c in in_file] == wanted
    with av.open(str(path)) as container:
        chapters = [
            (c["metadata"]["title"], c["start"] * c["time_base"] * 1000, c["end"] * c["time_base"] * 1000)
            for c in container.chapters()
        ]
    assert chapters == wanted
    assert wanted[0][1] == 0


def test_one_ordered_top_level_table_lists_all_chapters(tagged, timeline_of):
    path = tagged(timeline_of(60))
    tag = ID3(path)
    (table,) = tag.getall("CTOC")
    assert table.flags == 3
    assert table.child_element_ids == [frame.element_id for frame in tag.getall("CHAP")]
    assert table.sub_frames["TIT2"].text == ["An interview with Ada"]


def test_more_chapters_than_a_table_can_list_are_in_several_and_none_is_lost(tagged, timeline_of):
    path = tagged(timeline_of(300))
    tables = ID3(path).getall("CTOC")
    assert [len(table.child_element_ids) for table in tables] == [255, 45]
    listed = [child for table in tables for child in table.child_element_ids]
    assert listed == [f"chp{n:04d}" for n in range(300)]


def test_chapters_go_by_time_and_not_by_bytes(tagged, timeline_of):
    path = tagged(timeline_of(2))
    for chapter in ID3(path).getall("CHAP"):
        assert chapter.start_offset == chapter.end_offset == 0xFFFFFFFF


def test_a_programme_without_chapters_has_no_table(timeline, tagged):
    path = tagged(replace(timeline, chapters=()))
    assert not ID3(path).getall("CTOC")


def test_the_tag_is_version_2_3_in_utf_16_with_year_and_day(timeline, tagged):
    path = tagged(timeline)
    assert path.read_bytes()[:4] == b"ID3\x03"
    tag = ID3(path, translate=False)
    assert (tag["TYER"].text, tag["TDAT"].text) == (["2026"], ["0903"])
    assert {int(frame.encoding) for frame in tag.values() if frame.FrameID.startswith("T")} <= {0, 1}
    assert not tag.getall("TDRC")


def test_the_tag_says_what_the_episode_is(timeline, tagged):
    settings = Settings(show=Show(title="Engines", author="Analytical Press"))
    path = tagged(timeline, settings)
    tag = ID3(path, translate=False)
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


def test_who_publishes_it_is_the_artist_where_nobody_is_named(script, timeline):
    described = about(replace(script, speakers=()), Settings(show=Show(author="Press")), timeline, "e")
    assert described.artist == "Press"


def test_an_untitled_script_is_called_as_its_file_and_the_show_as_the_script_says(script, timeline):
    described = about(replace(script, title="", show="The Review"), Settings(), timeline, "episode-7")
    assert (described.title, described.album) == ("episode-7", "The Review")


def test_the_tag_says_to_people_and_to_machines_that_the_voices_are_synthetic(timeline, tagged):
    path = tagged(timeline)
    tag = ID3(path)
    assert "voices in this episode are synthetic" in str(tag["COMM::eng"])
    assert str(tag["TXXX:DIGITAL_SOURCE_TYPE"]).endswith("/trainedAlgorithmicMedia")


@pytest.mark.parametrize(("kind", "mime"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_the_cover_is_in_the_tag_with_the_kind_that_its_content_says(timeline, tmp_path, kind, mime, tagged):
    Image.new("RGB", (60, 60), "navy").save(tmp_path / "cover.img", kind)
    data = (tmp_path / "cover.img").read_bytes()
    path = tagged(timeline, cover=read_picture(tmp_path / "cover.img", "show.cover"))
    (cover,) = ID3(path).getall("APIC")
    assert (cover.mime, cover.type, cover.data) == (mime, 3, data)


def test_the_tag_holds_the_transcript_and_the_level(script, timeline, tagged):
    path = tagged(timeline, transcript="Ada: Ça va?\n\nBob: Да.", heard=Measure(-16.25, -1.5, 9))
    tag = ID3(path)
    assert tag["USLT:Transcript:eng"].text == "Ada: Ça va?\n\nBob: Да."
    assert str(tag["TXXX:REPLAYGAIN_TRACK_GAIN"]) == "-1.75 dB"
    assert float(str(tag["TXXX:REPLAYGAIN_TRACK_PEAK"])) == pytest.approx(10 ** (-1.5 / 20), abs=1e-5)


def test_a_chapters_link_is_where_players_look_for_it(script, make_take, tagged):
    timeline = lay_out([make_take("It is at https://example.org/straße (see there).")], script, Pauses())
    (chapter,) = ID3(tagged(timeline)).getall("CHAP")
    assert chapter.sub_frames["WXXX:chapter url"].url == "https://example.org/stra%C3%9Fe"


def test_frames_stand_in_the_order_that_readers_like(tagged, timeline_of):
    path = tagged(timeline_of(60), cover=Picture(b"\xff\xd8\xff\xe0" + bytes(100), "image/jpeg"))
    order = [key[:4] for key in ID3(path, translate=False)]
    assert order[0] == "TIT2"
    assert order[-63:] == ["CTOC", *["CHAP"] * 60, "USLT", "APIC"]


def test_chapter_frames_are_written_with_plain_sizes(tagged, timeline_of):
    """Readers of version 2.4 lose titles of more than 127 bytes; here their size is a plain number."""
    data = tagged(timeline_of(6)).read_bytes()
    at = data.rindex(b"chp0004") - 10  # the fifth, whose title has 301 characters
    assert data[at : at + 4] == b"CHAP"
    assert int.from_bytes(data[at + 4 : at + 8], "big") == data.index(b"CHAP", at + 4) - at - 10
    title = data.index(b"TIT2", at)
    assert int.from_bytes(data[title + 4 : title + 8], "big") == 1 + 2 + 2 * 301 + 2


def test_the_header_that_makes_seeking_exact_says_how_much_to_skip(programme, timeline, tagged):
    data = tagged(timeline).read_bytes()
    at = data.index(b"Info")
    assert (
        int.from_bytes(data[at + 4 : at + 8], "big") & 0b111 == 0b111
    )  # frames, bytes and table of contents
    lame = data.index(b"Lavf" if b"Lavf" in data[at : at + 200] else b"LAME", at) + 21
    delay, padding = (data[lame] << 4) | data[lame + 1] >> 4, ((data[lame + 1] & 15) << 8) | data[lame + 2]
    frames = int.from_bytes(data[at + 8 : at + 12], "big")
    assert frames * 1152 - delay - padding == programme.length


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "eng"), ("pt-BR", "por"), ("de", "ger"), ("zh-Hant", "chi"), ("", "und"), ("no such", "und")],
)
def test_a_language_has_the_three_letters_that_id3_wants(tag, code):
    assert alpha3(tag) == code

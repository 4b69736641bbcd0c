"""Pictures and web addresses of chapters: in every format and file that has a place for them."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from urllib.parse import unquote

import av
import pytest
from lxml import etree, html
from mutagen.id3 import ID3
from mutagen.oggopus import OggOpus
from PIL import Image

from audio.cast import ChapterSettings, Loudness, Output, Pauses, Settings, effective_settings
from audio.errors import InputError
from audio.mix import lay_out, master
from audio.publish import check_publishing, publish, unknown_chapters
from audio.publish.chapter_details import with_details
from audio.publish.chapters import ChapterMark, chapter_marks
from audio.publish.tags.tagging import write_tags
from audio.script import Script

EVERYTHING = Output(formats=("mp3", "m4a", "opus"), files=("chapters", "podlove", "page", "manifest"))
MARKS = [ChapterMark("Of engines", 0, 1000, "https://said.example/"), ChapterMark("3", 1000, 2000)]


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    """Give a folder with a JPEG and a large PNG."""
    folder = tmp_path_factory.mktemp("pictures")
    Image.new("RGB", (300, 300), "navy").save(folder / "a.jpg")
    Image.effect_noise((900, 900), 80).convert("RGB").save(folder / "b.png")
    return folder


def detailed(output: Output = EVERYTHING, **details: dict[str, object]) -> Settings:
    """Give settings with details of chapters, by title; an underscore stands for a blank."""
    named = {key.replace("_", " "): said for key, said in details.items()}
    return Settings(chapters=ChapterSettings(details=named), output=output)


@pytest.fixture(scope="module")
def done(take_maker, script_of, pictures):
    """Give an episode whose first and third chapter have a picture, the first and second an address."""
    make, script = take_maker(pictures), script_of(["One", "Two", "Three"])
    programme = master(lay_out([make(turn=n) for n in (1, 2, 3)], script, Pauses()), Loudness())
    settings = detailed(
        One={"image": pictures / "a.jpg", "url": "https://example.org/one"},
        Two={"url": "https://example.org/two"},
        Three={"image": pictures / "b.png"},
    )
    return publish(programme, script, settings, pictures / "out" / "my talk.mp3")


def test_the_tag_of_an_mp3_has_them_where_players_look(done, pictures):
    chapters = ID3(done.audio).getall("CHAP")
    assert [c.sub_frames["TIT2"].text[0] for c in chapters] == ["One", "Two", "Three"]
    links = [[f.url for f in c.sub_frames.getall("WXXX")] for c in chapters]
    assert links == [["https://example.org/one"], ["https://example.org/two"], []]
    first, none, third = (c.sub_frames.getall("APIC") for c in chapters)
    assert (first[0].data, first[0].mime) == ((pictures / "a.jpg").read_bytes(), "image/jpeg")
    assert none == []
    with Image.open(io.BytesIO(third[0].data)) as shown:
        assert (shown.format, shown.size) == ("JPEG", (640, 640))


@pytest.mark.parametrize("suffix", [".mp3", ".m4a", ".opus"])
def test_readers_still_list_every_chapter_in_every_format(done, suffix):
    (path,) = [each.path for each in done.recordings if each.path.suffix == suffix]
    with av.open(str(path)) as container:
        assert [c["metadata"]["title"] for c in container.chapters()] == ["One", "Two", "Three"]


def test_the_opus_file_has_their_addresses(done):
    tags = OggOpus(next(each.path for each in done.recordings if each.path.suffix == ".opus"))
    assert tags["CHAPTER000URL"] == ["https://example.org/one"]
    assert tags["CHAPTER001URL"] == ["https://example.org/two"]
    assert "CHAPTER002URL" not in tags


def test_the_chapter_files_name_pictures_that_lie_beside_the_episode(done):
    listed = json.loads(done.companions["chapters"].read_text("utf-8"))["chapters"]
    names = [unquote(each["img"]) for each in listed if "img" in each]
    assert names == ["my talk.chapter-1.jpg", "my talk.chapter-3.jpg"]
    assert [path.name for path in done.pictures] == names
    assert all(path.parent == done.audio.parent and path.stat().st_size for path in done.pictures)
    assert [each.get("url") for each in listed] == [
        "https://example.org/one",
        "https://example.org/two",
        None,
    ]
    psc = etree.fromstring(done.companions["podlove"].read_bytes())
    assert [unquote(each.get("image", "")) for each in psc] == [names[0], "", names[1]]
    assert [each.get("href") for each in psc] == ["https://example.org/one", "https://example.org/two", None]


def test_with_the_folder_on_the_web_they_have_whole_addresses(programme, script, pictures, tmp_path):
    output = Output(files=("chapters",), base_url="https://example.org/talks/")
    settings = detailed(output, Two={"image": pictures / "a.jpg"})
    done = publish(programme, script, settings, tmp_path / "my talk.mp3")
    listed = json.loads(done.companions["chapters"].read_text("utf-8"))["chapters"]
    assert listed[1]["img"] == "https://example.org/talks/my%20talk.chapter-2.jpg"


def test_the_page_shows_them_small_beside_the_chapter_and_still_loads_nothing(done):
    page = html.document_fromstring(done.companions["page"].read_bytes())
    items = page.cssselect(".chapters li")
    assert [len(item.cssselect("img[src^='data:image/jpeg']")) for item in items] == [1, 0, 1]
    assert [item.xpath(".//a[@class='out']/@href") for item in items] == [
        ["https://example.org/one"], ["https://example.org/two"], [],
    ]  # fmt: skip
    assert not [src for src in page.xpath("//img/@src") if not src.startswith("data:")]


def test_the_manifest_lists_the_pictures_and_names_the_given_ones_as_seen_from_the_folder(done):
    listed = json.loads(done.companions["manifest"].read_text("utf-8"))
    assert [path.name for path in done.pictures] == [
        each["name"] for each in listed["files"] if ".chapter-" in each["name"]
    ]
    assert listed["settings"]["chapters"]["details"]["One"]["image"] == "../a.jpg"
    assert [each.get("picture") for each in listed["chapters"]] == [
        "my talk.chapter-1.jpg", None, "my talk.chapter-3.jpg",
    ]  # fmt: skip


def test_without_a_file_that_names_them_no_pictures_are_written(programme, script, pictures, tmp_path):
    settings = detailed(Output(files=("vtt",)), One={"image": pictures / "a.jpg"})
    done = publish(programme, script, settings, tmp_path / "e.mp3")
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".wav") == ["e.mp3", "e.vtt"]
    assert done.pictures == ()


def test_a_chapter_is_known_by_its_title_before_its_number():
    settings = detailed(
        **{"3": {"url": "https://title.example"}, " OF  engines": {"url": "https://given.example"}}
    )
    assert [mark.link for mark in with_details(MARKS, settings, "e")] == [
        "https://given.example", "https://title.example",
    ]  # fmt: skip
    settings = detailed(**{"2": {"url": "https://number.example"}})
    assert [mark.link for mark in with_details(MARKS, settings, "e")] == [
        "https://said.example/", "https://number.example",
    ]  # fmt: skip


def test_numbers_need_no_quotes_and_an_address_has_a_scheme():
    read = ChapterSettings.model_validate({"details": {2: {"url": "https://number.example"}}})
    assert list(read.details) == ["2"]
    with pytest.raises(ValueError, match="pattern"):
        ChapterSettings.model_validate({"details": {2: {"url": "example.org"}}})


def test_what_a_script_says_of_no_chapter_is_named_and_what_the_show_says_is_not():
    details = {"Nothing": {"url": "https://a.example"}, "1": {"url": "https://b.example"}, "9": {"url": ""}}
    written = {"chapters": {"details": details}}
    script = Script("T", (), settings=written)
    titles = [mark.title for mark in MARKS]
    nothing, nine = unknown_chapters(titles, effective_settings(script=script))
    assert nothing == "chapters.details names 'Nothing', which is the title or number of no chapter here."
    assert "'9'" in nine
    assert unknown_chapters(titles, Settings.model_validate(written)) == []


def test_a_picture_that_is_none_is_refused_by_the_setting_before_anything_is_spoken(tmp_path):
    (tmp_path / "a.jpg").write_text("no picture")
    settings = detailed(Two={"image": tmp_path / "a.jpg"})
    with pytest.raises(InputError, match=r"a\.jpg, which chapters\.details\.Two\.image names, is no JPEG"):
        check_publishing(settings)


@pytest.mark.parametrize("count", [60, 300])
def test_many_pictures_leave_every_chapter_of_an_mp3_readable(
    bare, said_of, said, timeline_of, pictures, count
):
    settings = detailed(**{str(number): {"image": pictures / "a.jpg"} for number in range(1, count, 2)})
    marks = with_details(chapter_marks(timeline_of(count)), settings, "e")
    path = bare("mp3")
    write_tags("mp3", path, said_of(replace(said.about, chapters=marks)))
    with av.open(str(path)) as container:
        read = [(c["metadata"]["title"], c["start"] * c["time_base"] * 1000) for c in container.chapters()]
    assert read == [(mark.title, mark.start) for mark in marks]
    shown = [bool(frame.sub_frames.getall("APIC")) for frame in ID3(path).getall("CHAP")]
    assert shown == [mark.picture is not None for mark in marks]

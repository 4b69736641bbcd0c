"""Pictures of chapters in an M4A, as other programs find and show them."""

from __future__ import annotations

import io
import json
import struct
from dataclasses import replace

import av
import pytest
from mutagen.mp4 import MP4
from other_programs import run
from PIL import Image

from audio.errors import PublishError
from audio.publish import listen
from audio.publish.chapters import ChapterMark, ChapterPicture, chapter_marks
from audio.publish.pictures import Picture
from audio.publish.tags.mp4_boxes import boxes, picture_media
from audio.publish.tags.mp4_pictures import add_pictures
from audio.publish.tags.tagging import write_tags

RED, GREEN, GREY = (220, 30, 30), (30, 160, 60), (120, 120, 120)
MARKS = [
    ChapterMark("One", 0, 1234),
    ChapterMark("Two", 1234, 3001),
    ChapterMark("Three", 3001, 5999),
]


def picture(colour, size=(300, 300), kind="JPEG", mode="RGB") -> Picture:
    """Give a picture of one colour."""
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind)
    return Picture(out.getvalue(), f"image/{kind.lower()}")


def pictured(mark: ChapterMark, shown: Picture | None) -> ChapterMark:
    """Give a chapter with a picture."""
    return replace(mark, picture=shown and ChapterPicture("p.jpg", "p.jpg", shown))


COVER = picture(GREY)
TWO_PICTURES = [
    pictured(MARKS[0], picture(RED)),
    MARKS[1],
    pictured(MARKS[2], picture(GREEN, (400, 200), "PNG")),
]


@pytest.fixture
def m4a(bare, said):
    """Give a function that makes a tagged M4A of chapters."""

    def make(marks, cover=COVER):
        path = bare("m4a", marks)
        about = replace(said.about, chapters=tuple(marks))
        write_tags("m4a", path, replace(said, about=about, cover=cover, heard=listen(path)))
        return path

    return make


def shown_by(path) -> list[tuple[float, float, bytes]]:
    """Give start and length in milliseconds and the bytes of each sample of the picture track."""
    with av.open(str(path)) as container:
        (track,) = [each for each in container.streams.video if each.frames]  # a cover has none
        step = 1000 * track.time_base
        read = [(p.pts * step, p.duration * step, bytes(p)) for p in container.demux(track) if p.size]
    # FFmpeg hands out the first one more time, ahead of all, as it does with a cover.
    assert read[0][2] == read[1][2]
    return read[1:]


def decoded(jpeg: bytes) -> tuple[tuple[int, int], list[int], list[int]]:
    """Give the size of a picture, and its colours in the middle and near the upper edge, for FFmpeg."""
    decoder = av.CodecContext.create("mjpeg", "r")
    (frame,) = [*decoder.decode(av.Packet(jpeg)), *decoder.decode(None)]
    seen = frame.to_ndarray(format="rgb24")
    return (frame.width, frame.height), seen[320, 320].tolist(), seen[5, 320].tolist()


def content(path, *names: bytes) -> list[bytes]:
    """Give the content of all boxes at a path."""
    found = [path.read_bytes()]
    for name in names:
        found = [body for outer in found for inner, body in boxes(outer) if inner == name]
    return found


def test_each_chapter_has_its_picture_at_its_time_and_one_without_has_the_cover(m4a):
    samples = shown_by(m4a(TWO_PICTURES))
    assert [(start, start + length) for start, length, _ in samples] == [(m.start, m.end) for m in MARKS]
    seen = [decoded(jpeg) for _, _, jpeg in samples]
    assert [size for size, _, _ in seen] == [(640, 640)] * 3
    for (_, middle, _), wanted in zip(seen, (RED, GREY, GREEN), strict=True):
        assert middle == pytest.approx(wanted, abs=6)
    assert seen[0][2] == pytest.approx(RED, abs=6)  # a small one is made larger
    assert seen[2][2] == pytest.approx((0, 0, 0), abs=6)  # one that is no square has black above and below


def test_without_a_cover_the_first_picture_stands_in(m4a):
    path = m4a([MARKS[0], pictured(MARKS[1], picture(RED)), MARKS[2]], cover=None)
    assert [decoded(jpeg)[1] for *_, jpeg in shown_by(path)] == [pytest.approx(RED, abs=6)] * 3


def test_a_transparent_picture_stands_on_white(m4a):
    path = m4a([pictured(MARKS[0], picture((0, 0, 0, 0), kind="PNG", mode="RGBA")), *MARKS[1:]])
    assert decoded(shown_by(path)[0][2])[1] == pytest.approx((255, 255, 255), abs=3)


@pytest.mark.parametrize("count", [1, 60, 300])
def test_many_pictures_stand_at_their_chapters_and_the_chapters_stay(m4a, timeline_of, count):
    shades = [(4 * number % 250, 90, 200 - number % 200) for number in range(count)]
    marks = [
        pictured(mark, picture(shades[number], (64, 64)) if number % 2 == 0 else None)
        for number, mark in enumerate(chapter_marks(timeline_of(count)))
    ]
    path = m4a(marks)
    samples = shown_by(path)
    assert [start for start, _, _ in samples] == [mark.start for mark in marks]
    assert samples[-1][0] + samples[-1][1] == marks[-1].end
    for number, (*_, jpeg) in enumerate(samples):
        assert decoded(jpeg)[1] == pytest.approx(GREY if number % 2 else shades[number], abs=8)
    with av.open(str(path)) as container:
        read = [(c["metadata"]["title"], c["start"] * c["time_base"] * 1000) for c in container.chapters()]
    assert read == [(mark.title, mark.start) for mark in marks]


def test_what_many_chapters_share_is_in_the_file_once(m4a, timeline_of):
    first, *others = chapter_marks(timeline_of(300))
    path = m4a([pictured(first, picture(RED)), *others])
    cover = shown_by(path)[1][2]
    assert path.read_bytes().count(cover) == 1


def test_pictures_of_ten_hours_stand_right(m4a):
    """There the track is longer than 32 bits of the movie's units."""
    hours = [ChapterMark(str(n), n * 2_400_000, (n + 1) * 2_400_000 - (n == 14)) for n in range(15)]
    path = m4a([pictured(mark, picture(RED)) for mark in hours])
    assert [(start, start + length) for start, length, _ in shown_by(path)] == [
        (m.start, m.end) for m in hours
    ]
    tracks = content(path, b"moov", b"trak", b"tkhd")
    assert [header[0] for header in tracks] == [0, 1, 1]
    assert "Duration                                 : 9 h 59 min" in run("mediainfo", path)


@pytest.mark.parametrize(
    ("place", "kind", "form"), [(1 << 30, b"stco", ">IIII"), (1 << 32, b"co64", ">IIQQ")]
)
def test_places_far_into_a_file_have_64_bits(place, kind, form):
    (_, media), *_ = boxes(picture_media([1000, 2000], [place, place + 5], [5, 6], 640))
    table = dict(boxes(dict(boxes(dict(boxes(media))[b"minf"]))[b"stbl"]))[kind]
    assert struct.unpack(form, table) == (0, 2, place, place + 5)


def test_what_is_no_mp4_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "e.m4a"
    path.write_bytes(b"no sound at all")
    with pytest.raises(PublishError, match="no index"):
        add_pictures(path, TWO_PICTURES, COVER)
    assert path.read_bytes() == b"no sound at all"


def test_the_sound_names_the_titles_and_then_the_pictures_which_are_not_enabled(m4a):
    path = m4a(TWO_PICTURES)
    (named,) = content(path, b"moov", b"trak", b"tref", b"chap")
    headers = content(path, b"moov", b"trak", b"tkhd")
    numbers = [struct.unpack_from(">I", header, 12)[0] for header in headers]
    assert struct.unpack(">2I", named) == tuple(numbers[1:])
    kinds = [body[8:12] for body in content(path, b"moov", b"trak", b"mdia", b"hdlr")]
    assert kinds == [b"soun", b"text", b"vide"]
    assert [header[3] & 1 for header in headers] == [1, 0, 0]
    assert content(path, b"moov", b"mvhd")[0][-4:] == struct.pack(">I", max(numbers) + 1)
    assert [body[12:16] for body in content(path, b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd")] == [
        b"mp4a", b"text", b"jpeg",
    ]  # fmt: skip


def test_nothing_else_in_the_file_changes(m4a):
    """Sound, titles, list, tags and what is not to be played are those of a file without pictures."""
    plain = m4a(MARKS)
    before = listen(plain), MP4(plain).tags, content(plain, b"moov", b"udta"), content(plain, b"mdat")
    path = m4a(TWO_PICTURES)
    assert (listen(path), MP4(path).tags, content(path, b"moov", b"udta")) == before[:3]
    sound_and_text, pictures = content(path, b"mdat")
    assert [sound_and_text] == before[3]
    assert pictures.startswith(b"\xff\xd8\xff")
    order = [name for name, _ in boxes(path.read_bytes())]
    assert order.index(b"moov") < order.index(b"mdat")


def test_a_file_without_pictures_is_left_alone_and_one_with_them_is_always_the_same(bare, m4a):
    path = bare("m4a", MARKS)
    before = path.read_bytes()
    add_pictures(path, MARKS, COVER)
    assert path.read_bytes() == before
    assert m4a(TWO_PICTURES).read_bytes() == m4a(TWO_PICTURES).read_bytes()


def test_other_programs_find_the_pictures_of_an_episode(everything, starts):
    (path,) = [each.path for each in everything.recordings if each.path.suffix == ".m4a"]
    assert [start for start, _, _ in shown_by(path)] == starts
    said = json.loads(run("mediainfo", "--Output=JSON", path))["media"]["track"]
    (video,) = [track for track in said if track["@type"] == "Video"]
    assert (video["Format"], video["Width"], video["FrameCount"]) == ("JPEG", "640", str(len(starts)))
    assert run("exiftool", "-s3", "-ChapterListTrackID", path).strip() == "2 3"
    assert "Atom jpeg" in run("AtomicParsley", path, "-T")
    command = ["ffmpeg", "-hide_banner", "-v", "error", "-i", path, "-map", "0:v:0", "-f", "null", "-"]
    assert run(*command) == ""

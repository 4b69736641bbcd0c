"""The page of an episode as a file: what is in it, and that nothing in it is taken for markup."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import io
import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import pytest
from lxml import html
from PIL import Image

from audio.cast import Loudness, Output, Pauses, Settings, Show
from audio.mix import Programme, lay_out, master
from audio.publish import publish
from audio.publish.about import about
from audio.publish.page.assembly import direction, episode_page
from audio.publish.page.cover import draw_cover
from audio.publish.page.waveform import BARS, envelope
from audio.publish.pictures import Picture
from audio.publish.words.transcripts import words_json
from audio.script import NARRATOR, Chapter, Lines, Paragraph, Script, Speaker, Turn
from audio.speech import Take

HOSTILE = """</script><script>alert(1)</script><img src=x onerror="alert(2)"> & 'so' on -->"""


def a_script(turns: Sequence[tuple[str, str]], **changes: object) -> Script:
    """Give a script of turns, each a name and one paragraph, each a chapter called by its first words."""
    names = dict.fromkeys(name for name, _ in turns if name != NARRATOR)
    return replace(
        Script(
            "A title",
            tuple(Turn(n, name, (Paragraph(said, Lines(n, n)),)) for n, (name, said) in enumerate(turns, 1)),
            tuple(Speaker(name) for name in names),
            tuple(Chapter(said[:20], n) for n, (_, said) in enumerate(turns, 1)),
        ),
        **changes,
    )


@pytest.fixture
def page_of(make_take: Callable[..., Take]) -> Callable[..., tuple[str, Programme]]:
    """Give a function that makes the page of a script, two seconds a turn, and the programme behind it."""

    def make(
        script: Script,
        audio_name: str = "e.mp3",
        cover: Picture | None = None,
        seconds: float = 2.0,
        show: Show | None = None,
    ) -> tuple[str, Programme]:
        takes = [
            make_take(turn.text, seconds, speaker=turn.speaker, turn=turn.number) for turn in script.turns
        ]
        # The last segment of a paragraph is followed by nothing.
        takes = [replace(take, segment=replace(take.segment, joint="")) for take in takes]
        programme = master(lay_out(takes, script, Pauses()), Loudness())
        words = about(script, Settings(show=show or Show()), programme.timeline, "e")
        shown = cover or draw_cover(words, programme.timeline)
        return "".join(episode_page(script, words, programme, shown, audio_name)), programme

    return make


@pytest.fixture
def interview() -> Script:
    """Give three turns of two people after a word of the narrator."""
    return a_script(
        [
            (NARRATOR, "This is the beginning."),
            ("Ada Lovelace", "What is an engine? See https://example.org/engine?a=1&b=2 first."),
            ("Charles Babbage", "It is — as I say — a mill, and a store."),
        ],
        date=dt.date(2026, 3, 9),
        language="en-GB",
    )


def tree(page: str) -> html.HtmlElement:
    """Parse a page."""
    return html.document_fromstring(page.encode("utf-8"))


def test_the_page_says_who_speaks_and_what_and_when(page_of, interview):
    page = tree(page_of(interview, show=Show(title="Engines"))[0])
    assert page.findtext(".//h1") == page.findtext(".//title") == "A title"
    assert [each.text_content() for each in page.cssselect(".people li")] == [
        "Ada Lovelace",
        "Charles Babbage",
    ]
    assert "Engines · 9 March 2026 · 0:08" in page.cssselect(".facts")[0].text_content()
    assert [each.text_content() for each in page.cssselect(".who")] == [t.speaker for t in interview.turns]
    said = [re.sub(r"^\d+:\d\d ", "", each.text_content()) for each in page.cssselect(".said")]
    assert said == [turn.text for turn in interview.turns]
    assert [each.get("href") for each in page.cssselect(".links a")] == ["https://example.org/engine?a=1&b=2"]
    assert "The voices in this episode are synthetic." in page.cssselect("footer")[0].text_content()


def test_chapters_lead_to_their_headings_in_the_transcript(page_of, interview):
    text, programme = page_of(interview)
    page = tree(text)
    listed = page.cssselect(".chapters a[data-s]")
    starts = [mark.start * 1000 // programme.rate for mark in programme.timeline.chapters]
    assert [int(each.get("data-s")) for each in listed] == starts
    for link, turn in zip(listed, interview.turns, strict=True):
        (heading,) = page.cssselect(f'h3[id="{link.get("href")[1:]}"]')
        assert heading.text == link.cssselect("span")[0].text == turn.text[:20]
        assert heading.getnext().text_content() == turn.speaker


def test_each_word_has_the_time_that_the_file_of_words_gives_it(page_of, interview):
    text, programme = page_of(interview)
    shown = [(e.text, int(e.get("data-s"))) for e in tree(text).cssselect("#transcript span[data-s]")]
    listed = json.loads("".join(words_json(programme.timeline)))["words"]
    spoken = [w for w in listed if any(character.isalnum() for character in w["text"])]
    assert shown == [(word["text"], round(1000 * word["start"])) for word in spoken]
    assert len(spoken) < len(listed)  # a dash is no word that anybody could hear


def test_japanese_is_followed_word_by_word_although_it_has_no_spaces(page_of):
    said = "種子銀行では、コーヒーを飲みながら一万年を待ちます。"
    page = tree(page_of(a_script([("花子", said)], language="ja"))[0])
    words = [each.text for each in page.cssselect("#transcript span[data-s]")]
    times = [int(each.get("data-s")) for each in page.cssselect("#transcript span[data-s]")]
    assert "".join(words) == said
    assert len(words) >= 6
    assert max(map(len, words)) <= 8
    assert times == sorted(set(times))
    assert page.get("lang") == "ja"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("ar", "rtl"), ("he-IL", "rtl"), ("fa", "rtl"), ("ar-Latn", "ltr"), ("en-GB", "ltr"), ("ja", "ltr")],
)
def test_a_language_is_written_in_its_direction(language, expected):
    assert direction(language) == expected


def test_arabic_runs_from_right_to_left_and_the_waveform_does_not(page_of):
    page = tree(page_of(a_script([("ليلى", "كيف تصلح الإنترنت؟")], language="ar"))[0])
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    (player,) = page.cssselect(".player")
    assert player.get("dir") == "ltr"
    assert {each.get("dir") for each in page.cssselect(".said, .who, h1, h3")} == {"auto"}


def test_nothing_that_an_interview_holds_becomes_markup(page_of):
    speaker, name = f"Ada {HOSTILE}", """a "b" <c> & d's #1?.mp3"""
    script = a_script([(speaker, HOSTILE)], title=HOSTILE, speakers=(Speaker(speaker, description=HOSTILE),))
    show = Show(title=HOSTILE, author=HOSTILE)
    text, _ = page_of(script, name, show=show)
    plain, _ = page_of(
        a_script([("Ada", "hello")], speakers=(Speaker("Ada", description="x"),)), show=Show(title="y")
    )
    page, usual = tree(text), tree(plain)
    assert {each.tag for each in page.iter() if isinstance(each.tag, str)} == {
        each.tag for each in usual.iter() if isinstance(each.tag, str)
    }
    assert len(page.cssselect("script")) == len(usual.cssselect("script")) == 2
    assert len(page.cssselect("img")) == 1
    assert not [each for each in page.iter() for key in each.attrib if key.startswith("on")]
    assert page.findtext(".//title") == HOSTILE
    assert page.cssselect(".who")[0].text_content() == speaker
    assert page.cssselect(".people li")[0].text_content() == f"{speaker}, {HOSTILE}"
    assert HOSTILE in page.cssselect(".said")[0].text_content()
    assert unquote(page.cssselect("audio")[0].get("src")) == f"./{name}"
    assert json.loads(page.cssselect("script")[0].text)["name"] == HOSTILE


def test_only_the_page_s_own_script_and_style_may_run(page_of, interview):
    page = tree(page_of(interview)[0])
    (policy,) = page.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    for kind, element in (("style", page.cssselect("style")[0]), ("script", page.cssselect("script")[1])):
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert not page.xpath("//*[@style]")


def test_the_page_loads_nothing_but_the_sound(page_of, interview):
    page = tree(page_of(interview, "e.opus")[0])
    assert [each for each in page.xpath("//@src") if not each.startswith("data:")] == ["./e.opus"]
    assert not page.cssselect("link, iframe, object")
    assert "url(" not in page.cssselect("style")[0].text


def test_without_a_script_there_is_a_player_and_everything_to_read(page_of, interview):
    page = tree(page_of(interview)[0])
    (audio,) = page.cssselect("audio")
    assert "controls" in audio.attrib
    for hidden in page.cssselect("[hidden]"):
        hidden.drop_tree()
    left = page.body.text_content()
    assert all(word in left for turn in interview.turns for word in turn.text.split())
    assert not page.cssselect("button, input, select")
    targets = [each.get("href") for each in page.cssselect('a[href^="#"]')]
    assert all(page.cssselect(f'[id="{target[1:]}"]') for target in targets)


def test_machines_are_told_what_it_is_and_that_a_model_made_it(page_of, interview):
    page = tree(page_of(interview, show=Show(title="Engines", author="Press"))[0])
    said = json.loads(page.cssselect('script[type="application/ld+json"]')[0].text)
    assert (said["@type"], said["name"], said["inLanguage"]) == ("PodcastEpisode", "A title", "en-GB")
    assert said["digitalSourceType"] == "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
    assert said["associatedMedia"]["contentUrl"] == "./e.mp3"
    assert (said["datePublished"], said["duration"]) == ("2026-03-09", "PT0H0M9S")
    assert [each["name"] for each in said["contributor"]] == ["Ada Lovelace", "Charles Babbage"]
    assert [clip["name"] for clip in said["hasPart"]] == [turn.text[:20] for turn in interview.turns]


def test_the_waveform_is_as_high_as_what_is_heard(page_of, interview):
    _, programme = page_of(interview)
    found = envelope(programme)
    sound = np.abs(np.concatenate(list(programme.blocks()))).max(axis=1)
    edges = -(-np.arange(BARS) * programme.length // BARS)
    truth = np.maximum.reduceat(sound, edges)
    # The high-pass, the limiter and the resampler move single peaks a little.
    assert np.median(np.abs(found.peaks - truth)) < 0.03
    assert np.quantile(np.abs(found.peaks - truth), 0.95) < 0.15
    middles = [(e.start + e.length // 2) * BARS // programme.length for e in programme.timeline.events]
    assert [found.speakers[middle] for middle in middles] == [turn.speaker for turn in interview.turns]


def test_the_waveform_has_a_bar_for_each_part_and_a_line_for_each_later_chapter(page_of, interview):
    (wave,) = tree(page_of(interview)[0]).cssselect(".wave svg")
    bars = "".join(path.get("d") for path in wave.cssselect("path[class^=s]"))
    assert bars.count("M") == BARS
    assert {path.get("class") for path in wave.cssselect("path[class^=s]")} == {"s0", "s1", "s2"}
    assert wave.cssselect("path.borders")[0].get("d").count("M") == 2


def test_a_given_cover_is_shown_small(page_of, interview):
    out = io.BytesIO()
    Image.effect_noise((2000, 2000), 80).convert("RGB").save(out, "PNG")
    (source,) = tree(page_of(interview, cover=Picture(out.getvalue(), "image/png"))[0]).xpath("//img/@src")
    kind, _, data = source.partition(",")
    assert kind == "data:image/jpeg;base64"
    with Image.open(io.BytesIO(base64.b64decode(data))) as picture:
        assert picture.size == (500, 500)


def test_a_script_that_nobody_speaks_in_a_chapter_of_its_own_still_has_a_page(page_of):
    script = a_script([("", "Only words.")], speakers=(), chapters=())
    page = tree(page_of(script)[0])
    assert not page.cssselect(".people")
    assert page.cssselect(".said")


def test_ten_minutes_take_little_room_and_little_time(make_take):
    said = "The engine might compose elaborate pieces of music of any degree of complexity or extent. " * 4
    script = a_script([("Ada" if n % 2 else "Charles", said.strip()) for n in range(30)])
    one = make_take(said.strip(), 20.0)
    segments = [
        replace(one.segment, number=turn.number, turn=turn.number, speaker=turn.speaker, joint="")
        for turn in script.turns
    ]
    timeline = lay_out([replace(one, segment=segment) for segment in segments], script, Pauses())
    programme = Programme(timeline, 1, {"Ada": 0.0, "Charles": 0.0}, Loudness())
    assert timeline.length / timeline.rate > 600
    words = about(script, Settings(), timeline, "e")
    took = []
    for _ in range(3):
        began = time.process_time()
        page = "".join(episode_page(script, words, programme, draw_cover(words, timeline), "e.mp3"))
        took.append(time.process_time() - began)
    assert page.count("<span data-s=") == 30 * 4 * 15
    assert len(page.encode()) < 400_000
    # A third of a second on a quiet machine.
    assert min(took) < 3


def test_the_same_episode_gives_the_same_page_byte_by_byte(page_of, interview, tmp_path: Path):
    _, programme = page_of(interview)
    settings = Settings(output=Output(files=("page", "words")))
    pages = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        done = publish(programme, interview, settings, tmp_path / folder / "e.mp3")
        assert done.companions["page"].name == "e.html"
        pages.append(done.companions["page"].read_bytes())
    assert pages[0] == pages[1]
    assert b'src="./e.mp3"' in pages[0]


def test_the_waveform_shows_a_voice_as_loud_as_the_settings_make_it(page_of, interview):
    _, programme = page_of(interview)
    events = tuple(
        replace(
            event,
            take=replace(event.take, segment=replace(segment, voice=replace(segment.voice, gain_db=-12))),
        )
        for event in programme.timeline.events
        for segment in [event.take.segment]
    )
    softer = replace(programme, timeline=replace(programme.timeline, events=events))
    usual, found = envelope(programme).peaks, envelope(softer).peaks
    free = (usual < usual.max()) & (usual > 0)
    assert np.allclose(found[free] / usual[free], 10 ** (-12 / 20), atol=1e-3)

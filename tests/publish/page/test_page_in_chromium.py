"""The page of an episode in a browser: it plays, follows, seeks and searches, and axe-core finds nothing."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from other_programs import NODE_MODULES
from page_browser import PROGRAM, Browser, chromium

from audio.cast import Loudness, Output, Pauses, Settings, Show
from audio.mix import lay_out, master
from audio.publish import publish
from audio.script import NARRATOR, Chapter, Lines, Paragraph, Script, Speaker, Turn

SAID = [
    (NARRATOR, "A talk about <engines> & mills."),
    (
        "Ada Lovelace",
        "What is an engine? Isn’t it a mill, and a store? See https://example.org/engines first.",
    ),
    ("チャールズ", "それは工場と倉庫です。"),
    ("ليلى", "كيف تعمل هذه الآلة؟"),
    ("Ada Lovelace", "That is the engine, then. " * 12),
]

pytestmark = pytest.mark.skipif(not PROGRAM, reason="Chromium is not installed")


@pytest.fixture(scope="module", params=["en", "ar"])
def page(request, take_maker, tmp_path_factory) -> Path:
    """Give the page of an episode of some twenty seconds with its sound beside it."""
    folder = tmp_path_factory.mktemp(f"page-{request.param}")
    turns = [Turn(n, who, (Paragraph(said.strip(), Lines(n, n)),)) for n, (who, said) in enumerate(SAID, 1)]
    names = dict.fromkeys(who for who, _ in SAID[1:])
    script = Script(
        "Of engines & <mills>",
        tuple(turns),
        tuple(Speaker(name, description="engineer") for name in names),
        tuple(Chapter(turn.text[:30], turn.number) for turn in turns),
        date=dt.date(2026, 3, 9),
        language=request.param,
    )
    make = take_maker(folder)
    takes = [make(turn.text, 4.0, speaker=turn.speaker, turn=turn.number) for turn in turns]
    settings = Settings(show=Show(title="Engines"), output=Output(files=("page", "page-with-sound")))
    programme = master(lay_out(takes, script, Pauses()), Loudness())
    return publish(programme, script, settings, folder / "a talk #1 & more.mp3").companions["page"]


@pytest.fixture(scope="module")
def running(tmp_path_factory) -> Iterator[Browser]:
    """Give a browser for all tests."""
    with chromium(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def browser(running: Browser, page: Path) -> Iterator[Browser]:
    """Give a browser that shows the page; nothing may be wrong with it when the test is over."""
    running.complaints.clear()
    running.open(page)
    running.until("document.querySelector('audio').readyState > 0")
    yield running
    assert not running.complaints


def sound(browser: Browser, what: str) -> object:
    """Give a property of the player."""
    return browser.run(f"document.querySelector('audio').{what}")


def place_of(browser: Browser, selector: str) -> float:
    """Give the time that an element stands for, seconds."""
    return browser.run(f"Number(document.querySelector({selector!r}).dataset.s)") / 1000


def test_it_plays_and_marks_the_word_that_is_heard(browser):
    browser.click("#play")
    browser.until("document.querySelector('audio').currentTime > 1.2")
    assert sound(browser, "paused") is False
    assert browser.run("document.querySelector('#play').getAttribute('aria-label')") == "Pause"
    marked = browser.run("""(() => {
        const time = document.querySelector("audio").currentTime, at = (e) => e.dataset.s / 1000;
        const now = document.querySelectorAll(".now"), start = at(now[0]);
        const words = [...document.querySelectorAll("#transcript span[data-s]")].map(at);
        return [now.length, time - start, words.filter((s) => s > start && s < time - 0.3).length];
    })()""")
    assert marked[0] == 1
    assert 0 <= marked[1] < 2
    assert marked[2] == 0
    browser.click("#play")
    browser.until("document.querySelector('audio').paused")


def test_the_page_with_its_sound_inside_plays_and_goes_to_a_chapter_with_no_file_beside_it(
    running, page, tmp_path
):
    alone = tmp_path / "sent.html"
    shutil.copy(page.with_name(f"{page.stem}.with-sound.html"), alone)
    running.complaints.clear()
    running.open(alone)
    running.until("document.querySelector('audio').readyState > 0")
    running.click(".chapters li:nth-child(3) a")
    start = place_of(running, ".chapters li:nth-child(3) a")
    running.until(f"document.querySelector('audio').currentTime > {start} + 0.2")

    assert sound(running, "currentTime") < start + 3
    assert running.run("document.querySelector('audio').duration * 1000") == pytest.approx(
        running.run("Number(document.querySelector('audio').dataset.length)"), abs=60
    )
    assert running.run("document.querySelectorAll('a[download]').length") == 0
    assert not running.complaints


@pytest.mark.parametrize("width", [1280, 390])
def test_the_time_of_a_chapter_stands_on_one_line_in_an_episode_of_hours(running, page, width):
    running.open(page, width=width)
    fill = "document.querySelectorAll('.chapters {}').forEach(e => {{ e.textContent = {}; }})"
    running.run(fill.format("time", "'10:23:17'"))
    running.run(fill.format("span", "'a word '.repeat(30)"))
    lines = running.run("""[...document.querySelectorAll(".chapters time")].map((time) => {
        const text = document.createRange();
        text.selectNodeContents(time);
        return [text.getClientRects().length, text.getBoundingClientRect().width > time.clientWidth + 1];
    })""")

    assert lines == [[1, False]] * len(SAID)


def test_a_click_on_a_word_is_heard_from_that_word_on(browser):
    word = "p.said:last-of-type span[data-s]:nth-of-type(20)"
    browser.click(word)
    browser.until("!document.querySelector('audio').paused")
    assert place_of(browser, word) <= sound(browser, "currentTime") < place_of(browser, word) + 1.5
    assert browser.run("document.querySelector('#played').width.baseVal.value") > 0


def test_a_click_on_a_chapter_goes_there_and_shows_it(browser):
    browser.click(".chapters li:nth-child(3) a")
    start = place_of(browser, ".chapters li:nth-child(3) a")
    assert start <= sound(browser, "currentTime") < start + 1.5
    assert browser.run("document.querySelector('#chapter').textContent") == SAID[2][1]
    assert browser.run("document.querySelector('[aria-current]').textContent").endswith(SAID[2][1])


def test_a_click_on_the_waveform_goes_there(browser):
    browser.click("#place")
    assert sound(browser, "currentTime") == pytest.approx(sound(browser, "duration") / 2, abs=1)


def test_keys_play_skip_and_change_the_speed_unless_they_are_turned_off(browser):
    browser.press("l", "l")
    assert sound(browser, "currentTime") == pytest.approx(sound(browser, "duration"), abs=0.1)
    browser.press("j", "j")
    later = sound(browser, "currentTime")
    assert later == pytest.approx(sound(browser, "duration") - 15, abs=0.2)
    browser.press("ArrowLeft")
    assert sound(browser, "currentTime") == pytest.approx(later - 5, abs=0.1)
    browser.press(">", ">")
    assert sound(browser, "playbackRate") == 1.25
    browser.press("n", "n")
    assert sound(browser, "currentTime") in browser.run(
        "[...document.querySelectorAll('.chapters a[data-s]')].map(e => e.dataset.s / 1000)"
    )
    browser.run("document.querySelector('#keys').click()")
    browser.press("k", "k")
    assert sound(browser, "paused") is True


def test_the_search_finds_across_words_whatever_the_case_and_the_quotes(browser):
    browser.press("/", "/")
    browser.call("Input.insertText", text="isn't IT a mill")
    assert browser.run("document.querySelector('#found').textContent") == "1 of 1"
    assert browser.run("String([...CSS.highlights.get('here')][0])") == "Isn’t it a mill"
    browser.press("Escape")
    assert browser.run("document.querySelector('#found').textContent") == ""
    browser.press("/", "/")
    browser.call("Input.insertText", text="engine")
    assert browser.run("document.querySelector('#found').textContent") == "1 of 15"
    browser.press("Enter", "\r")
    browser.press("Enter", "\r")
    assert browser.run("document.querySelector('#found').textContent") == "3 of 15"
    browser.until(
        "document.querySelector('#search').getBoundingClientRect().top >= "
        "document.querySelector('.player').getBoundingClientRect().bottom"
    )
    browser.call("Input.insertText", text="倉庫")
    assert browser.run("document.querySelector('#found').textContent") == "not found"


def test_an_address_may_name_the_chapter_to_begin_with(browser, page):
    browser.call("Page.navigate", url="about:blank")
    browser.open(page, place="#c4")
    browser.until("document.querySelector('audio').currentTime > 0")
    assert sound(browser, "currentTime") == place_of(browser, ".chapters li:nth-child(4) a")
    assert browser.run("document.querySelector('#now').textContent") == browser.run(
        "document.querySelector('.chapters li:nth-child(4) time').textContent"
    )
    browser.open(page, place="#c2")
    browser.until("document.querySelector('[aria-current]').hash === '#c2'")
    assert sound(browser, "currentTime") == place_of(browser, ".chapters li:nth-child(2) a")


def test_without_a_script_the_player_and_all_words_are_seen(browser, page):
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(page)
        assert browser.run("document.documentElement.className") == ""
        assert browser.run("document.querySelector('audio').controls")
        assert browser.run("document.querySelector('audio').offsetHeight") > 30
        seen = browser.run("document.body.innerText")
        assert all(said.strip() in seen for _, said in SAID)
        shown = "[...document.querySelectorAll('button, input, select')].filter(e => e.offsetHeight).length"
        assert browser.run(shown) == 0
    finally:
        browser.call("Emulation.setScriptExecutionDisabled", value=False)


def test_a_page_without_its_sound_says_which_file_is_missing(running, page, tmp_path):
    alone = tmp_path / page.name
    alone.write_bytes(page.read_bytes())
    running.open(alone)
    running.until("!document.querySelector('#missing').hidden")
    assert "a talk #1 & more.mp3" in running.run("document.querySelector('#missing').textContent")
    running.complaints.clear()


@pytest.mark.parametrize("width", [320, 360, 375, 390, 800, 1280])
def test_nothing_sticks_out_sideways_on_any_screen(browser, page, width):
    browser.open(page, width=width)
    assert browser.run("document.documentElement.scrollWidth") <= width
    sticking_out = "(e => e.scrollWidth - e.clientWidth)(document.querySelector('.controls'))"
    assert browser.run(sticking_out) <= 0


def test_scripts_in_the_text_of_a_page_do_not_run(browser, page, tmp_path):
    broken = tmp_path / "broken.html"
    broken.write_text(
        page.read_text("utf-8").replace(
            "<h1", "<script>window.ran = 1</script><img src=x onerror='ran = 1'><h1"
        ),
        "utf-8",
    )
    browser.open(broken)
    assert browser.run("typeof window.ran") == "undefined"
    assert any("Content Security Policy" in each for each in browser.complaints)
    browser.complaints.clear()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_to_complain_of(browser, page, width, dark):
    axe = NODE_MODULES / "axe-core" / "axe.min.js"
    if not axe.is_file():
        pytest.skip("axe-core is not installed")
    browser.open(page, width=width, dark=dark)
    browser.run("document.querySelector('details').open = true")
    browser.run("document.querySelector('.chapters li:nth-child(2) a').click()")
    browser.until("document.querySelector('.now')")
    browser.run(axe.read_text("utf-8") + "; 0")
    found = browser.run(
        "axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | ')))"
    )
    assert found == []

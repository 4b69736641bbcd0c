"""The site in a browser: the sound goes on from page to page, what is said is found, axe-core is content."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from other_programs import NODE_MODULES
from page_browser import PROGRAM, Browser, chromium
from served import served, visit
from shows import Trial

from audio.show.site.search import words_of

pytestmark = pytest.mark.skipif(not PROGRAM, reason="Chromium is not installed")

QUERIES = ("Isn’t IT Érdi’s?", "時計職人のガラス。", "किताबों वाली", "Straße 12-b")
PLAYING = "((audio) => !audio.paused && audio.currentTime > {})(document.querySelector('#bar audio'))"


@pytest.fixture(scope="module")
def site(whole: Trial) -> Iterator[str]:
    with served(whole.out) as address:
        yield address


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def browser(running: Browser, site: str) -> Iterator[Browser]:
    """Give a browser that shows the page of all episodes; nothing may be wrong when the test is over."""
    visit(running, site)
    running.run("sessionStorage.clear()")
    running.run("addEventListener('pagehide', () => sessionStorage.clear())")
    visit(running, site)
    running.complaints.clear()
    yield running
    assert not running.complaints


def listen_to(browser: Browser, name: str) -> None:
    browser.click(f".play[data-name='{name}']")
    browser.until(PLAYING.format(0.3))


def now(browser: Browser) -> float:
    return browser.run("document.querySelector('#bar audio').currentTime")


def search(browser: Browser, words: str) -> list[str]:
    """Type a query, and give the passages that are found."""
    browser.run(f"document.querySelector('#search').value = {words!r}")
    browser.run("document.querySelector('#results').replaceChildren()")
    browser.run("document.querySelector('#search').dispatchEvent(new Event('input'))")
    browser.until("document.querySelector('#results').children.length")
    return browser.run("[...document.querySelectorAll('#results p')].map((e) => e.textContent)")


def test_the_sound_goes_on_without_a_break_from_page_to_page(browser, site):
    listen_to(browser, "bells")
    browser.run("window.stillHere = true")
    browser.run("document.querySelector('#bar audio').onpause = () => { window.stopped = true; }")

    before, began = now(browser), time.monotonic()
    browser.click("a[href='2023-first/index.html']")
    browser.until("location.pathname === '/2023-first/index.html' && document.querySelector('#transcript')")
    assert browser.run("document.querySelector('h1').textContent") == "The <first> & the last"
    assert browser.run("document.title") == "The <first> & the last"
    browser.run("history.back()")
    browser.until("location.pathname === '/' && document.querySelector('.episodes')")
    browser.until(PLAYING.format(before + 0.2))
    assert now(browser) - before <= time.monotonic() - began + 0.5
    assert browser.run("window.stillHere && !window.stopped")
    assert browser.run("document.querySelector('#heard').textContent") == "Bells of brass"
    assert browser.run("[...document.querySelectorAll('.playing')].map((e) => e.dataset.name || e.id)") == [
        "bells",
        "toggle",
    ]


def test_where_a_page_is_loaded_anew_the_sound_goes_on_where_it_was(browser, site):
    listen_to(browser, "bells")
    browser.run("document.querySelector('#bar audio').currentTime = 4")
    browser.until(PLAYING.format(4.2))
    before = now(browser)
    browser.call("Page.navigate", url=f"{site}trailer/index.html")
    browser.until("location.pathname === '/trailer/index.html' && document.readyState === 'complete'")
    browser.until(PLAYING.format(before - 0.5))
    assert now(browser) < before + 3
    assert browser.run("document.querySelector('#heard').textContent") == "Bells of brass"


def test_a_site_in_a_folder_plays_searches_and_remembers_too(running, whole):
    running.open(whole.out / "index.html")
    running.run("sessionStorage.clear()")
    running.complaints.clear()
    listen_to(running, "bells")
    assert search(running, "clean rag")
    running.click("a[href='trailer/index.html']")
    running.until("location.pathname.endsWith('/trailer/index.html') && document.readyState === 'complete'")
    running.until("document.querySelector('#heard').textContent === 'Bells of brass'")
    running.until(PLAYING.format(0.3))
    assert not running.complaints


def test_the_word_that_is_heard_is_marked_on_the_episodes_own_page_alone(browser, site):
    visit(browser, f"{site}bells/index.html")
    listen_to(browser, "bells")
    browser.until("document.querySelectorAll('#transcript .now').length === 1")
    browser.click(".others a")
    browser.until("document.querySelector('main article').dataset.name === '2023-first'")
    browser.until(PLAYING.format(0.5))
    assert browser.run("document.querySelectorAll('.now').length") == 0


def test_a_click_on_a_word_a_chapter_or_the_waveform_is_heard_from_there(browser, site):
    visit(browser, f"{site}bells/index.html")
    length = browser.run("Number(document.querySelector('.play').dataset.length)")
    start = browser.run("Number(document.querySelectorAll('#transcript span[data-s]')[12].dataset.s) / 1000")
    browser.run("document.querySelectorAll('#transcript span[data-s]')[12].click()")
    browser.until(PLAYING.format(start))
    assert now(browser) < start + 1.5
    browser.click(".listen .wave")
    browser.until(PLAYING.format(length / 2 - 0.2))
    assert now(browser) < length / 2 + 1.5
    assert browser.run("document.querySelector('#played').width.baseVal.value") > 0


def test_what_is_said_is_found_in_all_episodes_with_its_place(browser):
    passages = search(browser, "drop of oil")
    assert len(passages) == 1
    assert "Dora Lind: " in passages[0]
    assert len(search(browser, "TOMORROW")) == 3
    assert search(browser, "xylophone") == ["not found"]
    marked = "[...document.querySelectorAll('#results mark')].map((e) => e.textContent)"
    search(browser, "clean rag")
    assert set(browser.run(marked)) == {"clean", "rag"}


def test_a_place_that_was_found_is_shown_on_its_page(browser):
    search(browser, "drop of oil")
    browser.click("#results a")
    browser.until("location.pathname === '/bells/index.html' && document.querySelector('.at:target, .said')")
    place = browser.run("location.hash.slice(1)")
    box = browser.run(f"(b => [b.top, b.bottom])(document.getElementById({place!r}).getBoundingClientRect())")
    assert 0 <= box[0] < box[1] <= 900


def test_nothing_of_the_index_is_loaded_before_somebody_searches_and_then_little(browser):
    loaded = "performance.getEntriesByType('resource').filter((e) => e.name.includes('/search/')).length"
    assert browser.run(loaded) == 0
    search(browser, "oil")
    assert browser.run(loaded) <= 5


def test_a_query_is_parted_into_the_words_that_the_index_has(browser):
    for text in (*QUERIES, "สวัสดีครับ", "naïve İstanbul", "한국어 말"):
        assert browser.run(f"vivavoce.words({text!r})") == words_of(text), text


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["index.html", "bells/index.html"])
def test_axe_finds_nothing_to_complain_of(browser, site, name, width, dark):
    axe = NODE_MODULES / "axe-core" / "axe.min.js"
    if not axe.is_file():
        pytest.skip("axe-core is not installed")
    visit(browser, site + name, width=width, dark=dark)
    browser.run("document.querySelector('.play').click()")
    search(browser, "oil")
    browser.call("Page.setBypassCSP", enabled=True)
    browser.run(axe.read_text("utf-8") + "; 0")
    found = browser.run(
        "axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | ')))"
    )
    assert found == []


@pytest.mark.parametrize("width", [320, 390, 800, 1280])
@pytest.mark.parametrize("name", ["index.html", "bells/index.html"])
def test_nothing_sticks_out_sideways_on_any_screen(browser, site, name, width):
    visit(browser, site + name, width=width)
    browser.run("document.querySelector('.play').click()")
    search(browser, "oil")
    assert browser.run("document.documentElement.scrollWidth") <= width


def test_without_scripts_every_page_is_read_and_heard(running, site):
    running.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        visit_without = f"{site}bells/index.html"
        running.call("Page.navigate", url=visit_without)
        time.sleep(1)
    finally:
        running.call("Emulation.setScriptExecutionDisabled", value=False)
    assert running.run("document.querySelectorAll('.listen audio').length") == 1
    assert running.run("document.querySelector('.search').hidden && document.querySelector('.play').hidden")

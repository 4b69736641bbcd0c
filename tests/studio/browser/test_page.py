"""The page in a browser: keys, fields, two tabs, a connection that goes, and a script that would like to run."""

from __future__ import annotations

import pytest
from opened_page import HEARD, HOSTILE, Page
from other_programs import NODE_MODULES

CURRENT = "document.querySelector('.turn.current').dataset.turn"
FIELD = "document.activeElement.matches('textarea')"


def edit(page: Page, turn: str) -> None:
    """Begin to edit a turn by its key."""
    page.browser.run(f"document.querySelector('#turn-{turn}').focus()")
    page.browser.press("Enter")
    page.browser.until(FIELD)


def test_keys_go_edit_give_and_mark_what_the_table_says(page: Page):
    page.open("keys")
    browser = page.browser
    browser.press("k")
    browser.press("k")
    browser.press("j")
    assert browser.run(CURRENT) == "t2"
    browser.press("p")
    browser.until(HEARD)
    browser.press(" ")
    browser.until("document.body.dataset.heard === ''")
    browser.press("3")
    browser.until("document.querySelector('#turn-t2 .speaker').textContent === 'Ben Wray'")
    browser.press("c")
    browser.until("!document.querySelector('#turn-t2 .chapter')")
    browser.press("c")
    browser.until("document.querySelector('#turn-t2 .chapter .rename')")
    browser.press("m")
    browser.until("document.querySelectorAll('.turn').length === 4")
    for _ in range(4):
        browser.press("z", ctrl=True)
    browser.until(
        "document.querySelector('#undo:disabled') && document.querySelectorAll('.turn').length === 5"
    )
    assert page.text("#turn-t2 .speaker") == "Maya Okonkwo"
    browser.press("?", shift=True)
    browser.until("document.querySelector('#keys').open")
    shown = browser.run("[...document.querySelectorAll('#keys kbd')].map((each) => each.textContent)")
    wanted = "Space J K P Shift+P 1 9 C Enter Esc R S M W Ctrl+Z Ctrl+Shift+Z Ctrl+Enter / ?"
    assert set(wanted.split()) == set(shown)
    browser.press("Escape")
    browser.until("!document.querySelector('#keys').open")
    browser.press("/")
    browser.type("the")
    browser.until("document.querySelector('#found').textContent.startsWith('1 of ')")
    browser.press("Escape")


def test_typing_is_saved_by_itself_and_the_cursor_and_the_scroll_stay(page: Page):
    page.open("keys")
    browser = page.browser
    edit(page, "t3")
    browser.run("document.activeElement.setSelectionRange(8, 8)")
    top = browser.run("document.querySelector('#middle').scrollTop")
    browser.type("old ")
    page.until_saved()
    assert "The big old one." in (page.folder / "keys.script.md").read_text("utf-8")
    assert browser.run(f"{FIELD} && document.activeElement.selectionStart") == 12
    assert browser.run("document.querySelector('#middle').scrollTop") == top
    browser.press("Escape")
    assert page.text("#turn-t3 p.text").startswith("The big old one.")
    browser.press("z", ctrl=True)
    browser.until("document.querySelector('#turn-t3 p.text').textContent.startsWith('The big one.')")


def test_two_tabs_stay_in_step_and_neither_touches_the_field_of_the_other(page: Page):
    page.open("tabs")
    first, second = page.browser, page.browser.tab()
    page.open("tabs", browser=second)
    edit(page, "t2")
    first.type("So: ")
    second.until("document.querySelector('#turn-t2 p.text').textContent.startsWith('So: ')")
    # The other tab edits another turn: here the field keeps what is typed and the cursor.
    second.run("document.querySelector('#turn-t4').focus()")
    second.press("Enter")
    second.until(FIELD)
    second.type("Later: ")
    second.press("Escape")
    first.until("document.querySelector('#turn-t4 p.text').textContent.startsWith('Later: ')")
    assert first.run(f"{FIELD} && document.activeElement.value") == "So: Which one do you wind first?"
    # Both type into one turn: nobody's words are lost, a person chooses.
    second.run("document.querySelector('#turn-t2').focus()")
    second.press("Enter")
    second.until(FIELD)
    second.type("B ")
    first.type("A ")
    shown = "[...document.querySelectorAll('.conflict')].length"
    first.until(f"{shown} || document.querySelector('#saved').textContent.startsWith('saved ')")
    second.until(f"{shown} || document.querySelector('#saved').textContent.startsWith('saved ')")
    (asked,) = [tab for tab in (first, second) if tab.run(shown)]
    asked.click(".conflict button")
    asked.until(f"!{shown}")
    for tab, letter in ((first, "A "), (second, "B ")):
        if tab is asked:
            first.until(f"document.querySelector('#turn-t2 p.text').textContent.includes('{letter}')")
    first.complaints[:] = [each for each in first.complaints if "409" not in each]


def test_a_lost_connection_is_said_and_what_was_typed_is_saved_when_it_is_back(page: Page):
    page.open("tabs")
    browser = page.browser
    cut = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    browser.call("Network.enable")
    browser.call("Network.emulateNetworkConditions", offline=True, **cut)
    edit(page, "t5")
    browser.type("Still: ")
    browser.until("!document.querySelector('#lost').hidden")
    browser.call("Network.emulateNetworkConditions", offline=False, **cut)
    browser.until("document.querySelector('#lost').hidden")
    page.until_saved()
    assert "Still: Nothing happens" in (page.folder / "tabs.script.md").read_text("utf-8")
    browser.complaints[:] = [each for each in browser.complaints if "ERR_INTERNET_DISCONNECTED" not in each]


def test_nothing_in_a_script_runs_or_becomes_markup(page: Page):
    page.open("hostile")
    browser = page.browser
    edit(page, "t1")
    for selector in ("textarea", "#title", ".chapter input"):
        if selector == ".chapter input":
            browser.click(".chapter .rename")
        browser.run(
            f"document.querySelector({selector!r}).focus(); document.querySelector({selector!r}).select()"
        )
        browser.call("Input.insertText", text=HOSTILE)
        browser.press("Escape" if selector == "textarea" else "Enter")
        page.until_saved()
    browser.click("[data-speaker='Ada'] .card")
    browser.until("document.querySelector('.audition .line')")
    browser.run(
        "{const f = document.querySelector('.audition .slider > input:not([type=range])'); f.focus(); f.select()}"
    )
    browser.call("Input.insertText", text="<b onclick=ran=3>Ada")
    browser.press("Enter", "\r")
    browser.until("document.querySelector('#turn-t1 .speaker').textContent === '<b onclick=ran=3>Ada'")
    page.open("hostile")
    assert browser.run(
        "[window.ran === undefined, document.querySelectorAll('img, b[onclick], .turn script').length]"
    ) == [True, 0]
    assert browser.run("[...document.querySelectorAll('script')].length") == 2
    assert browser.run("document.title").startswith(HOSTILE)
    assert browser.run("document.querySelector('.chapter .rename').textContent") == page.texts()[0] == HOSTILE


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (1000, True), (320, False), (360, True)])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(page: Page, width: int, dark: bool):
    page.open("keys", width=width, dark=dark)
    browser = page.browser
    axe = NODE_MODULES / "axe-core" / "axe.min.js"
    if not axe.is_file():
        pytest.skip("axe-core is not installed")
    browser.run(axe.read_text("utf-8") + "; 0")

    def wrong() -> object:
        assert browser.run("document.documentElement.scrollWidth") <= width
        return browser.run(
            "axe.run().then((r) => r.violations.flatMap((v) => v.nodes.map((n) => v.id + ' ' + n.html)))"
        )

    assert wrong() == []
    for pane in ("cast", "notes"):
        if width < 800:
            browser.click(f"[data-pane={pane}]")
        if pane == "cast":
            browser.click("[data-speaker='Ben Wray'] .card")
            browser.until("document.querySelector('.audition .slider')")
        else:
            browser.run("document.querySelector('#sound').open = true")
            browser.until("document.querySelector('#fields').children.length")
        assert wrong() == []
    if width < 800:
        browser.click("[data-pane=turns]")
    browser.click("#turn-t2 .more")
    browser.until("document.querySelector('#menu').matches(':popover-open')")
    assert wrong() == []
    browser.press("Escape")
    browser.run("document.querySelector('#help').click()")
    assert wrong() == []


def test_a_reload_shows_the_same_turn_of_the_same_interview(page: Page):
    page.open("keys")
    page.browser.press("k")
    page.browser.press("k")
    here = page.browser.run("location.href")
    page.browser.call("Page.reload")
    page.browser.until(
        f"document.querySelector('.turn.current')?.dataset.turn === 't3' && location.href === {here!r}"
    )
    page.browser.click("#home")
    page.browser.until(
        "document.querySelectorAll('#scripts a').length === 4 && !document.querySelector('#episodes').hidden"
    )

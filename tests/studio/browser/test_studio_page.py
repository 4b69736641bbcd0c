"""The page in a browser: keys, fields, two tabs, a connection that goes, and texts that would like to run."""

from __future__ import annotations

import pytest
from opened_page import FIELD, HEARD, HOSTILE, SAVED, SCRIPTS, Page
from other_programs import NODE_MODULES

CURRENT = "document.querySelector('.turn.current')?.dataset.turn"
TURNS = "document.querySelectorAll('.turn').length"
AXE = NODE_MODULES / "axe-core" / "axe.min.js"


def test_keys_go_play_give_and_mark_what_the_table_says(page: Page):
    page.open("keys")
    browser = page.browser
    for key in "kkj":
        browser.press(key)
    assert browser.run(CURRENT) == "t2"
    browser.press("p")
    browser.until(HEARD)
    assert browser.run("document.querySelector('#turn-t2 .gutter .play').ariaLabel") == "Stop"
    browser.press(" ")
    browser.until("document.body.dataset.heard === ''")
    assert browser.run("document.querySelector('#turn-t2 .gutter .play').ariaLabel") == "Play turn 2"
    browser.press("3")
    browser.until("document.querySelector('#turn-t2 .speaker').textContent === 'Ben Wray'")
    browser.press("c")
    browser.until("!document.querySelector('#turn-t2 .chapter')")
    browser.press("c")
    browser.until("document.querySelector('#turn-t2 .chapter .rename')")
    browser.press("m")
    browser.until(f"{TURNS} === 4")
    for _ in range(4):
        browser.press("z", ctrl=True)
    browser.until(f"document.querySelector('#undo:disabled') && {TURNS} === 5")
    assert page.text("#turn-t2 .speaker") == "Maya Okonkwo"


def test_the_keys_are_shown_and_find_goes_from_place_to_place(page: Page):
    page.open("keys")
    browser = page.browser
    browser.press("?", shift=True)
    browser.until("document.querySelector('#keys').open")
    shown = browser.run("[...document.querySelectorAll('#keys kbd')].map((each) => each.textContent)")
    wanted = "Space J K P Shift+P 1–9 C Enter Esc R S M W Ctrl+Z Ctrl+Shift+Z Ctrl+Enter / ?"
    assert set(wanted.split()) == set(shown)
    browser.press("Escape")
    browser.until("!document.querySelector('#keys').open")
    browser.press("/")
    browser.type("the")
    browser.until("document.querySelector('#found').textContent.startsWith('1 of ')")
    browser.press("Enter", "\r")
    browser.until("document.querySelector('#found').textContent.startsWith('2 of ')")
    browser.press("Escape")
    assert page.text("#found") == ""


def test_typing_is_saved_by_itself_and_the_cursor_and_the_scroll_stay(page: Page):
    page.open("keys")
    browser = page.browser
    page.edit("t3")
    browser.run("document.activeElement.setSelectionRange(8, 8)")
    top = browser.run("document.querySelector('#middle').scrollTop")
    browser.type("old ")
    page.until_saved()
    assert "The big old one." in (page.folder / "keys.script.md").read_text("utf-8")
    assert browser.run(f"{FIELD} && document.activeElement.selectionStart") == 12
    assert browser.run("document.querySelector('#middle').scrollTop") == top
    browser.press("Escape")
    assert page.text("#turn-t3 p.text").startswith("The big old one.")


def test_a_turn_without_words_is_refused_and_stays_in_its_field_until_it_has_some(page: Page):
    page.open("keys")
    browser = page.browser
    page.edit("t4")
    browser.run("document.activeElement.select()")
    browser.press("Delete")
    browser.until("document.querySelector('.conflict')")
    assert "A turn needs words" in page.text(".conflict")
    browser.type("And then?")
    page.until_saved()
    browser.press("Escape")
    assert page.text("#turn-t4 p.text") == "And then?"
    browser.complaints[:] = [each for each in browser.complaints if "400" not in each]


def test_what_an_editor_writes_into_the_file_is_shown_and_what_is_typed_here_stays(page: Page):
    page.open("keys")
    page.edit("t3")
    page.browser.type("Oh, ")
    page.until_saved()
    file = page.folder / "keys.script.md"
    file.write_text(file.read_text("utf-8").replace("Nothing happens", "Little happens"), "utf-8")
    page.browser.until("document.querySelector('#turn-t5 p.text').textContent.startsWith('Little')")
    assert page.browser.run(f"{FIELD} && document.activeElement.value").startswith("Oh, ")
    page.browser.press("Escape")


def test_a_turn_that_is_taken_again_shows_its_takes_and_the_chosen_one_is_kept(page: Page):
    page.open("keys")
    browser = page.browser
    browser.run("document.querySelector('#turn-t5').focus()")
    browser.press("r")
    browser.until("document.querySelectorAll('#turn-t5 .take').length > 1", 30)
    browser.click("#turn-t5 .take:last-of-type")
    browser.until("document.querySelector('#turn-t5 .take:last-of-type').ariaPressed === 'true'")
    browser.until(HEARD)
    browser.click("#turn-t5 .take:last-of-type")
    browser.until("document.body.dataset.heard === '' && !document.querySelector('.turn.playing')")
    browser.click("#turn-t5 .take:last-of-type")
    browser.until(HEARD)
    browser.click("#turn-t5 .take:first-of-type")
    browser.click("#turn-t5 .take:last-of-type")
    browser.until(f"{HEARD} && document.body.dataset.heard === 'turn t5'")
    page.until_saved()
    assert "[take " in (page.folder / "keys.script.md").read_text("utf-8")


def test_a_field_of_the_sound_panel_sets_what_it_says_or_says_what_is_wrong(page: Page):
    page.open("keys")
    browser = page.browser
    browser.run("document.querySelector('#sound').open = true")
    browser.until("document.querySelector('#fields input[type=number]')")
    for value in ("0.9", "900"):
        set_value(page, "#fields input[type=number]", value)
    browser.until("document.querySelector('#fields .wrong:not([hidden])')")
    assert "900" in page.text("#fields .wrong:not([hidden])")
    assert "sentence: 0.9" in (page.folder / "voices.yaml").read_text("utf-8")
    browser.complaints[:] = [each for each in browser.complaints if "400" not in each]


def test_two_tabs_stay_in_step_and_neither_touches_the_field_of_the_other(page: Page):
    page.open("tabs")
    first, second = page.browser, page.browser.tab()
    page.open("tabs", browser=second)
    page.edit("t2")
    first.type("So: ")
    second.until("document.querySelector('#turn-t2 p.text').textContent.startsWith('So: ')")
    page.edit("t4", browser=second)
    second.type("Later: ")
    second.press("Escape")
    first.until("document.querySelector('#turn-t4 p.text').textContent.startsWith('Later: ')")
    assert first.run(f"{FIELD} && document.activeElement.value") == "So: Which one do you wind first?"


def test_where_two_tabs_write_into_one_turn_both_texts_are_shown_and_a_person_chooses(page: Page):
    page.open("tabs")
    first, second = page.browser, page.browser.tab()
    page.open("tabs", browser=second)
    asked = "document.querySelectorAll('.conflict blockquote').length"
    page.edit("t3", browser=first)
    page.edit("t3", browser=second)
    first.type("A ")
    first.until(SAVED)
    second.type("B ")
    second.until(asked)
    assert page.text(".conflict blockquote", browser=second).startswith("A ")
    assert second.run("document.querySelector('.editing textarea').value").startswith("B ")
    second.click(".conflict button")
    second.until(f"!{asked}")
    page.open("tabs", browser=first)
    first.until("document.querySelector('#turn-t3 p.text').textContent.startsWith('B ')")
    second.complaints[:] = [each for each in second.complaints if "409" not in each]
    assert not second.complaints


def test_a_name_that_is_a_guess_is_kept_or_said_otherwise_and_its_word_is_what_the_keys_mean(page: Page):
    page.open("names")
    browser = page.browser
    item = "[...document.querySelectorAll('.finding')].find((each) => each.textContent.includes('Novak'))"
    browser.until(item)
    assert browser.run(f"{item}.querySelector('.fixes button').textContent") == "Keep NOH-vak"
    browser.run(f"{item}.querySelector('.fixes button:last-child').click()")
    browser.until("document.querySelector('#pronounce').open")
    assert page.text("#pronounce-head") == "How “Novak” is said"
    browser.press("Escape")
    browser.until("!document.querySelector('#pronounce').open")
    browser.run(f"{item}.querySelector('.goto').click()")
    browser.press("w")
    browser.until("document.querySelector('#pronounce').open")
    assert page.text("#pronounce-head") == "How “Novak” is said"
    browser.press("Escape")


def test_a_lost_connection_is_said_and_what_was_typed_is_saved_when_it_is_back(page: Page):
    page.open("tabs")
    browser = page.browser
    cut = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    browser.call("Network.enable")
    browser.call("Network.emulateNetworkConditions", offline=True, **cut)
    page.edit("t5")
    browser.type("Still: ")
    browser.until("!document.querySelector('#lost').hidden")
    browser.call("Network.emulateNetworkConditions", offline=False, **cut)
    browser.until("document.querySelector('#lost').hidden")
    page.until_saved()
    assert "Still: Nothing happens" in (page.folder / "tabs.script.md").read_text("utf-8")
    browser.complaints[:] = [each for each in browser.complaints if "ERR_INTERNET" not in each]


def test_what_is_saved_is_called_so_also_where_the_page_hears_of_it_before_its_document_comes(page: Page):
    page.open("tabs")
    browser = page.browser
    late = """const swift = fetch; window.fetch = async (...about) => {
        const answer = await swift(...about);
        if (/scripts\\/\\w+$/.test(about[0])) await new Promise((done) => setTimeout(done, 1500));
        return answer;
    };"""
    name = browser.call("Page.addScriptToEvaluateOnNewDocument", source=late)["identifier"]
    page.edit("t2")
    browser.type("So ")
    browser.until("document.querySelector('#saved').textContent === 'saving …'")
    browser.call("Page.reload")
    browser.until("document.querySelector('.turn.current')")
    browser.call("Page.removeScriptToEvaluateOnNewDocument", identifier=name)
    page.until_saved()


def test_a_change_of_a_voice_and_of_the_sound_is_taken_back_and_its_slider_and_field_go_with_it(page: Page):
    page.open("tabs")
    browser = page.browser
    browser.click("[data-speaker='Ben Wray'] .card")
    browser.until("document.querySelector('#slide-speed')")
    set_value(page, "#slide-speed", "1.4")
    browser.until("document.querySelector('#undo').title.startsWith('Undo: the speed of Ben Wray')")
    browser.run("document.querySelector('#sound').open = true")
    browser.until("document.querySelector('#fields input[type=number]')")
    before = browser.run("document.querySelector('#fields input[type=number]').value")
    set_value(page, "#fields input[type=number]", "1.1")
    browser.until("document.querySelector('#undo').title.startsWith('Undo: the setting pauses.')")
    for _ in range(2):
        browser.click("#undo")
        browser.until("document.querySelector('#redo').title.startsWith('Redo: the')")
    browser.until("document.querySelector('#slide-speed').value === '1'")
    browser.until(f"document.querySelector('#fields input[type=number]').value === '{before}'")
    assert "speed: 1.4" not in (page.folder / "voices.yaml").read_text("utf-8")


def set_value(page: Page, field: str, value: str) -> None:
    """Move a slider, or fill in a field, and leave it."""
    page.browser.run(f"""(() => {{
        const field = document.querySelector({field!r});
        field.value = "{value}";
        field.dispatchEvent(new Event("change"));
    }})()""")


def test_nothing_in_a_script_runs_or_becomes_markup(page: Page):
    page.open("hostile")
    browser = page.browser
    page.edit("t1")
    write(page, "textarea", HOSTILE, "Escape")
    write(page, "#title", HOSTILE, "Enter")
    browser.click(".chapter .rename")
    write(page, ".chapter input", HOSTILE, "Enter")
    browser.click("[data-speaker='Ada'] .card")
    browser.until("document.querySelector('.audition .line')")
    write(page, ".audition .slider > input:not([type=range])", "<b onclick=ran=3>Ada", "Enter")
    browser.until("document.querySelector('#turn-t1 .speaker').textContent === '<b onclick=ran=3>Ada'")
    page.open("hostile")
    assert browser.run("window.ran === undefined")
    assert browser.run("document.querySelectorAll('img, b[onclick], main script').length") == 0
    assert browser.run("document.title").startswith(HOSTILE)
    assert page.text(".chapter .rename") == page.texts()[0] == HOSTILE


def write(page: Page, field: str, text: str, key: str) -> None:
    """Write into a field instead of what is in it, and leave it by a key."""
    page.browser.run(f"document.querySelector({field!r}).focus(); document.activeElement.select()")
    page.browser.call("Input.insertText", text=text)
    page.browser.press(key, "\r" if key == "Enter" else "")
    page.until_saved()


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed")
@pytest.mark.parametrize(
    ("width", "colours"), [(1440, "light"), (1000, "dark"), (320, "light"), (360, "dark")]
)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(page: Page, width: int, colours: str):
    page.open("keys", width=width, dark=colours == "dark")
    browser = page.browser
    browser.run(AXE.read_text("utf-8") + "; 0")
    assert wrong(page, width) == []
    if width < 800:
        browser.click("[data-pane=cast]")
    browser.click("[data-speaker='Ben Wray'] .card")
    browser.until("document.querySelector('.audition .slider')")
    assert wrong(page, width) == []
    if width < 800:
        browser.click("[data-pane=notes]")
    browser.run("document.querySelector('#sound').open = true")
    browser.until("document.querySelector('#fields').children.length")
    assert wrong(page, width) == []
    if width < 800:
        browser.click("[data-pane=turns]")
    browser.click("#turn-t2 .more")
    browser.until("document.querySelector('#menu').matches(':popover-open')")
    assert wrong(page, width) == []
    browser.press("Escape")
    browser.run("document.querySelector('#help').click()")
    assert wrong(page, width) == []


def wrong(page: Page, width: int) -> object:
    """Give what axe-core finds, and how much wider than the window the page is."""
    found = "r.violations.flatMap((v) => v.nodes.map((n) => v.id + ' ' + n.html))"
    listed = page.browser.run(f"axe.run().then((r) => {found})")
    wide = page.browser.run("document.documentElement.scrollWidth") - width
    return listed + [f"{wide} px too wide"] * (wide > 0)


def test_a_reload_shows_the_same_turn_of_the_same_interview_and_a_click_all_of_them(page: Page):
    page.open("keys")
    for key in "kk":
        page.browser.press(key)
    here = page.browser.run("location.href")
    page.browser.call("Page.reload")
    page.browser.until(f"{CURRENT} === 't3' && location.href === {here!r}")
    page.browser.click("#home")
    page.browser.until(f"document.querySelectorAll('#scripts a').length === {len(SCRIPTS)}")

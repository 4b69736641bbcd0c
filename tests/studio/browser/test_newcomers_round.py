"""A newcomer's whole round: opened, heard, cast, mended, edited, rendered; then the files are looked at."""

from __future__ import annotations

import re

import pytest
from mutagen.mp3 import MP3
from opened_page import HEARD, Page


def test_a_newcomer_hears_casts_mends_edits_and_renders_an_interview(page: Page):
    page.open("round")
    hear_a_turn(page)
    voice = change_a_voice_and_hear_it(page)
    mend_a_pronunciation(page)
    edit_a_sentence_and_take_it_back(page)
    split_a_turn(page)
    move_a_chapter(page)
    seconds = render_and_play_the_result(page)

    script = (page.folder / "round.script.md").read_text("utf-8")
    assert "There are 23 of them" in script.partition("It sulks otherwise.\n\n**Ben Wray:**")[2][:40]
    assert re.search(r"## Midnight[^\n]*\n+\*\*Maya Okonkwo:\*\* And at midnight\?", script)
    assert "Well:" not in script
    settings = (page.folder / "voices.yaml").read_text("utf-8")
    assert settings.startswith("# Ours.\nengine: tone\n")
    assert voice.partition(":")[2] in settings
    assert "sull-kss" in settings + script
    sound = MP3(next(page.folder.rglob("round.mp3")))
    assert sound.info.length == pytest.approx(seconds, abs=0.2)
    assert [str(frame) for frame in sound.tags.getall("TIT2")] == ["The noon hour"]


def hear_a_turn(page: Page) -> None:
    assert page.texts()[1] == "Which one do you wind first?"
    page.browser.click("#turn-t2 .gutter .play")
    page.browser.until(HEARD)
    page.browser.until("document.body.dataset.heard === ''")


def change_a_voice_and_hear_it(page: Page) -> str:
    browser = page.browser
    browser.click("[data-speaker='Ben Wray'] .card")
    browser.until("document.querySelectorAll('.try').length >= 2")
    voice = browser.run("document.querySelector('.try:not(.present)').dataset.voice")
    browser.click(f"[data-voice='{voice}'] .play")
    browser.until(f"document.body.dataset.heard === 'voice {voice}'")
    browser.until(HEARD)
    browser.click(f"[data-voice='{voice}'] .choose")
    browser.until("document.body.dataset.heard === 'person Ben Wray'")
    browser.until(HEARD)
    browser.until(f"document.querySelector('[data-voice=\"{voice}\"]').matches('.present')")
    return voice


def mend_a_pronunciation(page: Page) -> None:
    page.click_word("t3", "sulks")
    page.browser.press("w")
    page.browser.until("document.querySelector('#pronounce').open")
    page.browser.run("document.querySelector('#respelling').select()")
    page.browser.type("sull-kss")
    page.browser.click("#pronounce .buttons:last-of-type .strong")
    page.browser.until("!document.querySelector('#pronounce').open")


def edit_a_sentence_and_take_it_back(page: Page) -> None:
    page.edit("t2")
    page.browser.type("Well: ")
    page.until_saved()
    page.browser.press("Escape")
    assert page.texts()[1] == "Well: Which one do you wind first?"
    page.browser.press("z", ctrl=True)
    page.browser.until("document.querySelector('#turn-t2 p.text').textContent.startsWith('Which one')")


def split_a_turn(page: Page) -> None:
    page.click_word("t3", "here are")
    page.browser.press("s")
    page.browser.until("document.querySelectorAll('.turn').length === 6")
    assert [text[:10] for text in page.texts()[2:4]] == ["The big on", "There are "]


def move_a_chapter(page: Page) -> None:
    page.browser.click(".turn:last-child .chapter .earlier")
    title = "document.querySelectorAll('.turn')[4].querySelector('.chapter .rename')?.textContent"
    page.browser.until(f"{title} === 'Midnight'")


def render_and_play_the_result(page: Page) -> float:
    player = "document.querySelector('#job audio')"
    page.browser.press("Enter", ctrl=True)
    page.browser.until(player, 60)
    page.browser.run(f"{player}.play()")
    page.browser.until(f"{player}.currentTime > 0.5")
    page.browser.run(f"{player}.pause()")
    return page.browser.run(f"{player}.duration")

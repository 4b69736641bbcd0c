"""A newcomer's whole round: opened, heard, cast, mended, edited, rendered; then the files are looked at."""

from __future__ import annotations

import re

import pytest
from mutagen.mp3 import MP3
from opened_page import HEARD, Page


def test_a_newcomer_hears_casts_mends_edits_and_renders_an_interview(page: Page):
    browser = page.browser
    # Open: a folder shows its episodes first.
    page.open("round")
    assert page.texts()[1] == "Which one do you wind first?"

    # Hear a turn.
    browser.click("#turn-t2 .gutter .play")
    browser.until(HEARD)
    browser.until("document.body.dataset.heard === ''")

    # Change a voice and hear it.
    browser.click("[data-speaker='Ben Wray'] .card")
    browser.until("document.querySelectorAll('[data-speaker=\"Ben Wray\"] .voices .try').length >= 2")
    other = browser.run("document.querySelector('.try:not(.present)').dataset.voice")
    browser.click(f"[data-voice='{other}'] .play")
    browser.until(f"document.body.dataset.heard === 'voice {other}'")
    browser.until(HEARD)
    browser.click(f"[data-voice='{other}'] .choose")
    browser.until("document.body.dataset.heard === 'person Ben Wray'")
    browser.until(HEARD)
    browser.until(f"document.querySelector('[data-voice=\"{other}\"]').classList.contains('present')")

    # Mend a pronunciation.
    page.click_word("t3", "sulks")
    browser.press("w")
    browser.until("document.querySelector('#pronounce').open")
    browser.run(
        "document.querySelector('#respelling').value = ''; document.querySelector('#respelling').focus()"
    )
    browser.type("sull-kss")
    browser.click("#pronounce .buttons:last-of-type .strong")
    browser.until("!document.querySelector('#pronounce').open")

    # Edit a sentence, and take it back.
    browser.run("document.querySelector('#turn-t2').focus()")
    browser.press("Enter")
    browser.until("document.activeElement.matches('textarea')")
    browser.type("Well: ")
    page.until_saved()
    browser.press("Escape")
    assert page.text("#turn-t2 p.text") == "Well: Which one do you wind first?"
    browser.press("z", ctrl=True)
    browser.until("document.querySelector('#turn-t2 p.text').textContent === 'Which one do you wind first?'")

    # Split a turn.
    page.click_word("t3", "There")
    browser.press("s")
    browser.until("document.querySelectorAll('.turn').length === 6")
    assert page.texts()[2:4] == [
        "The big one. It sulks otherwise.",
        "There are 23 of them in St. James's Street.",
    ]

    # Move a chapter.
    browser.click(".turn:last-child .chapter .earlier")
    browser.until(
        "[...document.querySelectorAll('.turn')][4].querySelector('.chapter .rename')?.textContent === 'Midnight'"
    )

    # Render, and play the result.
    browser.press("Enter", ctrl=True)
    browser.until("document.querySelector('#job audio')", 60)
    browser.run("document.querySelector('#job audio').play()")
    browser.until("document.querySelector('#job audio').currentTime > 0.5")
    browser.run("document.querySelector('#job audio').pause()")

    # The two files, and the sound.
    script = (page.folder / "round.script.md").read_text("utf-8")
    assert "There are 23 of them" in script.partition("It sulks otherwise.\n\n**Ben Wray:**")[2][:40]
    assert re.search(r"## Midnight[^\n]*\n+\*\*Maya Okonkwo:\*\* And at midnight\?", script)
    assert "Well:" not in script
    settings = (page.folder / "voices.yaml").read_text("utf-8")
    assert settings.startswith("# Ours.\nengine: tone\n")
    assert other.partition(":")[2] in settings
    assert "sull-kss" in settings + script
    sound = next(page.folder.rglob("round.mp3"))
    assert MP3(sound).info.length == pytest.approx(
        browser.run("document.querySelector('#job audio').duration"), abs=0.2
    )
    assert [str(frame) for frame in MP3(sound).tags.getall("TIT2")] == ["The noon hour"]

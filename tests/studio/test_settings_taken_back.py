"""Changes of the cast, the sound and pronunciations are edits: taken back and made again, over restarts."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from offices import TALK, opened, until

from audio.cast import effective_settings
from audio.errors import PublishError
from audio.studio.folder import listed
from audio.studio.panels import cast
from audio.studio.sitting import Sitting

CHANGES = [
    ("cast", {"speaker": "Ben Wray", "known_as": "Benny"}, "who Benny is"),
    ("cast", {"speaker": "Ada Stone", "voice": "tone:high"}, "the voice of Ada Stone"),
    ("cast", {"speaker": "Ada Stone", "speed": 1.2}, "the speed of Ada Stone"),
    ("cast", {"speaker": "Narrator", "gain_db": 3}, "the gain of Narrator"),
    ("cast", {"speaker": "Ben Wray", "pan": -0.5}, "the pan of Ben Wray"),
    ("cast", {"speaker": "Ben Wray", "expression": 0.5}, "the expression of Ben Wray"),
    ("cast", {"speaker": "Ben Wray", "pinned": True}, "the voice of Ben Wray"),
    ("sound-settings", {"key": "pauses.speaker", "value": 0.9}, "the setting pauses.speaker"),
    ("sound-settings", {"key": "narration.title", "value": False}, "the setting narration.title"),
    ("pronunciations", {"word": "Wray", "say": "RAY", "scope": "show"}, "how Wray is said"),
]


def post(studio, path, about=None):
    answer = studio.post(f"{studio.script()}/{path}", about)
    assert answer.status_code == 200, answer.text
    return answer.json()


def said(show):
    return (show / "voices.yaml").read_text("utf-8")


def voice_of(studio, name):
    return next(one for one in studio.document()["speakers"] if one["name"] == name)["voice"]


def test_all_of_them_go_back_to_the_byte_and_forward_again_over_restarts(studio, show):
    files = [said(show)]
    for path, about, words in CHANGES:
        assert post(studio, path, about)["patch"]["undo"] == words
        files.append(said(show))
    assert len(set(files)) == len(files)
    assert "title: false\n" in files[-1]
    studio.serving.stop()
    with opened(show) as again:
        for before, (*_, words) in zip(files[-2::-1], CHANGES[::-1], strict=True):
            assert again.document()["undo"] == words
            assert post(again, "undo").get("told") is None
            assert said(show) == before
        assert again.document()["undo"] == ""
    with opened(show) as third:
        for after in files[1:]:
            post(third, "redo")
            assert said(show) == after
        assert third.document()["redo"] == ""


def test_what_is_taken_back_is_heard_and_shown_at_once_in_every_tab(studio):
    first = voice_of(studio, "Ada Stone")
    studio.listen()
    post(studio, "cast", {"speaker": "Ada Stone", "voice": "tone:high"})
    studio.edit(kind="text", turn="t2", text="Who?")
    post(studio, "undo")
    patch = post(studio, "undo")["patch"]
    assert next(one["voice"] for one in patch["speakers"] if one["name"] == "Ada Stone") == first
    assert [studio.told("document")["patch"]["undo"] for _ in range(4)][-1] == ""
    assert voice_of(studio, "Ada Stone") == first


def test_a_settings_file_that_a_change_made_goes_with_it(studio, show):
    (show / "voices.yaml").unlink()
    post(studio, "cast", {"speaker": "Ada Stone", "voice": "tone:high"})
    assert (show / "voices.yaml").exists()
    post(studio, "undo")
    assert not (show / "voices.yaml").exists()
    post(studio, "redo")
    assert effective_settings(show / "voices.yaml").speakers["Ada Stone"].voice == "tone:high"


def test_what_somebody_wrote_elsewhere_in_the_settings_stays_when_a_change_is_taken_back(studio, show):
    post(studio, "cast", {"speaker": "Ada Stone", "voice": "tone:high", "speed": 1.2})
    (show / "voices.yaml").write_text(said(show) + "  Ben Wray: tone:low  # his own\n", "utf-8")
    assert post(studio, "undo").get("told") is None
    settings = effective_settings(show / "voices.yaml")
    assert (settings.speakers["Ada Stone"].voice, settings.speakers["Ada Stone"].speed) == (None, None)
    assert "  Ben Wray: tone:low  # his own\n" in said(show)
    post(studio, "redo")
    assert effective_settings(show / "voices.yaml").speakers["Ada Stone"].speed == 1.2


@pytest.mark.parametrize("theirs", ["tone:mid", None])
def test_a_setting_that_somebody_changed_since_stays_and_the_way_back_goes_on(studio, show, theirs):
    studio.edit(kind="text", turn="t2", text="Who?")
    post(studio, "cast", {"speaker": "Ada Stone", "voice": "tone:high"})
    by_hand = f"engine: tone\nspeakers:\n  Ada Stone: {theirs}\n" if theirs else "speakers: [\n"
    (show / "voices.yaml").write_text(by_hand, "utf-8")
    told = post(studio, "undo")["told"]
    assert told == "The voice of Ada Stone was changed in another way since then, and stays as it is now."
    assert said(show) == by_hand
    assert post(studio, "undo")["patch"]["turns"][0]["text"] == "Who winds the clock?"


def test_of_a_change_that_somebody_changed_in_part_the_rest_goes_back_and_the_part_is_named(studio, show):
    about = {"speaker": "Ada Stone", "voice": "tone:high", "speed": 1.2, "pan": 0.5}
    post(studio, "cast", about)
    (show / "voices.yaml").write_text(said(show).replace("1.2", "1.3"), "utf-8")
    assert post(studio, "undo")["told"] == (
        "speakers.Ada Stone.speed was changed in another way since then, and stays as it is now."
    )
    ada = effective_settings(show / "voices.yaml").speakers["Ada Stone"]
    assert (ada.voice, ada.speed, ada.pan) == (None, 1.3, 0.0)
    post(studio, "cast", about)
    (show / "voices.yaml").write_text(said(show).replace("1.2", "1.1").replace("0.5", "0.4"), "utf-8")
    assert post(studio, "undo")["told"].startswith("speakers.Ada Stone.speed and speakers.Ada Stone.pan were")


@pytest.mark.parametrize("names", ["[Ben, B]", "[]", "\n      - Ben  # at home\n      - B"])
@pytest.mark.parametrize("mended", ["{}# Mine.\n", "# Mine.\n{}"])
def test_a_name_is_taken_out_of_a_list_again_where_somebody_wrote_elsewhere(studio, show, names, mended):
    before = f"engine: tone\nspeakers:\n  Benny:\n    aliases: {names}\n  Ada Stone: tone:low\n"
    (show / "voices.yaml").write_text(before, "utf-8")
    post(studio, "cast", {"speaker": "Ben Wray", "known_as": "Benny"})
    after = said(show)
    (show / "voices.yaml").write_text(mended.format(after), "utf-8")
    assert post(studio, "undo").get("told") is None
    assert said(show) == mended.format(before)
    assert post(studio, "redo").get("told") is None
    assert said(show) == mended.format(after)


@pytest.mark.parametrize("there", [True, False])
def test_a_change_that_is_refused_leaves_the_settings_as_they_were(studio, show, there):
    if not there:
        (show / "voices.yaml").unlink()
    before = said(show) if there else None
    about = {"speaker": "Ada Stone", "voice": "tone:high", "speed": 99}
    refused = studio.post(f"{studio.script()}/cast", about)
    assert refused.status_code == 400
    assert (said(show) if (show / "voices.yaml").exists() else None) == before
    assert studio.document()["undo"] == ""


def test_a_way_back_that_cannot_be_noted_is_not_gone(show):
    sitting = Sitting(listed(show / "talk.script.md"))
    cast(sitting, {"speaker": "Ada Stone", "voice": "tone:high"})
    changed = said(show)
    journal = show / ".vivavoce-studio" / "talk.script.md.journal"
    kept = journal.rename(journal.with_suffix(".kept"))
    journal.mkdir()
    with pytest.raises(PublishError):
        sitting.undo()
    assert said(show) == changed
    journal.rmdir()
    kept.rename(journal)
    assert sitting.undo() is not None
    assert said(show) != changed


def test_what_changes_nothing_is_answered_without_a_patch(studio):
    """A page would take its revision for that of an edit that is still on its way from another window."""
    changes = [(path, about) for path, about, _ in CHANGES if "known_as" not in about]
    for path, about in changes:
        assert "patch" in post(studio, path, about)
    for path, about in [*changes, ("turns/t2/keep", {"take": 1}), ("redo", {}), ("disk", {"choose": "mine"})]:
        assert "patch" not in post(studio, path, about), path
    for _ in changes:
        assert "patch" in post(studio, "undo")
    assert "patch" not in post(studio, "undo")


def test_another_script_takes_a_change_in_and_is_told_only_of_what_other_programs_change(studio, show):
    (show / "other.script.md").write_text(TALK, "utf-8")
    studio.document()
    other = studio.document("other")["id"]
    studio.listen()
    post(studio, "cast", {"speaker": "Ada Stone", "voice": "tone:high"})
    until(lambda: studio.told("document")["script"] == other)
    (show / "voices.yaml").write_text("speakers: [", "utf-8")
    assert studio.told("disk")["what"] == "broken"
    (show / "voices.yaml").write_text("engine: tone\n", "utf-8")
    told = studio.told("disk")
    while told["what"] == "broken":
        told = studio.told("disk")
    assert told["text"] == "The settings were changed in another program."


def test_a_change_that_is_being_made_is_nobody_elses(show):
    (show / "other.script.md").write_text(TALK, "utf-8")
    mine, other = (Sitting(listed(show / f"{name}.script.md")) for name in ("talk", "other"))
    with ThreadPoolExecutor() as pool:

        def change(place):
            place.write_text("engine: tone\nnarrator: tone:high\n", "utf-8")
            looks.extend(pool.submit(sitting.recast) for sitting in (mine, other))
            time.sleep(0.1)

        looks = []
        mine.set_in_settings("the voice of Narrator", change)
        assert looks[0].result() is None
        assert (looks[1].result().told, looks[1].result().recast) == ("", {"Narrator"})


def test_a_change_that_changes_nothing_is_no_step_back(studio):
    post(studio, "cast", {"speaker": "Ada Stone", "voice": "tone:high"})
    undo = studio.document()["undo"]
    post(studio, "sound-settings", {"key": "pauses.speaker", "value": 0.9})
    post(studio, "sound-settings", {"key": "pauses.speaker", "value": 0.9})
    post(studio, "undo")
    assert studio.document()["undo"] == undo

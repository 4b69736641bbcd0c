from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest
import requests
from offices import TALK, opened, until

from audio.errors import InputError
from audio.studio import rendering, taken
from audio.studio.folder import ConflictError, listed
from audio.studio.sitting import Sitting
from audio.studio.turns import examining, standing


def sit(show):
    return Sitting(listed(show / "talk.script.md"))


def say(sitting, turn, text):
    return sitting.edit({"kind": "text", "turn": turn, "text": text}, sitting.revision)


def texts(sitting):
    return {entry.id: entry.turn.text for entry in sitting.document.entries}


def change_file(show, old, new):
    file = show / "talk.script.md"
    assert old in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def test_an_edit_outlives_a_server_that_never_wrote_the_script(show):
    say(sit(show), "t2", "Who winds it?")
    again = sit(show)
    assert texts(again)["t2"] == "Who winds it?"
    assert again.unsaved
    assert again.undo() is not None
    assert texts(again)["t2"] == "Who winds the clock?"


def test_history_goes_on_over_restarts_and_saves(show):
    first = sit(show)
    for number in range(5):
        say(first, "t2", f"Version {number}.")
        first.save_if_due(now=True)
    second = sit(show)
    second.undo()
    second.undo()
    second.save_if_due(now=True)
    third = sit(show)
    assert texts(third)["t2"] == "Version 2."
    third.redo()
    assert texts(third)["t2"] == "Version 3."
    while third.undo():
        pass
    third.save_if_due(now=True)
    assert (show / "talk.script.md").read_text("utf-8") == TALK


def test_half_a_line_in_the_journal_loses_nothing_before_it(show):
    first = sit(show)
    say(first, "t2", "One.")
    say(first, "t4", "Two.")
    journal = show / ".vivavoce-studio" / "talk.script.md.journal"
    journal.write_bytes(journal.read_bytes()[:-20])
    assert texts(sit(show))["t2"] == "One."


def test_names_of_turns_last_over_restarts(show):
    first = sit(show)
    first.edit({"kind": "split", "turn": "t3", "at": 6}, first.revision)
    first.edit({"kind": "merge", "turn": "t2"}, first.revision)
    names = [entry.id for entry in first.document.entries]
    first.save_if_due(now=True)
    assert [entry.id for entry in sit(show).document.entries] == names
    assert names == ["t1", "t3", "t6", "t4", "t5"]


def test_a_change_of_other_turns_on_the_disk_is_merged(show):
    sitting = sit(show)
    say(sitting, "t2", "Who winds it?")
    change_file(show, "And who oils it?", "And who pays?")
    assert sitting.look() is not None
    assert texts(sitting)["t2"] == "Who winds it?"
    assert texts(sitting)["t4"] == "And who pays?"
    sitting.save_if_due(now=True)
    written = (show / "talk.script.md").read_text("utf-8")
    assert "Who winds it?" in written
    assert "And who pays?" in written
    sitting.undo()
    assert texts(sitting)["t4"] == "And who oils it?"


def test_a_change_of_the_same_turn_is_asked_about_and_nothing_is_overwritten(show):
    sitting = sit(show)
    say(sitting, "t2", "Mine.")
    change_file(show, "Who winds the clock?", "Theirs.")
    assert sitting.look() is None
    assert sitting.question is not None
    assert not sitting.save_if_due(now=True)
    assert "Theirs." in (show / "talk.script.md").read_text("utf-8")
    sitting.choose(theirs=False)
    assert "Mine." in texts(sitting).values()
    sitting.save_if_due(now=True)
    assert "Mine." in (show / "talk.script.md").read_text("utf-8")
    sitting.redo()
    assert "Theirs." in texts(sitting).values()


def test_what_was_changed_while_nobody_looked_is_merged_when_it_is_opened(show):
    say(sit(show), "t5", "Nobody has, since him.")
    change_file(show, "Two people talk about clocks.", "Two people talk.")
    again = sit(show)
    assert texts(again) | {"t1": "Two people talk.", "t5": "Nobody has, since him."} == texts(again)


def test_turns_that_are_put_in_and_taken_out_on_the_disk_are_merged(show):
    sitting = sit(show)
    say(sitting, "t5", "Nobody has.")
    change_file(show, "**Ada Stone:** And who oils it?\n\n", "")
    change_file(show, "**Ada Stone:** Who winds", "**Cleo:** Hello.\n\n**Ada Stone:** Who winds")
    assert sitting.look() is not None
    assert [entry.turn.speaker for entry in sitting.document.entries] == [
        "Narrator", "Cleo", "Ada Stone", "Ben Wray", "Ben Wray",
    ]  # fmt: skip
    assert [entry.id for entry in sitting.document.entries] == ["t1", "t6", "t2", "t3", "t5"]
    assert "Cleo" in [member.speaker for member in sitting.cast.members]


def test_a_file_that_cannot_be_read_now_is_told_and_not_written_over(studio, show):
    studio.document()
    studio.listen()
    change_file(show, "**Ada Stone:** Who winds", "Who winds")
    change_file(show, "> Two people talk about clocks.\n", "")
    told = studio.told("disk")
    assert told["what"] == "broken"
    assert "talk.script.md" in told["text"]
    studio.edit(kind="text", turn="t5", text="Nobody.")
    time.sleep(1)
    assert "Nobody.\n" not in (show / "talk.script.md").read_text("utf-8")


def test_the_script_is_written_half_a_second_after_the_last_edit(studio, show):
    studio.document()
    studio.listen()
    began = time.monotonic()
    studio.edit(kind="text", turn="t2", text="Who?")
    assert "Who?\n" not in (show / "talk.script.md").read_text("utf-8")
    at = studio.told("saved")["at"]
    assert 0.4 < time.monotonic() - began < 3
    assert at == studio.document()["saved"]
    assert "**Ada Stone:** Who?\n" in (show / "talk.script.md").read_text("utf-8")


def test_comments_in_the_front_matter_stay(studio, show):
    studio.edit(kind="text", turn="t2", text="Who?")
    until(lambda: "Who?\n" in (show / "talk.script.md").read_text("utf-8"))
    assert "speakers:  # who they are" in (show / "talk.script.md").read_text("utf-8")


def test_a_source_that_is_no_script_is_taken_over_once_and_stays_as_it_is(studio, show):
    (show / "raw.md").write_text("**Q:** Who is there?\n\n**A:** Only [slower] me.\n", "utf-8")
    before = (show / "raw.md").read_bytes()
    document = studio.document("raw")
    assert document["source"] == "raw.md"
    doubts = [(one["turn"], one["text"]) for one in document["findings"] if one["kind"] == "doubt"]
    assert doubts == [("t2", "'[slower]' has no other end, so it directs nothing.")]
    studio.edit("raw", kind="text", turn=document["turns"][0]["id"], text="Who is it?")
    until(lambda: "Who is it?" in (show / "raw.script.md").read_text("utf-8"))
    assert (show / "raw.md").read_bytes() == before
    studio.serving.stop()
    with opened(show) as again:
        assert again.document("raw")["turns"][0]["text"] == "Who is it?"
        assert "doubt" in {one["kind"] for one in again.document("raw")["findings"]}


def test_a_second_tab_gets_its_edit_in_where_the_turn_is_untouched_and_is_told_where_it_is_not(studio):
    revision = studio.document()["revision"]
    assert studio.edit(revision=revision, kind="text", turn="t2", text="One.").status_code == 200
    assert studio.edit(revision=revision, kind="text", turn="t4", text="Two.").status_code == 200
    late = studio.edit(revision=revision, kind="text", turn="t2", text="Three.")
    assert late.status_code == 409
    assert late.json()["document"]["turns"][1]["text"] == "One."


def test_an_edit_of_a_page_from_before_a_restart_overwrites_nothing(show):
    before = sit(show)
    say(before, "t2", "One.")
    again = sit(show)
    assert again.revision > before.revision
    with pytest.raises(ConflictError, match="started again"):
        again.edit({"kind": "text", "turn": "t2", "text": "Two."}, before.revision)
    assert texts(again)["t2"] == "One."
    say(again, "t2", "Two.")


def test_what_is_told_first_is_that_nothing_is_missed_and_of_a_save_which_revision_was_saved(studio):
    studio.document()
    studio.listen()
    assert studio.told("here") == {}
    revision = studio.edit(kind="text", turn="t2", text="Who?").json()["revision"]
    assert studio.told("saved")["revision"] == revision


def test_a_file_that_can_be_read_again_is_told_to_be_mended(studio, show):
    studio.document()
    right = (show / "voices.yaml").read_text("utf-8")
    studio.listen()
    for _ in range(2):
        for text, what in (("speakers: [", "broken"), (right, "mended")):
            (show / "voices.yaml").write_text(text, "utf-8")
            until(lambda what=what: studio.told("disk")["what"] == what)


def test_what_nobody_foresaw_fails_a_turn_or_a_script_and_all_others_go_on(studio, show, monkeypatch):
    """Threads look, fill and write behind the page: one that ended would be missed by nobody."""

    def broken(sitting, name):
        if name == "t2":
            raise RuntimeError("odd")
        return standing(sitting, name)

    def known(name):  # whoever asks the server keeps it from filling
        return studio.desk.examiner.known(sitting, name)

    sitting = studio.desk.sitting(studio.document()["id"])
    until(lambda: known("t5").examined is not None)
    studio.listen()
    for module in (rendering, examining):
        monkeypatch.setattr(module, "standing", broken)
    for name in ("t2", "t4"):
        studio.desk.renders.fill(sitting, name)
    until(lambda: known("t4").state == "spoken")
    assert known("t2").state == "failed"
    assert "RuntimeError: odd" in known("t2").why
    with monkeypatch.context() as patched:
        patched.setattr(sitting.keeper, "changed", lambda _: broken(sitting, "t2"))
        assert "RuntimeError: odd" in studio.told("disk")["text"]
    assert studio.told("disk")["what"] == "mended"


def test_a_second_studio_on_the_folder_says_where_the_first_is(show):
    with taken(show, "http://127.0.0.1:8420/"):  # noqa: SIM117 - the second one shall not be had
        with pytest.raises(InputError, match=r"open in another studio, at http://127\.0\.0\.1:8420/"):
            with taken(show, "http://127.0.0.1:8421/"):
                pass
    with taken(show, "http://127.0.0.1:8421/"):
        pass


def test_a_killed_server_loses_no_edit(show):
    command = [sys.executable, "-m", "audio", "studio", ".", "--no-browser", "--port", "0"]
    for text in ("First.", "Second."):
        with subprocess.Popen(command, cwd=show, stdout=subprocess.PIPE, text=True) as server:
            address = server.stdout.readline().strip()
            base = address.partition("/?")[0]
            http = requests.Session()
            http.headers["Origin"] = base
            http.get(address, timeout=20)
            scripts = http.get(f"{base}/api/folder", timeout=20).json()["scripts"]
            path = next(f"{base}/api/scripts/{one['id']}" for one in scripts if one["name"] == "talk")
            document = http.get(path, timeout=20).json()
            edit = {"kind": "text", "turn": "t2", "text": document["turns"][1]["text"] + " " + text}
            answer = http.post(
                f"{path}/edits", json={"revision": document["revision"], "edit": edit}, timeout=20
            )
            assert answer.status_code == 200
            os.kill(server.pid, signal.SIGKILL)
    assert texts(sit(show))["t2"] == "Who winds the clock? First. Second."


def test_a_studio_ends_soon_though_somebody_listens(show):
    turns = (f"**Ada Stone:** {f'This is sentence {at}, and a long one. ' * 60}" for at in range(3))
    (show / "talk.script.md").write_text("\n\n".join(["---\nvivavoce: script\n---", *turns]) + "\n", "utf-8")
    command = [sys.executable, "-m", "audio", "studio", ".", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, cwd=show, stdout=subprocess.PIPE, text=True) as server:
        address = server.stdout.readline().strip()
        base, http = address.partition("/?")[0], requests.Session()
        http.get(address, timeout=20)
        scripts = http.get(f"{base}/api/folder", timeout=20).json()["scripts"]
        path = next(f"{base}/api/scripts/{one['id']}" for one in scripts if one["name"] == "talk")
        events = http.get(f"{base}/api/events", stream=True, timeout=20)
        sound = http.get(f"{path}/turns/t1/sound", stream=True, timeout=20)
        next(sound.iter_content(1000))
        server.terminate()
        server.wait(15)
        events.close()
        sound.close()
    assert not (show / ".vivavoce-studio" / "address").exists()


def test_a_journal_that_somebody_made_up_is_passed_over(show):
    own = show / ".vivavoce-studio"
    own.mkdir()
    for made_up in (b"\xff\x00", b"[]", b"{}", json.dumps({"script": 7}).encode(), b"[" * 100_000):
        (own / "talk.script.md.journal").write_bytes(made_up)
        assert texts(sit(show))["t2"] == "Who winds the clock?"


def test_a_turn_is_given_to_somebody_new_while_the_settings_cannot_be_read(show):
    sitting = sit(show)
    settings = show / "voices.yaml"
    right = settings.read_text("utf-8")
    settings.write_text("speakers: [", "utf-8")
    sitting.edit({"kind": "speaker", "turn": "t2", "speaker": "Zoe"}, sitting.revision)
    assert sitting.document.entries[1].turn.speaker == "Zoe"
    assert "Zoe" in {member.speaker for member in sitting.cast.members}
    assert sitting.governing.look_is_another()
    settings.write_text(right, "utf-8")
    sitting.recast()
    assert "Zoe" in {member.speaker for member in sitting.cast.members}


def test_a_person_keeps_the_voice_that_the_settings_gave_to_the_old_name(show):
    (show / "voices.yaml").write_text("engine: tone\nspeakers:\n  Ada Stone: tone:high\n", "utf-8")
    sitting = sit(show)
    sitting.edit({"kind": "rename", "speaker": "Ada Stone", "to": "Ada Lovelace"}, sitting.revision)
    assert str(sitting.cast.voice_of("Ada Lovelace")) == "tone:high"
    assert sitting.governing.near_misses == ()


def test_an_interview_that_was_only_looked_at_has_no_script_afterwards_and_may_be_edited_itself(show):
    with opened(show) as studio:
        studio.document("raw")
        assert (show / "raw.script.md").is_file()
    assert not (show / "raw.script.md").exists()
    (show / "raw.md").write_text("**Q:** Who was there?\n\n**A:** Only me, and the clock.\n", "utf-8")
    with opened(show) as again:
        assert again.document("raw")["turns"][0]["text"] == "Who was there?"
    assert (show / "talk.script.md").is_file()


@pytest.mark.parametrize("done", ["edited and undone", "rendered", "changed by another program"])
def test_a_script_in_which_something_was_done_stays(show, done):
    sitting = Sitting(listed(show / "raw.md"))
    script = show / "raw.script.md"
    match done:
        case "edited and undone":
            say(sitting, "t1", "Who?")
            sitting.undo()
        case "rendered":
            sitting.plan({})
        case _:
            script.write_text(script.read_text("utf-8").replace("Who is there?", "Who?"), "utf-8")
    sitting.leave()
    assert script.is_file()

"""The front door: what a program can do, in as few lines as the command line."""

from __future__ import annotations

import doctest
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from places import ROOT

import audio
from audio import Allow, Plan, Watcher, library, plan, preview_turns, read, render
from audio.episode import Wanted, plan_episode
from audio.errors import ConsentError, InputError

TALK = "**Ada Stone:** Who winds the clock?\n\n**Ben Wray:** I do. It sulks otherwise.\n"


@pytest.fixture
def talk(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An interview in the working folder, spoken by tones."""
    monkeypatch.chdir(tmp_path)
    Path("voices.yaml").write_text("engine: tone\n")
    Path("talk.md").write_text(TALK)
    return Path("talk.md")


def test_the_examples_in_the_documentation_run(talk):
    examples = doctest.testmod(library)
    assert examples.attempted >= 8
    assert examples.failed == 0


@pytest.mark.parametrize("page", ["README.md", "docs/library.md"])
def test_every_program_on_a_page_runs_as_it_stands(talk, page, capsys):
    programs = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    assert programs
    names: dict[str, object] = {}
    for program in programs:
        exec(program, names)  # noqa: S102 - our own page
    assert Path("out/talk.mp3").stat().st_size > 1000


def test_everything_the_package_promises_is_there():
    assert all(getattr(audio, name) for name in audio.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'sing'"):
        audio.sing  # noqa: B018 - the attribute is looked for


def test_no_module_bears_the_name_of_a_function_at_the_door():
    taken = {path.stem for path in (ROOT / "audio").iterdir()}
    assert taken.isdisjoint({"read", "plan", "render", "preview_turns", "check_reading"})


def test_a_path_may_be_text_or_a_path_and_a_target_a_file(talk, tmp_path):
    episode = render(str(talk), tmp_path / "mine" / "one.wav")
    assert episode.file == tmp_path / "mine" / "one.wav"
    assert episode.file.read_bytes()[:4] == b"RIFF"


def test_options_and_voices_go_before_the_settings(talk):
    made = plan(talk, options={"engine": "espeak"}, voices={"Ada Stone": "tone:high"})
    assert {member.speaker: str(member.voice) for member in made.cast.members}["Ada Stone"] == "tone:high"
    assert made.cast.voice_of("Ben Wray").engine == "espeak"


def test_a_plan_can_be_looked_at_and_then_rendered(talk):
    made = plan(talk)
    assert isinstance(made, Plan)
    assert render(made).plan is made


def test_a_watcher_hears_every_stage_and_every_take(talk):
    heard: list[object] = []

    class Told(Watcher):
        def on_progress(self, spoken):
            heard.append(spoken.segment.speaker)

        def on_stage(self, stage):
            heard.append(stage)

    render(talk, watch=Told())
    assert [each for each in heard if each in ("speaking", "mixing", "encoding")] == [
        "speaking", "mixing", "encoding",
    ]  # fmt: skip
    assert {"Ada Stone", "Ben Wray"} <= set(heard)


def test_nothing_is_sent_that_was_not_allowed(talk, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-nobody")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")  # where nobody listens
    paid, free = {"options": {"engine": "openai"}}, {"options": {"engine": "gtts"}}
    with pytest.raises(ConsentError, match=r"openai will be sent \d+ characters.*Allow\(paid=True\)"):
        render(talk, **paid)
    with pytest.raises(ConsentError, match=r"openai"):
        render(talk, **paid, allow=Allow(online=True))
    with pytest.raises(ConsentError, match=r"gtts will be sent \d+ characters.*Allow\(online=True\)"):
        preview_turns(talk, 1, **free)
    assert not [path for path in Path("out").rglob("*") if path.is_file()]


def test_the_manifest_tells_what_was_spoken_though_the_file_was_edited_meanwhile(talk):
    class Editor(Watcher):
        def on_stage(self, stage):
            if stage == "mixing":
                talk.write_text("**Ada Stone:** Something else?\n\n**Ben Wray:** Quite.\n")

    render(talk, watch=Editor())
    manifest = json.loads(Path("out/talk.manifest.json").read_text("utf-8"))
    (script,) = [given for given in manifest["inputs"] if given["role"] == "script"]
    assert script["sha256"] == hashlib.sha256(TALK.encode()).hexdigest()
    assert manifest["turns"][0]["written"] == "Who winds the clock?"


def test_an_interview_that_is_no_interview_is_one_sentence(talk):
    Path("empty.md").write_text("")
    with pytest.raises(InputError, match=r"empty\.md: the file is empty"):
        read("empty.md")


def test_a_mark_for_pronunciation_is_heard_and_not_published(talk):
    talk.write_text(TALK.replace("the clock", "the [clock|CLUCK] in [Reading|RED-ing]"))
    planned = plan(talk)
    assert planned.segments[0].spoken.startswith("Who winds the CLUCK in reding?")
    assert planned.segments[0].written == planned.script.turns[0].text == "Who winds the clock in Reading?"
    assert "|" not in "".join(chapter.title for chapter in planned.script.chapters)


def test_no_turn_is_made_ready_to_be_spoken_but_those_that_are_asked_for(talk):
    whole = plan(talk)
    part = plan_episode(replace(whole.request, only=Wanted("2")))
    assert part.script == whole.script
    (wanted,) = (each for each in whole.segments if each.turn == 2)
    assert part.segments == (replace(wanted, number=1),)

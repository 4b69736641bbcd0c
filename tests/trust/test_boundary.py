"""What a stranger's script and a stranger's settings may say, and what only the user may."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from bombs import TALK
from places import ROOT

from audio import check_reading, plan, preview_turns, read, render
from audio.cast import leads_out, voice_leads_out
from audio.errors import ConsentError, SettingsError, TrustError
from audio.guard import forget_folder, is_trusted, trust_folder, trusted_folders
from audio.source import Source

TONE = {"engine": "tone"}
SENDING = "engine: gtts\n"


def problems(folder: Path, front: str) -> list[str]:
    (folder / "talk.md").write_text(f"---\n{front}\n---\n\n{TALK}", encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        read("talk.md")
    return [f"{problem.line}: {problem.sentence}" for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("front", "told"),
    [
        ("engine: gtts", "2: engine may not stand in a script: write it in voices.yaml or as --engine."),
        ("vivavoce:\n  fallback: gtts:en-us", "3: fallback may not stand in a script: write it in"),
        ("vivavoce:\n  signing: {key: k.pem}", "3: signing may not stand in a script: write it in"),
        ("vivavoce:\n  output: {base_url: 'https://a.b'}", "3: output may not stand in a script"),
        ("vivavoce:\n  music:\n    intro: {path: /etc/hostname}", "'/etc/hostname', outside the script's"),
        ("vivavoce:\n  music:\n    bed: {path: ../x.mp3}", "4: music.bed.path is '../x.mp3', outside"),
        ("show: {cover: ~/x.png}", "2: show.cover is '~/x.png', outside the script's folder"),
        ("chapters:\n  details:\n    1: {image: link/x.png}", "is 'link/x.png', outside the script's folder"),
        ("speakers:\n  Ada Stone: {voice: 'gtts:en-us'}", "this show uses kokoro: write it in voices.yaml"),
        ("narrator: {voice: 'openai:nova'}", "or as --voice 'Narrator=openai:nova'"),
        ("speakers:\n  Ada Stone: {voice: 'piper:/x/y.onnx'}", "this show uses kokoro"),
    ],
)  # fmt: skip
def test_a_script_says_nothing_that_only_the_user_may(stranger, front, told):
    (stranger / "link").symlink_to(stranger.parent)
    assert any(told in each for each in problems(stranger, front)), problems(stranger, front)


@pytest.mark.parametrize("path", ["~/x.png", "~nobody-here/x.png", "loop/x.png", "..", "/"])
def test_a_path_that_leads_out_or_nowhere_is_refused(stranger, path):
    (stranger / "loop").symlink_to("loop")
    assert any(
        "show.cover" in each and "outside" in each for each in problems(stranger, f"show: {{cover: {path}}}")
    )
    assert voice_leads_out(stranger, f"{path}/v.onnx")
    assert not leads_out(stranger, "here/x.png")
    assert leads_out(stranger, "a\0b")


def test_a_voice_that_is_a_file_is_seen_from_the_working_folder(stranger):
    assert not voice_leads_out(stranger, "voices/de.onnx#3")
    assert not voice_leads_out(stranger, "af_heart*0.6+af_bella*0.4")
    assert voice_leads_out(stranger, "../voices/de.onnx#3")
    assert voice_leads_out(stranger.parent / "other", "voices/de.onnx")


def test_a_script_may_say_what_concerns_the_episode_alone(stranger):
    (stranger / "voices.yaml").write_text("engine: tone\n", encoding="utf-8")
    (stranger / "talk.md").write_text(
        "---\ntitle: Clocks\ndate: 2024-05-01\nspeakers:\n  Ada Stone: {voice: 'tone:low', speed: 1.1}\n"
        "pronunciations: {Wray: RAY}\npauses: {end: 2}\nloudness: {target: -18}\nchapters: {by: none}\n"
        "vivavoce:\n  narration: {outro: That was {title}.}\n---\n\n".replace("{title}", "it") + TALK,
        encoding="utf-8",
    )  # fmt: skip
    made = plan("talk.md")
    assert str(made.cast.voice_of("Ada Stone")) == "tone:low"
    assert (made.settings.loudness.target, made.settings.pauses.end) == (-18, 2)
    assert made.settings.narration.outro == "That was it."


def test_the_words_of_other_programs_are_no_settings(stranger):
    front = "---\nengine: knitr\noutput: html_document\nmusic: yes\n---\n\n"
    (stranger / "talk.md").write_text(front + TALK, encoding="utf-8")
    assert plan("talk.md", options=TONE).settings.engine == "tone"


def test_an_engine_of_the_users_choice_may_be_named_by_the_script(stranger):
    (stranger / "talk.md").write_text(
        f"---\nspeakers:\n  Ada Stone: {{voice: 'tone:low'}}\n---\n\n{TALK}", encoding="utf-8"
    )
    with pytest.raises(SettingsError, match="this show uses kokoro"):
        read("talk.md")
    assert str(plan("talk.md", options=TONE).cast.voice_of("Ada Stone")) == "tone:low"


def test_a_draft_by_another_engine_does_not_refuse_the_voices_of_the_usual_one(stranger):
    (stranger / "talk.md").write_text(
        f"---\nspeakers:\n  Ada Stone: {{voice: 'kokoro:bf_emma'}}\n---\n\n{TALK}", encoding="utf-8"
    )
    assert plan("talk.md").settings.speakers["Ada Stone"].voice == "kokoro:bf_emma"
    assert plan("talk.md", options=TONE).cast.voice_of("Ada Stone").engine == "tone"


@pytest.mark.parametrize(
    ("settings", "wish"),
    [
        (SENDING, "sends text to gtts"),
        ("engine: tone\nfallback: gtts:en-us\n", "sends text to gtts"),
        ("engine: tone\nspeakers:\n  Ada Stone: {voice: 'openai:nova'}\n", "sends text to openai"),
        ("engine: tone\nshow: {cover: ../cover.png}\n", "uses ../cover.png, outside its folder"),
        ("engine: tone\nmusic: {intro: {path: link/cover.png}}\n", "uses link/cover.png, outside its folder"),
        ("engine: tone\nsigning: {key: k.pem, certificate: k.pem}\n", "reads a key to sign with"),
    ],
)
def test_settings_that_were_only_found_ask_for_trust_where_they_could_do_harm(stranger, settings, wish):
    (stranger.parent / "cover.png").write_bytes(b"")
    (stranger / "link").symlink_to(stranger.parent)
    (stranger / "voices.yaml").write_text(settings, encoding="utf-8")
    with pytest.raises(TrustError, match=wish) as raised:
        render("talk.md")
    assert "`vivavoce trust .`" in str(raised.value)
    assert raised.value.folder == stranger
    assert not (stranger / "out").exists()
    trust_folder(stranger)
    with pytest.raises(Exception) as other:  # noqa: PT011 - that something else is wrong is the point
        render("talk.md")
    assert not isinstance(other.value, TrustError)


def test_settings_of_this_machine_and_folder_need_no_question(stranger):
    (stranger / "voices.yaml").write_text(
        "engine: tone\nspeakers:\n  Ada: {voice: 'tone:low'}\n  Zoe: {voice: 'gtts:en-us'}\n",
        encoding="utf-8",
    )
    assert render("talk.md").file.exists()  # Zoe does not speak


def test_what_the_user_names_is_the_users_own(stranger):
    (stranger / "voices.yaml").write_text(SENDING, encoding="utf-8")
    for how in (
        {"settings": "voices.yaml"},
        {"options": {"engine": "gtts"}},
        {"voices": {"Ada Stone": "gtts:en-us"}},
    ):
        with pytest.raises(ConsentError, match="gtts will be sent") as raised:
            render("talk.md", **how)
        assert not isinstance(raised.value, TrustError)
    assert render("talk.md", options=TONE).file.exists()


def test_every_way_to_speak_asks_the_same(stranger):
    (stranger / "voices.yaml").write_text(SENDING, encoding="utf-8")
    with pytest.raises(TrustError):
        preview_turns("talk.md", 1)
    with pytest.raises(TrustError):
        render(plan("talk.md"))
    assert "sends text to gtts" in check_reading("talk.md").uncast


def test_settings_beside_a_script_elsewhere_are_asked_about_too(stranger, monkeypatch, tmp_path):
    (stranger / "voices.yaml").write_text(SENDING, encoding="utf-8")
    mine = tmp_path / "mine"
    mine.mkdir()
    monkeypatch.chdir(mine)
    trust_folder(mine)
    with pytest.raises(TrustError, match="stranger"):
        render(stranger / "talk.md")


def test_trust_is_of_one_folder_and_can_be_taken_back(stranger, tmp_path):
    below = stranger / "below"
    below.mkdir()
    (tmp_path / "link").symlink_to(stranger)
    trust_folder(tmp_path / "link")
    assert is_trusted(stranger)
    assert is_trusted(tmp_path / "link")
    assert not is_trusted(below)
    assert trusted_folders() == (stranger.resolve(),)
    assert forget_folder(stranger)
    assert not is_trusted(stranger)
    assert not forget_folder(stranger)


def test_a_memory_that_is_damaged_trusts_nobody(stranger, tmp_path):
    trust_folder(stranger)
    for broken in ("{", '{"a": 1}', "[1, null]", ""):
        (tmp_path / "config" / "vivavoce" / "trusted.json").write_text(broken)
        assert not is_trusted(stranger)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "audio", *arguments]


def surroundings(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": str(tmp_path / "config")}


def test_without_a_terminal_the_command_refuses_and_trust_mends_it(stranger, tmp_path):
    (stranger / "voices.yaml").write_text("engine: tone\nfallback: gtts:en-us\n", encoding="utf-8")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(*arguments), capture_output=True, text=True, check=False,
            stdin=subprocess.DEVNULL, env=surroundings(tmp_path),
        )  # fmt: skip

    refused = run("preview", "talk.md", "1", "--no-play", "-q")
    assert refused.returncode == 2
    assert "voices.yaml sends text to gtts" in refused.stderr
    assert run("trust", ".").returncode == 0
    assert run("trust").stdout.strip() == str(stranger.resolve())
    done = run("preview", "talk.md", "1", "--no-play", "-q", "--json")
    assert done.returncode == 0, done.stderr
    assert "gtts may be sent up to" in done.stderr  # with --quiet too
    assert json.loads(done.stdout)["turns"] == [1]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("answer", ["y", "n"])
def test_on_a_terminal_the_user_is_asked_once(stranger, tmp_path, answer):
    (stranger / "voices.yaml").write_text("engine: tone\nfallback: gtts:en-us\n", encoding="utf-8")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command("preview", "talk.md", "1", "--no-play"),
        stdin=theirs, stderr=theirs, stdout=subprocess.PIPE, env=surroundings(tmp_path),
    ) as process:  # fmt: skip
        os.close(theirs)
        os.write(ours, f"{answer}\n".encode())
        process.communicate()
    os.close(ours)
    assert (process.returncode == 0) == (answer == "y")
    memory = tmp_path / "config" / "vivavoce" / "trusted.json"
    assert memory.exists() == (answer == "y")


def test_a_source_from_a_pipe_has_no_folder_to_reach_into(stranger):
    script = f"---\nvivavoce:\n  music:\n    intro: {{path: ../x.mp3}}\n---\n\n{TALK}"
    with pytest.raises(SettingsError, match="outside the script's folder"):
        read(Source("-", script.encode()))

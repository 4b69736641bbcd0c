"""A show is a folder: what in it is an interview, and what its episodes are called."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PIL import Image
from places import SEEDS
from shows import SETTINGS, TALK

from audio.errors import InputError, TrustError
from audio.guard import trust_folder
from audio.show import check_feed, open_show, plan_builds


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with settings."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "voices.yaml").write_text(SETTINGS, "utf-8")
    Image.new("RGB", (1400, 1400)).save(tmp_path / "cover.png")
    return tmp_path


def put(folder: Path, *names: str, text: str = "**Ada:** Why?\n\n**Ben:** Because.\n") -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def names(folder: Path) -> list[str]:
    return [each.name for each in open_show(folder).interviews]


def test_interviews_are_found_at_any_depth_and_in_any_format(folder):
    put(folder, "one.txt", "2024/two.md", "2024/05/three.html", "four.rtf")
    assert names(folder) == ["2024-05-three", "2024-two", "four", "one"]


def test_what_was_built_what_is_hidden_and_what_tells_of_a_folder_is_no_interview(folder):
    put(
        folder,
        "one.md",
        "README.md",
        "LICENSE.txt",
        "notes/readme.txt",
        "out/one.html",
        ".git/two.md",
        ".x.md",
    )
    put(folder, "feed-guids.json", "picture.jpg", "script.py")
    assert names(folder) == ["one"]


def test_what_the_settings_exclude_is_no_interview(folder):
    put(folder, "one.md", "drafts/two.md", "three.bak.md", "2024/four.md", "2024/five.md")
    text = SETTINGS.replace("show:\n", "show:\n  exclude: [drafts, '*.bak.md', 2024/five.md]\n")
    (folder / "voices.yaml").write_text(text, "utf-8")
    assert names(folder) == ["2024-four", "one"]


def test_a_canonical_script_takes_the_place_of_its_source(folder):
    put(folder, "talk.html", "other.txt")
    put(folder, "talk.script.md", "other.md", text="---\nvivavoce: script\n---\n\n**Ada:** Why?\n")
    found = {each.name: Path(each.given).name for each in open_show(folder).interviews}
    assert found == {"talk": "talk.script.md", "other": "other.md"}


@pytest.mark.parametrize(("one", "other"), [("talk.md", "talk.txt"), ("a b.md", "a-b.md"), ("É.md", "e.md")])
def test_two_interviews_that_would_be_one_episode_are_refused_with_both_names(folder, one, other):
    put(folder, one, other)
    with pytest.raises(InputError, match=r"would (both )?become .*show\.exclude") as told:
        open_show(folder)
    assert one in str(told.value)
    assert other in str(told.value)


def test_names_are_plain_whatever_the_files_are_called(folder):
    put(
        folder, "Die Mühle & das Meer (2).md", "時計職人.md", "index page.md", "feed.md", f"{'long ' * 30}.md"
    )
    found = names(folder)
    assert found[0] == "die-muhle-das-meer-2"
    assert all(name.isascii() and len(name) <= 80 and not set(name) & set(' &()"') for name in found)
    assert "feed" not in found
    assert len(set(found)) == 5


def test_addresses_and_files_elsewhere_are_named_in_settings_that_are_trusted(folder, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / ".config"))
    text = SETTINGS.replace(
        "show:\n", "show:\n  episodes: ['https://example.org/a/the-mill?x=1', '../Far off.md']\n"
    )
    (folder / "voices.yaml").write_text(text, "utf-8")
    with pytest.raises(TrustError, match=r"fetches https://example\.org.* and uses \.\./Far off\.md"):
        open_show(folder)
    trust_folder(folder)
    assert [(each.name, each.key) for each in open_show(folder).interviews] == [
        ("the-mill", "https://example.org/a/the-mill?x=1"),
        ("far-off", "../Far off.md"),
    ]


def test_what_a_link_leads_out_to_is_not_read(folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    put(elsewhere, "secret.md")
    put(folder, "one.md")
    (folder / "secret.md").symlink_to(elsewhere / "secret.md")
    assert names(folder) == ["one"]


def test_a_folder_without_interviews_says_what_to_do(folder):
    with pytest.raises(InputError, match=r"There is no interview in .*show\.episodes"):
        open_show(folder)
    with pytest.raises(InputError, match="is no folder"):
        open_show(folder / "voices.yaml")


def test_settings_of_the_working_folder_are_no_part_of_a_show_elsewhere(folder):
    (folder / "show").mkdir()
    put(folder, "show/one.md", text=TALK)
    assert open_show(folder / "show").settings_file is None


@pytest.mark.parametrize("name", ["out", "out/index.html", "out/show", "feed-guids.json"])
def test_a_link_among_what_is_written_leads_nothing_out_of_the_folder(folder, tmp_path_factory, name):
    put(folder, "one.md")
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).symlink_to(tmp_path_factory.mktemp("elsewhere") / "theirs")
    with pytest.raises(InputError, match="a link that leads out"):
        open_show(folder)
    (folder / name).unlink()
    (folder / "out").mkdir(exist_ok=True)
    (folder / "out" / "latest.mp3").symlink_to("one.mp3")
    assert names(folder) == ["one"]


def test_a_pipe_among_the_interviews_is_not_waited_for(folder):
    put(folder, "one.md")
    os.mkfifo(folder / "two.md")
    assert names(folder) == ["one"]


def test_no_episode_is_called_like_a_file_of_another_one(folder):
    put(folder, "one.md", "one.html.md", "feed.xml.md", "v1.2.md")
    assert names(folder) == ["feed-xml", "one", "one-html", "v1-2"]


@pytest.mark.parametrize(
    ("name", "kinds"),
    [("talks-at-noon", ["full", "full"]), ("el-faro", ["trailer", "full", "full"])],
)
def test_the_example_shows_are_read_without_a_doubt_and_lack_nothing_that_their_feed_needs(
    cache, tmp_path, name, kinds
):
    show = open_show(shutil.copytree(SEEDS / "shows" / name, tmp_path / name))
    check_feed(show)
    todo = plan_builds(show)
    assert not todo.failed
    assert [build.plan.script.doubts for build in todo.builds] == [()] * len(kinds)
    assert [build.plan.settings.listing.kind for build in todo.builds] == kinds

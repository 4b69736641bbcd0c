"""hibari's tables of English in little memory: what they say is what hibari's own say."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from places import ROOT

from audio.speech.engines import english_by_hibari
from audio.speech.engines.packed import PackedTable, packed
from audio.tasks import kept_folder

hibari = pytest.importorskip("hibari.g2p")
SAMPLE = (ROOT / "seeds" / "mending-the-internet.txt").read_text("utf-8")


@pytest.mark.parametrize("written", [{"separators": (",", ":")}, {"indent": 1}])
def test_a_packed_table_gives_what_the_object_holds(written) -> None:
    holds = {"a": "1", 'qu"ote': 'x",\\"y', "é\n": {"NOUN": None, "VB": -4.5}, "": "empty"}
    table = PackedTable(packed(json.dumps(holds, ensure_ascii=False, **written).encode()))
    assert len(table) == len(holds)
    assert {key: table.get(key) for key in holds} == holds
    assert table.get("b") is table.get("a:") is None


@pytest.mark.parametrize("name", ["us_gold", "us_silver", "gb_gold", "gb_silver"])
def test_hibaris_dictionaries_are_packed_whole(name: str) -> None:
    data = gzip.decompress((Path(hibari.ASSETS) / f"lexicon_{name}.json.gz").read_bytes())
    holds, table = json.loads(data), PackedTable(packed(data))
    assert len(table) == len(holds)
    assert all(table.get(key) == holds[key] for key in list(holds)[::17])


@pytest.mark.parametrize("british", [False, True])
def test_a_text_is_read_as_hibaris_own_reader_reads_it(british: bool, monkeypatch) -> None:  # noqa: FBT001
    def read() -> list[tuple[str, str, str | None, int | None]]:
        tokens = english_by_hibari.english_tokens(SAMPLE, british=british)
        return [(token.text, token.tag, token.phonemes, token.rating) for token in tokens]

    ours = read()
    monkeypatch.setattr(english_by_hibari, "_g2p", lambda british: hibari.G2P(british=british))
    assert ours == read()
    assert len(ours) > 800


def run(code: str) -> str:
    """Give what a program prints in a Python of its own."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_reading_loads_no_scipy_and_leaves_hibari_whole_for_others() -> None:
    code = (
        "import sys\n"
        "from audio.speech.engines.phonemes import read_english\n"
        "assert read_english('Hello there.')[0].phonemes == 'həlˈO'\n"
        "assert 'scipy' not in sys.modules and 'onnxruntime' not in sys.modules\n"
        "import hibari\n"
        "assert hibari.SAMPLE_RATE == 24000 and 'scipy' in sys.modules\n"
        "from hibari import Hibari, dsp\n"
        "assert Hibari is hibari.Hibari and not hasattr(hibari, 'nothing')\n"
    )
    run(code)


def test_what_is_packed_is_kept_and_read_again(cache: Path, monkeypatch) -> None:
    def read() -> object:
        english_by_hibari._reader.cache_clear()
        english_by_hibari._tagger.cache_clear()
        return english_by_hibari.english_tokens("Many live in the tower.")[1].phonemes

    first = read()
    made = []
    monkeypatch.setattr(english_by_hibari, "packed", made.append)
    assert read() == first
    assert made == []
    for piece in kept_folder().glob("*/*"):
        piece.write_bytes(b"damaged")
    monkeypatch.undo()
    assert read() == first


def test_a_voice_sounds_the_same_whether_scipy_is_there_or_not() -> None:
    code = (
        "import hashlib, sys\n"
        "{before}\n"
        "from audio.cast import Voice\n"
        "from audio.speech import engine\n"
        "said = engine('hibari').speak('Hello.', Voice('hibari', 'heart'))\n"
        "print(hashlib.sha256(said.samples.tobytes()).hexdigest(), bool(sys.modules.get('scipy')))\n"
    )
    with_scipy, without = (
        run(code.format(before=before)).split() for before in ("import scipy.fft, hibari", "")
    )
    assert with_scipy == [without[0], "True"]
    assert without[1] == "False"


def test_threads_that_ask_for_hibari_at_once_all_have_it() -> None:
    code = (
        "import threading\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from audio.speech.engines.phonemes import read_english\n"
        "read_english('Hello there.')\n"
        "import hibari\n"
        "together = threading.Barrier(8)\n"
        "def ask(name):\n"
        "    together.wait()\n"
        "    return getattr(hibari, name)\n"
        "names = ['Hibari', 'SAMPLE_RATE', 'dsp', 'write_wav'] * 2\n"
        "found = list(ThreadPoolExecutor(8).map(ask, names))\n"
        "assert found[:4] == found[4:] == [getattr(hibari, name) for name in names[:4]]\n"
    )
    run(code)
